"""What users read: every topic in both scripts, as plain text, HTML and rich message, and one voice in all of it.

A change of wording shows in review: `python -m pytest tests/bot/test_texts.py --snapshot-update` writes the new texts.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.replies.rendering import MOST_OPEN_LINES, render, rich_html
from knowledge.answer import Paragraph
from knowledge.answers.attributes import ATTRIBUTES, NO_YEAR
from knowledge.text.script import traditional
from tests import built_in
from tests.botapi.markup import formatted
from tests.botapi.rich import rich_message
from tests.pictures import conversation
from tests.questions.judging import TODAY

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

KNOWN = built_in.load()
EXAMPLES = {topic.topic: topic.examples for topic in KNOWN.topics.values()}
_FOLDED = re.compile(r"<blockquote expandable>.*?</blockquote>", re.DOTALL)
_NUMBERED = re.compile(r"\d+\. ")
_SIGNS = re.compile(r"[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")


@pytest.mark.parametrize("topic", EXAMPLES)
def test_texts(topic: str, snapshot: SnapshotAssertion) -> None:
    shown = []
    for question in (EXAMPLES[topic][0], traditional(EXAMPLES[topic][0])):
        answer, _ = KNOWN.ask(question, today=TODAY)
        html = [part.html for part in render(answer)]
        shown.append("\n".join([f"> {question}", answer.text, "--- HTML", *html, "--- rich", rich_html(answer)]))
    assert "\n\n".join(shown) == snapshot


@pytest.mark.parametrize("topic", EXAMPLES)
def test_one_voice(topic: str) -> None:
    """The answer first, at most six lines before the fold, no signs but those that mean something."""
    for question in EXAMPLES[topic]:
        answer, _ = KNOWN.ask(question, today=TODAY)
        first = answer.blocks[0]
        assert isinstance(first, Paragraph), question
        assert set(_SIGNS.findall(answer.text)) <= set("✅❌❓"), question
        for part in render(answer):
            formatted(part.html, "HTML")
            lines = [line for line in _FOLDED.sub("", part.html).splitlines() if line]
            assert len(lines) <= MOST_OPEN_LINES or any(map(_NUMBERED.match, lines)), question
        rich_message({"html": rich_html(answer)})


@pytest.mark.parametrize("topic", EXAMPLES)
def test_every_answer_from_a_report_names_its_year_and_its_source(topic: str) -> None:
    """What is known of an alliance belongs to no evaluation: it names its own year, or says that none is printed."""
    for question in EXAMPLES[topic]:
        answer, _ = KNOWN.ask(question, today=TODAY)
        if answer.status == "answered":
            said = answer.model_copy(update={"sources": ()}).text
            assert answer.sources, question
            dated = re.search(r"(19|20)\d\d", said)
            assert dated or (topic in ATTRIBUTES and NO_YEAR in said), question


def test_the_conversation_in_the_readme_is_what_the_bot_says_today() -> None:
    """`python -m tests.pictures` draws it anew."""
    picture = (Path(__file__).parents[2] / ".github" / "conversation.svg").read_text("utf-8")
    assert _words(picture) == _words(conversation(KNOWN))


def _words(svg: str) -> list[str]:
    return re.findall(r">([^<>]+)</text>", svg)
