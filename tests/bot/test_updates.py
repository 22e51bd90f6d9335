"""What is read of an update is what the library, which reads all of it, finds there."""

from __future__ import annotations

from typing import Any

import pytest
import telegram

from bot.api.updates import ALLOWED_UPDATES, CallbackQuery, ChatMemberUpdated, InlineQuery, Message, Update, User, parse

ANN = {"id": 7, "is_bot": False, "first_name": "Ann"}
BOT = {"id": 1, "is_bot": True, "first_name": "联盟", "username": "some_bot"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Ann"}
GROUP = {"id": -7, "type": "supergroup", "title": "G"}
NAMED = {"type": "text_mention", "offset": 0, "length": 2, "user": BOT}
BOLD = {"type": "bold", "offset": 0, "length": 2}
MENTION = {"type": "mention", "offset": 3, "length": 9}
PHOTO = [{"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1}]
PLAIN = {"message_id": 5, "date": 9, "chat": PRIVATE, "from": ANN}
IN_GROUP = PLAIN | {"chat": GROUP}
MESSAGES: dict[str, dict[str, Any]] = {
    "text": PLAIN | {"text": "化纤"},
    "mentions": IN_GROUP | {"text": "小盟 @some_bot 化纤", "entities": [BOLD, NAMED, MENTION]},
    "caption": PLAIN
    | {"photo": PHOTO, "caption": "小盟 @some_bot", "caption_entities": [MENTION], "media_group_id": "3"},
    "attachment": PLAIN | {"dice": {"emoji": "🎲", "value": 3}},
    "topic": IN_GROUP | {"text": "化纤", "message_thread_id": 4, "is_topic_message": True},
    "thread that is no topic": IN_GROUP | {"text": "化纤", "message_thread_id": 4},
    "reply": IN_GROUP | {"text": "那呢", "reply_to_message": IN_GROUP | {"message_id": 4, "from": BOT, "text": "是"}},
    "channel": {"message_id": 5, "date": 9, "chat": GROUP, "sender_chat": GROUP, "text": "化纤"},
    "guest": IN_GROUP | {"text": "化纤", "guest_query_id": "8", "via_bot": BOT},
    "service": IN_GROUP | {"new_chat_title": "H"},
}
PRESS = {"id": "3", "from": ANN, "chat_instance": "c", "data": "q:tiers"}


def both(kind: str, content: dict[str, Any]) -> tuple[Update, telegram.Update]:
    raw = {"update_id": 6, kind: content}
    return parse(raw), telegram.Update.de_json(raw)


def user(found: telegram.User | None) -> User | None:
    return User(found.id, found.is_bot) if found else None


def assert_same(ours: Message, theirs: telegram.Message) -> None:
    assert (ours.message_id, ours.date) == (theirs.message_id, theirs.date.timestamp())
    assert ours.chat == (theirs.chat.id, theirs.chat.type)
    assert (ours.from_user, ours.via_bot) == (user(theirs.from_user), user(theirs.via_bot))
    assert (ours.sender_chat and ours.sender_chat.id) == (theirs.sender_chat and theirs.sender_chat.id)
    assert ours.thread_id == (theirs.message_thread_id if theirs.is_topic_message else None)
    assert (ours.media_group_id, ours.guest_query_id) == (theirs.media_group_id, theirs.guest_query_id)
    assert ours.text == (theirs.text or theirs.caption or "")
    entities = theirs.entities or theirs.caption_entities
    named = [(entity.offset, entity.length, user(entity.user)) for entity in entities if "mention" in entity.type]
    assert list(ours.mentions) == named
    assert ours.attached == bool(theirs.effective_attachment)
    assert (ours.reply_to is None) == (theirs.reply_to_message is None)
    if ours.reply_to and theirs.reply_to_message:
        assert_same(ours.reply_to, theirs.reply_to_message)


@pytest.mark.parametrize("kind", ["message", "edited_message", "guest_message"])
@pytest.mark.parametrize("content", MESSAGES.values(), ids=MESSAGES)
def test_messages(kind: str, content: dict[str, Any]) -> None:
    ours, theirs = both(kind, content)
    assert ours.kind == kind
    assert isinstance(ours.content, Message)
    assert theirs.effective_message
    assert_same(ours.content, theirs.effective_message)
    assert ours.chat
    assert theirs.effective_chat
    assert ours.chat.id == theirs.effective_chat.id
    assert ours.user == user(theirs.effective_user)


@pytest.mark.parametrize(
    "content",
    [
        PRESS | {"message": IN_GROUP | {"from": BOT, "text": "是", "message_thread_id": 4, "is_topic_message": True}},
        PRESS | {"message": {"message_id": 5, "date": 0, "chat": GROUP}},
        PRESS | {"inline_message_id": "i"},
    ],
    ids=["message", "old message", "inline message"],
)
def test_presses_of_buttons(content: dict[str, Any]) -> None:
    ours, theirs = both("callback_query", content)
    query = theirs.callback_query
    assert isinstance(ours.content, CallbackQuery)
    assert query
    assert ours.content[:3] == (query.id, user(query.from_user), query.data)
    assert ours.content.inline_message_id == query.inline_message_id
    assert (ours.chat and ours.chat.id) == (theirs.effective_chat and theirs.effective_chat.id)
    assert ours.user == user(theirs.effective_user)
    pressed = ours.content.message
    if isinstance(query.message, telegram.Message):
        assert pressed
        assert_same(pressed, query.message)
    else:
        assert (pressed and pressed.message_id) == (query.message and query.message.message_id)
        assert not (pressed and pressed.date)


def test_inline_queries_and_changes_of_membership() -> None:
    ours, theirs = both("inline_query", {"id": "1", "from": ANN, "query": "化纤", "offset": "10"})
    assert ours.content == InlineQuery("1", User(7, is_bot=False), "化纤", "10")
    assert (ours.chat, ours.user) == (None, user(theirs.effective_user))
    statuses = {
        "old_chat_member": {"user": BOT, "status": "left"},
        "new_chat_member": {"user": BOT, "status": "member"},
    }
    ours, theirs = both("my_chat_member", {"chat": GROUP, "from": ANN, "date": 1, **statuses})
    assert isinstance(ours.content, ChatMemberUpdated)
    assert ours.content[2:] == ("left", "member")
    assert ours.chat == (-7, "supergroup")
    assert ours.user == user(theirs.effective_user)


def test_other_kinds_are_told_apart_and_left_alone() -> None:
    assert parse({"update_id": 6, "poll": {}}) == Update(6, "unknown", None)
    assert set(ALLOWED_UPDATES) < set(telegram.Update.ALL_TYPES)
