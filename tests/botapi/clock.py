"""Time that a test can move, and a way to wait for what happens."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_SECONDS = 30.0
_Found = TypeVar("_Found")


class Signal:
    """Wakes everyone who waits, as often as it, or one of its causes, is fired."""

    def __init__(self, *causes: Signal) -> None:
        self._waiters: list[asyncio.Future[None]] = []
        self._effects: list[Signal] = []
        for cause in causes:
            cause._effects.append(self)

    def fire(self) -> None:
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)
        for effect in self._effects:
            effect.fire()

    async def wait(self, seconds: float | None = None) -> None:
        """Return at the next `fire`, or after `seconds`."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await waiter

    async def until(
        self, find: Callable[[], _Found], complaint: Callable[[], str], patience: float = PATIENCE_SECONDS
    ) -> _Found:
        """Return what `find` returns as soon as it is true; it is asked at every `fire`.

        Raises:
            AssertionError: with `complaint`, when that took longer than `patience` seconds.

        """
        deadline = time.monotonic() + patience
        while not (found := find()):
            left = deadline - time.monotonic()
            assert left > 0, complaint()
            await self.wait(left)
        return found


class Clock:
    """The emulator's time: seconds since 1970, moved forward by `advance`."""

    def __init__(self) -> None:
        self._shift = 0.0
        self.moved = Signal()

    def now(self) -> float:
        return time.time() + self._shift

    def advance(self, seconds: float) -> None:
        self._shift += seconds
        self.moved.fire()

    async def sleep(self, seconds: float) -> None:
        until = self.now() + seconds
        while (left := until - self.now()) > 0:
            await self.moved.wait(left)
