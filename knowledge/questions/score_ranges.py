"""Scores from one to another: 85分以上, 70到84, 不低于60分, 七十多分."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from knowledge.text.patterns import lazy_pattern

NUMBER = r"-?\d+(?:\.\d+)?"
_RANGE = lazy_pattern(rf"({NUMBER})分?\s*(?:[-~—–]|到|至)\s*({NUMBER})\s*分?(?!%|月|年|家|名|位|个)")
_BOUND = lazy_pattern(
    rf"({NUMBER})\s*分?\s*(?:及|或|和)?(?:者)?(以上|以下|再?往上|再?往下|起|及格|封顶|之上|之下|以内)"
)
_UP = ("以上", "往上", "再往上", "起", "之上", "及格")
_OVER = lazy_pattern(
    rf"(高于等于|大于等于|不小于|低于等于|小于等于|不大于|超过|(?<![一-龥])过|高于|大于|不低于|至少|低于|不到|小于|少于|不足|不满|没到|没有到|未到|还没到|没过|未达到?|没达到?|未满|达不到|够不到|不高于|不超过)\s*({NUMBER})\s*(?:分|(?=的|就|算|$|[,，?？]))"
)
_REACHED = lazy_pattern(
    rf"(?<![未没不])(?:达到|达|上了|够|满|过了?)\s*({NUMBER})\s*分(?=[^,，。]{{0,8}}(?:几家|多少|几个|数))"
)
_ABOUT = lazy_pattern(r"(?<![\d.])([1-9]0)(?:几|多|来)(?:分|(?=[的\s,，。?？!！]|$))")
_IN_RANGES = lazy_pattern("[几多来~—–到至上下起及封内达够满过于不没未-]")
"""A text with none of these names no range."""


class ScoreRange(NamedTuple):
    """Scores from `lowest` to `highest`, inclusive, None where open; `strict` where the bound itself is out."""

    lowest: Fraction | None
    highest: Fraction | None
    strict: bool = False


def read_score_range(text: str) -> tuple[ScoreRange | None, str]:
    """The first range of scores in `text`, if it names one, and `text` without it."""
    if not _IN_RANGES.search(text):
        return None, text
    if match := _ABOUT.search(text):
        low = Fraction(match[1])
        return ScoreRange(low, low + 9), _without(match)
    if match := _RANGE.search(text):
        low, high = sorted((Fraction(match[1]), Fraction(match[2])))
        return ScoreRange(low, high), _without(match)
    if both := _between_bounds(text):
        return both
    if match := _BOUND.search(text):
        bound = Fraction(match[1])
        found = ScoreRange(bound, None) if match[2] in _UP else ScoreRange(None, bound)
        return found, _without(match)
    if match := _REACHED.search(text):
        return ScoreRange(Fraction(match[1]), None), _without(match)
    if match := _OVER.search(text):
        bound = Fraction(match[2])
        up = re.match("超过|过|高于|大于|不低|不小|至少", match[1]) is not None
        strict = re.search("等于|不[低高超小大]|至少", match[1]) is None
        found = ScoreRange(bound, None, strict) if up else ScoreRange(None, bound, strict)
        return found, _without(match)
    return None, text


def _between_bounds(text: str) -> tuple[ScoreRange, str] | None:
    """85分以上90分以下: both ends of one range, each bound included."""
    ends = {match[2] in _UP: match for match in _BOUND.finditer(text)}
    if len(ends) < 2 or (low := Fraction(ends[True][1])) >= (high := Fraction(ends[False][1])):  # noqa: PLR2004
        return None
    return ScoreRange(low, high), _BOUND.sub("，", text)


def _without(match: re.Match[str]) -> str:
    """The text in which `match` was found, without it."""
    return f"{match.string[: match.start()]}，{match.string[match.end() :]}"
