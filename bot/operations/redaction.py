"""Nothing that is secret leaves this program in words."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\d+(?::|%3[Aa])[\w-]{30,}")
_CREDENTIALS = re.compile(r"(?<=://)[^/\s@]*:[^/\s@]*(?=@)")
_known: set[str] = set()


def keep_secret(secret: str) -> None:
    """From now on `redact` replaces `secret` as well."""
    if secret:
        _known.add(secret)


def redact(text: str) -> str:
    """`text` without bot tokens, passwords in URLs and the secrets of `keep_secret`."""
    for secret in _known:
        text = text.replace(secret, "[secret]")
    return _CREDENTIALS.sub("[secret]", _TOKEN.sub("[token]", text))
