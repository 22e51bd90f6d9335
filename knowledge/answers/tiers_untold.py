"""What is said of tiers where nothing, or only their names, was found of a year."""

from __future__ import annotations

from knowledge.answer import Answer
from knowledge.questions.question import Question
from knowledge.reports.models import Report
from knowledge.text.patterns import lazy_pattern

from .facts import Facts
from .parts import answer, caveat, choice, joined, lead, not_published, note

RANGE = lazy_pattern(r"分数|分值|多少分|几分|几多分|区间|范围|分界|门槛|起步|够到|线")
NUMBERS = lazy_pattern(r"几家|多少家|多少个|几个|家数|数量|占|比例|比重|百分")
"""Ask for the lines between tiers, and for what is counted."""


def asks_for_lines(question: Question) -> bool:
    """Whether the lines between the tiers are asked for, and nothing that is counted."""
    return RANGE.search(question.text) is not None and NUMBERS.search(question.text) is None


def no_lines(question: Question, facts: Facts, report: Report, known: str | None) -> Answer:
    """No line between the tiers of that year was found."""
    return not_published(
        question,
        facts,
        f"❓ {report.year}年度的分数线没有查到。",
        note(known),
        cite=[one.cite for one in report.tiers],
        related=[choice("分数线变过吗？", "years_thresholds")],
    )


def names_alone(question: Question, facts: Facts, report: Report) -> Answer:
    """Of the tiers nothing but their names was found, and how many alliances are in several of them together."""
    names = joined([one.name for one in report.tiers])
    text = f"{report.year}年度活跃度分为{len(report.tiers)}个等级：{names}{caveat(report.tiers[0])}。"
    missing = "各等级的分数线和单独的家数没有查到。"
    if asks_for_lines(question) or NUMBERS.search(question.text):
        return not_published(question, facts, f"❓ {report.year}年度{missing}", note(text, _in_groups(report)))
    cite = [one.cite for one in report.tiers]
    return answer(question, facts, [lead(text), note(missing, _in_groups(report))], cite=cite)


def _in_groups(report: Report) -> str | None:
    """合计：活跃度高和活跃度较高57家."""
    told = [
        f"{joined([one.name for one in report.tiers if one.id in group.tiers])}合计{group.count}家{caveat(group)}"
        for group in report.groups
        if group.count is not None
    ]
    return f"查到的：{'；'.join(told)}。" if told else None


def unknown_tiers(question: Question, facts: Facts, report: Report) -> Answer:
    """The report of that year says nothing of this."""
    text = f"❓ {report.year}年度这方面的数据没有查到。"
    if report.tiers_complete and question.tiers and not any(one.id in question.tiers for one in report.tiers):
        names = joined([tier.name for tier in report.tiers])
        text = f"❓ {report.year}年度没有问到的这个等级；这一年度的等级是{names}。"
    elif report.tiers and not report.tiers_complete:
        text = f"❓ {report.year}年度问到的没有查到；查到的等级只有{joined([one.name for one in report.tiers])}。"
    newest = facts.default_year
    return not_published(question, facts, text, related=[choice(f"{newest}年度各等级一览", "tiers", year=newest)])
