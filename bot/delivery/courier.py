"""From an update to its outcome: one try, what it failed of, and when to try again."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError, TimedOut

from bot.api.transport import UnreachableError
from bot.delivery.attempt import current
from bot.delivery.store import KEEP_SECONDS, Claim

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.api.updates import Update
    from bot.delivery.attempt import Attempt
    from bot.delivery.store import Store
    from bot.operations.metrics import Metrics

_log = logging.getLogger(__name__)
_MOST_REFUSALS = 30
"""Some ten minutes: what the server refuses for so long it will not take."""
_FIRST_PAUSE = 0.5
"""Most faults are over after one such pause, which nobody notices."""
_LONGEST_PAUSE = 30.0
"""So late at most is it seen that the server is back."""
_ELSEWHERE_PAUSE = 2.0
"""A few looks within the lease that another replica has of the update."""


class Courier:
    """Has updates handled and notes in the store how they ended; `handle` leaves in the attempt what it failed of."""

    def __init__(
        self, handle: Callable[[Update], Awaitable[None]], store: Store, metrics: Metrics, concurrency: int
    ) -> None:
        self._handle = handle
        self._store = store
        self._metrics = metrics
        self._slots = asyncio.Semaphore(concurrency)
        self._turn = asyncio.Lock()

    async def deliver(self, update: Update, attempt: Attempt) -> float:
        """Try once. Returns 0 when the update is settled, else the seconds after which to try again."""
        if not attempt.claimed:
            match await self._store.claim(update.update_id):
                case Claim.DONE:
                    return 0
                case Claim.ELSEWHERE:
                    return _ELSEWHERE_PAUSE
            attempt.claimed = True
        attempt.error = None
        current.set(attempt)
        async with self._slots:
            await self._own_turn()
            with self._metrics.in_flight.track_inprogress():
                await self._handle(update)
        status, pause = self._judge(update, attempt)
        if pause:
            self._metrics.retries.inc()
            return pause
        await self._store.finish(update.update_id, attempt.memory)
        self._metrics.updates.labels(update.kind, status).inc()
        self._metrics.seconds.observe(time.monotonic() - attempt.started)
        return 0

    async def abandon(self, update: Update) -> None:
        """Give back an update that was not settled."""
        await self._store.release(update.update_id)

    async def _own_turn(self) -> None:
        """Wait for a turn of the event loop of one's own.

        Reading a question takes the processor for a while: were many read in one turn, what the network
        brings meanwhile would wait for them all, and the bot for the network afterwards.
        """
        async with self._turn:
            await asyncio.sleep(0)

    def _judge(self, update: Update, attempt: Attempt) -> tuple[str, float]:
        error = attempt.error
        match error:
            case None:
                return "answered", 0
            case RetryAfter():
                pause = retry_after_seconds(error) + random.uniform(0, 0.5)  # noqa: S311 - spreads load, guards nothing
            case TimedOut() | UnreachableError():
                attempt.failures += 1
                pause = backoff(attempt.failures)
            case Forbidden() | BadRequest() | ChatMigrated():
                _log.info("update %d cannot be answered: %s", update.update_id, error)
                return "refused", 0
            case TelegramError():
                attempt.failures += 1
                attempt.refusals += 1
                pause = backoff(attempt.failures)
                if attempt.refusals >= _MOST_REFUSALS:
                    return self._give_up(update, error)
            case _:
                return "failed", 0
        if time.monotonic() - attempt.started > KEEP_SECONDS:
            return self._give_up(update, error)
        _log.debug("update %d: %s; next try in %.1f s", update.update_id, error, pause)
        return "waiting", pause

    def _give_up(self, update: Update, error: TelegramError) -> tuple[str, float]:
        _log.error("update %d given up: %s", update.update_id, error)
        return "given_up", 0


def backoff(failures: int) -> float:
    """Return the seconds to wait after so many failures: doubling up to half a minute, with jitter."""
    longest = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** min(failures - 1, 10))
    return longest * random.uniform(0.5, 1)  # noqa: S311 - spreads load, guards nothing


def retry_after_seconds(error: RetryAfter) -> float:
    """Return how long the server asks to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
