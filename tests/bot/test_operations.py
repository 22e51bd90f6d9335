"""Health, readiness, metrics, and how the program ends when it cannot go on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp
import pytest
from telegram.error import InvalidToken

from bot.assembly import StartError
from bot.delivery.polling import OtherInstanceError
from bot.operations.pulse import Pulse
from tests.botapi.errors import ApiError
from tests.botapi.faults import Effect, Fault
from tests.loadtests.replicas import free_port

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.conftest import Serving
    from tests.botapi.server import BotApiServer


async def _get(url: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text()


async def test_health_readiness_and_metrics(api: BotApiServer, serving: Serving) -> None:
    root = f"http://127.0.0.1:{(port := free_port())}"
    async with serving(ops_listen=f"127.0.0.1:{port}"):
        api.faults.add(Fault(Effect.REFUSE, "sendMessage", times=1, error=ApiError(403, "Forbidden: bot was blocked")))
        api.user().says("化纤")
        await api.user().asks("天气")
        assert await _get(f"{root}/healthz") == (200, "ok\n")
        assert await _get(f"{root}/readyz") == (200, "ok\n")
        status, figures = await _get(f"{root}/metrics")
    assert status == 200
    for line in (
        'bot_updates_total{kind="message",status="refused"} 1.0',
        'bot_answers_total{status="out_of_scope",topic="out_of_scope"} 1.0',
        'bot_api_errors_total{code="403"} 1.0',
        'bot_knowledge_info{version="test"} 1.0',
    ):
        assert line in figures


async def test_without_telegram_it_is_alive_but_not_ready_and_says_why(api: BotApiServer, serving: Serving) -> None:
    root = f"http://127.0.0.1:{(port := free_port())}"
    fault = api.faults.add(Fault(Effect.BAD_GATEWAY))
    async with serving(ops_listen=f"127.0.0.1:{port}"):
        await api.log.wait_for(lambda call: call.status == 502)
        assert (await _get(f"{root}/healthz"))[0] == 200
        status, reason = await _get(f"{root}/readyz")
        assert status == 503
        assert "getMe: HTTP 502" in reason or "not been reached" in reason
        api.faults.remove(fault)
        assert (await api.user().asks("化纤")).text.startswith("您问：化纤")
        assert (await _get(f"{root}/readyz"))[0] == 200


def test_a_pulse_grows_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    pulse = Pulse()
    pulse.observe("getUpdates", 200)
    assert (pulse.alive(), pulse.trouble()) == (True, None)
    now += 91
    pulse.observe("getUpdates", 0)
    assert (pulse.alive(), pulse.trouble()) == (False, "getUpdates: no answer")
    pulse.turn()
    pulse.observe("getUpdates", 200)
    assert (pulse.alive(), pulse.trouble()) == (True, None)


async def test_who_is_told_to_wait_for_long_is_alive_all_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    alive: list[bool] = []

    async def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds
        alive.append(pulse.alive())

    monkeypatch.setattr("time.monotonic", lambda: now)
    monkeypatch.setattr("bot.operations.pulse.asyncio.sleep", sleep)
    pulse = Pulse()
    await pulse.rest(600)
    assert now >= 1600
    assert alive
    assert all(alive)


async def test_a_token_that_is_refused_ends_it(serving: Serving) -> None:
    with pytest.raises(InvalidToken):
        async with serving(token="1:" + "x" * 35) as task:
            await task


async def test_a_token_that_is_revoked_ends_it(api: BotApiServer, serving: Serving) -> None:
    async def revoked() -> None:
        async with serving() as task:
            await api.user().asks("化纤")
            for method in ("getUpdates", "getMe"):
                api.faults.add(Fault(Effect.REFUSE, method, error=ApiError(401, "Unauthorized")))
            api.user().says("化纤")
            await task

    with pytest.raises(InvalidToken):
        await revoked()


async def test_another_instance_is_waited_out_then_ends_it(
    api: BotApiServer, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.polling._CONFLICT_PAUSE", 0)
    conflict = ApiError(409, "Conflict: terminated by other getUpdates request")
    api.faults.add(Fault(Effect.REFUSE, "getUpdates", times=3, error=conflict))
    async with serving():
        assert (await api.user().asks("化纤")).text.startswith("您问：化纤")
    monkeypatch.setattr("bot.delivery.polling._CONFLICT_SECONDS", 0)
    api.faults.add(Fault(Effect.REFUSE, "getUpdates", error=conflict))
    with pytest.raises(OtherInstanceError):
        async with serving() as task:
            await task


@pytest.mark.parametrize(
    ("setting", "place"), [("state_dir", "file"), ("unanswered_log", "file/log"), ("state_dir", "file/below")]
)
async def test_a_place_that_cannot_be_written_ends_the_start(
    serving: Serving, tmp_path: Path, setting: str, place: str
) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StartError, match=f"BOT_{setting.upper()}: expected a "):
        async with serving(**{setting: tmp_path / place}) as task:
            await task


async def test_it_stops_in_the_middle_of_starting(api: BotApiServer, serving: Serving) -> None:
    api.faults.add(Fault(Effect.BAD_GATEWAY))
    async with serving():
        await api.log.wait_for(lambda call: call.method == "getMe")


async def test_what_is_in_hand_is_answered_before_it_stops(api: BotApiServer, serving: Serving) -> None:
    users = [api.user() for _ in range(10)]
    api.latency = 0.1
    async with serving():
        for user in users:
            user.says("化纤")
        await api.log.wait_for(lambda call: call.method == "sendMessage")
    await asyncio.gather(*(user.hears() for user in users))
    assert len(api.log.of("sendMessage")) == len(users)
    assert not len(api.updates)
