"""Finds the names nearest to a misspelt one among any number of names.

Each syllable has the set of names that hold it, as the bits of one integer, so that a few operations on integers
leave the names in which enough of the syllables said occur. No name within so many faults is missed, since a fault
spoils one syllable at most; and as names that are written alike sound alike, the sounds alone are enough. Only what
is left is compared: the result is that of comparing the whole list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.names.faults import Distance, distance
from knowledge.text.syllables import spoken

MOST_FAULTS = 3
"""Faults (wrong, missing, extra or swapped syllables) up to which names are looked for, more of them only where fewer
find nothing. Half of the syllables said must be right in any case."""
MOST_WEIGHED = 12
"""Of the nearest names by plain faults so many are weighed by how easily the mistakes are made."""
MOST_REMEMBERED = 2_000
"""So many wordings, those that came latest, are not compared anew: what is no name of ours is often a common word."""


_Piece = TypeVar("_Piece", str, int)


class Found(NamedTuple):
    """A name by its position in the list, and how far the wording is from it."""

    position: int
    distance: Distance


class NameIndex:
    """Names by sound; positions in `names` are what it finds."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = list(names)
        self._sounds = [spoken(name) for name in names]
        self._holding = _bit_sets(self._sounds)
        self._of_length = _bit_sets([(len(name),) for name in self._names])
        self.nearest = lru_cache(MOST_REMEMBERED)(self._nearest)

    def _nearest(self, said: str) -> Sequence[Found]:
        """The names nearest to `said`, the nearest first; none where all are too far. `nearest` remembers them."""
        heard = spoken(said)
        missing = self._missing(heard)
        near: list[tuple[int, int]] = []
        for faults in range(1, MOST_FAULTS + 1):
            if not near and (possible := self._possible(len(heard), missing, faults)):
                near = self._compared(heard, possible, faults)
        if not near:
            return ()
        weighed = [Found(position, distance(said, self._names[position])) for position in self._fewest(said, near)]
        return sorted(weighed, key=lambda found: (found.distance.cost, found.position))

    def containing(self, part: str) -> Iterator[int]:
        """The positions of the names that hold `part`."""
        return (position for position in self.sounding_of(part) if part in self._names[position])

    def sounding_of(self, part: str) -> Iterator[int]:
        """The positions of the names that hold every syllable of `part`, in whatever order."""
        left = -1
        for syllable in set(spoken(part)):
            left &= self._holding.get(syllable, 0)
        return _positions(left)

    def _missing(self, heard: str) -> list[int]:
        """For 0, 1, 2 … the names (bits) in which at most so many of the syllables heard are missing."""
        missing = [(1 << len(self._names)) - 1] * (min(MOST_FAULTS, len(heard) // 2) + 1)
        for syllable in set(heard):
            holding, times = self._holding.get(syllable, 0), heard.count(syllable)
            missing = [(names & holding) | (missing[k - times] if k >= times else 0) for k, names in enumerate(missing)]
        return missing

    def _possible(self, length: int, missing: Sequence[int], faults: int) -> int:
        """The names (bits) that may be within so many faults: each syllable that a longer name has more is one."""
        possible = 0
        for wanted in range(max(length - faults, 1), length + faults + 1):
            wrong = min(faults - max(wanted - length, 0), len(missing) - 1)
            possible |= missing[wrong] & self._of_length.get(wanted, 0)
        return possible

    def _compared(self, heard: str, possible: int, faults: int) -> list[tuple[int, int]]:
        """(position, faults) of the possible names (bits) that sound alike but for so many faults."""
        positions = list(_positions(possible))
        sounds = [self._sounds[position] for position in positions]
        found = process.extract(heard, sounds, scorer=OSA.distance, processor=None, score_cutoff=faults, limit=None)
        return [(positions[at], int(distance)) for _, distance, at in found]

    def _fewest(self, said: str, near: Sequence[tuple[int, int]]) -> list[int]:
        """The positions of the names with the fewest faults in sound and in writing."""
        names = [self._names[position] for position, _ in near]
        written = process.extract(said, names, scorer=OSA.distance, processor=None, limit=None)
        order = sorted((near[at][1] + int(faults), near[at][0]) for _, faults, at in written)
        return [position for _, position in order[:MOST_WEIGHED]]


def _bit_sets(rows: Sequence[Iterable[_Piece]]) -> dict[_Piece, int]:
    """For each piece the positions of the rows that hold it, as the bits of an integer."""
    size = len(rows) // 8 + 1
    found: dict[_Piece, bytearray] = {}
    for position, row in enumerate(rows):
        for piece in row:
            if piece not in found:
                found[piece] = bytearray(size)
            found[piece][position >> 3] |= 1 << (position & 7)
    return {piece: int.from_bytes(bits, "little") for piece, bits in found.items()}


def _positions(bits: int) -> Iterator[int]:
    """The positions of the bits that are set."""
    digits = bin(bits)[:1:-1]
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)
