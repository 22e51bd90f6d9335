"""How the evaluation was done over the years: by whom, in which steps, of what, on which data, of whom."""

from __future__ import annotations

from knowledge.answer import Answer, Listing
from knowledge.questions.question import Question
from knowledge.reports.models import Fact, Report

from .facts import Facts
from .parts import answer, caveat, choice, joined, lead, not_published, note

FIELDS = {
    "years_organiser": ("organiser", "组织者"),
    "years_procedure": ("procedures", "评价程序"),
    "years_assessed": ("assessed", "考核内容"),
    "years_basis": ("basis", "评价依据"),
    "years_scope": ("scope", "评价对象"),
}
"""For each topic what it compares: the field of reports and what that is called."""


def over_years(question: Question, facts: Facts) -> Answer:
    """What each report says, in order of the years, and whether they say the same."""
    field, label = FIELDS[question.topic]
    reports = facts.library.reports
    wanted = [reports[year] for year in sorted(question.years) if year in reports]
    wanted = wanted if len(wanted) > 1 else list(reports.values())
    known: dict[str, Fact[str] | Fact[tuple[str, ...]]] = {
        report.year: fact for report in wanted if (fact := _of(report, field))
    }
    related = [choice("有哪些年份的数据？", "years_known")]
    missing = [report.year for report in wanted if report.year not in known]
    if not known:
        return not_published(question, facts, f"❓ {joined(missing)}年度的{label}没有查到。", related=related)
    values = {str(fact.value) for fact in known.values()}
    same = f"查到的各年度{label}相同：" if len(values) == 1 else f"各年度报道里的{label}不完全相同，查到的有："
    lines = tuple(f"{year}：{_value_text(fact)}{caveat(fact)}" for year, fact in known.items())
    gaps = note(f"{joined(missing)}年度没有查到。" if missing else None)
    cite = [fact.cite for fact in known.values()]
    return answer(question, facts, [lead(same), Listing(items=lines), gaps], cite=cite, related=related)


def _of(report: Report, field: str) -> Fact[str] | Fact[tuple[str, ...]] | None:
    found: Fact[str] | Fact[tuple[str, ...]] | None = getattr(report, field)
    return found


def _value_text(fact: Fact[str] | Fact[tuple[str, ...]]) -> str:
    return fact.value if isinstance(fact.value, str) else "、".join(fact.value)
