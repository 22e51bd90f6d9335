from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web

from tests.botapi.clock import Signal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.botapi import BotApiServer
    from tests.botapi.conftest import Client

SECRET = "s3cret_-"  # noqa: S105 - of this test


class Receiver:
    """A webhook that answers what the test puts into `answers`, 200 once there is none left."""

    def __init__(self) -> None:
        self.updates: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.answers: list[web.Response] = []
        self.gate: asyncio.Event | None = None
        self.changed = Signal()
        self.url = ""

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        self.updates.append(await request.json())
        self.headers.append(dict(request.headers))
        self.changed.fire()
        answer = self.answers.pop(0) if self.answers else web.Response()
        if self.gate:
            await self.gate.wait()
        return answer

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.updates]

    async def received(self, count: int) -> list[str]:
        await self.changed.until(lambda: len(self.updates) >= count, lambda: f"only {self.texts}")
        return self.texts


@asynccontextmanager
async def listening() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    runner = web.ServerRunner(web.Server(receiver.handle, access_log=None), shutdown_timeout=0.01)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    yield receiver
    await runner.cleanup()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with listening() as receiver:
        yield receiver


async def settled(server: BotApiServer) -> None:
    await server.updates.changed.until(lambda: not len(server.updates), lambda: "updates are left")


async def test_update_is_posted_with_the_secret(server: BotApiServer, client: Client, receiver: Receiver) -> None:
    user = server.user()
    user.says("先来的")
    await client.call("setWebhook", url=receiver.url, secret_token=SECRET, max_connections=7)
    user.says("后来的")
    assert await receiver.received(2) == ["先来的", "后来的"]
    assert receiver.headers[0]["X-Telegram-Bot-Api-Secret-Token"] == SECRET
    assert receiver.headers[0]["Content-Type"] == "application/json"
    await settled(server)
    info = (await client.call("getWebhookInfo")).result
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (receiver.url, 0, 7)


async def test_failed_update_comes_again_and_holds_back_its_chat_only(
    server: BotApiServer, client: Client, receiver: Receiver
) -> None:
    first, second = server.user(), server.user()
    await client.call("setWebhook", url=receiver.url)
    receiver.answers = [web.Response(status=500), web.Response(status=503, headers={"Retry-After": "20"})]
    first.says("一")
    assert await receiver.received(2) == ["一", "一"]
    first.says("二")
    second.says("三")
    assert await receiver.received(3) == ["一", "一", "三"]
    info = (await client.call("getWebhookInfo")).result
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"
    await server.clock.moved.wait(0.05)
    assert receiver.texts == ["一", "一", "三"]
    server.clock.advance(20)
    assert await receiver.received(5) == ["一", "一", "三", "一", "二"]
    await settled(server)
    assert [delivery.status for delivery in server.webhook.deliveries] == [500, 503, 200, 200, 200]


async def test_one_update_of_a_chat_is_under_way_at_a_time(
    server: BotApiServer, client: Client, receiver: Receiver
) -> None:
    receiver.gate = asyncio.Event()
    await client.call("setWebhook", url=receiver.url)
    first, second = server.user(), server.user()
    first.says("一")
    first.says("二")
    second.says("三")
    assert await receiver.received(2) == ["一", "三"]
    receiver.gate.set()
    assert await receiver.received(3) == ["一", "三", "二"]


async def test_closed_connection_is_a_failure(server: BotApiServer, client: Client) -> None:
    async with listening() as receiver:
        pass
    await client.call("setWebhook", url=receiver.url)
    server.user().says("一")
    await server.webhook.changed.until(lambda: server.webhook.deliveries, lambda: "never tried")
    assert server.webhook.deliveries[0].status == 0
    assert (await client.call("getWebhookInfo")).result["last_error_message"].startswith("Connection failed")


async def test_answer_can_be_a_call(server: BotApiServer, client: Client, receiver: Receiver) -> None:
    user = server.user()
    receiver.answers = [
        web.json_response({"method": "sendMessage", "chat_id": user.id, "text": "好"}),
        web.json_response({"method": "getMe"}),
    ]
    await client.call("setWebhook", url=receiver.url)
    user.says("一")
    assert (await user.hears()).text == "好"
    user.says("二")
    await settled(server)
    assert not server.log.of("getMe")


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({"url": "http://example.org/"}, "An HTTPS URL must be provided"),
        ({"url": "https://example.org:9999/"}, "only on ports 80, 88, 443 or 8443"),
        ({"url": "http://127.0.0.1:1/", "secret_token": "ä"}, "secret token contains unallowed characters"),
    ],
)
async def test_wrong_registration(client: Client, params: dict[str, str], error: str) -> None:
    assert error in (await client.call("setWebhook", **params)).error


async def test_second_registration_within_a_second(server: BotApiServer, client: Client, receiver: Receiver) -> None:
    await client.call("setWebhook", url=receiver.url)
    reply = await client.call("setWebhook", url=receiver.url)
    assert reply.body["parameters"] == {"retry_after": 1}
    server.clock.advance(1)
    assert (await client.call("setWebhook", url=receiver.url)).result is True


async def test_pending_updates_survive_a_change_unless_dropped(server: BotApiServer, client: Client) -> None:
    server.user().says("一")
    await client.call("setWebhook", url="http://127.0.0.1:9/")
    await client.call("deleteWebhook")
    assert len((await client.call("getUpdates")).result) == 1
    await client.call("setWebhook", url="")
    assert len(server.updates) == 1
    await client.call("deleteWebhook", drop_pending_updates=True)
    assert len(server.updates) == 0


async def test_webhook_that_is_gone_for_23_hours_is_removed(
    server: BotApiServer, client: Client, receiver: Receiver
) -> None:
    receiver.answers = [web.Response(status=410) for _ in range(4)]
    await client.call("setWebhook", url=receiver.url)
    server.user().says("一")
    await receiver.received(2)
    server.clock.advance(23 * 3600 + 1)
    await server.webhook.changed.until(lambda: server.webhook.registration is None, lambda: "still registered")
    assert len((await client.call("getUpdates")).result) == 1
