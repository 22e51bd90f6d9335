"""Whether a question asks nothing else of a name than whether it holds the grade."""

from __future__ import annotations

import re
from functools import cache

from knowledge.questions.negation import without_denial
from knowledge.questions.question import Question
from knowledge.text.patterns import lazy_pattern
from knowledge.text.words import lines

_WON = r"评上|评为|获评|入选|入围|荣获|荣膺|斩获|摘得|夺得|获得|拿到|拿下|当选|跻身"
_AWARDED = lazy_pattern(rf"(?:{_WON})[了过为成]*")
_GRADE = lazy_pattern(rf"(?<![a-z])a(?![a-z])级?|{_WON}|上榜|榜|名单", re.IGNORECASE)
_OF_THE_EVALUATION = lazy_pattern(r"(?<![\da-z])a(?![a-z])|活跃", re.IGNORECASE)
_ENDS = ",，。;；!！?？\n()（）"
_END = lazy_pattern(f"[{_ENDS}]")
_PARTICLES = lazy_pattern(r"(?:了|过|的|吗|吧|呢|么|啊|没有?|对吗|是吗|是不是|对不对)+$")
_HAN = lazy_pattern("[一-龥]")
_SPACE = lazy_pattern(r"\s")
_NAMED = "|"
SHORTEST_HONOUR = 2
"""An honour has at least this many characters (院士)."""


@cache
def _holding() -> re.Pattern[str]:
    """The words with which only the grade is asked for, the longest first."""
    words = sorted(lines("holding"), key=len, reverse=True)
    return re.compile("|".join(words))


def asks_only_of_the_grade(question: Question) -> bool:
    """Whether between the name and the grade, and behind both in their clause, only words stand that ask for the grade.

    A clause of its own that names the alliance may tell of anything else.
    """
    text, names = _unspaced(question)
    grades = [found.span() for found in _GRADE.finditer(text)]
    if not grades:
        return True
    if not names:
        return not _others(text[grades[0][0] : _clause_end(text, grades[0][1])], names)
    start = text.find(names[0])
    first, last = min(grades, key=lambda span: abs(span[0] - start))
    between = text[min(start, first) : max(start, first)]
    if not _END.search(between):
        first, last = min(first, start), max(last, start + len(names[0]))
    else:
        first = max(text.rfind(mark, 0, first) for mark in _ENDS) + 1
    return not _others(text[first : _clause_end(text, last)], names)


def denies_only_the_grade(question: Question) -> bool:
    """Whether nothing else is said in `question` than that a name does not hold the grade."""
    text, names = _unspaced(question)
    return not _others(without_denial(text), names)


def _unspaced(question: Question) -> tuple[str, list[str]]:
    """The text and the names that stand in it, without the spaces that may stand between all characters."""
    text = _SPACE.sub("", question.text)
    names = [_SPACE.sub("", named.said) for named in question.names]
    return text, [name for name in names if name and name in text]


def other_honour(question: Question) -> str | None:
    """What else than the grade an alliance is said to have been awarded or listed for (入选典型案例).

    What begins with 的 or names somebody is no honour (入选的有化纤吗).
    """
    text, names = _unspaced(question)
    if _OF_THE_EVALUATION.search(text):
        return None
    for won in _AWARDED.finditer(text):
        said = text[won.end() : _clause_end(text, won.end())]
        honour = _PARTICLES.sub("", said)
        if len(honour) < SHORTEST_HONOUR or honour[0] == "的" or any(name in said for name in names):
            continue
        if _others(said, []):
            return honour
    return None


def _clause_end(text: str, start: int) -> int:
    end = _END.search(text, start)
    return end.start() if end else len(text)


def _others(text: str, names: list[str]) -> bool:
    """Whether a word stands in `text` that is none of the grade and none of the `names`."""
    for name in names:
        text = text.replace(name, _NAMED)
    return _HAN.search(_holding().sub(" ", text)) is not None
