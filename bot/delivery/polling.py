"""Long polling that tells Telegram to forget an update only after it was answered."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, NoReturn

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.delivery.courier import backoff, retry_after_seconds
from bot.delivery.lanes import Job

if TYPE_CHECKING:
    from bot.api.client import Client
    from bot.delivery.lanes import Lanes
    from bot.operations.pulse import Pulse

_log = logging.getLogger(__name__)
WINDOW = 100
"""Telegram shows no more than so many unconfirmed updates."""
MOST_POLLS = 4
"""So many requests at once bring new updates while older answers are slow; more bring nothing that is new."""
_MOST_SEEN = 10_000
"""A hundred windows: what Telegram may still bring again is among them."""
_POLL_SECONDS = 30
"""A third of the time after which a silent poll loop counts as dead (`pulse.FRESH_SECONDS`)."""
_UNMOVED_PAUSE = 0.55
"""The server answers the same offset with a single update if it is asked again within half a second."""
_MOVED_PAUSE = 0.005
"""Answers that end at about the same time are confirmed together."""
_SURELY_ARRIVED_SECONDS = 1.0
"""A poll that was sent so long ago has told the server its offset."""
_CONFLICT_PAUSE = 5.0
"""A dozen tries within the minute that an older instance gets to end."""
_CONFLICT_SECONDS = 60
"""A rolling deploy is over by then: it is another instance."""
_CONFLICT_OVER_SECONDS = 35
"""Longer than one poll lasts: without a conflict in that time a poll went well, and the next conflict is a new one."""


class OtherInstanceError(Exception):
    """Another instance polls the same token, and goes on doing so."""


class Window:
    """The updates that Telegram still holds: which are in hand, and up to where it may forget."""

    def __init__(self) -> None:
        self._open: set[int] = set()
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._next = 0
        self._offset = 0
        self._awaited = 0
        self._reached = asyncio.Event()

    @property
    def offset(self) -> int:
        """The first update that is not settled."""
        return self._offset

    @property
    def full(self) -> bool:
        """Whether Telegram would show nothing beyond what is in hand."""
        return self._next - self._offset >= WINDOW

    @property
    def in_hand(self) -> int:
        """How many updates are not settled."""
        return len(self._open)

    @property
    def idle(self) -> bool:
        """Whether nothing is in hand."""
        return not self._open

    def admit(self, update_ids: list[int]) -> list[int]:
        """Take a batch in hand; returns the ids that are new, in order.

        A batch may hold what was settled while it was on its way. Ids below the offset that were never
        seen mean that the server has begun to count anew.
        """
        new = [update_id for update_id in update_ids if update_id not in self._seen]
        if new:
            restarted = min(new) < self._offset
            self._next = max(new) + 1 if restarted else max(self._next, max(new) + 1)
        self._seen.update(dict.fromkeys(new))
        while len(self._seen) > _MOST_SEEN:
            self._seen.popitem(last=False)
        self._open.update(new)
        self._move()
        return new

    def settle(self, update_id: int) -> None:
        """Let Telegram forget the update as soon as none before it is open."""
        self._open.discard(update_id)
        self._move()

    async def wait_for(self, offset: int, seconds: float) -> None:
        """Wait until the offset has come so far, or nothing is in hand, at most so long."""
        if self.idle or self._offset >= offset:
            return
        self._awaited = offset
        self._reached.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._reached.wait()

    def _move(self) -> None:
        self._offset = min(self._open, default=self._next)
        if self._offset >= self._awaited or self.idle:
            self._reached.set()


class Poller:
    """Fetches updates into lanes until it is cancelled.

    While updates are in hand a poll is answered at once, so the next one need not wait for it: otherwise the
    way to the server and back would bound how many updates can come in. A poll that may wait at the server
    goes alone, because there it would end any other.
    """

    def __init__(self, bot: Client, window: Window, lanes: Lanes, pulse: Pulse) -> None:
        self._bot = bot
        self._window = window
        self._lanes = lanes
        self._pulse = pulse
        self._asked: tuple[int, float] = (0, 0.0)
        self._taking = asyncio.Lock()
        self._failures = 0
        self._resume_at = 0.0
        self._first_conflict: float | None = None
        self._last_conflict = 0.0

    async def run(self) -> NoReturn:
        """Poll without end.

        Raises:
            InvalidToken: the server does not accept the token (any more).
            OtherInstanceError: for over a minute another instance polled the same token.

        """
        polls: set[asyncio.Task[None]] = set()
        try:
            while True:
                await self._pulse.rest(self._resume_at - time.monotonic())
                if self._window.idle and not polls:
                    await self._poll()
                    await self._pace()
                elif self._window.idle or len(polls) == MOST_POLLS:
                    await asyncio.wait(polls, return_when=asyncio.FIRST_COMPLETED)
                else:
                    polls.add(asyncio.create_task(self._poll()))
                    await self._pace()
                for poll in [poll for poll in polls if poll.done()]:
                    polls.remove(poll)
                    poll.result()
        finally:
            for poll in polls:
                poll.cancel()
            await asyncio.gather(*polls, return_exceptions=True)

    async def _poll(self) -> None:
        offset = self._window.offset
        self._asked = (offset, time.monotonic())
        try:
            batch = await self._bot.get_raw_updates(offset, seconds=_POLL_SECONDS)
        except TelegramError as error:
            self._asked = (0, 0.0)
            self._failures += 1
            self._resume_at = time.monotonic() + await self._pause_after(error, self._failures)
        else:
            self._failures = 0
            async with self._taking:
                new = await self._take(batch)
            if batch and not new and self._window.idle and self._window.offset == offset:
                self._resume_at = time.monotonic() + _UNMOVED_PAUSE

    async def confirm(self) -> None:
        """Tell Telegram what is settled, unless the last poll has; for the end, when no further poll will."""
        offset, at = self._asked
        if offset == self._window.offset and time.monotonic() - at > _SURELY_ARRIVED_SECONDS:
            return
        await self._bot.get_raw_updates(self._window.offset, seconds=0, limit=1)

    async def _take(self, batch: list[dict[str, Any]]) -> int:
        """Put what is new into lanes; returns how many that are."""
        raw_by_id = {raw["update_id"]: raw for raw in batch}
        new = self._window.admit(list(raw_by_id))
        for update_id in new:
            update = self._bot.parse_update(raw_by_id[update_id])
            if update is None:
                self._window.settle(update_id)
            else:
                await self._lanes.put(Job(update, raw_by_id[update_id]))
        return len(new)

    async def _pace(self) -> None:
        """Wait as long as another poll would show little that is new, or only irk the server."""
        window, until = self._window, time.monotonic() + _UNMOVED_PAUSE
        if window.idle:
            return
        step = max(1, window.in_hand // 4)
        await asyncio.sleep(_MOVED_PAUSE)
        await window.wait_for(self._asked[0] + step, until - time.monotonic())
        while window.full:
            await self._lanes.make_way(window.offset)
            if window.full:
                await window.wait_for(window.offset + 1, _UNMOVED_PAUSE)
            self._pulse.turn()

    async def _pause_after(self, error: TelegramError, failures: int) -> float:
        _log.warning("getUpdates failed: %s", error)
        match error:
            case InvalidToken():
                await self._check_token()
            case RetryAfter():
                return retry_after_seconds(error)
            case Conflict() if "webhook" in error.message:
                await self._drop_webhook()
            case Conflict():
                self._note_conflict(time.monotonic())
                return _CONFLICT_PAUSE
        return backoff(failures)

    def _note_conflict(self, now: float) -> None:
        if self._first_conflict is None or now - self._last_conflict > _CONFLICT_OVER_SECONDS:
            self._first_conflict = now
        self._last_conflict = now
        if now - self._first_conflict > _CONFLICT_SECONDS:
            raise OtherInstanceError

    async def _check_token(self) -> None:
        try:
            await self._bot.get_me()
        except InvalidToken:
            raise
        except TelegramError as error:
            _log.warning("getMe failed: %s", error)

    async def _drop_webhook(self) -> None:
        try:
            await self._bot.delete_webhook(drop_pending_updates=False)
        except TelegramError as error:
            _log.warning("a leftover webhook could not be deleted: %s", error)
