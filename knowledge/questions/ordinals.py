"""Places in a list that are told by its numbers or several at once, each spelt out as an ordinal."""

from __future__ import annotations

import re

from knowledge.text.patterns import lazy_pattern

_NUMBERED = lazy_pattern(
    r"(?:(\d{1,2})号?([和跟与、,到至~-]))?(\d{1,2})号(?=(?:是|叫|的|分别|都|那家|又|为)*(?:谁|何|哪[家个些]|啥|什么|叫|联盟))"
    r"|序号(?:为|是|第)*(\d{1,2})(?:([和跟与、,到至~-])(\d{1,2}))?(?!\d)"
)
"""Places in the list by its numbers: 16号是哪家, 序号11与12."""
_SEVERAL = lazy_pattern(r"第(\d{1,2}(?:[、,和与及]\d{1,2})+)(?=[位名个家号])")
"""第1、5、9位."""


def with_ordinals(text: str) -> str:
    """`text` with such places as ordinals.

    >>> with_ordinals("16号是哪家"), with_ordinals("第1、5、9位")
    ('第16是哪家', '第1、第5、第9位')
    """
    text = _NUMBERED.sub(lambda m: "".join(f"第{one}" if one.isdigit() else one for one in m.groups() if one), text)
    return _SEVERAL.sub(lambda m: re.sub(r"\d+", r"第\g<0>", m[1]), text)
