"""Cantonese words in a question, put into the Mandarin that the wordings are written in."""

from __future__ import annotations

import re
from functools import cache

from knowledge.text.patterns import lazy_pattern
from knowledge.text.words import table

_SPOKEN = lazy_pattern(r"[佢哋冇嘅喺咗啲嚟乜咩嗰咁噉攞睇畀俾仲唔㗎边点几定呢加夹而依]")
_THANKS = r"唔(?:该|使|好意思)"
_PARTICLES = lazy_pattern(r"[㗎喎啫吖噃啩㖭]+|(?<=[^，,。\s])[嘞喇](?=\W*$)")


def in_mandarin(text: str) -> str:
    """`text`, already cleaned, with the Cantonese of `data/words/cantonese.yaml` replaced; other words stay.

    >>> in_mandarin("佢哋加埋几多"), in_mandarin("唔该晒")
    ('他们加起来多少', '唔该晒')
    """
    if not _SPOKEN.search(text):
        return text
    pattern, mandarin = _glossary()
    return _PARTICLES.sub("", pattern.sub(lambda match: mandarin.get(match[0], match[0]), text))


@cache
def _glossary() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for all entries, the longest first, and the Mandarin of each."""
    mandarin = {spoken: word for word, entries in table("cantonese").items() for spoken in entries}
    words = "|".join(map(re.escape, sorted(mandarin, key=len, reverse=True)))
    beginnings = "".join(sorted({word[0] for word in mandarin} | {_THANKS[0]}))
    return re.compile(f"(?=[{beginnings}])(?:{_THANKS}|{words})"), mandarin
