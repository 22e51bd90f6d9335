"""The words of the trade: how bodies, offices, media and cities are written."""

from __future__ import annotations

from importlib import resources
from typing import Any

import yaml


def _words() -> dict[str, Any]:
    text = resources.files("knowledge").joinpath("data/words/press.yaml").read_text("utf-8")
    words: dict[str, Any] = yaml.safe_load(text)
    return words


def _one_of(words: list[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


_WORDS = _words()
CITIES: dict[str, str] = _WORDS["cities"]
BODY_END = _one_of(_WORDS["bodies"])
OFFICE_END = f"副?{_one_of(_WORDS['offices'])}"
MEDIUM = f"(?:[一-龥A-Za-z]{{1,10}}{_one_of(_WORDS['media_ends'])}|{_one_of(_WORDS['media'])})"
