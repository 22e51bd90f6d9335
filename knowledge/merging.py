"""Several answers to one message, as one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from knowledge.answer import Answer, Choice, Listing, Paragraph, SourceRef, Table, Verdict

MOST_RELATED = 4


def merged(answers: Sequence[Answer]) -> Answer:
    """The parts one below the other; topic and year are those of the first, verdicts those of that year, `answered` wins."""
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
    by_year = _verdicts_by_year(answers)
    changes["year"] = first.year or next(iter(by_year), None)
    changes["verdicts"] = by_year.get(changes["year"], {})
    if set(by_year) - {changes["year"]}:
        changes["by_year"] = by_year
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


def _verdicts_by_year(answers: Sequence[Answer]) -> dict[str, dict[str, Verdict]]:
    found: dict[str, dict[str, Verdict]] = {}
    for answer in answers:
        if answer.verdicts and answer.year:
            found.setdefault(answer.year, {}).update(answer.verdicts)
    return found


def _related(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """The first few, of those with the same label the first."""
    return tuple({choice.label: choice for choice in reversed(choices)}.values())[::-1][:MOST_RELATED]


def _once(blocks: tuple[Any, ...]) -> tuple[Any, ...]:
    """`blocks` without those that were told before, and without lists of what longer ones above them tell too."""
    kept: list[Any] = []
    for block in dict.fromkeys(blocks):
        lines = _lines(block)
        if lines and any(
            all(any(told.startswith(line) for told in above) for line in lines) for above in map(_lines, kept)
        ):
            if isinstance(kept[-1], Paragraph) and kept[-1].text.endswith("："):
                kept.pop()
        else:
            kept.append(block)
    return tuple(kept)


def _lines(block: Any) -> tuple[str, ...]:
    """What stands in `block` line by line, nothing where the lines are places of a list."""
    if isinstance(block, Table):
        return block.lines
    return block.items if isinstance(block, Listing) and not block.numbers else ()
