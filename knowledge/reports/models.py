"""The shape of the data files: sources, alliances, reports.

Every fact is optional and carries its sources. All models are frozen and refuse unknown keys, so that a
misspelt key is an error with file and key instead of a fact that silently disappears.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Generic, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from knowledge.text.patterns import lazy_pattern

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,15}$")]
Year = Annotated[str, StringConstraints(pattern=r"^20\d\d(-20\d\d)?$")]
Confidence = Literal["stated", "derived", "single_report", "single_source"]
"""Said by its sources, worked out, said only by the page of one that was assessed, or only by a copy of unknown origin."""
PRINTED: frozenset[Confidence] = frozenset(["stated", "single_report"])
"""What is read where it was first published."""
T = TypeVar("T")


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Model):
    """A publication. `url` only for original publishers: copies on other domains are cited without a link."""

    id: Slug
    title: str
    publisher: str
    date: str | None = None
    kind: Literal["original", "repost", "mirror", "abstract"] = "original"
    url: str | None = None


class Citation(Model):
    """A place in a source, written `source` or `source: section and paragraph`."""

    source: Slug
    where: str | None = None


def _citation(value: object) -> object:
    if not isinstance(value, str):
        return value
    source, _, where = value.partition(":")
    return {"source": source.strip(), "where": where.strip() or None}


Cite = Annotated[tuple[Annotated[Citation, BeforeValidator(_citation)], ...], Field(min_length=1)]


class Cited(Model):
    """Something a source says. `how` tells how a derived value follows from what is printed."""

    cite: Cite
    confidence: Confidence = "stated"
    how: str | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _derived_tells_how(self) -> Self:
        if self.confidence == "derived" and not self.how:
            message = "confidence: derived 需要 how 说明推算方法"
            raise ValueError(message)
        return self


class Fact(Cited, Generic[T]):
    value: T


class Share(Model):
    """A percentage as printed, such as `35.35%`; `as_printed` marks one that is not its quotient, `note` says why."""

    printed: Annotated[str, StringConstraints(pattern=r"^\d{1,3}(\.\d+)?%$")]
    as_printed: bool = False
    note: str | None = None

    @property
    def decimals(self) -> int:
        return len(self.printed[:-1].partition(".")[2])


def _share(value: object) -> object:
    return {"printed": value} if isinstance(value, str) else value


PrintedShare = Annotated[Share, BeforeValidator(_share)]


class Counted(Cited):
    """A number of alliances and its shares of those that took part and of all."""

    count: int | None = Field(default=None, ge=0)
    share_of_participants: PrintedShare | None = None
    share_of_total: PrintedShare | None = None


class Tier(Counted):
    """One level of activity. `lowest` and `highest` are points, inclusive; `range` is the printed wording.

    `words` are further wordings people use for it, `short` the form that the report uses in sums.
    """

    id: Slug
    name: str
    short: str
    words: tuple[str, ...] = ()
    lowest: int | None = None
    highest: int | None = None
    range: str | None = None


class TierGroup(Counted):
    """Several tiers that the report counts together."""

    tiers: tuple[Slug, ...] = Field(min_length=2)


class Band(Counted):
    """Alliances counted by a score that is no tier border, such as 95 points and more."""

    lowest: int
    highest: int | None = None


class GradeRule(Cited):
    """Top result in each of `years`: `tier` in this report's terms, `level` the rule's own word for it (高活跃度)."""

    tier: Slug
    level: str | None = None
    years: tuple[Year, ...] = Field(min_length=1)
    text: str


class Grade(Model):
    """The distinction (A-grade) and who holds it.

    `members` are alliance ids in list order. Only a `complete` list allows to say that somebody is not on it;
    `numbered` tells whether the source numbers it.
    """

    name: str
    words: tuple[str, ...] = ()
    count: Fact[int] | None = None
    rule: GradeRule | None = None
    complete: bool = False
    numbered: bool = False
    members: tuple[Slug, ...] = ()
    cite: Cite
    full_name: str | None = None
    achievement: Fact[str] | None = None
    effect: Fact[str] | None = None


class Person(Cited):
    """Somebody at the release. `said` is empty for those whose words no source reports.

    `words` are other ways to speak of the person (李秘书长).
    """

    name: str
    words: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    act: Literal["chaired", "spoke", "presented", "present", "awarded", "received"]
    act_text: str
    said: tuple[str, ...] = ()


class Release(Model):
    """How the report was published."""

    date: Fact[str] | None = None
    part_of_day: Fact[str] | None = None
    place: Fact[str] | None = None
    online: Fact[str] | None = None
    hosts: Fact[tuple[str, ...]] | None = None
    attendance: Fact[str] | None = None
    media: Fact[tuple[str, ...]] | None = None
    guests: Fact[str] | None = None
    people: tuple[Person, ...] = ()
    more: tuple[Fact[str], ...] = ()


class Result(Cited):
    """What is known of one alliance in this evaluation. `tier_text` is the printed wording, `score` `90` or `≥95`."""

    alliance: Slug
    tier: Slug | None = None
    tier_text: str
    score: Annotated[str, StringConstraints(pattern=r"^≥?\d+(\.\d+)?$")] | None = None
    rank: int | None = None

    @property
    def points(self) -> Fraction | None:
        """The score, or the least that it may be."""
        return Fraction(self.score.removeprefix("≥")) if self.score else None

    @property
    def at_least(self) -> bool:
        """Whether only the least that the score may be is known."""
        return self.score is not None and self.score.startswith("≥")


GRADE = "A级"
"""What the grade is called where no report names it, and in the wordings of questions."""
SUFFIX = "产业技术创新战略联盟"
"""What nearly all names end in; it tells nothing of an alliance."""
_SUFFIX = lazy_pattern(r"(?:产业(?:链)?)?(?:技术创新)?(?:战略)?联盟$")


def core_name(name: str) -> str:
    """The telling part of an alliance's name: without the suffix that nearly all share, without brackets.

    >>> core_name("建筑信息模型（BIM）产业技术创新战略联盟")
    '建筑信息模型'
    """
    core = _SUFFIX.sub("", re.sub(r"[（(].*?[)）]", "", name))
    return core or name


class Alliance(Model):
    """An alliance under a stable id.

    `aliases` are names found in sources, `words` what people say for exactly this one (matching help, no facts),
    `sectors` what it has to do with. `kind` tells whether it is a pilot alliance, probably one, or known not to be.
    """

    id: Slug
    name: str
    kind: Literal["pilot", "unverified", "not_pilot"] = "pilot"
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    status: Fact[str] | None = None
    batch: Fact[str] | None = None
    lead: Fact[str] | None = None
    founded: Fact[str] | None = None
    members: Fact[str] | None = None
    people: tuple[Fact[str], ...] = ()
    facts: tuple[Fact[str], ...] = ()
    note: str | None = None

    @property
    def core(self) -> str:
        return core_name(self.name)


class Report(Model):
    """One evaluation: everything that is known of it, nothing that is not.

    `sources` and `alliances` may stand in the report's own file, so that a new evaluation is one file.
    """

    year: Year
    label: str
    sources: tuple[Source, ...] = ()
    alliances: tuple[Alliance, ...] = ()
    title: Fact[str] | None = None
    ordinal: Fact[int] | None = None
    period: Fact[str] | None = None
    published: Fact[str] | None = None
    scope: Fact[str] | None = None
    total: Fact[int] | None = None
    participants: Fact[int] | None = None
    commissioned_by: Fact[str] | None = None
    organiser: Fact[str] | None = None
    basis: Fact[str] | None = None
    procedures: Fact[tuple[str, ...]] | None = None
    principles: Fact[tuple[str, ...]] | None = None
    assessed: Fact[tuple[str, ...]] | None = None
    uses: Fact[tuple[str, ...]] | None = None
    tiers: tuple[Tier, ...] = ()
    tiers_complete: bool = False
    groups: tuple[TierGroup, ...] = ()
    bands: tuple[Band, ...] = ()
    grade: Grade | None = None
    release: Release | None = None
    results: tuple[Result, ...] = ()
    conflicts: tuple[Fact[str], ...] = ()
    remarks: tuple[Fact[str], ...] = ()

    def __eq__(self, other: object) -> bool:
        """Whether it is the same object, so that what was worked out for a report is found without comparing its facts.

        With two libraries in one process to compare them had taken 55 µs for each figure.
        """
        return self is other

    __hash__ = object.__hash__

    @property
    def is_complete(self) -> bool:
        """Whether all its tiers and the whole list are known."""
        return self.tiers_complete and self.grade is not None and self.grade.complete

    def tier(self, tier_id: str) -> Tier:
        return next(tier for tier in self.tiers if tier.id == tier_id)

    def level_of(self, rule: GradeRule) -> str:
        """What `rule` asks for in each year, in the report's words."""
        return rule.level or f"“{self.tier(rule.tier).name}”"

    @property
    def first_year(self) -> int:
        return int(self.year[:4])

    @property
    def last_year(self) -> int:
        return int(self.year[-4:])


class SourceFile(Model):
    sources: tuple[Source, ...]


class AllianceFile(Model):
    """A registry file. `ambiguous` maps an alias that several alliances share to their ids."""

    alliances: tuple[Alliance, ...]
    ambiguous: dict[str, tuple[Slug, ...]] = {}


class Series(Model):
    """What is known of the evaluation over the years, beside the reports."""

    first_year: Fact[str]
    name: str
    remarks: tuple[Fact[str], ...] = ()
    related: tuple[Fact[str], ...] = ()


def citations(value: object, key: str = "") -> Iterator[tuple[str, Citation]]:
    """Every place that `value` cites, with the key it stands under."""
    if isinstance(value, Citation):
        yield key, value
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from citations(part, key if isinstance(part, Citation) else f"{key}.{number}")
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from citations(getattr(value, name), f"{key}.{name}".lstrip("."))
