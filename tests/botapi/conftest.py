"""Raw HTTP to the emulator, as any bot would send it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import aiohttp
import pytest

from tests.botapi import BotApiServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Reply(NamedTuple):
    """An HTTP answer of the server."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def result(self) -> Any:
        assert self.body["ok"], self.body
        return self.body["result"]

    @property
    def error(self) -> str:
        assert not self.body["ok"], self.body
        assert self.body["error_code"] == self.status
        return str(self.body["description"])


class Client:
    """Calls methods with JSON; `session` and `url` are there for everything else."""

    def __init__(self, server: BotApiServer, session: aiohttp.ClientSession) -> None:
        self.session = session
        self.url = f"{server.url}/bot{server.token}"

    async def call(self, method: str, **params: Any) -> Reply:
        return await self.post(method, json=params)

    async def post(self, method: str, **request: Any) -> Reply:
        async with self.session.post(f"{self.url}/{method}", **request) as response:
            return Reply(response.status, await response.json(), dict(response.headers))


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    """A server that does not mind wrong requests: here they are sent on purpose."""
    async with BotApiServer() as server:
        yield server


@pytest.fixture
async def client(server: BotApiServer) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as session:
        yield Client(server, session)
