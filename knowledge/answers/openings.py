"""What is said before an answer: which year it is about where that is not the one that was named."""

from __future__ import annotations

from knowledge.answer import Answer
from knowledge.questions.question import Question
from knowledge.reports.models import Report

from .facts import Facts
from .parts import caveat_clause, joined

CHECKED_AGAIN = "我重新核对了一遍，公开报道是这样写的："


def opening(question: Question, answer: Answer, facts: Facts) -> str | None:
    """The sentence before the `answer` to `question`, None where it needs none."""
    if question.outdated and answer.status == "answered":
        return _outdated(question, facts)
    if question.doubtful_year:
        return f"“{question.doubtful_year}年”可能指不止一次评价，分别回答："
    if question.released_in:
        return f"{question.released_in}年是{question.year or question.years[-1]}年度评价发布的年份，按这次评价回答："
    return CHECKED_AGAIN if question.again else None


def _outdated(question: Question, facts: Facts) -> str:
    """没有查到2026年度的评价；最近一次是2020-2021年度（…）。下面是2019年度的."""
    newest = list(facts.library.reports.values())[-1]
    nothing = f"没有查到{joined(question.missing)}年度的评价，" if question.missing else ""
    latest = f"最近一次查到的是{newest.year}年度{_partly(newest, facts)}；" if newest.year != question.year else ""
    return f"{nothing}{latest}下面是资料最完整的{question.year}年度的情况："


def _partly(report: Report, facts: Facts) -> str:
    """What is known of an incomplete list."""
    grade = report.grade
    if not grade or grade.complete or not grade.count:
        return ""
    known = joined([facts.alliance(member).core for member in grade.members])
    return f"（{grade.name}{grade.count.value}家中只查到{known}的名字{caveat_clause(grade.count)}）"
