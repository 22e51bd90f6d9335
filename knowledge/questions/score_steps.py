"""Scores that are told by how far they are from a number (满分少16分, 85分扣1分, 差3分到85分, 85分的一半)."""

from __future__ import annotations

import re
from fractions import Fraction

from knowledge.text.patterns import lazy_pattern

_FULL_MARKS = {"满分": "100"}
_FEW_POINTS = {"一": "1", "十": "10"}
_BASE = r"(?:满分|(?<![\d.第])\d{2,3}(?:\.\d)?(?![\d.年]))"
_BY = r"(?:\d{1,2}(?:\.\d)?|[一十])"
_DOWN = r"[差缺欠少低扣减掉降丢跌失]|减少|降低|下降|扣掉|扣除|减去|减掉|倒扣"
_UP = r"[多高超涨升加添]|高出|超出|上涨|上升|提高|增加|加上"
_LINE = r"分?(?:的?(?:分数线|线|门槛|标准))?"
_JUST = r"(?:刚好|正好|恰好|刚|还|就|只|仅|要|也|整整)*"
_SUPPOSED = r"(?:如果|要是|假如|假设|若是|今年|明年|后来|然后|结果|若|又|再|被|会|能|给|还)"
_FROM = lazy_pattern(
    rf"(?:离|距离?|比|相比){_JUST}(?P<base>{_BASE}){_LINE}(?:相比|来说)?,?{_JUST}(?P<sign>{_DOWN}|有|{_UP})(?:了|出|着)?(?P<by>{_BY})分"
    rf"|(?P<before>[差欠低]|低于|少于|[高超]|高于|高过|超过|高出)(?P<beyond>{_BASE})分?(?P<far>{_BY})分"
)
"""离85还差3分, 比满分少16分, 差85分1分."""
_TO = lazy_pattern(
    rf"(?P<sign>[差缺欠少低])了?(?P<by>{_BY})分,?(?:就|才)?(?:能|可以)?[到够满上](?P<base>{_BASE})分?"
    rf"|差(?P<short>{_BY})分(?P<full>满分)"
    rf"|(?P<rising>{_UP})了?(?P<more>{_BY})分,?(?:就|才)(?:能|可以)?(?:[到够满上有是]|达到)?(?P<reached>{_BASE})分?"
)
"""差3分到85分, 再加1分就85了."""
_CHANGED = lazy_pattern(
    rf"(?P<base>{_BASE})"
    rf"(?:分?(?:的?基础上)?(?:[,， ]?{_SUPPOSED}+|(?=[^,， ]))(?P<sign>(?!差|缺|欠){_DOWN}|{_UP})|(?P<mark>分?[+-]))"
    rf"(?:了|个|上|过|到)?(?P<by>{_BY})分"
)
"""90分扣6分, 去年90分今年掉了6分, 85-1分."""
_EITHER = lazy_pattern(
    rf"^\D*(?P<base>{_BASE})分差(?P<by>{_BY})分(?=\W*$|是|算|属|呢|什么|哪|在|归)"
    rf"|[少多](?:考|得|拿)?了?(?P<far>{_BY})分,?就是?(?P<reached>{_BASE})分?(?=\W*$|了)"
)
"""85分差3分, 少考1分就85: below the number or above it."""
_PART = lazy_pattern(rf"(?P<base>{_BASE})分?的?(?:一半|对半)|(?P<full>满分)的(?P<share>\d{{1,2}})%")
_VAGUE = lazy_pattern(
    rf"(?:离|距离?|比|相比){_JUST}{_BASE}{_LINE}{_JUST}(?:{_DOWN}|{_UP})了?(?:一?点|一?些|不少|很多|好多|许多|若干|一截|一大截)"
    rf"|{_BASE}分?{_SUPPOSED}*(?:扣|减|加|涨|掉|降)了?(?:一?点|一?些|不少|很多|若干)"
    rf"|{_BASE}分的?(?:打?[\d一二三四五六七八九两]+折|翻[\d一二两]?[倍番]|乘以?|除以?|[×÷*/]\d|[\d一二三四五六七八九两]+倍|[\d一二三四五六七八九]+分之)"
)
"""What cannot be told in points (比85分低一点, 85分打8折)."""
IN_STEPS = lazy_pattern("[差缺欠少低扣减掉降丢跌失多高超涨升加添半折翻乘除×÷*/倍之的有+-]")
"""A text with none of these tells no score by another."""
_NUMBER = lazy_pattern(r"(?<![\d.])\d{2,3}(?:\.\d)?(?![\d.])")
MOST_STEPS = 3
"""80分加5分再扣2分: so many changes of one score are followed."""
SMALL = 10
"""85-1分 is a difference where the second number has one digit, 70-84分 a range."""


def with_steps(text: str) -> tuple[str, bool]:
    """`text` with the scores that are meant in place of those that these are told by; whether one cannot be told.

    >>> with_steps("比85分低20分"), with_steps("80分再加5分"), with_steps("85分打8折")
    (('65分', False), ('85分', False), ('85分打8折', True))
    """
    if not IN_STEPS.search(text):
        return text, False
    if _VAGUE.search(text):
        return text, True
    told = {Fraction(number[0]) for number in _NUMBER.finditer(text)}
    text = _FROM.sub(lambda match: _from(match, told), text)
    text = _TO.sub(lambda match: _to(match, told), text)
    text = _EITHER.sub(_either, text)
    for _ in range(MOST_STEPS):
        changed = _CHANGED.sub(lambda match: _changed(match, told), text)
        if changed == text:
            break
        text = changed
    return _PART.sub(_part, text), False


def _value(written: str) -> Fraction:
    return Fraction(_FULL_MARKS.get(written) or _FEW_POINTS.get(written) or written)


def _points(value: Fraction) -> str:
    return f"{float(value):g}分"


def _rises(sign: str) -> bool:
    return re.fullmatch(rf"{_UP}|高于|高过|超过", sign) is not None


def _unless_told(value: Fraction, told: set[Fraction]) -> str:
    """The score `value`, unless the text names it itself."""
    return "，" if value in told else _points(value)


def _from(match: re.Match[str], told: set[Fraction]) -> str:
    base, by = _value(match["base"] or match["beyond"]), _value(match["by"] or match["far"])
    return _unless_told(base + by if _rises(match["sign"] or match["before"]) else base - by, told)


def _to(match: re.Match[str], told: set[Fraction]) -> str:
    base = _value(match["base"] or match["full"] or match["reached"])
    return _unless_told(base - _value(match["by"] or match["short"] or match["more"]), told)


def _changed(match: re.Match[str], told: set[Fraction]) -> str:
    """The score after the change; as it was where the text tells the outcome itself, or only how far two are apart."""
    sign = match["sign"] or match["mark"][-1]
    base, by = _value(match["base"]), _value(match["by"])
    if (sign == "-" and by >= SMALL) or not told.isdisjoint((base - by, base + by)):
        return match[0]
    return _points(base + by if sign == "+" or _rises(sign) else base - by)


def _either(match: re.Match[str]) -> str:
    base, by = _value(match["base"] or match["reached"]), _value(match["by"] or match["far"])
    return f"{_points(base - by)}或{_points(base + by)}"


def _part(match: re.Match[str]) -> str:
    return _points(_value(match["base"]) / 2 if match["base"] else Fraction(match["share"]))
