"""Webhook mode: what is taken, what is refused, and that nothing is taken before it was answered."""

from __future__ import annotations

import asyncio
import io
import json
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from bot.assembly import StartError
from tests.botapi.errors import ApiError
from tests.botapi.faults import Effect, Fault
from tests.loadtests.replicas import free_port

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.conftest import Serving
    from tests.botapi.server import BotApiServer

SECRET = "a-secret"  # noqa: S105 - of this test
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


@pytest.fixture
def port() -> int:
    return free_port()


def webhook(port: int) -> dict[str, Any]:
    """The settings of webhook mode on `port`."""
    url = f"http://127.0.0.1:{port}"
    return {"mode": "webhook", "listen": f"127.0.0.1:{port}", "webhook_url": url, "webhook_secret": SECRET}


async def registered(api: BotApiServer) -> None:
    await api.log.wait_for(lambda call: call.method == "setWebhook" and call.status == 200)


async def test_questions_are_answered_in_order_and_then_taken(api: BotApiServer, serving: Serving, port: int) -> None:
    async with serving(**webhook(port)):
        await registered(api)
        user, other = api.user(), api.user()
        for number in range(3):
            user.says(f"第{number}问")
        assert (await other.asks("化纤")).text.startswith("您问：化纤")
        heard = [(await user.hears()).text[:6] for _ in range(3)]
    assert heard == ["您问：第0问", "您问：第1问", "您问：第2问"]
    assert api.log.of("setWebhook")[0].params["secret_token"] == SECRET


async def test_a_limited_chat_is_asked_for_again_after_its_wait(api: BotApiServer, serving: Serving, port: int) -> None:
    async with serving(**webhook(port)):
        await registered(api)
        user = api.user()
        api.faults.add(Fault(Effect.TOO_MANY_REQUESTS, "sendMessage", retry_after=60, times=1))
        async with aiohttp.ClientSession() as session:
            async with session.post(f"http://127.0.0.1:{port}/telegram", json=_update(user), headers=HEADERS) as answer:
                assert answer.status == 503
                assert 60 <= int(answer.headers["Retry-After"]) <= 61
            async with session.post(f"http://127.0.0.1:{port}/telegram", json=_update(user), headers=HEADERS) as answer:
                assert answer.status == 200
        assert (await user.hears()).text.startswith("您问：化纤")


async def test_what_was_parked_while_polling_is_answered_in_webhook_mode(
    api: BotApiServer, serving: Serving, port: int, tmp_path: Path
) -> None:
    limit = api.faults.add(Fault(Effect.TOO_MANY_REQUESTS, "sendMessage", retry_after=60))
    user = api.user()
    async with serving(state_dir=tmp_path):
        asked = user.says("化纤").update_id
        assert asked
        await api.log.wait_for(lambda call: call.method == "getUpdates" and call.params.get("offset", 0) > asked)
    api.faults.remove(limit)
    async with serving(state_dir=tmp_path, **webhook(port)):
        assert (await user.hears()).text.startswith("您问：化纤")
    assert not len(api.updates)


async def test_at_the_end_what_hangs_is_given_back_in_time(
    api: BotApiServer, serving: Serving, port: int, tmp_path: Path
) -> None:
    limit = api.faults.add(Fault(Effect.TOO_MANY_REQUESTS, "sendMessage", retry_after=60))
    parked, fresh = api.user(), api.user()
    async with serving(state_dir=tmp_path):
        asked = parked.says("化纤").update_id
        assert asked
        await api.log.wait_for(lambda call: call.method == "getUpdates" and call.params.get("offset", 0) > asked)
    api.faults.remove(limit)
    stall = api.faults.add(Fault(Effect.STALL, "sendMessage"))
    async with asyncio.timeout(15), serving(state_dir=tmp_path, stop_seconds=0, **webhook(port)):
        await registered(api)
        fresh.says("化纤")
        await api.log.changed.until(lambda: stall.hits == 2, lambda: "an answer was not tried")
    api.faults.remove(stall)
    async with serving(state_dir=tmp_path, **webhook(port)):
        assert (await parked.hears()).text.startswith("您问：化纤")
        assert (await fresh.hears()).text.startswith("您问：化纤")
    assert not len(api.updates)


async def test_an_update_that_always_fails_is_given_up_at_last(
    api: BotApiServer, serving: Serving, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.courier.backoff", lambda _failures: 60.0)
    monkeypatch.setattr("bot.delivery.courier._MOST_REFUSALS", 3)
    api.faults.add(Fault(Effect.ERROR_500, "sendMessage"))
    async with serving(**webhook(port)), aiohttp.ClientSession() as session:
        await registered(api)
        user = api.user()
        statuses = []
        for _ in range(3):
            async with session.post(f"http://127.0.0.1:{port}/telegram", json=_update(user), headers=HEADERS) as answer:
                statuses.append(answer.status)
    assert statuses == [503, 503, 200]


async def test_an_update_that_comes_twice_is_answered_once(api: BotApiServer, serving: Serving, port: int) -> None:
    api.latency = 0.05
    async with serving(**webhook(port)), aiohttp.ClientSession() as session:
        await registered(api)
        user = api.user()

        async def post() -> int:
            async with session.post(f"http://127.0.0.1:{port}/telegram", json=_update(user), headers=HEADERS) as answer:
                return answer.status

        assert list(await asyncio.gather(post(), post())) == [200, 200]
        assert await post() == 200
    assert len(api.log.of("sendMessage")) == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"no json", 400),
        (b"[" * 100_000, 400),
        (b"[]", 400),
        (b'{"ok": true}', 400),
        (b'{"update_id": "1"}', 400),
        (b'{"update_id": 1, "message": "hello"}', 400),
        (b" " * (2 * 1024 * 1024), 413),
    ],
)
async def test_what_is_no_update_is_refused(
    api: BotApiServer, serving: Serving, port: int, body: bytes, status: int
) -> None:
    async with serving(**webhook(port)), aiohttp.ClientSession() as session:
        await registered(api)
        async with session.post(f"http://127.0.0.1:{port}/telegram", headers=HEADERS, data=io.BytesIO(body)) as answer:
            assert answer.status == status


@pytest.mark.parametrize(
    ("method", "path", "secret", "status"),
    [
        ("POST", "/telegram", None, 403),
        ("POST", "/telegram", "wrong", 403),
        ("POST", "/telegram", "密", 403),
        ("POST", "/other", SECRET, 404),
        ("GET", "/telegram", SECRET, 405),
    ],
)
async def test_who_does_not_know_secret_path_and_method_is_refused(
    api: BotApiServer, serving: Serving, port: int, method: str, path: str, *, secret: str | None, status: int
) -> None:
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
    async with serving(**webhook(port)), aiohttp.ClientSession() as session:
        await registered(api)
        url = f"http://127.0.0.1:{port}{path}"
        async with session.request(method, url, headers=headers, json=_update(api.user())) as answer:
            assert answer.status == status
    assert not api.log.of("sendMessage")


async def test_a_chunked_body_without_a_length_is_cut_off_by_size_and_by_time(
    api: BotApiServer, serving: Serving, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.webhook._BODY_SECONDS", 0.1)

    async def large() -> Any:
        for _ in range(17):
            yield b" " * 65536

    async def stuck() -> Any:
        yield b'{"update_id"'
        await asyncio.Event().wait()

    async with serving(**webhook(port)), aiohttp.ClientSession() as session:
        await registered(api)
        url = f"http://127.0.0.1:{port}/telegram"
        async with session.post(url, headers=HEADERS, data=stuck()) as answer:
            assert answer.status == 408
        async with session.post(url, headers=HEADERS, data=large()) as answer:
            assert answer.status == 413


async def test_an_update_of_a_kind_that_nobody_knows_is_taken_and_skipped(
    api: BotApiServer, serving: Serving, port: int
) -> None:
    async with serving(**webhook(port)), aiohttp.ClientSession() as session:
        await registered(api)
        unknown: tuple[dict[str, Any], ...] = ({"new_kind": {}}, {"message": {"message_id": "?"}})
        for content in unknown:
            body = json.dumps({"update_id": 1, **content})
            async with session.post(f"http://127.0.0.1:{port}/telegram", data=body, headers=HEADERS) as answer:
                assert answer.status == 200


async def test_an_address_in_use_and_a_refused_url_end_the_start(
    api: BotApiServer, serving: Serving, port: int
) -> None:
    async with serving(**webhook(port)):
        await registered(api)
        with pytest.raises(StartError, match=f"BOT_LISTEN: cannot listen on 127.0.0.1:{port}"):
            async with serving(**webhook(port)) as second:
                await second
    api.faults.add(Fault(Effect.REFUSE, "setWebhook", error=ApiError(400, "Bad Request: bad webhook: no TLS")))
    with pytest.raises(StartError, match=r"BOT_WEBHOOK_URL: Telegram refuses it: [Bb]ad webhook"):
        async with serving(**webhook(port)) as third:
            await third


def _update(user: Any) -> dict[str, Any]:
    message = {"message_id": 1, "date": 1, "chat": user.chat.json(), "from": user.json, "text": "化纤"}
    return {"update_id": 77, "message": message}
