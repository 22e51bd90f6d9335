"""What the keys of a data file mean, in words for editors."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache

from knowledge.text.words import table


def meaning(key: str) -> str | None:
    """What `key`, dotted and without list numbers, stands for; None where it needs no words.

    >>> meaning("grade.numbered")
    '原文的名单编了号就写 true'
    """
    known = _meanings()
    return known.get(key) or known.get(key.rpartition(".")[2])


def dotted(place: Sequence[str | int]) -> str:
    """The key at `place` in a file, without list numbers."""
    return ".".join(str(part) for part in place if isinstance(part, str))


def similar(key: str) -> str | None:
    """The key that a misspelt one may be meant for."""
    parent, _, name = key.rpartition(".")
    siblings = [known.rpartition(".")[2] for known in _meanings() if known.rpartition(".")[0] == parent]
    return next(iter(get_close_matches(name, siblings, 1)), None)


@cache
def _meanings() -> dict[str, str]:
    return {str(key): str(words) for key, words in table("fields").items()}
