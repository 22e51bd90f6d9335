"""The release of the report: when, where, who; and the article that told of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import cache

from knowledge.answer import Answer, Block, Choice, Listing, Paragraph
from knowledge.questions.bodies import claimed_bodies
from knowledge.questions.estimates import TENS
from knowledge.questions.question import Question
from knowledge.reports.models import Citation, Fact, Release, Report
from knowledge.text.patterns import lazy_pattern
from knowledge.text.words import table

from .claims import checks, verdict
from .facts import Facts
from .offices import belongs
from .parts import answer, any_place, caveat, caveats, choice, joined, lead, not_published, note

_PEOPLE = lazy_pattern(r"(\d+)(?:多|余|来|几)?个?人")
_DAYTIME = lazy_pattern(r"上午|下午|晚上|中午|傍晚|夜里")
_WEEKDAY = lazy_pattern(r"(?:星期|礼拜|周)[几一二三四五六日天1-6]")
_DAYS = {day: number for number, days in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天7")) for day in days}
_DAY = lazy_pattern(r"(?<![\d.])(?:20\d\d\.)?(\d{1,2})[月.](\d{1,2})[日号]?")


def _missing(question: Question, facts: Facts, report: Report) -> Answer:
    text = f"❓ {report.year}年度报告的发布情况，目前查到的资料里没有这一项。"
    known = report.published
    published = f"已知：{known.value}{caveat(known)}。" if known else None
    return not_published(
        question,
        facts,
        text,
        note(published),
        cite=[known.cite] if known else (),
        related=[choice(f"{year}年度的发布会", "event", year=year) for year in reversed(_years_told_of(facts, report))],
    )


def _years_told_of(facts: Facts, report: Report) -> list[str]:
    """The other years of which the release is known."""
    return [other.year for other in facts.library.reports.values() if other.release and other is not report]


def related(year: str | None) -> list[Choice | None]:
    """What one may want to know next about the release."""
    return [
        choice("谁主持的发布会？", "chair", year=year),
        choice("发布会的主办单位有哪些？", "hosts", year=year),
        choice("有哪些媒体参加？", "media", year=year),
    ]


def with_release(
    compose: Callable[[Question, Facts, Report, Release], Answer | None],
) -> Callable[[Question, Facts], Answer]:
    """`compose` for years of which the release is known; for others the answer that it is not."""

    def composed(question: Question, facts: Facts) -> Answer:
        report = facts.report(question.year)
        found = compose(question, facts, report, report.release) if report.release else None
        return found or _missing(question, facts, report)

    composed.__doc__ = compose.__doc__
    return composed


def chinese_date(written: str) -> str:
    """2020-11-18 → 2020年11月18日; anything else stays."""
    parts = written.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):  # noqa: PLR2004 (year, month, day)
        return written
    year, month, day = parts
    return f"{year}年{int(month)}月{int(day)}日"


@with_release
def event_date(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """When the report was released."""
    if not release.date:
        return None
    date = chinese_date(release.date.value)
    part = release.part_of_day.value if release.part_of_day else ""
    wrong = [dated[:4] for dated in question.dates if dated[:4] != date[:4]]
    wrong += [year for year in question.years if year not in (date[:4], report.year)]
    wrong_days = [day[0] for day in _DAY.finditer(question.text) if f"{int(day[1])}月{int(day[2])}日" not in date]
    other_part = _DAYTIME.search(question.text)
    wrong_part = [other_part[0]] if other_part and part and other_part[0] not in part else []
    wrong_days += [day[0] for day in _WEEKDAY.finditer(question.text) if not _is_on(release.date.value, day[0])]
    opening = (
        f"不是{wrong[0]}年。" if wrong else f"不是{[*wrong_days, *wrong_part][0]}。" if wrong_days or wrong_part else ""
    )
    return answer(
        question,
        facts,
        [
            lead(f"{opening}{report.year}年度评价报告的发布会于{date}{part}举行。"),
            note(_weekday(release.date.value, question), "具体几点开始，报道没有写。" if part else None),
            caveats([release.date]),
        ],
        cite=[release.date.cite],
        related=related(report.year),
    )


def _is_on(date: str, day: str) -> bool:
    """Whether `date` is on the weekday that `day` names (周五, 星期3), as far as both are known."""
    named = _DAYS.get(day[-1])
    return named is None or len(date) < len("2020-11-18") or dt.date.fromisoformat(date).weekday() == named


def _weekday(date: str, question: Question) -> str | None:
    """那天是星期三, where that is asked and the day is known."""
    if not _WEEKDAY.search(question.text) or len(date) < len("2020-11-18"):
        return None
    return f"那天是星期{'一二三四五六日'[dt.date.fromisoformat(date).weekday()]}（按日历推算，报道没有写）。"


@with_release
def event_place(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """Where, and whether online too."""
    if not release.place:
        return None
    online = f"，{release.online.value}" if release.online else ""
    return answer(
        question,
        facts,
        [
            lead(
                f"{_elsewhere(question, release.place.value)}{report.year}年度评价报告的发布会在{release.place.value}召开{online}。"
            ),
            note("具体场馆报道没有写。" if report.is_complete else None),
            caveats([release.place, release.online]),
        ],
        cite=[release.place.cite],
        related=related(report.year),
    )


@cache
def _places() -> tuple[str, ...]:
    """Provinces and cities."""
    return tuple(word for word in table("classes")["place"] if not re.search("[外本我]", word))


def _elsewhere(question: Question, place: str) -> str:
    """不是上海。 where the question takes another place for it."""
    wrong = [] if place in question.text else [one for one in _places() if one in question.text]
    return f"不是{wrong[0]}。" if wrong and checks(question) else ""


@with_release
def event(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """The release at a glance."""
    date = chinese_date(release.date.value) if release.date else ""
    part = release.part_of_day.value if release.part_of_day else ""
    place = f"在{release.place.value}" if release.place else ""
    online = f"，{release.online.value}" if release.online else ""
    facts_known: list[Block | None] = [
        lead(f"《{report.title.value if report.title else report.label}》发布会于{date}{part}{place}召开{online}。")
    ]
    if release.hosts:
        facts_known.append(Paragraph(text=f"主办：{'、'.join(release.hosts.value)}。"))
    chairs = [person.name for person in release.people if person.act == "chaired"]
    speakers = [person.name for person in release.people if person.act in ("spoke", "presented")]
    facts_known.append(
        note(
            f"主持：{joined(chairs)}。" if chairs else None,
            f"发言：{joined(speakers)}。" if speakers else None,
            f"参加：{release.attendance.value}。" if release.attendance else None,
            f"到场媒体：{'、'.join(release.media.value)}等。" if release.media else None,
            *(f"{fact.value}{caveat(fact)}。" for fact in release.more),
        )
    )
    cite = [fact.cite for fact in (release.date, release.hosts, release.attendance, *release.more) if fact]
    return answer(question, facts, facts_known, cite=cite, related=related(report.year))


@with_release
def attendance(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """How many people took part."""
    fact = release.attendance
    if not fact:
        return None
    return answer(
        question,
        facts,
        [
            lead(f"{_other_number(question, fact.value)}{fact.value}参加了{report.year}年度评价报告的发布会。"),
            note("确切人数、线上和线下各多少人，报道没有写。"),
        ],
        cite=[fact.cite],
        related=related(report.year),
    )


def _other_number(question: Question, told: str) -> str:
    """不是800人。 where another number of people is claimed than the one that is told (80余人)."""
    claimed, true = _PEOPLE.search(question.text), _PEOPLE.search(told)
    if not claimed or not true or int(true[1]) <= int(claimed[1]) < int(true[1]) + TENS:
        return ""
    return f"不是{claimed[0]}。"


@with_release
def hosts(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """Who held the release."""
    if not release.hosts:
        return None
    names = release.hosts.value
    asked = [name for name in names if any(belongs(name, one) for one in question.organisations)]
    opening = f"{joined(asked)}是主办单位之一。" if len(asked) == 1 else ""
    if question.organisations and not asked:
        opening = "报道列出的主办单位里没有它。"
    wrong = [one for one in claimed_bodies(question.text) if not any(belongs(name, one) for name in names)]
    if wrong and not asked:
        opening = f"报道列出的主办单位里没有{wrong[0]}。"
    opening = opening or verdict(question, len(names), {})
    return answer(
        question,
        facts,
        [
            lead(f"{opening}{report.year}年度评价报告的发布会由{len(names)}家单位共同主办："),
            Listing(items=names),
            note(f"{release.hosts.note}。" if release.hosts.note else None),
        ],
        cite=[release.hosts.cite],
        related=related(report.year),
    )


@with_release
def media(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """Which media were there, and whether a named one was."""
    if not release.media:
        return None
    names = release.media.value
    listed = [name for name in question.media if name in names]
    others = [name for name in question.media if name not in names and name in question.text]
    opening = ""
    if listed:
        opening += f"{joined(listed)}在报道点名的媒体之中。"
    if others:
        opening += f"报道点名的媒体中没有{joined(others)}。"
    return answer(
        question,
        facts,
        [
            lead(f"{opening}报道点名参加{report.year}年度评价报告发布会的媒体有{len(names)}家：{'、'.join(names)}。"),
            note("报道在名单后写有“等”，是否还有其他媒体没有说明。"),
        ],
        cite=[release.media.cite],
        related=related(report.year)[:2],
    )


def article(question: Question, facts: Facts) -> Answer:
    """Where the figures come from."""
    report = facts.report(question.year)
    cited = _all_sources(report)
    if not cited:
        return not_published(question, facts, f"❓ {report.year}年度的资料出自哪里，没有记录。")
    sources = [facts.library.sources[source] for source in cited]
    told = [
        f"《{source.title}》，{source.publisher}" + (f"，{source.date}" if source.date else "") for source in sources
    ]
    return answer(
        question,
        facts,
        [
            lead(
                f"{report.year}年度的内容来自{len(told)}篇公开报道："
                if len(told) > 1
                else f"{report.year}年度的内容来自公开报道{told[0]}。"
            ),
            Listing(items=tuple(told)) if len(told) > 1 else None,
            note("作者没有记录。本机器人只转述报道已写明的内容；推算的数字会注明“推算”和算法。"),
        ],
        cite=[_first_cite(report)],
        related=[choice("评价是谁组织的？", "organiser", year=report.year)],
    )


def _first_cite(report: Report) -> tuple[Citation, ...]:
    facts = [
        fact for fact in (report.title, report.ordinal, report.participants, report.organiser) if isinstance(fact, Fact)
    ]
    return facts[0].cite if facts else report.grade.cite if report.grade else any_place(report)


def _all_sources(report: Report) -> list[str]:
    found: dict[str, None] = {}
    for entry in (
        report.title,
        report.ordinal,
        report.participants,
        report.organiser,
        report.grade,
        *report.tiers,
        *report.results,
    ):
        for citation in entry.cite if entry else ():
            found[citation.source] = None
    return list(found) or [source.id for source in report.sources]
