"""Answers in chats the bot is no member of: inline mode and guest mode."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.buttons import keyboard
from bot.rendering import render
from bot.texts import NOTHING_FOUND
from knowledge.answer import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from telegram import Message
    from telegram.ext import CallbackContext, ExtBot

    from bot.questions import Question
    from knowledge import Answer, Knowledge

_log = logging.getLogger(__name__)
_OVERVIEW = ("a_list", "tiers", "a_rule", "about")
_PAGE = 10
_CACHE_SECONDS = 60


class Inline:
    """Offers answers as articles."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    async def query(self, update: Update, context: CallbackContext[ExtBot[None], Any, Any, Any]) -> None:
        """Offer what fits the query, ten at a time; an empty query gets an overview."""
        query = update.inline_query
        assert query is not None  # noqa: S101 - for the type checker: this handler gets nothing else
        articles = [_article(answer, context.bot.username) for answer in self._answers(query.query.strip())]
        unique = list({article.id: article for article in articles}.values())
        start = int(query.offset) if query.offset.isdecimal() else 0
        shown = unique[start : start + _PAGE]
        try:
            await query.answer(
                shown,
                cache_time=_CACHE_SECONDS,
                next_offset=str(start + _PAGE) if start + _PAGE < len(unique) else "",
                button=None if unique else InlineQueryResultsButton(NOTHING_FOUND, start_parameter="help"),
            )
        except BadRequest as error:
            _log.debug("an inline query was answered too late: %s", error)

    async def guest(self, message: Message, question: Question, bot: ExtBot[None]) -> None:
        """Answer a question in a chat that the bot is no member of."""
        answer, _ = self._knowledge.ask(question.text)
        assert message.guest_query_id is not None  # noqa: S101
        try:
            await bot.answer_guest_query(message.guest_query_id, _article(answer, bot.username))
        except BadRequest as error:
            _log.debug("a guest query was answered too late: %s", error)

    def _answers(self, text: str) -> Iterator[Answer]:
        if not text:
            for token in _OVERVIEW:
                yield self._knowledge.choose(token)[0]
            return
        answer, _ = self._knowledge.ask(text)
        if answer.status in {"answered", "unknown"}:
            yield answer
        if answer.status in {"answered", "ambiguous"}:
            for choice in (*answer.choices, *answer.related):
                yield self._knowledge.choose(choice.token)[0]


def _article(answer: Answer, username: str) -> InlineQueryResultArticle:
    part = render(answer)[0]
    texts = [block.text for block in answer.blocks if isinstance(block, Paragraph)]
    title = texts[0] if texts else part.plain.partition("\n")[0]
    return InlineQueryResultArticle(
        id=answer.token or "answer",
        title=title[:100],
        description=part.plain[len(title) :].strip()[:100] or None,
        input_message_content=InputTextMessageContent(
            part.html, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
        ),
        reply_markup=keyboard(answer, username=username),
    )
