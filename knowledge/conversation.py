"""What is kept of a conversation, and how each reply changes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answer import Answer
from knowledge.answers import COMPOSERS
from knowledge.question_tokens import from_token
from knowledge.questions.question import Named, Question, Value
from knowledge.reports.loading import Library

ASIDES = frozenset(["article", "unknown_gap"])
"""Topics asked in between, of what was spoken of and without leaving it: 这个数靠谱吗."""
MOST_SPOKEN_OF = 5
"""A list of so many alliances can be pointed at with 它们."""
MOST_RECENT = 10
"""So many names are remembered."""


@dataclass(frozen=True)
class Conversation(Value):
    """What has been said so far, as a small value that pydantic's `TypeAdapter` writes as JSON and reads again.

    `last` is the latest question that was answered, with the tiers, places and persons that its answer told; `pending`
    the one that was asked back, with the ids of its `candidates`; `spoken_of` the names of the latest question (also those
    of nobody we know), `recent` those of the questions before too, `shown` the alliances (ids) of the last list, `tiers`
    the latest tiers (ids), `years` the latest evaluations; the last one last. `traditional` is the script it is held in. `token` asks for the latest
    reply again, of which `page` was shown last (for faces that show pages).
    """

    last: Question | None = None
    pending: Question | None = None
    candidates: tuple[str, ...] = ()
    spoken_of: tuple[Named, ...] = ()
    shown: tuple[str, ...] = ()
    recent: tuple[Named, ...] = ()
    tiers: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    traditional: bool = False
    token: str | None = None
    page: int = 0


NOTHING_SAID = Conversation()
"""Where every conversation begins."""


def known(alliances: Sequence[str]) -> tuple[Named, ...]:
    return tuple(Named(said="", kind="sure", alliances=(one,), how="context") for one in alliances)


def after(
    conversation: Conversation,
    answers: Sequence[tuple[Question, Answer]],
    token: str | None,
    library: Library,
    *,
    traditional: bool,
) -> Conversation:
    """The conversation once `answers` were given, which together are the reply that `token` stands for."""
    changes: dict[str, object] = {"token": token, "page": 0, "traditional": traditional}
    years = conversation.years
    for question, answer in answers:
        if question.topic not in COMPOSERS and answer.status != "unknown":
            continue
        if question.topic == "unknown_year" and not question.asked:
            continue
        if question.topic in ASIDES and conversation.last:
            continue
        last = _as_asked(question, library).but(**_told_by(question, answer, library))
        changes["last"] = last
        changes["tiers"] = tuple(dict.fromkeys([*conversation.tiers, *last.tiers][::-1]))[:MOST_SPOKEN_OF][::-1]
        spoken = [last.year] if last.year else [year for year in last.years[::-1] if year in library.reports]
        years = tuple(dict.fromkeys([*spoken, *years[::-1]]))[:2][::-1]
        pointed = bool(question.names) and all(named.how == "context" for named in question.names)
        if not pointed:
            changes["pending"], changes["candidates"] = None, ()
        if answer.status == "ambiguous" and answer.candidates:
            changes["pending"] = question
            changes["candidates"] = tuple(one for choice in answer.choices for one in _alliances_behind(choice.token))
        if question.names and not (pointed and len(question.names) < len(conversation.spoken_of)):
            changes["spoken_of"] = question.names
            changes["recent"] = _latest([*conversation.recent, *question.names])
        if question.topic in ("a_list", "a_sector", "a_at") or (answer.alliances and not question.names):
            shown = tuple(library.ids[name] for name in answer.alliances)
            changes["shown"] = shown
            if len(shown) <= MOST_SPOKEN_OF:
                changes["spoken_of"] = known(shown)
    return conversation.but(**changes, years=years)


def _as_asked(question: Question, library: Library) -> Question:
    """`question` as it may be asked again of another year; one on several evaluations is of a year where it names just one."""
    alone = question.years[0] if len(question.years) == 1 and question.years[0] in library.reports else None
    return question.but(
        year=question.year or alone,
        topic=question.asked or question.topic,
        asked=None,
        kept_year=None,
        doubtful_year=None,
        released_in=None,
        again=False,
        outdated=False,
        missing=(),
    )


def _latest(names: Sequence[Named]) -> tuple[Named, ...]:
    """The latest of `names`, each alliance (or wording of none) once, the last one last."""
    found = {named.alliances or named.said: named for named in names[::-1]}
    return tuple(found.values())[:MOST_RECENT][::-1]


def _told_by(question: Question, answer: Answer, library: Library) -> dict[str, object]:
    """The tiers, places and persons that the direct answer tells, so that 这档几家, 下一个 and 什么职务 can be asked next."""
    told: dict[str, object] = {}
    if answer.people:
        told["persons"] = answer.people
    report = library.reports.get(answer.year or "")
    if not report:
        return told
    told["year"] = report.year
    if not question.tiers and answer.topic in ("score", "score_range", "figure"):
        told["tiers"] = tuple(tier.id for tier in report.tiers if tier.name in answer.lead)
    if not question.positions and len(answer.alliances) == 1 and report.grade:
        alliance = library.ids[answer.alliances[0]]
        if alliance in report.grade.members:
            place = report.grade.members.index(alliance) + 1
            told["positions"] = ((place, place),)
    return told


def _alliances_behind(token: str) -> tuple[str, ...]:
    question = from_token(token)
    return question.names[0].alliances if question and question.names else ()
