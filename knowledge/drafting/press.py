"""The words of the trade: how bodies, offices, media and cities are written."""

from __future__ import annotations

from knowledge.text.words import table


def _one_of(words: list[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


_WORDS = table("press")
CITIES: dict[str, str] = _WORDS["cities"]
BODY_END = _one_of(_WORDS["bodies"])
OFFICE_END = f"副?{_one_of(_WORDS['offices'])}"
MEDIUM = f"(?:[一-龥A-Za-z]{{1,10}}{_one_of(_WORDS['media_ends'])}|{_one_of(_WORDS['media'])})"
