"""Puts together what was read of an article: a report file with a place in the text for every value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import yaml
from pydantic import ValidationError

from knowledge.drafting.alliances import Registry
from knowledge.drafting.emitting import DOUBT, Noted, Open, emit, open_key
from knowledge.drafting.event import Event, Said
from knowledge.drafting.extraction import Extract, extract
from knowledge.drafting.grade import Award
from knowledge.drafting.rows import PARTICIPANTS, TOTAL, Row
from knowledge.drafting.scores import Level
from knowledge.reports.checks import check
from knowledge.reports.fields import meaning
from knowledge.reports.loading import Library
from knowledge.reports.models import Report

_PROCESS = ("organiser", "commissioned_by", "basis", "procedures")
_NOT_READ = ("principles", "assessed", "uses")
_EVENT = ("date", "place", "hosts", "attendance", "media", "people")


def draft(text: str, library: Library) -> str:
    """The report file that `text`, a press article, allows to propose, as YAML with comments."""
    lines = list(_Proposal(extract(text), library).lines())
    doubts = [f"# {DOUBT}：{message}" for message in _contradictions("\n".join(lines), library)]
    return "\n".join([lines[0], *doubts, *lines[1:]]) + "\n"


def _contradictions(proposal: str, library: Library) -> list[str]:
    """What `check` would find in `proposal`, beside what is open."""
    try:
        report = Report.model_validate(yaml.safe_load(proposal))
    except ValidationError:
        return []
    sources = {source.id: source for source in report.sources}
    alliances = {alliance.id: alliance for alliance in report.alliances}
    files = {("reports", report.year): "", **{("alliances", alliance_id): "" for alliance_id in alliances}}
    beside = replace(
        library,
        sources=library.sources | sources,
        alliances=library.alliances | alliances,
        reports={report.year: report},
        files=library.files | files,
    )
    return [f"{finding.key}: {finding.message}" for finding in check(beside) if not finding.file]


class _Proposal:
    def __init__(self, extracted: Extract, library: Library) -> None:
        self._extracted = extracted
        self._library = library
        self._article = extracted.article
        self._year = extracted.year
        self._levels = extracted.levels
        self._found = extracted.found
        self._award = extracted.award
        self._source = f"article{(extracted.year or '').replace('-', '_')}"
        self._doubts: list[str] = []
        self._registry = Registry(library, pilots="试点" in extracted.article.body)

    def lines(self) -> Iterator[str]:
        entries = self._entries()
        yield "# 由 python -m knowledge draft 从一篇文章提出的草稿：请逐项对照原文（cite 写明了章节和段落），再补上“待填”各项。"
        known = self._library.files.get(("reports", self._year or ""))
        if known:
            yield f"# {DOUBT}：已有{self._year}年度的报告（{known.rpartition('/')[2]}），同一年度只能有一份；请用 diff 比较，改那一份。"
        for doubt in dict.fromkeys([*self._doubts, *(self._award.open_points if self._award else ())]):
            yield f"# {DOUBT}：{doubt}"
        yield from emit(entries)

    def _entries(self) -> dict[str, Any]:
        process = self._extracted.process
        title = process.get("title")
        members = self._members()
        entries: dict[str, Any] = {
            "year": self._year or open_key("year", required=True),
            "label": self._label(title),
            "sources": [self._source_entry()],
        }
        if self._registry.new:
            entries["alliances"] = self._registry.new
        entries["title"] = self._fact(title) if title else open_key("title")
        entries["ordinal"] = self._fact(process["ordinal"]) if "ordinal" in process else open_key("ordinal")
        entries["participants"] = self._whole(self._found.present, "participants")
        entries["total"] = self._whole(self._found.everyone, "total")
        for key in _PROCESS:
            entries[key] = self._fact(process[key]) if key in process else open_key(key)
        entries |= {key: Open(f"{meaning(key)}（draft 不读这一项，请看原文）") for key in _NOT_READ}
        entries |= self._tier_entries()
        entries["grade"] = self._grade(members) if self._award else open_key("grade")
        entries["release"] = self._release(self._extracted.event)
        return entries

    def _label(self, title: Said | None) -> Any:
        if title:
            return str(title.value).removesuffix("报告")
        name = self._library.series.name if self._library.series else ""
        named = self._year and "活跃度" in f"{self._article.title}{self._article.body}"
        return f"{self._year}年度{name}" if named else open_key("label", required=True)

    def _source_entry(self) -> dict[str, Any]:
        article = self._article
        return {
            "id": self._source,
            "title": article.title or open_key("sources.title", required=True),
            "publisher": article.publisher or open_key("sources.publisher", required=True),
            "date": article.dated or open_key("sources.date"),
            "kind": open_key("sources.kind"),
        }

    def _cite(self, *places: str) -> list[str]:
        return [f"{self._source}: {place}" for place in dict.fromkeys(places)]

    def _fact(self, said: Said) -> dict[str, Any]:
        derived = {"confidence": "derived", "how": said.how} if said.how else {}
        value = list(said.value) if isinstance(said.value, tuple) else said.value
        return {"value": value, **derived, "cite": self._cite(said.place)}

    def _whole(self, printed: dict[str, str], key: str) -> Any:
        if len(printed) == 1:
            ((number, place),) = printed.items()
            return {"value": int(number), "cite": self._cite(place)}
        return Open(f"文中有{'、'.join(printed)}几个数，请核对" if printed else meaning(key) or key)

    def _members(self) -> list[str]:
        listing = self._award.listing if self._award else None
        if listing and listing.elided:
            return [known for name in listing.names if (known := self._registry.known_in(name))]
        return [self._registry.id_of(name) for name in listing.names] if listing else []

    def _tier_entries(self) -> dict[str, Any]:
        if not self._levels:
            return {"tiers": open_key("tiers")}
        ids = self._registry.tier_ids(self._extracted.names)
        given: Any = self._extracted.complete or open_key("tiers_complete")
        tiers = [self._tier(level, ids[level.name]) for level in self._levels]
        entries: dict[str, Any] = {"tiers_complete": given, "tiers": tiers}
        groups = [row for row in self._found.rows.values() if len(row.tiers) > 1 and row.said]
        if groups:
            entries["groups"] = [{"tiers": [ids[name] for name in row.tiers], **self._counted(row)} for row in groups]
        for place in dict.fromkeys(self._found.unclear):
            self._doubts.append(f"{place}：有家数或比例没有读懂，没有采用")
        return entries

    def _tier(self, level: Level, tier_id: str) -> dict[str, Any]:
        row = self._found.rows.get((level.name,), Row((level.name,)))
        entry: dict[str, Any] = {
            "id": tier_id,
            "name": level.name,
            **self._registry.wordings(level.name, self._extracted.names),
        }
        if level.printed:
            entry |= {
                key: bound for key, bound in (("lowest", level.lowest), ("highest", level.highest)) if bound is not None
            }
            entry["range"] = Noted(level.printed, "界限不含本数，按整数分记") if level.strict else level.printed
        else:
            entry["range"] = Open(f"{meaning('tiers.range')}；另写 lowest 和 highest")
        counted = self._counted(row)
        counted["cite"] = self._cite(level.place, *row.places)
        return entry | counted

    def _counted(self, row: Row) -> dict[str, Any]:
        entry: dict[str, Any] = {}
        for key in ("count", PARTICIPANTS, TOTAL):
            printed, several = row.only(key), list(row.said.get(key, {}))
            if len(several) > 1:
                self._doubts.append(f"{'、'.join(row.tiers)}的{key}：文中有{'、'.join(several)}几个，请核对")
            if printed is None:
                entry[key] = Open("几处不一致，请核对") if several else open_key(f"tiers.{key}")
            elif key == "count":
                entry[key] = int(printed)
            elif key in row.notes:
                entry[key] = {
                    "printed": printed,
                    "as_printed": Noted(value=True, note=f"{DOUBT}：是原文如此，还是抄错"),
                    "note": row.notes[key],
                }
            else:
                entry[key] = printed
        return {**entry, "cite": self._cite(*row.places)}

    def _grade(self, members: list[str]) -> dict[str, Any]:
        award = self._award
        assert award is not None  # noqa: S101 (asked by the caller)
        number = next(iter(award.counts), None)
        listing = award.listing
        entry: dict[str, Any] = {"name": award.name}
        if award.full_name and award.full_name != award.name:
            entry["full_name"] = award.full_name
        entry["count"] = (
            {"value": number, "cite": self._cite(award.counts[number])} if number else open_key("grade.count")
        )
        entry["rule"] = self._rule(award)
        whole = bool(listing) and number == len(members) and not (listing and listing.open_end)
        if whole:
            entry["complete"] = True
        else:
            entry["complete"] = (
                Noted(value=False, note=f"{DOUBT}：名单与家数相符、确实完整时才写 true") if members else False
            )
        entry["numbered"] = bool(listing and listing.numbered)
        entry["cite"] = self._cite(listing.place if listing else award.place)
        entry["members"] = members or open_key("grade.members")
        entry |= {key: open_key(f"grade.{key}") for key in ("achievement", "effect")}
        return entry

    def _rule(self, award: Award) -> Any:
        if not award.years or not award.tier:
            return open_key("grade.rule")
        ids = self._registry.tier_ids(self._extracted.names)
        text = f"{'、'.join(f'{year}年度' for year in award.years)}的评价结果都是{award.tier}"
        return {"tier": ids[award.tier], "years": list(award.years), "text": text, "cite": self._cite(award.rule_place)}

    def _release(self, event: Event) -> dict[str, Any]:
        entry: dict[str, Any] = {}
        for key in ("date", "part_of_day", "place", "online", "hosts", "attendance", "media"):
            if key in event.said:
                entry[key] = self._fact(event.said[key])
            elif key in _EVENT:
                entry[key] = open_key(f"release.{key}")
        if event.chair:
            person: dict[str, Any] = {"name": event.chair.value}
            person["offices"] = [event.chair_office] if event.chair_office else open_key("release.people.offices")
            entry["people"] = [{**person, "act": "chaired", "act_text": "主持", "cite": self._cite(event.chair.place)}]
        else:
            entry["people"] = open_key("release.people")
        return entry
