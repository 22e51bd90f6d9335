"""The courier: many updates at once, without standing in the way of the network."""

from __future__ import annotations

import asyncio

from bot.api.updates import Update
from bot.delivery.attempt import Attempt
from bot.delivery.courier import Courier
from bot.delivery.store import SqliteStore
from bot.operations.metrics import Metrics


async def test_updates_that_come_at_once_are_handled_in_different_turns_of_the_loop() -> None:
    turn = 0
    handled: dict[int, int] = {}

    async def handle(update: Update) -> None:
        handled[update.update_id] = turn

    async def count_turns() -> None:
        nonlocal turn
        while True:
            turn += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(count_turns())
    store = SqliteStore(None, memory_seconds=600)
    courier = Courier(handle, store, Metrics(), 64)
    await asyncio.gather(*(courier.deliver(Update(number), Attempt()) for number in range(20)))
    counting.cancel()
    await store.close()
    assert list(handled) == list(range(20))
    assert len(set(handled.values())) == 20
