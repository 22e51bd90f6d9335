"""What `check` shows for eyes to compare: a table of the reports, and every figure that is derived or can be recomputed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from knowledge.reports import figures
from knowledge.reports.loading import Finding, Library
from knowledge.reports.models import Alliance, Counted, Fact, Model, Report, Share


def table(library: Library, findings: Sequence[Finding]) -> Iterator[str]:
    """A line per report: its facts, the alliances that it names, their other names, and what is doubtful in it."""
    yield f"{'report':12}{'facts':>7}{'alliances':>11}{'aliases':>9}{'warnings':>10}"
    for year, report in library.reports.items():
        file = library.files["reports", year]
        warnings = sum(finding.level == "warning" and finding.file == file for finding in findings)
        named = {*(report.grade.members if report.grade else ()), *(result.alliance for result in report.results)}
        known = [library.alliances[one] for one in named if one in library.alliances]
        yield f"{year:12}{_facts(report):7}{len(named):11}{_aliases(known):9}{warnings:10}"
    alliances = library.alliances.values()
    yield f"{len(alliances)} alliances, {_aliases(alliances)} aliases, {len(library.sources)} sources"
    if library.reports:
        yield f"default year: {library.default_year}"


def _aliases(alliances: Iterable[Alliance]) -> int:
    return sum(len(one.aliases) + len(one.words) + len(one.english) for one in alliances)


def counts(report: Report) -> str:
    """How many tiers there are, and how many alliances hold the grade, took part and were there at all."""
    known = {
        report.grade.name if report.grade else "": figures.grade_count(report),
        "参评联盟": figures.participants(report),
        "联盟总数": figures.total(report),
    }
    told = [f"{name} {figure.value}{'（推算）' if figure.how else ''}" for name, figure in known.items() if figure]
    return "，".join([f"等级 {len(report.tiers)}", *told])


def derived(report: Report) -> Iterator[str]:
    """Every figure of `report` that follows from others, with how, and each printed share beside its quotient."""
    known = [
        ("参评联盟", figures.participants(report)),
        ("联盟总数", figures.total(report)),
        ("未参评", figures.absent(report)),
        (report.grade.name if report.grade else "", figures.grade_count(report)),
        (f"规则要求的一档中没有{report.grade.name}的" if report.grade else "", figures.top_without_grade(report)),
    ]
    for name, figure in known:
        if figure and figure.how:
            yield f"{name} {figure.value}：{figure.how}"
    for name, row in _rows(report):
        shares = [
            _recomputed(row, row.share_of_participants, figures.participants(report), "参评"),
            _recomputed(row, row.share_of_total, figures.total(report), "总数"),
        ]
        told = [share for share in shares if share]
        if told:
            yield f"{name} {row.count}家：{'；'.join(told)}"


def _rows(report: Report) -> Iterator[tuple[str, Counted]]:
    names = {tier.id: tier.name for tier in report.tiers}
    yield from ((tier.name, tier) for tier in report.tiers)
    yield from (("、".join(names.get(tier, tier) for tier in group.tiers), group) for group in report.groups)
    yield from ((f"{band.lowest}分以上", band) for band in report.bands)


def _recomputed(row: Counted, share: Share | None, whole: figures.Figure | None, base: str) -> str | None:
    if not share or row.count is None or not whole or not whole.value:
        return None
    right = figures.percent(row.count, whole.value, share.decimals)
    verdict = "相符" if right == share.printed else f"不符{'（as_printed）' if share.as_printed else ''}"
    return f"{base}印{share.printed}，{row.count}÷{whole.value}={right}，{verdict}"


def _facts(entry: object) -> int:
    """How many facts with a source an entry holds."""
    if isinstance(entry, tuple):
        return sum(_facts(part) for part in entry)
    if not isinstance(entry, Model):
        return 0
    inner = sum(_facts(getattr(entry, name)) for name in type(entry).model_fields if name != "cite")
    return inner + (isinstance(entry, Fact) or hasattr(entry, "cite"))
