"""Writes `knowledge/data/words/readings.txt` from pypinyin: `python -m tests.make_readings`.

The table is kept so that the program need not load pypinyin's dictionaries at every start.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from pathlib import Path

from pypinyin.pinyin_dict import pinyin_dict

TABLE = Path(__file__).parents[1] / "knowledge" / "data" / "words" / "readings.txt"
_TONES = {"\u0300", "\u0301", "\u0304", "\u030c"}
_HEADER = """# How Han characters are read, without tones, ü as v: a syllable, the characters whose commonest reading it is,
# then after | those that can also be read so. Made from pypinyin by `python -m tests.make_readings`.
"""


def toneless(reading: str) -> str:
    """`lǜ` → `lv`."""
    decomposed = unicodedata.normalize("NFD", reading.replace("ɡ", "g"))
    plain = "".join(char for char in decomposed if char not in _TONES)
    return plain.replace("u\u0308", "v").replace("\u0308", "").replace("\u0302", "")


def table() -> str:
    """The whole file."""
    first: dict[str, list[str]] = defaultdict(list)
    other: dict[str, list[str]] = defaultdict(list)
    for code in range(0x3400, 0xA000):
        readings = list(dict.fromkeys(toneless(reading) for reading in pinyin_dict.get(code, "").split(",") if reading))
        for place, reading in enumerate(one for one in readings if one.isascii() and one.isalpha()):
            (other if place else first)[reading].append(chr(code))
    lines = [
        f"{syllable} {''.join(first[syllable])}|{''.join(other[syllable])}" for syllable in sorted({*first, *other})
    ]
    return _HEADER + "\n".join(lines) + "\n"


if __name__ == "__main__":
    TABLE.write_text(table(), "utf-8")
