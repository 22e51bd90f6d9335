"""Whatever is typed, alone or in a conversation, gets an answer object whose fields agree with each other."""

from __future__ import annotations

import json
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

import knowledge
from knowledge import Answer, Conversation, Knowledge
from tests.questions.judging import FILES, TODAY, turns

STATUSES = {"answered", "ambiguous", "unknown", "out_of_scope", "smalltalk"}
LONGEST = 4096
MOST_BYTES = 1_000_000
"""What answering a short question takes for a moment, by far."""
ASKED = [turn["text"] for name in FILES for turn in turns(name)]
PIECES = sorted({piece for text in ASKED for piece in (text, text[: len(text) // 2], text[len(text) // 2 :])})
ODD = [
    "",
    "\u202e",
    "\u200b",
    "\x00",
    "\ud800",
    "<b>",
    "{{7*7}}",
    "'; DROP TABLE",
    "[a](b)",
    "第0个",
    "-1",
    "１２０分",
    "👍🏽",
]
anything = st.text(max_size=LONGEST)
patched = st.lists(st.sampled_from(PIECES) | st.sampled_from(ODD) | st.text(max_size=8), max_size=12).map("".join)
messages = st.sampled_from(ASKED) | patched | anything


@pytest.fixture(scope="module")
def known() -> Knowledge:
    """With whatever evaluations were added: what is checked here holds of any data."""
    return knowledge.load()


def check(answer: Answer, known: Knowledge) -> None:
    """Fail where the fields of `answer` contradict each other or the data."""
    assert Answer.model_validate_json(answer.model_dump_json()) == answer
    shown = json.loads(json.dumps(answer.public()))
    names = {alliance.name for alliance in known.library.alliances.values()}
    assert shown["text"].strip()
    assert shown["status"] in STATUSES
    assert shown["topic"] in known.topics
    assert shown["year"] is None or shown["year"] in known.library.reports
    assert names.issuperset(shown["candidates"])
    assert names.issuperset(shown["alliances"])
    assert names.issuperset(match["name"] for match in shown["matched"])
    if shown["status"] == "answered":
        assert shown["sources"]
    if shown["status"] == "ambiguous":
        assert len(shown["candidates"]) == len(set(shown["candidates"]))
    for year, verdicts in {shown["year"]: shown["verdicts"], **shown.get("by_year", {})}.items():
        check_verdicts(year, verdicts, shown["status"], known)


def check_verdicts(year: str | None, verdicts: dict[str, str], status: str, known: Knowledge) -> None:
    """Fail where `verdicts` are not those of the list of `year`."""
    if not verdicts:
        return
    assert year is not None
    assert status not in ("out_of_scope", "smalltalk")
    grade = known.library.reports[year].grade
    listed = {known.library.alliances[member].name for member in grade.members} if grade else set()
    for name, verdict in verdicts.items():
        assert verdict in ("A", "not_listed", "unknown")
        assert (verdict == "A") == (name in listed)
        assert verdict != "A" or status == "answered"
        assert verdict != "not_listed" or (grade is not None and grade.complete)


@settings(max_examples=300, deadline=None)
@given(text=messages)
def test_any_text_gets_a_valid_answer(known: Knowledge, text: str) -> None:
    answer, _ = known.ask(text, today=TODAY)
    check(answer, known)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A级名单第1到第999999999999名是哪些", "没有更后面的位置"),
        ("A级名单第20到第4000000名是哪些", "没有更后面的位置"),
        ("A级名单倒数第4000000到倒数第20名是哪些", "没有更前面的位置"),
        ("除了前4000000名，A级名单还有哪些", "没有别的了"),
    ],
)
def test_a_number_that_somebody_types_sizes_nothing(known: Knowledge, text: str, told: str) -> None:
    known.ask(text, today=TODAY, year="2019")
    tracemalloc.start()
    answer, _ = known.ask(text, today=TODAY, year="2019")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert told in answer.text
    assert most < MOST_BYTES


@settings(max_examples=150, deadline=None)
@given(texts=st.lists(messages, min_size=2, max_size=6))
def test_any_conversation_gets_valid_answers(known: Knowledge, texts: list[str]) -> None:
    adapter = TypeAdapter(Conversation)
    stored = adapter.dump_json(Conversation())
    for text in texts:
        answer, conversation = known.ask(text, adapter.validate_json(stored), today=TODAY)
        check(answer, known)
        stored = adapter.dump_json(conversation, exclude_defaults=True)
        assert adapter.validate_json(stored) == conversation


@settings(max_examples=150, deadline=None)
@given(text=messages)
def test_every_button_leads_to_a_valid_answer(known: Knowledge, text: str) -> None:
    answer, conversation = known.ask(text, today=TODAY)
    tokens = [choice.token for choice in (*answer.choices, *answer.related)]
    for token in [*tokens, *([answer.token] if answer.token else [])]:
        chosen, _ = known.choose(token, conversation, today=TODAY)
        check(chosen, known)
