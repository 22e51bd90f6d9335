"""How the evaluation is done, by whom, since when and what for."""

from __future__ import annotations

from knowledge.answer import Answer, Block, Listing, Paragraph
from knowledge.questions.bodies import claimed_bodies
from knowledge.questions.question import Question
from knowledge.questions.reading import asks
from knowledge.questions.years import asks_of_the_beginning, counted_from
from knowledge.reports.models import Fact, Report
from knowledge.text.patterns import lazy_pattern

from .claims import checks, confirmed, not_so_many, verdict
from .facts import Facts
from .offices import belongs, shortened
from .parts import answer, any_place, brief_caveat, caveat, caveats, choice, joined, lead, not_published, note

_INTRODUCING = lazy_pattern(
    r"什么|啥|咩|乜|嘛|介绍|科普|了解|[讲说聊]|回事|情况|概况|简介|全称|单位|报告|结果|谁|是企业|what|tell|about|评价呢"
)
"""Asks for the evaluation at a glance."""


def _unknown(question: Question, facts: Facts, report: Report) -> Answer:
    text = f"❓ {report.year}年度评价的这一项，目前没有查到。"
    return not_published(
        question,
        facts,
        text,
        related=[choice(f"{facts.default_year}年度是怎么评的？", "procedure", year=facts.default_year)],
    )


def _listed(question: Question, facts: Facts, fact: Fact[tuple[str, ...]] | None, opening: str) -> Answer:
    report = facts.report(question.year)
    if not fact:
        return _unknown(question, facts, report)
    return answer(
        question,
        facts,
        [lead(opening.format(year=report.year, count=len(fact.value))), Listing(items=fact.value), _confidence(fact)],
        cite=[fact.cite],
        related=[
            choice("评价程序有哪几步？", "procedure", year=report.year),
            choice("主要考核哪些内容？", "assessed", year=report.year),
            choice("评价结果有什么用？", "purpose", year=report.year),
        ],
    )


def _confidence(fact: Fact[tuple[str, ...]] | Fact[str] | Fact[int]) -> Block | None:
    return note(caveat(fact), f"{fact.note}。" if fact.note else None)


def procedure(question: Question, facts: Facts) -> Answer:
    """The steps."""
    report = facts.report(question.year)
    fact = report.procedures
    if not fact:
        return _unknown(question, facts, report)
    basis = f"主要依据：{report.basis.value}。" if report.basis else None
    steps = len(fact.value)
    wrong = not_so_many(question, "程序|步骤?|环节|阶段", steps) or verdict(question, steps, {}, unit="个")
    return answer(
        question,
        facts,
        [
            lead(f"{wrong}{report.year}年度评价经过{len(fact.value)}个程序：{'、'.join(fact.value)}。"),
            note(basis),
            _confidence(fact),
        ],
        cite=[fact.cite, report.basis.cite if report.basis else ()],
        related=[
            choice("主要考核哪些内容？", "assessed", year=report.year),
            choice("评价是谁组织的？", "organiser", year=report.year),
        ],
    )


def indicators(question: Question, facts: Facts) -> Answer:
    """What the design of the indicators minds."""
    return _listed(question, facts, facts.report(question.year).principles, "{year}年度的指标设计主要考虑{count}点：")


def assessed(question: Question, facts: Facts) -> Answer:
    """What is assessed."""
    return _listed(question, facts, facts.report(question.year).assessed, "{year}年度评价主要考核{count}个方面：")


def purpose(question: Question, facts: Facts) -> Answer:
    """What the results are used for."""
    return _listed(question, facts, facts.report(question.year).uses, "活跃度评价报告的作用（{year}年度）：")


def organiser(question: Question, facts: Facts) -> Answer:
    """Who carries the evaluation out, and who asked for it."""
    report = facts.report(question.year)
    if not report.organiser:
        return _unknown(question, facts, report)
    asked = f"评价按{report.commissioned_by.value}的意见开展。" if report.commissioned_by else None
    known = [fact.value for fact in (report.organiser, report.commissioned_by) if fact]
    wrong = [one for one in claimed_bodies(question.text) if not any(belongs(name, one) for name in known)]
    opening = f"报道里没有提到{wrong[0]}。" if wrong else ""
    return answer(
        question,
        facts,
        [
            lead(f"{opening}{report.year}年度活跃度评价由{report.organiser.value}组织开展。"),
            note(asked),
            _confidence(report.organiser),
        ],
        cite=[report.organiser.cite],
        related=[
            choice("评价程序有哪几步？", "procedure", year=report.year),
            choice("这是第几次评价？", "history", year=report.year),
        ],
    )


def organisation(question: Question, facts: Facts) -> Answer:
    """What an organisation is called in full, what it did, and who is named as its people."""
    report = facts.report(question.year)
    hosts = report.release.hosts if report.release else None
    known = dict.fromkeys(
        (*(hosts.value if hosts else ()), *((report.commissioned_by.value,) if report.commissioned_by else ()))
    )
    short = {name: part for name in known if (part := shortened(name, question.text))}
    short = short or {name: name for name in known if any(belongs(name, one) for one in question.organisations)}
    if not short:
        return organiser(question, facts)
    blocks: list[Block | None] = []
    for name, part in short.items():
        opening = f"“{part}”全称是{name}" if part != name else name
        blocks.append(lead(f"{opening}，{'，'.join(_parts_played(name, report))}。"))
        blocks.append(note(_people_of(name, report)))
    return answer(
        question,
        facts,
        blocks,
        cite=[fact.cite for fact in (hosts, report.organiser, report.commissioned_by) if fact],
        related=[
            choice("评价是谁组织的？", "organiser", year=report.year),
            choice("发布会的主办单位有哪些？", "hosts", year=report.year),
        ],
    )


def _parts_played(name: str, report: Report) -> list[str]:
    parts = []
    if report.organiser and report.organiser.value.startswith(name):
        parts.append(f"组织开展了{report.year}年度评价")
    if report.commissioned_by and report.commissioned_by.value == name:
        parts.append(f"{report.year}年度评价按它的意见开展")
    if report.release and report.release.hosts and name in report.release.hosts.value:
        parts.append(f"{'也' if parts else ''}是{report.year}年度评价报告发布会的主办单位之一")
    return parts


def _people_of(name: str, report: Report) -> str | None:
    people = report.release.people if report.release else ()
    held = [
        f"{person.name}（{office.removeprefix(name)}）"
        for person in people
        for office in person.offices
        if office.startswith(name)
    ]
    return f"报道里提到的有{joined(held)}。" if held else None


def basis(question: Question, facts: Facts) -> Answer:
    """Which data the evaluation rests on."""
    report = facts.report(question.year)
    if not report.basis:
        return _unknown(question, facts, report)
    return answer(
        question,
        facts,
        [
            lead(f"{report.year}年度评价以{report.basis.value}为主要依据。"),
            _confidence(report.basis),
            note("是否还用了别的数据，没有写。"),
        ],
        cite=[report.basis.cite],
        related=[choice("评价程序有哪几步？", "procedure", year=report.year)],
    )


def history(question: Question, facts: Facts) -> Answer:
    """Which evaluation it is, and since when there are any."""
    report = facts.report(question.year)
    series = facts.library.series
    ordinal = (
        f"{report.year}年度评价是第{report.ordinal.value}次"
        if report.ordinal
        else f"{report.year}年度评价是第几次没有查到"
    )
    if series and _claims_another_beginning(question, series.first_year.value):
        ordinal = f"不是从{question.years[0]}年开始。{ordinal}"
    elif report.ordinal and question.times:
        ordinal = f"{_claimed_ordinal(question, facts, report.year, report.ordinal.value)}{ordinal}"
    since = f"，活跃度评价自{series.first_year.value}开始" if series else ""
    years = joined([other.year for other in facts.library.reports.values()])
    return answer(
        question,
        facts,
        [
            lead(f"{ordinal}{since}。"),
            _confidence(report.ordinal) if report.ordinal else None,
            note(
                f"{report.year}年度评价由{report.organiser.value}组织开展{brief_caveat(report.organiser)}。"
                if report.organiser
                else None
            ),
            note(f"有资料可查的年度：{years}，共{len(facts.library.reports)}次。"),
        ],
        cite=[report.ordinal.cite if report.ordinal else (), series.first_year.cite if series else ()],
        related=[
            choice("历年参评联盟有多少家？", "years_participants"),
            choice("评价是谁组织的？", "organiser", year=report.year),
        ],
    )


def _claims_another_beginning(question: Question, first: object) -> bool:
    """Whether a year is said to be the first one that is not."""
    claimed = len(question.years) == 1 and question.years[0] not in str(first)
    return claimed and checks(question) and asks_of_the_beginning(question.text)


def _claimed_ordinal(question: Question, facts: Facts, year: str, ordinal: int) -> str:
    """不是第8次。 or 是的。 to 这次是第8次吧; 不是2012年。 where it is said to be of another year."""
    claimed = [named for named in question.years if named != counted_from(question.text)]
    if claimed and not any(year in facts.library.of_calendar(named) for named in claimed):
        return f"不是{claimed[0]}年。"
    if ordinal not in question.times:
        return f"不是第{question.times[0]}次。"
    return confirmed(question)


def scope(question: Question, facts: Facts) -> Answer:
    """What the evaluation is and whom it is about."""
    report = facts.report(question.year)
    name = f"《{report.title.value}》" if report.title else report.label
    who = f"对象是{report.scope.value}" if report.scope else ""
    assessed_what = f"主要考核{joined(report.assessed.value)}。" if report.assessed else None
    cite = [fact.cite for fact in (report.title, report.scope, report.assessed) if fact] or [any_place(report)]
    return answer(
        question,
        facts,
        [
            lead(
                f"活跃度评价是对产业技术创新战略联盟活跃程度的评价{'，' + who if who else ''}；{report.year}年度的报告是{name}。"
            ),
            note(assessed_what),
            caveats([report.title, report.scope, report.assessed]),
        ],
        cite=cite,
        related=[
            choice("评价结果怎么样？", "tiers", year=report.year),
            choice("评价是谁组织的？", "organiser", year=report.year),
            choice("评价结果有什么用？", "purpose", year=report.year),
        ],
    )


def _at_large(question: Question) -> str:
    """What is said first where something is asked that only the evaluation as a whole can answer, if anything."""
    direct = _INTRODUCING.search(question.text) or not asks(question.text)
    return "" if direct else "没有查到直接说明这一点的内容，先介绍这次评价。"


def evaluation(question: Question, facts: Facts) -> Answer:
    """The evaluation at a glance: what it is, who carries it out, how, and what for."""
    report = facts.report(question.year)
    name = f"《{report.title.value}》" if report.title else report.label
    whom = f"{report.scope.value}的" if report.scope else "联盟"
    told = [
        f"组织：{report.organiser.value}。" if report.organiser else None,
        f"依据：{report.basis.value}。" if report.basis else None,
        f"程序：{'、'.join(report.procedures.value)}。" if report.procedures else None,
        f"考核：{'、'.join(report.assessed.value)}。" if report.assessed else None,
        f"用途：{'；'.join(report.uses.value)}。" if report.uses else None,
    ]
    known = (
        report.title,
        report.organiser,
        report.basis,
        report.procedures,
        report.assessed,
        report.uses,
        report.scope,
    )
    return answer(
        question,
        facts,
        [
            lead(f"{_at_large(question)}活跃度评价看的是{whom}活跃程度；{report.year}年度的报告是{name}。"),
            *(Paragraph(text=text) for text in told if text),
            caveats(known),
        ],
        cite=[fact.cite for fact in known if fact] or [any_place(report)],
        related=[
            choice("评价结果怎么样？", "tiers", year=report.year),
            choice("这是第几次评价？", "history", year=report.year),
            choice("指标设计考虑了什么？", "indicators", year=report.year),
        ],
    )
