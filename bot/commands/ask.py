"""Questions in, answers out, as plain lines: one on the command line, a piped conversation, JSON lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from knowledge import today_in_china

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge import Conversation, Knowledge

GOODBYES = {"退出", "exit", "quit"}
_EXPECTED = 'expected one JSON object a line, such as {"text": "化纤联盟是A级吗？", "chat": "1"}'


def ask(knowledge: Knowledge, text: str, *, as_json: bool = False, year: str | None = None) -> str:
    """Answer one question: what a user reads, or the answer object."""
    answer, _ = knowledge.ask(text, today=today_in_china(), year=year)
    return _dump(answer.public()) if as_json else answer.text


def ask_lines(knowledge: Knowledge, lines: Iterable[str], *, year: str | None = None) -> Iterator[tuple[str, bool]]:
    """Answer each line `{"text": …, "chat": …}`; yields an object a line, and whether the line was a question.

    Lines with the same `chat` are one conversation; without `chat` a line stands alone.
    """
    conversations: dict[str | int, Conversation] = {}
    for number, line in enumerate(lines, start=1):
        try:
            text, chat = _question(line)
        except ValueError as error:
            yield _dump({"error": f"line {number}: {error}"}), False
            continue
        before = None if chat is None else conversations.get(chat)
        answer, after = knowledge.ask(text, before, today=today_in_china(), year=year)
        if chat is not None:
            conversations[chat] = after
        yield _dump(answer.public()), True


def converse(knowledge: Knowledge, lines: Iterable[str]) -> Iterator[str]:
    """Answer each line as a user reads it, all of them one conversation, until one says goodbye."""
    conversation = None
    for line in lines:
        if line.strip() in GOODBYES:
            return
        answer, conversation = knowledge.ask(line, conversation, today=today_in_china())
        yield answer.text


def readable(text: str) -> str:
    """Return `text` with what is no Unicode text, such as half of an emoji, replaced."""
    return text.encode("utf-8", "replace").decode()


def _question(line: str) -> tuple[str, str | int | None]:
    try:
        question = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError(_EXPECTED) from None
    if not isinstance(question, dict):
        raise ValueError(_EXPECTED)  # noqa: TRY004 - the content of a line is wrong, not a type of ours
    text, chat = question.get("text"), question.get("chat")
    if not isinstance(text, str):
        msg = f'"text": expected a string; {_EXPECTED}'
        raise ValueError(msg)  # noqa: TRY004
    if isinstance(chat, bool) or not isinstance(chat, str | int | None):
        msg = f'"chat": expected a string or a whole number; {_EXPECTED}'
        raise ValueError(msg)  # noqa: TRY004
    return readable(text), chat


def _dump(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
