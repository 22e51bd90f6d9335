"""Signs of life: has the loop turned, was Telegram reached."""

from __future__ import annotations

import asyncio
import time

FRESH_SECONDS = 90


class Pulse:
    """When things last went well, and what went wrong since."""

    def __init__(self) -> None:
        self._turned = time.monotonic()
        self._reached: float | None = None
        self._trouble = "Telegram has not been reached yet"

    def turn(self) -> None:
        """Note that the poll loop or the server has turned."""
        self._turned = time.monotonic()

    async def rest(self, seconds: float) -> None:
        """Turn, and pause for `seconds`; however long that is, it counts as alive."""
        self.turn()
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            await asyncio.sleep(min(left, FRESH_SECONDS / 3))
            self.turn()

    def observe(self, endpoint: str, status: int) -> None:
        """Note how a Bot API request ended; 0 is no answer."""
        if status in {200, 400, 403, 429}:
            self._reached = time.monotonic()
        else:
            self._trouble = f"{endpoint}: " + (f"HTTP {status}" if status else "no answer")

    def alive(self) -> bool:
        """Tell whether the loop turned lately."""
        return time.monotonic() - self._turned < FRESH_SECONDS

    def trouble(self) -> str | None:
        """Return why Telegram counts as unreachable, or None."""
        if self._reached is not None and time.monotonic() - self._reached < FRESH_SECONDS:
            return None
        return self._trouble
