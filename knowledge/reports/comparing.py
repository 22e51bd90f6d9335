"""What differs between two reports, key by key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from knowledge.reports import figures
from knowledge.reports.loading import Library
from knowledge.reports.models import Cited, Fact, Model, Report, Share

ABSENT = "没有"
PRESENT = "有"
_CONFIDENCE = {"derived": "（推算）", "single_report": "（一篇报道）", "single_source": "（一处转载）"}
_NAMED_BY = ("id", "name", "alliance")
_OWN_SOURCES = ("year", "sources", "alliances")


def differences(first: Report, second: Report, library: Library) -> Iterator[str]:
    """A line for each key whose values differ: 键: 前 → 后. Where a fact comes from does not count as different.

    `library` has the names of the alliances, beside those that the reports bring along.
    """
    before, after = dict(_values(first)), dict(_values(second))
    parts_of_one = [key for key in before.keys() ^ after.keys() if {before.get(key), after.get(key)} == {PRESENT, None}]
    for key in dict.fromkeys([*before, *after]):
        one, other = before.get(key, ABSENT), after.get(key, ABSENT)
        if one != other and not any(key.startswith(f"{part}.") for part in parts_of_one):
            yield f"{key}: {one} → {other}"
    alliances = (*first.alliances, *second.alliances, *library.alliances.values())
    yield from _members(first, second, {alliance.id: alliance.name for alliance in alliances})
    for key, figure in (("参评联盟", figures.participants), ("联盟总数", figures.total), ("未参评", figures.absent)):
        one, other = (_shown(figure(report)) for report in (first, second))
        if one != other:
            yield f"{key}: {one} → {other}"


def _values(report: Report) -> Iterator[tuple[str, str]]:
    for name in type(report).model_fields:
        if name not in _OWN_SOURCES:
            yield from _leaves(getattr(report, name), name)


def _leaves(entry: object, key: str) -> Iterator[tuple[str, str]]:
    """Every single value under `key`; parts of a list go by their id or name where they have one."""
    match entry:
        case None | ():
            return
        case Share(printed=printed):
            yield key, printed
        case Fact(value=value, confidence=confidence):
            yield key, f"{_text(value)}{_CONFIDENCE.get(confidence, '')}"
        case Model():
            for name in type(entry).model_fields:
                if name in ("cite", "members", *(("how", "note", "confidence") if isinstance(entry, Cited) else ())):
                    continue
                yield from _leaves(getattr(entry, name), f"{key}.{name}")
        case tuple() if any(isinstance(part, Model) for part in entry):
            for number, part in enumerate(entry):
                name = next((str(getattr(part, by)) for by in _NAMED_BY if hasattr(part, by)), str(number))
                if not isinstance(part, Fact):
                    yield f"{key}.{name}", PRESENT
                yield from _leaves(part, f"{key}.{name}")
        case _:
            yield key, _text(entry)


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)


def _members(first: Report, second: Report, names: Mapping[str, str]) -> Iterator[str]:
    old, new = (report.grade.members if report.grade else () for report in (first, second))
    for report, mine, others in ((first, old, new), (second, new, old)):
        only = [names.get(one, one) for one in mine if one not in others]
        if only:
            whole = "" if report.grade and report.grade.complete else "（名单不完整）"
            yield f"grade.members: 只在{report.year}{whole}：{'、'.join(only)}"
    both = [one for one in old if one in new]
    if both and set(old) != set(new):
        yield f"grade.members: 两处都有：{'、'.join(names.get(one, one) for one in both)}"
    if both != [one for one in new if one in old]:
        yield "grade.members: 两处都有的联盟次序不同"


def _shown(figure: figures.Figure | None) -> str:
    return f"{figure.value}{_CONFIDENCE.get(figure.confidence, '')}" if figure else ABSENT
