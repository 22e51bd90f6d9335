"""In order within a chat, chats side by side; who must wait long steps aside."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from telegram.error import RetryAfter

from bot.delivery.attempt import Attempt

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from bot.api.updates import Update
    from bot.delivery.courier import Courier
    from bot.delivery.store import Store
    from bot.operations.metrics import Metrics

_log = logging.getLogger(__name__)
PARK_FROM_SECONDS = 1.0
_MOST_PARKED = 10_000


@dataclass
class Job:
    """An update in hand: as parsed, as received, and whether it is kept apart from Telegram's queue."""

    update: Update
    raw: dict[str, Any]
    parked: bool = False
    attempt: Attempt = field(default_factory=Attempt)


@dataclass
class _Lane:
    jobs: deque[Job] = field(default_factory=deque)
    waiting: bool = False
    task: asyncio.Task[None] | None = None


class Lanes:
    """Works off updates. `passed(update_id)` is called once for each that Telegram may forget.

    That is when it is settled, or parked: kept in the store because its chat has to wait, so that it
    holds up no other.
    """

    def __init__(
        self, courier: Courier, store: Store, metrics: Metrics, passed: Callable[[int], None], *, durable: bool
    ) -> None:
        self._courier = courier
        self._store = store
        self._passed = passed
        self._durable = durable
        self._parked = metrics.parked.labels("stored" if durable else "in memory")
        self._parked_count = 0
        self._lanes: dict[Hashable, _Lane] = {}
        self._in_hand: set[int] = set()

    async def put(self, job: Job) -> None:
        """Queue an update behind those of its chat; one that is in hand already, because it is parked, is passed."""
        if job.update.update_id in self._in_hand:
            self._passed(job.update.update_id)
            return
        self._in_hand.add(job.update.update_id)
        key = lane_of(job.update)
        lane = self._lanes.setdefault(key, _Lane())
        lane.jobs.append(job)
        if job.parked:
            self._count_parked(1)
        elif lane.waiting and lane.jobs[0].parked:
            await self._park(job)
        if lane.task is None:
            lane.task = asyncio.create_task(self._work(key, lane))

    async def make_way(self, update_id: int) -> None:
        """Park the update, and those behind it in its chat, if it waits for a next try.

        Where parking would not outlive this process, only so long as most chats get their answers: when
        nothing goes through, updates are safer in Telegram's queue.
        """
        waiting = sum(lane.waiting for lane in self._lanes.values())
        if not self._durable and waiting > max(1, len(self._lanes) // 2):
            return
        for lane in list(self._lanes.values()):
            if lane.waiting and any(job.update.update_id == update_id for job in lane.jobs):
                await self._park_all(lane)

    async def drain(self, seconds: float) -> None:
        """Wait until all is settled, at most `seconds`; what is kept for the next start does not count."""
        tasks = {lane.task for lane in self._lanes.values() if lane.task and not self._can_wait(lane)}
        if tasks:
            await asyncio.wait(tasks, timeout=seconds)
        left = [lane for lane in self._lanes.values() if lane.task]
        for lane in left:
            assert lane.task is not None  # noqa: S101 - for the type checker
            lane.task.cancel()
        await asyncio.gather(*(lane.task for lane in left if lane.task), return_exceptions=True)
        for job in (job for lane in left for job in lane.jobs):
            await self._courier.abandon(job.update)
            if job.parked and not self._durable:
                _log.warning(
                    "update %d is lost: its chat had to wait, and the state is in memory", job.update.update_id
                )

    def _can_wait(self, lane: _Lane) -> bool:
        return self._durable and lane.waiting and all(job.parked for job in lane.jobs)

    async def _work(self, key: Hashable, lane: _Lane) -> None:
        while lane.jobs:
            job = lane.jobs[0]
            while pause := await self._courier.deliver(job.update, job.attempt):
                lane.waiting = True
                if pause > PARK_FROM_SECONDS and (self._durable or isinstance(job.attempt.error, RetryAfter)):
                    await self._park_all(lane)
                await asyncio.sleep(pause)
                lane.waiting = False
            lane.jobs.popleft()
            self._in_hand.discard(job.update.update_id)
            if job.parked:
                self._count_parked(-1)
            else:
                self._passed(job.update.update_id)
        del self._lanes[key]

    async def _park_all(self, lane: _Lane) -> None:
        for job in list(lane.jobs):
            await self._park(job)

    async def _park(self, job: Job) -> None:
        if job.parked or self._parked_count >= _MOST_PARKED:
            return
        try:
            await self._store.park(job.update.update_id, json.dumps(job.raw))
        except OSError as error:
            _log.error("update %d cannot be parked: %s", job.update.update_id, error)
            return
        job.parked = True
        self._count_parked(1)
        self._passed(job.update.update_id)

    def _count_parked(self, change: int) -> None:
        self._parked_count += change
        self._parked.set(self._parked_count)


def lane_of(update: Update) -> Hashable:
    """Return what keeps updates in order: the chat; without one, the user; else nothing."""
    origin = update.chat or update.user
    return origin.id if origin else f"update {update.update_id}"
