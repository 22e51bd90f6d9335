"""Names that a message only sets aside: 电动汽车(不是电驱动那个), 我问的不是化纤是碳纤维, 除了电驱动电动汽车是A级吗.

What only tells who is asking is set aside too: 我是学校的，想问A级有几家.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.names.matching import Mention
from knowledge.text.patterns import lazy_pattern
from knowledge.text.tokens import Token

_NOT_THIS = lazy_pattern(r"(?:(?<!是)不是(?:问|指)?|[没不](?:是)?[问指](?:的是)?|并非|而非)$")
_BUT_THIS = ("除了", "除开", "除去", "除却", "撇开", "不算", "不包括", "不含")
_SPEAKER = lazy_pattern(
    r"(?:^|[,，。!;\s])(?:我们?|咱们?|俺们?|本人|在下|我这边)(?:是|在|来自)(?:[做搞干弄]|一?[名个家位])?$"
)
_ENDS = "是问指非在自做搞干弄名个家位"
"""What `_NOT_THIS` and `_SPEAKER` may end in."""
_ELSE_ASKED = lazy_pattern(
    r"[^,，。!?]{0,8}[,，。!](?!.*(?:跟我们?|和我们?|与我们?|对口|相关|有关|沾边)).*(?:几家|多少|名单|哪些|哪几|怎么|如何|咋|什么时候|啥时候|谁|规则|标准|条件)"
)
"""我是学校的，想问A级有几家: who asks is told, then something else is asked."""
_TELLING = lazy_pattern(r"(?:非|老|总|都|就|也|硬|偏|还|一直)?(?:说|讲|问|要问|想问|让|叫我|要求|转发|告诉|交代)")
_TRADE = lazy_pattern(r"(?:这个?)?(?:行业|领域|圈|这行|产业|方面)")
_TOGETHER = lazy_pattern(r"[和与跟及、]|以及")
_ASKED = lazy_pattern(r"(?:联盟)?(?:也|还)?(?:是不是|是|算|评|获|有没有|在不在|上榜|入选|呢)")
LONGEST_BEFORE = 20
"""What sets a name aside has fewer characters."""


def meant(mentions: Sequence[Mention], tokens: Sequence[Token], text: str) -> list[Mention]:
    """`mentions` without those that are set aside, where any are left that are asked about."""
    if not mentions:
        return []
    spans = [(tokens[mention.start].start, tokens[mention.end - 1].end) for mention in mentions]
    aside = {place for place, (start, _) in enumerate(spans) if _stands_before(start, _NOT_THIS, text)}
    if any(text.endswith(_BUT_THIS, 0, start) for start, _ in spans) and _ASKED.match(text, spans[-1][1]):
        asked = len(spans) - 1
        while asked and _TOGETHER.fullmatch(text[spans[asked - 1][1] : spans[asked][0]]):
            asked -= 1
        aside |= {*range(asked)}
    speakers = {
        place
        for place, (start, end) in enumerate(spans)
        if (mentions[place].kind != "sure" or _TRADE.match(text, end)) and not mentions[place].suffixed
        if (_stands_before(start, _SPEAKER, text) and _ELSE_ASKED.match(text, end))
        or (mentions[place].kind == "other" and _TELLING.match(text, end))
    }
    others = [place for place in range(len(mentions)) if place not in speakers]
    left = [place for place in others if place not in aside]
    return [mentions[place] for place in left or others]


def _stands_before(end: int, words: re.Pattern[str], text: str) -> bool:
    """Whether `words` stand right before the character `end`."""
    if not end or text[end - 1] not in _ENDS:
        return False
    return words.search(text, max(end - LONGEST_BEFORE, 0), end) is not None
