"""The webhook server: what it takes, what it turns away, and what it does meanwhile."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
import pytest_asyncio

from tests.botapi import BotApiServer
from tests.loadtests.replicas import SECRET, free_port
from tests.loadtests.traffic import Traffic
from tests.process.harness import our_bot

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.asyncio(loop_scope="module")

HEADER = "X-Telegram-Bot-Api-Secret-Token"
GOOD = {HEADER: SECRET}
UPDATE = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "名单"}}
IDLE_CONNECTIONS = 500
GOOD_UPDATES = 100


class Served:
    """A bot in webhook mode; `root` is where it listens."""

    def __init__(self, server: BotApiServer, root: str, session: aiohttp.ClientSession) -> None:
        self.server = server
        self.root = root
        self.session = session

    async def status(self, method: str = "POST", path: str = "/telegram", **request: Any) -> int:
        async with self.session.request(method, f"{self.root}{path}", **request) as response:
            await response.read()
            return response.status


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Served]:
    listen = f"127.0.0.1:{free_port()}"
    async with BotApiServer() as server, aiohttp.ClientSession() as session:
        settings = {"mode": "webhook", "listen": listen, "webhook_url": f"http://{listen}", "webhook_secret": SECRET}
        process = our_bot(server, tmp_path_factory.mktemp("home"), **settings)
        await process.start()
        await process.ready("setWebhook")
        yield Served(server, f"http://{listen}", session)
        await process.stop()
        server.check()


async def test_webhook_is_registered_with_its_secret(served: Served) -> None:
    registration = served.server.webhook.registration
    assert registration
    assert registration.url == f"{served.root}/telegram"
    assert registration.secret_token == SECRET


async def test_question_is_answered(served: Served) -> None:
    assert "程学忠" in (await served.server.user().asks("谁主持的发布会")).text


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"json": UPDATE}, 403),
        ({"json": UPDATE, "headers": {HEADER: "wrong"}}, 403),
        ({"json": UPDATE, "headers": {HEADER: SECRET + "x"}}, 403),
        ({"json": UPDATE, "headers": {HEADER: "gehéim"}}, 403),
        ({"json": UPDATE, "headers": GOOD, "path": "/"}, 404),
        ({"json": UPDATE, "headers": GOOD, "path": "/telegram/x"}, 404),
        ({"headers": GOOD, "method": "GET"}, 405),
        ({"json": UPDATE, "headers": GOOD, "method": "PUT"}, 405),
        ({"data": b"{", "headers": GOOD}, 400),
        ({"data": b"\xff\xfe", "headers": GOOD}, 400),
        ({"data": b"", "headers": GOOD}, 400),
        ({"data": b"[" * 100_000, "headers": GOOD}, 400),
        ({"json": [], "headers": GOOD}, 400),
        ({"json": {"message": UPDATE["message"]}, "headers": GOOD}, 400),
        ({"json": {"update_id": "1"}, "headers": GOOD}, 400),
        ({"json": {"update_id": 1, "message": 3}, "headers": GOOD}, 400),
    ],
)
async def test_wrong_request_is_turned_away(served: Served, request_: dict[str, Any], status: int) -> None:
    calls = len(served.server.log.of("sendMessage"))
    assert await served.status(**request_) == status
    assert len(served.server.log.of("sendMessage")) == calls


@pytest.mark.parametrize("chunked", [False, True])
async def test_body_of_two_mebibytes_is_turned_away(served: Served, *, chunked: bool) -> None:
    large = json.dumps(UPDATE | {"padding": {"x": "x" * 2 * 1024 * 1024}}).encode()
    reader, writer = await _connect(served)
    length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {len(large)}"
    writer.write(_head(length, SECRET))
    if chunked:
        for start in range(0, len(large), 65_536):
            chunk = large[start : start + 65_536]
            writer.write(b"%x\r\n%b\r\n" % (len(chunk), chunk))
        writer.write(b"0\r\n\r\n")
    assert await _status(reader) == 413
    writer.close()


async def test_wrong_secret_is_turned_away_before_the_body_is_sent(served: Served) -> None:
    reader, writer = await _connect(served)
    writer.write(_head("Content-Length: 1000000", "wrong"))
    assert await _status(reader) == 403
    writer.close()


async def test_idle_and_slow_connections_hold_up_no_good_update(served: Served) -> None:
    idle = [await _connect(served) for _ in range(IDLE_CONNECTIONS)]
    reader, writer = await _connect(served)
    writer.write(_head("Content-Length: 100", SECRET) + b"{")
    traffic = Traffic(served.server, GOOD_UPDATES)
    for number in range(GOOD_UPDATES):
        traffic.ask(number)
    assert await traffic.answered()
    assert traffic.repeated() == 0
    assert await _status(reader) == 408
    for _, connection in [*idle, (reader, writer)]:
        connection.close()


async def _connect(served: Served) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", int(served.root.rpartition(":")[2]))


def _head(length: str, secret: str) -> bytes:
    head = (
        "POST /telegram HTTP/1.1",
        "Host: localhost",
        "Content-Type: application/json",
        length,
        f"{HEADER}: {secret}",
    )
    return "\r\n".join([*head, "", ""]).encode()


async def _status(reader: asyncio.StreamReader) -> int:
    async with asyncio.timeout(30):
        return int((await reader.readline()).split()[1])
