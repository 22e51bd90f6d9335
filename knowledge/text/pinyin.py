"""Numbers in typed pinyin (77fen, di qi ge, bashi fen), put into digits and the characters of their units."""

from __future__ import annotations

import re

from knowledge.text.numerals import number
from knowledge.text.patterns import lazy_pattern

_UNITS = {
    "fen": "分",
    "jia": "家",
    "ge": "个",
    "wei": "位",
    "hao": "号",
    "ming": "名",
    "niandu": "年度",
    "nian": "年",
    "ci": "次",
    "dang": "档",
}
_DIGITS = {
    "yi": "一",
    "er": "二",
    "liang": "两",
    "san": "三",
    "si": "四",
    "wu": "五",
    "liu": "六",
    "qi": "七",
    "ba": "八",
    "jiu": "九",
    "shi": "十",
    "bai": "百",
}
_UNIT = rf"({'|'.join(_UNITS)})(?![a-z])"
_NUMERAL = rf"((?:(?:{'|'.join(_DIGITS)}) ?)+)"
_COUNTED = lazy_pattern(rf"(\d) ?{_UNIT}|(?<![a-z])(di ?)?{_NUMERAL}{_UNIT}|(?<![a-z])di ?{_NUMERAL}(?![a-z])")
_IS = lazy_pattern(r" +(?:shi ?)?$")
"""di yi shi shui is 第一是谁."""
_BOUND = lazy_pattern(r"(?<=分) ?(?:ji |huo )?yi ?(shang|xia)(?![a-z])")
_SPELLINGS = lazy_pattern(r"(?<![a-z])(shei|dei)(?![a-z])")
_COMMONER = {"shei": "shui", "dei": "de"}
"""谁 and 得 are read so as well, but one reading of each character is known in pinyin."""
_LETTERS = lazy_pattern(r"[a-z]{2}")
_SYLLABLE = lazy_pattern("|".join(sorted(_DIGITS, key=len, reverse=True)))


def counted(text: str) -> str:
    """`text` with the numbers that stand before a unit or behind 第.

    >>> counted("77fen shi shenme"), counted("di qi ge shi shui"), counted("bashi fen yi shang"), counted("shi jia")
    ('77分 shi shenme', '第7个 shi shui', '80分以上', 'shi jia')
    """
    if not _LETTERS.search(text):
        return text
    text = _SPELLINGS.sub(lambda match: _COMMONER[match[1]], text)
    return _BOUND.sub(lambda match: "以上" if match[1] == "shang" else "以下", _COUNTED.sub(_in_digits, text))


def _in_digits(match: re.Match[str]) -> str:
    if match[1]:
        return match[1] + _UNITS[match[2]]
    syllables = match[4] or _IS.sub("", match[6])
    numeral = "".join(_DIGITS[one] for one in _SYLLABLE.findall(syllables))
    value = number(numeral)
    placed = match[3] or match[6]
    if value is None or (len(numeral) == 1 and not placed and numeral in "一十百"):
        return match[0]
    rest = match[6].removeprefix(syllables) if match[6] else _UNITS[match[5]]
    return f"{'第' if placed else ''}{value}{rest}"
