"""The settings of the program: environment variables, `.env`, and files for what is secret."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

SECRETS = ("token", "webhook_secret", "redis_url")
_HOST = re.compile(r"\[[0-9A-Fa-f:.]+\]|(?!.*\.\.)[A-Za-z0-9*][A-Za-z0-9_.-]*|::[0-9A-Fa-f:]*")
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class SettingsError(ValueError):
    """A setting is missing or wrong; the message is one line for the operator."""


def _listen(value: object) -> tuple[str, int]:
    host, _, port = str(value).rpartition(":")
    if not _HOST.fullmatch(host) or not port.isdecimal() or not 0 <= int(port) <= 65535:  # noqa: PLR2004
        msg = "expected host:port, such as 127.0.0.1:9090"
        raise ValueError(msg)
    return host.strip("[]"), int(port)


def _token(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"\d+:[\w-]{30,}", value.get_secret_value()):
        msg = "expected a bot token as @BotFather gives it: digits, a colon, at least 30 letters or digits"
        raise ValueError(msg)
    return value


def _webhook_secret(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
        msg = "expected 1 to 256 characters of A-Z a-z 0-9 _ -"
        raise ValueError(msg)
    return value


def _is_url(value: str, schemes: Collection[str]) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in schemes and parts.port != 0 and not re.search(r"\s", value)
    except ValueError:
        return False


def _url(*schemes: str) -> AfterValidator:
    def check(value: str) -> str:
        if not _is_url(value, schemes) or not urlsplit(value).hostname:
            msg = f"expected a URL that starts with {' or '.join(f'{scheme}://' for scheme in schemes)}"
            raise ValueError(msg)
        return value.rstrip("/")

    return AfterValidator(check)


def _redis_url(value: SecretStr) -> SecretStr:
    if not _is_url(value.get_secret_value(), {"redis", "rediss", "unix"}):
        msg = "expected a URL that starts with redis://, rediss:// or unix://"
        raise ValueError(msg)
    return value


def _read_secret(name: str, values: dict[str, Any]) -> str:
    variable = f"BOT_{name.upper()}"
    if values.get(name):
        msg = f"{variable} and {variable}_FILE are both set: expected one of them"
        raise ValueError(msg)
    try:
        return Path(values[f"{name}_file"]).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not text in UTF-8"
        msg = f"{variable}_FILE: expected a readable file that holds {variable} ({reason})"
        raise ValueError(msg) from None


ListenAddress = Annotated[tuple[str, int], BeforeValidator(_listen)]


class Settings(BaseSettings):
    """Every setting, with its default; the environment variable is the field's name in capitals after `BOT_`."""

    model_config = SettingsConfigDict(
        env_prefix="BOT_",
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        env_ignore_empty=True,
        hide_input_in_errors=True,
    )

    token: Annotated[SecretStr, AfterValidator(_token)]
    token_file: Path | None = None
    api_base_url: Annotated[str, _url("https", "http")] = "https://api.telegram.org"
    proxy_url: Annotated[str, _url("http", "https", "socks4", "socks5", "socks5h")] | None = None
    mode: Literal["polling", "webhook"] = "polling"
    listen: ListenAddress | None = None
    ops_listen: ListenAddress | None = None
    webhook_url: Annotated[str, _url("https", "http")] | None = None
    webhook_secret: Annotated[SecretStr, AfterValidator(_webhook_secret)] | None = None
    webhook_secret_file: Path | None = None
    redis_url: Annotated[SecretStr, AfterValidator(_redis_url)] | None = None
    redis_url_file: Path | None = None
    state_dir: Path | None = None
    knowledge_dir: Path | None = None
    concurrency: int = Field(default=64, ge=1, le=1000)
    memory_minutes: float = Field(default=10, gt=0, allow_inf_nan=False)
    user_rate: float = Field(default=1, ge=0, allow_inf_nan=False)
    user_burst: int = Field(default=30, ge=1)
    stop_seconds: float = Field(default=20, ge=0, allow_inf_nan=False)
    rich_messages: Literal["button", "always", "off"] = "button"
    unanswered_log: Path | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] = "INFO"
    log_format: Literal["text", "json"] = "text"
    log_text: bool = False

    @model_validator(mode="before")
    @classmethod
    def _secrets_from_files(cls, values: dict[str, Any]) -> dict[str, Any]:
        return values | {name: _read_secret(name, values) for name in SECRETS if values.get(f"{name}_file")}

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @model_validator(mode="after")
    def _whole(self) -> Self:
        base = urlsplit(self.api_base_url)
        if base.scheme == "http" and base.hostname not in _LOOPBACK:
            msg = "BOT_API_BASE_URL: plain http is for loopback only, expected https://"
            raise ValueError(msg)
        if self.mode == "webhook":
            needed = ("listen", "webhook_url", "webhook_secret")
            missing = [f"BOT_{name.upper()}" for name in needed if getattr(self, name) is None]
            if missing:
                msg = f"{', '.join(missing)}: required when BOT_MODE is webhook"
                raise ValueError(msg)
        return self


def load_settings() -> Settings:
    """Read the environment and `.env`.

    Raises:
        SettingsError: a setting is missing or wrong.

    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(_one_line(error)) from None
    except UnicodeDecodeError:
        msg = ".env: expected a text file in UTF-8"
        raise SettingsError(msg) from None


def _one_line(error: ValidationError) -> str:
    lines = []
    for problem in error.errors(include_url=False, include_input=False):
        name = f"BOT_{str(problem['loc'][0]).upper()}: " if problem["loc"] else ""
        reason = "not set" if problem["type"] == "missing" else problem["msg"].removeprefix("Value error, ")
        lines.append(name + reason)
    return "; ".join(lines)
