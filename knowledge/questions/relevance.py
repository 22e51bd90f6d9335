"""Whether a sentence speaks of something that the evaluation has nothing to do with."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.names.matching import Mention
from knowledge.questions.sentence import Sentence
from knowledge.text.tokens import Token

OURS = "{object}:ours"
"""Objects that nothing but the evaluation has (活跃度, 联盟)."""
UNITS = frozenset("分家年次名位个")
"""What follows a number begins with its unit: there is no 分离 in 82分离高."""
NUMERALS = frozenset("零一二三四五六七八九十百千万亿两几")
RELEASE = "{object}:release"
"""Its release; others have meetings and judgments too."""


def is_foreign(sentence: Sentence, meant: Sequence[Mention], own: frozenset[str]) -> bool:
    """Whether there are words of something else, and no object of the evaluation but such as belong to them.

    `meant` are the mentions that are names, `own` the words that topics ask with. An object right behind a foreign word
    is that word's (苹果发布会).
    """
    if any(mention.suffixed for mention in meant):
        return False
    listed = meant if any(mention.kind == "sure" for mention in meant) else ()
    strange = [
        mention
        for mention in sentence.mentions
        if len(mention.said) > 1
        and _is_strange(mention, sentence)
        and mention not in listed
        and not NUMERALS.issuperset(mention.said)
    ]
    if not strange:
        return False
    objects = [hit for hit in sentence.filling if hit.entry.slot == "object"]
    known = {(hit.start, hit.end) for hit in sentence.keywords if hit.entry.value in own}
    known.update((hit.start, hit.end) for hit in objects)
    ends = {mention.end for mention in strange if (mention.start, mention.end) not in known}
    return bool(ends) and all(
        hit.entry.value != OURS and hit.start in ends and not sentence.tokens[hit.start].gap for hit in objects
    )


def _is_strange(mention: Mention, sentence: Sentence) -> bool:
    """Whether it is no alliance, or only holds the name of one and is told of (化纤毛衣扎人) rather than named alone."""
    first, tokens = mention.start, sentence.tokens
    if first > sentence.first and tokens[first - 1].kind == "number" and tokens[first].form in UNITS:
        return False
    held = mention.kind == "near" and mention.how == "contained" and not mention.suffixed
    return mention.kind == "other" or (held and mention.end - mention.start < sentence.last - sentence.first)


def is_outside(sentence: Sentence, meant: Sequence[Mention], outside: frozenset[str]) -> bool:
    """Whether a word of `outside`, which surely speaks of something else (股票), stands alone.

    It must be a word of the best cut: there is no 中考 in 评价中考核.
    A name with its suffix and what only the evaluation has outweigh it, a meeting or a judgment does not.
    """
    if any(mention.suffixed for mention in meant):
        return False
    alone = [hit for hit in sentence.keywords if hit.entry.value in outside and hit.means == "exact"]
    if not alone or any(hit.entry.value in (OURS, RELEASE) for hit in sentence.filling):
        return False
    words = sentence.words
    return any((hit.start, hit.end) in words for hit in alone)


_COPULA = frozenset("是不算评上得到的有没拿系属于能过为被了")
"""Characters that may stand between a thing and its grade (酒店是不是A级)."""


def grades_another(sentence: Sentence) -> frozenset[str]:
    """Whether the grade is that of something with other gradings (A级景区, 大学是A级吗), or of an unknown thing (A级通缉犯).

    `graded_thing`: it stands right behind the grade, so that what else is named belongs to it (A级景区里有化纤吗).
    """
    grades = [hit for hit in sentence.filling if hit.entry.slot == "grade"]
    if not grades:
        return frozenset()
    others = [hit for hit in sentence.filling if hit.entry.slot == "graded" and hit.means == "exact"]
    unknown = [
        mention
        for mention in sentence.mentions
        if mention.kind == "other" and not (mention.suffixed or mention.known_words) and len(mention.said) > 1
    ]
    starts = {hit.start for hit in others} | {mention.start for mention in unknown}
    tokens = sentence.tokens
    behind = {start for start in starts if not tokens[start].gap}
    things = {hit.start for hit in others} & behind
    if any(grade.end in things for grade in grades) and not any(one.suffixed for one in sentence.mentions):
        return frozenset(("graded_elsewhere", "graded_thing"))
    elsewhere = any(
        grade.end in behind
        or any(other.end <= grade.start and _joined(tokens[other.end : grade.start]) for other in others)
        for grade in grades
    )
    return frozenset(("graded_elsewhere",)) if elsewhere else frozenset()


def _joined(between: Sequence[Token]) -> bool:
    return all(token.form in _COPULA or token.form in ("is", "a") for token in between)
