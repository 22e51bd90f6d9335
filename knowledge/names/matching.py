"""Which alliance a wording means, and how sure that is.

Layers, the first that decides wins: a known name or alias as written, by sound or in pinyin; a part of
several names; a wording made of other known words; a misspelling. What is close is asked, never taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import inf
from typing import Literal, NamedTuple

from knowledge.answer import How
from knowledge.names.faults import DOUBLED, MISSING, SHAPE_ALIKE, SWAPPED, Distance, is_another_word
from knowledge.names.index import MOST_REMEMBERED, NameIndex
from knowledge.names.runs import known_length, written
from knowledge.names.surfaces import Surface, abbreviations, english_parts, plain
from knowledge.reports.models import Alliance
from knowledge.text.lexicon import Segment
from knowledge.text.tokens import Token

SURE_SHARE = 0.24
SURE_COST = 0.96
"""A misspelt name is taken for sure up to this cost per character and in all (see tests/benchmarks/calibration.py)."""
NEAR_SHARE = 0.45
"""Up to this cost per character the name is offered in a question back."""
CLOSE_SHARE = 0.2
"""Up to this cost per character a wording is offered even if it holds other words, or is made of known ones alone."""
MARGIN = 0.25
"""By how much the best name must be nearer than the best name of another alliance to be taken for sure."""
SHORTEST_LATIN = 6
"""Shorter Latin words are abbreviations: one other letter is another thing (IBM, BIM)."""
SHORTENED = 0.7
"""So much of a name its characters in another order must be to be asked about."""
NATIONAL = ("中国", "国家", "全国")
"""With one of these before it a name may still be that of the alliance, or of a society."""
SHORTEST_CUT = 3
"""Shorter wordings have lost too much to be a name less one character."""
LONG = 7
"""In names of so many characters one may be wrong even if all that is left are known words."""
LONGEST_NAME = 24
"""Longest run of characters without a known word that may be meant as a name."""

Kind = Literal["sure", "wide", "near", "other"]


class Mention(NamedTuple):
    """A name in a question.

    - `said` is the user's wording without the suffix.
    - `kind`: `sure`, `alliances` holds the one that is meant; `wide`, the wording fits several or is wider than a name;
      `near`, it may be a misspelling of these; `other`, it is none of them, they only share words with it.
    - `alliances` are ids, `how` tells what they were found by.
    - `start` and `end` are tokens, the end excluded.
    - `suffixed`: a word for alliance follows.
    - `known_words`: most of it are names and sector words; `words` are its parts.
    - `spelt`: typed as pinyin.
    - `form` is what is compared with names.
    - `part_of` is the phrase in which the name only tells whose something is (花卉联盟的子公司).
    """

    said: str
    kind: Kind
    alliances: tuple[str, ...]
    how: How
    start: int
    end: int
    suffixed: bool = False
    known_words: bool = False
    words: tuple[str, ...] = ()
    spelt: bool = False
    form: str = ""
    part_of: str = ""

    @property
    def certain(self) -> bool:
        """Whether it is meant as the name of an alliance for sure, be it a known one or not."""
        return self.kind == "sure" or self.suffixed


class Meaning(NamedTuple):
    """What a wording means, with the fields of `Mention`; `known_words` is None where its parts tell."""

    kind: Kind = "other"
    alliances: tuple[str, ...] = ()
    how: How = "exact"
    known_words: bool | None = None


STRANGE = Meaning()
"""No name is near."""


class Matcher:
    """The wordings of all names, and an index of them for misspelt ones."""

    def __init__(self, alliances: Sequence[Alliance], surfaces: Sequence[Surface]) -> None:
        self._how = {(surface.text, surface.alliance): surface.how for surface in surfaces}
        self._fuzzy = [surface for surface in surfaces if surface.how != "english"]
        self._index = NameIndex([surface.text for surface in self._fuzzy])
        self.cores = {alliance.id: plain(alliance.core) for alliance in alliances}
        self._english = english_parts(alliances)
        self._abbreviations = abbreviations(alliances)
        self._cores = {core: owner for owner, core in self.cores.items()}
        self._turned: dict[str, tuple[str, ...]] = {}
        for owner, core in self.cores.items():
            letters = "".join(sorted(core))
            self._turned[letters] = (*self._turned.get(letters, ()), owner)
        self._sectors: dict[str, list[str]] = {}
        for alliance in alliances:
            for sector in alliance.sectors:
                self._sectors.setdefault(plain(sector), []).append(alliance.id)
        self._meaning = lru_cache(MOST_REMEMBERED)(self._meaning_anew)

    def is_sector(self, word: str) -> bool:
        """Whether some alliance has to do with `word` by the data."""
        return word in self._sectors

    def is_close(self, mention: Mention) -> bool:
        """Whether a wording is a name for sure, or all but a small part of one."""
        return mention.kind == "sure" or (mention.kind == "near" and self._is_near(mention.form))

    def _is_near(self, form: str) -> bool:
        nearest = self._index.nearest(form)
        return bool(nearest) and nearest[0].distance.cost <= CLOSE_SHARE * len(self._fuzzy[nearest[0].position].text)

    def meant(self, tokens: Sequence[Token], run: list[Segment], text: str) -> Mention:
        """What the segments of `run` mean together."""
        mention = unknown(tokens, run, text)
        start, end, form, words = mention.start, mention.end, mention.form, mention.words
        if len(run) == 1 and run[0].kind == "name":
            return self._named(mention, run[0], form)
        if form.isascii() and (owners := self._english.get(" ".join(token.form for token in tokens[start:end]))):
            return mention._replace(kind="wide", alliances=owners, how="contained", known_words=True)
        if len(run) == 1 and (owners := self._abbreviated(form, text[tokens[end - 1].end :])):
            return mention._replace(kind="near", alliances=owners, how="pinyin")
        known = all(segment.kind != "unknown" for segment in run)
        inner = tuple(dict.fromkeys(hit.entry.value for s in run if s.kind == "name" for hit in s.hits))
        national = len(run) == 2 and words[0] in NATIONAL and run[1].kind == "name"  # noqa: PLR2004
        meaning = self._meaning(form, inner, known=known, national=national)
        kept = mention.known_words if meaning.known_words is None else meaning.known_words
        return mention._replace(kind=meaning.kind, alliances=meaning.alliances, how=meaning.how, known_words=kept)

    def _meaning_anew(self, form: str, inner: tuple[str, ...], *, known: bool, national: bool) -> Meaning:
        """What is meant by words that are no name as they stand. `_meaning` remembers it.

        `known`: all of them are known words; `inner` are the alliances of names among them; `national`: they are one name
        and a word for the country.
        """
        misspelt = self._misspelt(form) if not known or len(form) >= LONG else STRANGE
        if not known and misspelt.kind == "sure":
            return misspelt
        if known and (misspelt.kind == "sure" or (misspelt.kind == "near" and self._is_near(form))):
            return misspelt._replace(kind="near", known_words=True)
        if "的" in form[1:-1] and (owner := self._cores.get(form.replace("的", ""))):
            return Meaning("sure", (owner,), "fuzzy", known)
        if parts := self._turned.get("".join(sorted(form)), ()) or self._shortened(form):
            return Meaning("near", parts, "fuzzy", known)
        if inner:
            offered = inner if known else tuple(dict.fromkeys((*misspelt.alliances, *inner)))
            return Meaning("other" if known and not national else "near", offered, "contained", known)
        holders = self._holding(form) if len(form) > 1 and form not in NATIONAL else ()
        if holders and (known or any(2 * len(form) >= len(self.cores[alliance]) for alliance in holders)):
            return Meaning("wide", holders, "contained", known)
        if holders:
            return Meaning(alliances=holders)
        if known:
            return Meaning(alliances=tuple(self._sectors.get(form, ())), known_words=True)
        return misspelt

    def _shortened(self, form: str) -> tuple[str, ...]:
        """The alliance most of whose characters, and no others, `form` has in another order (加工肉 of 肉类加工)."""
        if len(form) < SHORTEST_CUT or form.isascii():
            return ()
        surfaces = (self._fuzzy[position] for position in self._index.sounding_of(form))
        cores = {one.alliance: one.text for one in surfaces if one.text == self.cores[one.alliance]}
        return tuple(
            owner
            for owner, core in cores.items()
            if SHORTENED * len(core) <= len(form) < len(core) and not Counter(form) - Counter(core) and form not in core
        )

    def _abbreviated(self, form: str, following: str) -> tuple[str, ...]:
        """The alliances for which unknown Latin letters may stand; two alone stand for many things."""
        if not form.isascii() or (len(form) < SHORTEST_CUT and not following.lstrip().startswith("联盟")):
            return ()
        return self._abbreviations.get(form, ())

    def _holding(self, part: str) -> tuple[str, ...]:
        """The alliances whose name itself, without the suffix, holds `part`."""
        holding = (self._fuzzy[position] for position in self._index.containing(part))
        return tuple(surface.alliance for surface in holding if surface.text == self.cores[surface.alliance])

    def _named(self, mention: Mention, segment: Segment, form: str) -> Mention:
        best = min(segment.hits, key=lambda hit: ("exact", "pinyin", "homophone").index(hit.means))
        owners = tuple(dict.fromkeys(hit.entry.value for hit in segment.hits if hit.means == best.means))
        if len(owners) > 1:
            return mention._replace(kind="wide", alliances=owners, how="contained", known_words=True)
        how: How = best.means if best.means != "exact" else self._how.get((form, owners[0]), "alias")
        kind: Kind = "near" if how == "homophone" and is_another_word(form) else "sure"
        return mention._replace(kind=kind, alliances=owners, how=how, known_words=True)

    def _misspelt(self, form: str) -> Meaning:
        """What `form` means as a misspelt name."""
        if len(form) > LONGEST_NAME:
            return STRANGE
        ranked: dict[str, Distance] = {}
        lengths: dict[str, int] = {}
        for position, found in self._index.nearest(form):
            surface = self._fuzzy[position]
            if surface.alliance not in ranked:
                ranked[surface.alliance], lengths[surface.alliance] = found, len(surface.text)
        order = list(ranked)
        most = MISSING if len(form) < SHORTEST_CUT else inf
        near = tuple(a for a in order if ranked[a].cost <= min(NEAR_SHARE * lengths[a], most))[:3]
        if not near:
            return STRANGE
        best = ranked[near[0]]
        second = ranked[order[1]].cost if len(order) > 1 else inf
        if form.isascii() and len(form) < SHORTEST_LATIN and best.how != "shape":
            return Meaning("near", near[:1], "fuzzy") if best.cost <= SWAPPED else STRANGE
        sure = best.plain and best.cost <= min(SURE_SHARE * lengths[near[0]], SURE_COST)
        alike = best.cost <= SHAPE_ALIKE if best.how in ("homophone", "shape") else best.cost <= DOUBLED
        short_fault = lengths[near[0]] <= 2 and not alike  # noqa: PLR2004 (cores of two characters)
        doubtful = is_another_word(form) or len(form) < min(SHORTEST_CUT, lengths[near[0]])
        if sure and not short_fault and not doubtful and second - best.cost >= MARGIN:
            return Meaning("sure", near[:1], _how(best))
        return Meaning("near", near, _how(best))


def unknown(tokens: Sequence[Token], run: list[Segment], text: str) -> Mention:
    """The words of `run` as a name of nobody we know."""
    start, end = run[0].start, run[-1].end
    words = tuple(["".join([token.form for token in tokens[one.start : one.end]]) for one in run])
    kinds = {token.kind for token in tokens[start:end]}
    return Mention(
        text[tokens[start].start : tokens[end - 1].end],
        "other",
        (),
        "exact",
        start,
        end,
        known_words=2 * known_length(run) > end - start,
        words=words,
        spelt=kinds == {"pinyin"},
        form="".join([written(tokens, segment) for segment in run] if "pinyin" in kinds else words),
    )


def _how(found: Distance) -> How:
    return found.how if found.how in ("homophone", "shape") else "fuzzy"  # type: ignore[return-value]
