"""Several claims of one text, each checked against the figure of what it is said of."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.answer import Answer, Listing
from knowledge.questions.question import Question
from knowledge.reports import figures
from knowledge.reports.figures import WHOLES
from knowledge.reports.models import Citation, Confidence, Report

from .claims import agrees, shares_of
from .facts import Facts
from .parts import answer, brief_caveat, choice, joined, lead
from .tiers import tiers


@dataclass(frozen=True)
class _Figure:
    """What is known of one thing: its number and its shares by their base."""

    name: str
    count: int
    shares: dict[str, str]
    cite: tuple[Citation, ...]
    confidence: Confidence = "stated"


def statements(question: Question, facts: Facts) -> Answer:
    """Which of the claims are right, and the true figure beside each that is not."""
    report = facts.report(question.year)
    checked: list[tuple[str, bool | None]] = []
    cite: list[tuple[Citation, ...]] = []
    known: _Figure | None = None
    told: set[str] = set()
    for subject, number, base in question.assertions:
        known = _figure(subject, report) or (_by_count(number, report) if number.isdigit() else known)
        told |= {whole for whole, name in WHOLES.items() if known and known.name == name}
        cite += [known.cite] if known else []
        checked.append(_checked(number, base or (min(told) if len(told) == 1 else None), known))
    if not cite:
        return tiers(question, facts)
    wrong, unsure = (sum(right is outcome for _, right in checked) for outcome in (False, None))
    opening = f"有{wrong}处不对" if wrong else f"有{unsure}处不能断定，其余都对" if unsure else "这些数都对"
    return answer(
        question,
        facts,
        [lead(f"按{report.year}年度的报道，{opening}："), Listing(items=tuple(told for told, _ in checked))],
        cite=cite,
        related=[choice("各等级一览", "tiers", year=report.year)],
    )


def _checked(number: str, base: str | None, known: _Figure | None) -> tuple[str, bool | None]:
    """A claim with what is true instead, and whether it is right; None where that is open."""
    counted = number.isdigit()
    said = f"{number}家" if counted else number
    if known is None or (not counted and not known.shares):
        return f"{said}：没有查到这个数", None
    about = f"{known.name}{f'占{WHOLES[base]}' if base and not counted else ''}"
    caveat = brief_caveat(known)
    fitting = [whole for whole, share in known.shares.items() if agrees(number, share)] if not counted else []
    if int(number) == known.count if counted else base in fitting:
        return f"{about}{said}：对{caveat}", True
    if counted:
        return f"{about}不是{said}，是{known.count}家{caveat}", False
    bases = "，".join(f"占{WHOLES[whole]}的是{share}" for whole, share in known.shares.items())
    if base is None and fitting:
        return f"{about}{said}要看占什么：{bases}{caveat}", None
    return f"{about}不是{said}，{bases}{caveat}", False


def _figure(subject: tuple[str, ...], report: Report) -> _Figure | None:
    """What is known of the subject of a claim."""
    counted = {
        **dict.fromkeys(WHOLES),
        **figures.wholes(report),
        "absent": figures.absent(report),
        "grade": figures.grade_count(report),
    }
    names = {**WHOLES, "absent": "没有参评", "grade": report.grade.name if report.grade else ""}
    if len(subject) == 1 and subject[0] in counted:
        known = counted[subject[0]]
        return (
            _Figure(names[subject[0]], known.value, figures.rates(known.value, report), known.cite, known.confidence)
            if known
            else None
        )
    row = figures.together(report, subject) if subject else None
    if row is None or row.count is None:
        return None
    name = joined([tier.name for tier in report.tiers if tier.id in subject])
    return _Figure(name, row.count, shares_of(row) or figures.rates(row.count, report), row.cite, row.confidence)


def _by_count(number: str, report: Report) -> _Figure | None:
    """What has this number, where only one thing has."""
    subjects = [(tier.id,) for tier in report.tiers] + [tuple(group.tiers) for group in report.groups]
    subjects += [("participants",), ("total",), ("absent",), ("grade",)]
    found = [known for subject in subjects if (known := _figure(subject, report)) and known.count == int(number)]
    return found[0] if len(found) == 1 else None
