"""Writes `knowledge/data/words/readings.txt` from pypinyin: `python -m tests.make_readings`.

The table is kept so that the program need not load pypinyin's dictionaries at every start. Of the readings of a
character it holds those that occur in words: 机 is never read wei.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

TABLE = Path(__file__).parents[1] / "knowledge" / "data" / "words" / "readings.txt"
FEWEST_WORDS = 2
"""A reading other than the first counts if it occurs in so many words."""
_TONES = {"\u0300", "\u0301", "\u0304", "\u030c"}
_HEADER = """# How Han characters are read, without tones, ü as v: a syllable, the characters whose commonest reading it is,
# then after | those that are read so in other words. Made from pypinyin by `python -m tests.make_readings`.
"""


def toneless(reading: str) -> str:
    """`lǜ` → `lv`."""
    decomposed = unicodedata.normalize("NFD", reading.replace("ɡ", "g"))
    plain = "".join(char for char in decomposed if char not in _TONES)
    return plain.replace("u\u0308", "v").replace("\u0308", "").replace("\u0302", "")


def _readings(char: str, words: Counter[tuple[str, str]]) -> list[str]:
    """The readings of a character, the commonest first."""
    found = [toneless(reading) for reading in pinyin_dict.get(ord(char), "").split(",") if reading]
    found = list(dict.fromkeys(one for one in found if one.isascii() and one.isalpha()))
    return found[:1] + [reading for reading in found[1:] if words[char, reading] >= FEWEST_WORDS]


def table() -> str:
    """The whole file."""
    first: dict[str, list[str]] = defaultdict(list)
    other: dict[str, list[str]] = defaultdict(list)
    words = Counter(
        (char, toneless(reading))
        for word, syllables in phrases_dict.items()
        for char, (reading, *_) in zip(word, syllables, strict=False)
    )
    for code in range(0x3400, 0xA000):
        for place, reading in enumerate(_readings(chr(code), words)):
            (other if place else first)[reading].append(chr(code))
    lines = [
        f"{syllable} {''.join(first[syllable])}|{''.join(other[syllable])}" for syllable in sorted({*first, *other})
    ]
    return _HEADER + "\n".join(lines) + "\n"


if __name__ == "__main__":
    TABLE.write_text(table(), "utf-8")
