"""Which topic a question is about: the one whose wording has the most characters in common with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import attrgetter
from typing import NamedTuple

from knowledge.questions.topic_files import ANY, Topic
from knowledge.text.lexicon import Hit, Lexicon
from knowledge.text.patterns import lazy_pattern
from knowledge.text.words import table

SLOT_WEIGHT = 2.0
"""A slot counts as much as a word of two characters."""
SLOT_WIDENESS, SHORT_WIDENESS = 100, 20
"""A slot is met about as often as one of a hundred words, a single character or a word of the field as one of twenty."""
OF_THE_FIELD = frozenset(("联盟", "活跃度", "评价"))
"""What nearly every question here speaks of."""
FOLLOW_WEIGHT = 1.5
"""What a wording of a follow-up counts more, since it was asked right after its topic; the topic's own weight is for
questions that stand alone."""
SHORTEST_MIXED = 3
"""From this length on 那 is read as 哪 too, which most people type when they mean to ask."""
LONGEST_WEIGHT = 5
"""Longer words count no more than this many characters."""
HOMOPHONE_WEIGHT = 0.8
"""A word met only by its sound counts this much of itself."""
OWN_SLOTS = tuple(
    frozenset(f"{{{slot}}}" for slot in slots)
    for slots in (
        ("name", "names", "alliance", "sector"),
        ("tier", "tiers", "toptier"),
        ("score", "scores3", "range"),
        ("person",),
        ("medium",),
    )
)
"""Slots that say what a question is about, those for the same thing together."""
REQUESTING = frozenset("写画算讲推")
"""Begins what is wanted of a helper (算一下, 写首诗)."""
ASKING = ("who", "when", "where", "which", "what", "count", "why", "how", "confirm")
"""Classes of question words, of which only the longest is read: there is no 什么 in 什么时候, no 么 in 怎么."""
_WIDENESS, _SCORE = attrgetter("wideness"), attrgetter("score")
_MARKS = lazy_pattern(r"[\W_]+")


class Match(NamedTuple):
    """A topic that fits, the better the higher `score`; `follows`: only after the question before.

    `asked` is the word of the wording's first group.
    """

    topic: str
    score: float
    words: frozenset[str]
    follows: bool = False
    asked: str = ""

    @property
    def bare(self) -> bool:
        """Whether nothing but slots was met, as in 化纤呢; the grade, being listed and assertions are as good as words."""
        return all(word.startswith("{") and word not in ("{grade}", "{listed}", "{assertions}") for word in self.words)

    def shares_words(self, better: Match) -> bool:
        """Whether what it asks is said by words that `better` has explained already, all or most of it."""
        return any(
            self.asked in word or (word in self.asked and 2 * len(word) > len(self.asked)) for word in better.words
        )


class _Group(NamedTuple):
    """Words of which a wording wants one; `wideness` is roughly how many questions have one."""

    words: frozenset[str]
    wideness: int


class _Groups(dict[str, _Group]):
    """Groups by how they are written, each spelt out once: many lines have the same."""

    def __init__(self, classes: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self._classes = classes

    def __missing__(self, written: str) -> _Group:
        words = frozenset(word for part in written.split("|") for word in self._spelt_out(part))
        self[written] = group = _Group(words, sum(map(_wideness, words)))
        return group

    def words(self) -> Iterator[str]:
        """The words of all groups, each once."""
        parts = dict.fromkeys(part for written in self for part in written.split("|"))
        return iter(dict.fromkeys(word for part in parts for word in self._spelt_out(part) if word[0] not in "{="))

    def _spelt_out(self, part: str) -> Sequence[str]:
        return self._classes[part[1:]] if part[0] == "@" else (part,)


class _Wording(NamedTuple):
    """One line of a topic; `after` are the topics right behind which it counts, none for always.

    It is found by the words of its narrowest group, and by the next narrowest; `others` are the rest.
    """

    topic: str
    weight: float
    groups: tuple[frozenset[str], ...]
    others: tuple[frozenset[str], ...]
    forbidden: frozenset[str]
    after: frozenset[str]

    def match(self, words: frozenset[str], weights: Mapping[str, float]) -> Match:
        """How well it fits: the weightiest word of each group counts."""
        score, met = self.weight, []
        for group in self.groups:
            found = group & words
            word = max(found, key=lambda word: (weights[word], word)) if len(found) > 1 else next(iter(found))
            met.append(word)
            score += weights[word]
        return Match(self.topic, score, frozenset(met), bool(self.after), met[0])


class Topics:
    """All wordings, found by their words.

    `own` are the words that topics on the evaluation ask with or rule out, `outside` those that speak of something else.
    """

    def __init__(self, topics: Iterable[Topic], lexicon: Lexicon) -> None:
        self.by_id = {topic.topic: topic for topic in topics}
        self._slots = {name: _slots_of(topic) for name, topic in self.by_id.items()}
        classes = table("classes")
        groups = _Groups(classes)
        self._by_word: dict[str | None, dict[str, list[tuple[frozenset[str], _Wording]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._foreign = frozenset(name for name, topic in self.by_id.items() if topic.status == "out_of_scope")
        own: set[frozenset[str]] = set()
        alone: set[str] = set()
        for topic in self.by_id.values():
            for wording, narrowest, second in _wordings(topic, groups):
                for last in wording.after or (None,):
                    for word in narrowest:
                        self._by_word[last][word].append((second, wording))
                if topic.topic not in self._foreign:
                    own.update(wording.groups, (wording.forbidden,))
                elif len(wording.groups) == 1 and len(wording.forbidden) == len(topic.without):
                    alone |= narrowest
        words = list(groups.words())
        self._weights = {word: float(min(len(word), LONGEST_WEIGHT)) for word in words}
        self._asking = frozenset(word for name in ASKING for word in classes[name]) & self._weights.keys()
        lexicon.add_all(words, "keyword")
        for word in words:
            if "哪" in word and len(word) >= SHORTEST_MIXED:
                lexicon.add(word.replace("哪", "那"), "keyword", word)
        self.own = frozenset[str]().union(*own)
        self.outside = frozenset(alone & self._weights.keys()) - self.own
        for word in self.outside:
            # It may be in a name (花卉旅游), unless a topic asks with it (分数) or it asks itself (怎么修).
            asks = word[0] in REQUESTING or word.startswith(tuple(self._asking))
            lexicon.add(word, "frame" if asks else "sector", word)

    def takes(self, topic: str, *slots: str) -> bool:
        """Whether questions on `topic` can be about one of `slots`, so that naming another one asks the same again."""
        return topic in self._slots and not self._slots[topic].isdisjoint(slots)

    def aside(self, matches: Iterable[Match]) -> list[Match]:
        """Those of `matches` that are not about the evaluation, smalltalk last."""
        found = [match for match in matches if self.by_id[match.topic].status in ("out_of_scope", "smalltalk")]
        return sorted(found, key=lambda match: self.by_id[match.topic].status != "out_of_scope")

    def parts(self, matches: Sequence[Match]) -> list[str]:
        """The topics that one sentence asks together: parts of one overview, each met by a word of its own."""
        best = matches[0]
        whole = self.by_id[best.topic].part_of
        parts = [best]
        for match in matches[1:]:
            if whole and self.by_id[match.topic].part_of == whole and not any(map(match.shares_words, parts)):
                parts.append(match)
        return [match.topic for match in parts]

    def match(self, words: Mapping[str, float], slots: AbstractSet[str], last: str | None = None) -> list[Match]:
        """The topics that fit `words` (with their weights) and `slots` after a question on `last`, the best first, each once."""
        weights = {**words, **{f"{{{slot}}}": SLOT_WEIGHT for slot in sorted(slots)}}
        met = frozenset(weights)
        best: dict[str, Match] = {}
        for wording in self._fitting(weights, met, last):
            match = wording.match(met, weights)
            if match.follows and not _uses_all(match, met):
                continue
            if match.topic not in best or best[match.topic].score < match.score:
                best[match.topic] = match
        found = list(best.values())
        if last and not self._foreign.isdisjoint(best):
            found = [match for match in found if not match.follows]
        return sorted(found, key=_SCORE, reverse=True)

    def _fitting(self, words: Iterable[str], met: frozenset[str], last: str | None) -> Iterator[_Wording]:
        """The wordings that count after `last` of which each group has a word among those `met`, which are `words` in order of the text."""
        is_missing = met.isdisjoint
        for after in (None, last, ANY) if last else (None,):
            by_word = self._by_word.get(after, {})
            for word in words:
                for second, wording in by_word.get(word, ()):
                    if is_missing(second):
                        continue
                    if not any(map(is_missing, wording.others)) and is_missing(wording.forbidden):
                        yield wording

    def weights(self, text: str, keywords: Sequence[Hit]) -> dict[str, float]:
        """What each word of `text`, in which `keywords` were met, counts; a slot counts `SLOT_WEIGHT`."""
        whole = _MARKS.sub("", text).lower()
        weights: dict[str, float] = {f"={whole}": float(min(len(whole), LONGEST_WEIGHT) + 1)}
        asking = [hit for hit in keywords if hit.entry.value in self._asking]
        shorter = _inside_longer(asking) if len(asking) > 1 else ()
        for hit in keywords:
            word = hit.entry.value
            if shorter and word in self._asking and (hit.start, hit.end) in shorter:
                continue
            weight = self._weights[word] * (HOMOPHONE_WEIGHT if hit.means == "homophone" else 1.0)
            if weight > weights.get(word, 0.0):
                weights[word] = weight
        return weights


def _slots_of(topic: Topic) -> frozenset[str]:
    """The slots that some wording of `topic` wants."""
    groups = [group for line in topic.wordings for group in line.split() if "{" in group and not group.startswith("!")]
    return frozenset(word[1:-1] for group in groups for word in group.split("|") if word.startswith("{"))


def _wordings(topic: Topic, groups: _Groups) -> Iterator[tuple[_Wording, frozenset[str], frozenset[str]]]:
    """The lines of `topic`, each with its narrowest group and the next narrowest, the same where it is alone."""
    lines = [(line, topic.weight, frozenset[str]()) for line in topic.wordings]
    lines += [(line, FOLLOW_WEIGHT, frozenset(one.after)) for one in topic.follow for line in one.wordings]
    without = frozenset(f"{{{slot}}}" for slot in topic.without)
    for line, weight, after in lines:
        parts = line.split()
        wanted = [groups[text] for text in parts if text[0] != "!"]
        forbidden = [groups[text[1:]].words for text in parts if text[0] == "!"]
        narrowest, *others = [group.words for group in sorted(wanted, key=_WIDENESS)]
        yield (
            _Wording(
                topic.topic,
                weight,
                tuple([group.words for group in wanted]),
                tuple(others[1:]),
                without.union(*forbidden),
                after,
            ),
            narrowest,
            others[0] if others else narrowest,
        )


def _wideness(word: str) -> int:
    """Roughly how often `word` is met, beside an ordinary one."""
    if word[0] == "{":
        return SLOT_WIDENESS
    return SHORT_WIDENESS if len(word) == 1 or word in OF_THE_FIELD else 1


def _inside_longer(asking: Iterable[Hit]) -> set[tuple[int, int]]:
    """The places of question words that are a part of a longer one that was written out."""
    spans: dict[tuple[int, int], bool] = {}
    for hit in asking:
        span = (hit.start, hit.end)
        spans[span] = spans.get(span, False) or hit.means != "homophone"
    inside: set[tuple[int, int]] = set()
    reach = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if end <= reach:
            inside.add((start, end))
        elif spans[start, end]:
            reach = end
    return inside


def _uses_all(match: Match, words: frozenset[str]) -> bool:
    """Whether a follow-up is about everything of its own that the message names."""
    return all(own.isdisjoint(words) or own & match.words for own in OWN_SLOTS)
