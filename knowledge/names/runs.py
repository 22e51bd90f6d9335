"""Runs of segments that may be a name: how they are written, and where they fall into parts."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.names.neighbours import one_phrase
from knowledge.text.lexicon import Segment
from knowledge.text.tokens import Token


def single_before(start: int, segments: Sequence[Segment], tokens: Sequence[Token]) -> int | None:
    """The token of a single character glued before a name that lost its first: that may be it (蛋类加工)."""
    before = next((segment for segment in segments if segment.end == start), None)
    if (
        before is None
        or tokens[start].gap
        or before.kind not in ("frame", "number", "tier")
        or before.end - before.start > 1
    ):
        return None
    return before.start


def unread(segments: Sequence[Segment], start: int, end: int) -> list[Segment]:
    """The segments from token `start` to `end`, as if none of them were a known word."""
    inside = (segment for segment in segments if start <= segment.start and segment.end <= end)
    return [Segment(segment.start, segment.end, "unknown", ()) for segment in inside]


def known_length(run: Sequence[Segment]) -> int:
    """How many tokens of the run belong to known words."""
    return sum([segment.end - segment.start for segment in run if segment.kind != "unknown"])


def written(tokens: Sequence[Token], segment: Segment) -> str:
    """The segment's characters; the word itself where it was typed in pinyin."""
    if segment.kind == "sector" and segment.hits and segment.hits[0].means == "pinyin":
        return segment.hits[0].entry.value
    return "".join([token.form for token in tokens[segment.start : segment.end]])


def _one_phrase(one: Segment, other: Segment, tokens: Sequence[Token]) -> bool:
    """Whether the blank between two segments is one within English or pinyin, and no list of names."""
    listed = one.kind == other.kind == "name"
    return not listed and one_phrase(tokens[other.start], tokens[one.end - 1])


def split_at_gaps(tokens: Sequence[Token], run: list[Segment]) -> list[list[Segment]]:
    """The parts of a run between blanks; those within English or pinyin do not divide it."""
    parts: list[list[Segment]] = []
    for segment in run:
        if not parts or (tokens[segment.start].gap and not _one_phrase(parts[-1][-1], segment, tokens)):
            parts.append([])
        parts[-1].append(segment)
    return parts
