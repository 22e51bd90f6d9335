"""The Bot API, as far as the library's own client does not offer it."""

from __future__ import annotations

import logging
from typing import Any

from telegram import Bot

from bot.api.updates import ALLOWED_UPDATES, Update, parse

_log = logging.getLogger(__name__)
_SLACK_SECONDS = 10.0


class Client(Bot):
    """The library's bot, with updates as they come: one that cannot be parsed does not spoil the batch."""

    async def get_raw_updates(self, offset: int, *, seconds: int, limit: int = 100) -> list[dict[str, Any]]:
        """Poll for at most `seconds`; returns updates as JSON objects.

        Raises:
            TelegramError: as for every method of the Bot API.

        """
        call = {"offset": offset, "limit": limit, "timeout": seconds, "allowed_updates": list(ALLOWED_UPDATES)}
        answer = await self._post("getUpdates", call, read_timeout=seconds + _SLACK_SECONDS)
        batch = answer if isinstance(answer, list) else []
        return [raw for raw in batch if isinstance(raw, dict) and type(raw.get("update_id")) is int]

    async def call(self, method: str, parameters: dict[str, Any]) -> Any:
        """Call a method of the Bot API with plain JSON values; returns the result as it comes.

        It saves what the library spends on parsing results that nobody looks at.

        Raises:
            TelegramError: as for every method; `InvalidToken` also where the server does not know the method.

        """
        return await self._post(method, parameters)

    def parse_update(self, raw: dict[str, Any]) -> Update | None:
        """Parse an update; None, and a line in the log, for one that cannot be understood."""
        try:
            return parse(raw)
        except Exception:  # noqa: BLE001 - whatever it trips over must not stick the loop
            _log.warning("update %s cannot be parsed and is skipped", raw.get("update_id"), exc_info=True)
            return None
