"""How far a wording is from a name, in terms of the mistakes people make when they type Chinese."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from knowledge.text.syllables import readings, similar
from knowledge.text.words import lines

SAME_SOUND = 0.3
SHAPE_ALIKE = 0.4
SIMILAR_SOUND = 0.45
SWAPPED = 0.5
DOUBLED = 0.3
MISSING = 0.7
UNRELATED = 1.0
"""Cost of each mistake. An unrelated or extra character makes another word as often as not (光伏 for 光热),
so that a name with one is never taken for sure; see tests/benchmarks/calibration.py for the measurement."""

SHORTEST_SHAPE_ALIKE = 3
MOST_COMPARED = 20_000
"""So many pairs of characters, those that came latest, are not compared anew."""


class Distance(NamedTuple):
    """`cost`: sum of the mistakes; `plain`: none of them is an unrelated or an extra character."""

    cost: float
    plain: bool
    how: str


def distance(said: str, name: str) -> Distance:
    """What has to be forgiven to read `said` as `name` (both in lower case).

    One wrong or one missing character, which most misspellings have, is told without comparing all with all.
    """
    if len(said) == len(name):
        wrong = [pair for pair in zip(said, name, strict=True) if pair[0] != pair[1]]
        if len(wrong) == 1:
            cost, how = _substitution(*wrong[0])
            return Distance(cost, cost < UNRELATED, how)
    if len(said) + 1 == len(name) and any(name[:at] + name[at + 1 :] == said for at in range(len(name))):
        return Distance(MISSING, plain=True, how="fuzzy")
    return _compared(said, name)


def _compared(said: str, name: str) -> Distance:
    """The least that has to be forgiven, of all ways to read the characters of `said` as those of `name`."""
    rows: list[list[tuple[float, bool, str]]] = [[(0.0, True, "exact")]]
    rows[0] += [(MISSING * length, True, "fuzzy") for length in range(1, len(name) + 1)]
    for row, heard in enumerate(said, start=1):
        extra = DOUBLED if row > 1 and said[row - 2] == heard else UNRELATED
        cost, plain, _ = rows[row - 1][0]
        line = [(cost + extra, plain and extra < UNRELATED, "fuzzy")]
        for column, meant in enumerate(name, start=1):
            options = [
                _step(rows[row - 1][column - 1], *_substitution(heard, meant)),
                _step(line[column - 1], MISSING, "fuzzy"),
                _step(rows[row - 1][column], extra, "fuzzy"),
            ]
            if row > 1 and column > 1 and heard == name[column - 2] and said[row - 2] == meant and heard != meant:
                options.append(_step(rows[row - 2][column - 2], SWAPPED, "fuzzy"))
            line.append(min(options))
        rows.append(line)
    cost, plain, how = rows[-1][-1]
    return Distance(cost, plain, how)


def _step(before: tuple[float, bool, str], cost: float, how: str) -> tuple[float, bool, str]:
    worst = before[2] if how == "exact" else how if before[2] in ("exact", how) else "fuzzy"
    return before[0] + cost, before[1] and cost < UNRELATED, worst


@lru_cache(MOST_COMPARED)
def _substitution(heard: str, meant: str) -> tuple[float, str]:
    if heard == meant:
        return 0.0, "exact"
    if set(readings(heard)) & set(readings(meant)):
        return SAME_SOUND, "homophone"
    if any(heard in group and meant in group for group in shape_groups().get(heard, ())):
        return SHAPE_ALIKE, "shape"
    if any(similar(one, other) for one in readings(heard) for other in readings(meant)):
        return SIMILAR_SOUND, "homophone"
    return UNRELATED, "fuzzy"


@cache
def _soundalikes() -> frozenset[str]:
    return frozenset(lines("soundalikes"))


def is_another_word(said: str) -> bool:
    """Whether what may be a misspelling holds a word of its own instead of one of a name (光鲜材料, 滑县)."""
    words = _soundalikes()
    return any(said[start:end] in words for start in range(len(said)) for end in range(start + 2, start + 5))


@cache
def shape_groups() -> dict[str, list[str]]:
    """Characters that look alike, one group a line, by character."""
    groups: dict[str, list[str]] = {}
    for group in lines("shapes"):
        for char in group:
            groups.setdefault(char, []).append(group)
    return groups


def shape_alikes(word: str) -> list[str]:
    """`word` with one character mistaken by its look (活跃度一船); none for shorter words, which become others."""
    if len(word) < SHORTEST_SHAPE_ALIKE:
        return []
    return [
        word[:at] + other + word[at + 1 :]
        for at, char in enumerate(word)
        for group in shape_groups().get(char, ())
        for other in group
        if other != char
    ]
