"""Logging: one line a record, as text or JSON, with everything secret taken out."""

from __future__ import annotations

import json
import logging
import sys
import time
from typing import TYPE_CHECKING

from bot.operations.redaction import keep_secret, redact

if TYPE_CHECKING:
    from bot.settings import Settings

_QUIET = ("httpx", "httpcore", "aiohttp", "asyncio", "prometheus_client", "redis")
_NAMES_MESSAGE_TEXTS = ("telegram",)


class TextFormatter(logging.Formatter):
    """`time level logger: message`, and the traceback below."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


class JsonFormatter(logging.Formatter):
    """One object a line: time, level, logger, message, and exception where there is one."""

    def __init__(self) -> None:
        super().__init__()
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%SZ"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps({key: redact(text) for key, text in entry.items()}, ensure_ascii=False)


def configure(settings: Settings) -> None:
    """Set up the root logger as `settings` say; every handler of the program redacts."""
    for secret in (settings.webhook_secret, settings.redis_url):
        keep_secret(secret.get_secret_value() if secret else "")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if settings.log_format == "json" else TextFormatter())
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in _NAMES_MESSAGE_TEXTS:
        logging.getLogger(name).setLevel(logging.NOTSET if settings.log_text else logging.INFO)
