"""One sentence, read: its words, the names and numbers in it and the topics that fit.

What an elliptical sentence leaves open is filled in by `knowledge.dialogue`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.names.mentions import Mention, Names
from knowledge.questions.assertions import Assertion, read_assertions
from knowledge.questions.contrasts import meant
from knowledge.questions.hits import of_a_name, said, slot_values
from knowledge.questions.naming import told_apart
from knowledge.questions.negation import denies
from knowledge.questions.relevance import grades_another, is_foreign, is_outside
from knowledge.questions.slots import Slots, read_slots
from knowledge.questions.topics import Match, Topics
from knowledge.questions.yearly import PRESENT
from knowledge.reports import figures
from knowledge.reports.loading import Library
from knowledge.text.lexicon import Lexicon, Segment, Token

LONGEST_FOLLOW_UP = 20
"""A longer message says itself what it is about."""
VERDICT_TOPICS = ("a_grade", "a_position")
"""What words of no known meaning are taken for a name for."""
MANY = 10
"""From this number on a count is one of alliances, not of hosts or steps (3家主办方)."""
_ASKING = re.compile(
    r"[?？]|(.)[不没]\1|[吗呢么嘛吧]\s*$|吗|什么|哪|谁|多少|几[家个年次步位号点分档]|怎么|咋|如何|是不是|有没有|是否|能不能|算不算|对不对|对吧|到底|究竟|"
    r"告诉|帮我|帮忙|麻烦|请问|想知道|[想请]问|问[下问一]|核实|确认|查|分一下|列|发我|给我|何时|为何|为啥|说一下|介绍|(?<![要需追请寻])求"
)
_THIS_THING = re.compile(
    r"[这那]个?(?:活跃度|评价|报告|会议|会(?!员)|发布会|结果|比例|数|名单|等级|档|级|活动|标准|规则|问题)"
)
"""这个评价 is no alliance spoken of."""
_AND_BEYOND = re.compile(r"(?:及|和|或|与)?以([上下])")
_EXACT_SLOTS = ("{look}", "{except}", "{connective}", "{pronoun}", "{relative_year}", "{date}", "{step}")
"""Slots whose words count only where the best cut has them: 不算 is no exception in 算不算."""


@dataclass(frozen=True)
class Reading:
    """One sentence, read. `matches` are the topics that fit, the best first.

    `tier_order` are all tiers of the evaluation, the highest first; `named` maps slots of `slots.yaml`, `person` and `medium` to the values found, in order.
    """

    text: str
    tokens: tuple[Token, ...]
    segments: tuple[Segment, ...]
    mentions: tuple[Mention, ...]
    weak: tuple[Mention, ...]
    slots: Slots
    tiers: tuple[str, ...]
    tier_order: tuple[str, ...]
    named: dict[str, tuple[str, ...]]
    graded: bool
    negated: bool
    matches: tuple[Match, ...]
    assertions: tuple[Assertion, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether the sentence asks something, rather than telling the background."""
        return asks(self.text)

    @property
    def looks_up(self) -> bool:
        """Whether nothing is said but names to be looked up (有没有量子计算)."""
        frames = [segment.hits for segment in self.segments if segment.kind == "frame"]
        words = [hits for hits in frames if any(hit.entry.kind == "keyword" for hit in hits)]
        looks = [hits for hits in words if any(hit.entry.value.startswith("{look}") for hit in hits)]
        return bool(self.mentions) and bool(looks) and len(looks) == len(words)

    @property
    def topic(self) -> str | None:
        return self.matches[0].topic if self.matches else None


class Reader:
    """Reads sentences with all the words that the data knows."""

    def __init__(self, library: Library, topics: Topics, lexicon: Lexicon, names: Names, default_year: str) -> None:
        self._library = library
        self._default_year = default_year
        held = [figures.grade_count(report) for report in library.reports.values()]
        self._held = {known.value for known in held if known}
        self._counts = {str(count) for report in library.reports.values() for count in figures.every_count(report)}
        self._topics = topics
        self._lexicon = lexicon
        self._names = names

    def read(self, text: str, last: str | None = None, *, spoken_of: bool = False) -> Reading:
        """One sentence, already cleaned, said after a question on the topic `last`.

        `spoken_of`: alliances were named before, so that a pronoun may stand for them.
        """
        tokens = self._lexicon.tokens(text)
        hits = self._lexicon.hits(tokens)
        segments = self._lexicon.cut(tokens, hits)
        valid = said(hits, segments)
        slots = read_slots(text)
        slots = replace(slots, years=self._library.evaluations(slots.years))
        chosen = {hit for segment in segments for hit in segment.hits}
        named = slot_values(hit for hit in valid if hit in chosen or not hit.entry.value.startswith(_EXACT_SLOTS))
        order = self._tier_order(slots.years)
        tiers = self._tiers(segments, slots, text, order)
        every = self._names.mentions(tokens, segments, text)
        mentions = meant(every, tokens, text)
        if len(mentions) < len(every):
            named.pop("except", None)
        strong, weak = told_apart(mentions, segments)
        if not spoken_of or _THIS_THING.search(text):
            named.pop("pronoun", None)
        found = _present(strong, slots, tiers, named, self._top_tiers())
        found |= self._of_the_reports(slots, text)
        assertions = () if strong else read_assertions(text, _subjects(tokens, segments), self._top_tiers())
        found["assertions"] = bool(assertions)
        found["negated"] = (found["grade"] or found["listed"] or found["name"]) and denies(text)
        found["graded_elsewhere"] = grades_another(mentions, valid, tokens)
        words = {(segment.start, segment.end) for segment in segments}
        about_it = bool(slots.tier_places) or _about_the_evaluation(found, named, segments)
        outside = not about_it and is_outside(strong, valid, self._topics.outside, words)
        found["foreign"] = outside or (not about_it and is_foreign(mentions, strong, valid, tokens, self._topics.own))
        found["stranger"] = found["foreign"] and not any(mention.known_words for mention in strong)
        valid = [hit for hit in valid if not of_a_name(hit, strong, words)]
        after = last if _elliptical(text, segments) else None
        matches = self._topics.match(text, valid, found, after)
        if weak and not (strong or tiers or slots.scores or slots.shares):
            guessed = self._topics.match(text, valid, {**found, **_named_slots(weak)}, after)
            if guessed and _asks_for_a_verdict(guessed[0], found) and guessed[0].score > _best_score(matches):
                strong, weak, matches = weak, (), guessed
        if outside:
            matches = self._topics.aside(matches)
        return Reading(
            text,
            tuple(tokens),
            tuple(segments),
            strong,
            weak,
            slots,
            tiers,
            order,
            named,
            "grade" in named,
            found["negated"],
            tuple(matches),
            assertions,
        )

    def _of_the_reports(self, slots: Slots, text: str) -> dict[str, bool]:
        """Which slots are filled by numbers and years as the reports have them, or have them not."""
        known = bool(self._counts & {*slots.numbers, *map(str, slots.counts)})
        return {
            "known_count": known,
            "arithmetic": slots.arithmetic and known and not slots.years,
            "held_count": bool(self._held & {*slots.counts}),
            "strange_year": bool(slots.years) and not any(map(self._library.of_calendar, slots.years)),
            "bare_score": _is_score(text) and not known,
        }

    def _tiers(self, segments: Sequence[Segment], slots: Slots, text: str, order: Sequence[str]) -> tuple[str, ...]:
        """The tiers that are named, by name or by their place; 其余 and 及以上 are relative to those."""
        named = {hit.entry.value: None for segment in segments if segment.kind == "tier" for hit in segment.hits}
        for places in slots.tier_places:
            start, end = (place if place > 0 else len(order) + 1 + place for place in (places.first, places.last))
            named.update(dict.fromkeys(order[max(start - 1, 0) : end]))
        if len(named) == 1 and (both := _AND_BEYOND.search(text)):
            place = order.index(next(iter(named))) if next(iter(named)) in order else 0
            named.update(dict.fromkeys(order[: place + 1] if both[1] == "上" else order[place:]))
        if named and slots.other_tiers:
            return tuple(tier for tier in order if tier not in named)
        return tuple(named)

    def _tier_order(self, years: Sequence[str]) -> tuple[str, ...]:
        report = self._library.reports[next((y for y in years if y in self._library.reports), self._default_year)]
        return tuple(tier.id for tier in report.tiers)

    def _top_tiers(self) -> set[str]:
        return {r.grade.rule.tier for r in self._library.reports.values() if r.grade and r.grade.rule}


def _subjects(tokens: Sequence[Token], segments: Sequence[Segment]) -> list[tuple[int, str]]:
    """The tiers and the grade that are named, each with its place in the text."""
    found = []
    for segment in segments:
        for hit in segment.hits:
            if segment.kind == "tier":
                found.append((tokens[hit.start].start, hit.entry.value))
            elif hit.entry.value.startswith("{grade}"):
                found.append((tokens[hit.start].start, "grade"))
    return list(dict.fromkeys(found))


def _about_the_evaluation(
    found: Mapping[str, bool], named: Mapping[str, Sequence[str]], segments: Sequence[Segment]
) -> bool:
    """Whether something is named that only the evaluation has."""
    return (
        any(found[slot] for slot in ("grade", "person", "organisation"))
        or "listed" in named.get("listed", ())
        or any(segment.kind == "tier" and segment.end - segment.start > 1 for segment in segments)
    )


def asks(text: str) -> bool:
    """Whether there is a word in `text` that asks."""
    return _ASKING.search(text) is not None


def _is_score(text: str) -> bool:
    """Whether `text` is nothing but a number that may be a score."""
    return re.fullmatch(r"\d{1,2}(?:\.\d)?|100", text.strip(" ?？。,，")) is not None


def _asks_for_a_verdict(match: Match, found: Mapping[str, bool]) -> bool:
    """Whether words of no known meaning are the name of somebody who may be on the list."""
    return not match.bare and (match.topic in VERDICT_TOPICS or found["grade"] or found["listed"])


def _best_score(matches: Sequence[Match]) -> float:
    return max((match.score for match in matches), default=0.0)


def _elliptical(text: str, segments: Sequence[Segment]) -> bool:
    """Whether a message may be about what was said before: short, and nothing in it that is not understood."""
    return len(text) <= LONGEST_FOLLOW_UP and all(segment.kind != "unknown" for segment in segments)


def _present(
    mentions: Sequence[Mention],
    slots: Slots,
    tiers: Sequence[str],
    named: dict[str, tuple[str, ...]],
    top_tiers: set[str],
) -> dict[str, bool]:
    """Which slots wordings may count on."""
    return {
        **_named_slots(mentions),
        "grade": "grade" in named,
        "tier": bool(tiers),
        "alltiers": bool(slots.tier_count),
        "tiers": len(tiers) > 1,
        "toptier": bool(top_tiers & set(tiers)),
        "score": bool(slots.scores),
        "scores3": len(slots.scores) + len(slots.numbers) > 2,  # noqa: PLR2004 (a score for each of several years)
        "number": bool(slots.numbers),
        "range": slots.score_range is not None,
        "share": bool(slots.shares or slots.share_claims),
        "count": bool(slots.counts or slots.count_claims),
        "many": any(count >= MANY for count in slots.counts),
        "position": bool(slots.positions),
        "year": bool(slots.years or slots.dates),
        "years": len(slots.years) > 1,
        "times": bool(slots.times),
        "yearly": len(slots.yearly) > 1 and not any(year in PRESENT for year, _ in slots.yearly),
        "graded_score": bool(slots.yearly) and "grade" in named and not mentions,
        "relative": not {"last_year", "two_years_ago"}.isdisjoint(named.get("relative_year", ())),
        "person": "person" in named,
        "medium": "medium" in named,
        "organisation": "organisation" in named,
        "pronoun": "pronoun" in named,
        "date": slots.dated or "date" in named,
        "object": "object" in named,
        **dict.fromkeys(named.get("object", ()), True),
        "except": "except" in named,
        "base": "base" in named,
        "step": "step" in named,
        "listed": "listed" in named,
    }


def _named_slots(mentions: Sequence[Mention]) -> dict[str, bool]:
    """Which slots the names in a question fill."""
    return {
        "name": bool(mentions),
        "names": len(mentions) > 1,
        "known": any(mention.kind == "sure" for mention in mentions),
        "alliance": any(mention.kind != "other" or mention.suffixed for mention in mentions),
        "sector": len(mentions) == 1 and mentions[0].kind != "sure" and not mentions[0].suffixed,
    }
