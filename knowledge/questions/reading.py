"""What is asked: the topic and everything the question names.

`Reader.read` cuts one sentence into words, finds names, numbers and the topics that fit. What an elliptical
sentence leaves open is filled in by `knowledge.dialogue`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from operator import attrgetter

from pydantic import BaseModel, ConfigDict

from knowledge.answer import How
from knowledge.names.mentions import Mention, Names
from knowledge.questions.assertions import Assertion, read_assertions
from knowledge.questions.contrasts import meant
from knowledge.questions.negation import denies
from knowledge.questions.relevance import NUMERALS, grades_another, is_foreign, is_outside
from knowledge.questions.slots import Slots, read_slots
from knowledge.questions.topics import Match, Topics
from knowledge.questions.yearly import PRESENT
from knowledge.reports import figures
from knowledge.reports.loading import Library
from knowledge.text.lexicon import Hit, Lexicon, Segment, Token
from knowledge.text.syllables import cut

SUFFIXES = (
    "产业技术创新战略联盟",
    "技术创新战略联盟",
    "产业链技术创新战略联盟",
    "产业技术创新联盟",
    "技术创新联盟",
    "产业创新联盟",
    "产业技术联盟",
)
SHORT_SUFFIXES = (
    "产业战略联盟",
    "产业联盟",
    "战略联盟",
    "创新联盟",
    "联盟",
    "产业",
    "alliance",
    "联萌",
    "连盟",
    "联梦",
)
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
_START = attrgetter("start")
_AND_BEYOND = re.compile(r"(?:及|和|或|与)?以([上下])")
_CHECKING = ("{grade}", "{listed}", "呢", "是不是", "也是")
_EXACT_SLOTS = ("{look}", "{except}", "{connective}", "{pronoun}", "{relative_year}", "{date}", "{step}")
"""Slots whose words count only where the best cut has them: 不算 is no exception in 算不算."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Named(_Value):
    """A name in a question; the fields are those of `knowledge.names.mentions.Mention`."""

    said: str
    kind: str
    alliances: tuple[str, ...] = ()
    how: How = "exact"


class Question(_Value):
    """What is asked. `years` are as the user named them, `year` is the evaluation it is about once that is settled.

    `tiers` and `alliances` of `names` are ids; `scores` and `shares` are as written; `share_bases` tells which
    base a share is said to have; `score_range` is
    (lowest, highest, strict); claims are (as said, lowest, highest); `assertions` are
    (subject, number, base) as `knowledge.questions.assertions` has them; `positions` are (first, last), from the end where negative; `times` counts
    evaluations (第7次), `dates` are year and month (2020-11), `relative` names them by words of `slots.yaml`; `literal` is a piece
    of text that names shall contain; `excluding` asks for all but `names`, `again` for the same answer once more;
    `negated` takes it that somebody does not hold the grade.
    `doubtful_year` is a year, as named, that may be several evaluations, `released_in` one in which a report only came out;
    `outdated` says that the present was meant (`missing` are its years) but an older evaluation is told; `asked` is the topic
    of an `unknown_year`.
    """

    topic: str
    year: str | None = None
    years: tuple[str, ...] = ()
    names: tuple[Named, ...] = ()
    tiers: tuple[str, ...] = ()
    base: str | None = None
    scores: tuple[str, ...] = ()
    score_range: tuple[str | None, str | None, bool] | None = None
    shares: tuple[str, ...] = ()
    share_bases: tuple[tuple[str, str], ...] = ()
    counts: tuple[int, ...] = ()
    positions: tuple[tuple[int, int], ...] = ()
    yearly: tuple[tuple[str, str], ...] = ()
    count_claims: tuple[tuple[str, float, float | None], ...] = ()
    share_claims: tuple[tuple[str, float, float | None], ...] = ()
    assertions: tuple[tuple[tuple[str, ...], str, str | None], ...] = ()
    persons: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    relative: tuple[str, ...] = ()
    times: tuple[int, ...] = ()
    dates: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    literal: str | None = None
    excluding: bool = False
    again: bool = False
    negated: bool = False
    doubtful_year: str | None = None
    released_in: str | None = None
    outdated: bool = False
    missing: tuple[str, ...] = ()
    asked: str | None = None
    text: str = ""


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
        valid = _said(hits, segments)
        slots = read_slots(text)
        slots = replace(slots, years=self._library.evaluations(slots.years))
        chosen = {hit for segment in segments for hit in segment.hits}
        named = _named(hit for hit in valid if hit in chosen or not hit.entry.value.startswith(_EXACT_SLOTS))
        order = self._tier_order(slots.years)
        tiers = self._tiers(segments, slots, text, order)
        every = self._names.mentions(tokens, segments, text)
        mentions = meant(every, tokens, text)
        if len(mentions) < len(every):
            named.pop("except", None)
        strong, weak = _sorted_out(mentions, segments)
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
        valid = [hit for hit in valid if not _of_a_name(hit, strong, words)]
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


def _said(hits: Iterable[Hit], segments: Sequence[Segment]) -> list[Hit]:
    """`hits` without parts of names and without those by sound where the best cut has none."""
    misspelt = [(s.start, s.end) for s in segments if any(hit.means == "homophone" for hit in s.hits)]
    inside = _inside_names(segments)
    return [
        hit
        for hit in hits
        if not _within_name(hit, segments, inside)
        and (hit.means != "homophone" or not hit.entry.value.startswith("{except}"))
        and (hit.means != "homophone" or any(start <= hit.start and hit.end <= end for start, end in misspelt))
    ]


def _inside_names(segments: Sequence[Segment]) -> list[int]:
    """For each token the number of the name or sector word it belongs to, 0 for none."""
    inside: list[int] = []
    for number, segment in enumerate(segments, start=1):
        inside += [number if segment.kind in ("name", "sector") else 0] * (segment.end - segment.start)
    return inside


def _within_name(hit: Hit, segments: Sequence[Segment], inside: Sequence[int]) -> bool:
    """Whether `hit` is only a part of a name or sector word, or sounds like the name that was met (划线, huaxian)."""
    number = inside[hit.start]
    if not number or number != inside[hit.end - 1]:
        return False
    segment = segments[number - 1]
    sounds_alike = segment.kind == "name" != hit.entry.kind and hit.means != "exact"
    return sounds_alike or (hit.start, hit.end) != (segment.start, segment.end)


def _of_a_name(hit: Hit, mentions: Sequence[Mention], words: Container[tuple[int, int]]) -> bool:
    """Whether `hit` is a part of what is plainly a name: 垃圾 of 垃圾分类, all of 充电桩 in 充电桩联盟.

    `words` are the places of words in the best cut.
    """
    place = bisect_right(mentions, hit.start, key=_START) - 1
    if place < 0 or hit.end > mentions[place].end:
        return False
    mention = mentions[place]
    alone = (hit.start, hit.end) in words
    return mention.suffixed or (not alone and hit.end - hit.start < mention.end - mention.start)


def _named(hits: Iterable[Hit]) -> dict[str, tuple[str, ...]]:
    """Slot values among `hits`, in order of the text."""
    found: dict[str, dict[str, None]] = {}
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.start - hit.end)):
        value = hit.entry.value
        if value.startswith("{"):
            slot, _, filler = value[1:].partition("}:")
            found.setdefault(slot, {})[filler] = None
    return {slot: tuple(values) for slot, values in found.items()}


def _sorted_out(
    mentions: Sequence[Mention], segments: Sequence[Segment]
) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Names that are meant as such, and runs that might be names of nobody we know."""
    clusters: list[list[Mention]] = []
    for mention in mentions:
        if clusters and _connected(clusters[-1][-1], mention, segments):
            clusters[-1].append(mention)
        else:
            clusters.append([mention])
    certain = [
        cluster
        for cluster in clusters
        if any(_certain(mention) for mention in cluster)
        or (any(_credible(mention) for mention in cluster) and _asked_about(cluster[-1], segments))
    ]
    if any(_certain(mention) for cluster in certain for mention in cluster):
        strong = [mention for cluster in certain for mention in cluster if _speaking(mention)]
        return tuple(strong), ()
    strong = [mention for mention in mentions if _credible(mention)]
    weak = [mention for mention in mentions if not _credible(mention) and _speaking(mention) and not mention.spelt]
    return tuple(strong), tuple(weak)


def _asked_about(mention: Mention, segments: Sequence[Segment]) -> bool:
    """Whether the grade or a question follows the name in the same clause (土壤污染治理呢, 光刻胶评上A级没)."""
    for segment in segments[bisect_left(segments, mention.end, key=_START) :]:
        if segment.kind == "mark":
            return False
        if any(hit.entry.value.startswith(_CHECKING) or "a级" in hit.entry.value for hit in segment.hits):
            return True
    return False


def _certain(mention: Mention) -> bool:
    return mention.kind == "sure" or mention.suffixed


def _credible(mention: Mention) -> bool:
    return _certain(mention) or mention.known_words or (mention.kind in ("wide", "near") and len(mention.said) > 1)


def _speaking(mention: Mention) -> bool:
    """More than a stray character, syllable or number."""
    return _credible(mention) or (len(mention.said) > 1 and not mention.spelt and not NUMERALS.issuperset(mention.said))


def _connected(one: Mention, other: Mention, segments: Sequence[Segment]) -> bool:
    first, last = (bisect_left(segments, place, key=_START) for place in (one.end, other.start))
    between = segments[first:last]
    return (
        bool(between)
        and all(
            segment.kind in ("mark", "suffix")
            or any(hit.entry.value.startswith("{connective}") for hit in segment.hits)
            for segment in between
        )
    ) or one.end == other.start


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


_QUOTES = "\"'“”‘’「」『』《》"
_LITERAL = re.compile(
    r"[\"“「『《'](.+?)[\"”」』》']|"
    r"名[字称]?(?:里面|里|中|当中)?(?:都)?(?:带|有|含|包含|出现)(?:有|着|了|个)?(.+?)(?:[俩二两2]?个?字|的|这|联盟|$)|"
    r"带(?:着|有|个)?(.+?)[俩二两2]个?字|"
    r"^(?:以|拿|用)?(.+?)(?:打头|开头|起头)"
)
LETTERS = "英文字母"
"""Stands as `literal` for any Latin letter."""
_LETTERED = re.compile(r"字母|[带有含是用]英文|洋文")


def _literal(text: str) -> str | None:
    """The piece of text that names shall contain (名字里带“装备”的)."""
    if _LETTERED.search(text):
        return LETTERS
    match = _LITERAL.search(text)
    return next((piece.strip(_QUOTES) for piece in match.groups() if piece), None) if match else None


def _as_asked(mention: Mention, topic: str) -> Named:
    """The name; what only belongs to an alliance does not share its grade."""
    if mention.part_of and topic in VERDICT_TOPICS:
        return Named(said=mention.part_of, kind="near", alliances=mention.alliances, how="contained")
    return Named(said=mention.said, kind=mention.kind, alliances=mention.alliances, how=mention.how)


def question(reading: Reading, topic: str) -> Question:
    """What `reading` asks when it is about `topic`."""
    slots = reading.slots
    names = reading.mentions or (reading.weak if topic in ("a_grade", "alliance") else ())
    bounds = slots.score_range
    bases = reading.named.get("base", ())
    literal = _literal(reading.text) if topic == "a_sector" else None
    return Question(
        topic=topic,
        years=slots.years,
        names=tuple(_as_asked(mention, topic) for mention in names),
        tiers=reading.tiers,
        base=bases[0] if len(bases) == 1 else None,
        scores=slots.scores or (slots.numbers if topic in ("score", "years_thresholds", "yearly_scores") else ()),
        score_range=bounds and (_written(bounds.lowest), _written(bounds.highest), bounds.strict),
        shares=slots.shares,
        share_bases=slots.share_bases,
        counts=(*slots.counts, *(int(n) for n in slots.numbers if topic in ("figure", "printed") and n.isdigit())),
        positions=tuple((place.first, place.last) for place in slots.positions),
        yearly=slots.yearly,
        count_claims=tuple((claim.said, claim.lowest, claim.highest) for claim in slots.count_claims),
        share_claims=tuple((claim.said, claim.lowest, claim.highest) for claim in slots.share_claims),
        assertions=tuple((one.subject, one.number, one.base) for one in reading.assertions),
        persons=reading.named.get("person", ()),
        media=reading.named.get("medium", ()),
        organisations=reading.named.get("organisation", ()),
        titles=reading.named.get("title", ()),
        times=slots.times,
        dates=slots.dates,
        relative=reading.named.get("relative_year", ()),
        sectors=tuple(word for mention in names for word in mention.words),
        literal=literal,
        excluding="except" in reading.named,
        negated=reading.negated,
        text=reading.text,
    )


def _written(bound: Fraction | None) -> str | None:
    return None if bound is None else f"{float(bound):g}"


def add_words(lexicon: Lexicon, frames: Iterable[str], particles: Iterable[str], sectors: Iterable[str]) -> None:
    """The word lists, which are clean already (a test checks it), and what closes a name."""
    for word in frames:
        if not (word.isascii() and cut(word)):  # typed pinyin is read by its sound
            lexicon.add(word, "frame")
    for word in particles:
        lexicon.add(word, "particle")
    for word in sectors:
        lexicon.add(word.lower(), "sector")
    for suffix in (*SUFFIXES, *SHORT_SUFFIXES):
        lexicon.add(suffix, "suffix")
