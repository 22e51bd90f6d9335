"""The topics and their wordings, as the files in `data/topics/` have them.

A wording is one line: groups of words separated by blanks, in any order, each group with alternatives
separated by `|`; `{slot}` stands for something found in the question (`{tier}`, `{alliance}`, `{score}` …),
`@class` for the words of a class (`data/words/classes.yaml`), `!` before a group forbids it; a word after `=` must
be the whole sentence. Words are written as they are met in a cleaned question: simplified, in lower case, numerals as
digits, English without blanks (3年, a级, howmany).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import Field, TypeAdapter

from knowledge.reports.loading import Finding, read_yaml
from knowledge.reports.models import Model
from knowledge.text.patterns import lazy_pattern
from knowledge.text.words import table

ANY = "*"
"""Follow-ups after this may come after any question."""
_CLASS = lazy_pattern(r"@(\w+)")


class FollowUp(Model):
    """Wordings that only mean this topic right after a question on one of the topics `after`."""

    after: tuple[str, ...]
    wordings: tuple[str, ...]


class Talk(Model):
    """What short messages ask right `after` a question on one of these topics: wordings by the topic they mean."""

    talk: str
    after: tuple[str, ...] = (ANY,)
    asks: dict[str, tuple[str, ...]]


class Topic(Model):
    """A kind of question. `reply` makes it answerable from the file alone, with `status`.

    `suggestions` are questions to begin with, each with the token that asks it (`{grade}` is the grade's name); a reply that `suggests` shows them.
    `weight` is added to every match: positive for topics that must win over wider ones. With a slot of `without`
    in the question it is not about this topic. `follow` comes from `data/dialogue/followups.yaml`.
    An `overview` is what is told when nothing else fits; topics that are `part_of` one may be asked together in one
    sentence (什么时候在哪里开的). One that is `several` questions is asked as each of these topics (A级和不活跃各几家).
    """

    topic: str
    wordings: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    follow: tuple[FollowUp, ...] = ()
    examples: tuple[str, ...] = ()
    weight: float = 0.0
    status: str | None = None
    reply: str | None = None
    suggestions: dict[str, str] = Field(default_factory=dict)
    suggests: bool = False
    overview: bool = False
    part_of: str | None = None
    several: tuple[str, ...] = ()

    def naming(self, grade: str) -> Topic:
        """The topic with `{grade}` in its suggestions as the grade is called."""
        named = {label.format(grade=grade): token for label, token in self.suggestions.items()}
        return self.model_copy(update={"suggestions": named})


TopicFile: TypeAdapter[tuple[Topic, ...]] = TypeAdapter(tuple[Topic, ...])
TalkFile: TypeAdapter[tuple[Talk, ...]] = TypeAdapter(tuple[Talk, ...])


def read_topics(data: Path) -> tuple[list[Topic], list[Finding]]:
    """All topics of the folder `data`; what is wrong is told in the findings."""
    findings: list[Finding] = []
    read = [
        (path, topic)
        for path in sorted((data / "topics").glob("*.yaml"))
        for topic in read_yaml(path, TopicFile, findings) or ()
    ]
    follow = _follow_ups(data / "dialogue" / "followups.yaml", {topic.topic for _, topic in read}, findings)
    topics = [topic.model_copy(update={"follow": tuple(follow[topic.topic])}) for _, topic in read]
    classes = table("classes")
    findings += [
        Finding("error", str(path), topic.topic, f"没有这个词类：@{name}")
        for (path, _), topic in zip(read, topics, strict=True)
        for name in _CLASS.findall(" ".join(all_wordings(topic)))
        if name not in classes
    ]
    return topics, findings


def all_wordings(topic: Topic) -> Iterator[str]:
    """The wordings of `topic`, those of follow-ups too."""
    yield from topic.wordings
    for follow in topic.follow:
        yield from follow.wordings


def _follow_ups(path: Path, topics: set[str], findings: list[Finding]) -> dict[str, list[FollowUp]]:
    """The follow-ups of every topic."""
    found: dict[str, list[FollowUp]] = {topic: [] for topic in topics}
    for talk in read_yaml(path, TalkFile, findings) or ():
        for topic, wordings in talk.asks.items():
            found.setdefault(topic, []).append(FollowUp(after=talk.after, wordings=wordings))
        findings += [
            Finding("error", str(path), talk.talk, f"没有这个主题：{topic}")
            for topic in (*talk.after, *talk.asks)
            if topic not in topics and topic != ANY
        ]
    return found
