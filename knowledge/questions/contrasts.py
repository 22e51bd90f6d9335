"""Names that a message only sets aside: 电动汽车(不是电驱动那个), 我问的不是化纤是碳纤维, 除了电驱动电动汽车是A级吗."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.names.wordings import Mention
from knowledge.text.lexicon import Token

_NOT_THIS = re.compile(r"(?:(?<!是)不是(?:问|指)?|[没不](?:是)?[问指](?:的是)?|并非|而非)$")
_BUT_THIS = re.compile(r"(?:除了|除开|除去|除却|撇开|不算|不包括|不含)$")
_TOGETHER = re.compile(r"[和与跟及、]|以及")
_ASKED = re.compile(r"(?:联盟)?(?:也|还)?(?:是不是|是|算|评|获|有没有|在不在|上榜|入选|呢)")


def meant(mentions: Sequence[Mention], tokens: Sequence[Token], text: str) -> list[Mention]:
    """`mentions` without those that are set aside, where any are left that are asked about."""
    spans = [(tokens[mention.start].start, tokens[mention.end - 1].end) for mention in mentions]
    aside = {place for place, (start, _) in enumerate(spans) if _NOT_THIS.search(text[:start])}
    if any(_BUT_THIS.search(text[:start]) for start, _ in spans) and _ASKED.match(text[spans[-1][1] :]):
        asked = len(spans) - 1
        while asked and _TOGETHER.fullmatch(text[spans[asked - 1][1] : spans[asked][0]]):
            asked -= 1
        aside |= {*range(asked)}
    left = [mention for place, mention in enumerate(mentions) if place not in aside]
    return left or list(mentions)
