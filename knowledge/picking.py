"""The answer to a question back: which of the candidates is meant, all of them or none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.conversation import Conversation, known
from knowledge.questions.places import from_front
from knowledge.questions.question import Question
from knowledge.questions.reading import Reading
from knowledge.text.patterns import lazy_pattern

_ALL = lazy_pattern(
    r"^(?:都要|都(?!不|没)|全部|全都|全要|所有|两个都要|都查|都看|都问|都是|每个都要|两个都|三个都|几个都|一起|全|all)"
)
_YES = lazy_pattern(
    r"^(?:(?:是的?|对的?|嗯+|没错|就?是(?:它|他|这个|这家|的)|对对|正是|就它|yes|y|ok|好的?|对啊|是啊|可以|行|没错)[。!,，~ ]*)+$",
    re.IGNORECASE,
)
_NONE_OF_THEM = lazy_pattern(
    r"^(?:(?:都|全)?不(?:是|对)(?:的|啊|哦|这个|它|这家|这几家|这些|那个|那家)?|(?:都|哪个都)不是|一个都不是|不|否|no|nope)$",
    re.IGNORECASE,
)
_DENYING = lazy_pattern(r"不(?:是|对)|没|非")
"""Begins an answer that names something else: words of the same sector pick nothing then."""
_NUMBER = lazy_pattern(r"^(?:第|选|选择|要)?\s*(\d{1,2})\s*(?:个|号|家|项|、|\.)?(?:吧|呢|的)?[。!]?$")
SHORT = 14
"""So long may an answer be that picks all or a place (前面那个)."""
LONGEST_ANSWER = 24
"""So long may one be that names what it picks."""


def answer_to_question_back(reading: Reading, conversation: Conversation) -> Question | None:
    """The pending question with what the user picked: by number, by name, by a part of one, or all of them."""
    pending, candidates = conversation.pending, conversation.candidates
    if not pending or not candidates or len(reading.text) > LONGEST_ANSWER:
        return None
    text = re.sub(r"[\s。!！~，,]+$", "", reading.text)
    if _ALL.match(text) and len(text) <= SHORT:
        return _picked(pending, candidates)
    if match := _NUMBER.match(text):
        return _at(pending, candidates, int(match[1]))
    if len(reading.slots.positions) == 1 and len(text) <= SHORT and not reading.graded:
        return _at(pending, candidates, from_front(reading.slots.positions[0].first, len(candidates)))
    if len(candidates) == 1 and _YES.match(text):
        return _picked(pending, candidates)
    if _NONE_OF_THEM.match(text):
        return _none_of_them(pending)
    return _by_part(reading, pending, candidates)


def _by_part(reading: Reading, pending: Question, candidates: Sequence[str]) -> Question | None:
    asked = {named.said for named in pending.names}
    denied = _DENYING.match(reading.text) is not None
    for mention in (*reading.mentions, *reading.weak):
        fitting = tuple(one for one in candidates if one in mention.alliances)
        fresh = mention.said not in asked and not (mention.kind == "other" and (denied or len(candidates) == 1))
        vague = mention.kind != "sure" or mention.part_of
        if vague and len(fitting) == 1 and fresh and not mention.suffixed and not reading.graded:
            return _picked(pending, fitting)
    return None


def _at(pending: Question, candidates: Sequence[str], place: int) -> Question | None:
    return _picked(pending, candidates[place - 1 : place]) if 1 <= place <= len(candidates) else None


def _picked(pending: Question, picked: Sequence[str]) -> Question:
    settled = tuple(named for named in pending.names if named.kind == "sure")
    return pending.but(names=(*settled, *known(picked)))


def _none_of_them(pending: Question) -> Question:
    """The pending question on names that are none of those offered."""
    names = (n if n.kind == "sure" else n.but(kind="other", alliances=()) for n in pending.names)
    return pending.but(names=tuple(names))
