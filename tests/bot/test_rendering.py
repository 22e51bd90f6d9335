"""Markup: whatever is said, the server accepts it, and without its tags it is the answer's text."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies.buttons import Press, Verb, keyboard
from bot.replies.rendering import MESSAGE_LIMIT, citation, length, render, render_text, rich_html
from knowledge import Answer, Choice
from knowledge.answer import Listing, Note, Paragraph, SourceRef, Table
from tests.botapi.markup import formatted
from tests.botapi.rich import rich_message

words = st.text(min_size=1, max_size=200).filter(str.strip)
short = st.text(alphabet="<>&\"'ab联盟🎉\n\ud800", min_size=1).filter(str.strip)
said = st.one_of(words, short)
blocks = st.one_of(
    st.builds(Paragraph, text=said, lead=st.booleans()),
    st.builds(Note, text=said),
    st.builds(Listing, items=st.lists(said, min_size=1, max_size=60).map(tuple)),
    st.builds(
        Table,
        caption=said,
        header=st.tuples(said, said),
        rows=st.lists(st.tuples(said, said), max_size=3).map(tuple),
        lines=st.lists(said, min_size=1, max_size=3).map(tuple),
    ),
)
sources = st.lists(st.builds(SourceRef, title=said, publisher=said), max_size=2).map(tuple)
answers = st.builds(
    Answer,
    status=st.just("answered"),
    topic=st.just("a_grade"),
    blocks=st.lists(blocks, min_size=1, max_size=6).map(tuple),
    sources=sources,
)


@given(answers)
def test_every_message_is_accepted_and_none_is_too_long(answer: Answer) -> None:
    for part in render(answer):
        formatted(part.html, "HTML")
        assert length(part.plain) <= MESSAGE_LIMIT
        assert html.unescape(re.sub(r"<[^>]+>", "", part.html)) == part.plain.encode("utf-8", "replace").decode()


@given(answers)
def test_rich_messages_are_accepted(answer: Answer) -> None:
    rich_message({"html": rich_html(answer)})


def test_a_short_answer_is_one_message_that_says_its_text() -> None:
    answer = Answer(
        status="answered",
        topic="a_list",
        blocks=(
            Paragraph(text="共2家：", lead=True),
            Listing(items=("甲<1>", "乙&2"), numbers=(3, 4)),
            Note(text="仅限2019年度"),
        ),
        sources=(SourceRef(title="题", publisher="刊"),),
    )
    (part,) = render(answer)
    assert part.plain == answer.text
    assert part.html == (
        "<b>共2家：</b>\n3. 甲&lt;1&gt;\n4. 乙&amp;2\n<i>仅限2019年度</i>\n"
        "<blockquote expandable>出处：《题》（刊）</blockquote>"
    )


def test_a_citation_is_a_plain_sentence_with_all_its_sources() -> None:
    one, two = SourceRef(title="甲", publisher="甲社"), SourceRef(title="乙", publisher="乙社", date="2020")
    verdict = Paragraph(text="✅ 是。某联盟获评2019年度A级。", lead=True)
    answer = Answer(status="answered", topic="a_grade", blocks=(verdict,), sources=(one, two))
    assert citation(answer, 256) == "某联盟获评2019年度A级。（《甲》（甲社）；《乙》（乙社，2020））"
    assert citation(answer, 30) is None
    assert citation(answer.model_copy(update={"sources": ()}), 256) is None


def test_a_citation_takes_a_list_along_where_there_is_room() -> None:
    blocks = (Paragraph(text="2019年度共2家：", lead=True), Listing(items=("甲", "❌ 乙")))
    answer = Answer(status="answered", topic="a_list", blocks=blocks, sources=(SourceRef(title="题", publisher="刊"),))
    assert citation(answer, 256) == "2019年度共2家：甲；乙（《题》（刊））"
    assert citation(answer, 18) == "2019年度共2家（《题》（刊））"


@pytest.mark.parametrize(("items", "numbers", "folded"), [(4, False, False), (6, False, True), (22, True, False)])
def test_a_long_answer_is_folded_unless_it_is_a_numbered_list(items: int, numbers: bool, folded: bool) -> None:  # noqa: FBT001
    listing = Listing(items=("联盟",) * items, numbers=tuple(range(1, items + 1)) if numbers else ())
    answer = Answer(status="answered", topic="a", blocks=(Paragraph(text="有：", lead=True), listing, Note(text="注")))
    (part,) = render(answer)
    assert part.plain == answer.text
    assert ("<blockquote expandable>" in part.html) == folded


def test_long_texts_are_split_at_lines_and_sentences_and_lose_nothing() -> None:
    sentence = "这是一句话，不长也不短。"
    parts = render_text(sentence * 1000)
    assert len(parts) == 3
    assert all(part.plain.endswith("。") for part in parts)
    assert "".join(part.plain for part in parts) == sentence * 1000
    assert all(length(part.plain) <= MESSAGE_LIMIT for part in render_text("🎉" * 5000))


def test_a_long_list_begins_right_under_what_introduces_it() -> None:
    items = tuple(f"第{number}家联盟" for number in range(1, 700))
    answer = Answer(
        status="answered",
        topic="a_list",
        blocks=(Paragraph(text="很多家：", lead=True), Listing(items=items), Note(text="仅限2019年度")),
    )
    first, second = render(answer)
    assert first.plain.startswith("很多家：\n· 第1家联盟\n")
    assert second.plain.endswith("· 第699家联盟\n仅限2019年度")
    assert f"{first.plain}\n{second.plain}" == answer.text


TOKENS = st.from_regex(r"[A-Za-z0-9_-]{1,56}", fullmatch=True)


@given(st.builds(Press, st.sampled_from(Verb), TOKENS, st.integers(0, 999), st.booleans()))
def test_callback_data_fits_and_is_read_back(press: Press) -> None:
    assert len(press.data().encode()) <= 64
    assert Press.parse(press.data()) == press


@given(st.text(max_size=64))
def test_any_other_callback_data_is_no_press_or_a_whole_one(data: str) -> None:
    press = Press.parse(data)
    assert press is None or press.token


def test_buttons_stand_in_rows_that_fit_a_phone() -> None:
    choices = tuple(Choice(label="联" * width, token=f"t{width}") for width in (4, 5, 6, 7, 20, 2, 2, 2, 2))
    answer = Answer(status="ambiguous", topic="a_grade", blocks=(Paragraph(text="哪一家？"),), choices=choices)
    markup = keyboard(answer, username="some_bot")
    assert markup
    widths = [[len(button["text"]) for button in row] for row in markup["inline_keyboard"]]
    assert widths == [[4, 5, 6], [7], [20], [2, 2, 2], [2]]
