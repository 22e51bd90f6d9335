"""What composers of answers ask of the library."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from knowledge.answer import SourceRef
from knowledge.questions.topic_files import Topic
from knowledge.reports.loading import Library
from knowledge.reports.models import GRADE, Alliance, Citation, Report, Result
from knowledge.text.cleaning import clean

CONFIDENCE = {
    "stated": "",
    "derived": "推算",
    "single_report": "仅见于一篇报道",
    "single_source": "据一篇转载，未见原文",
}


@dataclass(frozen=True)
class Facts:
    """The library with the topics' texts and the evaluation that is meant where none is named."""

    library: Library
    topics: dict[str, Topic]
    default_year: str

    def about(self, word: str) -> tuple[str, ...]:
        """The alliances (ids) that have to do with `word` (cleaned): by their sectors or a part of their names."""
        named = [alliance for alliance, core in self._cores.items() if len(word) > 1 and word in core]
        return tuple(dict.fromkeys([*named, *self._by_sector.get(word, ())]))

    @cached_property
    def _cores(self) -> dict[str, str]:
        return {alliance.id: clean(alliance.core).lower() for alliance in self.library.alliances.values()}

    @cached_property
    def _by_sector(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for alliance in self.library.alliances.values():
            for word in {clean(word).lower() for word in (*alliance.sectors, *alliance.words, alliance.core)}:
                found.setdefault(word, []).append(alliance.id)
        return found

    def report(self, year: str | None) -> Report:
        return self.library.reports[year or self.default_year]

    def grade_name(self, report: Report | None = None) -> str:
        """What the grade is called in `report`, else in the evaluation that is meant where none is named."""
        graded = [one.grade for one in (report, self.report(None)) if one and one.grade]
        return graded[0].name if graded else GRADE

    def unsaid(self, report: Report) -> str:
        """What is said of something that is not known of a year: left out by its report, or not in what was found."""
        return "报道没有公布" if report.is_complete else "没有查到"

    def alliance(self, alliance: str) -> Alliance:
        return self.library.alliances[alliance]

    def name(self, alliance: str) -> str:
        return self.library.alliances[alliance].name

    def refs(self, *cites: Iterable[Citation]) -> tuple[SourceRef, ...]:
        """The sources of `cites`, each once, with all places."""
        places: dict[str, dict[str, None]] = {}
        for citation in (citation for cite in cites for citation in cite):
            places.setdefault(citation.source, {})
            if citation.where:
                places[citation.source][citation.where] = None
        found = []
        for source_id, where in places.items():
            source = self.library.sources[source_id]
            place = "；".join(where) or None
            found.append(
                SourceRef(title=source.title, publisher=source.publisher, date=source.date, where=place, url=source.url)
            )
        return tuple(found)

    def position(self, alliance: str, report: Report) -> int | None:
        """The place on a numbered list, from 1."""
        grade = report.grade
        if not grade or not grade.numbered or alliance not in grade.members:
            return None
        return grade.members.index(alliance) + 1

    def results(self, alliance: str) -> list[tuple[Report, Result]]:
        """What reports of all years say of `alliance`, and what follows for it from the rule of a grade it holds.

        A member of a complete or partial list fulfils that list's rule, so it had the rule's tier in each year of
        the rule; what a report itself says of that year comes first.
        """
        found = {
            report.year: (report, result)
            for report in self.library.reports.values()
            for result in report.results
            if result.alliance == alliance
        }
        for report in self.library.reports.values():
            if not report.grade or not report.grade.rule or alliance not in report.grade.members:
                continue
            rule = report.grade.rule
            tier = report.tier(rule.tier)
            for year in rule.years:
                if year in self.library.reports and year not in found:
                    how = f"由{report.year}年度{report.grade.name}的规则推得"
                    result = Result(
                        alliance=alliance, tier_text=tier.name, cite=rule.cite, confidence="derived", how=how
                    )
                    found[year] = (self.library.reports[year], result)
        return [found[year] for year in sorted(found)]
