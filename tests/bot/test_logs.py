"""What leaves the program in words: no token, no secret, no message text."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import pytest
from telegram.error import InvalidToken

from bot.assembly import StartError
from bot.cli import main
from bot.delivery.polling import OtherInstanceError
from bot.operations import logs
from bot.operations.redaction import redact
from bot.settings import Settings
from knowledge import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "123456789:AAF0test-Token_0123456789abcdefghij"  # noqa: S105 - opens nothing


@pytest.fixture(autouse=True)
def _loggers_as_before() -> Iterator[None]:
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    yield
    root.setLevel(level)
    root.handlers[:] = handlers


@pytest.mark.parametrize(
    "text",
    [
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        f"The token `{TOKEN}` was rejected",
        f"https%3A//api/bot{TOKEN.replace(':', '%3A')}/x",
        "redis://user:pass-word@host/0",
    ],
)
def test_question_tokens_and_passwords_are_taken_out(text: str) -> None:
    assert "AAF0test" not in redact(text)
    assert "pass-word" not in redact(text)
    assert "[" in redact(text)


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_every_line_is_redacted_at_debug_with_its_traceback(
    log_format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(token=TOKEN, log_level="DEBUG", log_format=log_format, webhook_secret="hush-hush")
    logs.configure(settings)
    error = OSError(f"https://api/bot{TOKEN}/getMe with hush-hush")
    logging.getLogger("somewhere").debug("failed at %s", TOKEN, exc_info=error)
    line = capsys.readouterr().err
    assert "AAF0test" not in line
    assert "hush-hush" not in line
    assert "OSError" in line
    if log_format == "json":
        entry = json.loads(line)
        assert entry["level"] == "DEBUG"
        assert entry["message"] == "failed at [token]"


@pytest.mark.parametrize("log_text", [False, True])
def test_message_texts_stay_out_unless_wanted(capsys: pytest.CaptureFixture[str], *, log_text: bool) -> None:
    logs.configure(Settings(token=TOKEN, log_level="DEBUG", log_text=log_text))
    logging.getLogger("telegram.Bot").debug("Calling Bot API endpoint `sendMessage` with parameters `我的秘密`")
    assert ("我的秘密" in capsys.readouterr().err) is log_text


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (InvalidToken(TOKEN), 2, "BOT_TOKEN: Telegram does not accept"),
        (OtherInstanceError(), 3, "BOT_TOKEN: another instance "),
        (StartError("BOT_LISTEN: in use"), 2, "BOT_LISTEN: in use"),
        (DataError("BOT_KNOWLEDGE_DIR: none"), 2, "BOT_KNOWLEDGE_DIR: none"),
    ],
)
def test_what_ends_it_is_one_line_and_an_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception, code: int, line: str
) -> None:
    async def failing(*_: object) -> None:
        raise error

    monkeypatch.setattr("bot.serve.serve", failing)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    assert main(["run"]) == code
    said = capsys.readouterr().err
    assert said.startswith(f"python -m bot: {line}")
    assert said.count("\n") == 1
    assert "AAF0test" not in said
