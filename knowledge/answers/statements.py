"""Several claims of one text, each checked against the figure of what it is said of."""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge.answer import Answer, Listing
from knowledge.questions.assertions import Assertion
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
    for one in question.assertions:
        if one.years and not _tells_of(report, one, question, facts):
            continue
        named = _by_count(one.number, report) if one.number.isdigit() and not one.claim else known
        known = _figure(one.subject, report) or named
        told |= {whole for whole, name in WHOLES.items() if known and known.name == name}
        cite += [known.cite] if known else []
        base = one.base or (min(told) if len(told) == 1 else None)
        checked.append(_checked(replace(one, base=base), known, report))
    if not cite:
        return tiers(question, facts)
    wrong, unsure = (sum(right is outcome for _, right in checked) for outcome in (False, None))
    opening = (
        f"有{wrong}处不对"
        if wrong
        else f"有{unsure}处不能断定，其余都对"
        if unsure
        else "这些数都对"
        if len(checked) > 1
        else "这个数对"
    )
    return answer(
        question,
        facts,
        [lead(f"按{report.year}年度的报道，{opening}："), Listing(items=tuple(told for told, _ in checked))],
        cite=cite,
        related=[choice("各等级一览", "tiers", year=report.year)],
    )


def _tells_of(report: Report, one: Assertion, question: Question, facts: Facts) -> bool:
    """Whether `report` is on one of the years of the claim; 2020 is not that of the report on 2019 where both are named."""
    library = facts.library
    years = library.evaluations(one.years)
    if report.year in years or any(report.year in other.years for other in question.assertions):
        return report.year in years
    return any(report.year in library.of_calendar(year) for year in years)


def _checked(one: Assertion, known: _Figure | None, report: Report) -> tuple[str, bool | None]:
    """A claim with what is true instead, and whether it is right; None where that is open."""
    if one.number.isdigit():
        return _checked_count(one, known)
    shares = _shares(one, known, report)
    said = one.claim.said if one.claim else one.number
    if known is None or not shares:
        return f"{said}：没有查到这个数", None
    wholes = _wholes(report)
    about = f"{known.name}{f'占{wholes[one.base]}' if one.base else ''}"
    right = {
        whole: one.claim.fits(float(share[:-1])) if one.claim else agrees(one.number, share)
        for whole, share in shares.items()
    }
    caveat = brief_caveat(known)
    bases = "，".join(f"占{wholes[whole]}的是{share}" for whole, share in shares.items())
    if right.get(one.base or ""):
        return f"{about}{said}：对{caveat}", True
    if one.base is None and all(right.values()):
        return f"{about}{said}：对，{bases}{caveat}", True
    if one.base is None and any(right.values()):
        outcomes = "；".join(
            f"占{wholes[whole]}的是{shares[whole]}，{'对' if fits else '不对'}" for whole, fits in right.items()
        )
        return f"{about}{said}要看占什么：{outcomes}{caveat}", None
    return f"{about}{'并非' if one.claim else '不是'}{said}，{bases}{caveat}", False


def _checked_count(one: Assertion, known: _Figure | None) -> tuple[str, bool | None]:
    said = one.claim.said if one.claim else f"{one.number}家"
    if known is None:
        return f"{said}：没有查到这个数", None
    caveat = brief_caveat(known)
    if one.claim.fits(known.count) if one.claim else int(one.number) == known.count:
        return f"{known.name}{said}：对{f'，是{known.count}家' if one.claim else ''}{caveat}", True
    return f"{known.name}{'并非' if one.claim else '不是'}{said}，是{known.count}家{caveat}", False


def _shares(one: Assertion, known: _Figure | None, report: Report) -> dict[str, str]:
    """The shares of `known` by what they are of; of a tier only that of the grade, whose alliances are all in it."""
    if known is None or one.base in (None, *WHOLES):
        return known.shares if known else {}
    rule = report.grade.rule if report.grade else None
    tier = report.tier(rule.tier) if rule and rule.tier == one.base and one.subject == ("grade",) else None
    return {tier.id: figures.percent(known.count, tier.count)} if tier and tier.count else {}


def _wholes(report: Report) -> dict[str, str]:
    return {**WHOLES, **{tier.id: tier.name for tier in report.tiers}}


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
