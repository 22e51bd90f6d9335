"""What the bot reads of an update, and no more, by the names of the Bot API.

The library's own objects hold some hundred fields for every message: to make and drop them would take a third of what
the bot spends on a question beside finding the answer and the network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from telegram.constants import MessageAttachmentType, MessageEntityType

if TYPE_CHECKING:
    from collections.abc import Callable

Json = dict[str, Any]


class User(NamedTuple):
    """A person or a bot."""

    id: int
    is_bot: bool


class Chat(NamedTuple):
    """A chat; `type` is one of `telegram.constants.ChatType`."""

    id: int
    type: str


class Mention(NamedTuple):
    """Where in a text somebody is mentioned, in UTF-16 units; `user` where that is not by their username."""

    offset: int
    length: int
    user: User | None


class Message(NamedTuple):
    """A message. `text` and `mentions` may be those of its caption; `date` is 0 where it is too old to be read."""

    message_id: int
    date: int
    chat: Chat
    from_user: User | None
    sender_chat: Chat | None
    via_bot: User | None
    thread_id: int | None
    media_group_id: str | None
    guest_query_id: str | None
    reply_to: Message | None
    text: str
    mentions: tuple[Mention, ...]
    attached: bool


class CallbackQuery(NamedTuple):
    """A press of a button, under a message of the bot or one that was sent by inline mode."""

    id: str
    from_user: User
    data: str
    message: Message | None
    inline_message_id: str | None


class InlineQuery(NamedTuple):
    """What somebody types behind the bot's name in any chat."""

    id: str
    from_user: User
    query: str
    offset: str


class ChatMemberUpdated(NamedTuple):
    """A change of what the bot is in a chat: `old` and `new` are of `telegram.constants.ChatMemberStatus`."""

    chat: Chat
    from_user: User
    old: str
    new: str


Content = Message | CallbackQuery | InlineQuery | ChatMemberUpdated


class Update(NamedTuple):
    """An update: the kind of its content by the Bot API's name, `unknown` where the bot has no use for it."""

    update_id: int
    kind: str = "unknown"
    content: Content | None = None

    @property
    def chat(self) -> Chat | None:
        """Where it happened, if in a chat."""
        match self.content:
            case Message(chat=chat) | ChatMemberUpdated(chat=chat) | CallbackQuery(message=Message(chat=chat)):
                return chat
        return None

    @property
    def user(self) -> User | None:
        """Who caused it, if somebody did."""
        return self.content.from_user if self.content else None


def parse(raw: Json) -> Update:
    """Read an update; raises whatever one trips over that is none of the Bot API."""
    kind = next((kind for kind in _READERS if kind in raw), None)
    return Update(raw["update_id"], kind, _READERS[kind](raw[kind])) if kind else Update(raw["update_id"])


def _user(raw: Json) -> User:
    return User(raw["id"], raw["is_bot"])


def _chat(raw: Json) -> Chat:
    return Chat(raw["id"], raw["type"])


def _message(raw: Json) -> Message:
    text = raw.get("text")
    entities = raw.get("entities" if text else "caption_entities", ())
    return Message(
        message_id=raw["message_id"],
        date=raw["date"],
        chat=_chat(raw["chat"]),
        from_user=_user(raw["from"]) if "from" in raw else None,
        sender_chat=_chat(raw["sender_chat"]) if "sender_chat" in raw else None,
        via_bot=_user(raw["via_bot"]) if "via_bot" in raw else None,
        thread_id=raw.get("message_thread_id") if raw.get("is_topic_message") else None,
        media_group_id=raw.get("media_group_id"),
        guest_query_id=raw.get("guest_query_id"),
        reply_to=_message(raw["reply_to_message"]) if "reply_to_message" in raw else None,
        text=text or raw.get("caption", ""),
        mentions=tuple(_mention(entity) for entity in entities if entity["type"] in _MENTIONS),
        attached=not _ATTACHMENTS.isdisjoint(raw),
    )


def _mention(raw: Json) -> Mention:
    return Mention(raw["offset"], raw["length"], _user(raw["user"]) if "user" in raw else None)


def _callback_query(raw: Json) -> CallbackQuery:
    message = _message(raw["message"]) if "message" in raw else None
    return CallbackQuery(raw["id"], _user(raw["from"]), raw.get("data", ""), message, raw.get("inline_message_id"))


def _inline_query(raw: Json) -> InlineQuery:
    return InlineQuery(raw["id"], _user(raw["from"]), raw["query"], raw["offset"])


def _chat_member_updated(raw: Json) -> ChatMemberUpdated:
    old, new = raw["old_chat_member"]["status"], raw["new_chat_member"]["status"]
    return ChatMemberUpdated(_chat(raw["chat"]), _user(raw["from"]), old, new)


_MENTIONS = (MessageEntityType.MENTION, MessageEntityType.TEXT_MENTION)
_ATTACHMENTS = frozenset(kind.value for kind in MessageAttachmentType)
_READERS: dict[str, Callable[[Json], Content]] = {
    "message": _message,
    "edited_message": _message,
    "callback_query": _callback_query,
    "inline_query": _inline_query,
    "my_chat_member": _chat_member_updated,
    "guest_message": _message,
}
ALLOWED_UPDATES = tuple(_READERS)
