"""What a person typed, made plain: width, script, invisible characters, numerals.

`clean` gives the one form in which both questions and the data's own wordings are compared.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from opencc import OpenCC

from knowledge.text.numerals import arabic
from knowledge.text.patterns import lazy_pattern

READ_FIRST, READ_LAST = 500, 1000
"""Of a longer text the beginning and the end are read, where questions stand."""

MOST_CLEANED = 100
"""So many texts, those that came latest, are not cleaned anew: one message is asked for several times."""

_TILDE = lazy_pattern(r"(?<=[\d分])~(?=\d)")
_MARKUP = lazy_pattern(r"</?[a-zA-Z!][^<>]{0,200}>|[*`~#_{}\[\]\\|^$]+")
_BOT_MENTION = lazy_pattern(r"@[A-Za-z0-9_]+")
_SPELT = lazy_pattern(r"(?<![A-Za-z])([A-Za-z])[ .·・-](?=[A-Za-z](?![A-Za-z]))")
_FOREIGN_DIGIT = lazy_pattern(r"[^\D0-9]")
_LONG_NUMBER = lazy_pattern(r"(\d{12})\d+")
_BLANKS = lazy_pattern(r"[ \t\r\f\v]+")
_HAN_ALONE = lazy_pattern(r"[一-龥]+")
_VISIBLE = lazy_pattern(r"[\n -~、。“”‘’《》「」—–·×一-龥]+")
"""What most messages are made of, of which each character need not be looked at."""
_INVISIBLE = {"Cf", "Cc", "Cs", "Co", "Cn", "Sk", "Mn", "Me"}
_CIRCLED = {chr(first + n): str(n + 1) for first in (0x2460, 0x2776, 0x2780, 0x278A) for n in range(9)}
_WRITTEN_AS = {
    **_CIRCLED,
    "\u20e3": "",
    "丨": "|",
    **dict(
        zip("🆚🅰🅱🈶🈚❓❔❗❕➕➖✖", [" vs ", "A", "B", "有", "无", "?", "?", "!", "!", "+", "-", "×"], strict=True)
    ),
}
"""Signs that say what words say: 🆚 stands between two."""
_NUMBERING = lazy_pattern(
    rf"(?<![\d\u20e3第前后])(?:\d\ufe0f?\u20e3|[{''.join(_CIRCLED)}])(?=\s?[^\W\d分家个名位年月级档道步])"
)
"""② is the second of several (①花卉②木竹), but for places and parts of numbers (第②, 8️⃣5️⃣分)."""
_SIGN = lazy_pattern(f"[{''.join(_WRITTEN_AS)}]")
_PICTURE = "\0"
"""Stands for a picture until it is known whether that is between words (花卉🌸木竹) or in one (W🙏API)."""
_PICTURE_IN_WORD = lazy_pattern(r"(?<=(?<![A-Za-z])[A-Za-z])\0+(?=[A-Za-z])")


@lru_cache(MOST_CLEANED)
def clean(text: str, *, regional: bool = False) -> str:
    """`text` in simplified characters and half width, without markup, emoji and invisible characters.

    `regional` also replaces Taiwan's words by those of the mainland (積體電路 → 集成电路). Line ends stay, blanks are
    single, Chinese numerals before a unit become digits (八十五分 → 85分).
    """
    if len(text) > READ_FIRST + READ_LAST:
        text = f"{text[:READ_FIRST]}\n{text[-READ_LAST:]}"
    return arabic(_legible(text, "tw2sp" if regional else "t2s")).strip()


def _legible(text: str, conversion: str) -> str:
    if _HAN_ALONE.fullmatch(text):
        return convert(conversion, text)
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    if _SIGN.search(text):
        text = _NUMBERING.sub(lambda sign: f" {_CIRCLED.get(sign[0], sign[0][0])}) ", text)
        text = "".join([_WRITTEN_AS.get(char, char) for char in text])
    text = unicodedata.normalize("NFKC", text)
    if not _VISIBLE.fullmatch(text):
        text = "".join([char if char == "\n" else _visible(char) for char in text])
        text = _PICTURE_IN_WORD.sub("", text).replace(_PICTURE, " ")
    text = _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)
    text = _LONG_NUMBER.sub(r"\1", text)
    text = _TILDE.sub("-", text)
    text = _MARKUP.sub(" ", _BOT_MENTION.sub(" ", text))
    return _SPELT.sub(r"\1", _BLANKS.sub(" ", convert(conversion, text)))


def _visible(char: str) -> str:
    """`char` itself, `_PICTURE` for any, nothing where there is nothing to see."""
    category = unicodedata.category(char)
    return _PICTURE if category == "So" else "" if category in _INVISIBLE else char


def convert(name: str, text: str) -> str:
    """`text` by the conversion of OpenCC that is called `name`; lone surrogates, which it cannot read, fall away."""
    return str(_converter(name).convert(text.encode("utf-8", "ignore").decode("utf-8")))


@cache
def _converter(name: str) -> OpenCC:
    return OpenCC(name)


def simplified(text: str) -> str:
    """`text` in simplified characters, character by character."""
    return convert("t2s", text)
