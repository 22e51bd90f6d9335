"""What is told by how far it is from what was spoken of: a score (涨1分呢), an evaluation (那之后呢)."""

from __future__ import annotations

from fractions import Fraction

from knowledge.text.patterns import lazy_pattern

_UP = ("涨", "加", "多", "高", "升", "增加", "提高", "添")
_CHANGED_SCORE = lazy_pattern(rf"({'|'.join(_UP)}|降|减|少|低|扣|掉|差)(?:了|个|到)?(\d+(?:\.\d+)?|[一十])分")
_FEW_POINTS = {"一": "1", "十": "10"}
"""Numerals that mean other things as well (一分, 十分) and stay as they are elsewhere."""

_BESIDE_IT = lazy_pattern(r"^(?:那|再)*(?:(之后|以后|后来|往后)|之前|以前|往前)的?[次年届回]?(?:呢|有吗|有没有)?\W*$")


def neighbour(text: str) -> str | None:
    """Whether `text` is nothing but the evaluation `after` the one spoken of, or `before` it.

    >>> neighbour("那之后呢"), neighbour("再之前呢?"), neighbour("之后公布的")
    ('after', 'before', None)
    """
    beside = _BESIDE_IT.search(text)
    return None if beside is None else "after" if beside[1] else "before"


def changed_score(text: str, score: str) -> str | None:
    """The score that `text` tells from `score`, None where it tells none.

    >>> changed_score("再涨1分呢", "84"), changed_score("少一分", "85"), changed_score("呢", "85")
    ('85', '84', None)
    """
    changed = _CHANGED_SCORE.search(text)
    if not changed:
        return None
    step = Fraction(_FEW_POINTS.get(changed[2], changed[2])) * (1 if changed[1] in _UP else -1)
    return f"{float(Fraction(score) + step):g}"
