"""Replies that stand in the topic files as they are."""

from __future__ import annotations

from knowledge.answer import Answer, Choice, Listing, Status
from knowledge.questions.question import Question

from .facts import Facts
from .parts import answer, joined, lead, not_published

OF_NO_REPORT = {"unknown_year", "unknown_future", "unknown_gap"}
"""Topics whose text is not about what a report leaves out."""
FEW = 2
"""So many suggestions go with a reply that is not about what one can ask."""
SHOWN = 4
"""So many stand in the text too, where a reply is about that."""


def reply(question: Question, facts: Facts) -> Answer:
    """The reply of the topic's file, with its status."""
    topic = facts.topics[question.topic]
    text = filled(topic.reply or "", question, facts)
    if topic.status == "unknown":
        whole = facts.report(question.year).is_complete or question.topic in OF_NO_REPORT
        return _not_published(question, facts, text if whole else _not_found(question, facts))
    status: Status = topic.status  # type: ignore[assignment]
    suggestions = _suggestions(facts)
    asks = Listing(items=tuple(one.label for one in suggestions[:SHOWN])) if topic.suggests else None
    shown = suggestions if topic.suggests else suggestions[:FEW]
    return answer(question, facts, [lead(text), asks], status=status, related=shown).model_copy(update={"year": None})


def _not_published(question: Question, facts: Facts, text: str) -> Answer:
    names = tuple(facts.name(named.alliances[0]) for named in question.names if named.kind == "sure")
    return not_published(question, facts, f"❓ {text}", alliances=names)


def _not_found(question: Question, facts: Facts) -> str:
    """Of a year that is known in part nothing can be said to be unpublished."""
    return f"{facts.report(question.year).year}年度的资料只查到一部分，里面没有问到的这一点。"


def filled(text: str, question: Question, facts: Facts) -> str:
    """`text` with the year that is meant and what its report calls grade and tiers."""
    report = facts.report(question.year)
    return text.format(
        year=report.year,
        years="、".join(facts.library.reports),
        asked="、".join(f"{year}年度" if year[0].isdigit() else year for year in question.years),
        grade=facts.grade_name(report),
        tiers=joined([tier.name for tier in report.tiers]),
    )


def _suggestions(facts: Facts) -> list[Choice]:
    """What one can ask, from the topic files."""
    return [
        Choice(label=label, token=token)
        for topic in facts.topics.values()
        for label, token in topic.suggestions.items()
    ]
