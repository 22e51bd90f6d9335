"""Which evaluation a question is about: named years, 去年, 最新, and what 2020年 may mean."""

from __future__ import annotations

import datetime as dt

from knowledge.loading import Library
from knowledge.questions import Question

WITHOUT_YEAR = {
    "years_participants",
    "years_top",
    "years_grade",
    "years_thresholds",
    "years_compare",
    "years_known",
    "record",
    "record_grade",
    "yearly_scores",
}
"""Topics that look at several evaluations themselves."""


class Years:
    """Settles the years of questions against the reports there are."""

    def __init__(self, library: Library, default: str) -> None:
        self._reports = library.reports
        self._default = default

    def settle(self, question: Question, today: dt.date, wanted: str | None) -> list[Question]:
        """`question` once for every evaluation it is about, with `year` set; `unknown_year` where there is none."""
        years = self._named(question, today)
        asked = (*question.years, *self._calendar(question, today))
        if asked and not years and not question.topic.startswith("unknown_"):
            return [Question(topic="unknown_year", years=asked, text=question.text)]
        if question.topic in WITHOUT_YEAR:
            return [question.model_copy(update={"years": tuple(years)})]
        if years:
            return [question.model_copy(update={"year": year}) for year in years]
        year = question.year or wanted or self._default
        return [question.model_copy(update={"year": year if year in self._reports else self._default})]

    def _named(self, question: Question, today: dt.date) -> list[str]:
        """The evaluations that the question names, by year, by number or by their order."""
        found = [report for year in question.years for report in self._of_calendar(year)]
        found += [r.year for r in self._reports.values() if r.ordinal and r.ordinal.value in question.times]
        order = list(self._reports)
        place = order.index(question.year or self._default)
        if "newest" in question.relative:
            found.append(order[-1])
        if "before" in question.relative and place:
            found.append(order[place - 1])
        if "after" in question.relative and place + 1 < len(order):
            found.append(order[place + 1])
        found += [report for year in self._calendar(question, today) for report in self._of_calendar(year)]
        return list(dict.fromkeys(found))

    def _calendar(self, question: Question, today: dt.date) -> list[str]:
        shifts = {"last_year": -1, "this_year": 0, "next_year": 1}
        return [str(today.year + shifts[word]) for word in question.relative if word in shifts]

    def _of_calendar(self, year: str) -> list[str]:
        """A year may be the one evaluated or the one in which the report came out (2020 → 2019, 2020-2021)."""
        if year in self._reports:
            return [year]
        return [
            report.year
            for report in self._reports.values()
            if (year.isdigit() and report.first_year <= int(year) <= report.last_year)
            or (report.release and report.release.date and report.release.date.value.startswith(year))
        ]
