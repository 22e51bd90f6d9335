"""The commands, and what Telegram shows of the bot before a word is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeDefault

from bot.replies.texts import DESCRIPTIONS, SHORT_DESCRIPTIONS

if TYPE_CHECKING:
    from telegram import Bot, BotCommandScope


class Command(NamedTuple):
    """A command, and what the menu says of it. What it asks for stands in `knowledge.engine.COMMANDS`."""

    name: str
    description: str
    english: str
    in_groups: bool = True


COMMANDS = (
    Command("start", "开始使用", "Start here", in_groups=False),
    Command("help", "可以问什么", "What you can ask"),
    Command("list", "{grade}活跃度联盟名单", "The {grade} alliances"),
    Command("tiers", "各活跃度等级的家数与占比", "Tiers by count and share"),
    Command("chart", "等级与历年参评家数图表", "Tiers and past years as a chart"),
    Command("rule", "{grade}怎样评定", "How {grade} is awarded"),
    Command("about", "关于这个机器人", "About this bot"),
    Command("source", "数据出处", "Where the figures come from", in_groups=False),
    Command("privacy", "隐私说明", "What is kept about you", in_groups=False),
)
LANGUAGES = (None, "zh", "en")


async def publish(bot: Bot, grade: str) -> None:
    """Set commands and descriptions for every language, where they differ from what the server has.

    `grade` is what they call the grade.

    Raises:
        TelegramError: the server refused or could not be reached.

    """
    for language in LANGUAGES:
        for scope, commands in _scopes(language, grade):
            if list(await bot.get_my_commands(scope, language)) != commands:
                await bot.set_my_commands(commands, scope, language)
        written = "en" if language == "en" else "zh"
        description, short = (texts[written].format(grade=grade) for texts in (DESCRIPTIONS, SHORT_DESCRIPTIONS))
        if (await bot.get_my_description(language)).description != description:
            await bot.set_my_description(description, language)
        if (await bot.get_my_short_description(language)).short_description != short:
            await bot.set_my_short_description(short, language)


def _scopes(language: str | None, grade: str) -> tuple[tuple[BotCommandScope, list[BotCommand]], ...]:
    told = [(c.name, c.english if language == "en" else c.description) for c in COMMANDS]
    commands = [BotCommand(name, text.format(grade=grade)) for name, text in told]
    in_groups = [command for command, known in zip(commands, COMMANDS, strict=True) if known.in_groups]
    return (BotCommandScopeDefault(), commands), (BotCommandScopeAllGroupChats(), in_groups)
