"""The bot as a real process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from tests.process.harness import BotProcess, our_bot

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.botapi import BotApiServer


class StartBot(Protocol):
    async def __call__(self, **settings: object) -> BotProcess: ...


@pytest.fixture
async def start_bot(server: BotApiServer, tmp_path: Path) -> AsyncIterator[StartBot]:
    """Start our bot with settings (`state_dir=…` for BOT_STATE_DIR) and wait until it polls; it ends with the test."""
    processes: list[BotProcess] = []

    async def start(**settings: object) -> BotProcess:
        process = our_bot(server, tmp_path, **settings)
        processes.append(process)
        await process.start()
        await process.ready()
        return process

    yield start
    for process in processes:
        await process.stop()
