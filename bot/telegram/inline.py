"""Answers in chats the bot is no member of: inline mode and guest mode."""

from __future__ import annotations

import logging
from itertools import chain, islice
from typing import TYPE_CHECKING

from telegram import (
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.replies.sender import paged
from bot.replies.texts import NOTHING_FOUND, written
from knowledge import Conversation, today_in_china
from knowledge.text.script import is_traditional

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.api.client import Client
    from bot.api.updates import InlineQuery, Message
    from bot.telegram.questions import Question
    from knowledge import Answer, Knowledge

_log = logging.getLogger(__name__)
_OVERVIEW = ("tiers", "a_list", "a_rule", "about")
_PAGE = 10
_CACHE_SECONDS = 60


class Inline:
    """Offers answers as articles."""

    def __init__(self, bot: Client, knowledge: Knowledge) -> None:
        self._bot = bot
        self._knowledge = knowledge

    async def query(self, query: InlineQuery) -> None:
        """Offer what fits the query, ten at a time; an empty query gets an overview."""
        start = int(query.offset) if query.offset.isdecimal() else 0
        text = query.query.strip()
        script = is_traditional(text)
        found = list(islice(_distinct(self._answers(text, Conversation(traditional=script))), start + _PAGE + 1))
        shown = [_article(answer, self._bot.username, traditional=script) for answer in found[start : start + _PAGE]]
        nothing = written(NOTHING_FOUND, traditional=script)
        try:
            await self._bot.answer_inline_query(
                query.id,
                shown,
                cache_time=_CACHE_SECONDS,
                next_offset=str(start + _PAGE) if len(found) > start + _PAGE else "",
                button=None if found else InlineQueryResultsButton(nothing, start_parameter="help"),
            )
        except BadRequest as error:
            _log.debug("an inline query was answered too late: %s", error)

    async def guest(self, message: Message, question: Question) -> None:
        """Answer a question in a chat that the bot is no member of."""
        answer, after = self._knowledge.ask(question.text, today=today_in_china())
        assert message.guest_query_id is not None  # noqa: S101
        try:
            await self._bot.answer_guest_query(
                message.guest_query_id, _article(answer, self._bot.username, traditional=after.traditional)
            )
        except BadRequest as error:
            _log.debug("a guest query was answered too late: %s", error)

    def _answers(self, text: str, conversation: Conversation) -> Iterator[Answer]:
        """The answer itself, what it asks back, what `text` may become, what is related, and the overview."""
        if text:
            answer, _ = self._knowledge.ask(text, conversation, today=today_in_china())
            fitting = self._knowledge.fitting(text)
            first = tuple(islice(fitting, 1))
            useful = answer.status in {"answered", "ambiguous", "unknown"}
            if not first and not useful:
                return
            if answer.status in {"answered", "unknown"}:
                yield answer
            choices = chain(answer.choices, first, fitting, answer.related if useful else ())
            yield from (self._choose(choice.token, conversation) for choice in choices)
        yield from (self._choose(token, conversation) for token in _OVERVIEW)

    def _choose(self, token: str, conversation: Conversation) -> Answer:
        return self._knowledge.choose(token, conversation, today=today_in_china())[0]


def _distinct(answers: Iterable[Answer]) -> Iterator[Answer]:
    """Those that say something new."""
    seen: set[str] = set()
    for answer in answers:
        if not seen & (said := {_title(answer), answer.token or "answer"}):
            yield answer
        seen |= said


def _title(answer: Answer) -> str:
    return answer.lead or answer.text.partition("\n")[0]


def _article(answer: Answer, username: str, *, traditional: bool) -> InlineQueryResultArticle:
    part, markup = paged(answer, username, traditional=traditional)
    title = _title(answer)
    return InlineQueryResultArticle(
        id=answer.token or "answer",
        title=title[:100],
        description=part.plain[len(title) :].strip()[:100] or None,
        input_message_content=InputTextMessageContent(
            part.html, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
        ),
        reply_markup=InlineKeyboardMarkup.de_json(markup) if markup else None,
    )
