"""The bot as a real process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest
import pytest_asyncio

from tests.botapi import BotApiServer
from tests.process.harness import BotProcess, our_bot

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


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


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotApiServer]:
    """The server of one bot for all tests of a module."""
    async with BotApiServer() as server:
        process = our_bot(server, tmp_path_factory.mktemp("home"))
        await process.start()
        await process.ready()
        yield server
        await process.stop()
        server.check()
