from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.botapi import BotApiServer
    from tests.botapi.conftest import Client

TOO_LATE = "query is too old and response timeout expired or query ID is invalid"


def article(result_id: str = "1", **more: Any) -> dict[str, Any]:
    return {"type": "article", "id": result_id, "title": "题", "input_message_content": {"message_text": "文"}, **more}


async def last_update(client: Client) -> dict[str, Any]:
    update: dict[str, Any] = (await client.call("getUpdates", offset=-1)).result[0]
    return update


async def test_callback_of_an_existing_message(server: BotApiServer, client: Client) -> None:
    user = server.user()
    markup = {"inline_keyboard": [[{"text": "表格", "callback_data": "t:tiers"}]]}
    await client.call("sendMessage", chat_id=user.id, text="x", reply_markup=markup)
    message = await user.hears()
    query = user.taps(message, "表格")
    update = (await last_update(client))["callback_query"]
    assert (update["data"], update["message"]["message_id"]) == ("t:tiers", message.id)
    assert (await client.call("answerCallbackQuery", callback_query_id=query.id, text="好")).result is True
    assert (await user.answer_to(query))["text"] == "好"
    assert TOO_LATE in (await client.call("answerCallbackQuery", callback_query_id=query.id)).error
    server.queries.once = False
    assert (await client.call("answerCallbackQuery", callback_query_id=query.id)).result is True


async def test_late_callback(server: BotApiServer, client: Client) -> None:
    user = server.user()
    markup = {"inline_keyboard": [[{"text": "表格", "callback_data": "t"}]]}
    await client.call("sendMessage", chat_id=user.id, text="x", reply_markup=markup)
    query = user.taps(await user.hears(), "表格", accessible=False)
    assert (await last_update(client))["callback_query"]["message"]["date"] == 0
    server.clock.advance(151)
    assert TOO_LATE in (await client.call("answerCallbackQuery", callback_query_id=query.id)).error
    assert TOO_LATE in (await client.call("answerCallbackQuery", callback_query_id="1")).error


async def test_inline_query(server: BotApiServer, client: Client) -> None:
    user = server.user()
    query = user.types_inline("化纤", offset="10")
    update = (await last_update(client))["inline_query"]
    assert (update["query"], update["offset"]) == ("化纤", "10")
    reply = await client.call("answerInlineQuery", inline_query_id=query.id, results=[article()])
    assert reply.result is True
    (result,) = (await user.answer_to(query))["results"]
    user.chooses("化纤", result)
    assert (await last_update(client))["chosen_inline_result"]["result_id"] == "1"


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({"results": [article(str(number)) for number in range(51)]}, "too many inline query results specified"),
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article("字" * 22)]}, "RESULT_ID_INVALID"),
        ({"results": [], "next_offset": "字" * 22}, "NEXT_OFFSET_INVALID"),
        ({"results": [article(input_message_content={"message_text": ""})]}, "message text is empty"),
        ({"results": [article(title="")]}, "articles with a title only"),
    ],
)
async def test_wrong_inline_answer(server: BotApiServer, client: Client, params: dict[str, Any], error: str) -> None:
    query = server.user().types_inline("")
    assert error in (await client.call("answerInlineQuery", inline_query_id=query.id, **params)).error


async def test_guest_query_and_the_buttons_of_its_answer(server: BotApiServer, client: Client) -> None:
    user = server.user()
    query = user.summons(f"@{server.username} 化纤联盟是A级吗")
    update = (await last_update(client))["guest_message"]
    assert update["guest_query_id"] == query.id
    markup = {"inline_keyboard": [[{"text": "表格", "callback_data": "t"}]]}
    sent = await client.call("answerGuestQuery", guest_query_id=query.id, result=article(reply_markup=markup))
    inline_message_id = sent.result["inline_message_id"]
    assert (await user.answer_to(query))["content"]["text"] == "文"
    user.taps_inline(inline_message_id, "表格")
    pressed = (await last_update(client))["callback_query"]
    assert pressed["inline_message_id"] == inline_message_id
    assert "message" not in pressed
    edit = {"inline_message_id": inline_message_id, "reply_markup": markup}
    assert "not modified" in (await client.call("editMessageText", text="文", **edit)).error
    assert (await client.call("editMessageText", text="新", **edit)).result is True
    assert server.messages.inline[inline_message_id]["text"] == "新"


async def test_commands_by_scope_and_language(client: Client) -> None:
    commands = [{"command": "list", "description": "名单"}]
    group = {"type": "all_group_chats"}
    await client.call("setMyCommands", commands=commands, scope=group, language_code="zh")
    assert (await client.call("getMyCommands", scope=group, language_code="zh")).result == commands
    assert (await client.call("getMyCommands")).result == []
    await client.call("deleteMyCommands", scope=group, language_code="zh")
    assert (await client.call("getMyCommands", scope=group, language_code="zh")).result == []


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({"commands": [{"command": "List", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "list", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "list", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [], "language_code": "zh-hans"}, "LANG_CODE_INVALID"),
        ({"commands": [], "scope": {"type": "everyone"}}, "Unsupported type specified"),
    ],
)
async def test_wrong_commands(client: Client, params: dict[str, Any], error: str) -> None:
    reply = await client.call("setMyCommands", **params)
    assert error in reply.error


async def test_descriptions(client: Client) -> None:
    await client.call("setMyDescription", description="默认")
    await client.call("setMyDescription", description="English", language_code="en")
    assert (await client.call("getMyDescription", language_code="en")).result == {"description": "English"}
    assert (await client.call("getMyDescription", language_code="zh")).result == {"description": "默认"}
    assert (await client.call("setMyShortDescription", short_description="字" * 121)).status == 400
