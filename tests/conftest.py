"""What all tests can ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.botapi import BotApiServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    """A Bot API server; at the end every request that it got must have been one the Bot API knows."""
    async with BotApiServer() as server:
        yield server
        server.check()
