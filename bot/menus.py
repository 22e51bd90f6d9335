"""The commands, and what Telegram shows of the bot before a word is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeDefault

from bot.texts import DESCRIPTION, SHORT_DESCRIPTION

if TYPE_CHECKING:
    from telegram import BotCommandScope
    from telegram.ext import ExtBot


class Command(NamedTuple):
    """A command: what the menu says of it and the token it asks for (None: one of the bot's own texts)."""

    name: str
    description: str
    token: str | None
    in_groups: bool = True


COMMANDS = (
    Command("start", "开始使用", "greeting", in_groups=False),
    Command("help", "可以问什么", "help"),
    Command("list", "A级活跃度联盟名单", "a_list"),
    Command("tiers", "四个活跃度等级与占比", "tiers"),
    Command("rule", "A级怎样评定", "a_rule"),
    Command("about", "这项评价的来历与做法", "about"),
    Command("source", "数据出处", "article", in_groups=False),
    Command("privacy", "隐私说明", None, in_groups=False),
)
LANGUAGES = (None, "zh", "en")


async def publish(bot: ExtBot[None]) -> None:
    """Set commands and descriptions for every language, where they differ from what the server has.

    Raises:
        TelegramError: the server refused or could not be reached.

    """
    scopes: tuple[tuple[BotCommandScope, list[BotCommand]], ...] = (
        (BotCommandScopeDefault(), [BotCommand(c.name, c.description) for c in COMMANDS]),
        (BotCommandScopeAllGroupChats(), [BotCommand(c.name, c.description) for c in COMMANDS if c.in_groups]),
    )
    for language in LANGUAGES:
        for scope, commands in scopes:
            if list(await bot.get_my_commands(scope, language)) != commands:
                await bot.set_my_commands(commands, scope, language)
        if (await bot.get_my_description(language)).description != DESCRIPTION:
            await bot.set_my_description(DESCRIPTION, language)
        if (await bot.get_my_short_description(language)).short_description != SHORT_DESCRIPTION:
            await bot.set_my_short_description(SHORT_DESCRIPTION, language)
