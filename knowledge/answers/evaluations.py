"""Across the evaluations: what changed between two, where the lines were, what is known at all."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from knowledge.answer import Answer, Block, Listing, Table
from knowledge.questions.question import Question
from knowledge.reports import figures
from knowledge.reports.models import Report
from knowledge.text.cleaning import clean
from knowledge.text.patterns import lazy_pattern

from .facts import Facts
from .grade import a_grade
from .parts import (
    answer,
    any_place,
    brief_caveat,
    caveat,
    caveats,
    character_pairs,
    choice,
    joined,
    lead,
    not_published,
    note,
)

_NAMING = lazy_pattern(r"叫|名称|称呼|说法|名字|还[有在用]|取消|没有?了|改|换")
_WHY = lazy_pattern(r"为|啥|原因|怎么|咋|理由|凭什么")
_NEW = lazy_pattern(r"新[进增晋来上评获面]|首次|第一次")
_GONE = lazy_pattern(r"掉|退出|没保住|没再|没有再|出局")
_LATER = lazy_pattern(r"以后|之后|后来|往后|后面")
_LOWEST = lazy_pattern(r"最[低差末后]")
MOST_REMARKS = 2
LEAST_IN_COMMON = 2
"""Remarks shown, and how many pairs of characters they must share with the question."""
MOST_TOLD = 500
"""So many remarks are not taken apart anew."""


def years_thresholds(question: Question, facts: Facts) -> Answer:
    """The lines between the tiers, then and now."""
    reports = facts.library.reports
    known = [report for report in reports.values() if any(one.range for one in report.tiers)]
    asked = [report for report in known if report.year in question.years]
    compared = len(asked) == 1 and not question.scores and not _NAMING.search(question.text)
    wanted = known if compared else asked or known
    lines = [
        f"{report.year}："
        + "，".join(f"{one.name}{one.range}" for one in report.tiers if one.range)
        + "".join(dict.fromkeys(brief_caveat(one) for one in report.tiers if one.range and not one.count))
        + ("" if report.tiers_complete else "（其余没有查到）")
        for report in wanted
    ]
    missing = [year for year in question.years or reports if year not in {report.year for report in known}]
    scores = [_score_then_and_now(written, wanted) for written in question.scores]
    named = _called(question, facts) if _NAMING.search(question.text) else ""
    opening = "".join(scores) or named or _compared(wanted)
    if question.years and not asked and not named:
        opening = f"❓ {joined(missing)}年度的分数线没有查到。{opening}"
    told = answer(
        question,
        facts,
        [
            lead(opening),
            Listing(items=tuple(lines)),
            note(f"{joined(missing)}年度的分数线没有查到。" if missing and asked else None),
        ],
        cite=[one.cite for report in wanted for one in report.tiers if one.range],
        related=[choice("各等级一览", "tiers", year=facts.default_year)],
    )
    unknown = question.years and not asked and not named and not any(scores)
    return told.model_copy(update={"status": "unknown"}) if unknown else told


def _score_then_and_now(written: str, reports: list[Report]) -> str:
    """85分在2015年度属于“活跃度较高”，在2019年度属于“活跃度高”."""
    found = [
        f"在{report.year}年度属于“{tier.name}”"
        for report in reports
        if (tier := figures.tier_of_score(report, Fraction(written)))
    ]
    return f"{written}分{'，'.join(found)}。" if found else ""


def _called(question: Question, facts: Facts) -> str:
    """最低的等级：2015年度叫“活跃度较差”，2019年度叫“不活跃”; all names where no single tier is asked about."""
    whole = [report for report in facts.library.reports.values() if report.tiers_complete]
    asked = [report for report in whole if report.year in question.years]
    if question.years and not asked:
        return ""
    shown = asked if len(asked) > 1 else whole
    orders = [[one.id for one in report.tiers] for report in whole]
    place = next((order.index(tier) - len(order) for tier in question.tiers for order in orders if tier in order), None)
    if place is None and _LOWEST.search(question.text):
        place = -1
    if place is not None:
        level = "最低的等级" if place == -1 else f"倒数第{-place}个等级"
        return f"{level}：{'，'.join(f'{report.year}年度叫“{report.tiers[place].name}”' for report in shown)}。"
    kinds: dict[tuple[str, ...], list[str]] = {}
    for report in shown:
        kinds.setdefault(tuple(one.name for one in report.tiers), []).append(report.year)
    same = "各等级的名称相同：" if len(kinds) == 1 else "各等级的名称不完全相同："
    return same + "；".join(f"{joined(years)}年度是{'、'.join(names)}" for names, years in kinds.items()) + "。"


def _compared(reports: list[Report]) -> str:
    """Whether the known lines of `reports` agree where both have one."""
    if len(reports) == 1:
        return f"{reports[0].year}年度的分数线："
    first, *others = ({one.id: one.range for one in report.tiers if one.range} for report in reports)
    differ = any(first[one] != other[one] for other in others for one in first.keys() & other.keys())
    return "分数线不完全相同，查到的有：" if differ else "查到的分数线相同："


def years_compare(question: Question, facts: Facts) -> Answer:
    """What two evaluations have in common and what not."""
    old, new = _two(question, facts)
    rows = _compared_rows(old, new)
    table = Table(
        caption="两次评价的对比",
        header=("", f"{old.year}年度", f"{new.year}年度", "变化"),
        rows=tuple(rows),
        lines=tuple(
            f"· {label}：{old.year}年度{one}；{new.year}年度{two}{f'（{change}）' if change else ''}"
            for label, one, two, change in rows
        ),
    )
    unknown = any(not change for *_, change in rows)
    cites = [
        known.cite
        for report in (old, new)
        for known in (figures.participants(report), figures.grade_count(report))
        if known
    ]
    return answer(
        question,
        facts,
        [
            lead(f"{old.year}年度和{new.year}年度的对比："),
            table,
            note("有些数据没有查到，不能比较；“没有查到”不等于零。" if unknown else None),
        ],
        cite=cites or [report.ordinal.cite for report in (old, new) if report.ordinal],
        related=[choice("历年参评联盟有多少家？", "years_participants"), choice("分数线变过吗？", "years_thresholds")],
    )


def _compared_rows(old: Report, new: Report) -> list[tuple[str, str, str, str]]:
    """What is counted, its number in `old` and in `new`, and the change, empty where one is not known."""
    grade = new.grade or old.grade
    counted = [("参评", figures.participants(old), figures.participants(new))]
    counted += [(grade.name, figures.grade_count(old), figures.grade_count(new))] if grade else []
    tiers = [(tier.name, _tier_figure(old, tier.id), _tier_figure(new, tier.id)) for tier in new.tiers]
    counted += [(name, one, two) for name, one, two in tiers if one or two]
    return [
        (label, _figure_text(one), _figure_text(two), f"{two.value - one.value:+d}" if one and two else "")
        for label, one, two in counted
    ]


def _tier_figure(report: Report, tier: str) -> figures.Figure | None:
    row = next((one for one in report.tiers if one.id == tier), None)
    return figures.Figure(row.count, row.cite, row.how, row.confidence) if row and row.count is not None else None


def _two(question: Question, facts: Facts) -> tuple[Report, Report]:
    """The first and the last evaluation of the question; one alone is compared with the one before."""
    reports = facts.library.reports
    asked = sorted(year for year in question.years if year in reports)
    if len(asked) > 1:
        return reports[asked[0]], reports[asked[-1]]
    years = list(reports)
    place = max(years.index(asked[0] if asked else question.year or facts.default_year), 1)
    return reports[years[place - 1]], reports[years[place]]


def _figure_text(known: figures.Figure | None) -> str:
    return f"{known.value}家{brief_caveat(known)}" if known else "没有查到"


def years_known(question: Question, facts: Facts) -> Answer:
    """Which evaluations anything is known of."""
    reports = facts.library.reports
    asked = [report for year, report in reports.items() if year in question.years]
    if len(asked) == 1 and _LATER.search(question.text):
        asked = [report for report in reports.values() if report.first_year > asked[0].last_year]
    lines = [f"{report.year}：{_counts_known(report)}" for report in asked or reports.values()]
    newest = list(reports)[-1]
    if question.years and not asked:
        text = f"❓ {joined(question.years)}年度以后的评价没有查到；没有查到不等于没有举行。"
        return not_published(question, facts, text)
    opening = f"查到资料的有{len(lines)}次评价，最近一次是{newest}年度；数据最完整的是{facts.default_year}年度："
    return answer(
        question,
        facts,
        [
            lead("查到的资料：" if asked else opening),
            Listing(items=tuple(lines)),
        ],
        cite=[
            report.ordinal.cite if report.ordinal else any_place(report)
            for report in asked or list(reports.values())[-1:]
        ],
        related=[choice("历年参评联盟有多少家？", "years_participants"), choice("分数线变过吗？", "years_thresholds")],
    )


def _counts_known(report: Report) -> str:
    """参评99家（推算），A级22家."""
    present, held = figures.participants(report), figures.grade_count(report)
    known = [
        f"参评{present.value}家{brief_caveat(present)}" if present else "",
        f"{report.grade.name}{held.value}家{brief_caveat(held)}" if held and report.grade else "",
    ]
    return "，".join(part for part in known if part) or "只知道举行过"


def grade_again(question: Question, facts: Facts) -> Answer:
    """Who is known to hold the grade of one evaluation after the other."""
    graded = [report for report in facts.library.reports.values() if report.grade]
    held = [{*report.grade.members} for report in graded if report.grade]
    both = tuple(facts.name(one) for one in held[0] & held[-1]) if len(held) > 1 else ()
    cites = [report.grade.cite for report in graded if report.grade]
    related = [choice(f"历年{facts.grade_name()}各有几家？", "years_grade")]
    if not both:
        return not_published(question, facts, "❓ 没有查到先后两次获评的联盟。", cite=cites, related=related)
    first, last = graded[0], graded[-1]
    changed = _NEW.search(question.text) or _GONE.search(question.text)
    if changed and last.grade and not (last.grade.complete and first.grade and first.grade.complete):
        asked = f"{last.year}年度新获评" if _NEW.search(question.text) else f"{first.year}年度获评而{last.year}年度没有"
        text = f"❓ {asked}{last.grade.name}的是哪些联盟，没有查到：{last.year}年度的名单只查到{len(last.grade.members)}家的名字。"
        more = note(f"查到名字的{joined(sorted(both))}{_both_held(first, last)}。")
        return not_published(question, facts, text, more, caveats([last.grade.count]), cite=cites, related=related)
    partial = [
        f"{report.year}年度只查到{len(report.grade.members)}家的名字，其他联盟是否再次获评不能断定。"
        for report in graded
        if report.grade and not report.grade.complete
    ]
    return answer(
        question,
        facts,
        [
            lead(f"查到{_both_held(first, last)}的有{len(both)}家："),
            Listing(items=tuple(sorted(both))),
            caveats([report.grade.count for report in graded if report.grade]),
            note(*partial),
        ],
        cite=cites,
        alliances=tuple(sorted(both)),
        related=related,
    )


def _both_held(first: Report, last: Report) -> str:
    """2019年度和2020-2021年度都是A级, or each with its own grade."""
    one, other = (report.grade.name if report.grade else "" for report in (first, last))
    if one == other:
        return f"{first.year}年度和{last.year}年度都是{one}"
    return f"{first.year}年度是{one}、{last.year}年度是{other}"


def period(question: Question, facts: Facts) -> Answer:
    """The time that an evaluation looked at."""
    report = facts.report(question.year)
    known = report.period
    related = [choice("有哪些年份的数据？", "years_known")]
    if not known:
        text = f"❓ {report.year}年度评价的起止时间没有查到，只知道评的是{report.year}年度。"
        return not_published(question, facts, text, related=related)
    text = f"{report.year}年度评价的时间范围：{known.value}{caveat(known)}。"
    return answer(question, facts, [lead(text)], cite=[known.cite], related=related)


def merged_years(question: Question, facts: Facts) -> Answer:
    """Why several years make one evaluation: that they do is known, the reason is not."""
    wide = [report for report in facts.library.reports.values() if report.first_year < report.last_year]
    related = [choice("有哪些年份的数据？", "years_known")]
    if not wide or not wide[-1].period:
        return not_published(question, facts, "❓ 没有查到几年合为一次的评价。", related=related)
    known = wide[-1].period
    text = f"{known.value}{caveat(known)}，单独一年的评价没有查到。"
    if _WHY.search(question.text):
        return not_published(
            question, facts, "❓ 为什么这样安排，查到的资料没有说明。", note(text), cite=[known.cite], related=related
        )
    return answer(question, facts, [lead(text)], cite=[known.cite], related=related)


def other_assessment(question: Question, facts: Facts) -> Answer:
    """Another assessment that knows an A too; of alliances that are named, whether they hold the grade of ours."""
    told = remarks(question, facts)
    if not question.names:
        return told
    checked = a_grade(question.but(topic="a_grade"), facts)
    sources = tuple(dict.fromkeys((*told.sources, *checked.sources)))
    blocks = (*told.blocks, *checked.blocks)
    return checked.model_copy(update={"topic": question.topic, "blocks": blocks, "sources": sources})


def remarks(question: Question, facts: Facts) -> Answer:
    """What sources say beside the reports, or where they disagree: the remarks closest to the question."""
    series = facts.library.series
    known = [*(series.remarks if series else ()), *(series.related if series else ())]
    known += [fact for report in facts.library.reports.values() for fact in (*report.conflicts, *report.remarks)]
    known += [fact for named in question.names for one in named.alliances for fact in facts.alliance(one).facts]
    asked = character_pairs(question.text, str.isalnum)
    common = {fact: len(asked & _pairs_told(fact.value)) for fact in known}
    ranked = sorted(known, key=lambda fact: -common[fact])[:MOST_REMARKS]
    fitting = [fact for fact in ranked if common[fact] >= LEAST_IN_COMMON]
    if not fitting:
        return years_known(question, facts)
    told = [f"{fact.value}{caveat(fact)}。" for fact in fitting]
    blocks: list[Block] = [lead(told[0]), *([Listing(items=tuple(told[1:]))] if told[1:] else [])]
    return answer(
        question,
        facts,
        blocks,
        cite=[fact.cite for fact in fitting],
        related=[choice("历年参评联盟有多少家？", "years_participants"), choice("有哪些年份的数据？", "years_known")],
    )


@lru_cache(MOST_TOLD)
def _pairs_told(text: str) -> frozenset[str]:
    """Pairs of letters and digits: 第2批 is not 第1批."""
    return character_pairs(clean(text), str.isalnum)
