"""Scores of several years against the rule of the grade."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from knowledge.answer import Answer, Listing
from knowledge.questions.question import Question
from knowledge.questions.yearly import FIRST, LAST, PRESENT, REST
from knowledge.reports import figures
from knowledge.reports.models import GradeRule, Report, Tier
from knowledge.text.patterns import lazy_pattern

from .facts import Facts
from .parts import answer, choice, joined, lead, not_published, note, span
from .scores import score

_EVERY_YEAR = lazy_pattern(r"[都每]|连续|连着|年年")


def yearly_scores(question: Question, facts: Facts) -> Answer:
    """Only what a printed line decides is decided: a score below it refuses, others promise nothing."""
    report = facts.report(None)
    if not report.grade or not report.grade.rule:
        return score(question, facts)
    rule = report.grade.rule
    if any(year in PRESENT for year, _ in question.yearly):
        return _by_present_lines(question, facts, report, rule)
    scores = _by_year(question, report, rule)
    if scores and max(scores) > max(rule.years):
        told = f"❓ 没有查到看{span(sorted(scores))}的{report.grade.name}规则。已知的{report.year}年度规则看{span(rule.years)}。"
        return not_published(
            question, facts, told, related=[choice(f"{facts.grade_name(report)}怎么评？", "a_rule", year=report.year)]
        )
    lines = {year: _line(year, written, facts, rule) for year, written in sorted(scores.items())}
    missing = [year for year in rule.years if year not in scores]
    wanted = f"{report.grade.name}要求{span(rule.years)}连续{len(rule.years)}年都是{report.level_of(rule)}"
    if any(year in rule.years and _falls_short(year, scores[year], facts, rule) for year in scores):
        opening, missing = f"不能。{wanted}，这里有一年够不上。", []
    else:
        top = report.tier(rule.tier)
        without = [year for year in rule.years if not _line_of(year, facts, rule)]
        opening = f"不能断定。{wanted}，但只查到{report.year}年度的分数线（{top.name}：{top.range}）"
        opening += f"，{joined(without)}年度的没有查到。" if without else "。"
    gap = f"还缺{span(missing)}的分数。" if missing else None
    return _line_by_line(opening, lines.values(), question, facts, gap)


def _line_by_line(
    opening: str, lines: Iterable[str], question: Question, facts: Facts, gap: str | None = None
) -> Answer:
    report = facts.report(None)
    rule = report.grade.rule if report.grade else None
    return answer(
        question,
        facts,
        [lead(opening), Listing(items=tuple(lines)), note(gap, "是否评上以公布的名单为准。")],
        cite=[rule.cite, report.tier(rule.tier).cite] if rule else [],
        related=[choice(f"{facts.grade_name(report)}怎么评？", "a_rule", year=report.year)],
    )


def _by_year(question: Question, report: Report, rule: GradeRule) -> dict[str, str]:
    """The score of each year; 前2年 and 另外2年 are years of the rule."""
    given = question.scores
    if not question.yearly:
        in_order: Sequence[str] = question.years if len(question.years) == len(given) else rule.years
        if len(given) == 1 and not question.years:
            every = _EVERY_YEAR.search(question.text)
            in_order, given = (rule.years, given * len(rule.years)) if every else ((report.year,), given)
        return dict(zip(in_order, given, strict=False))
    scores = {year: written for year, written in question.yearly if year[0].isdigit()}
    for group, written in question.yearly:
        if group.startswith(FIRST):
            years = rule.years[: int(group.removeprefix(FIRST))]
        elif group.startswith(LAST):
            years = rule.years[-int(group.removeprefix(LAST)) :]
        elif group == REST:
            years = tuple(year for year in rule.years if year not in scores)
        else:
            continue
        scores |= {year: written for year in years if year not in scores}
    return scores


def _line_of(year: str, facts: Facts, rule: GradeRule) -> Tier | None:
    """The tier of the rule in that year where its lower end is known."""
    report = facts.library.reports.get(year)
    tiers = report.tiers if report else ()
    return next((one for one in tiers if one.id == rule.tier and one.lowest is not None), None)


def _falls_short(year: str, written: str, facts: Facts, rule: GradeRule) -> bool:
    known = _line_of(year, facts, rule)
    return known is not None and known.lowest is not None and Fraction(written) < known.lowest


def _line(year: str, written: str, facts: Facts, rule: GradeRule) -> str:
    known = _line_of(year, facts, rule)
    if known is None:
        return f"{year}年{written}分：当年的分数线没有查到，不能断定。"
    if _falls_short(year, written, facts, rule):
        found = figures.tier_of_score(facts.report(year), Fraction(written))
        belongs = f"属于{found.name}，" if found else ""
        return f"{year}年{written}分：按{year}年度标准{belongs}不到{known.name}（{known.range}）。"
    inside = known.highest is None or Fraction(written) <= known.highest
    told = f"属于{known.name}" if inside else f"超出{known.name}的范围（{known.range}）"
    return f"{year}年{written}分：按{year}年度标准{told}。"


def _by_present_lines(question: Question, facts: Facts, report: Report, rule: GradeRule) -> Answer:
    """Scores of 今年, 去年 and 前年, an example: what the newest complete evaluation would say of them."""
    top = report.tier(rule.tier)
    written = {_in_words(year): value for year, value in question.yearly}
    low = {year for year, value in written.items() if top.lowest is not None and Fraction(value) < top.lowest}
    lines = [
        f"{year}{value}分：{'不到' if year in low else '够得上'}{top.name}（{top.range}）。"
        for year, value in written.items()
    ]
    wanted = f"{report.year}年度的规则是{span(rule.years)}连续{len(rule.years)}年都是{report.level_of(rule)}"
    opening = f"{'照这个标准不能' if low else '不能断定'}。{wanted}；没有查到更新的规则和分数线，下面按{report.year}年度的分数线看："
    return _line_by_line(opening, lines, question, facts)


def _in_words(year: str) -> str:
    """今年, 前2年, 2019年."""
    if year in PRESENT:
        return PRESENT[year]
    if year.startswith((FIRST, LAST)):
        return f"{'前' if year.startswith(FIRST) else '后'}{year[-1]}年"
    return "其他年" if year == REST else f"{year}年"
