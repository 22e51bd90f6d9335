"""Questions about the release of the 2019 report: several at once, people by surname, title and misspelt name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge import Knowledge
from knowledge.reports.loading import BUILT_IN
from tests import built_in
from tests.questions.judging import TODAY


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("什么时候在哪开的", ["2020年11月18日", "北京"]),
        ("发布会谁主持，谁致辞", ["程学忠", "李新男"]),
        ("主办单位和到场媒体", ["中关村国际产业协同创新发展促进中心", "新华网"]),
        ("评价的依据和程序", ["数据库", "复核会评"]),
        ("会议时间、地点、主办、主持、人数", ["2020年11月18日", "北京", "科技部试点联盟联络组", "程学忠", "80余人"]),
    ],
)
def test_what_is_asked_together_is_answered_together(known: Knowledge, text: str, told: list[str]) -> None:
    answer, _ = known.ask(text, today=TODAY)
    assert answer.status == "answered"
    assert [piece for piece in told if piece not in answer.text] == []


def test_a_source_is_cited_once(known: Knowledge) -> None:
    answer, _ = known.ask("谁主持、谁致辞、谁发布报告", today=TODAY)
    titles = [(source.title, source.publisher) for source in answer.sources]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("text", ["李主任是谁", "张秘书长讲了什么", "科技部副部长来了吗", "司长是谁"])
def test_nobody_is_given_an_office_of_somebody_else(known: Knowledge, text: str) -> None:
    assert known.ask(text, today=TODAY)[0].status == "unknown"


def test_both_secretaries_general_are_told(known: Knowledge) -> None:
    answer, _ = known.ask("秘书长说了什么", today=TODAY)
    assert "创新联合体" in answer.text
    assert "没有写程学忠说了什么" in answer.text


@pytest.mark.parametrize("text", ["尚辉良说了什么", "王聆燕讲了啥", "程学忠发言内容"])
def test_words_that_no_source_reports_are_unknown(known: Knowledge, text: str) -> None:
    assert known.ask(text, today=TODAY)[0].status == "unknown"


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("常明主持的吗", "不是常明"),
        ("致辞的是常明对吗", "不是常明"),
        ("发布会是11月8号吗", "不是11月8号"),
        ("成果转化司主办的吗", "主办单位里没有它"),
    ],
)
def test_a_wrong_presupposition_is_corrected_first(known: Knowledge, text: str, opening: str) -> None:
    assert opening in known.ask(text, today=TODAY)[0].text.split("。")[0]


def test_who_chaired_does_not_mix_in_who_was_spoken_of(known: Knowledge) -> None:
    _, conversation = known.ask("常明是谁", today=TODAY)
    answer, _ = known.ask("谁主持", conversation, today=TODAY)
    assert answer.text.splitlines()[0].startswith("2019年度评价报告的发布会由程学忠")


def test_what_went_with_a_release_is_told(known: Knowledge) -> None:
    answer, _ = known.ask("2020-2021年度的发布会", today=TODAY)
    assert "理事会同期举行（据一篇转载，未见原文）" in answer.text


@pytest.mark.parametrize(
    ("date", "day", "is_on"), [("22", "星期天", True), ("23", "星期天", False), ("23", "周一", True)]
)
def test_a_weekday_is_that_of_the_calendar(tmp_path: Path, date: str, day: str, is_on: bool) -> None:  # noqa: FBT001
    data = shutil.copytree(BUILT_IN, tmp_path / "data")
    file = data / "reports" / "2019.yaml"
    file.write_text(file.read_text("utf-8").replace('"2020-11-18"', f'"2020-11-{date}"'), "utf-8")
    answer, _ = built_in.load(built_in=data).ask(f"发布会是{day}开的吗", today=TODAY)
    assert f"11月{date}日" in answer.text
    assert (f"不是{day}" not in answer.text) == is_on
