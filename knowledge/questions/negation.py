"""Whether a sentence takes it that something does not hold the grade or is not on the list (没评上, 不是A级, 落榜)."""

from __future__ import annotations

import re

from knowledge.text.patterns import lazy_pattern

_BOTH_WAYS = lazy_pattern(r"(.{1,2})[不没]有?\1")
"""是不是, 评没评上, 评上没评上: nothing is taken for granted."""
_OPEN = lazy_pattern(r"(?:还是|或者|或是|或)(?:没|不|未|假)|是否")
_PAST = "(?:评上|评为|评到|评|获评|获得|获|入选|选上|上榜|当选|入围|拿到|拿|得|列入|列|进入|进|入|上|够上|够到)"
_DENIED = lazy_pattern(
    r"(?:不是|不算|不属于|不为|并非|非|不够|不到|无缘)[\s“\"']*(?:20[\d-]+年?度?)?的?[\s“\"']*a(?![a-z])"
    r"|(?:不|没|没有|未)(?:在|列在)[^,，。]{0,8}(?:名单|榜|a级|里|中|列|上)"
    rf"|(?:没有?(?!得[嘛哦啊喃呀咧]?\W*$)|没能|未能?|冇|不曾|未曾)(?:被|能)?{_PAST}"
    r"|(?:a级?|评上|上榜|入选|获评|名单|消息|说法)[^?？]{0,6}(?<!真的)(?:是|都是|全是)假的(?!还是)"
    r"|没份|冇份|落选|落榜|名落孙山|无缘|掉了|掉出|掉队|出局|踢出|刷下"
    r"|(?:(?:a级?|名单|榜单|(?<!上)榜)(?:里|中|上|内|当中)(?:面|头)?|名单|榜单)(?:就|可|都|也|是)?(?:没有|没|冇)(?![有吗呢啊呀了])(?=\w)"
    r"|(?<!\w)not\s+(?:grade\s+)?a(?![a-z])",
    re.IGNORECASE,
)
_NEGATIVE = lazy_pattern("[不没未非无冇落掉出踢刷假]")
"""Without one of these, or the English word, nothing is denied."""


def denies(text: str) -> bool:
    """Whether `text` says or takes for granted that somebody is not of the grade.

    >>> [denies(text) for text in ("化纤不是A级吧", "化纤是不是A级", "化纤评上没有", "名单里没有煤炭", "A级不是23家吗")]
    [True, False, False, True, False]
    """
    if not _NEGATIVE.search(text) and "not" not in text.lower():
        return False
    plain = _BOTH_WAYS.sub(r"\1", text)
    return _DENIED.search(plain) is not None and _OPEN.search(plain) is None
