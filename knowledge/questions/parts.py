"""A clause of a message with what it asks and tells, and what several of them ask together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from knowledge.names.belonging import named_with
from knowledge.names.matching import Mention
from knowledge.questions.clauses import Clause, pieces
from knowledge.questions.naming import connected, graded_beside
from knowledge.questions.question import Named, Question, named
from knowledge.questions.reading import LONGEST_FOLLOW_UP, VERDICT_TOPICS, Reading, asks
from knowledge.text.lexicon import Segment
from knowledge.text.patterns import lazy_pattern

LONGEST_LEAD = 10
"""A longer clause that asks nothing tells something of its own, unless it names a tier or a year."""
TOPICS_OF_SEVERAL = ("a_list", "a_count", "ungraded", "without_grade")
"""Topics on the list, or on who is not on it, that are about names told before where those are pointed to."""
LEAST_CLEAR = 3.0
"""From this score on a clause asks something by itself: more than one slot or word."""
_WHOLE = lazy_pattern(r"名单|名录|完整|全部|所有|还有|其他|其它|其余|一共")
"""Asks for all of the list, not for those of the alliances named before that are on it."""
CHECKING = lazy_pattern(
    r"(?=[对没属准正有错成站是真靠可谁哪写报信])(?:谁[^,，。]{0,3}(?:对|错了?)(?![^?？。!吗呢啊,，])|哪个[^,，。]{0,3}是?对的|有没有错(?!过)|对吗|对不对|对吧|对么|没错|属实|准确吗|正确吗|有误|错了?吗|没[说念记写看听弄讲]错|成立吗|站得住|(?:是真|真的|真实|靠谱|可信)[吗么的还]|真的?还是|真假|有依据|准不准|有没有(?:依据|根据|道理|问题|毛病)|(?:写|报|信)哪个(?!联盟|名|单位))"
)
"""Asks about everything that was told in the sentence."""
_ON_THE_LIST = lazy_pattern(r"[在上进][^,，。在上进]{0,6}名单")
"""哪个在名单上 asks about those that were told, not for the list."""
_THOSE = lazy_pattern(
    r"[这那](\d|几|些)(?:家|个|所)?|(?<![\d一-龥])(\d)家(?:里|中|当中|都|全|分别|到底|各)|其中(?=有?[几多哪])|在不在(?=[^,，。]{0,4}名单)"
)
"""这3家 of the names that were told: so many of them, or all."""
_HAS_IT = lazy_pattern(
    r"(?:[这那该]个?家?联盟|它)(?:本身|自己|到底|究竟|真的?)?(?:在|上)[^,，。]{0,6}名单|有(?:没有)?(?:[这那该]个?家?联盟|它|我们|咱们)(?:$|[吗么没的啊呀,，。?？!])"
)
"""名单上有这个联盟吗 asks about the one that is pointed to."""
_THESE = lazy_pattern(
    r"[这那](?:\d|几)(?:家|个|所)|(?<![\d一-龥])\d家(?:里|中|当中)|其中(?=有?[几哪])"
    r"|哪几?[个家些](?:是|在|有|评上)[^,。哪]{0,8}[、,又和]?哪几?[个家些](?:就|又|才|却)?[不没]"
)
"""Those of the names told before of which is asked who is not on the list; 那些没评上的 are others."""
_FOR_ANOTHER = lazy_pattern(
    r"(?:让|叫|要|托|派|催|逼|命|喊|令|求)(?:我们?|咱们?|俺们?)"
    r"[^是几哪多谁什]{0,8}(?:查|核|弄|搞|问|确认|整理|打听)[^是几哪多谁什]{0,4}$"
    r"|^.{0,10}[没不][说念记写看听弄讲]错了?[吧吗][?？]?$"
)
"""Who wants to know (主持人让我查清楚), and who is to be checked (他没念错吧), is told, not asked."""


class Part(NamedTuple):
    """A clause with what it asks, read after the clauses before it. Made by `of`.

    - `plain` is what it names and surely means as alliances.
    - `tells`: it says something, rather than only joining names.
    - `candidates` are what a later question on several may be about: all that it names but stray words of a story.
    """

    clause: Clause
    reading: Reading
    asked: Question | None
    plain: tuple[Named, ...]
    tells: bool
    candidates: tuple[Named, ...]

    @classmethod
    def of(cls, clause: Clause, reading: Reading, asked: Question | None) -> Part:
        """What `clause`, read as `reading`, asks and tells."""
        said = [segment.hits for segment in reading.segments if segment.kind == "frame"]
        tells = any("connective" not in [hit.entry.slot for hit in hits] for hits in said)
        mentions = reading.mentions
        if not mentions:
            return cls(clause, reading, asked, (), tells, ())
        plain = plain_names(mentions)
        if tells and plain:
            joined = with_joined(mentions, reading.segments)
            mentions = tuple(one for one in mentions if one in joined or graded_beside(one, reading.segments))
        elif tells:
            mentions = tuple(one for one in mentions if one.kind != "other" or one.suffixed or one.known_words)
        return cls(clause, reading, asked, plain, tells, named(mentions, "a_grade"))

    @property
    def asks(self) -> bool:
        """Whether it asks something itself, rather than only telling who wants to know."""
        return self.reading.asks and not asks_for_another(self.reading.text)

    @property
    def names_plainly(self) -> bool:
        """Whether what it names are alliances for sure, all of them."""
        mentions = self.reading.mentions
        return bool(mentions) and all(mention.certain for mention in mentions)

    @property
    def checks(self) -> bool:
        """Whether it asks about everything that was told."""
        return CHECKING.search(self.reading.text) is not None

    @property
    def leads(self) -> bool:
        """Whether what follows may need it to be understood."""
        reading = self.reading
        followed = self.clause.sentence.startswith("、", self.clause.end)
        if reading.tiers or reading.slots.years or reading.slots.shares or followed or self.checks:
            return True
        return bool(reading.matches) and (reading.asks or len(reading.text) <= LONGEST_LEAD)

    @property
    def only_checks(self) -> bool:
        """Whether it asks for the source, or points to the figures, only to check what was told (他说的有没有依据)."""
        if self.asked is None or not self.checks:
            return False
        points = "数" in self.reading.text and bool(self.reading.matches) and self.reading.matches[0].follows
        return self.asked.topic == "article" or (points and not (self.reading.mentions or self.holds_figures))

    @property
    def claims_figures(self) -> bool:
        """Whether it tells how many there are of a tier."""
        return bool(self.reading.tiers and (self.reading.slots.counts or self.reading.slots.shares))

    @property
    def holds_figures(self) -> bool:
        """Whether it names tiers, years or figures that what follows may be about."""
        slots = self.reading.slots
        return bool(self.reading.tiers or slots.years or slots.scores or slots.counts or slots.shares)

    @property
    def asks_of_several(self) -> bool:
        """Whether it may ask how many, or which, of the alliances listed right before it are on the list."""
        return self.asked is not None and self.asked.topic in TOPICS_OF_SEVERAL and not self.asked.names

    @property
    def ends_in_names(self) -> bool:
        """Whether the last that it tells is an enumeration of names."""
        mentions, segments = self.reading.mentions[-2:], self.reading.segments
        last = max((segment.end for segment in segments if segment.kind not in ("mark", "suffix")), default=0)
        return len(mentions) > 1 and mentions[-1].end == last and connected(mentions[0], mentions[1], segments)

    @property
    def lists_names(self) -> bool:
        """Whether it is nothing but names, as in a list under a question."""
        kinds = {segment.kind for segment in self.reading.segments}
        return bool(self.reading.mentions) and kinds <= {"name", "sector", "unknown", "suffix", "mark", "number"}


def is_aside(reading: Reading) -> bool:
    """Whether it only tells who wants to know or is to be checked, whatever else its words are about."""
    return len(reading.text) <= LONGEST_FOLLOW_UP and asks_for_another(reading.text)


def asks_for_another(text: str) -> bool:
    """Whether all that asks in `text` tells who wants to know or is to be checked."""
    if not _FOR_ANOTHER.search(text):
        return False
    return not any(asks(piece.text) and not _FOR_ANOTHER.search(piece.text) for piece in pieces(text))


def with_joined(mentions: Sequence[Mention], segments: Sequence[Segment]) -> tuple[Mention, ...]:
    """The alliances among `mentions`, and what is named in one breath with them."""
    kept = [one.certain for one in mentions]
    for places in (range(1, len(mentions)), range(len(mentions) - 1, 0, -1)):
        for place in places:
            if kept[place - 1] != kept[place] and connected(mentions[place - 1], mentions[place], segments):
                kept[place - 1] = kept[place] = True
    return tuple(one for one, keep in zip(mentions, kept, strict=True) if keep)


def is_taken_up(part: Part, others: Sequence[Part]) -> bool:
    """Whether its names, told alone, or the range that it tells of are what another one asks about."""
    names = {one.said for one in part.asked.names} if part.asked and part.lists_names else set()
    if part.asked and part.asked.score_range:
        later = others[others.index(part) + 1 :]
        return any(other.asks and other.asked and other.asked.score_range == part.asked.score_range for other in later)
    asked = [{one.said for one in other.asked.names} for other in others if other.asked and other is not part]
    return bool(names) and any(names <= those for those in asked)


def divided(parts: Sequence[Part], clear: Sequence[Part], *, checking: bool) -> list[Clause]:
    """One clause for each of the `clear` parts, with what is told right before it and only it needs."""
    clauses: list[Clause] = []
    told: list[Clause] = []
    waiting: Clause | None = None
    claim: Clause | None = None
    for part in parts:
        if part.plain and part.reading.graded:
            claim = part.clause
        if part.reading.topic == "objection":
            waiting = waiting or claim
        if waiting or part.leads or (checking and part.reading.matches):
            waiting = (waiting or part.clause).until(part.clause.end)
        if waiting and part in clear:
            clauses += [*told, waiting]
            told, waiting = [], None
        elif part.plain and not waiting:
            told.append(part.clause)
    needed = [part.clause.end for part in parts if part.reading.asks or part.holds_figures or part.checks]
    return [*clauses[:-1], clauses[-1].until(max(clauses[-1].end, *needed)) if waiting else clauses[-1]]


def those_told(reading: Reading, listed: tuple[Named, ...], pointed_at: tuple[Named, ...]) -> tuple[Named, ...]:
    """Those of the names told before that a question on the list is about (这3家里有没有A级, 哪家在名单里)."""
    if (pointed_at or listed) and _HAS_IT.search(reading.text):
        return pointed_at or listed[-1:]
    names = tuple(dict.fromkeys(listed)) or pointed_at
    ungraded = reading.topic in ("ungraded", "without_grade")
    if not names or (ungraded and not _THESE.search(reading.text)):
        return ()
    if those := _THOSE.search(reading.text):
        number = next((int(group) for group in those.groups() if group and group.isdigit()), len(names))
        return names[-number:] if number <= len(names) else ()
    counted = reading.topic == "a_count"
    return names if len(names) > 1 and not counted and not _WHOLE.search(_ON_THE_LIST.sub("", reading.text)) else ()


def plain_names(mentions: Sequence[Mention]) -> tuple[Named, ...]:
    """The names among `mentions` that are alliances for sure."""
    return named((one for one in mentions if one.certain and not one.part_of), "a_grade")


def told_names(mentions: Sequence[Mention]) -> tuple[Named, ...]:
    """`plain_names`, and what belongs to an alliance that is named with its suffix (花卉联盟的展厅)."""
    return named((one for one in mentions if one.suffixed or (one.kind == "sure" and not one.part_of)), "a_grade")


def part_of(names: tuple[Named, ...], reading: Reading, topic: str) -> tuple[Named, ...]:
    """`names`, to which 它 points, in a question on what belongs to them: it does not share their grade."""
    if not reading.its or topic not in (*VERDICT_TOPICS, "alliance"):
        return names
    return tuple(one.but(said=named_with(one.said, reading.its), kind="near", how="contained") for one in names)


def is_faint(part: Part) -> bool:
    """Whether it hardly asks anything that another part would not ask better.

    It is after what nobody knows at all, or a single word makes it a question on something that names nothing
    (每次都说, 展会上), or on what was asked before (我没看清).
    """
    best = part.reading.matches[0] if part.reading.matches else None
    if best is not None and best.topic == "unknown_gap":
        return True
    if best is None or part.asked is None or best.score >= LEAST_CLEAR:
        return False
    if best.topic == "objection":
        return not (part.checks or part.reading.mentions or part.holds_figures)
    named = part.asked.names or any(word.startswith("{") for word in best.words)
    return part.asked.topic == best.topic and not named


def of_the_same_person(told: Question, last: Question | None) -> Question:
    """`told`, which asks nothing, with the person of whom was spoken before it."""
    if last is None or told.persons or told.titles:
        return told
    return told.but(persons=last.persons, titles=last.titles)


def in_the_same_year(asked: Question, before: Question | None) -> Question:
    """`asked` about the evaluation that the clause `before` it names (2013年多少家参评，谁组织的)."""
    timeless = not (asked.years or asked.relative or asked.times or asked.dates or asked.year)
    return asked.but(years=before.years) if timeless and before and before.years else asked
