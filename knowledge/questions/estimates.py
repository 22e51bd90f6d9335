"""Numbers of alliances and shares that are only said to be about, above or below something (三十多家, 不到两成)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.text.patterns import lazy_pattern

_CLAIM = lazy_pattern(
    r"(超过|多于|大于|高于|不止|至少|不少于|起码|不到|少于|不足|低于|没到|不超过|没超过|最多|至多|近|将近|接近|快)?(?:有|了)?\s*"
    r"(?<![第前后.\d-])(\d+(?:\.\d+)?)\s*(多|几|来|余)?(?:%|家|个(?!百分|等级|档|月|人|字|年))(多|以上|以下|左右|上下|出头)?"
)
_AT_LEAST: set[str | None] = {"超过", "多于", "大于", "高于", "不止", "至少", "不少于", "起码", "以上", "出头"}
_AT_MOST: set[str | None] = {
    "不到",
    "少于",
    "不足",
    "低于",
    "没到",
    "不超过",
    "没超过",
    "最多",
    "至多",
    "以下",
    "近",
    "将近",
    "接近",
    "快",
}
TENS = 10
"""三十多 goes up to forty, 三十五多 hardly beyond thirty-six."""


@dataclass(frozen=True)
class Claim:
    """A number that is said to lie from `lowest` to `highest`, None where open: 三十多家, 不到两成."""

    said: str
    lowest: float
    highest: float | None


def read_claims(text: str) -> tuple[str, list[Claim]]:
    """The numbers that are said to be about, above or below something, and `text` without them."""
    found: list[Claim] = []

    def take(match: re.Match[str]) -> str:
        before, number, about, after = match.groups()
        if not (before or about or after):
            return match[0]
        lowest, highest = _limits(float(number), {before, about, after})
        found.append(Claim(re.sub(r"\s|有|了", "", match[0]), lowest, highest))
        return "，"

    return _CLAIM.sub(take, re.sub(r"上百(?=[家个])", "至少100", text)), found


def _limits(value: float, words: set[str | None]) -> tuple[float, float | None]:
    """From where to where a number goes that is said with `words`."""
    if words & _AT_MOST:
        return 0.0, value
    if words & _AT_LEAST:
        return value, None
    if words & {"左右", "上下", "来"}:
        return value - max(1, value / TENS), value + max(1, value / TENS)
    return value, value + (TENS if value >= TENS and value % TENS == 0 else 1)
