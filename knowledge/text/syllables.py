"""How Chinese is pronounced, without tones: readings of characters, and typed pinyin cut into syllables."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import islice, product

from knowledge.text.words import lines

MOST_READINGS = 16
"""Names with several characters of several readings are indexed under at most this many pronunciations."""

LONGEST_SYLLABLE = 6
_FIRST_LETTER = 0xF0000
"""Private-use characters stand for syllables."""
_TONES = {"\u0300", "\u0301", "\u0304", "\u030c"}


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    """The readings of every character, the commonest first."""
    found: dict[str, tuple[str, ...]] = {}
    rows = [line.split(" ", 1) for line in lines("readings")]
    for syllable, chars in rows:
        found.update(dict.fromkeys(chars.partition("|")[0], (syllable,)))
    for syllable, chars in rows:
        for char in chars.partition("|")[2]:
            found[char] = (*found.get(char, ()), syllable)
    return found


def readings(char: str) -> tuple[str, ...]:
    """All readings of a character, the commonest first, without tones, ü as v; empty where it is no Han character."""
    return _readings().get(char, ())


def reading(char: str) -> str:
    """The commonest reading, or the character itself."""
    known = _readings().get(char)
    return known[0] if known else char


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
    syllables = dict.fromkeys(syllable for found in _readings().values() for syllable in found)
    return {syllable: chr(_FIRST_LETTER + number) for number, syllable in enumerate(syllables)}


@cache
def han_sounds() -> dict[str, str]:
    """What `spoken` gives for each character that it knows."""
    letters = _letters()
    return {char: letters[found[0]] for char, found in _readings().items()}


@cache
def _sounds() -> dict[int, str]:
    return str.maketrans(han_sounds())


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
    return frozenset(syllable for readings in _readings().values() for syllable in readings[:1])
