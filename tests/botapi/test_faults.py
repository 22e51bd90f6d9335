from __future__ import annotations

import aiohttp
import pytest

from tests.botapi import ApiError, BotApiServer, Effect, Fault
from tests.botapi.conftest import Client


async def test_limited_chat_is_told_how_long_while_others_go_on(server: BotApiServer, client: Client) -> None:
    limited, other = server.user(), server.user()
    server.faults.limit_chat(limited.id, 30)
    reply = await client.call("sendMessage", chat_id=limited.id, text="x")
    assert (reply.status, reply.error) == (429, "Too Many Requests: retry after 30")
    assert reply.body["parameters"] == {"retry_after": 30}
    assert reply.headers["Retry-After"] == "30"
    assert (await client.call("sendMessage", chat_id=other.id, text="x")).status == 200
    server.clock.advance(20)
    assert (await client.call("sendMessage", chat_id=limited.id, text="x")).body["parameters"] == {"retry_after": 10}
    server.clock.advance(10)
    assert (await client.call("sendMessage", chat_id=limited.id, text="x")).status == 200


async def test_fault_hits_its_method_as_often_as_told(server: BotApiServer, client: Client) -> None:
    fault = server.faults.add(Fault(Effect.ERROR_500, method="sendMessage", times=2))
    user = server.user()
    assert (await client.call("getMe")).status == 200
    statuses = [(await client.call("sendMessage", chat_id=user.id, text="x")).status for _ in range(3)]
    assert statuses == [500, 500, 200]
    assert fault.hits == 2
    assert [call.applied for call in server.log.of("sendMessage")] == [False, False, True]


async def test_share_of_the_calls_is_hit(server: BotApiServer, client: Client) -> None:
    fault = server.faults.add(Fault(Effect.ERROR_500, share=0.25))
    statuses = [(await client.call("getMe")).status for _ in range(200)]
    assert statuses.count(500) == fault.hits
    assert 25 < fault.hits < 75
    server.faults.remove(fault)
    assert (await client.call("getMe")).status == 200


async def test_refusal_of_any_kind(server: BotApiServer, client: Client) -> None:
    error = ApiError(403, "Forbidden: user is deactivated")
    server.faults.add(Fault(Effect.REFUSE, error=error))
    assert (await client.call("getMe")).error == error.description


async def test_bad_gateway_speaks_html(server: BotApiServer, client: Client) -> None:
    server.faults.add(Fault(Effect.BAD_GATEWAY))
    async with client.session.post(f"{client.url}/getMe") as response:
        assert response.status == 502
        assert response.content_type == "text/html"


async def test_malformed_answer_of_a_call_that_took_effect(server: BotApiServer, client: Client) -> None:
    user = server.user()
    server.faults.add(Fault(Effect.MALFORMED))
    async with client.session.post(f"{client.url}/sendMessage", json={"chat_id": user.id, "text": "x"}) as response:
        assert response.status == 200
        with pytest.raises(ValueError, match="Expecting value"):
            await response.json()
    assert (await user.hears()).text == "x"


@pytest.mark.parametrize(("effect", "messages"), [(Effect.DROP_BEFORE, 0), (Effect.DROP_AFTER, 1), (Effect.STALL, 0)])
async def test_dropped_connection(server: BotApiServer, client: Client, effect: Effect, messages: int) -> None:
    user = server.user()
    server.faults.add(Fault(effect, times=1, seconds=0.01))
    with pytest.raises(aiohttp.ClientError):
        await client.call("sendMessage", chat_id=user.id, text="x")
    assert len(user.chat.from_bot) == messages
    assert (await client.call("sendMessage", chat_id=user.id, text="x")).status == 200


async def test_wrong_token_and_unknown_method(server: BotApiServer, client: Client) -> None:
    reply = await client.call("makeCoffee")
    assert (reply.status, reply.error) == (404, "Not Found: method not found")
    client.url = f"{server.url}/bot1:wrong"
    reply = await client.call("getMe")
    assert (reply.status, reply.error) == (401, "Unauthorized: invalid token specified")


async def test_check_tells_every_wrong_request(server: BotApiServer, client: Client) -> None:
    user = server.user()
    button = {"text": "x", "callback_data": "y", "colour": "red"}
    await client.call("sendMessage", chat_id=user.id, text="x", reply_markup={"inline_keyboard": [[button]]})
    await client.call("sendMessage", chat_id=user.id, text="x", disable_notification="perhaps", volume=3)
    await client.call("sendVenue", chat_id=user.id)
    await client.call("makeCoffee")
    with pytest.raises(AssertionError) as caught:
        server.check()
    complaint = str(caught.value)
    for fault in (
        "makeCoffee: there is no such method",
        "sendVenue: the emulator does not know this method yet",
        "sendVenue: latitude is missing",
        "sendMessage: no parameter volume",
        "sendMessage: disable_notification: Input should be a valid boolean",
        "sendMessage.reply_markup.inline_keyboard.colour: no such field",
    ):
        assert fault in complaint


async def test_check_is_content_with_right_requests(server: BotApiServer, client: Client) -> None:
    await client.call("sendMessage", chat_id=server.user().id, text="x", link_preview_options={"is_disabled": True})
    await client.call("getUpdates", offset=-1, allowed_updates=["message"])
    server.check()
