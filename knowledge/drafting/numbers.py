"""Numbers, shares, dates and scores as articles print them, made digits."""

from __future__ import annotations

import re

from knowledge.text.numerals import number

_DIGITS = {"零": "0", "〇": "0", "○": "0", **{char: str(value) for value, char in enumerate("一二三四五六七八九", 1)}}
_NUMERAL = r"[零〇○一二两三四五六七八九十百千廿卅壹贰叁肆伍陆柒捌玖拾佰]+"
_SHARE = re.compile(rf"百分之({_NUMERAL}|\d+)(?:点({_NUMERAL})|(\.\d+))?")
_YEAR = re.compile(r"((?:一九|二[零〇○])[零〇○一二三四五六七八九]{2})(?=年|[-—–~至到、和与及连])")
_DAY = re.compile(rf"({_NUMERAL})月({_NUMERAL})(?=[日号])")
_COUNTED = re.compile(rf"({_NUMERAL})(?=[余多几]?(?:家|个|人|名|位|次|届|轮|年|分(?!之(?!间)|[别会级等组场布析享论])))")
_FROM = re.compile(rf"({_NUMERAL})(?=[-至到—–~]+(?:{_NUMERAL}|\d+)分)")
_ALLIANCES = re.compile(r"(?<=\d)[个间](?=(?:国家|试点|参评|入选|获评|产业技术创新战略|产业)*联盟)")
_EVALUATION = re.compile(r"评[核鉴](?!意见)")
_SMALL_WORDS = ("一", "十", "百", "千", "零")
LEVELS = r"(?:等级|档次|级别|等次|层级|类别|层次|梯队|档|级|等|类)"


def plain(text: str) -> str:
    """`text` with Chinese numerals as digits where they count, date or share something, and alliances counted by 家.

    >>> plain("二〇二五年六月二十日，三十三个联盟，占百分之三十二点零四，一般")
    '2025年6月20日，33家联盟，占32.04%，一般'
    """
    text = _SHARE.sub(_share, text)
    text = _YEAR.sub(lambda match: "".join(_DIGITS[char] for char in match[1]), text)
    text = _DAY.sub(lambda match: f"{value(match[1])}月{value(match[2])}", text)
    text = _FROM.sub(lambda match: str(value(match[1]) or match[1]), text)
    return _ALLIANCES.sub("家", _COUNTED.sub(_counted, text))


def common(text: str) -> str:
    """`text` with the evaluation called as most articles call it.

    >>> common("是次评核")
    '是次评价'
    """
    return _EVALUATION.sub("评价", text)


def value(written: str) -> int | None:
    """The number that `written` is, in digits or Chinese numerals, None where it is none.

    >>> value("35"), value("十一"), value("三四")
    (35, 11, None)
    """
    return int(written) if written.isdecimal() else number(written)


def _share(match: re.Match[str]) -> str:
    whole = value(match[1])
    if whole is None:
        return match[0]
    decimals = f".{''.join(_DIGITS.get(char, '') for char in match[2])}" if match[2] else match[3] or ""
    return f"{whole}{decimals}%"


def _counted(match: re.Match[str]) -> str:
    found = value(match[1])
    if len(match[1]) == 1 and re.match(r"分[为成作]", match.string[match.end() :]):
        return match[0]
    alone = match[1] in _SMALL_WORDS and not re.search(r"[有仅只共为第]$", match.string[: match.start()])
    many = match[1] == "十" and match.string[match.end()] in "余多几家"
    return match[0] if found is None or (alone and not many) else str(found)
