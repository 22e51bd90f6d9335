"""Across the evaluations: what changed, what stayed, what is not known."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from knowledge import figures
from knowledge.answer import Answer, Block, Listing, Note
from knowledge.models import Citation, Fact, Report
from knowledge.questions import Question

from .facts import CONFIDENCE, Facts
from .parts import answer, choice, joined, lead, note

MOST_REMARKS = 2
LEAST_IN_COMMON = 2
"""Remarks shown, and how many pairs of characters they must share with the question."""


def _series(
    question: Question,
    facts: Facts,
    opening: str,
    value: Callable[[Report], tuple[str, tuple[Citation, ...]] | None],
) -> Answer:
    lines, cites = [], []
    for report in facts.library.reports.values():
        known = value(report)
        lines.append(f"{report.year}：{known[0] if known else '没有查到'}")
        cites += [known[1]] if known else []
    return answer(
        question,
        facts,
        [lead(opening), Listing(items=tuple(lines)), note("“没有查到”不等于零。")],
        cite=cites,
        related=[choice("分数线变过吗？", "years_thresholds"), choice("历年A级各有几家？", "years_grade")],
    )


def _figure(known: figures.Figure | None) -> tuple[str, tuple[Citation, ...]] | None:
    if not known:
        return None
    told = CONFIDENCE[known.confidence]
    how = f"：{known.how}" if known.how else ""
    return f"{known.value}家" + (f"（{told}{how}）" if told else ""), known.cite


def years_participants(question: Question, facts: Facts) -> Answer:
    """How many took part in each evaluation."""
    return _series(
        question, facts, "历次活跃度评价的参评联盟数：", lambda report: _figure(figures.participants(report))
    )


def years_top(question: Question, facts: Facts) -> Answer:
    """How many were in a tier in each evaluation, the top one where none is named."""

    def value(report: Report) -> tuple[str, tuple[Citation, ...]] | None:
        wanted = question.tiers or tuple(one.id for one in report.tiers[:1])
        found = [one for one in report.tiers if one.id in wanted and one.count is not None]
        if not found:
            return None
        told = "，".join(f"{one.name}{one.count}家" + (f"（{one.range}）" if one.range else "") for one in found)
        return told, found[0].cite

    return _series(question, facts, "历次评价中已知的家数：", value)


def years_grade(question: Question, facts: Facts) -> Answer:
    """How many held the grade in each evaluation."""
    return _series(
        question,
        facts,
        "历次评价的A级联盟数（2019年度以前是否评过A级没有查到）："
        if facts.default_year == "2019"
        else "历次评价的A级联盟数：",
        lambda report: _figure(figures.grade_count(report)),
    )


def years_thresholds(question: Question, facts: Facts) -> Answer:
    """The lines between the tiers, then and now."""
    known = [report for report in facts.library.reports.values() if any(one.range for one in report.tiers)]
    wanted = [report for report in known if report.year in question.years] or known
    lines = [
        f"{report.year}："
        + "，".join(f"{one.name}{one.range}" for one in report.tiers if one.range)
        + ("" if report.tiers_complete else "（其余没有查到）")
        for report in wanted
    ]
    scores = [line for written in question.scores for line in _score_then_and_now(written, wanted)]
    missing = [report.year for report in facts.library.reports.values() if report not in known]
    return answer(
        question,
        facts,
        [
            lead("各年度的分数线不完全相同，已知的有：" if len(wanted) > 1 else "已知的分数线："),
            Listing(items=(*scores, *lines)),
            note(f"{joined(missing)}年度的分数线没有查到。" if missing else None),
        ],
        cite=[one.cite for report in wanted for one in report.tiers if one.range],
        related=[choice("各等级一览", "tiers", year=facts.default_year)],
    )


def _score_then_and_now(written: str, reports: list[Report]) -> list[str]:
    found = []
    for report in reports:
        tier = figures.tier_of_score(report, Fraction(written))
        if tier:
            found.append(f"{written}分在{report.year}年度属于“{tier.name}”")
    return found


def years_compare(question: Question, facts: Facts) -> Answer:
    """What two evaluations have in common and what not."""
    reports = [facts.library.reports[year] for year in question.years if year in facts.library.reports]
    if len(reports) < 2:  # noqa: PLR2004 (a comparison takes two)
        years = list(facts.library.reports)
        current = reports[0].year if reports else facts.default_year
        place = years.index(current)
        other = years[place - 1] if place else years[1]
        reports = [facts.library.reports[other], facts.library.reports[current]]
    old, new = sorted(reports[:2], key=lambda report: report.year)
    lines: list[str] = []
    unknown = False
    for label, value in (
        ("参评", figures.participants),
        ("A级", figures.grade_count),
    ):
        one, two = value(old), value(new)
        unknown = unknown or not one or not two
        change = f"（{two.value - one.value:+d}）" if one and two else ""
        lines.append(f"{label}：{_told(old, one)}；{_told(new, two)}{change}")
    for tier in new.tiers:
        before = next((one for one in old.tiers if one.id == tier.id), None)
        counts = (before.count if before else None, tier.count)
        if counts == (None, None):
            continue
        unknown = unknown or None in counts
        change = f"（{counts[1] - counts[0]:+d}）" if counts[0] is not None and counts[1] is not None else ""
        lines.append(f"{tier.name}：{old.year}年度{_count(counts[0])}；{new.year}年度{_count(counts[1])}{change}")
    hedge = "有些数据没有查到，不能比较；“没有查到”不等于零。" if unknown else None
    cites = [
        known.cite
        for report in (old, new)
        for known in (figures.participants(report), figures.grade_count(report))
        if known
    ]
    blocks: list[Block | None] = [
        lead(f"{old.year}年度和{new.year}年度的对比："),
        Listing(items=tuple(lines)),
        note(hedge),
    ]
    return answer(question, facts, blocks, cite=cites, related=[choice("历年参评联盟有多少家？", "years_participants")])


def _told(report: Report, known: figures.Figure | None) -> str:
    return f"{report.year}年度{known.value}家" if known else f"{report.year}年度没有查到"


def _count(count: int | None) -> str:
    return "没有查到" if count is None else f"{count}家"


def years_known(question: Question, facts: Facts) -> Answer:
    """Which evaluations anything is known of."""
    lines = []
    for report in facts.library.reports.values():
        present, held = figures.participants(report), figures.grade_count(report)
        known = [f"参评{present.value}家" if present else "", f"A级{held.value}家" if held else ""]
        lines.append(f"{report.year}：{'，'.join(part for part in known if part) or '只知道举行过'}")
    newest = list(facts.library.reports)[-1]
    return answer(
        question,
        facts,
        [
            lead(f"查到资料的有{len(lines)}次评价，最近一次是{newest}年度；数据最完整的是{facts.default_year}年度："),
            Listing(items=tuple(lines)),
        ],
        cite=[report.ordinal.cite for report in facts.library.reports.values() if report.ordinal][-1:],
        related=[choice("历年参评联盟有多少家？", "years_participants"), choice("分数线变过吗？", "years_thresholds")],
    )


def years_total(question: Question, facts: Facts) -> Answer:
    """How many alliances there were in all, in each evaluation; what sources disagree on is told."""
    remarks = [fact for report in facts.library.reports.values() for fact in report.conflicts if "总数" in fact.value]
    told = _series(question, facts, "不同年度的联盟总数不同，已知的有：", lambda report: _figure(figures.total(report)))
    notes = tuple(Note(text=f"{fact.value}。") for fact in remarks)
    return told.model_copy(update={"blocks": (*told.blocks, *notes)})


def remarks(question: Question, facts: Facts) -> Answer:
    """What sources say beside the reports, or where they disagree: the remarks closest to the question."""
    series = facts.library.series
    known = [*(series.remarks if series else ()), *(series.related if series else ())]
    known += [fact for report in facts.library.reports.values() for fact in (*report.conflicts, *report.remarks)]
    asked = _pairs(question.text)
    ranked = sorted(known, key=lambda fact: -len(asked & _pairs(fact.value)))[:MOST_REMARKS]
    fitting = [fact for fact in ranked if len(asked & _pairs(fact.value)) >= LEAST_IN_COMMON]
    if not fitting:
        return years_known(question, facts)
    told = [f"{fact.value}{told_confidence(fact)}。" for fact in fitting]
    blocks: list[Block] = [lead(told[0]), *([Listing(items=tuple(told[1:]))] if told[1:] else [])]
    return answer(
        question,
        facts,
        blocks,
        cite=[fact.cite for fact in fitting],
        related=[choice("历年参评联盟有多少家？", "years_participants"), choice("有哪些年份的数据？", "years_known")],
    )


def told_confidence(fact: Fact[str]) -> str:
    """（推算：…） or （据一篇转载，未见原文）, nothing where the source says it."""
    told = CONFIDENCE[fact.confidence]
    return f"（{told}{'：' + fact.how if fact.how else ''}）" if told else ""


def _pairs(text: str) -> set[str]:
    """Neighbouring characters, by which texts are compared."""
    return {text[at : at + 2] for at in range(len(text) - 1) if text[at : at + 2].isalnum()}
