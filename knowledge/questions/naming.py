"""Which runs of words are meant as names: of alliances, or of nobody we know."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter

from knowledge.names.belonging import its_part, named_with
from knowledge.names.matching import Mention
from knowledge.questions.relevance import NUMERALS
from knowledge.questions.sentence import Sentence
from knowledge.text.lexicon import Segment
from knowledge.text.patterns import lazy_pattern

_CHECKING = lazy_pattern(r"\{(?:grade|listed)\}|呢|是不是|也是|评上|获评|入选|上榜|(?<![a-z])a(?![a-z])")
_AND_NOT = frozenset(
    [
        "才是",
        "才算",
        "就是",
        "不是",
        "也不是",
        "却不是",
        "倒是",
        "才有",
        "没有",
        "也没有",
        "也有",
        "没",
        "也没",
        "不行",
        "也不行",
        "就不行",
        "可不行",
    ]
)
"""Ends a clause that leaves the grade out which another clause names (化纤是A级，煤炭不是)."""
_LIKEWISE = ("也", "同样", "理应", "肯定", "应该", "自然", "当然")
"""Words that begin like this take it that another name holds the grade too, or surely does."""
_SURELY = frozenset("总该")
"""So do these by themselves (造纸总该是); 总数 and 该联盟 do not."""
_SHARING = frozenset("是算有在行能")
"""Behind one of those these say the same of another name (化纤是A级，造纸的也应该是)."""
_OF_THE_GRADE = ("grade", "listed", "look")
_PARTICLES = frozenset("啊呀啦哈呐呢嘛么吧")
"""May stand behind each of several names."""
MOST_WORDS = 2_000
"""So many words, those that came latest, are not looked at anew."""
_START = attrgetter("start")


def told_apart(
    mentions: Sequence[Mention], segments: Sequence[Segment]
) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Names that are meant as such, and runs that might be names of nobody we know."""
    clusters: list[list[Mention]] = []
    for mention in mentions:
        if clusters and connected(clusters[-1][-1], mention, segments):
            clusters[-1].append(mention)
        else:
            clusters.append([mention])
    certain = [
        cluster
        for cluster in clusters
        if any(mention.certain for mention in cluster)
        or (any(_credible(mention) for mention in cluster) and _is_looked_up_or_checked(cluster, segments))
    ]
    if any(mention.certain for cluster in certain for mention in cluster):
        strong = [mention for cluster in certain for mention in cluster if _speaking(mention)]
        return tuple(strong), ()
    strong = [mention for mention in mentions if _credible(mention)]
    weak = [mention for mention in mentions if not _credible(mention) and _speaking(mention) and not mention.spelt]
    return tuple(strong), tuple(weak)


def asked_of_others(mentions: tuple[Mention, ...], sentence: Sentence) -> tuple[Mention, ...]:
    """`mentions` with what the clause behind them asks about as `part_of`, if it names that: 我在花卉联盟工作，我们学校是A级吗."""
    start = max(map(sentence.text.rfind, ",;")) + 1
    if not start or sentence.place(mentions[-1].end - 1) >= start:
        return mentions
    its = its_part(sentence.text[start:])
    return tuple(
        one._replace(part_of=named_with(one.said, its)) if its and one.kind == "sure" else one for one in mentions
    )


def _is_looked_up_or_checked(cluster: Sequence[Mention], segments: Sequence[Segment]) -> bool:
    """Whether names are looked up (有没有光伏), or the grade or a question follows them."""
    before = bisect_left(segments, cluster[0].start, key=_START) - 1
    looks = before >= 0 and any(hit.entry.slot == "look" for hit in segments[before].hits)
    return looks or _is_checked(cluster[-1], segments)


def graded_beside(mention: Mention, segments: Sequence[Segment]) -> bool:
    """Whether words that may be a name are said to hold the grade (我们粮食的也评上了)."""
    return _credible(mention) and _is_checked(mention, segments)


def _is_checked(mention: Mention, segments: Sequence[Segment]) -> bool:
    """Whether the grade or a question follows the name in the same clause (土壤污染治理呢, 光刻胶评上A级没)."""
    likewise = False
    for segment in segments[bisect_left(segments, mention.end, key=_START) :]:
        if segment.kind == "mark":
            return False
        words = [hit.entry.value for hit in segment.hits]
        if any(map(_asks, words)):
            return True
        likewise = likewise or any(word.startswith(_LIKEWISE) or word in _SURELY for word in words)
        if likewise and not all(map(_SHARING.isdisjoint, words)):
            return True
    return False


def stands_apart(mention: Mention, segments: Sequence[Segment]) -> bool:
    """Whether nothing of the grade is said in the clause of words that may be a name (怎样才能评A级，别打太极)."""
    clause = clause_around(mention.start, mention.end, segments)
    return not any(hit.entry.slot in _OF_THE_GRADE for segment in clause for hit in segment.hits)


def clause_around(start: int, end: int, segments: Sequence[Segment]) -> Sequence[Segment]:
    """What stands between the marks around the tokens from `start` to `end`."""
    first, last = (bisect_left(segments, place, key=_START) for place in (start, end))
    while first and segments[first - 1].kind != "mark":
        first -= 1
    while last < len(segments) and segments[last].kind != "mark":
        last += 1
    return segments[first:last]


@lru_cache(MOST_WORDS)
def _asks(word: str) -> bool:
    """Whether a word or what it stands for asks about the grade of what stands before it."""
    return _CHECKING.search(word) is not None or word in _AND_NOT


def _credible(mention: Mention) -> bool:
    return mention.certain or mention.known_words or (mention.kind in ("wide", "near") and len(mention.said) > 1)


def _speaking(mention: Mention) -> bool:
    """More than a stray character, syllable or number."""
    return _credible(mention) or (len(mention.said) > 1 and not mention.spelt and not NUMERALS.issuperset(mention.said))


def connected(one: Mention, other: Mention, segments: Sequence[Segment]) -> bool:
    """Whether nothing but what joins names stands between two of them."""
    first, last = (bisect_left(segments, place, key=_START) for place in (one.end, other.start))
    between = segments[first:last]
    return (
        bool(between)
        and all(
            segment.kind in ("mark", "suffix", "number")
            or any(hit.entry.slot == "connective" or hit.entry.value in _PARTICLES for hit in segment.hits)
            for segment in between
        )
    ) or one.end == other.start
