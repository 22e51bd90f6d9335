"""A token leads to the very answer it was given with: buttons and shared links rely on it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import Knowledge, UnknownTokenError
from knowledge.question_tokens import MOST_CHARACTERS, from_words, to_words
from knowledge.text.script import is_traditional

TODAY = dt.date(2026, 11, 25)


def test_every_answer_that_has_a_token_is_found_again_by_it(known: Knowledge) -> None:
    examples = [example for topic in known.topics.values() for example in topic.examples]
    without = []
    for example in examples:
        answer, _ = known.ask(example, today=TODAY)
        if answer.token is None:
            without.append(example)
            continue
        assert len(answer.token) <= MOST_CHARACTERS
        again, _ = known.choose(answer.token, today=TODAY)
        assert again.token == answer.token
        if not is_traditional(example):
            assert again.text == answer.text, example
    assert len(without) < len(examples) / 50, without


def test_what_only_words_can_tell_is_carried_in_words(known: Knowledge) -> None:
    answer, _ = known.ask("54.55%是什么")
    assert answer.token is not None
    assert answer.token.startswith("w-")
    assert "54.55%" in known.choose(answer.token)[0].text


def test_what_means_something_else_next_year_or_without_its_context_has_none(known: Knowledge) -> None:
    assert known.ask("今年评了没", today=TODAY)[0].token is None
    _, conversation = known.ask("低空经济联盟是A级吗")
    told, _ = known.ask("它属于哪个等级", conversation)
    assert "低空经济" in told.text
    assert told.token is None


@given(st.text())
def test_words_come_back_as_they_were(text: str) -> None:
    token = to_words(text)
    assert token is None or from_words(token) == text


@pytest.mark.parametrize("token", ["w-", "w-a", "w-____", "w-==", "w-é", "w-a_grade", "W-sd"])
def test_what_is_no_token_is_refused(known: Knowledge, token: str) -> None:
    with pytest.raises(UnknownTokenError):
        known.choose(token)


@pytest.mark.parametrize(
    "token",
    [
        "score-y2019-sxx",
        "score-s",
        "score-s85-",
        "tier-y2019-tnope",
        "tiers-y2019-bboth",
        "a_at-p1",
        "a_at-p_1",
        "counts_of_grade_and_tier",
        "a_grade-yy2019",
        "a_list-xx",
    ],
)
def test_a_token_with_a_slot_that_means_nothing_is_refused(known: Knowledge, token: str) -> None:
    with pytest.raises(UnknownTokenError):
        known.choose(token, today=TODAY)


VALUES = {
    "y": ("2019", "2020_2021", "1999"),
    "a": ("huaxian", "td", "nope"),
    "t": ("high", "fairly_high", "nope"),
    "s": ("85", "84_5", "m3", "999999999999", "xx"),
    "p": ("1_3", "m3_m1", "0_0", "1_999999999999", "1"),
    "b": ("total", "both"),
    "x": (),
}
SLOTS = ["", *(letter + value for letter, values in VALUES.items() for value in ("", *values))]


@settings(deadline=None)
@given(st.data())
def test_any_token_gives_an_answer_or_is_refused(known: Knowledge, data: st.DataObject) -> None:
    parts = st.lists(st.sampled_from(SLOTS) | st.from_regex(r"[yatspbx][a-z0-9_]{0,9}", fullmatch=True), max_size=4)
    made_up = st.sampled_from(sorted(known.topics)).flatmap(lambda topic: parts.map(lambda p: "-".join([topic, *p])))
    token = data.draw(made_up | st.text())
    try:
        answer, _ = known.choose(token, today=TODAY)
    except UnknownTokenError:
        return
    assert answer.text.strip()


def test_every_topic_alone_is_answered_or_refused(known: Knowledge) -> None:
    refused = set()
    for topic in known.topics:
        try:
            assert known.choose(topic, today=TODAY)[0].text
        except UnknownTokenError:
            refused.add(topic)
    assert refused == {topic.topic for topic in known.topics.values() if topic.several}


@given(st.from_regex(r"w-[A-Za-z0-9_-]{0,54}", fullmatch=True))
def test_whatever_reads_as_words_can_be_written_again(token: str) -> None:
    text = from_words(token)
    if text is not None:
        again = to_words(text)
        assert again is not None
        assert from_words(again) == text
