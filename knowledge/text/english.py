"""English words in a question, put into the Chinese that the wordings are written in."""

from __future__ import annotations

import re
from functools import cache

from knowledge.text.patterns import lazy_pattern
from knowledge.text.syllables import cut
from knowledge.text.words import table

_WORDS = lazy_pattern(r"[A-Za-z]{2}")
_APART = lazy_pattern(r"(?<=[一-龥]) 联盟 ?(?=[一-龥])")
"""化纤 lm is written apart, but one name."""
_ORDINAL = lazy_pattern(r"(\d+)(?:st|nd|rd|th)(?![A-Za-z])", re.IGNORECASE)
_ARTICLE = lazy_pattern(r"(?<![A-Za-z])a ([a-z]{2,})")
"""The a of “a joke” is no grade; that of “a ji” is."""


def in_chinese(text: str) -> str:
    """`text`, already cleaned, with the English of `data/words/english.yaml` replaced; other words stay.

    >>> in_chinese("which alliances got A级")
    '哪些联盟获评 A级'
    """
    if not _WORDS.search(text):
        return text
    pattern, chinese = _glossary()
    text = pattern.sub(lambda match: chinese[match[0].lower()], text)
    text = _APART.sub("联盟", text)
    text = _ORDINAL.sub(r"第\1", text)
    return _ARTICLE.sub(lambda match: match[0] if cut(match[1]) else match[1], text)


@cache
def _glossary() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for all entries, the longest first, and the Chinese of each."""
    chinese = {english: word for word, entries in table("english").items() for english in entries}
    phrases = "|".join(map(re.escape, sorted(chinese, key=len, reverse=True)))
    beginnings = "".join(sorted({phrase[0].lower() for phrase in chinese}))
    return re.compile(rf"(?<![A-Za-z])(?=[{beginnings}])(?:{phrases})(?![A-Za-z'])", re.IGNORECASE), chinese
