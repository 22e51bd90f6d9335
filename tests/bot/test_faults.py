"""Telegram's limits and moods: every question is answered, and none twice."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import pytest

from tests.botapi.errors import ApiError
from tests.botapi.faults import Effect, Fault

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.conftest import Serving
    from tests.botapi.people import User
    from tests.botapi.server import BotApiServer


@pytest.mark.parametrize(
    ("fault", "times_sent"),
    [
        (Fault(Effect.TOO_MANY_REQUESTS, "sendMessage", times=2), 1),
        (Fault(Effect.REFUSE, "sendMessage", times=1, error=ApiError(500, "Internal Server Error")), 1),
        (Fault(Effect.BAD_GATEWAY, "sendMessage", times=1), 1),
        (Fault(Effect.DROP_BEFORE, "sendMessage", times=1), 1),
        (Fault(Effect.DROP_AFTER, "sendMessage", times=1), 2),
        (Fault(Effect.MALFORMED, "sendMessage", times=1), 2),
        (Fault(Effect.DROP_BEFORE, "getUpdates", times=2), 1),
        (Fault(Effect.BAD_GATEWAY, "getUpdates", times=1), 1),
        (Fault(Effect.MALFORMED, "getUpdates", times=1), 1),
        (Fault(Effect.TOO_MANY_REQUESTS, "getUpdates", times=1), 1),
        (Fault(Effect.REFUSE, "getUpdates", times=1, error=ApiError(404, "Not Found")), 1),
        (Fault(Effect.DROP_BEFORE, "getMe", times=2), 1),
        (Fault(Effect.BAD_GATEWAY, "deleteWebhook", times=1), 1),
    ],
)
async def test_a_failing_call_costs_no_question(
    api: BotApiServer, serving: Serving, fault: Fault, times_sent: int
) -> None:
    api.faults.add(fault)
    user = api.user()
    async with serving():
        assert (await user.asks("化纤")).text.startswith("您问：化纤")
        if times_sent > 1:
            await user.hears()
    assert not len(api.updates)
    assert sum(call.applied for call in api.log.of("sendMessage")) == times_sent


async def test_a_limited_chat_waits_and_the_others_do_not(api: BotApiServer, serving: Serving, tmp_path: Path) -> None:
    limited = api.user("慢")
    limit = api.faults.limit_chat(limited.id, 3600)
    async with serving(state_dir=tmp_path):
        limited.says("一")
        limited.says("二")
        others = [api.user() for _ in range(120)]
        for other in others:
            other.says("化纤")
        for other in others:
            await other.hears()
    api.faults.remove(limit)
    async with serving(state_dir=tmp_path):
        heard = [(await limited.hears()).text.partition("\n")[0] for _ in range(2)]
    assert heard == ["您问：一", "您问：二"]
    assert not len(api.updates)


async def test_a_flood_is_answered_once_each_and_no_poll_ends_another(api: BotApiServer, serving: Serving) -> None:
    api.latency = 0.02
    users = [api.user() for _ in range(40)]
    for number in range(400):
        users[number % len(users)].says(f"第{number // len(users)}问")
    async with serving(concurrency=16):
        heard = await asyncio.gather(*(_numbers(user, 10) for user in users))
    assert heard == [list(range(10))] * len(users)
    assert len(api.log.of("sendMessage")) == 400
    assert {call.status for call in api.log.of("getUpdates")} <= {200, None}


async def test_while_nothing_goes_through_updates_stay_in_the_queue_of_telegram(
    api: BotApiServer, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.lanes.PARK_FROM_SECONDS", 0)
    monkeypatch.setattr("bot.delivery.courier.backoff", lambda _failures: 0.05)
    outage = api.faults.add(Fault(Effect.BAD_GATEWAY, "sendMessage"))
    users = [api.user() for _ in range(3)]
    async with serving(stop_seconds=0):
        for user in users:
            user.says("化纤")
        await api.log.changed.until(lambda: len(api.log.of("sendMessage")) > 20, lambda: "too few tries")
    assert len(api.updates) == len(users)
    api.faults.remove(outage)
    async with serving():
        for user in users:
            await user.hears()


async def test_what_comes_again_and_again_is_not_asked_for_without_pause(
    api: BotApiServer, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving():
        await api.user().asks("化纤")
        handed = api.updates.read(0, 100)
        monkeypatch.setattr(api.updates, "read", lambda _offset, _limit: handed or [{"update_id": 1}])
        calls = len(api.log.of("getUpdates"))
        await asyncio.sleep(1.2)
        assert len(api.log.of("getUpdates")) - calls <= 5


async def test_markup_that_the_server_refuses_is_sent_plain(api: BotApiServer, serving: Serving) -> None:
    refusal = ApiError(400, "Bad Request: can't parse entities: Unsupported start tag")
    api.faults.add(Fault(Effect.REFUSE, "sendMessage", times=1, error=refusal))
    async with serving():
        reply = await api.user().asks("化纤<b>")
    assert reply.text.startswith("您问：化纤<b>\n")
    assert "entities" not in reply.json


async def test_a_deleted_question_in_a_group_is_answered_without_a_reply(api: BotApiServer, serving: Serving) -> None:
    group = api.group()
    user = api.user()
    question = user.says(f"@{api.username} 化纤", chat=group)
    group.delete(question.id)
    async with serving():
        assert (await user.hears(chat=group)).reply_to is None


async def test_an_update_that_cannot_be_parsed_is_skipped(api: BotApiServer, serving: Serving) -> None:
    user = api.user()
    api.updates.put("message", {"message_id": "?", "chat": 5}, 5)
    async with serving():
        assert (await user.asks("化纤")).text.startswith("您问：化纤")
    assert not len(api.updates)


async def test_a_leftover_webhook_is_deleted_and_its_updates_kept(api: BotApiServer, serving: Serving) -> None:
    await api.execute("setWebhook", {"url": "http://127.0.0.1:9/telegram"})
    user = api.user()
    user.says("化纤")
    async with serving():
        assert (await user.hears()).text.startswith("您问：化纤")


async def test_answers_come_in_the_order_of_the_questions(api: BotApiServer, serving: Serving) -> None:
    api.faults.add(Fault(Effect.BAD_GATEWAY, "sendMessage", share=0.3))
    users = [api.user() for _ in range(5)]
    for number in range(8):
        for user in users:
            user.says(f"第{number}问")
    async with serving():
        heard = await asyncio.gather(*(_numbers(user, 8) for user in users))
    assert heard == [list(range(8))] * 5
    assert not len(api.updates)


async def _numbers(user: User, count: int) -> list[int]:
    texts = [(await user.hears()).text for _ in range(count)]
    return [int(re.findall(r"\d", text)[0]) for text in texts]


async def test_menus_are_set_once_and_in_chinese(api: BotApiServer, serving: Serving) -> None:
    for _ in range(2):
        async with serving():
            await api.log.wait_for(
                lambda call: call.method == "getMyShortDescription" and call.params.get("language_code") == "en"
            )
            await api.user().asks("化纤")
    calls = api.log.of("setMyCommands")
    assert len(calls) == 6
    assert {call.params.get("language_code") for call in calls} == {None, "zh", "en"}
    assert calls[0].params["commands"][0] == {"command": "start", "description": "开始使用"}
    assert calls[0].params["commands"][2] == {"command": "list", "description": "甲级活跃度联盟名单"}
    assert "哪些联盟是甲级" in api.profile.get_text("description", {"language_code": "zh"})["description"]
