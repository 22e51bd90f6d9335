"""Which evaluation a question is about: named years, 去年, 最新, and what 2020年 may mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from knowledge.questions.question import Question
from knowledge.questions.topic_files import Topic
from knowledge.reports.loading import Library
from knowledge.text.patterns import lazy_pattern

OVER_YEARS = {
    "participants": "years_participants",
    "tier": "years_top",
    "tier_sum": "years_top",
    "tier_compare": "years_top",
    "tiers": "years_thresholds",
    "score": "years_thresholds",
    "a_count": "years_grade",
    "total": "years_total",
    **{what: f"years_{what}" for what in ("organiser", "procedure", "assessed", "basis", "scope")},
}
"""What a question on one evaluation becomes when it names several, or all of them (历年)."""
WITHOUT_YEAR = {
    "years_participants",
    "years_top",
    "years_grade",
    "years_thresholds",
    "years_compare",
    "years_known",
    "grade_again",
    "years_total",
    *(f"years_{what}" for what in ("organiser", "procedure", "assessed", "basis", "scope")),
    "record",
    "record_grade",
    "yearly_scores",
    "merged_years",
    "scores_apart",
}
"""Topics that look at several evaluations themselves."""
OF_NO_YEAR = {
    "out_of_scope",
    "other_grading",
    "other_meeting",
    "unknown_grouping",
    "other_assessment",
    "help",
    "about",
    "greeting",
    *(f"alliance_{what}" for what in ("status", "batch", "lead", "founded", "members", "people", "place")),
}
"""Topics in which a year is no evaluation (哪年成立, 今年立秋, 第一次用)."""
ABOUT_THE_RULE = {"yearly_scores", "a_rule", "a_meaning", "a_versus_tier", "score", "score_range"}
"""Topics in which 今年 and 去年 are the years of an example (今年高去年一般，能评吗)."""
_SCORE_OF_THEN = lazy_pattern(
    r"^[^年]*[去前]年(?:那次|那[年回]|评价|活跃度)*的(?!时候)[^年]*$|^[^年]*[去前]年[^年]*(?:几家|多少家|占)"
)
"""去年的85分 asks for the lines of then, 去年85分以上几家 for its numbers."""
UNKNOWN_OF_A_YEAR = {"unknown_reason", "unknown_score", "unknown_members"}
"""Topics on what is not published whose answer tells what is known of the year."""

OF_THE_GRADE = {
    "a_grade",
    "a_list",
    "a_count",
    "a_at",
    "a_beside",
    "a_sector",
    "a_position",
    "a_rule",
    "a_meaning",
    "a_order",
    "a_versus_tier",
    "top_without_grade",
    "without_grade",
    "grade_in_tier",
    "ungraded",
}
"""Topics on a grade, which not every evaluation has."""

_NEIGHBOURS = {"before": -1, "after": 1}
_FROM_THERE = lazy_pattern(
    r"(?:\d年?度?|第\w{1,3}[次届回轮])(?:的?那[次年届回]|评价|这[次年届回])?的?[再往]?(?:[上下前后之]|接下来)"
)
"""Tells one evaluation by another (2019年的上一次); both are meant in 2019年和上一次."""
_COMPARING = lazy_pattern(r"[比差变增减涨降]|[多少]了|不同|区别|[跟和与]")
_BEGINNING = lazy_pattern(r"开始|始于|起步|起头|起源|首次|第1次|第一次|最早|最初|启动|发端|年起|就有")
_COUNTED_FROM = lazy_pattern(r"[自从]?(20\d\d)年度?(?:以来|至今|到现在|算起|开始算|起)")
"""自2013年以来的第7次 tells from where it is counted, not which one is meant."""
_THIS_ONE = lazy_pattern(r"(?:[这本此]|上述).{0,10}第\d+[次届回轮]")
"""这次是第8次吧 claims a number, it does not choose an evaluation by it."""


def asks_of_the_beginning(text: str) -> bool:
    """Whether `text` speaks of the first evaluation (评价是从2010年起步的吧); in the year that it names may have been none."""
    return _BEGINNING.search(text) is not None


def counted_from(text: str) -> str | None:
    """The year from which `text` counts evaluations (自2013年以来的第7次)."""
    counted = _COUNTED_FROM.search(text)
    return counted[1] if counted else None


class Years:
    """Settles the years of questions against the reports there are."""

    def __init__(self, library: Library, default: str, topics: Mapping[str, Topic]) -> None:
        self._library = library
        self._topics = topics
        self._reports = library.reports
        self._default = default

    def settle(self, question: Question, today: dt.date, wanted: str | None) -> list[Question]:
        """`question` once for every evaluation it is about, with `year` set; `unknown_year` where there is none."""
        if question.topic in OF_NO_YEAR or self._is_of_the_rule(question):
            return [question.but(year=wanted or self._default)]
        exemplary = question.topic in ABOUT_THE_RULE and not _SCORE_OF_THEN.search(question.text)
        calendar = [] if exemplary else self._calendar(question, today)
        named = list(dict.fromkeys([*question.years, *self._dated(question), *calendar, *self._of_people(question)]))
        found = self._named(question, named) or self._kept(question)
        if question.topic == "a_rule":
            found = [year for year in found if self._reports[year].grade] or found
        nothing = [year for year in named if not self._library.of_calendar(year)]
        today_meant = "now" in question.relative or (
            calendar and not {"next_year", *question.years} & {*question.relative}
        )
        if not (found or question.years or exemplary) and today_meant and question.topic not in WITHOUT_YEAR:
            return [self._newest_complete(question, nothing)]
        if not found and (nothing := nothing or self._beyond(question)) and _about_a_year(question):
            return [_unknown(nothing, question)]
        if "every" in question.relative or (len(found) > 1 and len(named) != 1):
            question = question.but(topic=OVER_YEARS.get(question.topic, question.topic))
        if question.topic in WITHOUT_YEAR:
            years = tuple(dict.fromkeys([*nothing, *found]))
            return [question.but(years=years, **self._other_year(named, found, question))]
        if found:
            settled = [question.but(year=year, **self._other_year(named, found, question)) for year in found]
            return [*settled, *([_unknown(nothing, question)] if nothing else [])]
        year = question.year or wanted or self._default
        return [question.but(year=year if year in self._reports else self._default)]

    def _released_in(self, year: str, question: Question, found: Sequence[str]) -> list[str]:
        """Those of `found` whose report came out in `year`, where the release is spoken of (2020年那场发布会)."""
        if f"{year}年度" in question.text or not (
            self._topics[question.topic].part_of == "event" or "发布会" in question.text
        ):
            return []
        dates = {one: release.date.value for one in found if (release := self._reports[one].release) and release.date}
        return [one for one, date in dates.items() if date.startswith(year)]

    def _kept(self, question: Question) -> list[str]:
        """The evaluation spoken of before, unless it has nothing of the kind that is asked: a grade, a release, lines."""
        report = self._reports.get(question.kept_year or "")
        if report is None or question.topic in WITHOUT_YEAR:
            return []
        lacks_grade = question.topic in OF_THE_GRADE and not report.grade
        released = report.release or question.topic == "event_date"
        lacks_release = self._topics[question.topic].part_of == "event" and not released
        lacks_lines = question.topic in ("score", "score_range") and not any(one.range for one in report.tiers)
        return [] if lacks_grade or lacks_release or lacks_lines else [report.year]

    def _is_of_the_rule(self, question: Question) -> bool:
        """Whether its years are those before the grade that its rule looks at (A级联盟2017年也都是高吗)."""
        years = [year for year in question.years if year in self._reports]
        return question.topic == "grade_in_tier" and bool(years) and not any(self._reports[y].grade for y in years)

    def _newest_complete(self, question: Question, nothing: Sequence[str]) -> Question:
        """What is asked of the present is answered for the newest evaluation that is known completely."""
        return question.but(year=self._default, missing=tuple(nothing), outdated=True)

    def _other_year(self, named: Sequence[str], found: Sequence[str], question: Question) -> dict[str, str]:
        """The year as named where it may be several evaluations, or is only the one in which the report came out."""
        if len(named) != 1 or not found or not _NEIGHBOURS.keys().isdisjoint(question.relative):
            return {}
        if len(found) > 1:
            return {"doubtful_year": named[0]}
        report = self._reports[found[0]]
        inside = not named[0].isdigit() or report.first_year <= int(named[0]) <= report.last_year
        only_released = not inside and report.year in self._library.of_calendar(named[0])
        return {"released_in": named[0]} if only_released else {}

    def _named(self, question: Question, named: Sequence[str]) -> list[str]:
        """The evaluations that the question names, by year, by number or by their order."""
        if question.topic == "history" and question.times and (start := counted_from(question.text)):
            named = [year for year in named if year != start]
        found = [report for year in named for report in self._library.of_calendar(year)]
        if len(named) == 1 and len(found) > 1:
            found = self._released_in(named[0], question, found) or found
        if not (question.topic == "history" and (found or _THIS_ONE.search(question.text))):
            found += [r.year for r in self._reports.values() if r.ordinal and r.ordinal.value in question.times]
        order = list(self._reports)
        start = found[0] if found else question.year or self._default
        shifts = [step for word, step in _NEIGHBOURS.items() if word in question.relative]
        beside = [order[place] for step in shifts if 0 <= (place := order.index(start) + step) < len(order)]
        if beside and len(found) == 1 and _FROM_THERE.search(question.text):
            found = []
        elif beside and not found and question.topic in WITHOUT_YEAR and _COMPARING.search(question.text):
            found = [start]
        if "last_two" in question.relative:
            found += order[-2:]
        if "newest" in question.relative:
            found.append(order[-1])
            if question.topic == "a_list" and not self._is_whole(order[-1]):
                found.append(self._default)
        return list(dict.fromkeys([*found, *beside]))

    def _beyond(self, question: Question) -> list[str]:
        """The evaluations by number (第9次) that nothing is known of; what is asked of the numbers themselves is left to `history`."""
        if not question.times:
            return []
        known = {report.ordinal.value for report in self._reports.values() if report.ordinal}
        if not known or question.topic in WITHOUT_YEAR | {"history"}:
            return []
        return [f"第{number}次" for number in question.times if number > max(known)]

    def _is_whole(self, year: str) -> bool:
        """Whether all are known who hold its grade."""
        grade = self._reports[year].grade
        return grade is not None and grade.complete

    def _dated(self, question: Question) -> list[str]:
        """The evaluations whose report came out at the dates of the question, else the years of these."""
        if question.years or not question.dates:
            return []
        released = {
            report.release.date.value[: len("2020-11")]: report.year
            for report in self._reports.values()
            if report.release and report.release.date
        }
        claimed = question.topic == "event_date"
        return [released.get(date, date[: len("2020")]) for date in question.dates if date in released or not claimed]

    def _of_people(self, question: Question) -> list[str]:
        """The newest evaluation at whose release the people of the question were, where no year is named and the default has none of them."""
        if not question.persons or question.years or question.year:
            return []
        there = [
            report.year
            for report in self._reports.values()
            if report.release and {*question.persons} & {one.name for one in report.release.people}
        ]
        return [] if self._default in there else there[-1:]

    def _calendar(self, question: Question, today: dt.date) -> list[str]:
        shifts = {"two_years_ago": -2, "last_year": -1, "this_year": 0, "next_year": 1}
        return [str(today.year + shifts[word]) for word in question.relative if word in shifts]


def _about_a_year(question: Question) -> bool:
    """Whether the question is about what one evaluation found, not about what no report says of any."""
    if question.topic == "history":
        return not asks_of_the_beginning(question.text)
    return not question.topic.startswith("unknown_") or question.topic in UNKNOWN_OF_A_YEAR


def _unknown(years: Sequence[str], question: Question) -> Question:
    return question.but(topic="unknown_year", asked=question.topic, years=tuple(years))
