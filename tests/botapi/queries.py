"""Callback, inline and guest queries, and the answers to them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.botapi.clock import Signal
from tests.botapi.errors import ApiError, bad_request
from tests.botapi.keyboards import inline_keyboard
from tests.botapi.messages import text_content

if TYPE_CHECKING:
    from tests.botapi.clock import Clock
    from tests.botapi.messages import Messages

_TOO_LATE = "query is too old and response timeout expired or query ID is invalid"
_CALLBACK_SECONDS, _INLINE_SECONDS, _GUEST_SECONDS = 150.0, 30.0, 86_400.0
_CALLBACK_TEXT_LIMIT = 200
_MOST_RESULTS = 50
_ID_BYTES = 64


@dataclass
class Query:
    """A query that waits for its answer; `answers` holds the parameters of each that was accepted."""

    id: str
    asked: float
    seconds: float
    answers: list[dict[str, Any]] = field(default_factory=list)
    changed: Signal = field(default_factory=Signal)


class Queries:
    """The queries by id; `once` says whether a second answer is refused."""

    def __init__(self, clock: Clock, messages: Messages) -> None:
        self._clock = clock
        self._messages = messages
        self._ids = itertools.count(4_000_000_000_000_000_001)
        self._queries: dict[str, Query] = {}
        self.once = True

    def callback(self) -> Query:
        return self._new(_CALLBACK_SECONDS)

    def inline(self) -> Query:
        return self._new(_INLINE_SECONDS)

    def guest(self) -> Query:
        return self._new(_GUEST_SECONDS)

    def answer_callback_query(self, params: dict[str, Any]) -> bool:
        if len(params.get("text", "")) > _CALLBACK_TEXT_LIMIT:
            raise bad_request("MESSAGE_TOO_LONG")
        self._answer(params.get("callback_query_id"), params)
        return True

    def answer_inline_query(self, params: dict[str, Any]) -> bool:
        results = params.get("results", [])
        ids = [result.get("id", "") for result in results]
        if len(results) > _MOST_RESULTS:
            raise bad_request("too many inline query results specified")
        if any(not 1 <= len(result_id.encode()) <= _ID_BYTES for result_id in ids):
            raise bad_request("RESULT_ID_INVALID")
        if len(set(ids)) < len(ids):
            raise bad_request("RESULT_ID_DUPLICATE")
        if len(params.get("next_offset", "").encode()) > _ID_BYTES:
            raise bad_request("NEXT_OFFSET_INVALID")
        for result in results:
            result_content(result)
        self._answer(params.get("inline_query_id"), params)
        return True

    def answer_guest_query(self, params: dict[str, Any]) -> dict[str, Any]:
        content = result_content(params.get("result", {}))
        self._answer(params.get("guest_query_id"), params | {"content": content})
        return {"inline_message_id": self._messages.keep_inline(content)}

    def _new(self, seconds: float) -> Query:
        query = Query(str(next(self._ids)), self._clock.now(), seconds)
        self._queries[query.id] = query
        return query

    def _answer(self, query_id: str | None, params: dict[str, Any]) -> None:
        query = self._queries.get(query_id or "")
        if query is None or self._clock.now() - query.asked > query.seconds or (self.once and query.answers):
            raise ApiError(400, f"Bad Request: {_TOO_LATE}")
        query.answers.append(params)
        query.changed.fire()


def result_content(result: dict[str, Any]) -> dict[str, Any]:
    """Return the message that an InlineQueryResultArticle sends.

    Raises:
        ApiError: its text or its keyboard is wrong.

    """
    if result.get("type") != "article" or not result.get("title"):
        raise bad_request("can't parse inline query result: the emulator knows articles with a title only")
    content = text_content(result.get("input_message_content", {}), "message_text")
    if keyboard := inline_keyboard(result.get("reply_markup")):
        content["reply_markup"] = keyboard
    return content
