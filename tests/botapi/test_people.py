from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.botapi import BotApiServer
    from tests.botapi.conftest import Client


async def updates(client: Client, server: BotApiServer) -> list[dict[str, Any]]:
    server.clock.advance(1)
    result: list[dict[str, Any]] = (await client.call("getUpdates")).result
    return result


async def test_commands_and_mentions_are_marked(server: BotApiServer, client: Client) -> None:
    server.user().says(f"😀/list@{server.username} 请 @someone 看 a@example.org 1/2")
    (update,) = await updates(client, server)
    assert update["message"]["entities"] == [
        {"type": "bot_command", "offset": 2, "length": 5 + 1 + len(server.username)},
        {"type": "mention", "offset": 11 + len(server.username), "length": 8},
    ]


@pytest.mark.parametrize(
    ("text", "reaches"),
    [
        ("大家好", False),
        ("/list", True),
        ("/list@other_bot", False),
        ("/list@{bot}", True),
        ("@{bot} 化纤是A级吗", True),
        ("@someone 化纤是A级吗", False),
    ],
)
async def test_privacy_mode(server: BotApiServer, client: Client, text: str, *, reaches: bool) -> None:
    message = server.user().says(text.format(bot=server.username), chat=server.group())
    assert (message.update_id is not None) is reaches
    assert len(await updates(client, server)) == reaches


async def test_reply_to_the_bot_and_service_messages_reach_it(server: BotApiServer, client: Client) -> None:
    user, group = server.user(), server.group()
    user.adds_bot(group)
    await client.call("sendMessage", chat_id=group.id, text="大家好")
    greeting = await user.hears(chat=group)
    plain = user.says("闲聊", chat=group)
    user.says("再闲聊", chat=group, reply_to=plain)
    user.says("名单呢", chat=group, reply_to=greeting)
    kinds = [next(key for key in update if key != "update_id") for update in await updates(client, server)]
    assert kinds == ["my_chat_member", "message", "message"]


async def test_privacy_mode_off(server: BotApiServer, client: Client) -> None:
    server.profile.me["can_read_all_group_messages"] = True
    server.user().says("大家好", chat=server.group())
    assert len(await updates(client, server)) == 1


async def test_topic_reply_and_media(server: BotApiServer, client: Client) -> None:
    user, group = server.user(), server.group(is_forum=True)
    thread_id = group.open_topic()
    user.says("/list", chat=group, thread_id=thread_id)
    user.sends(voice={"file_id": "v", "file_unique_id": "v", "duration": 1})
    topic, voice = await updates(client, server)
    assert topic["message"]["message_thread_id"] == thread_id
    assert topic["message"]["chat"]["is_forum"]
    assert "voice" in voice["message"]


async def test_edit(server: BotApiServer, client: Client) -> None:
    user = server.user()
    asked = user.says("化千")
    user.edits(asked, "化纤")
    _, edit = await updates(client, server)
    assert edit["edited_message"]["text"] == "化纤"
    assert edit["edited_message"]["message_id"] == asked.id


async def test_waiting_in_vain_says_what_came_instead(server: BotApiServer, monkeypatch: pytest.MonkeyPatch) -> None:
    user = server.user()
    monkeypatch.setattr(type(user.chat.changed).until, "__defaults__", (0.01,))
    with pytest.raises(AssertionError, match="the bot said nothing after '在吗'"):
        await user.asks("在吗")
    with pytest.raises(AssertionError, match="unanswered"):
        await user.answer_to(user.types_inline("x"))
