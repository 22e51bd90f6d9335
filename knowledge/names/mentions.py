"""Which alliances a question speaks of: the runs of words that may be names, each with what `knowledge.names.matching` makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from knowledge.names.matching import NATIONAL, Matcher, Mention, unknown
from knowledge.names.neighbours import NAMING, wider
from knowledge.names.runs import single_before, split_at_gaps, unread
from knowledge.names.surfaces import plain, surfaces
from knowledge.reports.models import Alliance
from knowledge.text.lexicon import Lexicon, Segment
from knowledge.text.patterns import lazy_pattern
from knowledge.text.tokens import Token

INNER = set("用型式性")
"""Particles that join two words to one name (光热发电用熔盐)."""
WORDY = set("算能可会中对为来后前上下外时年日月高差多少分类种条位人号评选写听找查代归排列属入进得过真好")
"""Particles that are as often a part of a word: beside unknown characters they belong to them (存算一体, 鸟类观测)."""
MOST_STRANGE = 3
"""So many characters of a misspelt name may happen to be words that stand around names."""
_HAVING_TO_DO = lazy_pattern(r"成员|会员|盟员|理事|秘书处|员工|工作人员|加盟单位|的$")
"""Who has to do with an alliance may ask about that."""
_BOTH = lazy_pattern(r"[这那]?(?:俩|[两2二][家个者]|2(?=$|[\s都是也呢?]))")
"""Said behind several names, which are no single one (化纤木竹俩)."""
_LED = lazy_pattern(
    r"(?:产业)?(?:技术创新)?(?:战略)?联盟(?:牵头|主办|承办|发起|组织|举办|资助|推荐|孵化|参与|合作)的(?!\w{0,4}联盟)"
)
"""花卉联盟牵头的 is something that the alliance leads, not the alliance."""
_ALLIANCE_ITSELF = lazy_pattern(
    r"[,，。;；!?].*?(?:(?:我们?|咱们?|俺们?|本|该|[这那]\d?[个家]?|此|所在|单位)的?联盟|[问说写填看查知道是否不认实]联盟|(?<!\w)联盟)"
)
"""Asks about the alliance after all, though something that belongs to it was named (我是花卉联盟的会员，我们联盟…)."""
IN_FIELD = tuple("搞做造弄整卖干种养跟和与同")
OF_FIELD = ("的", "有关", "相关", "沾边", "打交道", "搭边", "沾")
"""Between one of these and one of those a single character is a sector."""

MISSPELT = ("homophone", "shape", "fuzzy")


class Names:
    """All names of all alliances, in `lexicon` for exact ones and in an index for misspelt ones."""

    def __init__(self, alliances: Iterable[Alliance], ambiguous: dict[str, tuple[str, ...]], lexicon: Lexicon) -> None:
        known = list(alliances)
        found = [surface for alliance in known for surface in surfaces(alliance)]
        self._matcher = Matcher(known, found)
        for alliance in known:
            for name in alliance.english:
                lexicon.add(plain(name), "name", alliance.id)
        for surface in found:
            if surface.how != "english":
                lexicon.add(surface.text, "name", surface.alliance)
        for alias, owners in ambiguous.items():
            for owner in owners:
                lexicon.add(plain(alias), "name", owner)
        for sector in {plain(sector): None for alliance in known for sector in alliance.sectors}:
            if len(sector) > 1:
                lexicon.add(sector, "sector")

    def mentions(self, tokens: Sequence[Token], segments: Sequence[Segment], text: str) -> list[Mention]:
        """Every run of `segments` that may be a name, in order. `text` is what `tokens` were cut from.

        A single character of no known meaning is compared with names only where it is called an alliance.
        """
        found: list[Mention] = []
        for run, suffixed in self._runs(tokens, segments, text):
            stray = not suffixed and len(run) == 1 and run[0].kind == "unknown" and len(tokens[run[0].start].form) == 1
            for mention in [unknown(tokens, run, text)] if stray else self._resolve(tokens, run, text):
                if mention.form in NATIONAL and not suffixed:
                    continue
                before = found[-1] if found else None
                if (
                    before
                    and before.kind == "sure"
                    and before.how in MISSPELT
                    and _glued(before, mention, segments, tokens)
                ):
                    found[-1] = before._replace(kind="near")
                said = mention._replace(suffixed=True) if suffixed else mention
                found.append(self._in_a_field(said, segments, tokens))
        placed = [self._in_its_place(mention, segments, tokens, text) for mention in found]
        longer = [mention for mention in placed if mention.kind == "near"]
        return [one for one in placed if not any(_holds(other, one) for other in longer)]

    def _in_a_field(self, mention: Mention, segments: Sequence[Segment], tokens: Sequence[Token]) -> Mention:
        """A single character counts as a sector where somebody works in it or has to do with it (搞车的, 跟车有关)."""
        if len(mention.said) > 1 or not self._matcher.is_sector(mention.said):
            return mention
        around = {segment.end: segment for segment in segments} | {-1 - segment.start: segment for segment in segments}
        before, after = around.get(mention.start), around.get(-1 - mention.end)
        if before is None or after is None or tokens[mention.start].gap:
            return mention
        said = ["".join(token.form for token in tokens[one.start : one.end]) for one in (before, after)]
        working = said[0].endswith(IN_FIELD) and said[1].startswith(OF_FIELD)
        return mention._replace(known_words=True) if working else mention

    def _runs(
        self, tokens: Sequence[Token], segments: Sequence[Segment], text: str
    ) -> list[tuple[list[Segment], bool]]:
        """Segments that may be a name together, and whether a suffix follows them."""
        runs: list[tuple[list[Segment], bool]] = []
        run: list[Segment] = []
        for number, segment in enumerate([*segments, Segment(len(tokens), len(tokens), "mark", ())]):
            if segment.kind in NAMING or (run and self._bridges(tokens, segments, number, run, text)):
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
            wider.insert(0, segment if naming else Segment(segment.start, segment.end, "unknown", ()))
            whole = place == 0 or segments[place - 1].kind not in NAMING or tokens[segment.start].gap
            if strange and whole and self._matcher.is_close(found := self._matcher.meant(tokens, wider, text)):
                named = any(one.kind == "name" for one in wider)
                return wider if found.kind == "sure" or not named else None
        return None

    def _in_its_place(
        self, mention: Mention, segments: Sequence[Segment], tokens: Sequence[Token], text: str
    ) -> Mention:
        """`mention` with what is glued to it; a name that is a part of a longer one is only near."""
        if mention.kind != "sure":
            return mention
        core = self._matcher.cores[mention.alliances[0]]
        if mention.how == "fuzzy" and not core.startswith(mention.form[:1]):
            before = single_before(mention.start, segments, tokens)
            if before is not None:
                as_one = self._matcher.meant(tokens, unread(segments, before, mention.end), text)
                meant = as_one if as_one.kind == "sure" else mention._replace(kind="near")
                return meant._replace(suffixed=mention.suffixed)
        whole = wider(mention.start, mention.end, segments, tokens, core)
        if not whole:
            led = _LED.match(text, tokens[mention.end - 1].end)
            return mention._replace(part_of=mention.said + led[0]) if led else mention
        said = text[tokens[whole.start].start : tokens[whole.end - 1].end]
        if whole.head:
            itself = _HAVING_TO_DO.search(said) and _ALLIANCE_ITSELF.search(text, tokens[whole.end - 1].end)
            return mention if itself else mention._replace(part_of=said)
        if mention.how in MISSPELT:
            as_one = self._matcher.meant(tokens, unread(segments, whole.start, whole.end), text)
            if as_one.kind == "sure":
                return as_one._replace(suffixed=mention.suffixed)
        return mention._replace(said=said, kind="near", how="contained", start=whole.start, end=whole.end)

    def _bridges(
        self, tokens: Sequence[Token], segments: Sequence[Segment], number: int, run: list[Segment], text: str
    ) -> bool:
        """Whether a single character between two parts is a misspelt one of a name (纺织没备 for 纺织设备)."""
        if number + 1 >= len(segments) or segments[number].kind != "frame":
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
        return self._matcher.meant(tokens, joined, text).kind == "sure"

    def _resolve(self, tokens: Sequence[Token], run: list[Segment], text: str) -> list[Mention]:
        whole = self._matcher.meant(tokens, run, text)
        if whole.kind == "sure" or len(run) == 1:
            return [whole]
        parts = split_at_gaps(tokens, run)
        if len(parts) > 1:
            mentions = [mention for part in parts for mention in self._resolve(tokens, part, text)]
            if whole.kind == "other" or all(mention.kind == "sure" for mention in mentions):
                return mentions
        counted = len(run) > 2 or _BOTH.match(text, tokens[run[-1].end - 1].end)  # noqa: PLR2004 (two may be one longer name)
        if counted and all(segment.kind == "name" for segment in run):
            return [self._matcher.meant(tokens, [segment], text) for segment in run]
        return [whole]


def _holds(one: Mention, other: Mention) -> bool:
    """Whether `other` is a part of the longer name `one`, which is only near."""
    return one is not other and one.start <= other.start and other.end <= one.end


def _glued(one: Mention, other: Mention, segments: Sequence[Segment], tokens: Sequence[Token]) -> bool:
    """Whether a few characters that join no names stand between them: it may be one longer name, misspelt."""
    between = [segment for segment in segments if one.end <= segment.start and segment.end <= other.start]
    if not between or any(tokens[segment.start].gap for segment in between) or tokens[other.start].gap:
        return False
    return all(
        segment.kind == "frame" and not any(hit.entry.slot == "connective" for hit in segment.hits)
        for segment in between
    )
