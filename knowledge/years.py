"""Which evaluation a question is about: named years, 去年, 最新, and what 2020年 may mean."""

from __future__ import annotations

import datetime as dt

from knowledge.loading import Library
from knowledge.questions import Question

WITHOUT_YEAR = {"years_participants", "years_top", "years_grade", "years_thresholds", "years_compare", "years_known", "record", "yearly_scores"}
"""Topics that look at several evaluations themselves."""


class Years:
    """Settles the years of questions against the reports there are."""

    def __init__(self, library: Library, default: str) -> None:
        self._reports = library.reports
        self._default = default

    def settle(self, question: Question, today: dt.date, wanted: str | None) -> list[Question]:
        """`question` once for every evaluation it is about, with `year` set."""
        if question.topic in WITHOUT_YEAR:
            return [question]
        years = self._named(question, today)
        if not years:
            year = question.year or wanted or self._default
            return [question.model_copy(update={"year": year if year in self._reports else self._default})]
        return [question.model_copy(update={"year": year}) for year in years]

    def _named(self, question: Question, today: dt.date) -> list[str]:
        found = [report for year in question.years for report in self._reports_of(year, question)]
        return list(dict.fromkeys(found))

    def _reports_of(self, year: str, question: Question) -> list[str]:
        if year in self._reports:
            return [year]
        return [
            report.year
            for report in self._reports.values()
            if (year.isdigit() and report.first_year <= int(year) <= report.last_year)
            or (report.release and report.release.date and report.release.date.value.startswith(year))
        ]
