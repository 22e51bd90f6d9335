"""Chinese numerals as people write scores, counts, positions and shares.

Only a numeral with a unit (八十五分, 三十七家) or a mark before it (第廿二, 前五, 百分之二十二) is one: the 一 of
一般 and 新一代 is none, and 三四家 stays what it is.
"""

from __future__ import annotations

import re

from knowledge.text.patterns import lazy_pattern

_DIGITS = {
    char: value
    for value, chars in enumerate(
        ["零〇○", "一壹", "二贰两俩", "三叁仨", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"]
    )
    for char in chars
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "廿": 20, "卅": 30}
_NUMERAL = r"[零〇○一二两三四五六七八九十百千廿卅壹贰叁肆伍陆柒捌玖拾佰俩仨]{1,12}"
_POINTED = rf"{_NUMERAL}(?:点[零〇一二三四五六七八九]{{1,6}})?"
_ANY = lazy_pattern(rf"[{''.join(_DIGITS)}{''.join(_UNITS)}]|百分之|成")
_SHARE = lazy_pattern(rf"百分之({_POINTED}|\d+(?:\.\d+)?)")
_TENTHS = lazy_pattern(rf"({_NUMERAL}|\d)成(?![立员果效就本功熟为分])([一二三四五六七八九半](?!般|档|家|个|级))?")
_MARKED = lazy_pattern(rf"(倒数第|倒数|第|前|后|负)({_POINTED})(?![般些样代体定直起旦])")
_COUNTED = lazy_pattern(
    rf"({_POINTED})(?=[几多来余]?分(?!之(?![间内上下])|别)|[几多来余]?[家个名位号年档项条倍步强人页次届种类]|\s*[,，。.?？!！]?$)"
)
_TENS = lazy_pattern(
    r"(?<![一-龥\d])([二三四五六七八九]?十[一二三四五六七八九]?|一百(?:零?[一二三四五六七八九]十?)?)(?=分别|以[上下]|往[上下]|及以|开外|[整呢吧的\s、,，;；.。?？!！(（)）/~\-到至和跟与]|$)|(?:(?<=序号)|(?<=[和与跟至到]))(十[一二三四五六七八九]|[二三四五六七八九]十[一二三四五六七八九]?)(?![一-龥]*[届年])|(?<=[分拿得考到是了于过满足够])([二三四五六七八九]十[一二三四五六七八九]?)(?![几多余来年代一-龥]*[届年])(?=[\W]|$|[的呢吧就到至之])"
)

_SHORT_YEAR = lazy_pattern(
    r"(?<![零〇一二三四五六七八九十百])(?:一[三四五六七八九]|二[零〇一])(?=年(?!级|[来以]|多(?!少)))"
)
"""一三年, 一九年; not 二三年, which are two or three years."""
_ERA = "民国"
_REPUBLICAN = lazy_pattern(rf"{_ERA}\s*(\d{{2,3}})(?=年)")
_BEFORE_THE_ERA = 1911


def number(numeral: str) -> int | None:
    """The value of a Chinese numeral, None where it is none (三四, 十百).

    >>> number("八十五"), number("廿二"), number("一百零五"), number("一百二"), number("三四")
    (85, 22, 105, 120, None)
    """
    if len(numeral) > 2 and numeral[-2] in "百佰" and numeral[-1] in _DIGITS:  # noqa: PLR2004 (一百二 is 120)
        numeral += "十"
    total, digit = 0, None
    for char in numeral:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        elif _UNITS[char] in (20, 30):
            if digit is not None:
                return None
            total += _UNITS[char]
        else:
            if digit is None and total and _UNITS[char] != _UNITS["十"]:
                return None
            total += (1 if digit is None else digit) * _UNITS[char]
            digit = None
    return total + (digit or 0)


def _digits(numeral: str) -> str | None:
    """`numeral` in digits: 二十二点二九 → 22.29; digit by digit where there is no unit: 二零一九 → 2019."""
    whole, _, decimals = numeral.partition("点")
    if len(whole) > 2 and all(char in _DIGITS for char in whole):  # noqa: PLR2004 (三四家 has two, a year four)
        value: int | str | None = "".join(str(_DIGITS[char]) for char in whole)
    else:
        value = number(whole)
    if value is None:
        return None
    return f"{value}.{''.join(str(_DIGITS[char]) for char in decimals)}" if decimals else str(value)


def _share(match: re.Match[str]) -> str:
    found = match[1] if match[1][0].isdigit() else _digits(match[1])
    return f"{found}%" if found else match[0]


def _tenths(match: re.Match[str]) -> str:
    found = match[1] if match[1].isdigit() else number(match[1])
    more = 5 if match[2] == "半" else _DIGITS.get(match[2] or "", 0)
    return f"{int(found) * 10 + more}%" if found and int(found) < 10 else match[0]  # noqa: PLR2004


def _marked(match: re.Match[str]) -> str:
    found = _digits(match[2])
    mark = "-" if match[1] == "负" else match[1]
    return f"{mark}{found}" if found else match[0]


def arabic(text: str) -> str:
    """`text` with its numerals as digits.

    >>> arabic("八十五分、百分之二十二点二九、第廿二、一般、新一代")
    '85分、22.29%、第22、一般、新一代'
    """
    if not _ANY.search(text):
        return _of_the_era(text)

    def counted(match: re.Match[str]) -> str:
        found = _digits(match[1])
        about = text[match.end() : match.end() + 1] in ("几", "多", "来", "余")
        before = text[match.start() - 1] if match.start() else ""
        ten = match[1] == "十" and text.startswith("家", match.end()) and before not in ("几", "数", "好")
        if not found or (match[1] in ("一", "十", "百", "千", "零") and not (ten or (about and match[1] in "十百"))):
            return match[0]
        return f" {found}" if before.isascii() and before.isalnum() else found

    if "年" in text:
        text = _SHORT_YEAR.sub(lambda match: "".join(str(_DIGITS[char]) for char in match[0]), text)
    if "十" in text or "百" in text:
        text = _TENS.sub(lambda match: _digits(match[1] or match[2] or match[3]) or match[0], text)
    text = _SHARE.sub(_share, text)
    if "成" in text:
        text = _TENTHS.sub(_tenths, text)
    return _of_the_era(_COUNTED.sub(counted, _MARKED.sub(_marked, text)))


def _of_the_era(text: str) -> str:
    """`text` with years counted from 1912 as those of the common era (民国107年 → 2018年)."""
    return _REPUBLICAN.sub(lambda year: str(_BEFORE_THE_ERA + int(year[1])), text) if _ERA in text else text
