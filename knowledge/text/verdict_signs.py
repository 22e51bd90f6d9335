"""Verdicts that are written with signs."""

from __future__ import annotations

from knowledge.text.patterns import lazy_pattern

_VERDICT = lazy_pattern(r"(?<=[一-龥])\s?(?:[=:]\s?(?=[Aa]级?(?:$|[\s,，、;。对吗]))|\((?=[Aa]级?\)))")
_SIGNS = lazy_pattern("[=:(]")
"""A text with none of these has no verdict behind a sign."""


def spelt_out(text: str) -> str:
    """`text`, already cleaned, with its verdicts in words.

    >>> spelt_out("化纤=A级,木竹:A"), spelt_out("化纤(A)木竹(BIM)")
    ('化纤是A级,木竹是A', '化纤是A)木竹(BIM)')
    """
    return _VERDICT.sub("是", text) if _SIGNS.search(text) else text
