"""Single settings for commands that need no token, read where `bot.settings` reads them, without its start-up cost."""

from __future__ import annotations

import os
from pathlib import Path

from bot.commands.errors import CommandError

_FILE = Path(".env")


def setting(name: str) -> str | None:
    """Return the setting `name` from the environment or `.env`; None where it is not set or empty.

    Raises:
        CommandError: `.env` is no text in UTF-8.

    """
    return _find(name, os.environ) or (_find(name, _dotenv()) if _FILE.is_file() else None)


def knowledge_dir() -> Path | None:
    """Return the folder of further data files, `BOT_KNOWLEDGE_DIR`."""
    folder = setting("BOT_KNOWLEDGE_DIR")
    return Path(folder) if folder else None


def _dotenv() -> dict[str, str | None]:
    from dotenv import dotenv_values

    try:
        return dotenv_values(_FILE, encoding="utf-8")
    except UnicodeDecodeError:
        msg = ".env: expected a text file in UTF-8"
        raise CommandError(msg) from None


def _find(name: str, values: os._Environ[str] | dict[str, str | None]) -> str | None:
    return next((value for key, value in values.items() if key.upper() == name), None)
