from __future__ import annotations

import io
import json
import struct
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

if TYPE_CHECKING:
    from tests.botapi import BotApiServer
    from tests.botapi.conftest import Client

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480)
NOT_MODIFIED = "specified new message content and reply markup are exactly the same"


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "按", **button}]]}


async def test_sent_message_stands_in_its_chat(server: BotApiServer, client: Client) -> None:
    user = server.user("安娜")
    asked = user.says("你好")
    sent = (
        await client.call(
            "sendMessage",
            chat_id=user.id,
            text="<b>您好</b>",
            parse_mode="HTML",
            reply_parameters={"message_id": asked.id},
            reply_markup=keyboard(callback_data="q:1"),
        )
    ).result
    assert sent["message_id"] == asked.id + 1
    assert sent["chat"] == {"id": user.id, "type": "private", "first_name": "安娜"}
    assert sent["from"]["username"] == server.username
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    heard = await user.hears()
    assert (heard.text, heard.reply_to, heard.labels) == ("您好", asked.id, ["按"])


@pytest.mark.parametrize("form", [aiohttp.FormData, aiohttp.MultipartWriter])
async def test_forms_are_understood(server: BotApiServer, client: Client, form: Any) -> None:
    user = server.user()
    fields = {
        "chat_id": str(user.id),
        "text": "123",
        "disable_notification": "true",
        "reply_markup": json.dumps(keyboard(callback_data="x")),
    }
    body = aiohttp.FormData(fields, default_to_multipart=form is aiohttp.MultipartWriter)
    assert (await client.post("SENDMESSAGE", data=body)).result["text"] == "123"
    params = server.log.calls[-1].params
    assert params["disable_notification"] is True
    assert params["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "x"


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({"chat_id": 7, "text": "x"}, "chat not found"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "字" * 4097}, "message is too long"),
        ({"text": "字" * 11_000}, "text is too long"),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "x", "message_thread_id": 3}, "message thread not found"),
        ({"text": "x", "reply_markup": keyboard(callback_data="字" * 22)}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard(callback_data="")}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard()}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": "x", "reply_markup": keyboard(url="javascript:1")}, "Unsupported URL protocol"),
        ({"text": "x", "reply_markup": keyboard(copy_text={"text": "字" * 257})}, "BUTTON_COPY_TEXT_INVALID"),
    ],
)
async def test_wrong_message_is_refused(
    server: BotApiServer, client: Client, params: dict[str, Any], error: str
) -> None:
    user = server.user()
    reply = await client.call("sendMessage", **{"chat_id": user.id} | params)
    assert reply.status == 400
    assert reply.error.startswith("Bad Request: ")
    assert error in reply.error
    assert not user.chat.from_bot


async def test_4096_characters_count_after_parsing(server: BotApiServer, client: Client) -> None:
    user = server.user()
    text = "<b>😀</b>" + "字" * 4095
    assert (await client.call("sendMessage", chat_id=user.id, text=text, parse_mode="HTML")).status == 200


async def test_reply_to_a_deleted_message_can_be_let_go(server: BotApiServer, client: Client) -> None:
    user = server.user()
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    assert (
        "reply_to_message"
        not in (await client.call("sendMessage", chat_id=user.id, text="x", reply_parameters=reply)).result
    )


async def test_chats_that_refuse(server: BotApiServer, client: Client) -> None:
    user, old, new = server.user(), server.group(), server.group()
    user.blocks_bot()
    assert (await client.call("sendMessage", chat_id=user.id, text="x")).error == (
        "Forbidden: bot was blocked by the user"
    )
    user.unblocks_bot()
    assert (await client.call("sendMessage", chat_id=user.id, text="x")).status == 200
    user.removes_bot(new)
    assert (await client.call("sendMessage", chat_id=new.id, text="x")).status == 403
    old.migrate(new)
    reply = await client.call("sendMessage", chat_id=old.id, text="x")
    assert reply.body["parameters"] == {"migrate_to_chat_id": new.id}


async def test_forum_topics(server: BotApiServer, client: Client) -> None:
    group = server.group(is_forum=True)
    thread_id = group.open_topic()
    sent = (await client.call("sendMessage", chat_id=group.id, text="x", message_thread_id=thread_id)).result
    assert sent["message_thread_id"] == thread_id
    group.close_topic(thread_id)
    reply = await client.call("sendMessage", chat_id=group.id, text="x", message_thread_id=thread_id)
    assert reply.error == "Bad Request: TOPIC_CLOSED"


async def test_edits(server: BotApiServer, client: Client) -> None:
    user = server.user()
    asked = user.says("问")
    await client.call("sendMessage", chat_id=user.id, text="<b>旧</b>", parse_mode="HTML")
    answer = await user.hears()
    target = {"chat_id": user.id, "message_id": answer.id}
    same = await client.call("editMessageText", **target, text=" <b>旧</b>", parse_mode="HTML")
    assert NOT_MODIFIED in same.error
    edited = await client.call("editMessageText", **target, text="新", reply_markup=keyboard(callback_data="x"))
    assert edited.result["text"] == "新"
    assert "entities" not in edited.result
    assert (await user.sees_edit(answer)).labels == ["按"]
    assert (
        NOT_MODIFIED
        in (await client.call("editMessageReplyMarkup", **target, reply_markup=keyboard(callback_data="x"))).error
    )
    assert "reply_markup" not in (await client.call("editMessageReplyMarkup", **target)).result
    for message_id, error in ((asked.id, "message can't be edited"), (99, "message to edit not found")):
        reply = await client.call("editMessageText", chat_id=user.id, message_id=message_id, text="x")
        assert reply.error == f"Bad Request: {error}"


async def test_deleting(server: BotApiServer, client: Client) -> None:
    user = server.user()
    sent = (await client.call("sendMessage", chat_id=user.id, text="x")).result
    assert (await client.call("deleteMessage", chat_id=user.id, message_id=sent["message_id"])).result is True
    assert "not found" in (await client.call("deleteMessage", chat_id=user.id, message_id=sent["message_id"])).error


async def test_photo_by_upload_and_by_file_id(server: BotApiServer, client: Client) -> None:
    user = server.user()
    form = aiohttp.FormData({"chat_id": str(user.id), "photo": "attach://chart", "caption": "图"})
    form.add_field("chart", PNG, filename="chart.png", content_type="image/png")
    (size,) = (await client.post("sendPhoto", data=form)).result["photo"]
    assert (size["width"], size["height"]) == (640, 480)
    again = await client.call("sendPhoto", chat_id=user.id, photo=size["file_id"])
    assert again.result["photo"] == [size]
    path = (await client.call("getFile", file_id=size["file_id"])).result["file_path"]
    async with client.session.get(f"{server.url}/file/bot{server.token}/{path}") as response:
        assert await response.read() == PNG


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (PNG[:16] + struct.pack(">II", 9000, 10), "PHOTO_INVALID_DIMENSIONS"),
    ],
)
async def test_wrong_photo(server: BotApiServer, client: Client, content: bytes, error: str) -> None:
    form = aiohttp.FormData({"chat_id": str(server.user().id)})
    form.add_field("photo", content, filename="x.png")
    assert error in (await client.post("sendPhoto", data=form)).error


async def test_photo_of_more_than_10_megabytes(server: BotApiServer, client: Client) -> None:
    form = aiohttp.FormData({"chat_id": str(server.user().id)})
    form.add_field("photo", io.BytesIO(PNG + bytes(10 * 1024 * 1024)), filename="x.png")
    reply = await client.post("sendPhoto", data=form)
    assert reply.error.endswith("bytes is too big for a photo")


async def test_long_caption_is_refused(server: BotApiServer, client: Client) -> None:
    form = aiohttp.FormData({"chat_id": str(server.user().id), "caption": "字" * 1025})
    form.add_field("photo", PNG, filename="x.png")
    assert (await client.post("sendPhoto", data=form)).error == "Bad Request: message caption is too long"


async def test_chat_action(server: BotApiServer, client: Client) -> None:
    user = server.user()
    assert (await client.call("sendChatAction", chat_id=user.id, action="upload_photo")).result is True
    reply = await client.call("sendChatAction", chat_id=user.id, action="thinking")
    assert reply.error == "Bad Request: wrong parameter action in request"


async def test_rich_message_where_the_server_knows_it(server: BotApiServer, client: Client) -> None:
    user = server.user()
    call = {"chat_id": user.id, "rich_message": {"html": "<p>好</p>"}}
    assert (await client.call("sendRichMessage", **call)).result["rich_message"]["blocks"]
    server.missing.add("sendRichMessage")
    reply = await client.call("sendRichMessage", **call)
    assert (reply.status, reply.error) == (404, "Not Found: method not found")
