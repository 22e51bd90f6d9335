"""What is asked, as plain values: made from a sentence that was read, kept in conversations, answered by `knowledge.answers`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from knowledge.answer import How
from knowledge.names.matching import Mention
from knowledge.questions.assertions import Assertion
from knowledge.questions.reading import VERDICT_TOPICS, Reading
from knowledge.questions.slots import NO_NUMBERS, Slots
from knowledge.text.patterns import lazy_pattern


class Value:
    """What is never changed, only replaced."""

    def but(self, **changes: Any) -> Self:
        """The same with these fields changed, in a fraction of the time of `dataclasses.replace`."""
        changed = object.__new__(type(self))
        object.__setattr__(changed, "__dict__", self.__dict__ | changes)
        return changed


@dataclass(frozen=True)
class Named(Value):
    """A name in a question; the fields are those of `knowledge.names.matching.Mention`."""

    said: str
    kind: str
    alliances: tuple[str, ...] = ()
    how: How = "exact"


@dataclass(frozen=True)
class Question(Value):
    """What is asked. Fields are empty, None or false where the question says nothing of the kind.

    - `year` is the evaluation that it is about, once that is settled; `years` are as the user named them.
    - `names` are those of alliances; `tiers` are ids; `base` is what shares are of (`participants`, `total`).
    - `scores` and `shares` are as written (82.5, 22.29%); `score_range` is (lowest, highest, strict), `share_bases` are
      (share, base), `yearly` (year, score).
    - `counts` are numbers of alliances; `positions` (first, last), from the end where negative.
    - `count_claims` and `share_claims` are (as said, lowest, highest), `assertions` what is claimed of several.
    - `persons`, `media`, `organisations`, `titles` and `sectors` are words of the question; `relative` are words of
      `slots.yaml` for an evaluation, `times` count evaluations (第7次), `dates` are year and month (2020-11).
    - `literal` is a piece of text that names shall contain; `excluding` asks for all but `names`, `step` for who stands
      beside them (1 behind, -1 before), `again` for the same answer once more; `negated` takes it that somebody does not hold the grade.
    - `doubtful_year` is a year, as named, that may be several evaluations, `released_in` one in which a report only came
      out; `outdated` says that the present was meant (`missing` are its years) but an older evaluation is told.
    - `kept_year` is the evaluation that was spoken of before, which is meant where it has what is asked.
    - `asked` is the topic of an `unknown_year`; `text` is the sentence itself.
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
    assertions: tuple[Assertion, ...] = ()
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
    step: int = 0
    again: bool = False
    negated: bool = False
    doubtful_year: str | None = None
    released_in: str | None = None
    outdated: bool = False
    missing: tuple[str, ...] = ()
    kept_year: str | None = None
    asked: str | None = None
    text: str = ""

    @property
    def tells_figures(self) -> bool:
        """Whether it names figures, which may be those of any evaluation."""
        return bool(self.counts or self.scores or self.shares or self.share_claims or self.count_claims)


_NOTHING = Question(topic="")
"""What questions are made from: setting every field of a new one takes three times as long."""
_QUOTES = "\"'“”‘’「」『』《》"
_LITERAL = lazy_pattern(
    r"[\"“「『《'](.+?)[\"”」』》']|"
    r"名[字称]?(?:里面|里|中|当中)?(?:都)?(?:带|有|含|包含|出现)(?:有|着|了|个)?(.+?)(?:[俩二两2]?个?字|的|这|联盟|$)|"
    r"带(?:着|有|个)?(.+?)[俩二两2]个?字|"
    r"^(?:以|拿|用)?(.+?)(?:打头|开头|起头)"
)
LETTERS = "英文字母"
"""Stands as `literal` for any Latin letter."""
_LETTERED = lazy_pattern(r"字母|[带有含是用]英文|洋文")


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


def named(mentions: Iterable[Mention], topic: str) -> tuple[Named, ...]:
    """`mentions` as a question on `topic` means them."""
    return tuple([_as_asked(mention, topic) for mention in mentions])


def question(reading: Reading, topic: str) -> Question:
    """What `reading` asks when it is about `topic`."""
    names = reading.mentions or (reading.weak if topic in ("a_grade", "alliance") else ())
    said = reading.named
    bases = said.get("base", ())
    asked = _NOTHING.but(
        topic=topic,
        names=named(names, topic) if names else (),
        tiers=reading.tiers,
        base=bases[0] if len(bases) == 1 else None,
        assertions=reading.assertions,
        persons=said.get("person", ()),
        media=said.get("medium", ()),
        organisations=said.get("organisation", ()),
        titles=said.get("title", ()),
        relative=said.get("relative_year", ()),
        sectors=tuple([word for mention in names for word in mention.words]),
        literal=_literal(reading.text) if topic == "a_sector" else None,
        excluding="except" in said,
        step=reading.step if topic == "a_beside" else 0,
        negated=reading.negated,
        text=reading.text,
    )
    return asked if reading.slots == NO_NUMBERS else asked.but(**_numbers(reading.slots, topic))


def _numbers(slots: Slots, topic: str) -> dict[str, Any]:
    """The fields of a question on `topic` that hold its numbers."""
    bounds = slots.score_range
    return {
        "years": slots.years,
        "scores": _scores(slots, topic),
        "score_range": bounds and (_written(bounds.lowest), _written(bounds.highest), bounds.strict),
        "shares": slots.shares,
        "share_bases": slots.share_bases,
        "counts": (*slots.counts, *(int(n) for n in slots.numbers if topic in ("figure", "printed") and n.isdigit())),
        "positions": tuple((place.first, place.last) for place in slots.positions),
        "yearly": slots.yearly,
        "count_claims": tuple((claim.said, claim.lowest, claim.highest) for claim in slots.count_claims),
        "share_claims": tuple((claim.said, claim.lowest, claim.highest) for claim in slots.share_claims),
        "times": slots.times,
        "dates": slots.dates,
    }


def _scores(slots: Slots, topic: str) -> tuple[str, ...]:
    """The scores, and the mere numbers that are scores where the question is on such."""
    if topic not in ("score", "years_thresholds", "yearly_scores"):
        return slots.scores
    if slots.scores and topic == "score":
        return (*slots.scores, *(number for number in slots.numbers if "." in number))
    return slots.scores or slots.numbers


def _written(bound: Fraction | None) -> str | None:
    return None if bound is None else f"{float(bound):g}"
