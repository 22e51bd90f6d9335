"""How Chinese is pronounced, without tones: readings of characters, and typed pinyin cut into syllables."""

from __future__ import annotations

import os
import re
import unicodedata
from functools import cache, lru_cache
from itertools import islice, product

os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # the phrase table would cost memory and start-up time

from pypinyin.pinyin_dict import pinyin_dict  # noqa: E402 (after the switch above)

MOST_READINGS = 16
"""Names with several characters of several readings are indexed under at most this many pronunciations."""

_TONES = {"\u0300", "\u0301", "\u0304", "\u030c"}


@lru_cache(maxsize=8192)
def readings(char: str) -> tuple[str, ...]:
    """All readings of a character, the commonest first, without tones, ü as v; empty where it is no Han character."""
    return tuple(dict.fromkeys(_toneless(reading) for reading in pinyin_dict.get(ord(char), "").split(",") if reading))


def reading(char: str) -> str:
    """The commonest reading, or the character itself."""
    return next(iter(readings(char)), char)


def pronunciations(name: str) -> list[tuple[str, ...]]:
    """Every way to read `name` aloud, one syllable per character, the commonest first."""
    return list(islice(product(*(readings(char) or (char,) for char in name)), MOST_READINGS))


def similar(one: str, other: str) -> bool:
    """Whether two syllables are often mixed up: zh/z, ch/c, sh/s, n/l, f/h and -ng/-n."""
    return one != other and _blurred(one) == _blurred(other)


@lru_cache(maxsize=4096)
def _blurred(syllable: str) -> str:
    blurred = re.sub(r"^([zcs])h", r"\1", syllable)
    blurred = re.sub(r"^l", "n", blurred)
    blurred = re.sub(r"^hu(?=[aeo])", "f", blurred)
    return re.sub(r"ng$", "n", blurred)


def cut(word: str) -> list[str] | None:
    """A run of Latin letters as pinyin syllables, the fewest possible; None where it is no pinyin.

    >>> cut("huaxianlianmeng")
    ['hua', 'xian', 'lian', 'meng']
    """
    word = _toneless(word.lower())
    best: list[list[str] | None] = [[]] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 6), end):
            before = best[start]
            if before is not None and word[start:end] in _syllables():
                known = best[end]
                if known is None or len(before) + 1 <= len(known):
                    best[end] = [*before, word[start:end]]
    return best[-1] or None


def _toneless(syllable: str) -> str:
    decomposed = unicodedata.normalize("NFD", syllable.replace("ü", "v"))
    return "".join(char for char in decomposed if char not in _TONES).replace("u\u0308", "v").replace("ɡ", "g")


@cache
def _syllables() -> frozenset[str]:
    """All syllables of common characters."""
    common = (pinyin_dict[code].split(",")[0] for code in range(0x4E00, 0x9FA6) if code in pinyin_dict)
    return frozenset(syllable for syllable in map(_toneless, common) if syllable.isascii() and syllable.isalpha())
