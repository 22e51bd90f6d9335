"""Chats, their members, topics and messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.botapi.clock import Signal
from tests.botapi.errors import ApiError, bad_request

if TYPE_CHECKING:
    from tests.botapi.clock import Clock

_NOT_ECHOED = {"reply_to_message"}


@dataclass(eq=False, slots=True)
class Message:
    """A message in a chat; `json` is how the Bot API shows it, `revision` counts the edits, `at` is when it came.

    `update_id` is that of the update which told the bot of it, None where it was not told.
    """

    chat: Chat
    json: dict[str, Any]
    at: float = 0.0
    from_bot: bool = False
    revision: int = 0
    update_id: int | None = None

    @property
    def id(self) -> int:
        return int(self.json["message_id"])

    @property
    def text(self) -> str:
        """The text without markup, or the caption."""
        return str(self.json.get("text") or self.json.get("caption") or "")

    @property
    def reply_to(self) -> int | None:
        """The id of the message that this one replies to."""
        replied = self.json.get("reply_to_message")
        return replied["message_id"] if replied else None

    @property
    def thread_id(self) -> int | None:
        return self.json.get("message_thread_id")

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """The buttons below it, row by row in one list."""
        rows = self.json.get("reply_markup", {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    @property
    def labels(self) -> list[str]:
        return [button["text"] for button in self.buttons]

    def button(self, label: str) -> dict[str, Any]:
        """Return the button whose text is, or else contains, `label`."""
        fitting = [button for button in self.buttons if button["text"] == label]
        fitting += [button for button in self.buttons if label in button["text"]]
        assert fitting, f"no button {label!r} under {self.text!r}: there are {self.labels}"
        return fitting[0]

    def quoted(self) -> dict[str, Any]:
        """Return it as it stands in `reply_to_message`."""
        return {key: value for key, value in self.json.items() if key not in _NOT_ECHOED}


@dataclass(eq=False)
class Chat:
    """A chat with the bot in it; `refusal` is what the bot is answered when it wants to send there."""

    id: int
    type: str
    names: dict[str, Any]
    is_forum: bool = False
    topics: dict[int, bool] = field(default_factory=dict)
    refusal: ApiError | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    heard: int = 0
    changed: Signal = field(default_factory=Signal)

    def json(self) -> dict[str, Any]:
        shown = {"id": self.id, "type": self.type, **self.names}
        return shown | {"is_forum": True} if self.is_forum else shown

    @property
    def from_bot(self) -> list[Message]:
        """What the bot has sent here, oldest first."""
        return [message for message in self.messages.values() if message.from_bot]

    def post(self, content: dict[str, Any], date: float, *, from_bot: bool = False) -> Message:
        """Add a message with the next id."""
        message_id = next(reversed(self.messages), 0) + 1
        json = {"message_id": message_id, "date": int(date), "chat": self.json(), **content}
        message = self.messages[message_id] = Message(self, json, date, from_bot=from_bot)
        self.changed.fire()
        return message

    def edit(self, message: Message, content: dict[str, Any]) -> None:
        """Replace parts of a message; None takes a part away."""
        merged = message.json | content
        message.json = {key: value for key, value in merged.items() if value is not None}
        message.revision += 1
        self.changed.fire()

    def delete(self, message_id: int) -> None:
        del self.messages[message_id]

    def open_topic(self, *, closed: bool = False) -> int:
        """Make a forum topic and return its message_thread_id."""
        thread_id = 100 + len(self.topics)
        self.topics[thread_id] = closed
        return thread_id

    def close_topic(self, thread_id: int) -> None:
        self.topics[thread_id] = True

    def migrate(self, to: Chat) -> None:
        """Turn the group into the supergroup `to`."""
        self.refusal = bad_request(
            "group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=to.id,
        )


class Chats:
    """All chats, by id and by @username."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._by_id: dict[int, Chat] = {}

    def add(self, chat: Chat) -> Chat:
        self._by_id[chat.id] = chat
        return chat

    def find(self, chat_id: int | str) -> Chat:
        """Return the chat.

        Raises:
            ApiError: there is none.

        """
        if isinstance(chat_id, str):
            if chat_id.lstrip("-").isdecimal():
                return self.find(int(chat_id))
            for chat in self._by_id.values():
                if chat.type != "private" and f"@{chat.names.get('username')}" == chat_id:
                    return chat
        elif chat_id in self._by_id:
            return self._by_id[chat_id]
        raise bad_request("chat not found")

    def writable(self, chat_id: int | str) -> Chat:
        """Return the chat if the bot may write there.

        Raises:
            ApiError: there is no such chat, or the bot may not.

        """
        chat = self.find(chat_id)
        if chat.refusal:
            raise chat.refusal
        return chat
