"""Which words that seem to be names are meant as such, and which are stray words around what is asked about."""

from __future__ import annotations

import re
from itertools import pairwise

from knowledge.questions.naming import clause_around, connected
from knowledge.questions.question import Question
from knowledge.questions.reading import Reading
from knowledge.text.patterns import lazy_pattern

_THE_ALLIANCE = lazy_pattern(r"联盟(?:(?<=[这那该此]联盟)|(?<=[这那]个联盟)|(?<=所在联盟)|(?<=所在的联盟))")
_SUBJECT = lazy_pattern(
    r"(?:[这那该此]个?联盟|对方)(?:到底|究竟|真的?|都|也|全)*(?:是(?!谁|什么|哪)|有没有|有没评|算|评上|获评|在不在|属于)"
)
"""What points back, in front of its verdict: nothing else in the sentence is asked about."""
_THEIR_VERDICT = (
    r"它们?(?:在[^,，。]{1,14})?(?:到底|究竟|真的?|都|也|全)*(?:是不是|是否|是(?=a级)|算|评上|评没评上|获评|在不在)"
)
_OF_THEM = lazy_pattern(_THEIR_VERDICT, re.IGNORECASE)
"""What follows such a verdict in a clause of its own is no name (它们是否A级，都不是的话合同要改)."""
_IT = lazy_pattern("(?<![一-龥])" + _THEIR_VERDICT, re.IGNORECASE)
"""它 as the subject of a verdict: words of no known meaning in front of it are no names."""
_HAPPENED = lazy_pattern(r"[了啦]\W*$")
"""Tells what happened or how somebody feels (我先去接娃了, 太难了)."""
LEAST_BETWEEN = 4
"""So many characters stand between a stray word and what is asked about."""


def alliances_meant(asked: Question, reading: Reading) -> Question:
    """`asked` with the alliance itself where 这个联盟 points to something that belongs to it."""
    if reading.mentions or not _THE_ALLIANCE.search(reading.text):
        return asked
    names = tuple(
        one.but(kind="sure") if one.kind == "near" and len(one.alliances) == 1 else one for one in asked.names
    )
    return asked.but(names=names)


def named_alone(reading: Reading) -> bool:
    """Whether the names in it are all that their clause speaks of, so that strangers may be names too (那脑机接口呢).

    不纠结了，明天去爬山 and 帮我订张去上海的票 speak of something else.
    """
    mentions, segments = reading.mentions or reading.weak, reading.segments
    if not mentions or any(one.certain or one.kind != "other" for one in mentions):
        return True
    if not all(connected(one, other, segments) for one, other in pairwise(mentions)):
        return False
    if not reading.asks and _HAPPENED.search(reading.text):
        return False
    clause = clause_around(mentions[0].start, mentions[-1].end, segments)
    return all(
        any(one.start <= segment.start < one.end for one in mentions) for segment in clause if segment.kind == "unknown"
    )


def points_back(reading: Reading) -> bool:
    """Whether 这个联盟 is asked about, and what seems to be named are stray words around it (问了保安, 合同里写明对方是).

    A name may be joined to it (这个联盟和石墨烯) or stand in front of it (石墨烯，这个联盟).
    """
    if not reading.mentions or any(one.certain or one.kind != "other" for one in reading.mentions):
        return False
    text, stray = reading.text, reading.mentions[0].said
    if not any(one.known_words or one.suffixed for one in reading.mentions) and _IT.search(text):
        return True
    if (verdict := _OF_THEM.search(text)) and stray in text[verdict.end() :]:
        return "," in text[verdict.end() : text.find(stray, verdict.end())]
    if (subject := _SUBJECT.search(text)) and stray in text[: subject.start()]:
        return len(text[: subject.start()].rpartition(stray)[2]) >= LEAST_BETWEEN
    pointer = _THE_ALLIANCE.search(text)
    between = (
        text[pointer.end() : text.find(stray, pointer.end())] if pointer and stray in text[pointer.end() :] else ""
    )
    return re.search(r"[,，].*[,，]|[。?？]", between) is not None
