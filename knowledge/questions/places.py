"""Places in a list of anything, counted from either end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

_T = TypeVar("_T")


class Positions(NamedTuple):
    """Places in a list from `first` to `last`, counted from 1; negative ones from the end."""

    first: int
    last: int


def from_front(place: int, size: int) -> int:
    """`place` counted from the front of a list of `size`: 0 for any before it, `size` + 1 for any behind it.

    >>> [from_front(place, 22) for place in (1, -1, -30, 4_000_000)]
    [1, 22, 0, 23]
    """
    return min(max(place if place > 0 else size + 1 + place, 0), size + 1)


def between(things: Sequence[_T], first: int, last: int) -> Sequence[_T]:
    """Those from the place `first` to `last`, as `Positions` count them.

    >>> between("abcd", 2, -1), between("abcd", -9, 2), between("abcd", 5, 9)
    ('bcd', 'ab', '')
    """
    start, end = (from_front(place, len(things)) for place in (first, last))
    return things[max(start, 1) - 1 : end]
