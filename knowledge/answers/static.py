"""Replies that stand in the topic files as they are."""

from __future__ import annotations

from knowledge.answer import Answer, Listing, Status
from knowledge.questions import Question

from .facts import Facts
from .parts import answer, choice, lead, not_published

def reply(question: Question, facts: Facts) -> Answer:
    """The reply of the topic's file, with its status."""
    topic = facts.topics[question.topic]
    status: Status = topic.status  # type: ignore[assignment]
    text = (topic.reply or "").format(
        year=facts.default_year, years="、".join(facts.library.reports), asked="、".join(question.years)
    )
    if status == "unknown":
        names = tuple(facts.name(named.alliances[0]) for named in question.names if named.kind == "sure")
        related = [
            choice("A级名单有哪些？", "a_list", year=facts.default_year),
            choice("各等级有多少家？", "tiers", year=facts.default_year),
        ]
        return not_published(question, facts, f"❓ {text}", alliances=names, related=related)
    first, *rest = text.strip().split("\n")
    blocks = [lead(first), *([Listing(items=tuple(rest))] if rest else [])]
    examples = [choice(label, name, **slots) for label, name, slots in EXAMPLES]
    shown = examples if question.topic in ("help", "out_of_scope", "greeting", "about") else examples[:2]
    asks = (
        Listing(items=tuple(label for label, _, _ in EXAMPLES[:4]))
        if question.topic in ("out_of_scope", "greeting", "help")
        else None
    )
    return answer(question, facts, [*blocks, asks], status=status, related=shown).model_copy(update={"year": None})
