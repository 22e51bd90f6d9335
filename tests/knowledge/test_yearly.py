"""Scores with the years they are said of, and what the rule of the grade makes of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Knowledge
from knowledge.questions.yearly import yearly_scores
from knowledge.text.cleaning import clean
from tests.questions.judging import TODAY

SCORES = st.integers(50, 84)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("2019年80分，前两年90分", {"2019": "80", "first2": "90"}),
        ("2018、2019年都90分，2017年80分", {"2017": "80", "2018": "90", "2019": "90"}),
        ("17年88，18年91，19年85", {"2017": "88", "2018": "91", "2019": "85"}),
        ("90分（2017）、88分（2018）、80分（2019）", {"2017": "90", "2018": "88", "2019": "80"}),
        ("2017到2019年都是90分", {"2017": "90", "2018": "90", "2019": "90"}),
        ("2017、2018年没参评，2019年90分", {"2019": "90"}),
        ("前年90去年88今年86", {"two_years_ago": "90", "last_year": "88", "this_year": "86"}),
        ("2019年得84分，另外两年95分", {"2019": "84", "rest": "95"}),
        ("2019年A级22家，活跃度高35家", {}),
        ("2019年85分以上的有几家", {}),
    ],
)
def test_scores_go_to_the_years_they_are_said_of(text: str, pairs: dict[str, str]) -> None:
    assert dict(yearly_scores(clean(text))) == pairs


@given(low=SCORES, others=st.integers(85, 100))
def test_a_score_below_the_printed_line_refuses_for_sure(known: Knowledge, low: int, others: int) -> None:
    for text in (f"2019年{low}分，前两年{others}分，能评A级吗", f"前两年都{others}分，2019年{low}分，能评A级吗"):
        answer, _ = known.ask(text, today=TODAY)
        assert answer.text.startswith("不能。"), text
        assert f"2018年{others}分" in answer.text, text


@given(first=SCORES, last=st.integers(85, 100))
def test_no_scores_promise_the_grade(known: Knowledge, first: int, last: int) -> None:
    answer, _ = known.ask(f"2017年{first}分，2018、2019年都{last}分，能评A级吗", today=TODAY)
    assert answer.text.startswith("不能断定。")
