"""Numbers of all evaluations: how sure they are, what is only about so many, what nothing decides."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Knowledge
from knowledge.answers.facts import CONFIDENCE
from knowledge.questions.estimates import read_claims
from knowledge.questions.slots import read_slots
from knowledge.reports import figures
from knowledge.reports.models import Report
from knowledge.text.cleaning import clean
from tests.questions.judging import TODAY


def said(known: Knowledge, *texts: str) -> str:
    """What the last of `texts`, said in one conversation, is answered."""
    answer, conversation = known.ask(texts[0], today=TODAY)
    for text in texts[1:]:
        answer, conversation = known.ask(text, conversation, today=TODAY)
    return answer.text


def test_a_number_tells_how_sure_it_is_wherever_it_is_told(known: Knowledge) -> None:
    asked: dict[str, Callable[[Report], figures.Figure | None]] = {
        "参评多少家": figures.participants,
        "联盟总数多少": figures.total,
        "A级有几家": figures.grade_count,
    }
    doubtful = [
        (f"{report.year}年{question}", CONFIDENCE[figure.confidence])
        for report in known.library.reports.values()
        for question, value in asked.items()
        if (figure := value(report)) and figure.confidence != "stated"
    ]
    assert len(doubtful) > 5
    for text, mark in doubtful:
        assert mark in said(known, text), text


def test_tiers_of_a_single_source_say_so(known: Knowledge) -> None:
    mark = CONFIDENCE["single_source"]
    assert mark in said(known, "2015年活跃度高的有几家")
    assert mark in said(known, "2020-2021年高和较高一共几家")
    assert mark in said(known, "钒钛联盟2015年多少分")
    assert mark in said(known, "2020-2021年A级名单")


@pytest.mark.parametrize(
    ("text", "said", "inside", "outside"),
    [
        ("三十多家", "30多家", (31, 39), (30, 40)),
        ("一百多家", "100多家", (101, 157), (100, 200)),
        ("不到两成", "不到20%", (0, 19.99), (20,)),
        ("超过100家", "超过100家", (101,), (100,)),
        ("不超过100家", "不超过100家", (99, 100), (101,)),
        ("不低于22家", "不低于22家", (22, 23), (21,)),
        ("上百家", "至少100家", (100,), (99,)),
        ("比22家少", "不到22家", (21,), (22,)),
        ("将近100家", "将近100家", (99,), (100, 101)),
        ("8%左右", "8%左右", (7, 9), (6, 10)),
        ("二十来家", "20来家", (18, 22), (17, 23)),
        ("大概两成多", "大概20%多", (22.22,), (20, 30)),
        ("大约24家", "大约24家", (23, 25), (22, 26)),
        ("占三分之一", "三分之一", (33.33,), (33.4,)),
        ("约三分之一", "约三分之一", (33.33, 35.35), (37,)),
        ("三分之一以上", "三分之一以上", (35.35,), (33.3,)),
    ],
)
def test_claims_have_limits(text: str, said: str, inside: tuple[float, ...], outside: tuple[float, ...]) -> None:
    _, (claim,) = read_claims(clean(text))
    assert claim.said == said
    assert all(map(claim.fits, inside))
    assert not any(map(claim.fits, outside))


@pytest.mark.parametrize("text", ["到没到23家", "有没有到23家", "够不够23家"])
def test_what_asks_whether_a_number_is_reached_is_no_claim(text: str) -> None:
    assert read_claims(text)[1] == []


@given(st.integers(0, 999))
def test_a_plain_number_is_no_estimate(number: int) -> None:
    text = f"有{number}家"
    assert read_claims(text) == (text, [])


def test_a_claim_is_refuted_only_where_the_number_lies_outside(known: Knowledge) -> None:
    assert said(known, "据说A级有三十多家").startswith("并非30多家")
    assert said(known, "A级有二十多家吧").startswith("是的")
    assert said(known, "较高不到两成对不对").startswith("是的")
    assert "并不是一家都没有" in said(known, "不活跃的一家都没有吧")


@pytest.mark.parametrize("text", ["2014年70分是什么等级", "2017年90分是什么等级", "84.5分", "2019年49.5分"])
def test_what_no_printed_line_decides_stays_open(known: Knowledge, text: str) -> None:
    answer = said(known, text)
    assert any(words in answer for words in ("不能断定", "没有说明"))


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2017到2019多了几家", ("2017-2019",)),
        ("2017和2019差多少", ("2017", "2019")),
        ("2020和2021年", ("2020-2021",)),
        ("从2019年到2020-2021年", ("2019-2021",)),
        ("13到19年", ("2013-2019",)),
        ("二〇一五年", ("2015",)),
        ("一五年", ("2015",)),
    ],
)
def test_years_and_periods(text: str, years: tuple[str, ...]) -> None:
    assert read_slots(clean(text)).years == years


def test_a_period_is_spelt_out_as_the_evaluations_in_it(known: Knowledge) -> None:
    library = known.library
    assert library.evaluations(["2018-2021"]) == ("2018", "2019", "2020-2021")
    assert library.evaluations(["2020-2021"]) == ("2020-2021",)
    assert library.evaluations(["2030-2032"]) == ("2030-2032",)


def test_two_years_spoken_of_are_compared(known: Knowledge) -> None:
    assert "少2家" in said(known, "2019年参评几家", "2017呢", "多了几家")
    assert "多11家" in said(known, "2019年活跃度高的几家", "2017年呢", "差多少")
    assert "多2家" in said(known, "2019年A级几家", "2020-2021呢", "多了几家")


def test_what_is_missing_is_not_zero(known: Knowledge) -> None:
    told = said(known, "2013到2019年参评各多少家")
    assert "2018：没有查到" in told
    assert "不等于零" in told
    assert "不能比较" in said(known, "2018和2019参评差几家")


def test_a_year_of_two_evaluations_gets_both(known: Knowledge) -> None:
    told = said(known, "2020年参评多少家")
    assert "可能指不止一次评价" in told
    assert "99家" in told
    assert "86家" in told
