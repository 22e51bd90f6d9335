"""getUpdates: hands out what is pending, waits where nothing is, and lets only one caller wait."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from tests.botapi.clock import Signal
from tests.botapi.errors import ApiError

if TYPE_CHECKING:
    from tests.botapi.clock import Clock
    from tests.botapi.updates import UpdateQueue

_ANOTHER = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"  # the server's
)
_WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
_WEBHOOK_SET = "Conflict: terminated by setWebhook request"
_CONFLICT_PAUSE = 3.0
_GATHER_SECONDS = 0.001


class _Wait:
    """A call that waits for updates; `conflict` is what ends it early."""

    def __init__(self) -> None:
        self.conflict: str | None = None


class LongPoll:
    """The getUpdates method; `webhook_active` closes it."""

    def __init__(self, queue: UpdateQueue, clock: Clock) -> None:
        self._queue = queue
        self._clock = clock
        self._waiting: _Wait | None = None
        self._woken = Signal(queue.changed, clock.moved)
        self._last_offset: int | None = None
        self._last_at = 0.0
        self._next_conflict = 0.0
        self.webhook_active = False

    async def get_updates(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        if self.webhook_active:
            await self._conflict(_WEBHOOK_ACTIVE)
        self._queue.allow(params.get("allowed_updates"))
        offset = int(params.get("offset", 0))
        limit = min(max(int(params.get("limit", 100)), 1), 100)
        timeout = min(max(float(params.get("timeout", 0)), 0.0), 50.0)
        limit, timeout = self._slow_down(offset, limit, timeout)
        updates = self._queue.read(offset, limit)
        if updates or not timeout:
            return updates
        return await self._wait(offset, limit, timeout)

    def set_webhook_active(self, *, active: bool) -> None:
        """Close or open the method; closing ends the call that waits."""
        self.webhook_active = active
        if active and self._waiting:
            self._end(self._waiting, _WEBHOOK_SET)

    def _slow_down(self, offset: int, limit: int, timeout: float) -> tuple[int, float]:
        now = self._clock.now()
        since = now - self._last_at if offset == self._last_offset else _CONFLICT_PAUSE
        self._last_offset, self._last_at = offset, now
        return (1 if since < 0.5 else limit), (max(timeout, 3.0) if since < 3.0 else timeout)

    async def _wait(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        if self._waiting:
            self._end(self._waiting, _ANOTHER)
        self._waiting = wait = _Wait()
        deadline = self._clock.now() + seconds
        while not wait.conflict and not len(self._queue) and self._clock.now() < deadline:
            await self._woken.wait(deadline - self._clock.now())
        if wait.conflict:
            await self._conflict(wait.conflict)
        self._waiting = None
        await asyncio.sleep(_GATHER_SECONDS)
        return self._queue.read(offset, limit)

    def _end(self, wait: _Wait, conflict: str) -> None:
        wait.conflict = conflict
        self._waiting = None
        self._woken.fire()

    async def _conflict(self, description: str) -> None:
        now = self._clock.now()
        if now < self._next_conflict:
            await self._clock.sleep(_CONFLICT_PAUSE)
        else:
            self._next_conflict = now + _CONFLICT_PAUSE
        raise ApiError(409, description)
