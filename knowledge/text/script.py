"""Simplified and traditional characters: which of them a text is written in, and answers in the traditional ones."""

from __future__ import annotations

import re
from functools import cache

from knowledge.text import words
from knowledge.text.cleaning import convert

SCRIPT_SHOWS = 200
"""So many characters show in which script a text is written."""


def is_traditional(text: str, *, before: bool = False) -> bool:
    """Whether `text` is written in traditional characters; as `before` where it can be read either way."""
    traditional_ones = _changed(text, convert("t2s", text))
    if not traditional_ones and not before:
        return False  # and the other conversion, 26 MB and 50 ms, is not loaded
    simplified_ones = _changed(text, convert("s2t", text))
    if not traditional_ones and not simplified_ones:
        return before
    return traditional_ones > 0 and traditional_ones >= simplified_ones


def traditional(text: str) -> str:
    """`text` in traditional characters, character by character, so that official names stay what they are.

    The variants are those of newspapers in Taiwan and Hong Kong (`data/words/traditional.yaml`).
    """
    phrases, mistaken, characters = _table()
    text = mistaken.sub(lambda match: phrases[match[0]], text)
    return convert("s2t", text).translate(characters)


def _changed(text: str, converted: str) -> int:
    return text != converted and sum(one != other for one, other in zip(text, converted, strict=False))


@cache
def _table() -> tuple[dict[str, str], re.Pattern[str], dict[int, str]]:
    """Words that OpenCC takes for others with their right form, a pattern of them, and variants to replace."""
    table = words.table("traditional")
    phrases: dict[str, str] = table["phrases"]
    return phrases, re.compile("|".join(map(re.escape, phrases))), str.maketrans(table["characters"])
