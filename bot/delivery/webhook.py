"""The webhook server: an update is taken (200) only after it was answered."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import math
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.delivery.attempt import Attempt

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.api.client import Client
    from bot.api.updates import Update
    from bot.delivery.courier import Courier

PATH = "/telegram"
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
_MOST_BYTES = 1024 * 1024
"""Many times the longest update."""
_BODY_SECONDS = 10
"""Telegram sends an update at once; whoever takes longer holds a connection."""
_ANSWER_SECONDS = 25
"""Telegram drops a connection that is silent for a minute, and sends nothing else of the chat meanwhile."""
_SHORTEST_RETRY = 1
"""`Retry-After` counts whole seconds."""
_MOST_ATTEMPTS = 10_000
"""A bound for the memory: of what is put off for longer the tries are counted anew."""


class Webhook:
    """Takes updates over HTTP.

    What the tries for an update have come to is kept until it is settled, so that it goes on from there when
    Telegram brings the update again, and is given up at last.
    """

    def __init__(self, bot: Client, courier: Courier, secret: str) -> None:
        self._bot = bot
        self._courier = courier
        self._secret = secret.encode()
        self._in_hand: dict[int, asyncio.Task[float]] = {}
        self._limits: set[asyncio.Timeout] = set()
        self._attempts: OrderedDict[int, Attempt] = OrderedDict()
        self._draining = False

    def application(self) -> web.Application:
        """Return the web application; it knows one path and one method."""
        application = web.Application(client_max_size=_MOST_BYTES)
        application.router.add_post(PATH, self._receive)
        return application

    async def drain(self, seconds: float) -> None:
        """Take nothing more, and wait until what is in hand is answered, at most `seconds`; Telegram keeps the rest."""
        self._draining = True
        end = asyncio.get_running_loop().time() + seconds
        for limit in self._limits:
            if not limit.expired():
                limit.reschedule(min(limit.when() or end, end))
        await asyncio.gather(*self._in_hand.values(), return_exceptions=True)

    async def _receive(self, request: web.Request) -> web.Response:
        if not hmac.compare_digest(request.headers.get(_SECRET_HEADER, "").encode(), self._secret):
            return _closing(web.HTTPForbidden.status_code)
        if (request.content_length or 0) > _MOST_BYTES:
            return _closing(web.HTTPRequestEntityTooLarge.status_code)
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                body = await request.read()
        except TimeoutError:
            return _closing(web.HTTPRequestTimeout.status_code)
        raw = _raw_update(body)
        if raw is None:
            return web.Response(status=web.HTTPBadRequest.status_code)
        update = self._bot.parse_update(raw)
        pause = await self._settle(update) if update else 0
        if pause:
            seconds = max(_SHORTEST_RETRY, math.ceil(pause))
            return web.Response(status=web.HTTPServiceUnavailable.status_code, headers={"Retry-After": str(seconds)})
        return web.Response()

    async def _settle(self, update: Update) -> float:
        """Answer the update, once however often it comes at the same time; returns 0, or seconds to wait."""
        task = self._in_hand.get(update.update_id)
        if task is None:
            if self._draining:
                return _SHORTEST_RETRY
            task = asyncio.create_task(self._answer(update))
            self._in_hand[update.update_id] = task
            task.add_done_callback(lambda _: self._in_hand.pop(update.update_id, None))
        return await asyncio.shield(task)

    async def _answer(self, update: Update) -> float:
        attempt = self._attempts.pop(update.update_id, None) or Attempt()
        pause = 0.0
        try:
            async with self._limited() as limit:
                while pause := await self._courier.deliver(update, attempt):
                    if asyncio.get_running_loop().time() + pause > (limit.when() or 0):
                        break
                    await asyncio.sleep(pause)
        except TimeoutError:
            pause = _SHORTEST_RETRY
        if pause:
            await self._put_off(update, attempt)
        return pause

    @contextlib.asynccontextmanager
    async def _limited(self) -> AsyncIterator[asyncio.Timeout]:
        """Give up after `_ANSWER_SECONDS`, or earlier when the server ends; raises TimeoutError."""
        async with asyncio.timeout(_ANSWER_SECONDS) as limit:
            self._limits.add(limit)
            try:
                yield limit
            finally:
                self._limits.discard(limit)

    async def _put_off(self, update: Update, attempt: Attempt) -> None:
        if attempt.claimed:
            attempt.claimed = False
            await self._courier.abandon(update)
        self._attempts[update.update_id] = attempt
        if len(self._attempts) > _MOST_ATTEMPTS:
            self._attempts.popitem(last=False)


def _raw_update(body: bytes) -> dict[str, Any] | None:
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(raw, dict) or type(raw.get("update_id")) is not int:
        return None
    contents = [value for name, value in raw.items() if name != "update_id"]
    return raw if all(isinstance(value, dict) for value in contents) else None


def _closing(status: int) -> web.Response:
    """Answer without having read the body: the connection cannot go on."""
    response = web.Response(status=status)
    response.force_close()
    return response
