from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp
import pytest

if TYPE_CHECKING:
    from tests.botapi import BotApiServer
    from tests.botapi.conftest import Client, Reply

STRANGER = 5  # an offset that no other call in these tests uses


async def texts(client: Client, **params: object) -> list[str]:
    reply = await client.call("getUpdates", **params)
    return [update["message"]["text"] for update in reply.result]


async def waiting(server: BotApiServer, client: Client, **params: object) -> asyncio.Task[Reply]:
    """Start a getUpdates call and return when the server has it."""
    before = len(server.log.calls)
    task = asyncio.create_task(client.call("getUpdates", timeout=50, **params))
    await server.log.wait_for(lambda call: call.method == "getUpdates", since=before)
    return task


async def test_update_comes_again_until_a_higher_offset_confirms_it(server: BotApiServer, client: Client) -> None:
    user = server.user()
    for text in ("一", "二", "三"):
        user.says(text)
    first, second, third = (await client.call("getUpdates")).result
    assert [first["update_id"] + 1, first["update_id"] + 2] == [second["update_id"], third["update_id"]]
    server.clock.advance(1)
    assert await texts(client) == ["一", "二", "三"]
    assert await texts(client, offset=second["update_id"]) == ["二", "三"]
    server.clock.advance(1)
    assert await texts(client) == ["二", "三"]
    assert server.updates.handed[third["update_id"]] == 4


async def test_same_offset_at_once_shows_one_update_only(server: BotApiServer, client: Client) -> None:
    user = server.user()
    user.says("一")
    user.says("二")
    assert await texts(client) == ["一", "二"]
    assert await texts(client) == ["一"]


async def test_limit_is_clamped_to_100(server: BotApiServer, client: Client) -> None:
    user = server.user()
    for number in range(120):
        user.says(str(number))
    assert len(await texts(client, limit=1000)) == 100
    assert len(await texts(client, offset=STRANGER, limit=7)) == 7


async def test_negative_offset_forgets_all_but_the_last(server: BotApiServer, client: Client) -> None:
    user = server.user()
    for text in ("一", "二", "三"):
        user.says(text)
    assert await texts(client, offset=-1) == ["三"]
    assert await texts(client) == ["三"]


async def test_offset_far_past_the_tail_is_ignored(server: BotApiServer, client: Client) -> None:
    message = server.user().says("一")
    assert message.update_id
    assert await texts(client, offset=message.update_id + 12) == ["一"]
    assert await texts(client, offset=message.update_id + 1) == []


async def test_long_poll_answers_when_something_comes(server: BotApiServer, client: Client) -> None:
    poll = await waiting(server, client)
    server.user().says("在吗")
    assert [update["message"]["text"] for update in (await poll).result] == ["在吗"]


async def test_long_poll_ends_empty_when_its_time_is_over(server: BotApiServer, client: Client) -> None:
    poll = await waiting(server, client)
    server.clock.advance(51)
    assert (await poll).result == []


async def test_second_poll_ends_the_first(server: BotApiServer, client: Client) -> None:
    first = await waiting(server, client)
    second = await waiting(server, client)
    reply = await first
    assert reply.status == 409
    assert reply.error.startswith("Conflict: terminated by other getUpdates request")
    server.user().says("好")
    assert len((await second).result) == 1


async def test_further_conflict_is_told_three_seconds_later(server: BotApiServer, client: Client) -> None:
    first = await waiting(server, client)
    second = await waiting(server, client)
    assert (await first).status == 409
    third = await waiting(server, client)
    server.user().says("好")
    assert len((await third).result) == 1
    assert not second.done()
    server.clock.advance(3)
    assert (await second).status == 409


async def test_webhook_and_polling_exclude_each_other(server: BotApiServer, client: Client) -> None:
    poll = await waiting(server, client)
    assert (await client.call("setWebhook", url="http://127.0.0.1:9/telegram")).result is True
    assert (await poll).error == "Conflict: terminated by setWebhook request"
    server.clock.advance(3)
    assert "while webhook is active" in (await client.call("getUpdates")).error
    assert (await client.call("deleteWebhook")).result is True
    assert (await client.call("getUpdates")).result == []


async def test_updates_expire(server: BotApiServer, client: Client) -> None:
    user = server.user()
    user.says("昨天")
    user.types_inline("化纤")
    server.clock.advance(31)
    assert await texts(client) == ["昨天"]
    server.clock.advance(86_400)
    user.says("今天")
    assert await texts(client, offset=STRANGER) == ["今天"]


async def test_allowed_updates_last_and_filter_what_comes_later(server: BotApiServer, client: Client) -> None:
    user = server.user()
    user.says("一")
    await client.call("getUpdates", allowed_updates=["callback_query", "no_such_kind"])
    assert user.says("二").update_id is None
    assert await texts(client, offset=STRANGER) == ["一"]
    assert user.says("三").update_id is None
    await client.call("getUpdates", offset=STRANGER + 1, allowed_updates=[])
    assert user.says("四").update_id


async def test_poll_that_is_cut_while_it_waits_loses_nothing(server: BotApiServer, client: Client) -> None:
    poll = await waiting(server, client)
    assert server.hang_up("getUpdates") == 1
    with pytest.raises(aiohttp.ClientError):
        await poll
    server.user().says("还在")
    assert await texts(client, offset=STRANGER) == ["还在"]
