"""The methods that send, edit and delete messages."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from tests.botapi.errors import ApiError, bad_request
from tests.botapi.keyboards import inline_keyboard
from tests.botapi.markup import check_caption, check_text, formatted
from tests.botapi.rich import rich_message

if TYPE_CHECKING:
    from tests.botapi.chats import Chat, Chats, Message
    from tests.botapi.files import Files

_ACTIONS = {
    *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document"),
    *("choose_sticker", "find_location", "record_video_note", "upload_video_note"),
}
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_CONTENT = ("text", "entities", "rich_message", "reply_markup")


class Messages:
    """Sends into chats; keeps the messages that were sent by inline and guest mode in `inline`."""

    def __init__(self, chats: Chats, files: Files, bot: dict[str, Any]) -> None:
        self._chats = chats
        self._files = files
        self._bot = bot
        self._inline_ids = itertools.count(1)
        self.inline: dict[str, dict[str, Any]] = {}

    def send_message(self, params: dict[str, Any]) -> dict[str, Any]:
        return self._send(params, text_content(params))

    def send_rich_message(self, params: dict[str, Any]) -> dict[str, Any]:
        return self._send(params, {"rich_message": rich_message(params.get("rich_message", {}))})

    def send_photo(self, params: dict[str, Any]) -> dict[str, Any]:
        caption, entities = formatted(
            params.get("caption", ""), params.get("parse_mode"), params.get("caption_entities")
        )
        check_caption(caption)
        content: dict[str, Any] = {"photo": self._files.photo(params.get("photo"))}
        if caption:
            content["caption"] = caption
        if entities:
            content["caption_entities"] = entities
        return self._send(params, content)

    def send_chat_action(self, params: dict[str, Any]) -> bool:
        self._chats.writable(params["chat_id"])
        if params.get("action") not in _ACTIONS:
            raise bad_request("wrong parameter action in request")
        return True

    def edit_message_text(self, params: dict[str, Any]) -> dict[str, Any] | bool:
        content = dict.fromkeys(_CONTENT) | text_content(params)
        content["reply_markup"] = inline_keyboard(params.get("reply_markup"))
        return self._edit(params, content)

    def edit_message_reply_markup(self, params: dict[str, Any]) -> dict[str, Any] | bool:
        return self._edit(params, {"reply_markup": inline_keyboard(params.get("reply_markup"))})

    def delete_message(self, params: dict[str, Any]) -> bool:
        chat = self._chats.find(params["chat_id"])
        if params.get("message_id") not in chat.messages:
            raise bad_request("message to delete not found")
        if not chat.messages[params["message_id"]].from_bot and chat.type != "private":
            raise bad_request("message can't be deleted")
        chat.delete(params["message_id"])
        return True

    def keep_inline(self, content: dict[str, Any]) -> str:
        """Store a message of inline or guest mode and return its inline_message_id."""
        inline_message_id = f"inline-{next(self._inline_ids)}"
        self.inline[inline_message_id] = content
        return inline_message_id

    def _send(self, params: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
        chat = self._chats.writable(params.get("chat_id", 0))
        more = {"from": self._bot} | _topic(chat, params.get("message_thread_id")) | _reply(chat, params)
        if keyboard := inline_keyboard(params.get("reply_markup")):
            content["reply_markup"] = keyboard
        return chat.post(more | content, self._chats.clock.now(), from_bot=True).json

    def _edit(self, params: dict[str, Any], content: dict[str, Any]) -> dict[str, Any] | bool:
        if inline_message_id := params.get("inline_message_id"):
            if inline_message_id not in self.inline:
                raise bad_request("MESSAGE_ID_INVALID")
            before = self.inline[inline_message_id]
            self.inline[inline_message_id] = _modified(before, content)
            return True
        chat = self._chats.find(params.get("chat_id", 0))
        message = _editable(chat, params.get("message_id", 0))
        if "photo" in message.json and {"text", "rich_message"} & _present(content):
            raise bad_request("there is no text in the message to edit")
        edited = {"edit_date": int(self._chats.clock.now())}
        chat.edit(message, _modified(message.json, content) | edited | dict.fromkeys(set(content) - _present(content)))
        return message.json


def text_content(params: dict[str, Any], name: str = "text") -> dict[str, Any]:
    """Read the text of a request: `name` with parse_mode or entities, or else its rich_message."""
    if "rich_message" in params:
        return {"rich_message": rich_message(params["rich_message"])}
    text, entities = formatted(params.get(name, ""), params.get("parse_mode"), params.get("entities"))
    check_text(text)
    return {"text": text, "entities": entities} if entities else {"text": text}


def _present(content: dict[str, Any]) -> set[str]:
    return {key for key, value in content.items() if value is not None}


def _modified(before: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
    after = {key: value for key, value in (before | content).items() if value is not None}
    if all(before.get(key) == after.get(key) for key in _CONTENT):
        raise bad_request(_NOT_MODIFIED)
    return after


def _editable(chat: Chat, message_id: int) -> Message:
    if message_id not in chat.messages:
        raise bad_request("message to edit not found")
    message = chat.messages[message_id]
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


def _topic(chat: Chat, thread_id: int | None) -> dict[str, Any]:
    if thread_id is None:
        return {}
    if thread_id not in chat.topics:
        raise bad_request("message thread not found")
    if chat.topics[thread_id]:
        raise ApiError(400, "Bad Request: TOPIC_CLOSED")
    return {"message_thread_id": thread_id, "is_topic_message": True}


def _reply(chat: Chat, params: dict[str, Any]) -> dict[str, Any]:
    wanted = params.get("reply_parameters") or {}
    if not wanted:
        return {}
    target = chat.messages.get(wanted.get("message_id", 0))
    if target:
        return {"reply_to_message": target.quoted()}
    if wanted.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")
