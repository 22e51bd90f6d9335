"""Several answers to one message, as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from knowledge.answer import Answer, Block, Choice, Listing, Paragraph, SourceRef, Table, Verdict

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
    found: dict[tuple[str | None, ...], tuple[SourceRef, dict[str, None]]] = {}
    for source in (source for answer in answers for source in answer.sources):
        origin = (source.title, source.publisher, source.date, source.url)
        _, places = found.setdefault(origin, (source, {}))
        places.update(dict.fromkeys(source.where.split("；") if source.where else ()))
    return tuple(
        source.model_copy(update={"where": where}) if (where := "；".join(places) or None) != source.where else source
        for source, places in found.values()
    )


def _verdicts_by_year(answers: Sequence[Answer]) -> dict[str, dict[str, Verdict]]:
    found: dict[str, dict[str, Verdict]] = {}
    for answer in answers:
        if answer.verdicts and answer.year:
            found.setdefault(answer.year, {}).update(answer.verdicts)
    return found


def _related(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """The first few, of those with the same label the first."""
    return tuple({choice.label: choice for choice in reversed(choices)}.values())[::-1][:MOST_RELATED]


def _once(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` without those that were told before.

    A list goes, with the paragraph that leads to it, where a longer one above it tells all of its lines of the same.
    """
    kept: list[Block] = []
    for block in blocks:
        lines = _lines(block)
        if not lines:
            if block not in kept:
                kept.append(block)
            continue
        leading = kept[-1:] if kept and _leads(kept[-1]) else []
        above = kept[: len(kept) - len(leading)]
        told_of = [_subject(above[:place]) for place, one in enumerate(above) if _holds(_lines(one), lines)]
        if told_of and (not leading or _subject(leading) in told_of):
            kept = above
        else:
            kept.append(block)
    return tuple(kept)


def _leads(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.text.endswith("：")


def _holds(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    """Whether each line of `shorter` is one of `longer`, or its beginning."""
    return bool(longer) and all(any(told.startswith(line) for told in longer) for line in shorter)


def _subject(blocks: Sequence[Block]) -> str:
    """Whom or which year the last paragraph of `blocks` begins with (常明, 2019): an answer may tell of several."""
    told = next((block.text for block in reversed(blocks) if isinstance(block, Paragraph)), "")
    found = re.match(r"[\d-]+|[一-龥]+", told)
    return found[0] if found else ""


def _lines(block: Block) -> tuple[str, ...]:
    """What stands in `block` line by line, nothing where the lines are places of a list."""
    if isinstance(block, Table):
        return block.lines
    return block.items if isinstance(block, Listing) and not block.numbers else ()
