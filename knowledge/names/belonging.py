"""What belongs to an alliance, told behind its name or a pronoun: 化纤联盟所属分会, 它的秘书处."""

from __future__ import annotations

import re
from functools import cache

from knowledge.text.patterns import lazy_pattern
from knowledge.text.words import lines

WITHIN = lazy_pattern(
    r"(?:的|之|里面?|里头|内部?|[当其]?中|底下|下面|[旗名麾手属辖]下|[所下直附]属|所辖|下辖|[内下新]?设|设立|成立|"
    r"[这那][个家]|其[他它]|别的|另外|各个?|所有|全部|某个?|\d+[个家]|在[一-龥]{1,6}?的|牵头的?|(?:认证|授权|认定|推荐|培育|沾边|挂钩|合作)的|(?:有关|相关|关联)的?)+"
)
"""Behind a name these lead to something in it; 这个单位 is what it is called itself."""
POINTING = ("这个", "那个", "这家", "那家")
CALLED = frozenset(["单位", "组织", "机构", "团体", "平台", "集体"])
LONGEST_NOUN = 4
"""So many characters of a noun are looked for where the best cut may have broken words."""
_PRONOUN = lazy_pattern(r"它们?|[他她]们|[这那该此]个?家?联盟|[这那]家")
_OURS = lazy_pattern(r"(?:那么|那|请问|所以)?(?:我们|咱们?|俺们?|本|我)?")
_ASKED_OF = lazy_pattern(r"[也又都]*(?:是|算|评上|入选|上榜|a级)", re.IGNORECASE)
"""Behind the noun that a sentence begins with, the verdict on it is asked for (成员单位也是A级吗)."""


@cache
def nouns() -> frozenset[str]:
    """The nouns of `data/words/nouns.txt`."""
    return frozenset(lines("nouns"))


def noun_at(text: str, start: int) -> str:
    """The longest noun that begins at `start`, as far as it is looked for.

    >>> noun_at("它的秘书处是", 2), noun_at("它的名单", 2)
    ('秘书处', '')
    """
    lengths = range(min(LONGEST_NOUN, len(text) - start), 0, -1)
    return next((text[start : start + length] for length in lengths if text[start : start + length] in nouns()), "")


def named_with(name: str, its: str) -> str:
    """`its` as what belongs to `name`, unless it says itself whose it is (我们学校)."""
    return its if its.startswith(tuple("我咱俺本敝贵")) else name + its


def its_part(text: str) -> str:
    """What belongs to the alliance that was spoken of, without the pronoun.

    >>> its_part("它旗下的公司是A级吗"), its_part("成员单位也是A级吗"), its_part("这家单位是A级吗")
    ('旗下的公司', '成员单位', '')
    """
    pronoun = _PRONOUN.search(text)
    ours = _OURS.match(text)
    start = pronoun.end() if pronoun else ours.end() if ours and not noun_at(text, 0) else 0
    link = WITHIN.match(text, start) if pronoun else None
    noun = noun_at(text, link.end() if link else start)
    end = (link.end() if link else start) + len(noun)
    if not noun or (not link and (noun in CALLED or noun == "国家")):
        return ""
    return text[start:end] if pronoun or _ASKED_OF.match(text, end) else ""
