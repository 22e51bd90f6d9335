"""The ways in which the names of alliances are written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from knowledge.answer import How
from knowledge.reports.models import SUFFIX, Alliance, core_name
from knowledge.text.cleaning import clean
from knowledge.text.syllables import reading

SHORTEST_PART = 6
"""Shorter pieces of an English name are words of many other things (LED, car)."""


@dataclass(frozen=True)
class Surface:
    """A way to write the name of an alliance."""

    text: str
    alliance: str
    how: How


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """`name` as questions are compared; sector words come again and again in a long registry."""
    return clean(name).lower()


def surfaces(alliance: Alliance) -> list[Surface]:
    """Every way to write the name, without suffixes, cleaned, in lower case."""
    written: dict[str, How] = {}
    full, core = plain(alliance.name), plain(alliance.core)
    written[core] = "exact"
    whole = full.removesuffix(SUFFIX).removesuffix("技术创新战略联盟")
    written.update({whole: "exact", whole.replace("(", "").replace(")", ""): "exact"})
    for alias in (*alliance.aliases, *alliance.words):
        written.setdefault(core_name(plain(alias)), "alias")
        written.setdefault(plain(alias), "alias")
    for name in alliance.english:
        written.setdefault(plain(name).replace(" ", ""), "english")
    return [Surface(text, alliance.id, how) for text, how in written.items() if text]


def english_parts(alliances: Iterable[Alliance]) -> dict[str, tuple[str, ...]]:
    """The alliances whose English names hold so many words in a row (textile machinery), but not all of them."""
    found: dict[str, dict[str, None]] = {}
    for alliance in alliances:
        for name in alliance.english:
            words = plain(name).split()
            for start in range(len(words)):
                for end in range(start + 1, len(words) + 1):
                    part = " ".join(words[start:end])
                    if end - start < len(words) and len(part) >= SHORTEST_PART:
                        found.setdefault(part, {})[alliance.id] = None
    return {part: tuple(owners) for part, owners in found.items()}


def abbreviations(alliances: Iterable[Alliance]) -> dict[str, tuple[str, ...]]:
    """The alliances by the first letters of their syllables (nyzb, with lm for 联盟 too), and Latin names with an A (BIMA)."""
    found: dict[str, dict[str, None]] = {}
    for alliance in alliances:
        for surface in surfaces(alliance):
            letters = "".join(reading(char)[0] for char in surface.text if not char.isspace())
            forms = [letters, letters + "lm"]
            if surface.text.isascii():
                forms = [surface.text + "a"]
            elif not letters.isalpha() or not letters.isascii():
                forms = []
            for form in forms:
                found.setdefault(form, {})[alliance.id] = None
    return {form: tuple(owners) for form, owners in found.items()}
