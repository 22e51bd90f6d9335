"""Where a message and its sentences are cut: ends of sentences, numbered questions, clauses."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from knowledge.text.patterns import lazy_pattern

SHORTEST_SENTENCE = 7
"""Anything shorter belongs to what follows (储能？A级？)."""
_ASKS_ALONE = lazy_pattern(
    r"[\u4e00-\u9fff](.)不\1[?!。]|谁[^,]{0,3}(?:对|错)[了啊呢?!。]|第几[?!。]|[^,](?:多少|几[家个位人]|哪[\dA-Za-z几些两]?[个家位天年里]|是谁|是什么|叫什么|叫啥)|(?:[上到选中]|[上进在有]了?)[吗没][?]|是[aA]级[吗么不]"
)
"""Asks by itself, however short it is (煤炭在不在？)."""
_SENTENCE_END = lazy_pattern(r"(?<=[。!?;\n])(?!”)|(?<=[。!?]”)|(?<=[^\d]\.)(?=\s)")
_LONG_OPENING = lazy_pattern(r"(?<=.{20}:)(?=\D)")
_CLAUSE_END = lazy_pattern(
    r"[,，、;:。?!\s]+|(?=[以还另此顺同并其然再又和跟与a])"
    r"(?=以及|还有|另外|此外|顺便|顺带|同时|并且|其次|然后|再就是|再告诉|又是|又有|又来|(?:[和跟与同]|and) ?(?:多少|几家|有几家))"
)
_NEITHER = lazy_pattern(r"既不[是算]?([^,，。是不]{1,4})[也又]不[是算]?([^,，。是不]{1,4}?)(?=的)")
"""既不高也不较高的 sets both aside."""
_WORD = lazy_pattern(r"\w")
_LEADS_IN = lazy_pattern(r"\d+(?:\.\d+)?[%家分]?|\w{0,6}[说讲]")
_ENUMERATED = lazy_pattern(
    r"(?:^|(?<=[\s:。;?!,]))([1-9])\s?[.、)]\s*(?!\d)|(?:\(|(?<=[一-龥]))([1-9])\)|第([1-9])[、,:](?![\d第])"
    r"|(?:^|(?<=[\s:。;?!,、])|(?<=[一-龥])(?<![第初高大十百零]))([a-hA-H甲乙丙丁戊己一二三四五六七八九])[.、)]"
)
_FIRST_TWO = (("1", "2"), ("a", "b"), ("A", "B"), ("甲", "乙"), ("一", "二"))
"""By these an enumeration is known."""
_NO_NAME = lazy_pattern(
    r"[级档\d%?。谁哪几啥吗比]|多少|怎|什么|标准|规则|条件|流程|程序|名单|时间|日期|地点|家数|总数|活跃|评|主持|发布|分数|来源|出处|是"
)
"""What is numbered asks or tells something by itself."""

_CHECKS_FIGURES = lazy_pattern(
    r"(?=[数句说写])(?:数字?[记写有]错|(?:数字?|数据|句话|说法|写的|说的)[^,，。]{0,6}(?:有没有(?:错|误|问题)|对不对|对吗|对吧|准不准|准确吗|有误|有错|正确吗|属实|没错吧|有没?有?(?:依据|根据|道理)|有误))|(?:核对|核实|核查|检查|看看|看下|查查|查一下)[^,，。]{0,4}(?:这|上面|以上|上述)[^,，。]{0,4}(?:数|句话|说法)|^\W*[这那他她它说讲得的话都是]{0,6}(?:真的?|对|属实|准|可信|靠谱|有依据|没错)(?:吗|么|吧|不对|不准)\W*(?:$|[,，])"
)
_FIGURE = lazy_pattern(
    r"\d+(?:家|%|个联盟)|[一1]半|半数|[分份]之"
    r"|[一-龥]\d{1,3}(?=[,、;][一-龥]{1,6}\d{1,3}(?:[,、。;]|$))|(?<=\d[,、;])[一-龥]{1,6}\d{1,3}(?=[,、。;]|$)"
)
"""35家 and 35.35%, and what has a number each in a row (高35、较高19), whatever its name."""


class Clause(NamedTuple):
    """The characters from `start` to `end` of a sentence."""

    sentence: str
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.sentence[self.start : self.end]

    def until(self, end: int) -> Clause:
        """The clause with all that follows up to `end`."""
        return self._replace(end=end)


def sentences(text: str) -> list[str]:
    """`text` cut at the ends of sentences and before numbered questions, short ones joined with the next; never empty."""
    if "既不" in text:
        text = _NEITHER.sub(r"除了\1和\2以外", text)
    if any(one in text and two in text for one, two in _FIRST_TWO):
        text = _numbered(text)
    if ":" in text:
        text = _LONG_OPENING.sub("\n", text)
    found: list[str] = []
    for part in (part.strip() for part in _SENTENCE_END.split(text)):
        if not _WORD.search(part):
            continue
        if found and len(found[-1]) < SHORTEST_SENTENCE and not _ASKS_ALONE.search(found[-1]):
            found[-1] = re.sub(r"[\W_]+$", "", found[-1]) + "," + part
        else:
            found.append(part)
    return found or [text]


def _numbered(text: str) -> str:
    """`text` with each of its numbered questions on a line; numbered names stay together."""
    marks = list(_ENUMERATED.finditer(text))
    told = {mark[mark.lastindex or 0] for mark in marks}
    if not any(told.issuperset(both) for both in _FIRST_TWO):
        return text
    items = [text[one.end() : other.start()] for one, other in pairwise(marks)]
    if any(map(_NO_NAME.search, items)):
        return _ENUMERATED.sub("\n", text)
    before, after = text[: marks[0].start()], text[marks[-1].end() :]
    return f"{before} {'、'.join([item.strip() for item in (*items, after)])}".strip()


def checked_together(found: Sequence[str]) -> list[str]:
    """`found`, sentences, with those that only ask whether the figures told before them are right joined to these.

    A sentence without figures may stand between, and what ends with a semicolon belongs to them.
    """
    joint = [found[0]]
    for sentence in found[1:]:
        if not (_CHECKS_FIGURES.search(sentence) and not _FIGURE.search(sentence)):
            joint.append(sentence)
            continue
        while len(joint) > 1 and joint[-2].endswith(";"):
            joint[-2:] = [joint[-2] + joint[-1]]
        figures = [len(_FIGURE.findall(told)) for told in joint[-2:]]
        if figures[-1] == 0 and len(figures) > 1 and figures[0] > 1:
            joint[-2] = joint[-2].rstrip("。!”") + "," + sentence
        elif figures[-1] > 1:
            joint[-1] = joint[-1].rstrip("。!”") + "," + sentence
        else:
            joint.append(sentence)
    return joint


def whole(sentence: str) -> Clause:
    """All of `sentence`."""
    return Clause(sentence, 0, len(sentence))


def pieces(sentence: str) -> list[Clause]:
    """What stands between the marks of `sentence`."""
    marks = [match.span() for match in _CLAUSE_END.finditer(sentence)]
    starts, ends = [0, *[end for _, end in marks]], [*[start for start, _ in marks], len(sentence)]
    spans = zip(starts, ends, strict=True)
    return [Clause(sentence, start, end) for start, end in spans if _WORD.search(sentence, start, end)]


def joined(cut: Sequence[Clause], begins_word: Callable[[int], bool]) -> list[Clause]:
    """`cut` without ends inside a word (T D), behind a mere number (157又是怎么算的) or behind who says it (领导说，…)."""
    whole_words = [cut[0]]
    for piece in cut[1:]:
        if begins_word(piece.start) and not _LEADS_IN.fullmatch(whole_words[-1].text):
            whole_words.append(piece)
        else:
            whole_words[-1] = whole_words[-1].until(piece.end)
    return whole_words


def first_letter(clause: Clause) -> int:
    """The place in its sentence at which the first word of `clause` begins."""
    return clause.end - len(re.sub(r"^\W+", "", clause.text))


def with_subject(asking: Clause, cut: Sequence[Clause]) -> Clause:
    """`asking` with the clause before it where it is too short to say what it asks of (一般的占比没填上，是多少)."""
    before = [clause for clause in cut if clause.start < asking.start]
    short = before and asking.end - asking.start < SHORTEST_SENTENCE
    return before[-1].until(asking.end) if short else asking


def with_enumeration(sentence: str, start: int) -> int:
    """Where the enumeration begins whose last name stands at `start` (木竹、家具、花卉联盟哪个是)."""
    while start and sentence[start - 1] == "、":
        start = max(sentence.rfind(mark, 0, start - 1) for mark in "、,:;。 ") + 1
    return start
