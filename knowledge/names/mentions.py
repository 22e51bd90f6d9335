"""Which alliances a question speaks of, and how sure that is.

Layers, the first that decides wins: a known name or alias as written, by sound or in pinyin; a part of
several names; a wording made of other known words; a misspelling. What is close is asked, never taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.answer import How
from knowledge.names.faults import DOUBLED, MISSING, SHAPE_ALIKE, SWAPPED, Distance, is_another_word
from knowledge.names.index import NameIndex
from knowledge.names.neighbours import wider
from knowledge.names.runs import known_length, single_before, split_at_gaps, unread, written
from knowledge.names.surfaces import abbreviations, english_parts, plain, surfaces
from knowledge.reports.models import Alliance
from knowledge.text.lexicon import Lexicon, Segment, Token

SURE_SHARE = 0.24
SURE_COST = 0.96
"""A misspelt name is taken for sure up to this cost per character and in all (see tests/benchmarks/calibration.py)."""
NEAR_SHARE = 0.45
"""Up to this cost per character the name is offered in a question back."""
CLOSE_SHARE = 0.2
"""Up to this cost per character a wording is offered even if it holds other words, or is made of known ones alone."""
MARGIN = 0.25
"""By how much the best name must be nearer than the best name of another alliance to be taken for sure."""
INNER = set("用型式性")
"""Particles that join two words to one name (光热发电用熔盐)."""
WORDY = set("算能可会中对为来后前上下外时年日月高差多少分类种条位人号评选写听找查代归排列属入进得过真好")
"""Particles that are as often a part of a word: beside unknown characters they belong to them (存算一体, 鸟类观测)."""
SHORTEST_LATIN = 6
"""Shorter Latin words are abbreviations: one other letter is another thing (IBM, BIM)."""
MOST_STRANGE = 3
"""So many characters of a misspelt name may happen to be words that stand around names."""
NATIONAL = ("中国", "国家", "全国")
"""With one of these before it a name may still be that of the alliance, or of a society."""
SHORTEST_CUT = 3
"""Shorter wordings have lost too much to be a name less one character."""
LONG = 7
"""In names of so many characters one may be wrong even if all that is left are known words."""
LONGEST_NAME = 24
"""Longest run of characters without a known word that may be meant as a name."""

NAMING = ("name", "sector", "unknown")
"""Segments that names are made of."""

MISSPELT = ("homophone", "shape", "fuzzy")

Kind = Literal["sure", "wide", "near", "other"]


@dataclass(frozen=True)
class Mention:
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


class Names:
    """All names of all alliances, in `lexicon` for exact ones and in an index for misspelt ones."""

    def __init__(self, alliances: Iterable[Alliance], ambiguous: dict[str, tuple[str, ...]], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._alliances = list(alliances)
        self._surfaces = [surface for alliance in self._alliances for surface in surfaces(alliance)]
        self._how = {(surface.text, surface.alliance): surface.how for surface in self._surfaces}
        for alliance in self._alliances:
            for name in alliance.english:
                lexicon.add(plain(name), "name", alliance.id)
        for surface in self._surfaces:
            if surface.how != "english":
                lexicon.add(surface.text, "name", surface.alliance)
        for alias, owners in ambiguous.items():
            for owner in owners:
                lexicon.add(plain(alias), "name", owner)
        self._fuzzy = [surface for surface in self._surfaces if surface.how != "english"]
        self._index = NameIndex([surface.text for surface in self._fuzzy])
        self._cores = {alliance.id: plain(alliance.core) for alliance in self._alliances}
        self._english = english_parts(self._alliances)
        self._abbreviations = abbreviations(self._alliances)
        self._turned: dict[str, tuple[str, ...]] = {}
        for owner, core in self._cores.items():
            letters = "".join(sorted(core))
            self._turned[letters] = (*self._turned.get(letters, ()), owner)
        self._sectors: dict[str, list[str]] = {}
        for alliance in self._alliances:
            for sector in (plain(sector) for sector in alliance.sectors):
                self._sectors.setdefault(sector, []).append(alliance.id)
                if len(sector) > 1:
                    lexicon.add(sector, "sector")

    def mentions(self, tokens: Sequence[Token], segments: Sequence[Segment], text: str) -> list[Mention]:
        """Every run of `segments` that may be a name, in order. `text` is what `tokens` were cut from."""
        found: list[Mention] = []
        for run, suffixed in self._runs(tokens, segments, text):
            for mention in self._resolve(tokens, run, text):
                before = found[-1] if found else None
                if (
                    before
                    and before.kind == "sure"
                    and before.how in MISSPELT
                    and _glued(before, mention, segments, tokens)
                ):
                    found[-1] = replace(before, kind="near")
                found.append(replace(mention, suffixed=suffixed))
        placed = [self._in_its_place(mention, segments, tokens, text) for mention in found]
        return [one for one in placed if not any(_holds(other, one) for other in placed)]

    def _runs(
        self, tokens: Sequence[Token], segments: Sequence[Segment], text: str
    ) -> list[tuple[list[Segment], bool]]:
        """Segments that may be a name together, and whether a suffix follows them."""
        runs: list[tuple[list[Segment], bool]] = []
        run: list[Segment] = []
        for number, segment in enumerate([*segments, Segment(len(tokens), len(tokens), "mark", ())]):
            if segment.kind in NAMING or self._bridges(tokens, segments, number, run, text):
                run.append(segment)
                continue
            if segment.kind == "suffix" and (wider := self._before_suffix(tokens, segments, number, text)):
                runs = [(earlier, suffixed) for earlier, suffixed in runs if earlier[-1].end <= wider[0].start]
                run = wider
            if run:
                runs.append((run, segment.kind == "suffix"))
            run = []
        return runs

    def _before_suffix(
        self, tokens: Sequence[Token], segments: Sequence[Segment], suffix: int, text: str
    ) -> list[Segment] | None:
        """The name before a suffix where some of its characters happen to be other words (肉加类工联盟)."""
        if segments[suffix - 1].kind == "name" and (suffix < 2 or segments[suffix - 2].kind not in NAMING):  # noqa: PLR2004
            return None
        wider: list[Segment] = []
        strange = 0
        for place in range(suffix - 1, -1, -1):
            segment = segments[place]
            if segment.kind in ("mark", "suffix", "number") or (wider and tokens[wider[0].start].gap):
                return None
            naming = segment.kind in NAMING
            strange += 0 if naming else segment.end - segment.start
            if strange > MOST_STRANGE:
                return None
            wider.insert(0, segment if naming else segment._replace(kind="unknown", hits=()))
            whole = place == 0 or segments[place - 1].kind not in NAMING or tokens[segment.start].gap
            if strange and whole and self._is_close(found := self._as_one(tokens, wider, text)):
                named = any(one.kind == "name" for one in wider)
                return wider if found.kind == "sure" or not named else None
        return None

    def _in_its_place(
        self, mention: Mention, segments: Sequence[Segment], tokens: Sequence[Token], text: str
    ) -> Mention:
        """`mention` with what is glued to it; a name that is a part of a longer one is only near."""
        if mention.kind != "sure":
            return mention
        core = self._cores[mention.alliances[0]]
        if mention.how == "fuzzy" and not core.startswith(mention.form[:1]):
            before = single_before(mention.start, segments, tokens)
            if before is not None:
                as_one = self._as_one(tokens, unread(segments, before, mention.end), text)
                return replace(
                    as_one if as_one.kind == "sure" else replace(mention, kind="near"), suffixed=mention.suffixed
                )
        whole = wider(mention.start, mention.end, segments, tokens, core)
        if not whole:
            return mention
        said = text[tokens[whole.start].start : tokens[whole.end - 1].end]
        if whole.head:
            return replace(mention, part_of=said)
        if mention.how in MISSPELT:
            as_one = self._as_one(tokens, unread(segments, whole.start, whole.end), text)
            if as_one.kind == "sure":
                return replace(as_one, suffixed=mention.suffixed)
        return replace(mention, said=said, kind="near", how="contained", start=whole.start, end=whole.end)

    def _is_close(self, mention: Mention) -> bool:
        """Whether a wording is a name for sure, or all but a small part of one."""
        if mention.kind != "near":
            return mention.kind == "sure"
        nearest = self._index.nearest(mention.form)
        return bool(nearest) and nearest[0].distance.cost <= CLOSE_SHARE * len(self._fuzzy[nearest[0].position].text)

    def _bridges(
        self, tokens: Sequence[Token], segments: Sequence[Segment], number: int, run: list[Segment], text: str
    ) -> bool:
        """Whether a single character between two parts is a misspelt one of a name (纺织没备 for 纺织设备)."""
        if not run or number + 1 >= len(segments) or segments[number].kind != "frame":
            return False
        segment, after = segments[number], segments[number + 1]
        if tokens[segment.start].gap or tokens[after.start].gap:
            return False
        sides = {run[-1].kind, after.kind}
        if tokens[segment.start].form in WORDY and "unknown" in sides and sides <= {"unknown", "sector"}:
            return True
        if tokens[segment.start].form in INNER and after.kind in NAMING:
            return True
        if segment.end - segment.start != 1 or after.kind not in (*NAMING, "suffix"):
            return False
        if all(one.kind == "name" for one in (*run, after)):
            return False
        joined = [*run, Segment(segment.start, segment.end, "unknown", ())]
        for one in segments[number + 1 :]:
            if one.kind not in NAMING:
                break
            joined.append(one)
        return self._as_one(tokens, joined, text).kind == "sure"

    def _resolve(self, tokens: Sequence[Token], run: list[Segment], text: str) -> list[Mention]:
        whole = self._as_one(tokens, run, text)
        if whole.kind == "sure" or len(run) == 1:
            return [whole]
        parts = split_at_gaps(tokens, run)
        if len(parts) > 1:
            mentions = [mention for part in parts for mention in self._resolve(tokens, part, text)]
            if whole.kind == "other" or all(mention.kind == "sure" for mention in mentions):
                return mentions
        if all(segment.kind == "name" for segment in run) and len(run) > 2:  # noqa: PLR2004 (two may be one longer name)
            return [self._as_one(tokens, [segment], text) for segment in run]
        return [whole]

    def _as_one(self, tokens: Sequence[Token], run: list[Segment], text: str) -> Mention:
        start, end = run[0].start, run[-1].end
        said = text[tokens[start].start : tokens[end - 1].end]
        form = "".join(written(tokens, segment) for segment in run)
        words = tuple("".join(token.form for token in tokens[s.start : s.end]) for s in run)
        spelt = all(token.kind == "pinyin" for token in tokens[start:end])
        plain = Mention(said, "other", (), "exact", start, end, words=words, spelt=spelt)
        plain = replace(plain, known_words=2 * known_length(run) > end - start, form=form)
        if len(run) == 1 and run[0].kind == "name":
            return self._named(plain, run[0], form)
        if owners := self._english.get(" ".join(token.form for token in tokens[start:end])):
            return replace(plain, kind="wide", alliances=owners, how="contained", known_words=True)
        if len(run) == 1 and (owners := self._abbreviated(form, text[tokens[end - 1].end :])):
            return replace(plain, kind="near", alliances=owners, how="pinyin")
        known = all(segment.kind != "unknown" for segment in run)
        inner = tuple(dict.fromkeys(hit.entry.value for s in run if s.kind == "name" for hit in s.hits))
        if not known and (misspelt := self._misspelt(plain, form)).kind == "sure":
            return misspelt
        if known and len(form) >= LONG and self._is_close(misspelt := self._misspelt(plain, form)):
            return replace(misspelt, kind="near", known_words=True)
        if turned := self._turned.get("".join(sorted(form)), ()):
            return replace(plain, kind="near", alliances=turned, how="fuzzy", known_words=known)
        if inner:
            offered = inner if known else tuple(dict.fromkeys((*misspelt.alliances, *inner)))
            national = len(run) == 2 and words[0] in NATIONAL and run[1].kind == "name"  # noqa: PLR2004
            kind: Kind = "other" if known and not national else "near"
            return replace(plain, kind=kind, alliances=offered, how="contained", known_words=known)
        holders = self._holding(form) if len(form) > 1 else ()
        if holders and (known or any(2 * len(form) >= len(self._cores[alliance]) for alliance in holders)):
            return replace(plain, kind="wide", alliances=holders, how="contained", known_words=known)
        if holders:
            return replace(plain, alliances=holders)
        if known:
            return replace(plain, alliances=tuple(self._sectors.get(form, ())), known_words=True)
        return misspelt

    def _abbreviated(self, form: str, following: str) -> tuple[str, ...]:
        """The alliances for which unknown Latin letters may stand; two alone stand for many things."""
        if not form.isascii() or (len(form) < SHORTEST_CUT and not following.lstrip().startswith("联盟")):
            return ()
        return self._abbreviations.get(form, ())

    def _holding(self, part: str) -> tuple[str, ...]:
        """The alliances whose name itself, without the suffix, holds `part`."""
        holding = (self._fuzzy[position] for position in self._index.containing(part))
        return tuple(surface.alliance for surface in holding if surface.text == self._cores[surface.alliance])

    def _named(self, plain: Mention, segment: Segment, form: str) -> Mention:
        best = min(segment.hits, key=lambda hit: ("exact", "pinyin", "homophone").index(hit.means))
        owners = tuple(dict.fromkeys(hit.entry.value for hit in segment.hits if hit.means == best.means))
        if len(owners) > 1:
            return replace(plain, kind="wide", alliances=owners, how="contained", known_words=True)
        how: How = best.means if best.means != "exact" else self._how.get((form, owners[0]), "alias")
        kind: Kind = "near" if how == "homophone" and is_another_word(form) else "sure"
        return replace(plain, kind=kind, alliances=owners, how=how, known_words=True)

    def _misspelt(self, plain: Mention, form: str) -> Mention:
        if len(form) > LONGEST_NAME:
            return plain
        ranked: dict[str, Distance] = {}
        lengths: dict[str, int] = {}
        for position, found in self._index.nearest(form):
            surface = self._fuzzy[position]
            if surface.alliance not in ranked:
                ranked[surface.alliance], lengths[surface.alliance] = found, len(surface.text)
        order = list(ranked)
        most = MISSING if len(form) < SHORTEST_CUT else LONGEST_NAME
        near = tuple(a for a in order if ranked[a].cost <= min(NEAR_SHARE * lengths[a], most))[:3]
        if not near:
            return plain
        best = ranked[near[0]]
        second = ranked[order[1]].cost if len(order) > 1 else float("inf")
        if form.isascii() and len(form) < SHORTEST_LATIN and best.how != "shape":
            return replace(plain, kind="near", alliances=near[:1], how="fuzzy") if best.cost <= SWAPPED else plain
        sure = best.plain and best.cost <= min(SURE_SHARE * lengths[near[0]], SURE_COST)
        alike = best.cost <= SHAPE_ALIKE if best.how in ("homophone", "shape") else best.cost <= DOUBLED
        short_fault = lengths[near[0]] <= 2 and not alike  # noqa: PLR2004 (cores of two characters)
        doubtful = is_another_word(form) or len(form) < min(SHORTEST_CUT, lengths[near[0]])
        if sure and not short_fault and not doubtful and second - best.cost >= MARGIN:
            return replace(plain, kind="sure", alliances=near[:1], how=_how(best))
        return replace(plain, kind="near", alliances=near, how=_how(best))


def _holds(one: Mention, other: Mention) -> bool:
    """Whether `other` is a part of the longer name `one`."""
    return one is not other and one.kind == "near" and one.start <= other.start and other.end <= one.end


def _glued(one: Mention, other: Mention, segments: Sequence[Segment], tokens: Sequence[Token]) -> bool:
    """Whether a few characters that join no names stand between them: it may be one longer name, misspelt."""
    between = [segment for segment in segments if one.end <= segment.start and segment.end <= other.start]
    if not between or any(tokens[segment.start].gap for segment in between) or tokens[other.start].gap:
        return False
    return all(
        segment.kind == "frame" and not any(hit.entry.value.startswith("{connective}") for hit in segment.hits)
        for segment in between
    )


def _how(found: Distance) -> How:
    return found.how if found.how in ("homophone", "shape") else "fuzzy"  # type: ignore[return-value]
