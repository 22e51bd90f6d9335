"""What a bot says of itself: getMe, commands, descriptions."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.botapi.errors import bad_request

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_MOST_COMMANDS = 100
_LANGUAGE = re.compile(r"([a-z]{2})?")
_TEXTS = {"name": 64, "description": 512, "short_description": 120}
_SCOPES = {
    *("default", "all_private_chats", "all_group_chats", "all_chat_administrators"),
    *("chat", "chat_administrators", "chat_member"),
}


class Profile:
    """Commands by scope and language, texts by language; `me` is the bot's User object."""

    def __init__(self, me: dict[str, Any]) -> None:
        self.me = me
        self._commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self._texts: dict[tuple[str, str], str] = {}

    def get_me(self, _params: dict[str, Any]) -> dict[str, Any]:
        return self.me

    def set_my_commands(self, params: dict[str, Any]) -> bool:
        commands = params.get("commands", [])
        if len(commands) > _MOST_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            if not _COMMAND.fullmatch(command.get("command", "").removeprefix("/")):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(command.get("description", "")) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        self._commands[_place(params)] = commands
        return True

    def get_my_commands(self, params: dict[str, Any]) -> list[dict[str, str]]:
        return self._commands.get(_place(params), [])

    def delete_my_commands(self, params: dict[str, Any]) -> bool:
        self._commands.pop(_place(params), None)
        return True

    def set_text(self, kind: str, params: dict[str, Any]) -> bool:
        """Keep the name, description or short_description; an empty one is taken away."""
        text = params.get(kind, "")
        if len(text) > _TEXTS[kind]:
            raise bad_request(f"{kind.replace('_', ' ')} is too long")
        self._texts[kind, _language(params)] = text
        return True

    def get_text(self, kind: str, params: dict[str, Any]) -> dict[str, str]:
        default = self.me["first_name"] if kind == "name" else ""
        text = self._texts.get((kind, _language(params))) or self._texts.get((kind, "")) or default
        return {kind: text}


def _place(params: dict[str, Any]) -> tuple[str, str]:
    scope = params.get("scope") or {"type": "default"}
    if scope.get("type") not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    return json.dumps(scope, sort_keys=True), _language(params)


def _language(params: dict[str, Any]) -> str:
    language = params.get("language_code") or ""
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("LANG_CODE_INVALID")
    return str(language)
