"""Which of the words met in a sentence count, and which are only parts of its names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.names.matching import Mention
from knowledge.text.lexicon import Hit, Segment

LONGEST_CHANCE = 2
"""So many syllables may sound like a word by chance, the end of one word with the beginning of the next."""
AS_CUT = frozenset(("look", "except", "connective", "pronoun", "relative_year", "date", "step"))
"""Slots whose words count only where the best cut has them: 不算 is no exception in 算不算."""
AS_WRITTEN = ("except", "step")
"""Slots whose words do not count by their sound."""


def said(hits: Sequence[Sequence[Hit]], segments: Sequence[Segment]) -> tuple[list[Hit], list[Hit]]:
    """The words that count of `hits`, by the token they begin at: those of wordings, and those that fill slots.

    Parts of names do not count, nor words by sound where the best cut has none.
    """
    named = [segment for segment in segments if segment.kind in ("name", "sector")]
    names = {token: segment for segment in named for token in range(segment.start, segment.end)}
    heard = [segment for segment in segments if segment.hits and segment.hits[0].means != "exact"]
    misspelt = [segment for segment in heard if segment.hits[0].means == "homophone"]
    spelt = _spelt(heard)
    keywords: list[Hit] = []
    filling: list[Hit] = []
    for start, beginning in enumerate(hits):
        name = names.get(start)
        for hit in beginning:
            if hit.entry.kind != "keyword":
                continue
            if hit.means == "homophone":
                if hit.entry.slot in AS_WRITTEN or not any(s.start <= start and hit.end <= s.end for s in misspelt):
                    continue
            elif spelt and hit.means == "pinyin" and not _as_cut(hit, spelt):
                continue
            if name is None or names.get(hit.end - 1) is not name or not _is_part(hit, name):
                (filling if hit.entry.slot else keywords).append(hit)
    return keywords, filling


def _is_part(hit: Hit, name: Segment) -> bool:
    """Whether `hit` is only a part of a name or sector word, or sounds like the name that was met (划线, huaxian)."""
    sounds_alike = name.kind == "name" != hit.entry.kind and hit.means != "exact"
    return sounds_alike or (hit.start, hit.end) != (name.start, name.end)


def _spelt(segments: Sequence[Segment]) -> dict[int, Segment]:
    """The words of the best cut that were typed as pinyin, by each of their tokens."""
    return {
        token: segment
        for segment in segments
        if all(hit.means == "pinyin" for hit in segment.hits)
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
    heard, at = hit.entry.value, hit.start - first.start
    told = hit.entry.slot or (hit.start, hit.end) == (first.start, first.end)
    return bool(told) or not words or any(word.startswith(heard, at) for word in words)


def outside_names(hits: Sequence[Hit], mentions: Sequence[Mention], segments: Sequence[Segment]) -> Sequence[Hit]:
    """`hits` but for parts of what is plainly a name: 垃圾 of 垃圾分类, all of 充电桩 in 充电桩联盟.

    `segments` are the words of the best cut.
    """
    if not mentions:
        return hits
    holders = {token: mention for mention in mentions for token in range(mention.start, mention.end)}
    ends = {segment.start: segment.end for segment in segments if segment.start in holders}
    return [
        hit
        for hit in hits
        if (mention := holders.get(hit.start)) is None
        or hit.end > mention.end
        or not (mention.suffixed or _is_smaller(hit, mention, ends))
    ]


def _is_smaller(hit: Hit, mention: Mention, ends: Mapping[int, int]) -> bool:
    """Whether `hit` is no word of the best cut, in which words end at `ends`, and shorter than `mention`."""
    return ends.get(hit.start) != hit.end and hit.end - hit.start < mention.end - mention.start


def slot_values(filling: Sequence[Hit], segments: Sequence[Segment]) -> dict[str, tuple[str, ...]]:
    """The values of words that fill slots, in order of the text; `segments` are the words of the best cut."""
    if any(hit.entry.slot in AS_CUT for hit in filling):
        chosen = {segment.start: segment.hits for segment in segments}
        filling = [hit for hit in filling if hit.entry.slot not in AS_CUT or hit in chosen.get(hit.start, ())]
    found: dict[str, dict[str, None]] = {}
    for hit in sorted(filling, key=lambda hit: (hit.start, hit.start - hit.end)):
        found.setdefault(hit.entry.slot, {})[hit.entry.filler] = None
    return {slot: tuple(values) for slot, values in found.items()}
