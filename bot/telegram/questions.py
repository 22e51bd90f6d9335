"""What a message asks of the bot, if anything: addressed or not, command or free text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from telegram.constants import ChatType

from bot.telegram.menus import COMMANDS

if TYPE_CHECKING:
    from bot.api.client import Client
    from bot.api.updates import Message

_COMMANDS = {command.name for command in COMMANDS}


class Question(NamedTuple):
    """A question: its words, and the command with its argument where it is one."""

    text: str
    command: str | None = None
    argument: str = ""


def question_of(message: Message, bot: Client) -> Question | None:
    """Read what `message` asks of `bot`.

    None where it asks nothing: no words, words for somebody else, or words the bot itself put there. In
    groups a message must be a command, a reply to the bot or mention it.
    """
    sender, via = message.from_user, message.via_bot
    a_bot = sender is not None and sender.is_bot and message.sender_chat is None  # not an anonymous administrator
    if not message.text or (via and via.id == bot.id) or a_bot:
        return None
    text, mentioned = _without_mentions(message, bot)
    replied = message.reply_to and message.reply_to.from_user
    addressed = (
        message.chat.type == ChatType.PRIVATE
        or mentioned
        or (replied is not None and replied.id == bot.id)
        or message.guest_query_id is not None
    )
    if text.startswith("/"):
        return _command(text, bot, addressed=addressed)
    if addressed:
        return Question(text) if text else Question("", "help")
    return None


def _command(text: str, bot: Client, *, addressed: bool) -> Question | None:
    head, _, argument = text.partition(" ")
    name, at, target = head[1:].partition("@")
    if at and target.lower() != (bot.username or "").lower():
        return None
    if not at and not addressed and name not in _COMMANDS:
        return None
    return Question(f"/{name} {argument}".strip(), name.lower(), argument.strip())


def _without_mentions(message: Message, bot: Client) -> tuple[str, bool]:
    units = message.text.encode("utf-16-le", "surrogatepass")
    ours = {
        (start * 2, (start + length) * 2)
        for start, length, user in message.mentions
        if (user and user.id == bot.id)
        or _text(units[start * 2 : (start + length) * 2]).lower() == f"@{bot.username}".lower()
    }
    for start, end in sorted(ours, reverse=True):
        units = units[:start] + units[end:]
    return _text(units).strip(), bool(ours)


def _text(units: bytes) -> str:
    return units.decode("utf-16-le", "replace")
