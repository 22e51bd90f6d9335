"""Names of alliances that do not exist, made of real sector words, and the mistakes people make in typing them."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import knowledge
from knowledge.reports.loading import BUILT_IN
from knowledge.reports.models import core_name
from knowledge.text.syllables import reading


@cache
def sector_words() -> tuple[str, ...]:
    """The words of the built-in list that names are made of: two to four Han characters."""
    lines = (BUILT_IN / "words" / "sectors.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if re.fullmatch(r"[一-龥]{2,4}", line))


def names(count: int, seed: int = 1) -> list[str]:
    """`count` different names of four to eight characters, always the same ones for a `seed`."""
    source, words = random.Random(seed), sector_words()  # noqa: S311 (no secret)
    found: dict[str, None] = {}
    while len(found) < count:
        one, other = source.sample(words, 2)
        found[one + other] = None
    return list(found)


def write_registry(folder: Path, count: int) -> None:
    """Write `alliances.yaml` with so many alliances, each with a short name, sector words and an English name.

    Made-up names that the built-in registry has are left out.
    """
    source = random.Random(count)  # noqa: S311 (no secret)
    built_in = knowledge.load().library.alliances.values()
    taken = {core_name(name) for one in built_in for name in (one.name, *one.aliases, *one.words)}
    lines = ["alliances:"]
    for number, name in enumerate(name for name in names(count) if name not in taken):
        lines += [
            f"  - id: made_up_{number}",
            f"    name: {name}产业技术创新战略联盟",
            f"    words: [{name}促进会]",
            f"    english: [made up alliance {number}]",
            f"    sectors: [{', '.join(source.sample(sector_words(), 5))}]",
        ]
    (folder / "alliances.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def misspelt(name: str, faults: int, source: random.Random) -> str:
    """`name` with so many faults: wrong, same-sounding, missing, extra or swapped characters."""
    said = name
    while said == name:
        said = name
        for _ in range(faults):
            said = source.choice(_FAULTS)(said, source)
    return said


def _wrong(name: str, source: random.Random) -> str:
    at = source.randrange(len(name))
    return name[:at] + source.choice(_characters()) + name[at + 1 :]


def _same_sound(name: str, source: random.Random) -> str:
    at = source.randrange(len(name))
    return name[:at] + source.choice(_by_sound().get(reading(name[at]), name[at])) + name[at + 1 :]


def _missing(name: str, source: random.Random) -> str:
    at = source.randrange(len(name))
    return name[:at] + name[at + 1 :]


def _extra(name: str, source: random.Random) -> str:
    at = source.randrange(len(name) + 1)
    return name[:at] + source.choice(_characters()) + name[at:]


def _swapped(name: str, source: random.Random) -> str:
    at = source.randrange(len(name) - 1)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


_FAULTS = (_wrong, _same_sound, _missing, _extra, _swapped)


@cache
def _characters() -> str:
    """The 3,755 commonest Han characters, which are the first level of GB 2312."""
    codes = (bytes((high, low)) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
    return b"".join(codes).decode("gb2312", "ignore")


@cache
def _by_sound() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for char in _characters():
        found[reading(char)].append(char)
    return found
