"""What could not be answered: a log for those who extend the data, with nothing in it that points to a person."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import logging
import re
import sys
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_log = logging.getLogger(__name__)
_MOST_BYTES = 5 * 1024 * 1024
_KEPT_FILES = 3
_LONGEST = 300
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_NAME = re.compile(r"@\w+")
_DIGITS = re.compile(r"\d")


class _File(RotatingFileHandler):
    """What cannot be written is one line in the log of the program, and no traceback."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802 - the library's
        _log.error("BOT_UNANSWERED_LOG cannot be written: %s", sys.exc_info()[1])


class UnansweredLog:
    """Appends to a rotating JSONL file; `path` None keeps nothing.

    Raises:
        OSError: the file cannot be written.

    """

    def __init__(self, path: Path | None) -> None:
        self._handler: _File | None = None
        if path is not None:
            self._handler = _File(path, maxBytes=_MOST_BYTES, backupCount=_KEPT_FILES, encoding="utf-8")

    def note(self, text: str, status: str) -> None:
        """Keep the question `text`, masked."""
        if self._handler is None:
            return
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        line = json.dumps({"at": now, "status": status, "text": mask(text)}, ensure_ascii=False)
        self._handler.handle(logging.makeLogRecord({"msg": line}))

    def close(self) -> None:
        """Let go of the file."""
        if self._handler is not None:
            with contextlib.suppress(OSError):
                self._handler.close()


def mask(text: str) -> str:
    """Return `text` without digits, e-mail addresses and @names, cut to 300 characters."""
    text = text.encode("utf-8", "replace").decode()[:_LONGEST]
    return _DIGITS.sub("#", _NAME.sub("@*", _EMAIL.sub("*@*", text)))
