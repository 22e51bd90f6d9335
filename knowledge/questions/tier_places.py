"""Tiers meant by their place (前两档, 倒数第二档, 最高一档), and those that are meant by what they are not (其余几档)."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.questions.places import Positions
from knowledge.text.patterns import lazy_pattern

_TIER_SPAN = lazy_pattern(
    r"(前|后|倒数|最后|末|上|下|中间|中|头)(?:面|边|头|尾)?(?:的)?(那|这)?(\d)个?(?:档|等级|级|层)"
)
_TIER_NTH = lazy_pattern(r"(倒数|从下往上(?:数)?|自下而上)?第(\d)个?(?:档|等级|级(?!联盟)|层)")
_TIER_END = lazy_pattern(
    r"(?<!占比)(?<!比例)(?<!比重)(?<!家数)(?<!数量)(?<!人数)(?:(最[高好前活]|最上面|顶|头)|最[低差末后]|最下面|末|尾)跃?"
    r"(?:的|那|这|一|1|个)*(?:档|等级|级(?!联盟|别)|层)"
)
_BEST_TIERS = lazy_pattern(
    r"(?:最)?([好高差低])的?那?(\d)个?(?:档|等级)|(\d)个?(?:最|较|比较)?([好高差低])的?(?:档|等级)"
)
"""两个好的档."""
_ALL_TIERS = lazy_pattern(r"(?<![前后第上下面的其余\d])([2-9])个?(?:档|等级|级别|层次|层级)")
_OTHER_TIERS = lazy_pattern(
    r"(?:其余|其他|其它|剩下|剩余|另外|另)(?:的)?(?:\d个?)?(?:档|等级|几档)|除(?:了|掉|去|开)?.{0,9}(?:以外|之外|外|其余|剩|还)|(?:扣|剔|刨|抛|撇|甩)[掉开去除]|[去减]掉|剔除|排除|不考虑|(?:(?<!才)不算(?![aA]级)|不含|不包括|扣除|除掉|刨除|刨去|非(?![aA]级|[要得常让说把给但必亲])[“\"]?)"
    r"|(?:(?<![是这])不是|不属于|不在)(?=[^,，。]{0,3}(?:高|一般|活跃)[^\d]*(?:几家|多少|几个|合计|一共|总共))|(?:高|一般|活跃)(?:的|这?[2两]?档)?(?:以外|之外)"
)
_OTHER_SIGNS = lazy_pattern("[其剩另除扣剔刨抛撇甩去减排非外不]")
"""Without one of these no other tiers are meant."""


def from_there_on(tier: str, order: Sequence[str], way: str) -> Sequence[str]:
    """The tiers of `order`, the highest first, from `tier` up (`way` 上) or down (下), it included.

    >>> from_there_on("medium", ("high", "medium", "low"), "上")
    ('high', 'medium')
    """
    place = order.index(tier) if tier in order else 0
    return order[: place + 1] if way == "上" else order[place:]


def without_tier_places(text: str) -> str:
    """`text` without the places of tiers."""
    return _BEST_TIERS.sub("，", _TIER_NTH.sub("，", _TIER_SPAN.sub("，", text)))


def other_tiers(text: str) -> bool:
    """Whether the tiers that are not named are meant."""
    return bool(_OTHER_SIGNS.search(text) and _OTHER_TIERS.search(text))


def tier_places(text: str) -> tuple[tuple[Positions, ...], int | None]:
    """The places of tiers, and how many tiers there are said to be (4档)."""
    places = []
    for match in _TIER_SPAN.finditer(text):
        number = int(match[3])
        middle = match[1].startswith("中")
        last = Positions(2, -2) if middle else Positions(-number, -1)
        places.append(Positions(1, number) if match[1] in "前上头" else last)
    for match in _TIER_NTH.finditer(text):
        number = -int(match[2]) if match[1] else int(match[2])
        places.append(Positions(number, number))
    for match in _BEST_TIERS.finditer(text):
        number = int(match[2] or match[3])
        best = (match[1] or match[4]) in "好高"
        places.append(Positions(1, number) if best else Positions(-number, -1))
    places += tier_ends(text)
    whole = _ALL_TIERS.search(text)
    return tuple(places), int(whole[1]) if whole else None


def tier_ends(text: str) -> list[Positions]:
    """The highest and the lowest tier where they are meant by their place."""
    ends = (1 if match[1] else -1 for match in _TIER_END.finditer(text))
    return [Positions(end, end) for end in ends]
