"""Finds the names nearest to a misspelt one among any number of names.

Two strings of n characters within k faults of each other share at least one of any k+1 characters, so that
the names which hold one of the k+1 rarest characters (or syllables) are the only candidates. Only those are
compared. The result is the same as comparing with the whole list, at a small part of its cost.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.syllables import spoken

MOST_FAULTS = 2
"""Faults (wrong, missing, extra or swapped characters) up to which a name is looked for."""


class NameIndex:
    """Names by characters and by sound; positions in `names` are what it finds."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = list(names)
        self._sounds = [spoken(name) for name in names]
        self._by_form = _postings(self._names)
        self._by_sound = _postings(self._sounds)

    def nearest(self, said: str, faults: int = MOST_FAULTS, limit: int = 8) -> list[tuple[int, int]]:
        """Up to `limit` (position, number of faults), the least faults first; by form or sound, whichever is nearer."""
        best: dict[int, int] = {}
        for query, strings, postings in (
            (said, self._names, self._by_form),
            (spoken(said), self._sounds, self._by_sound),
        ):
            positions = _candidates(query, postings, faults)
            near = process.extract(
                query,
                {position: strings[position] for position in positions},
                scorer=OSA.distance,
                processor=None,
                score_cutoff=faults,
                limit=limit,
            )
            for _, distance, position in near:
                best[position] = min(int(distance), best.get(position, faults + 1))
        return sorted(best.items(), key=lambda item: (item[1], item[0]))[:limit]


def _postings(strings: Iterable[str]) -> dict[str, array[int]]:
    postings: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for position, string in enumerate(strings):
        for char in set(string):
            postings[char].append(position)
    return dict(postings)


def _candidates(query: str, postings: dict[str, array[int]], faults: int) -> set[int]:
    chars = sorted(set(query), key=lambda char: len(postings.get(char, ())))
    found: set[int] = set()
    for char in chars[: faults + 1]:
        found.update(postings.get(char, ()))
    return found
