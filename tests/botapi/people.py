"""People who write to the bot, press its buttons and wait for what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.botapi.chats import Chat, Message
from tests.botapi.errors import ApiError
from tests.botapi.markup import utf16_length

if TYPE_CHECKING:
    from tests.botapi.queries import Query
    from tests.botapi.server import BotApiServer

_ENTITY = re.compile(r"(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]+(?:@\w+)?)|(?P<mention>(?<![\w@])@[A-Za-z]\w{3,31})")
_BLOCKED = ApiError(403, "Forbidden: bot was blocked by the user")
_KICKED = ApiError(403, "Forbidden: bot was kicked from the supergroup chat")


@dataclass(frozen=True)
class Place:
    """Where a person writes: a chat, maybe in a forum topic of it, maybe in reply to a message."""

    chat: Chat
    thread_id: int | None = None
    reply_to: Message | None = None


class User:
    """A person; what they do reaches the bot as an update, as Telegram would send it.

    Everything that waits does so until it happens, and fails after `PATIENCE_SECONDS`.
    """

    def __init__(self, server: BotApiServer, chat: Chat, json: dict[str, Any]) -> None:
        self._server = server
        self.chat = chat
        self.json = json

    @property
    def id(self) -> int:
        return int(self.json["id"])

    def says(
        self,
        text: str,
        *,
        chat: Chat | None = None,
        thread_id: int | None = None,
        reply_to: Message | None = None,
        **content: Any,
    ) -> Message:
        """Send a text message; `content` are further fields of the Message."""
        return self.sends(
            chat=chat, thread_id=thread_id, reply_to=reply_to, text=text, entities=entities(text), **content
        )

    def sends(
        self,
        *,
        chat: Chat | None = None,
        thread_id: int | None = None,
        reply_to: Message | None = None,
        **content: Any,
    ) -> Message:
        """Send a message of any kind: `content` are the fields of the Message, such as `photo` and `caption`."""
        place = Place(chat or self.chat, thread_id, reply_to)
        message = place.chat.post({"from": self.json} | _located(place) | _filled(content), self._now())
        if self._reaches_bot(message):
            message.update_id = self._server.updates.put("message", message.json, place.chat.id)
        return message

    async def asks(self, text: str, **where: Any) -> Message:
        """Send a text (`where` as in `says`) and return the bot's next message in that chat."""
        self.says(text, **where)
        return await self.hears(chat=where.get("chat"), after=text)

    async def hears(self, *, chat: Chat | None = None, after: str = "") -> Message:
        """Return the oldest message of the bot in the chat that was not heard yet."""
        chat = chat or self.chat

        def unheard() -> list[Message]:
            return chat.from_bot[chat.heard :]

        waiting_for = f"after {after!r}" if after else "there"
        found = await chat.changed.until(
            unheard, lambda: f"the bot said nothing {waiting_for}; the last calls: {self._server.log.tail()}"
        )
        chat.heard += 1
        return found[0]

    def edits(self, message: Message, text: str) -> None:
        """Change the text of a message of theirs."""
        content = {"text": text, "entities": entities(text) or None, "edit_date": int(self._now())}
        message.chat.edit(message, content)
        if self._reaches_bot(message):
            self._server.updates.put("edited_message", message.json, message.chat.id)

    async def sees_edit(self, message: Message, revision: int = 1) -> Message:
        """Wait until the bot has edited its message `revision` times."""
        await message.chat.changed.until(
            lambda: message.revision >= revision,
            lambda: f"the bot did not edit {message.text!r}; the last calls: {self._server.log.tail()}",
        )
        return message

    def taps(self, message: Message, label: str, *, accessible: bool = True) -> Query:
        """Press a callback button; the message can be one that is too old to be `accessible`."""
        shown = message.json if accessible else {"chat": message.chat.json(), "message_id": message.id, "date": 0}
        return self._tap(message.button(label)["callback_data"], message=shown)

    def taps_inline(self, inline_message_id: str, label: str) -> Query:
        """Press a callback button of a message that was sent by inline or guest mode."""
        content = self._server.messages.inline[inline_message_id]
        message = Message(self.chat, {"message_id": 0, **content})
        return self._tap(message.button(label)["callback_data"], inline_message_id=inline_message_id)

    async def presses(self, message: Message, label: str, **how: Any) -> dict[str, Any]:
        """Press a callback button (`how` as in `taps`) and return how the bot answered the query."""
        return await self.answer_to(self.taps(message, label, **how))

    async def answer_to(self, query: Query) -> dict[str, Any]:
        """Wait for the answer to a query and return its parameters."""
        answers = await query.changed.until(
            lambda: query.answers, lambda: f"query {query.id} unanswered; the last calls: {self._server.log.tail()}"
        )
        return answers[0]

    def types_inline(self, query_text: str, offset: str = "") -> Query:
        """Type `@bot query_text` in some chat."""
        query = self._server.queries.inline()
        payload = {"id": query.id, "from": self.json, "query": query_text, "offset": offset, "chat_type": "sender"}
        self._server.updates.put("inline_query", payload, ("user", self.id))
        return query

    def chooses(self, query_text: str, result: dict[str, Any], inline_message_id: str | None = None) -> None:
        """Send one of the results of an inline query."""
        payload = {"result_id": result["id"], "from": self.json, "query": query_text}
        if inline_message_id:
            payload["inline_message_id"] = inline_message_id
        self._server.updates.put("chosen_inline_result", payload, ("user", self.id))

    def summons(self, text: str, title: str = "别人的群") -> Query:
        """Address the bot in a chat that it is no member of (guest mode)."""
        query = self._server.queries.guest()
        chat = {"id": -1_009_000_000_000 - self.id, "type": "supergroup", "title": title}
        payload = {"message_id": 1, "date": int(self._now()), "chat": chat, "from": self.json, "text": text}
        payload |= {"guest_query_id": query.id, "entities": entities(text)}
        self._server.updates.put("guest_message", payload, chat["id"])
        return query

    def blocks_bot(self) -> None:
        self.chat.refusal = _BLOCKED
        self._member_changed(self.chat, "member", "kicked")

    def unblocks_bot(self) -> None:
        self.chat.refusal = None
        self._member_changed(self.chat, "kicked", "member")

    def adds_bot(self, group: Chat) -> None:
        """Add the bot to a group: the change of membership and the service message."""
        self._member_changed(group, "left", "member")
        bot = {key: self._server.profile.me[key] for key in ("id", "is_bot", "first_name", "username")}
        self.sends(chat=group, new_chat_members=[bot])

    def removes_bot(self, group: Chat) -> None:
        group.refusal = _KICKED
        self._member_changed(group, "member", "kicked")

    def _member_changed(self, chat: Chat, old: str, new: str) -> None:
        me = self._server.profile.me
        payload = {"chat": chat.json(), "from": self.json, "date": int(self._now())}
        payload |= {"old_chat_member": _member(me, old), "new_chat_member": _member(me, new)}
        self._server.updates.put("my_chat_member", payload, chat.id)

    def _tap(self, data: str, **where: Any) -> Query:
        query = self._server.queries.callback()
        payload = {"id": query.id, "from": self.json, "chat_instance": "-1", "data": data, **where}
        self._server.updates.put("callback_query", payload, ("user", self.id))
        return query

    def _reaches_bot(self, message: Message) -> bool:
        me = self._server.profile.me
        if message.chat.type == "private" or me["can_read_all_group_messages"] or not _is_text(message.json):
            return True
        replied = message.json.get("reply_to_message", {})
        return replied.get("from", {}).get("id") == me["id"] or _addresses(message.json, me["username"])

    def _now(self) -> float:
        return self._server.clock.now()


def entities(text: str) -> list[dict[str, Any]]:
    """Return the commands and mentions in a text, as Telegram marks them."""
    return [
        {
            "type": match.lastgroup,
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match[0]),
        }
        for match in _ENTITY.finditer(text)
    ]


def _located(place: Place) -> dict[str, Any]:
    located: dict[str, Any] = {}
    if place.thread_id is not None:
        located |= {"message_thread_id": place.thread_id, "is_topic_message": True}
    if place.reply_to is not None:
        located["reply_to_message"] = place.reply_to.quoted()
    return located


def _filled(content: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if value not in (None, [])}


def _is_text(json: dict[str, Any]) -> bool:
    """Whether it is a message of a person, not a service message."""
    return not any(key in json for key in ("new_chat_members", "left_chat_member", "migrate_to_chat_id"))


def _addresses(json: dict[str, Any], username: str) -> bool:
    """Whether a message in a group is a command not meant for another bot, or mentions the bot."""
    text = json.get("text") or json.get("caption") or ""
    encoded = text.encode("utf-16-le")
    for entity in json.get("entities", []) + json.get("caption_entities", []):
        said = encoded[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")
        command, _, addressee = said.partition("@")
        if addressee.lower() == username.lower() or (entity["type"] == "bot_command" and command and not addressee):
            return True
    return False


def _member(user: dict[str, Any], status: str) -> dict[str, Any]:
    member = {"user": {key: user[key] for key in ("id", "is_bot", "first_name", "username")}, "status": status}
    return member | {"until_date": 0} if status == "kicked" else member
