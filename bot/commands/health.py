"""Asks a running instance whether it is healthy: for HEALTHCHECK, where the image has no curl."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from bot.commands.environment import setting
from bot.commands.errors import CommandError

_SECONDS = 5
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - read, not bound


def health(url: str | None) -> str | None:
    """Ask `url`, by default `/healthz` at `BOT_OPS_LISTEN`; returns None if healthy, else the reason in one line.

    Raises:
        CommandError: there is no URL to ask.

    """
    url = url or _own_url()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    if not _is_web(url):
        msg = f"{url}: expected a URL such as http://127.0.0.1:9090/healthz"
        raise CommandError(msg)
    try:
        with opener.open(url, timeout=_SECONDS):
            return None
    except urllib.error.HTTPError as error:
        reason = " ".join(error.read(200).decode("utf-8", "replace").split())
        return f"{url}: {error.code} {reason}".rstrip()
    except (OSError, http.client.HTTPException) as error:
        return f"{url}: {getattr(error, 'reason', None) or error or type(error).__name__}"


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return url.isascii() and parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _own_url() -> str:
    listen = setting("BOT_OPS_LISTEN")
    if not listen:
        msg = "expected a URL, or BOT_OPS_LISTEN as the running instance has it"
        raise CommandError(msg)
    host, _, port = listen.rpartition(":")
    host = host.strip("[]")
    host = _EVERYWHERE.get(host, host)
    return f"http://[{host}]:{port}/healthz" if ":" in host else f"http://{host}:{port}/healthz"
