"""Settings: what is wrong is said in one line that names the variable and what was expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.settings import SettingsError, load_settings

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "123456:" + "A" * 35
WEBHOOK = {"BOT_MODE": "webhook", "BOT_LISTEN": ":8080", "BOT_WEBHOOK_URL": "https://x.org", "BOT_WEBHOOK_SECRET": "s"}


def put(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    for name, value in ({"BOT_TOKEN": TOKEN} | variables).items():
        monkeypatch.setenv(name, value)


def test_a_token_is_all_that_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, BOT_LOG_LEVEL="debug", BOT_OPS_LISTEN="[::1]:9090", BOT_STATE_DIR="")
    settings = load_settings()
    assert settings.token.get_secret_value() == TOKEN
    assert settings.log_level == "DEBUG"
    assert settings.ops_listen == ("::1", 9090)
    assert settings.state_dir is None
    assert TOKEN not in repr(settings)


def test_settings_come_from_a_file_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"BOT_TOKEN={TOKEN}\nBOT_CONCURRENCY=7\nOTHER=1\n", encoding="utf-8")
    assert load_settings().concurrency == 7
    monkeypatch.setenv("BOT_CONCURRENCY", "8")
    assert load_settings().concurrency == 8


def test_secrets_come_from_files_of_their_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    (tmp_path / "redis").write_text("redis://:pass@localhost/0")
    monkeypatch.setenv("BOT_TOKEN_FILE", str(tmp_path / "token"))
    monkeypatch.setenv("BOT_REDIS_URL_FILE", str(tmp_path / "redis"))
    settings = load_settings()
    assert settings.token.get_secret_value() == TOKEN
    assert settings.redis_url
    assert settings.redis_url.get_secret_value() == "redis://:pass@localhost/0"


@pytest.mark.parametrize(
    ("variables", "line"),
    [
        ({"BOT_TOKEN": ""}, "BOT_TOKEN: not set"),
        ({"BOT_TOKEN": "secret"}, "BOT_TOKEN: expected a bot token"),
        ({"BOT_API_BASE_URL": "http://example.org"}, "BOT_API_BASE_URL: plain http is for loopback only"),
        ({"BOT_API_BASE_URL": "example.org"}, "BOT_API_BASE_URL: expected a URL that starts with https://"),
        ({"BOT_PROXY_URL": "ftp://x"}, "BOT_PROXY_URL: expected a URL that starts with"),
        ({"BOT_MODE": "push"}, "BOT_MODE: Input should be 'polling' or 'webhook'"),
        ({"BOT_MODE": "webhook"}, "BOT_LISTEN, BOT_WEBHOOK_URL, BOT_WEBHOOK_SECRET: required when BOT_MODE is webhook"),
        (WEBHOOK | {"BOT_LISTEN": "8080"}, "BOT_LISTEN: expected host:port"),
        (WEBHOOK | {"BOT_LISTEN": "h:99999"}, "BOT_LISTEN: expected host:port"),
        (WEBHOOK | {"BOT_LISTEN": "h:1", "BOT_WEBHOOK_SECRET": "a b"}, "BOT_WEBHOOK_SECRET: expected 1 to 256"),
        ({"BOT_REDIS_URL": "localhost"}, "BOT_REDIS_URL: expected a URL that starts with redis://"),
        ({"BOT_REDIS_URL": "redis://x:abc/0"}, "BOT_REDIS_URL: expected a URL that starts with redis://"),
        ({"BOT_REDIS_URL": "redis://[::1/0"}, "BOT_REDIS_URL: expected a URL that starts with redis://"),
        ({"BOT_PROXY_URL": "socks5://x:99999"}, "BOT_PROXY_URL: expected a URL that starts with"),
        ({"BOT_API_BASE_URL": "https://exa mple.org"}, "BOT_API_BASE_URL: expected a URL that starts with https://"),
        ({"BOT_API_BASE_URL": "http://[::1"}, "BOT_API_BASE_URL: expected a URL that starts with https://"),
        ({"BOT_OPS_LISTEN": "..:80"}, "BOT_OPS_LISTEN: expected host:port"),
        ({"BOT_MEMORY_MINUTES": "inf"}, "BOT_MEMORY_MINUTES: Input should be a finite number"),
        ({"BOT_CONCURRENCY": "many"}, "BOT_CONCURRENCY: Input should be a valid integer"),
        ({"BOT_CONCURRENCY": "0"}, "BOT_CONCURRENCY: Input should be greater than or equal to 1"),
        ({"BOT_TOKEN_FILE": "nowhere"}, "BOT_TOKEN and BOT_TOKEN_FILE are both set"),
        ({"BOT_TOKEN": "", "BOT_TOKEN_FILE": "nowhere"}, "BOT_TOKEN_FILE: expected a readable file"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], line: str
) -> None:
    put(monkeypatch, **variables)
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert str(error.value).startswith(line)
    assert "\n" not in str(error.value)
    assert "secret" not in str(error.value)


def test_a_file_that_is_no_text_is_said_to_be_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"BOT_TOKEN=\xff\xfe")
    with pytest.raises(SettingsError, match=r"\.env: expected a text file in UTF-8"):
        load_settings()
    (tmp_path / ".env").unlink()
    (tmp_path / "token").write_bytes(b"\xff")
    monkeypatch.setenv("BOT_TOKEN_FILE", str(tmp_path / "token"))
    with pytest.raises(SettingsError, match="BOT_TOKEN_FILE: expected a readable file that holds BOT_TOKEN"):
        load_settings()
