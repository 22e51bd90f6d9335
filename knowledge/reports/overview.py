"""What `check` shows for eyes to compare: a table of the reports, and every figure that is derived or can be recomputed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge.reports import figures
from knowledge.reports.loading import Finding, Library
from knowledge.reports.models import Counted, Fact, Model, Report, Share


def table(library: Library, findings: Sequence[Finding]) -> Iterator[str]:
    """A line per report: how much it holds."""
    yield f"{'report':12}{'facts':>6}{'A':>6}{'tiers':>7}{'took part':>11}{'in all':>8}{'warnings':>10}"
    for year, report in library.reports.items():
        file = library.files["reports", year]
        warnings = sum(finding.level == "warning" and finding.file == file for finding in findings)
        held, present, everyone = figures.grade_count(report), figures.participants(report), figures.total(report)
        yield (
            f"{year:12}{_facts(report):6}{_shown(held):>6}{len(report.tiers):7}"
            f"{_shown(present):>11}{_shown(everyone):>8}{warnings:10}"
        )
    names = sum(len(one.aliases) + len(one.words) + len(one.english) for one in library.alliances.values())
    yield f"{len(library.alliances)} alliances, {names} aliases, {len(library.sources)} sources; * is derived"
    if library.reports:
        yield f"default year: {library.default_year}"


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


def _shown(known: figures.Figure | None) -> str:
    return "-" if known is None else f"{known.value}{'*' if known.confidence == 'derived' else ''}"


def _facts(entry: object) -> int:
    """How many facts with a source an entry holds."""
    if isinstance(entry, tuple):
        return sum(_facts(part) for part in entry)
    if not isinstance(entry, Model):
        return 0
    inner = sum(_facts(getattr(entry, name)) for name in type(entry).model_fields if name != "cite")
    return inner + (isinstance(entry, Fact) or hasattr(entry, "cite"))
