"""What was read in one sentence, and which slots of the wordings that fills."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from knowledge.names.matching import Mention
from knowledge.questions.assertions import Assertion
from knowledge.questions.slots import NO_NUMBERS, Slots
from knowledge.questions.topics import Match
from knowledge.questions.yearly import MOST_POINTS, PRESENT
from knowledge.text.lexicon import Segment
from knowledge.text.patterns import lazy_pattern

LONGEST_FOLLOW_UP = 20
"""A longer message says itself what it is about."""
VERDICT_TOPICS = ("a_grade", "a_position", "a_grade_by_whom")
"""What words of no known meaning are taken for a name for."""
MANY = 10
"""From this number on a count is one of alliances, not of hosts or steps (3家主办方)."""
_ASKING = lazy_pattern(
    r"(?=[?？吗呢么嘛吧什哪谁多几怎咋如是有能算对到究告帮麻请想需问核确查分列发给何为说介求急以还找])(?:"
    r"[?？]|[吗呢么嘛吧][\s!。]*$|吗|什么(?!的[。,]*$|[都也](?!不?是))(?<![了过]一个什么)(?<![了过]个什么)|哪|谁(?<!猜是谁)(?<!猜谁)|多少|几[家个年次步位号点分档](?<![着好这那十0]几.)|怎么(?![都也])|咋|如何|是不是|有没有|是否|能不能|算不算|对不对|对吧|到底|究竟|"
    r"告诉(?<![他她们人家友师]告诉)|帮我|帮忙|麻烦|请问|(?:想|需要)知道|[想请]问|请教|问[下问一]|核实|确认|查(?<![调检审抽复巡去来]查)(?!不?到|了)|找出来|分一下|列(?<![系陈排\d]列)(?![入上错席了])|发我|(?<![丢扔塞递甩交派转留])给我(?!打(?!印)|[塞递寄买]|[发说讲念看回]了)|何时|为何|为啥|请(?=列|说出|写出|给出|提供|按顺序[说列写])|想要(?=[^,，。]{0,4}(?:表|名单|数据|清单))|说一下|介绍(?<!自我介绍)(?<![板书册牌]介绍)|想(?:[先再也来要还])?(?:了解|确认)|需要引用|求(?<![要需追请寻]求)|"
    r"(?:需要|急需|以及|还有)[^,，。]{2,16}(?:比例|占比|家数|数量|名单|分数线?|日期|名称|全称)(?:$|[,，。])"
    r")|(.)(?<!得)[不没]\1"
)
"""The characters that all but the last begin with stand first: other places are not looked at more closely."""


class Reading(NamedTuple):
    """One sentence, read. `matches` are the topics that fit, the best first.

    `mentions` are what is meant as a name, `weak` runs of words that might be names of nobody we know. `tier_order` are all
    tiers of the evaluation, the highest first; `named` maps slots of `slots.yaml`, `person` and `medium` to the values
    found, in order. `negated` takes it that somebody does not hold the grade.

    Topics are found by `words` with their weights and by the slots that are `filled`; `outside` it speaks of something else
    for sure.
    `asks`: it asks something, rather than telling the background.
    `its`: what belongs to an alliance spoken of before (它的秘书处).
    """

    text: str
    segments: tuple[Segment, ...]
    mentions: tuple[Mention, ...]
    weak: tuple[Mention, ...]
    slots: Slots
    tiers: tuple[str, ...]
    tier_order: tuple[str, ...]
    named: dict[str, tuple[str, ...]]
    negated: bool
    assertions: tuple[Assertion, ...]
    asks: bool
    its: str = ""
    words: Mapping[str, float] = MappingProxyType({})
    filled: frozenset[str] = frozenset()
    outside: bool = False
    matches: tuple[Match, ...] = ()

    @property
    def graded(self) -> bool:
        """Whether the grade is named."""
        return "grade" in self.named

    @property
    def looks_up(self) -> bool:
        """Whether nothing is said but names to be looked up (有没有量子计算)."""
        if not self.mentions:
            return False
        frames = [segment.hits for segment in self.segments if segment.kind == "frame"]
        words = [
            hits for hits in frames if any(hit.entry.kind == "keyword" and hit.entry.value != "的" for hit in hits)
        ]
        looks = [hits for hits in words if any(hit.entry.slot == "look" for hit in hits)]
        return bool(looks) and len(looks) == len(words)

    @property
    def step(self) -> int:
        """How far the next one or the one before is away, 0 where neither or both are asked for."""
        steps = self.named.get("step", ())
        return ("next" in steps) - ("previous" in steps)

    @property
    def topic(self) -> str | None:
        return self.matches[0].topic if self.matches else None


def asks(text: str) -> bool:
    """Whether there is a word in `text` that asks."""
    return _ASKING.search(text) is not None


_WORDS = frozenset(
    ("grade", "person", "medium", "organisation", "pronoun", "object", "except", "base", "step", "listed", "date")
)
"""Slots that are filled by their words alone."""
_OF_NAMES = frozenset(f"{{{slot}}}" for slot in ("name", "names", "alliance", "sector", "kind"))
_NUMBERS: Mapping[str, Callable[[Slots], object]] = {
    "alltiers": lambda slots: slots.tier_count,
    "score": lambda slots: slots.scores,
    "vague_score": lambda slots: slots.vague_score,
    "scores3": lambda slots: len(slots.scores) + len(slots.numbers) > 2,  # noqa: PLR2004 (one for each of several years)
    "number": lambda slots: slots.numbers,
    "beyond": lambda slots: any(float(number) > MOST_POINTS for number in slots.numbers),
    "other_tiers": lambda slots: slots.other_tiers,
    "range": lambda slots: slots.score_range,
    "share": lambda slots: slots.shares or slots.share_claims,
    "count": lambda slots: slots.counts or slots.count_claims,
    "many": lambda slots: any(count >= MANY for count in slots.counts),
    "position": lambda slots: slots.positions,
    "year": lambda slots: slots.years or slots.dates,
    "years": lambda slots: len(slots.years) > 1,
    "times": lambda slots: slots.times,
    "yearly": lambda slots: len(slots.yearly) > 1 and not any(year in PRESENT for year, _ in slots.yearly),
    "date": lambda slots: slots.dated,
}


def present(reading: Reading) -> set[str]:
    """Which slots wordings may count on."""
    slots, named = reading.slots, reading.named
    found = {*named.get("object", ()), *(_WORDS & named.keys()), *present_names(reading.mentions)}
    if slots != NO_NUMBERS:
        found.update(slot for slot, filled in _NUMBERS.items() if filled(slots))
    others = {
        "tier": reading.tiers,
        "tiers": len(reading.tiers) > 1,
        "graded_score": slots.yearly and reading.graded and not reading.mentions,
        "neighbour": not {"before", "after"}.isdisjoint(named.get("relative_year", ())),
        "relative": not {"last_year", "two_years_ago"}.isdisjoint(named.get("relative_year", ())),
        "assertions": reading.assertions,
        "negated": reading.negated,
    }
    return found.union(slot for slot, filled in others.items() if filled)


def without_names(reading: Reading) -> Reading:
    """`reading` as if it named nobody."""
    return reading._replace(mentions=(), weak=(), filled=reading.filled - present_names(reading.mentions))


def naming_only(reading: Reading, mentions: tuple[Mention, ...]) -> Reading:
    """`reading` with no other names than `mentions`, and without what is only asked of names."""
    matches = reading.matches
    if not mentions:
        matches = tuple(match for match in matches if _OF_NAMES.isdisjoint(match.words))
    return reading._replace(mentions=mentions, matches=matches)


def present_names(mentions: Sequence[Mention]) -> set[str]:
    """Which slots the names in a question fill."""
    if not mentions:
        return set()
    kinds = {mention.kind for mention in mentions}
    suffixed = any(mention.suffixed for mention in mentions)
    slots = {
        "name": True,
        "names": len(mentions) > 1,
        "known": "sure" in kinds,
        "alliance": suffixed or kinds != {"other"},
        "sector": len(mentions) == 1 and not suffixed and "sure" not in kinds,
        "kind": len(mentions) == 1 and suffixed and "sure" not in kinds,
    }
    return {slot for slot, filled in slots.items() if filled}
