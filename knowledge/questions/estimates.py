"""Numbers of alliances and shares that are only said to be about, above or below something (三十多家, 不到两成), and fractions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf, nextafter

from knowledge.text.patterns import lazy_pattern

_DIGITS = {char: value for value, char in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_FRACTION = rf"(?:[{''.join(_DIGITS)}]|\d{{1,2}})分之(?:[{''.join(_DIGITS)}]|\d{{1,2}})"
_OVER = r"超过|多于|大于|高于|不止|超出|超"
_UNDER = r"少于|低于|小于|(?<![到够足满达])(?:不[到足满够]|达不到)|(?<![有到达])[没未]有?达?到|未达"
_AT_LEAST = r"至少|起码|最少|不少于|不低于|不小于|不下于"
_AT_MOST = r"最多|至多|顶多|不多于|不高于|不大于|(?<![超有])[不未没](?:有|会|曾)?超过"
_NEARLY = r"将近|接近|(?<![最附接])近|快"
_ABOUT = r"大约|大概|约|差不多|约莫|大致"
_CLAIM = lazy_pattern(
    rf"(?:(?P<before>{_AT_MOST}|{_AT_LEAST}|{_OVER}|{_UNDER}|{_NEARLY}|{_ABOUT})(?:有|了|为|占|是)?\s*(?:(?:联盟|参评|总|全部|全体|所有|试点)[^\d,，。的]{{0,4}}的)?)?"
    rf"(?<![第前后.\d-])(?P<told>(?P<number>\d+(?:\.\d+)?)\s*(?P<odd>多|几|来|余)?(?P<unit>%|家|个(?!百分|等级|档|月|人|字|年))|{_FRACTION})"
    r"(?P<after>多(?!少)|强|以上|以下|之上|之下|左右|上下|出头|以内|之内|不到(?!\s*\d)|不止)?"
)
_THAN = lazy_pattern(r"比(\d+(?:\.\d+)?(?:%|家|个))(?:联盟)?(?:还|要|更|来得)?([多高少低])(?![少了出几\d])")
"""比22家多 is over 22; 比22家多3家 tells a difference."""
_HOW = {
    word: how
    for how, words in {
        "over": "超过 多于 大于 高于 不止 超出 超",
        "odd": "多 几 余 强",
        "under": "少于 低于 小于 不到 不足 不满 不够 达不到 没到 没有到 没达到 没有达到 未到 未有到 未达到 未有达到 未达",
        "at least": "至少 起码 最少 不少于 不低于 不小于 不下于 以上 之上",
        "at most": "最多 至多 顶多 不多于 不高于 不大于 以下 之下 以内 之内",
        "nearly": "将近 接近 近 快",
        "about": "大约 大概 约 差不多 约莫 大致 来 左右 上下",
        "little over": "出头",
    }.items()
    for word in words.split()
}
TENS = 10
"""三十多 goes up to forty, 三十五多 hardly beyond thirty-six."""
HUNDREDS = 100
_LITTLE = 0.4
"""三十出头 is less than half of what is missing to forty."""
_MORE_OF_A_PART = 0.2
"""五分之一多 is less than a quarter."""
_ROUNDING = 0.005
"""Shares are printed with two decimals."""


@dataclass(frozen=True)
class Claim:
    """A number that is said to lie from `lowest` to `highest`, both included, None where open: 三十多家, 不到两成."""

    said: str
    lowest: float
    highest: float | None
    share: bool

    def fits(self, number: float) -> bool:
        """Whether `number` is one of those."""
        return self.lowest <= number and (self.highest is None or number <= self.highest)


def read_claims(text: str) -> tuple[str, list[Claim]]:
    """The numbers that are said to be about, above or below something, and `text` without them.

    >>> read_claims("A级不到22家")[1][0].highest, read_claims("不活跃占四分之一")[1][0].said
    (21.999999999999996, '四分之一')
    """
    found: list[Claim] = []

    def take(match: re.Match[str]) -> str:
        claim = _claim(match)
        if claim is None:
            return match[0]
        found.append(claim)
        return "，"

    if "上百" in text:
        text = re.sub(r"上百(?=[家个])", "至少100", text)
    if "比" in text:
        text = _THAN.sub(lambda m: f"{'超过' if m[2] in '多高' else '不到'}{m[1]}", text)
    return _CLAIM.sub(take, text), found


def claim_at(text: str, place: int) -> Claim | None:
    """What is claimed with the number at `place` of `text`; nothing where it stands alone."""
    matches = (match for match in _CLAIM.finditer(text) if match.start("told") == place)
    return next((claim for match in matches if (claim := _claim(match))), None)


def _claim(match: re.Match[str]) -> Claim | None:
    before, after = match["before"], match["after"]
    words = [word for word in (before, match["odd"], after) if word]
    fraction = match["number"] is None
    if not (words or fraction):
        return None
    value = _percent(match["told"]) if fraction else float(match["number"])
    hows = {_HOW.get(word, "at most") for word in words}
    lowest, highest = _limits(value, hows, whole=not fraction)
    said = re.sub(r"\s", "", f"{before or ''}{match['told']}{after or ''}")
    return Claim(said, lowest, highest, fraction or match["unit"] == "%")


def _percent(fraction: str) -> float:
    """三分之一 as a share in percent."""
    whole, part = (int(one) if one.isdigit() else _DIGITS[one] for one in fraction.split("分之"))
    return 100 * part / whole if whole else inf


def _limits(value: float, hows: set[str], *, whole: bool) -> tuple[float, float | None]:
    """From where to where a number goes that is said so; over and under a number is not the number itself."""
    above, below = nextafter(value, inf), nextafter(value, -inf)
    around, step = (_tolerance(value), _step(value)) if whole else (value / TENS, value * _MORE_OF_A_PART)
    limits: dict[str, tuple[float, float | None]] = {
        "at most": (0.0, value),
        "under": (0.0, below),
        "at least": (value, None),
        "over": (above, None),
        "nearly": (value - max(1, value / TENS), below),
        "little over": (above, value + max(1, _LITTLE * step)),
        "odd": (above, nextafter(value + step, -inf)),
        "about": (value - around, value + around),
    }
    exact = (value - _ROUNDING, value + _ROUNDING)
    return next((found for how, found in limits.items() if how in hows), exact)


def _tolerance(value: float) -> float:
    """How far a number may be that is said to be about `value`, which is the less the less round it is: 2 for 20, 1 for 24."""
    roundest = inf if value % TENS == 0 else TENS / 4 if value % (TENS / 2) == 0 else 1
    return min(max(1, value / TENS), roundest)


def _step(value: float) -> float:
    """How far the next number is that is as round: 200 for 100, 40 for 30, 36 for 35."""
    return next((float(step) for step in (HUNDREDS, TENS) if value and value % step == 0), 1.0)
