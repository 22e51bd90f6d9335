"""Cross-checks over the whole library: what a single model cannot see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from knowledge.reports import figures
from knowledge.reports.loading import Finding, Library, read_library
from knowledge.reports.models import Alliance, Counted, Model, Report, citations


def read_checked(folders: Iterable[Path]) -> tuple[Library, list[Finding]]:
    """Read `folders`, the built-in one first, and check them together once all of them can be read."""
    library, findings = read_library(folders)
    if not any(finding.level == "error" for finding in findings):
        findings += check(library)
    return library, findings


def check(library: Library) -> list[Finding]:
    """Every contradiction in `library`, file by file."""
    found = [*_check_names(library), *_check_ambiguous(library)]
    for report in library.reports.values():
        file = library.files["reports", report.year]
        found += [Finding(level, file, key, message) for level, key, message in _check_report(report, library)]
    for alliance in library.alliances.values():
        file = library.files["alliances", alliance.id]
        found += [
            Finding("error", file, f"{alliance.id}.{key}", message)
            for key, message in _unknown_sources(alliance, library)
        ]
    return found


def _check_report(report: Report, library: Library) -> Iterator[tuple[str, str, str]]:
    for key, message in [
        *_unknown_sources(report, library),
        *_check_ranges(report),
        *_check_tier_ids(report),
        *_check_counts(report),
        *_check_grade(report, library),
        *_check_results(report, library),
    ]:
        yield "error", key, message
    yield from _check_shares(report)


def _check_ranges(report: Report) -> Iterator[tuple[str, str]]:
    ranged = [tier for tier in report.tiers if tier.lowest is not None or tier.highest is not None]
    for tier in ranged:
        if tier.lowest is not None and tier.highest is not None and tier.lowest > tier.highest:
            yield f"tiers.{tier.id}.lowest", f"下限{tier.lowest}高于上限{tier.highest}"
    bounds = sorted(
        ((tier.lowest if tier.lowest is not None else -1, tier.highest if tier.highest is not None else 10**6, tier.id))
        for tier in ranged
    )
    for (_, upper, first), (lower, _, second) in pairwise(bounds):
        if lower <= upper:
            yield f"tiers.{second}.lowest", f"分数范围与 {first} 重叠：{lower} 应大于 {upper}"


def _check_tier_ids(report: Report) -> Iterator[tuple[str, str]]:
    ids = [tier.id for tier in report.tiers]
    for tier_id in {tier_id for tier_id in ids if ids.count(tier_id) > 1}:
        yield f"tiers.{tier_id}", "编号重复"
    for number, group in enumerate(report.groups):
        for tier_id in set(group.tiers) - set(ids):
            yield f"groups.{number}.tiers", f"没有编号为 {tier_id} 的等级"
    if report.grade and report.grade.rule and report.grade.rule.tier not in ids:
        yield "grade.rule.tier", f"没有编号为 {report.grade.rule.tier} 的等级"


def _check_counts(report: Report) -> Iterator[tuple[str, str]]:
    counts = {tier.id: tier.count for tier in report.tiers}
    for number, group in enumerate(report.groups):
        parts = [counts.get(tier_id) for tier_id in group.tiers]
        known = [part for part in parts if part is not None]
        if group.count is not None and len(known) == len(parts) and sum(known) != group.count:
            yield (
                f"groups.{number}.count",
                f"应为各等级之和 {'+'.join(map(str, known))}={sum(known)}，现为 {group.count}",
            )
    known = [count for count in counts.values() if count is not None]
    if report.participants and report.tiers_complete and len(known) == len(counts) and known:
        expected = sum(known)
        if report.participants.value != expected:
            yield "participants", f"应为各等级之和 {expected}，现为 {report.participants.value}"


def _check_shares(report: Report) -> Iterator[tuple[str, str, str]]:
    present, everyone = figures.participants(report), figures.total(report)
    shared = any(
        row.count and row.share_of_total and not row.share_of_total.as_printed for row in figures.counted(report)
    )
    if shared and everyone is None and not figures.possible_totals(report):
        yield "error", "tiers", "没有一个联盟总数能使各 share_of_total 都与家数吻合；请核对家数和比例"
    for key, row in _rows(report):
        for name, share, whole in [
            ("share_of_participants", row.share_of_participants, present),
            ("share_of_total", row.share_of_total, everyone),
        ]:
            if share is None or row.count is None or whole is None:
                continue
            right = figures.percent(row.count, whole.value, share.decimals)
            if right != share.printed and not share.as_printed:
                expected = f"{row.count}÷{whole.value} 应为 {right}，现为 {share.printed}；若报告如此印刷，请加 as_printed: true"
                yield "error", f"{key}.{name}", expected
            if right == share.printed and share.as_printed:
                yield "warning", f"{key}.{name}", f"标为 as_printed，但 {row.count}÷{whole.value} 正是 {right}"


def _rows(report: Report) -> Iterator[tuple[str, Counted]]:
    yield from ((f"tiers.{tier.id}", tier) for tier in report.tiers)
    yield from ((f"groups.{number}", group) for number, group in enumerate(report.groups))
    yield from ((f"bands.{number}", band) for number, band in enumerate(report.bands))


def _check_grade(report: Report, library: Library) -> Iterator[tuple[str, str]]:
    grade = report.grade
    if not grade:
        return
    for member in grade.members:
        if member not in library.alliances:
            yield "grade.members", f"没有编号为 {member} 的联盟"
        if grade.members.count(member) > 1:
            yield "grade.members", f"{member} 出现多次"
    if not grade.count:
        return
    if grade.complete and len(grade.members) != grade.count.value:
        yield "grade.members", f"完整名单应有 {grade.count.value} 家，现有 {len(grade.members)} 家"
    if len(grade.members) > grade.count.value:
        yield "grade.members", f"名单有 {len(grade.members)} 家，多于报告所说的 {grade.count.value} 家"


def _check_results(report: Report, library: Library) -> Iterator[tuple[str, str]]:
    tiers = {tier.id for tier in report.tiers}
    for number, result in enumerate(report.results):
        if result.alliance not in library.alliances:
            yield f"results.{number}.alliance", f"没有编号为 {result.alliance} 的联盟"
        if result.tier is not None and result.tier not in tiers:
            yield f"results.{number}.tier", f"没有编号为 {result.tier} 的等级"


def _unknown_sources(entry: Model, library: Library) -> Iterator[tuple[str, str]]:
    for key, citation in citations(entry):
        if citation.source not in library.sources:
            yield key, f"没有编号为 {citation.source} 的来源"


def _check_names(library: Library) -> Iterator[Finding]:
    owners: dict[str, Alliance] = {}
    for alliance in library.alliances.values():
        names = dict.fromkeys((alliance.name, alliance.core, *alliance.aliases, *alliance.words, *alliance.english))
        for name in (name.lower() for name in names):
            other = owners.setdefault(name, alliance)
            if other.id != alliance.id and name not in library.ambiguous:
                file = library.files["alliances", alliance.id]
                message = f"别名“{name}”已属于 {other.id}；若确有两家共用，请写入 ambiguous"
                yield Finding("error", file, f"{alliance.id}.aliases", message)


def _check_ambiguous(library: Library) -> Iterator[Finding]:
    for name, owners in library.ambiguous.items():
        for owner in owners:
            if owner not in library.alliances:
                yield Finding("error", "alliances.yaml", f"ambiguous.{name}", f"没有编号为 {owner} 的联盟")
