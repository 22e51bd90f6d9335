"""What the grade asks and says: its rule, its meaning, how it goes with the tier that it is made of, who is without it."""

from __future__ import annotations

import re
from fractions import Fraction

from knowledge.answer import Answer, Paragraph
from knowledge.questions.question import Question
from knowledge.questions.yearly import full_year
from knowledge.reports import figures
from knowledge.reports.models import GradeRule, Report
from knowledge.text.patterns import lazy_pattern

from .claims import checks
from .facts import Facts
from .grade import no_grade
from .parts import answer, choice, joined, lead, list_of, not_published, note, span

_LOOKING = lazy_pattern(r"看|算|包括|包含|用到|参考|综合|考虑")
_IN_A_ROW = lazy_pattern(r"(?:连续|连着|接连)(?:满|够)?(\d+)(?:个)?年")
_YEAR_OF_THE_GRADE = lazy_pattern(r"(?<!\d)((?:20)?\d\d)年度?(?:那[次年届回]|评价|评选|的)*a级", re.IGNORECASE)
"""2018年A级 is that year's; A级看2018年 only looks at it."""
_ALL_OF_THE_GRADE = lazy_pattern(r"(?:a级|a类|名单)[^,，。]{0,10}(?:都|全|均|个个|一定|必然|肯定|就是)", re.IGNORECASE)


def a_rule(question: Question, facts: Facts) -> Answer:
    """How the grade is given; where a year is only one that the rule looks at, the rule that looks at it."""
    report = facts.report(question.year)
    looking = [other for other in facts.library.reports.values() if other.grade and other.grade.rule]
    if not report.grade:
        report = next((r for r in looking if r.grade and r.grade.rule and report.year in r.grade.rule.years), report)
        question = question.but(year=report.year)
    grade = report.grade
    if not grade or not grade.rule:
        return no_grade(question, facts, report)
    rule = grade.rule
    claimed = _other_length(question, rule) + _year_outside(question, report, rule) + _ungraded(question, facts)
    tier = report.tier(rule.tier)
    line = (
        f"{report.year}年度“{tier.name}”指{tier.range}；其他年度的分数线以当年报告为准，{report.year}年的报道没有印出。"
        if tier.range
        else None
    )
    return answer(
        question,
        facts,
        [
            lead(
                f"{claimed}{report.year}年度{grade.name}的条件是{span(rule.years)}连续{len(rule.years)}"
                f"{'年' if all(year.isdigit() for year in rule.years) else '个评价期'}保持{report.level_of(rule)}，"
                "只看一年或两年不够。"
            ),
            note(f"做法：{rule.text}。", line),
        ],
        cite=[rule.cite, tier.cite if line else ()],
        related=[
            list_of(grade.name, report.year),
            choice(f"{grade.name}说明什么？", "a_meaning", year=report.year),
            choice("等级怎么划分？", "tiers", year=report.year),
        ],
    )


def a_meaning(question: Question, facts: Facts) -> Answer:
    """What the grade says of an alliance."""
    report = facts.report(question.year)
    grade = report.grade
    if not grade or not grade.achievement:
        return no_grade(question, facts, report)
    rule = (
        f"{grade.name}（{grade.full_name}）授予连续{len(grade.rule.years)}年保持{report.level_of(grade.rule)}的联盟（{span(grade.rule.years)}）。"
        if grade.rule
        else ""
    )
    effect = f"；{grade.effect.value}" if grade.effect else ""
    return answer(
        question,
        facts,
        [
            lead(rule or f"{grade.name}是{grade.full_name}。"),
            Paragraph(text=f"主办方表示，获评联盟{grade.achievement.value}{effect}。"),
        ],
        cite=[grade.achievement.cite, grade.rule.cite if grade.rule else ()],
        related=[
            list_of(grade.name, report.year),
            choice(f"{grade.name}和最高等级有什么区别？", "a_versus_tier", year=report.year),
        ],
    )


def a_versus_tier(question: Question, facts: Facts) -> Answer:
    """The grade and the tier it is made of are two things."""
    report = facts.report(question.year)
    grade, held = report.grade, figures.grade_count(report)
    if not grade or not grade.rule or not held:
        return no_grade(question, facts, report)
    tier = report.tier(grade.rule.tier)
    rest = figures.top_without_grade(report)
    range_told = f"（{tier.range}）" if tier.range else ""
    counted = f"的联盟有{tier.count}家{range_told}，其中" if tier.count is not None else "的联盟有多少家没有查到，"
    return answer(
        question,
        facts,
        [
            lead(
                f"不是一回事：“{tier.name}”是{report.year}年度一年的等级，{grade.name}要{span(grade.rule.years)}连续{len(grade.rule.years)}年保持{report.level_of(grade.rule)}。"
            ),
            Paragraph(text=f"{report.year}年度{tier.name}{counted}{grade.name}{held.value}家。"),
            note(f"两者相差{rest.value}家（推算：{rest.how}），这{rest.value}家是谁没有公布。" if rest else None),
        ],
        cite=[tier.cite, held.cite, grade.rule.cite],
        related=[list_of(grade.name, report.year)],
    )


def top_without_grade(question: Question, facts: Facts) -> Answer:
    """How many of the top tier hold the grade, and how many do not."""
    report = facts.report(question.year)
    grade, held, rest = report.grade, figures.grade_count(report), figures.top_without_grade(report)
    if not grade or not grade.rule or not held or not rest:
        return no_grade(question, facts, report)
    tier = report.tier(grade.rule.tier)
    share = figures.percent(held.value, tier.count or 1)
    return answer(
        question,
        facts,
        [
            lead(
                f"{report.year}年度{tier.name}的{tier.count}家中，{grade.name}有{held.value}家，占{share}；另外{rest.value}家不是{grade.name}。"
            ),
            note(
                f"后两个数由家数推算（{held.value}÷{tier.count}={share}；{rest.how}）。这{rest.value}家是谁，报道没有公布。",
                f"{grade.name}要求{span(grade.rule.years)}连续{len(grade.rule.years)}年都是{report.level_of(grade.rule)}，只有一年不够。",
            ),
        ],
        cite=[rest.cite],
        related=[list_of(grade.name, report.year)],
    )


def _year_outside(question: Question, report: Report, rule: GradeRule) -> str:
    """不看2016年。 where the question takes a year for one of the rule's."""
    outside = [year for year in question.years if year not in rule.years and year != report.year]
    return f"不看{joined(outside)}年。" if outside and _LOOKING.search(question.text) and checks(question) else ""


def _ungraded(question: Question, facts: Facts) -> str:
    """2018年度有没有评A级没有查到。 where the rule of a year is asked for that is not known to have had the grade."""
    grade = _YEAR_OF_THE_GRADE.search(question.text)
    report = facts.library.reports.get(full_year(grade[1])) if grade else None
    return f"{report.year}年度有没有评{facts.grade_name()}没有查到。" if report and not report.grade else ""


def _other_length(question: Question, rule: GradeRule) -> str:
    """不是连续5年。 where another number of years is claimed."""
    claimed = _IN_A_ROW.search(question.text)
    return f"不是连续{claimed[1]}年。" if claimed and int(claimed[1]) != len(rule.years) else ""


def grade_in_tier(question: Question, facts: Facts) -> Answer:
    """Whether all of the grade were in a tier or above a score in that year: it follows from the rule for one tier alone."""
    report = facts.report(question.year)
    grade, held = report.grade, figures.grade_count(report)
    rule = grade.rule if grade else None
    if not grade or not rule or not held or report.year not in rule.years:
        return a_versus_tier(question, facts)
    tier = report.tier(rule.tier)
    others = [one.name for one in report.tiers if one.id in question.tiers and rule.tier not in question.tiers]
    if others and not _ALL_OF_THE_GRADE.search(question.text):
        text = f"由规则推知没有：{report.year}年度{grade.name}的{held.value}家当年都属于“{tier.name}”，不会是“{joined(others)}”。"
        return answer(question, facts, [lead(text), note(f"{grade.name}的条件：{rule.text}。")], cite=[rule.cite])
    if not _ALL_OF_THE_GRADE.search(question.text):
        return a_versus_tier(question, facts)
    low, high, _ = question.score_range or (None, None, False)
    beyond = low is not None and tier.lowest is not None and Fraction(low) > tier.lowest
    if high is not None or beyond or (question.tiers and rule.tier not in question.tiers):
        text = f"❓ {report.year}年度{grade.name}联盟的具体得分没有公布，只能由规则推知它们都属于“{tier.name}”（{tier.range}）。"
        return not_published(question, facts, text, cite=[tier.cite, rule.cite])
    rest = figures.top_without_grade(report)
    return answer(
        question,
        facts,
        [
            lead(
                f"是的，由规则推知：{report.year}年度{grade.name}的{held.value}家当年都属于“{tier.name}”（{tier.range}）。"
            ),
            note(
                f"{grade.name}的条件：{rule.text}。",
                f"反过来不成立：{tier.name}的{tier.count}家里有{rest.value}家不是{grade.name}（推算：{rest.how}）。"
                if rest
                else None,
            ),
        ],
        cite=[tier.cite, held.cite, rule.cite],
        related=[list_of(grade.name, report.year)],
    )


def ungraded(question: Question, facts: Facts) -> Answer:
    """Who is without the grade: no report lists them, only their number follows."""
    report = facts.report(question.year)
    grade, held, known = report.grade, figures.grade_count(report), figures.without_grade(report)
    name = facts.grade_name(report)
    text = f"❓ {report.year}年度没有评上{name}的是哪些联盟，{facts.unsaid(report)}：名单只列出评上的。"
    everyone = figures.total(report)
    beyond = f"，按联盟总数{everyone.value}家算有{everyone.value - held.value}家" if everyone and held else ""
    told = f"家数可以推算：参评联盟里有{known.value}家没有评上（{known.how}）{beyond}。" if known else None
    return not_published(question, facts, text, note(told), cite=[grade.cite] if grade else ())
