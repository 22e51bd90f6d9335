"""What a message asks of the bot, if anything: addressed or not, command or free text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from telegram.constants import ChatType, MessageEntityType

from bot.telegram.menus import COMMANDS

if TYPE_CHECKING:
    from telegram import Message, User

_COMMANDS = {command.name for command in COMMANDS}
_MENTIONS = (MessageEntityType.MENTION, MessageEntityType.TEXT_MENTION)


class Question(NamedTuple):
    """A question: its words, and the command with its argument where it is one."""

    text: str
    command: str | None = None
    argument: str = ""


def question_of(message: Message, bot: User) -> Question | None:
    """Read what `message` asks of `bot`.

    None where it asks nothing: no words, words for somebody else, or words the bot itself put there. In
    groups a message must be a command, a reply to the bot or mention it.
    """
    text = message.text or message.caption
    sender = message.from_user
    a_bot = sender is not None and sender.is_bot and message.sender_chat is None  # not an anonymous administrator
    if not text or message.via_bot == bot or a_bot:
        return None
    text, mentioned = _without_mentions(message, text, bot)
    replied = message.reply_to_message
    addressed = (
        message.chat.type == ChatType.PRIVATE
        or mentioned
        or (replied is not None and replied.from_user == bot)
        or message.guest_query_id is not None
    )
    if text.startswith("/"):
        return _command(text, bot, addressed=addressed)
    if addressed:
        return Question(text) if text else Question("", "help")
    return None


def _command(text: str, bot: User, *, addressed: bool) -> Question | None:
    head, _, argument = text.partition(" ")
    name, at, target = head[1:].partition("@")
    if at and target.lower() != (bot.username or "").lower():
        return None
    if not at and not addressed and name not in _COMMANDS:
        return None
    return Question(f"/{name} {argument}".strip(), name.lower(), argument.strip())


def _without_mentions(message: Message, text: str, bot: User) -> tuple[str, bool]:
    found = message.parse_entities(list(_MENTIONS)) if message.text else message.parse_caption_entities(list(_MENTIONS))
    ours = [
        (entity.offset, entity.length)
        for entity, said in found.items()
        if entity.user == bot or said.lower() == f"@{bot.username}".lower()
    ]
    units = text.encode("utf-16-le", "surrogatepass")
    for offset, length in sorted(ours, reverse=True):
        units = units[: offset * 2] + units[(offset + length) * 2 :]
    return units.decode("utf-16-le", "replace").strip(), bool(ours)
