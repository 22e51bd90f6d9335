"""Cuts a question into words: known ones by a lattice, what remains is unknown.

The best cut has the least cost; a known word costs less than its characters one by one, a word that only
sounds like a known one costs more than the known one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from math import inf
from typing import Literal, NamedTuple

from knowledge.text.patterns import lazy_pattern
from knowledge.text.syllables import cut, han_sounds, pronunciations, sound, spoken

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

LONGEST_SPELT = 120
"""Longest run of Latin letters that may be pinyin without blanks; twice the longest name with its suffix."""
_ALONE: dict[str, Kind] = defaultdict(lambda: "unknown", {"number": "number", "mark": "mark"})
"""What a token is by itself, by its kind."""
_CUT_KIND: dict[Kind, Kind] = {"keyword": "frame", "noun": "frame", "particle": "frame"}
_HAN = lazy_pattern(r"[一-龥]+")
_TOKEN = lazy_pattern(
    r"20\d\d(?=[Aa](?![A-Za-z\d]))|\d+(?:\.\d+)?%?(?![A-Za-z\d])|[A-Za-z]+(?=20[12]\d年)|\d*[A-Za-zà-ɏ]+\d*|\d+|\s+|.",
    re.DOTALL,
)


_GRADED = lazy_pattern(r"\s*[级类等档]")
_SIGH = lazy_pattern(r"(?:e+m+|h+m+|u+m+|a+h+|o+h+|e+h+|l+o+l+|b+t+w+)+")


class Token(NamedTuple):
    """A character, a number, a Latin word or a pinyin syllable; `sound` as `knowledge.text.syllables.spoken` has it.

    `gap`: blanks stand before it.
    """

    form: str
    sound: str
    start: int
    end: int
    kind: Literal["han", "latin", "pinyin", "number", "mark"]
    gap: bool


class Entry(NamedTuple):
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


class Hit(NamedTuple):
    """An entry found at tokens `start` to `end`."""

    start: int
    end: int
    entry: Entry
    means: Means


class Segment(NamedTuple):
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
                _, end, entry, means = hit
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
            same = [hit for hit in hits[start] if hit.end == end and hit.entry.cut_as == cut_as]
            if len(same) > 1:
                same = [hit for hit in same if hit.means != "homophone"] or same
            segments.append(Segment(start, end, cut_as, tuple(same)))
        end = start
    return segments[::-1]


def tokenize(text: str, is_word: Callable[[str], bool]) -> list[Token]:
    """`text` as tokens; Latin words for which not `is_word` are cut into pinyin syllables where they can be."""
    tokens: list[Token] = []
    sounds = han_sounds()
    gap = False
    end = 0
    for piece in _TOKEN.findall(text):
        start, end = end, end + len(piece)
        if (han := sounds.get(piece)) is not None:
            tokens.append(Token(piece, han, start, end, "han", gap))
        elif piece.isspace() and "\n" not in piece:
            gap = True
            continue
        elif (lower := piece.lower())[0].isdigit() and not any(map(str.isalpha, lower)):
            tokens.append(Token(lower, lower, start, end, "number", gap))
        elif any("a" <= char < "ɐ" for char in lower):
            graded = _GRADED.match(text, end) is not None
            tokens += _latin(lower, start, end, gap=gap, is_word=is_word, graded=graded)
        else:
            rare = "一" <= piece <= "龥" or "㐀" <= piece <= "䶿" or "𠀀" <= piece <= "𳎯"
            tokens.append(Token(piece, piece, start, end, "han" if rare else "mark", gap))
        gap = False
    return tokens


def _before_a(lower: str) -> tuple[int, ...]:
    """Where the A of A级 may begin that was typed right behind a word (BIMA级)."""
    return (len(lower) - 1,) if lower.endswith("a") and len(lower) > 2 else ()  # noqa: PLR2004 (ma, ha are syllables)


def _latin(lower: str, start: int, end: int, *, gap: bool, is_word: Callable[[str], bool], graded: bool) -> list[Token]:
    """A known word, one with pinyin after it (tdlianmeng) or a sigh before it (emmm), pinyin, or an unknown word."""
    whole = [Token(lower, sound(lower), start, end, "latin", gap)]
    if is_word(lower) or not 1 < len(lower) <= LONGEST_SPELT:
        return whole
    if not graded and _before_a(lower) and is_word(lower[:-1]):
        return whole
    if (sigh := _SIGH.match(lower)) and ((rest := lower[sigh.end() :]) == "" or is_word(rest)):
        at = start + sigh.end()
        word = [Token(rest, sound(rest), at, end, "latin", gap=False)] if rest else []
        return [Token("…", "…", start, at, "mark", gap), *word]
    for length in (*(_before_a(lower) if graded else ()), *range(len(lower))):
        head, syllables = lower[:length], cut(lower[length:])
        if not syllables or (head and not is_word(head)) or (syllables == ("a",) and not graded):
            continue
        tokens = [Token(head, sound(head), start, start + length, "latin", gap)] if head else []
        at = start + length
        for number, syllable in enumerate(syllables):
            until = end if number == len(syllables) - 1 else at + len(syllable)
            tokens.append(Token(syllable, sound(syllable), at, until, "pinyin", gap and at == start))
            at = until
        return tokens
    return whole
