"""A folder with one more report is answered in full: every topic, in the terms of that report and of no other."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge import Conversation, Knowledge
from knowledge.drafting import draft
from knowledge.reports.loading import BUILT_IN, read_library
from knowledge.reports.models import Report
from tests import built_in
from tests.knowledge.drafts import ARTICLES
from tests.questions.judging import FILES, turns

FOLDER = Path(__file__).parent / "evaluation_2031"
QUESTIONS: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("questions_2031.yaml").read_text("utf-8")
)
TODAY = dt.date(2032, 6, 1)


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return built_in.load(FOLDER)


@pytest.fixture(scope="module")
def of_2019(known: Knowledge) -> set[str]:
    """What only the 2019 report says: shares, counts, names, day, place, steps."""
    report, made_up = (set(_said(known.library.reports[year])) for year in ("2019", "2031"))
    return report - made_up


def taken(words: set[str], text: str) -> list[str]:
    """Which of `words` the answer `text` uses, apart from where it says itself that it speaks of other years."""
    told = re.sub(r"出处：.*|已知的.*|自2013年|有资料可查的年度：.*", "", text)
    return [word for word in words if re.search(rf"(?<!\d){re.escape(word)}", told)]


def _said(report: Report) -> list[str]:
    assert report.release is not None
    assert report.grade is not None
    rows = [*report.tiers, *report.groups]
    lists = [report.release.hosts, report.release.media, report.procedures, report.assessed, report.principles]
    facts = [report.release.place, report.release.attendance, report.organiser, report.basis, report.title]
    return [
        *(f"{row.count}家" for row in rows),
        *(share.printed for row in rows for share in (row.share_of_participants, row.share_of_total) if share),
        *(tier.range for tier in report.tiers if tier.range),
        *(tier.name for tier in report.tiers),
        *(person.name for person in report.release.people),
        *(part for fact in lists if fact for part in fact.value),
        *(fact.value for fact in facts if fact),
        *(f"{year}年" for year in (report.grade.rule.years if report.grade.rule else ())),
        f"{len(report.grade.members)}家",
        f"{report.year}年度",
    ]


def test_every_topic_has_its_question(known: Knowledge) -> None:
    assert set(QUESTIONS) == set(known.topics), "a new topic needs a question in questions_2031.yaml"


@pytest.mark.parametrize("topic", QUESTIONS)
def test_each_topic_is_answered_for_2031(known: Knowledge, of_2019: set[str], topic: str) -> None:
    case = QUESTIONS[topic]
    answer, _ = known.ask(case["ask"], today=TODAY, year="2031")
    for words in case["says"]:
        assert words in answer.text
    if case.get("over_years"):
        return
    assert answer.year in ("2031", None)
    assert not taken(of_2019, answer.text)


@pytest.mark.parametrize("topic", QUESTIONS)
def test_what_2031_does_not_say_is_not_taken_from_another_year(of_2019: set[str], bare: Knowledge, topic: str) -> None:
    case = QUESTIONS[topic]
    if case.get("over_years"):
        return
    answer, _ = bare.ask(case["ask"], today=TODAY, year="2031")
    assert not taken(of_2019, answer.text)
    assert not answer.verdicts or "A" not in answer.verdicts.values()


@pytest.mark.parametrize("article", ["date_only", "held_counts_only", "list_only", "partial_names", "thresholds"])
def test_whatever_little_a_report_says_every_topic_is_answered(article: str, tmp_path: Path) -> None:
    text = draft((ARTICLES / f"{article}.txt").read_text("utf-8"), read_library([BUILT_IN])[0])
    report = yaml.safe_load(text)
    report["year"], report["sources"][0]["publisher"] = "2031", "虚构的杂志"
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "2031.yaml").write_text(yaml.safe_dump(report, allow_unicode=True), "utf-8")
    known = built_in.load(tmp_path)
    for topic, case in QUESTIONS.items():
        for question in (case["ask"], known.topics[topic].examples[0]):
            answer, _ = known.ask(question, today=TODAY, year="2031")
            assert answer.text
            assert answer.sources or answer.status != "answered", question


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """Knowledge of a 2031 evaluation of which only the label and a source are known."""
    folder = tmp_path_factory.mktemp("bare")
    report = yaml.safe_load((FOLDER / "reports" / "2031.yaml").read_text("utf-8"))
    kept = {key: report[key] for key in ("year", "label", "sources", "alliances")}
    (folder / "reports").mkdir()
    (folder / "reports" / "2031.yaml").write_text(yaml.safe_dump(kept, allow_unicode=True), "utf-8")
    return built_in.load(folder)


def test_the_newest_complete_report_is_the_default(known: Knowledge, bare: Knowledge) -> None:
    assert (known.default_year, bare.default_year) == ("2031", "2019")


def test_years_of_two_digits_in_a_list_are_those_of_any_decade(known: Knowledge) -> None:
    answer, _ = known.ask("29、30、31三年A级各几家", today=TODAY)
    assert "2031" in answer.text
    assert all(f"{points}分" not in answer.text for points in (29, 30, 31))


def test_a_number_behind_any_name_of_a_tier_is_a_claim(known: Knowledge) -> None:
    answer, _ = known.ask("我记的是领跑14，活跃26，平稳22。哪个数记错了吗", today=TODAY)
    assert "领跑14家：对" in answer.text
    assert "平稳不是22家，是21家" in answer.text


def test_the_built_in_reports_are_answered_as_before(known: Knowledge) -> None:
    asked = "2019年活跃度高的有几家"
    assert known.ask(asked, today=TODAY)[0].text == built_in.load().ask(asked, today=TODAY)[0].text


@pytest.mark.parametrize("name", FILES)
def test_what_was_asked_of_other_evaluations_is_answered_in_the_terms_of_2031(known: Knowledge, name: str) -> None:
    conversations: dict[str, Conversation] = {}
    for turn in turns(name):
        answer, conversations[turn["chat"]] = known.ask(turn["text"], conversations.get(turn["chat"]), today=TODAY)
        assert answer.text
        assert answer.sources or answer.status != "answered", turn["id"]


def test_a_report_that_is_added_leaves_what_the_tests_speak_of(tmp_path: Path) -> None:
    data = shutil.copytree(BUILT_IN, tmp_path / "data")
    shutil.copy(FOLDER / "reports" / "2031.yaml", data / "reports")
    before, after = built_in.load(), built_in.load(built_in=data)
    assert "2031" in read_library([data])[0].reports
    assert [*map(Report.model_dump, after.library.reports.values())] == [
        *map(Report.model_dump, before.library.reports.values())
    ]
    for topic in before.topics.values():
        asked = topic.examples[0]
        assert after.ask(asked, today=TODAY)[0] == before.ask(asked, today=TODAY)[0]


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """Knowledge of a 2031 evaluation that calls its grade 标杆级."""
    folder = tmp_path_factory.mktemp("renamed") / "data"
    shutil.copytree(FOLDER, folder)
    file = folder / "reports" / "2031.yaml"
    text = file.read_text("utf-8").replace("A级活跃度联盟", "标杆级联盟").replace("A级联盟", "标杆联盟")
    file.write_text(text.replace("A级", "标杆级"), "utf-8")
    return built_in.load(folder)


def test_the_grade_may_have_another_name(renamed: Knowledge) -> None:
    for question in ("标杆级名单", "低空物流是标杆级吗", "标杆级怎么评", "标杆级有几家", "标杆级是什么意思"):
        answer = renamed.ask(question, today=TODAY)[0]
        assert answer.status == "answered"
        assert "标杆级" in answer.text


@pytest.mark.parametrize("grade", ["A级", "标杆级"])
@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("脑机接口不是{}吧", "其实是{}"),
        ("脑机接口没进{}吧", "其实是{}"),
        ("只有脑机接口是{}吧", "不止这一家"),
        ("{}里没有脑机接口", "其实是{}"),
        ("5家{}联盟都有谁", "不是5家"),
        ("煤炭是不是{}", "不在2031年度{}名单上"),
        ("脑机接口是{}吗", "是。"),
        ("{}名单里除了脑机接口还有谁", "除脑机接口"),
        ("第2家{}是谁", "2031年度{}名单第2位"),
    ],
)
def test_by_whatever_name_the_grade_is_called_claims_about_it_are_checked(
    known: Knowledge, renamed: Knowledge, grade: str, question: str, opening: str
) -> None:
    asked = (known if grade == "A级" else renamed).ask(question.format(grade), today=TODAY)[0]
    assert opening.format(grade) in asked.text
    assert asked.status == "answered"


def test_only_what_the_grade_is_called_differs(known: Knowledge, renamed: Knowledge) -> None:
    asked = [turn["text"] for name in FILES for turn in turns(name) if "A级" in turn["text"]]
    for text in asked[::8]:
        other = renamed.ask(text.replace("A级", "标杆级"), today=TODAY)[0]
        same = known.ask(text, today=TODAY)[0]
        assert (other.topic, other.status, other.verdicts) == (same.topic, same.status, same.verdicts), text


@pytest.mark.parametrize("topic", QUESTIONS)
def test_no_topic_calls_the_grade_by_another_name(renamed: Knowledge, topic: str) -> None:
    case = QUESTIONS[topic]
    answer = renamed.ask(case["ask"].replace("A级", "标杆级"), today=TODAY)[0]
    shown = [*answer.related, *answer.choices]
    told = "".join([re.sub(r"出处：.*", "", answer.text), *(one.label for one in shown)])
    if not case.get("over_years"):
        assert "A级" not in told
        assert "高活跃度" not in told
    assert not re.search(r"2031年度[^，；。]{0,12}A级", told)
