"""Several answers to one message, as one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from knowledge.answer import Answer, Choice, SourceRef, Verdict

MOST_RELATED = 4


def merged(answers: Sequence[Answer]) -> Answer:
    """The parts one below the other; topic, year and verdicts are those of the first, `answered` wins."""
    if len(answers) == 1:
        return answers[0]
    first = answers[0]
    status = next(
        (a.status for wanted in ("answered", "ambiguous", "unknown") for a in answers if a.status == wanted),
        first.status,
    )
    changes: dict[str, Any] = {
        field: tuple(dict.fromkeys(entry for answer in answers for entry in getattr(answer, field)))
        for field in ("alliances", "candidates", "matched", "choices", "related")
    }
    changes["sources"] = _joined_sources(answers)
    years = {answer.year for answer in answers if answer.verdicts}
    if len(years) > 1:
        changes["by_year"] = {answer.year: answer.verdicts for answer in answers if answer.verdicts and answer.year}
    else:
        changes["verdicts"] = _joined_verdicts(answers)
    blocks = tuple(block for answer in answers for block in answer.blocks)
    return first.model_copy(
        update={
            **changes,
            "status": status,
            "blocks": _once(blocks),
            "token": None,
            "related": _related(changes["related"]),
        }
    )


def _joined_sources(answers: Sequence[Answer]) -> tuple[SourceRef, ...]:
    """Each source once, with all its places."""
    found: dict[SourceRef, dict[str, None]] = {}
    for source in (source for answer in answers for source in answer.sources):
        places = found.setdefault(source.model_copy(update={"where": None}), {})
        places.update(dict.fromkeys(source.where.split("；") if source.where else ()))
    return tuple(one.model_copy(update={"where": "；".join(places) or None}) for one, places in found.items())


def _joined_verdicts(answers: Sequence[Answer]) -> dict[str, Verdict]:
    return {name: verdict for answer in answers for name, verdict in answer.verdicts.items()}


def _related(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """The first few, of those with the same label the first."""
    return tuple({choice.label: choice for choice in reversed(choices)}.values())[::-1][:MOST_RELATED]


def _once(blocks: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(blocks))
