"""Several answers to one message, as one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from knowledge.answer import Answer, Verdict


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
        for field in ("alliances", "candidates", "matched", "sources", "choices", "related")
    }
    years = {answer.year for answer in answers if answer.verdicts}
    if len(years) > 1:
        changes["by_year"] = {answer.year: answer.verdicts for answer in answers if answer.verdicts and answer.year}
    else:
        changes["verdicts"] = _joined_verdicts(answers)
    blocks = tuple(block for answer in answers for block in answer.blocks)
    return first.model_copy(
        update={**changes, "status": status, "blocks": _once(blocks), "token": None, "related": changes["related"][:4]}
    )


def _joined_verdicts(answers: Sequence[Answer]) -> dict[str, Verdict]:
    return {name: verdict for answer in answers for name, verdict in answer.verdicts.items()}


def _once(blocks: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(blocks))
