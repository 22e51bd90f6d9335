"""Which of the words met in a sentence count, and which are only parts of its names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence
from operator import attrgetter

from knowledge.names.matching import Mention
from knowledge.text.lexicon import Hit, Segment

LONGEST_CHANCE = 2
"""So many syllables may sound like a word by chance, the end of one word with the beginning of the next."""
_START = attrgetter("start")


def said(hits: Iterable[Hit], segments: Sequence[Segment]) -> list[Hit]:
    """`hits` without parts of names and without those by sound where the best cut has none."""
    misspelt = [(s.start, s.end) for s in segments if s.hits and any(hit.means == "homophone" for hit in s.hits)]
    inside = _inside_names(segments)
    spelt = _spelt(segments)
    return [
        hit
        for hit in hits
        if not (inside[hit.start] and _within_name(hit, segments, inside))
        and (hit.means != "pinyin" or not spelt or _as_cut(hit, spelt))
        and (hit.means != "homophone" or hit.entry.slot not in ("except", "step"))
        and (hit.means != "homophone" or any(start <= hit.start and hit.end <= end for start, end in misspelt))
    ]


def _spelt(segments: Sequence[Segment]) -> dict[int, Segment]:
    """The words of the best cut that were typed as pinyin, by each of their tokens."""
    return {
        token: segment
        for segment in segments
        if segment.hits and all(hit.means == "pinyin" for hit in segment.hits)
        for token in range(segment.start, segment.end)
    }


def _as_cut(hit: Hit, spelt: Mapping[int, Segment]) -> bool:
    """Whether a word met in pinyin does not contradict the best cut: fa is no 罚 in 发我, zhe ji nian no 这几年 in 连着几年."""
    first, last = spelt.get(hit.start), spelt.get(hit.end - 1)
    if first is None or last is None:
        return True
    if first is not last:
        return hit.end - hit.start > LONGEST_CHANCE or (hit.start == first.start and hit.end == last.end)
    words = [one.entry.value for one in first.hits if len(one.entry.value) == first.end - first.start]
    said, at = hit.entry.value, hit.start - first.start
    told = hit.entry.slot or (hit.start, hit.end) == (first.start, first.end)
    return bool(told) or not words or any(word.startswith(said, at) for word in words)


def _inside_names(segments: Sequence[Segment]) -> list[int]:
    """For each token the number of the name or sector word it belongs to, 0 for none."""
    inside: list[int] = []
    for number, segment in enumerate(segments, start=1):
        inside += [number if segment.kind in ("name", "sector") else 0] * (segment.end - segment.start)
    return inside


def _within_name(hit: Hit, segments: Sequence[Segment], inside: Sequence[int]) -> bool:
    """Whether `hit` is only a part of a name or sector word, or sounds like the name that was met (划线, huaxian)."""
    number = inside[hit.start]
    if number != inside[hit.end - 1]:
        return False
    segment = segments[number - 1]
    sounds_alike = segment.kind == "name" != hit.entry.kind and hit.means != "exact"
    return sounds_alike or (hit.start, hit.end) != (segment.start, segment.end)


def of_a_name(hit: Hit, mentions: Sequence[Mention], words: Container[tuple[int, int]]) -> bool:
    """Whether `hit` is a part of what is plainly a name: 垃圾 of 垃圾分类, all of 充电桩 in 充电桩联盟.

    `words` are the places of words in the best cut.
    """
    place = bisect_right(mentions, hit.start, key=_START) - 1
    if place < 0 or hit.end > mentions[place].end:
        return False
    mention = mentions[place]
    alone = (hit.start, hit.end) in words
    return mention.suffixed or (not alone and hit.end - hit.start < mention.end - mention.start)


def slot_values(hits: Iterable[Hit]) -> dict[str, tuple[str, ...]]:
    """Slot values among `hits`, in order of the text."""
    found: dict[str, dict[str, None]] = {}
    filling = [hit for hit in hits if hit.entry.slot]
    for hit in sorted(filling, key=lambda hit: (hit.start, hit.start - hit.end)):
        found.setdefault(hit.entry.slot, {})[hit.entry.filler] = None
    return {slot: tuple(values) for slot, values in found.items()}
