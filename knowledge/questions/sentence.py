"""A sentence, cut into words, and its parts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple, TypeVar

from knowledge.names.matching import Mention
from knowledge.text.lexicon import Hit, Segment
from knowledge.text.patterns import lazy_pattern
from knowledge.text.tokens import Token

LEAST_SPELT = 3
"""Fewer syllables may be anything (NO.14)."""
_HAN = lazy_pattern(r"[A-Z]?[一-龥]+")
_SPELT = lazy_pattern(r"[A-Za-z][A-Za-z ']")
"""Without this nothing was typed as pinyin."""
_START = attrgetter("start")
_Placed = TypeVar("_Placed", Segment, Hit, Mention)


class Sentence(NamedTuple):
    """A sentence or a part of one, cut into words.

    - `tokens` are always those of the whole sentence, so that places in it keep their numbers; `first` to `last`, the
      last excluded, are its own, and `offset` is the character it begins at.
    - `keywords` are the words that count of those that wordings are written in, `filling` those that fill slots.
    - `mentions` are all runs that might be names but those in `aside`, which a contrast sets aside.
    """

    text: str
    tokens: Sequence[Token]
    segments: Sequence[Segment]
    keywords: Sequence[Hit]
    filling: Sequence[Hit]
    mentions: Sequence[Mention]
    aside: Sequence[Mention]
    first: int
    last: int
    offset: int = 0

    @property
    def words(self) -> set[tuple[int, int]]:
        """The places of words in the best cut."""
        return {(segment.start, segment.end) for segment in self.segments}

    def in_characters(self) -> str:
        """The text with the words that were typed as pinyin in characters, as far as these are known."""
        if not _SPELT.search(self.text):
            return self.text
        own = self.tokens[self.first : self.last]
        if [token.kind for token in own].count("pinyin") < LEAST_SPELT:
            return self.text
        pieces: list[str] = []
        at = self.offset
        for segment in self.segments:
            word = _word(segment) if self.tokens[segment.start].kind == "pinyin" else None
            if word:
                start, end = self.tokens[segment.start].start, self.tokens[segment.end - 1].end
                pieces += [self.text[at - self.offset : start - self.offset].strip(), word]
                at = end
        return "".join([*pieces, self.text[at - self.offset :]])

    def place(self, token: int) -> int:
        """The character of the text that this token begins at."""
        return self.tokens[token].start - self.offset

    def behind(self, word: Segment | Hit) -> int:
        """The character of the text behind this word."""
        return self.tokens[word.end - 1].end - self.offset

    def begins_word(self, character: int) -> bool:
        """Whether a word begins at or behind this character of the whole sentence, none is broken by it."""
        token = bisect_left(self.tokens, character, key=_START)
        place = bisect_left(self.segments, token, key=_START)
        return place < len(self.segments) and self.segments[place].start == token

    def part(self, start: int, end: int) -> Sentence:
        """The part from character `start` to `end` of the whole sentence, neither of which breaks a word."""
        first, last = (bisect_left(self.tokens, character, key=_START) for character in (start, end))

        def inside(things: Sequence[_Placed]) -> Sequence[_Placed]:
            return things[bisect_left(things, first, key=_START) : bisect_left(things, last, key=_START)]

        return Sentence(
            self.text[start:end],
            self.tokens,
            inside(self.segments),
            [hit for hit in inside(self.keywords) if hit.end <= last],
            [hit for hit in inside(self.filling) if hit.end <= last],
            inside(self.mentions),
            inside(self.aside),
            first,
            last,
            start,
        )


def _word(segment: Segment) -> str | None:
    """The word that a segment of pinyin spells: one that wordings are written in, else any other."""
    length = segment.end - segment.start
    words = [hit.entry.filler for hit in segment.hits if len(hit.entry.filler) == length]
    return next((word for word in words if _HAN.fullmatch(word)), None)
