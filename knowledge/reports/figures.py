"""Numbers that follow from printed ones. Nothing here knows how many tiers there are or what they are called.

Every `Figure` tells whether a source prints it or how it was derived, and from which places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from knowledge.reports.models import Citation, Confidence, Counted, Report, Share, Tier

WHOLES = {"participants": "参评联盟", "total": "联盟总数"}
"""What the printed shares are of, by the ends of their keys (`share_of_total`)."""
MOST_REPORTS = 100
"""The figures that others are made of are worked out once for each of so many reports."""


@dataclass(frozen=True)
class Figure:
    """A number of alliances; `how` is None where a source prints it."""

    value: int
    cite: tuple[Citation, ...]
    how: str | None = None
    confidence: Confidence = "stated"


def percent(part: int, whole: int, decimals: int = 2) -> str:
    """`part` of `whole` in percent, commercially rounded.

    >>> percent(22, 35)
    '62.86%'
    """
    rounded = (2 * part * 100 * 10**decimals + whole) // (2 * whole)
    digits = str(rounded).rjust(decimals + 1, "0")
    return f"{digits[:-decimals]}.{digits[-decimals:]}%" if decimals else f"{digits}%"


def fits(share: Share, part: int, whole: int) -> bool:
    """Whether `share` is what `part` of `whole` rounds to at its own precision."""
    return whole > 0 and percent(part, whole, share.decimals) == share.printed


@lru_cache(MOST_REPORTS)
def participants(report: Report) -> Figure | None:
    """How many alliances took part: as printed, else the sum of the tiers where all are known."""
    if report.participants:
        fact = report.participants
        return Figure(fact.value, fact.cite, fact.how, fact.confidence)
    counts = [tier.count for tier in report.tiers]
    if not report.tiers_complete or not counts or None in counts:
        return None
    numbers = [count for count in counts if count is not None]
    how = f"各等级家数相加：{'+'.join(map(str, numbers))}={sum(numbers)}"
    return Figure(sum(numbers), merged(tier.cite for tier in report.tiers), how, "derived")


@lru_cache(MOST_REPORTS)
def total(report: Report) -> Figure | None:
    """How many alliances there were in all: as printed, else the only number that fits every printed share."""
    if report.total:
        fact = report.total
        return Figure(fact.value, fact.cite, fact.how, fact.confidence)
    printed = _shares_of_total(report)
    fitting = possible_totals(report)
    if len(fitting) != 1:
        return None
    row, share = printed[0]
    how = (
        f"由各等级的家数和占联盟总数的比例反推：只有总数为{fitting[0]}时全部吻合"
        f"（如{row.count}÷{fitting[0]}={share.printed}）"
    )
    return Figure(fitting[0], merged(row.cite for row, _ in printed), how, "derived")


def possible_totals(report: Report) -> list[int]:
    """Every number that all printed shares of the total fit; several where the shares are printed too coarsely."""
    printed = _shares_of_total(report)
    if not printed:
        return []
    row, share = printed[0]
    return [
        number
        for number in possible_wholes(row.count or 0, share)
        if all(fits(other, one.count or 0, number) for one, other in printed)
    ]


def _shares_of_total(report: Report) -> list[tuple[Counted, Share]]:
    shared = [(row, row.share_of_total) for row in counted(report) if row.count]
    return [(row, share) for row, share in shared if share and not share.as_printed]


def possible_wholes(part: int, share: Share) -> list[int]:
    """The numbers of which `part` is `share`."""
    half = Fraction(1, 2 * 10**share.decimals)
    printed = Fraction(share.printed[:-1])
    least, most = 100 * part / (printed + half), 100 * part / max(printed - half, Fraction(1, 1000))
    return [number for number in range(int(least), int(most) + 2) if fits(share, part, number)]


def wholes(report: Report) -> dict[str, Figure]:
    """What shares are of, by base: those that took part and all there were, as far as they are known."""
    known = {"participants": participants(report), "total": total(report)}
    return {base: whole for base, whole in known.items() if whole}


def rates(count: int, report: Report) -> dict[str, str]:
    """The shares of `count` by base, in percent, that follow where none is printed."""
    return {base: percent(count, whole.value) for base, whole in wholes(report).items()}


def absent(report: Report) -> Figure | None:
    """How many alliances did not take part."""
    everyone, present = total(report), participants(report)
    if not everyone or not present:
        return None
    value = everyone.value - present.value
    how = f"联盟总数减参评数：{everyone.value}-{present.value}={value}"
    return Figure(value, merged([everyone.cite, present.cite]), how, "derived")


def grade_count(report: Report) -> Figure | None:
    """How many hold the grade: as printed, else the length of a complete list."""
    grade = report.grade
    if not grade:
        return None
    if grade.count:
        return Figure(grade.count.value, grade.count.cite, grade.count.how, grade.count.confidence)
    if grade.complete:
        return Figure(len(grade.members), grade.cite, "按完整名单计数", "derived")
    return None


def top_without_grade(report: Report) -> Figure | None:
    """How many are in the tier that the grade rule asks for without holding the grade."""
    held = grade_count(report)
    if not held or not report.grade or not report.grade.rule or report.year not in report.grade.rule.years:
        return None
    tier = report.tier(report.grade.rule.tier)
    if tier.count is None:
        return None
    value = tier.count - held.value
    how = f"{tier.name}的家数减{report.grade.name}的家数：{tier.count}-{held.value}={value}"
    return Figure(value, merged([tier.cite, held.cite]), how, "derived")


def without_grade(report: Report) -> Figure | None:
    """How many took part without getting the grade."""
    held, present = grade_count(report), participants(report)
    if not held or not present or not report.grade:
        return None
    value = present.value - held.value
    how = f"参评数减{report.grade.name}的家数：{present.value}-{held.value}={value}"
    return Figure(value, merged([present.cite, held.cite]), how, "derived")


def together(report: Report, tiers: Sequence[str]) -> Counted | None:
    """`tiers` counted together: as the report prints it, else their sum; None where that is not known."""
    rows = [one for one in report.tiers if one.id in tiers]
    if len(rows) == 1:
        return rows[0]
    if printed := next((group for group in report.groups if set(group.tiers) == set(tiers)), None):
        return printed
    counts = [row.count for row in rows if row.count is not None]
    if not rows or len(counts) < len(rows):
        return None
    how = f"{'+'.join(map(str, counts))}={sum(counts)}"
    return Counted(count=sum(counts), confidence="derived", how=how, cite=merged(row.cite for row in rows))


def counted(report: Report) -> list[Counted]:
    """Everything that is counted with shares: the tiers, then the groups of tiers, then the bands."""
    return [*report.tiers, *report.groups, *report.bands]


def every_count(report: Report) -> set[int]:
    """All numbers of alliances that are known of an evaluation, printed or derived."""
    known = [participants(report), total(report), absent(report), grade_count(report), top_without_grade(report)]
    counts = {row.count for row in counted(report) if row.count is not None}
    return counts | {figure.value for figure in (*known, without_grade(report)) if figure}


def tier_of_score(report: Report, score: Fraction) -> Tier | None:
    """The tier whose printed range holds `score`, None where the report leaves it open."""
    for tier in report.tiers:
        above = tier.lowest is None or score >= tier.lowest
        below = tier.highest is None or score <= tier.highest
        if above and below and (tier.lowest is not None or tier.highest is not None):
            return tier
    return None


def merged(cites: Iterable[tuple[Citation, ...]]) -> tuple[Citation, ...]:
    """All citations once, in order."""
    return tuple(dict.fromkeys(citation for cite in cites for citation in cite))
