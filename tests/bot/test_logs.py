"""What leaves the program in words: no token, no secret, no message text."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot import logs
from bot.redaction import redact
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "123456789:AAF0test-Token_0123456789abcdefghij"


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
def test_tokens_and_passwords_are_taken_out(text: str) -> None:
    assert "AAF0test" not in redact(text)
    assert "pass-word" not in redact(text)
    assert "[" in redact(text)


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_every_line_is_redacted_at_debug_with_its_traceback(
    log_format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(token=TOKEN, log_level="DEBUG", log_format=log_format, webhook_secret="hush-hush")
    logs.configure(settings)
    try:
        raise OSError(f"https://api/bot{TOKEN}/getMe with hush-hush")
    except OSError:
        logging.getLogger("somewhere").debug("failed at %s", TOKEN, exc_info=True)
    line = capsys.readouterr().err
    assert "AAF0test" not in line
    assert "hush-hush" not in line
    assert "Traceback" in line
    if log_format == "json":
        entry = json.loads(line)
        assert entry["level"] == "DEBUG"
        assert entry["message"] == "failed at [token]"


@pytest.mark.parametrize(("log_text", "shown"), [(False, False), (True, True)])
def test_message_texts_stay_out_unless_wanted(log_text: bool, shown: bool, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(Settings(token=TOKEN, log_level="DEBUG", log_text=log_text))
    logging.getLogger("telegram.Bot").debug("Calling Bot API endpoint `sendMessage` with parameters `我的秘密`")
    assert ("我的秘密" in capsys.readouterr().err) is shown


def test_a_wrong_token_is_one_line_and_exit_code_2() -> None:
    program = (
        "import sys; from bot.serve import run; from bot.settings import Settings;"
        "from telegram.error import InvalidToken; import bot.serve, knowledge;"
        "bot.serve.serve = lambda *_: (_ for _ in ()).throw(InvalidToken(sys.argv[1]));"
        "sys.exit(run(Settings(token=sys.argv[1])))"
    )
    done = subprocess.run([sys.executable, "-c", program, TOKEN], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("BOT_TOKEN: ")
    assert "AAF0test" not in done.stderr
