"""Cuts a question into words: known ones by a lattice, what remains is unknown.

The best cut has the least cost; a known word costs less than its characters one by one, a word that only
sounds like a known one costs more than the known one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Literal

from knowledge.text.patterns import lazy_pattern
from knowledge.text.syllables import pronunciations, sound, spoken
from knowledge.text.tokens import Token, tokenize

Kind = Literal["name", "sector", "suffix", "tier", "keyword", "frame", "noun", "particle", "number", "mark", "unknown"]
Means = Literal["exact", "homophone", "pinyin"]

COST: dict[Kind, float] = {
    "name": 0.9,
    "suffix": 0.8,
    "tier": 0.9,
    "sector": 0.99,
    "keyword": 1.0,
    "frame": 1.0,
    "noun": 0.99,
    "particle": 1.1,
    "number": 0.5,
    "mark": 0.0,
    "unknown": 1.7,
}
HOMOPHONE_COST = 1.05
"""What a word costs more if only its sound agrees: more than another known word, less than an unknown character,
so that 会议是 is not read as 会议室 but 没惨评 as 没参评."""
SHORTEST_HOMOPHONE: dict[Kind, int] = defaultdict(lambda: 2, {"frame": 3, "noun": 99, "particle": 3, "sector": 99})
"""So many characters a word must have to be met by its sound alone: 粉未 is no 分为; never a sector word."""
PINYIN_SECTOR_COST = 0.5
"""What a sector word costs more in pinyin: you ji is 有几 rather than 有机."""

_ALONE: dict[str, Kind] = defaultdict(lambda: "unknown", {"number": "number", "mark": "mark"})
"""What a token is by itself, by its kind."""
_CUT_KIND: dict[Kind, Kind] = {"keyword": "frame", "noun": "frame", "particle": "frame"}
_HAN = lazy_pattern(r"[一-龥]+")


@dataclass(slots=True)
class Entry:
    """A word of the lexicon; `value` is what it stands for: an id, the word itself, or `{slot}:filler`.

    `slot` and `filler` are those of a value that fills a slot; without one `filler` is the value. `cut_as` is the
    kind of the segment that it makes, `cost` what it costs there.
    """

    kind: Kind
    value: str
    slot: str
    filler: str
    cut_as: Kind
    cost: float


@dataclass(slots=True, eq=False)
class Hit:
    """An entry found at tokens `start` to `end`."""

    start: int
    end: int
    entry: Entry
    means: Means


@dataclass(slots=True, eq=False)
class Segment:
    """A part of the best cut; `hits` are the entries that stand for it, none for what is unknown.

    Keywords and particles count as `frame`: what is around a name.
    """

    start: int
    end: int
    kind: Kind
    hits: tuple[Hit, ...]


class _Words:
    """Entries by the pieces (forms or sounds) of their words; all beginnings are known too, with no entry."""

    def __init__(self) -> None:
        self._entries: dict[str, tuple[Entry, ...]] = {}

    def entries(self, word: str) -> tuple[Entry, ...]:
        """What is known of `word`."""
        return self._entries.get(word, ())

    def add(self, word: str, entry: Entry) -> None:
        """Add a word whose pieces are its characters."""
        entries = self._entries
        known = entries.get(word)
        if known is None:
            entries[word] = (entry,)
            beginning = word[:-1]
            while beginning and beginning not in entries:
                entries[beginning] = ()
                beginning = beginning[:-1]
        elif entry not in known:
            entries[word] = (*known, entry)

    def add_pieces(self, pieces: Sequence[str], entry: Entry) -> None:
        """Add a word of pieces of any length."""
        for number in range(1, len(pieces)):
            self._entries.setdefault("".join(pieces[:number]), ())
        word = "".join(pieces)
        known = self._entries.get(word, ())
        if entry not in known:
            self._entries[word] = (*known, entry)

    def found(self, pieces: Sequence[str]) -> Iterator[tuple[int, int, tuple[Entry, ...]]]:
        """Start, end and entries of every word in `pieces`, in order of the starts."""
        known, length = self._entries.get, len(pieces)
        for start, piece in enumerate(pieces):
            word, end = piece, start + 1
            while (entries := known(word)) is not None:
                if entries:
                    yield start, end, entries
                if end == length:
                    break
                word += pieces[end]
                end += 1


class Lexicon:
    """Words by form and by sound. Build with `add`, then use as read-only."""

    def __init__(self) -> None:
        self._forms = _Words()
        self._sounds = _Words()
        self._latin: set[str] = set()
        self._only_spelt: list[tuple[str, Entry]] = []

    def add(self, word: str, kind: Kind, value: str = "") -> None:
        """Add `word`, already cleaned, as `kind`."""
        value = value or word
        slot, _, filler = value[1:].partition("}:") if value.startswith("{") else ("", "", value)
        self._add(word, spoken(word), Entry(kind, value, slot, filler, _CUT_KIND.get(kind, kind), COST[kind]))

    def add_all(self, words: Iterable[str], kind: Kind) -> None:
        """Add `words`, already cleaned, as `kind`, each of which stands for itself."""
        written = "\n".join(words)
        cut_as, cost = _CUT_KIND.get(kind, kind), COST[kind]
        for word, heard in zip(written.split("\n"), spoken(written).split("\n"), strict=True):
            self._add(word, heard, Entry(kind, word, "", word, cut_as, cost))

    def is_keyword(self, word: str) -> bool:
        """Whether `word` was added as a keyword for itself, so that to add it as a frame adds nothing."""
        return any(entry.kind == "keyword" and not entry.slot for entry in self._forms.entries(word))

    def _add(self, word: str, heard: str, entry: Entry) -> None:
        if not _HAN.fullmatch(word):
            self._add_mixed(word, entry)
            return
        self._forms.add(word, entry)
        if entry.kind == "name":
            for syllables in pronunciations(word):
                self._sounds.add("".join(map(sound, syllables)), entry)
        elif len(word) >= SHORTEST_HOMOPHONE[entry.kind]:
            self._sounds.add(heard, entry)
        else:
            self._only_spelt.append((heard, entry))

    def _add_mixed(self, word: str, entry: Entry) -> None:
        tokens = tokenize(word, is_word=lambda _: True)
        if not tokens:
            return
        self._forms.add_pieces([token.form for token in tokens], entry)
        if entry.kind == "name" or len(tokens) == 1:
            self._latin.update(token.form for token in tokens if token.kind == "latin")
        if all(token.kind in ("han", "latin") for token in tokens) and any(token.kind == "han" for token in tokens):
            self._sounds.add_pieces([token.sound for token in tokens], entry)

    @cached_property
    def _spelt(self) -> _Words:
        """The words that count by their sound only where it was typed as pinyin."""
        words = _Words()
        for heard, entry in self._only_spelt:
            words.add(heard, entry)
        return words

    def tokens(self, text: str) -> list[Token]:
        """`text`, already cleaned, as tokens; unknown Latin words that are pinyin are cut into syllables."""
        return tokenize(text, is_word=self._latin.__contains__)

    def hits(self, tokens: Sequence[Token]) -> list[list[Hit]]:
        """Every known word in `tokens`, overlapping ones too: for each token those that begin there.

        Where a word was written out none of its kind is met by sound.
        """
        forms, sounds = [token.form for token in tokens], [token.sound for token in tokens]
        pinyin = [token.kind == "pinyin" for token in tokens]
        typed = any(pinyin)
        hits: list[list[Hit]] = [[] for _ in tokens]
        written: dict[tuple[int, int], tuple[Entry, ...]] = {}
        for start, end, entries in self._forms.found(forms):
            written[start, end] = entries
            here = hits[start]
            for entry in entries:
                here.append(Hit(start, end, entry, "exact"))
        for start, end, entries in self._sounds.found(sounds):
            known = written.get((start, end), ())
            if entries == known:
                continue
            kinds = {entry.cut_as for entry in known}
            means: Means = "pinyin" if typed and any(pinyin[start:end]) else "homophone"
            here = hits[start]
            for entry in entries:
                if entry.cut_as not in kinds and (means == "pinyin" or _alike(forms[start:end], entry)):
                    here.append(Hit(start, end, entry, means))
        for start, end, entries in self._spelt.found(sounds) if typed else ():
            if any(pinyin[start:end]):
                hits[start] += [Hit(start, end, entry, "pinyin") for entry in entries]
        return hits

    def cut(self, tokens: Sequence[Token], hits: Sequence[Sequence[Hit]]) -> list[Segment]:
        """The cheapest way to read `tokens` as words; `hits` are those that begin at each of them."""
        costs = [0.0, *[inf] * len(tokens)]
        last: list[Hit | None] = [None] * (len(tokens) + 1)
        for start, token in enumerate(tokens):
            before = costs[start]
            alone = before + COST[_ALONE[token.kind]]
            if alone <= costs[start + 1]:
                costs[start + 1], last[start + 1] = alone, None
            for hit in hits[start]:
                end, entry, means = hit.end, hit.entry, hit.means
                cost = before + entry.cost
                if means == "homophone":
                    cost += HOMOPHONE_COST
                elif means == "pinyin" and entry.kind == "sector":
                    cost += PINYIN_SECTOR_COST
                if cost < costs[end]:
                    costs[end], last[end] = cost, hit
        return _backtrack(tokens, hits, last)


def _alike(forms: Sequence[str], entry: Entry) -> bool:
    """Whether `forms`, of the same sound as `entry`, may be a misspelling of it: 平上 of 评上, but not 鞋是 of 写诗."""
    if len(forms) > 2 or entry.kind != "keyword":  # noqa: PLR2004 (one wrong character of two)
        return True
    return entry.filler.isascii() or any(form in entry.filler for form in forms)


def _backtrack(tokens: Sequence[Token], hits: Sequence[Sequence[Hit]], last: Sequence[Hit | None]) -> list[Segment]:
    """The words of the best cut; `last` is for each place the word that ends there, None for a token by itself."""
    segments: list[Segment] = []
    end = len(tokens)
    while end:
        best = last[end]
        if best is None:
            start = end - 1
            segments.append(Segment(start, end, _ALONE[tokens[start].kind], ()))
        else:
            start, cut_as = best.start, best.entry.cut_as
            same = hits[start]
            if len(same) > 1:
                same = [hit for hit in same if hit.end == end and hit.entry.cut_as == cut_as]
            if len(same) > 1:
                same = [hit for hit in same if hit.means != "homophone"] or same
            segments.append(Segment(start, end, cut_as, tuple(same)))
        end = start
    return segments[::-1]
