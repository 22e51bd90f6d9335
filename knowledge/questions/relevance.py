"""Whether a sentence speaks of something that the evaluation has nothing to do with."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from knowledge.names.wordings import Mention
from knowledge.text.lexicon import Hit, Token

OURS = "{object}:ours"
"""Objects that nothing but the evaluation has (活跃度, 联盟)."""
UNITS = frozenset("分家年次名位个")
"""What follows a number begins with its unit: there is no 分离 in 82分离高."""
NUMERALS = frozenset("零一二三四五六七八九十百千万亿两几")
RELEASE = "{object}:release"
"""Its release; others have meetings and judgments too."""


def is_foreign(
    mentions: Iterable[Mention],
    meant: Sequence[Mention],
    hits: Sequence[Hit],
    tokens: Sequence[Token],
    own: frozenset[str],
) -> bool:
    """Whether there are words of something else, and no object of the evaluation but such as belong to them.

    `mentions` are all runs that might be names, `meant` those that are names, `own` the words that topics ask with.
    An object right behind a foreign word is that word's (苹果发布会).
    """
    if any(mention.suffixed for mention in meant):
        return False
    listed = {mention for mention in meant if any(mention.kind == "sure" for mention in meant)}
    objects = [hit for hit in hits if hit.entry.value.startswith("{object}")]
    known = {(hit.start, hit.end) for hit in hits if hit.entry.value in own} | {(hit.start, hit.end) for hit in objects}
    ends = {
        mention.end
        for mention in mentions
        if _is_strange(mention, tokens) and len(mention.said) > 1 and mention not in listed
        if not NUMERALS.issuperset(mention.said)
        if (mention.start, mention.end) not in known
    }
    return bool(ends) and all(
        hit.entry.value != OURS and hit.start in ends and not tokens[hit.start].gap for hit in objects
    )


def _is_strange(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether it is no alliance, or only holds the name of one and is told of (化纤毛衣扎人) rather than named alone."""
    if mention.start and tokens[mention.start - 1].kind == "number" and tokens[mention.start].form in UNITS:
        return False
    held = mention.kind == "near" and mention.how == "contained" and not mention.suffixed
    return mention.kind == "other" or (held and mention.end - mention.start < len(tokens))


def is_outside(
    meant: Sequence[Mention], hits: Sequence[Hit], outside: frozenset[str], words: Container[tuple[int, int]]
) -> bool:
    """Whether a word of `outside`, which surely speaks of something else (股票), stands alone.

    It must be one of `words`, the places of words in the best cut: there is no 中考 in 评价中考核.
    A name with its suffix and what only the evaluation has outweigh it, a meeting or a judgment does not.
    """
    if any(mention.suffixed for mention in meant):
        return False
    objects = {hit.entry.value for hit in hits}
    return not objects & {OURS, RELEASE} and any(
        hit.entry.value in outside and hit.means == "exact" and (hit.start, hit.end) in words for hit in hits
    )


_GRADE = "{grade}"
_ANOTHER = "{graded}"
_COPULA = frozenset("是不算评上得到的有没拿系属于能过为被了")
"""Characters that may stand between a thing and its grade (酒店是不是A级)."""


def grades_another(mentions: Iterable[Mention], hits: Sequence[Hit], tokens: Sequence[Token]) -> bool:
    """Whether the grade is that of something with other gradings (A级景区, 大学是A级吗), or of an unknown thing (A级通缉犯)."""
    grades = [hit for hit in hits if hit.entry.value.startswith(_GRADE)]
    others = [hit for hit in hits if hit.entry.value.startswith(_ANOTHER) and hit.means == "exact"]
    unknown = [
        mention
        for mention in mentions
        if mention.kind == "other" and not (mention.suffixed or mention.known_words) and len(mention.said) > 1
    ]
    starts = {hit.start for hit in others} | {mention.start for mention in unknown}
    behind = {start for start in starts if not tokens[start].gap}
    return any(
        grade.end in behind
        or any(other.end <= grade.start and _joined(tokens[other.end : grade.start]) for other in others)
        for grade in grades
    )


def _joined(between: Sequence[Token]) -> bool:
    return all(token.form in _COPULA or token.form in ("is", "a") for token in between)
