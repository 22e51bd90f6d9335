"""Reads one sentence: cuts it into words, finds names, numbers and the topics that fit.

What an elliptical sentence leaves open is filled in by `knowledge.dialogue`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.names.belonging import its_part
from knowledge.names.mentions import Names
from knowledge.questions.assertions import read_assertions
from knowledge.questions.bodies import claimed_bodies
from knowledge.questions.contrasts import meant
from knowledge.questions.hits import outside_names, said, slot_values
from knowledge.questions.naming import asked_of_others, stands_apart, told_apart
from knowledge.questions.negation import denies
from knowledge.questions.places import between
from knowledge.questions.reading import LONGEST_FOLLOW_UP, VERDICT_TOPICS, Reading, asks, present, present_names
from knowledge.questions.relevance import grades_another, is_foreign, is_outside
from knowledge.questions.sentence import Sentence
from knowledge.questions.slots import NO_NUMBERS, Slots, read_slots
from knowledge.questions.tier_places import from_there_on
from knowledge.questions.topics import Match, Topics
from knowledge.reports import figures
from knowledge.reports.loading import Library
from knowledge.text.lexicon import Lexicon, Segment
from knowledge.text.numerals import arabic
from knowledge.text.patterns import lazy_pattern

_THIS_THING = lazy_pattern(
    r"[这那]个?(?:活跃度|评价|报告|会议|会(?!员)|发布会|结果|比例|数|名单|等级|档|级|活动|标准|规则|问题)"
    r"|[他她它]们(?:那个?)?(?:单位|公司|医院|学校|大学|工厂|企业|部门|集团|协会|学会|商会|院|所|厂|店|村|镇|县|市|省)"
)
"""这个评价 is no alliance spoken of."""
_WANTING = lazy_pattern(
    r"a级[^,，。?？]*(?:有(?:啥|什么)(?![搞做干跟和与]|从事|[^,，。?？]{0,8}(?:联盟|单位))|可以.*几|能.*(?:几年|加分)|(?:可以|能|能够|能不能|可不可以)(?!源|有|算|包|轮|是|上|进|不)[^,，。?？是]{2,8}$|要不要|会不会|怎么|如何|咋)",
    re.IGNORECASE,
)
"""Asks something of the grade itself (A级有什么特权, A级可以保留几年): no unknown word in it is a name."""
_AND_BEYOND = lazy_pattern(r"(?<![\d分%家个半])(?<!分之.)(?<!半数)(?:及|和|或|与)?以([上下])")
_FIRST_TIME = lazy_pattern(r"(?:首次|首届|首轮|头一[次回届])的?(?:活跃度)?评价")
WITHOUT_SUBJECT = ("占参评", "占联盟总数", "占总数")
"""What begins with these leaves open, however long it is, whose share is meant."""
SLOTS_OF_THE_GRADE = ("grade", "name", "alliance")
"""Slots of questions on who holds the grade; what names it after others is no doubt of their answer (A级22家没错吧)."""
_LAST_MEETING = lazy_pattern(
    r"上1?[次回场](?:(?:那个?|那场|那次|这个|的)?(?:活跃度|评价|报告)*(?:发布|报告)?会(?!员|长|计|有|不|被|评)|[我他她咱](?![们的]?(?:联盟|评)))"
)
"""上次那个会 is the meeting that everybody has in mind, not the one before it; 上次我报了 tells of the asker."""
_LAST_ASKING = lazy_pattern(
    r"[上前][1一]?[次回](?:[^,，。;；?？!！评级榜届]{0,8}(?:[错混漏](?![过合动评])|反了|骂|丢人|出丑|尴尬|没[听记存看答问弄搞])"
    r"|(?:就|也|还|又|都|不)?(?:是|在)?(?:[你您](?!们)|问(?!卷)|[给发]的(?=[是不有太\W]|$)))"
)
"""上次弄混了 and 上次问过你 tell of the asking, not of the evaluation before."""
_STORY_TIME = lazy_pattern(
    r"(?:去年|前年|今年)(?:[春夏秋冬][天季日]?|暑假|寒假|过年|就?因为|[^,，。]{0,3}[\d一二三四五六七八九十]岁|的底稿|刚|的?(?:年[终末底]的?)?(?:总结|述职|汇报|简历))(?!的?(?:活跃度|评价|名单|a级))",
    re.IGNORECASE,
)
"""去年冬天 and 今年90岁 tell when a story took place, not of which evaluation."""
_RELATIVE = lazy_pattern(r"去年|前年|今年")
_OF_EVALUATIONS = lazy_pattern(
    r"[评届榜档分高低较]|a级|活跃|一般|名单|联盟|报告|发布|结果|[那这][次年份回]|第\d", re.IGNORECASE
)
SHORTEST_STORY = 2
"""So many characters behind a year tell something of their own."""
_YEARS_AGO = ("last_year", "two_years_ago", "this_year")
LEAST_FULL = 4.0
"""From this score on a sentence asks something that needs no name."""
_ASKING_NOW = lazy_pattern(
    r"(?:现在|眼下|目前|如今)(?:就|只|正|急|偷偷|特|专门|也|又|很)*(?:想|要|问|需要|请|来问|求|麻烦)"
)
"""现在想问一句 is no question on the present."""
_BUT_THESE = lazy_pattern(
    r"(?:不(?:是|搞|做|干|弄|碰|涉及|属于)|非)[^,，。?!是不]{1,8}?(?:的|类|行业|领域|口)(?:A级)?(?:联盟|单位)?(?:还|都|又)?[有是]?(?:哪|谁|几|多少)"
    r"|[跟和与同][^,，。?!]{1,8}?(?:无关|不相关|不沾边|(?<!有)没有?关系|不搭界)"
)
"""不搞汽车的有谁 asks for all but those."""


class Reader:
    """Reads sentences with all the words that the data knows."""

    def __init__(self, library: Library, topics: Topics, lexicon: Lexicon, names: Names, default_year: str) -> None:
        self._library = library
        self._default_year = default_year
        held = [figures.grade_count(report) for report in library.reports.values()]
        self._held = {known.value for known in held if known}
        self._counts = {str(count) for report in library.reports.values() for count in figures.every_count(report)}
        self._orders = {year: tuple(tier.id for tier in report.tiers) for year, report in library.reports.items()}
        self._top_tiers = {r.grade.rule.tier for r in library.reports.values() if r.grade and r.grade.rule}
        self._topics = topics
        self._lexicon = lexicon
        self._names = names

    def cut(self, text: str) -> Sentence:
        """`text`, already cleaned, as one sentence."""
        tokens = self._lexicon.tokens(text)
        hits = self._lexicon.hits(tokens)
        segments = self._lexicon.cut(tokens, hits)
        every = self._names.mentions(tokens, segments, text)
        mentions = meant(every, tokens, text)
        aside = [mention for mention in every if mention not in mentions] if len(mentions) < len(every) else ()
        keywords, filling = said(hits, segments)
        return Sentence(text, tokens, segments, keywords, filling, mentions, aside, 0, len(tokens))

    def read(self, sentence: Sentence) -> Reading:
        """What is said by `sentence` itself; `matched` adds which topics fit."""
        reading = self._named(sentence)
        found = present(reading) | self._of_the_reports(reading)
        outside, foreign = self._of_something_else(reading, found, sentence)
        if foreign:
            found |= (
                {"foreign"} if any(mention.known_words for mention in reading.mentions) else {"foreign", "stranger"}
            )
        found |= grades_another(sentence)
        keywords = outside_names(sentence.keywords, reading.mentions, sentence.segments)
        words = self._topics.weights(reading.text, keywords)
        return reading._replace(words=words, filled=frozenset(found), outside=outside)

    def matched(self, reading: Reading, last: str | None, *, spoken_of: bool) -> Reading:
        """`reading` with the topics that fit after a question on the topic `last`.

        `spoken_of`: alliances were named before, so that a pronoun may stand for them.
        """
        if not spoken_of and "pronoun" in reading.named:
            named = {slot: fillers for slot, fillers in reading.named.items() if slot != "pronoun"}
            reading = reading._replace(named=named, filled=reading.filled - {"pronoun"})
        reading = self._matched(reading, last)
        return reading._replace(matches=tuple(self._topics.aside(reading.matches))) if reading.outside else reading

    def _named(self, sentence: Sentence) -> Reading:
        """All that the sentence names: alliances, numbers, tiers and the words of slots."""
        text, segments = sentence.in_characters(), sentence.segments
        if text is not sentence.text:
            text = arabic(text)
        slots = read_slots(text)
        if slots.years:
            slots = slots._replace(years=self._library.evaluations(slots.years))
        if _FIRST_TIME.search(text):
            slots = slots._replace(times=(1,))
        order = self._tier_order(slots.years)
        strong, weak = told_apart(sentence.mentions, segments)
        if _WANTING.search(text):
            strong, weak = tuple(one for one in strong if one.kind in ("sure", "wide") or one.suffixed), ()
        named = slot_values(sentence.filling, segments)
        if sentence.aside:
            named.pop("except", None)
        elif sentence.mentions and _BUT_THESE.search(text):
            named["except"] = ("except",)
        if "relative_year" in named:
            named["relative_year"] = _times_meant(named["relative_year"], text)
        if strong and "grade" in named:
            strong = asked_of_others(strong, sentence)
        if "pronoun" in named and _THIS_THING.search(text):
            named.pop("pronoun")
        return Reading(
            text=text,
            segments=tuple(segments),
            mentions=strong,
            weak=weak,
            slots=slots,
            tiers=self._tiers(segments, slots, text, order),
            tier_order=order,
            named=named,
            negated=bool("grade" in named or "listed" in named or strong) and denies(text),
            assertions=() if any(one.certain for one in strong) else read_assertions(sentence, self._top_tiers, order),
            asks=asks(text),
            its=its_part(text) if not strong and ("pronoun" in named or "grade" in named) else "",
        )

    def _of_something_else(self, reading: Reading, found: set[str], sentence: Sentence) -> tuple[bool, bool]:
        """Whether the sentence surely speaks of something else than the evaluation, and whether it probably does."""
        if reading.slots.tier_places or _about_the_evaluation(found, reading):
            return False, False
        if is_outside(sentence, reading.mentions, self._topics.outside):
            return True, True
        return False, is_foreign(sentence, reading.mentions, self._topics.own)

    def _matched(self, reading: Reading, last: str | None) -> Reading:
        """`reading` with the topics that fit; words of no known meaning may be the name of somebody asked about."""
        slots, filled = reading.slots, reading.filled
        after = last if last and _elliptical(reading.text, reading.segments) else None
        matches = self._topics.match(reading.words, filled, after)
        if reading.weak and not (reading.mentions or reading.tiers or slots.scores or slots.shares):
            guessed = self._topics.match(reading.words, filled | present_names(reading.weak), after)
            better = guessed and _asks_for_a_verdict(guessed[0], filled) and guessed[0].score > _best_score(matches)
            if better and not (
                _asked_fully(matches) and all(stands_apart(one, reading.segments) for one in reading.weak)
            ):
                return reading._replace(mentions=reading.weak, weak=(), matches=tuple(guessed))
        if after and reading.graded and not self._topics.takes(after, *SLOTS_OF_THE_GRADE):
            matches = [match for match in matches if match.topic != "objection"]
        return reading._replace(matches=tuple(matches))

    def _of_the_reports(self, reading: Reading) -> set[str]:
        """Which slots are filled by tiers, numbers and years as the reports have them, or have them not."""
        slots = reading.slots
        filled: dict[str, object] = {
            "toptier": not self._top_tiers.isdisjoint(reading.tiers),
            "body": claimed_bodies(reading.text),
        }
        if slots != NO_NUMBERS:
            known = not self._counts.isdisjoint((*slots.numbers, *map(str, slots.counts)))
            filled |= {
                "known_count": known,
                "arithmetic": slots.arithmetic and known and not slots.years,
                "held_count": not self._held.isdisjoint(slots.counts),
                "strange_year": slots.years and not any(map(self._library.of_calendar, slots.years)),
                "bare_score": slots.numbers and not known and _is_score(reading.text),
            }
        return {slot for slot, is_filled in filled.items() if is_filled}

    def _tiers(self, segments: Sequence[Segment], slots: Slots, text: str, order: Sequence[str]) -> tuple[str, ...]:
        """The tiers that are named, by name or by their place; 其余 and 及以上 are relative to those."""
        named = {hit.entry.value: None for segment in segments if segment.kind == "tier" for hit in segment.hits}
        for places in slots.tier_places:
            named.update(dict.fromkeys(between(order, *places)))
        if len(named) == 1 and (both := _AND_BEYOND.search(text)):
            named.update(dict.fromkeys(from_there_on(next(iter(named)), order, both[1])))
        if named and slots.other_tiers:
            return tuple(tier for tier in order if tier not in named)
        return tuple(named)

    def _tier_order(self, years: Sequence[str]) -> tuple[str, ...]:
        return self._orders[next((year for year in years if year in self._orders), self._default_year)]


def _times_meant(words: Sequence[str], text: str) -> tuple[str, ...]:
    """`words` for an evaluation without those that are said of a meeting or of the asking itself."""
    if "before" in words and (_LAST_MEETING.search(text) or _LAST_ASKING.search(text)):
        words = [word for word in words if word != "before"]
    if not set(words).isdisjoint(_YEARS_AGO) and all(_is_of_a_story(told, text) for told in _RELATIVE.finditer(text)):
        words = [word for word in words if word not in _YEARS_AGO]
    if _ASKING_NOW.search(text):
        words = [word for word in words if word != "now"]
    return tuple(words)


def _is_of_a_story(year: re.Match[str], text: str) -> bool:
    """Whether 去年 tells when something else happened, in a clause of its own (去年我们厂搬了家，化纤是A级吗)."""
    if _STORY_TIME.match(text, year.start()):
        return True
    start = max(text.rfind(mark, 0, year.start()) for mark in ",，。") + 1
    clause = re.split("[,，。]", text[start:])[0]
    behind = start + len(clause) - year.end()
    if behind < SHORTEST_STORY or start + len(clause) >= len(text) - 1:
        return False
    return not (asks(clause) or _OF_EVALUATIONS.search(clause))


def _about_the_evaluation(found: set[str], reading: Reading) -> bool:
    """Whether something is named that only the evaluation has."""
    return (
        not found.isdisjoint(("grade", "person", "organisation", "arithmetic"))
        or ("body" in found and "评" in reading.text)
        or "listed" in reading.named.get("listed", ())
        or (
            bool(reading.tiers or reading.slots.other_tiers)
            and any(segment.kind == "tier" and segment.end - segment.start > 1 for segment in reading.segments)
        )
    )


def _is_score(text: str) -> bool:
    """Whether `text` is nothing but a number that may be a score."""
    return re.fullmatch(r"(?:\d{1,2}(?:\.\d)?|100)[呢捏呐]?", text.strip(" ?？。,，")) is not None


def _asks_for_a_verdict(match: Match, found: frozenset[str]) -> bool:
    """Whether words of no known meaning are the name of somebody who may be on the list."""
    return not match.bare and (match.topic in VERDICT_TOPICS or not found.isdisjoint(("grade", "listed")))


def _asked_fully(matches: Sequence[Match]) -> bool:
    """Whether something is asked about that needs no name."""
    return bool(matches) and not matches[0].bare and matches[0].score >= LEAST_FULL


def _best_score(matches: Sequence[Match]) -> float:
    return max((match.score for match in matches), default=0.0)


def _elliptical(text: str, segments: Sequence[Segment]) -> bool:
    """Whether a message may be about what was said before: short, and nothing in it that is not understood."""
    if text.startswith(WITHOUT_SUBJECT):
        return True
    return len(text) <= LONGEST_FOLLOW_UP and all(segment.kind != "unknown" for segment in segments)
