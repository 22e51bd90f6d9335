"""How Chinese is pronounced, without tones: readings of characters, and typed pinyin cut into syllables."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import islice, product
from typing import NamedTuple

from knowledge.text.words import lines

MOST_READINGS = 16
"""Names with several characters of several readings are indexed under at most this many pronunciations."""

LONGEST_SYLLABLE = 6
_FIRST_LETTER = 0xF0000
"""Private-use characters stand for syllables."""
_TONES = {"\u0300", "\u0301", "\u0304", "\u030c"}


class _Row(NamedTuple):
    """The characters whose commonest reading a syllable is, and those that are also read so."""

    syllable: str
    commonest: str
    others: str


@cache
def _rows() -> tuple[_Row, ...]:
    split = (line.split(" ", 1) for line in lines("readings"))
    return tuple(_Row(syllable, *chars.partition("|")[::2]) for syllable, chars in split)


@cache
def _other_readings() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for syllable, _, chars in _rows():
        for char in chars:
            found[char] = (*found.get(char, ()), syllable)
    return found


def readings(char: str) -> tuple[str, ...]:
    """All readings of a character, the commonest first, without tones, ü as v; empty where it is no Han character."""
    letter = han_sounds().get(char)
    return (_syllable_behind()[letter], *_other_readings().get(char, ())) if letter else ()


def reading(char: str) -> str:
    """The commonest reading, or the character itself."""
    letter = han_sounds().get(char)
    return _syllable_behind()[letter] if letter else char


def spoken(word: str) -> str:
    """`word` by its commonest readings, one character for each syllable, so that strings of sounds can be compared.

    What is no Han character stays; the characters for syllables have a meaning within this process only.
    """
    return word.translate(_sounds())


def sound(syllable: str) -> str:
    """The character that stands for `syllable` in what `spoken` gives; what is no syllable stays."""
    return _letters().get(syllable, syllable)


@cache
def _letters() -> dict[str, str]:
    """The character that stands for each syllable."""
    return {row.syllable: chr(_FIRST_LETTER + number) for number, row in enumerate(_rows())}


@cache
def _syllable_behind() -> dict[str, str]:
    return {letter: syllable for syllable, letter in _letters().items()}


@cache
def han_sounds() -> dict[str, str]:
    """What `spoken` gives for each character that it knows."""
    found: dict[str, str] = {}
    for row in _rows():
        found.update(dict.fromkeys(row.commonest, sound(row.syllable)))
    return found


@cache
def _sounds() -> dict[int, str]:
    return dict(zip(map(ord, han_sounds()), han_sounds().values(), strict=True))


def pronunciations(name: str) -> list[tuple[str, ...]]:
    """Every way to read `name` aloud, one syllable per character, the commonest first."""
    return list(islice(product(*(readings(char) or (char,) for char in name)), MOST_READINGS))


@lru_cache(maxsize=4096)
def similar(one: str, other: str) -> bool:
    """Whether two syllables are often mixed up: zh/z, ch/c, sh/s, n/l, f/h and -ng/-n."""
    return one != other and _blurred(one) == _blurred(other)


def _blurred(syllable: str) -> str:
    blurred = re.sub(r"^([zcs])h", r"\1", syllable)
    blurred = re.sub(r"^l", "n", blurred)
    blurred = re.sub(r"^hu(?=[aeo])", "f", blurred)
    return re.sub(r"ng$", "n", blurred)


@lru_cache(maxsize=4096)
def cut(word: str) -> tuple[str, ...] | None:
    """A run of Latin letters as pinyin syllables, the fewest possible; None where it is no pinyin.

    >>> cut("huaxianlianmeng")
    ('hua', 'xian', 'lian', 'meng')
    """
    word = _toneless(word.lower())
    best: list[tuple[str, ...] | None] = [(), *[None] * len(word)]
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - LONGEST_SYLLABLE), end):
            before = best[start]
            if before is not None and word[start:end] in _syllables():
                known = best[end]
                if known is None or len(before) + 1 <= len(known):
                    best[end] = (*before, word[start:end])
    return best[-1] or None


def _toneless(syllable: str) -> str:
    if syllable.isascii():
        return syllable
    decomposed = unicodedata.normalize("NFD", syllable)
    return "".join(char for char in decomposed if char not in _TONES).replace("u\u0308", "v").replace("ɡ", "g")


@cache
def _syllables() -> frozenset[str]:
    return frozenset(row.syllable for row in _rows() if row.commonest)
