"""A message may tell a story and ask several things: which of its parts ask, and what each of them asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from knowledge.conversation import Conversation
from knowledge.dialogue import complete
from knowledge.picking import answer_to_question_back
from knowledge.questions.question import Named, Question
from knowledge.questions.question import question as asking
from knowledge.questions.reader import Reader
from knowledge.questions.reading import LONGEST_FOLLOW_UP, Reading, asks
from knowledge.questions.topics import Topics

SHORTEST_SENTENCE = 7
"""Anything shorter belongs to what follows (储能？A级？)."""
MOST_QUESTIONS = 3
"""So many questions of one message are answered."""
MOST_READINGS = 4_000
"""So many parts of messages, those that came latest, are not read anew (some 30 MB at most): many people ask the same."""
LONGEST_KNOWN = 100
"""Longer parts hardly come twice, and take room."""
MOST_SENTENCES, MOST_CLAUSES = 16, 40
"""In a message of more sentences, or a sentence of more clauses, no clause is looked at by itself."""
LEAST_CLEAR = 3.0
"""From this score on a clause asks something by itself: more than one slot or word."""
_SENTENCE_END = re.compile(r"(?<=[。!?;\n])|(?<=[^\d]\.)(?=\s)")
_LONG_OPENING = re.compile(r"(?<=.{20}:)(?=\D)")
_CLAUSE_END = re.compile(
    r"[,，、;:。?!\s]+|(?=以及|还有|另外|此外|顺便|顺带|同时|并且|其次|然后|再就是|再告诉|又是|又有|又来|(?:[和跟与同]|and) ?(?:多少|几家|有几家))"
)
_ENUMERATED = re.compile(r"(?:^|(?<=[\s:。;?!,]))([1-9])\s?[.、)]\s*(?!\d)")


_WHOLE = re.compile(r"名单|名录|完整|全部|所有|还有|其他|其它|其余|一共")
"""Asks for all of the list, not for those of the alliances named before that are on it."""
_CHECKING = re.compile(r"对吗|对不对|对吧|对么|没错|属实|准确吗|正确吗|有误|错了?吗")
"""Asks about everything that was told in the sentence."""


class _Clause(NamedTuple):
    """The characters from `start` to `end` of a sentence."""

    sentence: str
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.sentence[self.start : self.end]

    def until(self, end: int) -> _Clause:
        """The clause with all that follows up to `end`."""
        return self._replace(end=end)


@dataclass(frozen=True)
class _Part:
    """A clause with what it asks, read after the clauses before it."""

    clause: _Clause
    reading: Reading
    asked: Question | None

    @property
    def names_plainly(self) -> bool:
        """Whether what it names are alliances for sure, all of them."""
        mentions = self.reading.mentions
        return bool(mentions) and all(mention.kind == "sure" or mention.suffixed for mention in mentions)

    @property
    def tells(self) -> bool:
        """Whether it says something, rather than only joining names."""
        said = [segment.hits for segment in self.reading.segments if segment.kind == "frame"]
        return any(all(hit.entry.slot != "connective" for hit in hits) for hits in said)

    @property
    def lists_names(self) -> bool:
        """Whether it is nothing but names, as in a list under a question."""
        kinds = {segment.kind for segment in self.reading.segments}
        return bool(self.reading.mentions) and kinds <= {"name", "sector", "unknown", "suffix", "mark", "number"}


class Messages:
    """Reads whole messages."""

    def __init__(self, reader: Reader, topics: Topics) -> None:
        self._reader = reader
        self._cut = lru_cache(MOST_SENTENCES)(reader.cut)
        self._said = lru_cache(MOST_SENTENCES)(self._said_anew)
        self._known = lru_cache(MOST_READINGS)(self._read_anew)
        self._topics = topics

    def questions(self, text: str, conversation: Conversation) -> list[Question]:
        """What the message asks in this conversation, in order; its background is left aside."""
        parts = [_whole(sentence) for sentence in sentences(text)]
        if conversation.pending:
            picked = answer_to_question_back(self._read(parts[0], conversation), conversation)
            if picked:
                return [picked]
        clauses = parts
        if len(parts) <= MOST_SENTENCES:
            clauses = [clause for part in parts for clause in self._clauses(part.sentence, conversation)]
        if len(clauses) > 1:
            return self._of_several(clauses, conversation) or [_fallback(text)]
        reading = self._read(clauses[0], conversation)
        if found := complete(reading, conversation, self._topics):
            return self._with_parts(found, reading)
        whether_graded = reading.graded and "listed" in reading.named
        return [asking(reading, "a_grade") if whether_graded else _fallback(text)]

    def _read(self, clause: _Clause, context: Conversation) -> Reading:
        length = clause.end - clause.start
        last = context.last.topic if context.last and length <= LONGEST_FOLLOW_UP else None
        read = self._known if len(clause.sentence) <= LONGEST_KNOWN else self._read_anew
        return read(clause, last, spoken_of=bool(context.spoken_of))

    def _read_anew(self, clause: _Clause, last: str | None, *, spoken_of: bool) -> Reading:
        return self._reader.matched(self._said(clause), last, spoken_of=spoken_of)

    def _said_anew(self, clause: _Clause) -> Reading:
        sentence = self._cut(clause.sentence)
        if clause != _whole(clause.sentence):
            sentence = sentence.part(clause.start, clause.end)
        return self._reader.read(sentence)

    def _clauses(self, sentence: str, context: Conversation) -> list[_Clause]:
        """The clauses of a sentence where they ask about different things, else the sentence alone."""
        whole = _whole(sentence)
        checking = _CHECKING.search(sentence) is not None
        if checking and self._is_one_claim(self._read(whole, context)):
            return [whole]
        pieces = _pieces(sentence)
        asking = [piece for piece in pieces if asks(piece.text)]
        if not 1 < len(pieces) <= MOST_CLAUSES or not (checking or len(asking) > 1):
            return self._story(whole, asking[0], context) if len(asking) == 1 and len(pieces) > 1 else [whole]
        begins_word = self._cut(sentence).begins_word
        clauses: list[_Clause] = []
        topics: set[str] = set()
        waiting: _Clause | None = None
        for part in self._parts(_joined(pieces, begins_word), context):
            if waiting or part.reading.matches or part.reading.tiers or part.reading.slots.years:
                waiting = (waiting or part.clause).until(part.clause.end)
            if waiting and part.asked and (part.reading.asks or checking) and self._is_clear(part.reading):
                topics.add(part.asked.topic)
                clauses.append(waiting)
                waiting = None
        if len(topics) < 2:  # noqa: PLR2004 (one thing is asked)
            return [whole]
        return [*clauses[:-1], clauses[-1].until(waiting.end) if waiting else clauses[-1]]

    def _story(self, whole: _Clause, asking: _Clause, context: Conversation) -> list[_Clause]:
        """A long sentence that tells something before it asks: what is told apart from what is asked, if that is clear."""
        told = asking.start - whole.start
        if told < LONGEST_FOLLOW_UP or not self._cut(whole.sentence).begins_word(asking.start):
            return [whole]
        clauses = [whole.until(asking.start), asking.until(whole.end)]
        telling, last = self._parts(clauses, context)
        return clauses if telling.tells and last.asked and self._is_clear(last.reading) else [whole]

    def _is_one_claim(self, reading: Reading) -> bool:
        """Whether what is to be checked stands in all of the sentence: numbers side by side, a name and who graded it."""
        return bool(reading.assertions) or (
            bool(reading.matches) and bool(self._topics.by_id[reading.matches[0].topic].several)
        )

    def _is_clear(self, reading: Reading) -> bool:
        best = reading.matches[0] if reading.matches else None
        if best is None or best.topic == "objection":
            return False
        foreign = self._topics.by_id[best.topic].status == "out_of_scope"
        return foreign or (not best.bare and best.score >= LEAST_CLEAR)

    def _parts(self, pieces: Sequence[_Clause], conversation: Conversation) -> list[_Part]:
        """Each piece with what it asks, taking from the pieces before it what it leaves open."""
        parts: list[_Part] = []
        context, named = conversation, False
        listed: tuple[Named, ...] = ()
        for piece in pieces:
            reading = self._read(piece, context)
            long = piece.end - piece.start > LONGEST_FOLLOW_UP
            if long or not reading.asks or named:
                reading = reading._replace(weak=())
            if long and not reading.graded and any(part.names_plainly for part in parts):
                plain = tuple(mention for mention in reading.mentions if mention.kind == "sure" or mention.suffixed)
                reading = reading._replace(mentions=plain)
            asked = complete(reading, context, self._topics)
            if asked and parts and parts[-1].clause.sentence == piece.sentence:
                asked = _in_the_same_year(asked, parts[-1].asked)
            if (
                asked
                and asked.topic == "a_list"
                and not asked.names
                and len(listed) > 1
                and not _WHOLE.search(reading.text)
            ):
                asked = asking(reading, "a_grade").model_copy(update={"names": listed})
            listed = (*listed, *asking(reading, "a_grade").names)
            parts.append(_Part(piece, reading, asked))
            named = named or parts[-1].names_plainly
            if asked and self._is_serious(asked):
                names = asked.names if reading.asks or parts[-1].names_plainly else ()
                context = context.model_copy(update={"last": asked, "spoken_of": names or context.spoken_of})
        return parts

    def _is_serious(self, question: Question) -> bool:
        topic = self._topics.by_id[question.topic]
        return topic.status in (None, "unknown") and not topic.overview

    def _is_stray(self, part: _Part) -> bool:
        """Whether a long sentence, which may only tell, touches on something that no report says."""
        unknown = part.asked is not None and self._topics.by_id[part.asked.topic].status == "unknown"
        return unknown and len(part.reading.text) > LONGEST_FOLLOW_UP

    def _with_parts(self, found: Question, reading: Reading) -> list[Question]:
        """`found` with what the sentence asks besides, or one question on the whole where that is much."""
        if several := self._topics.by_id[found.topic].several:
            return [found.model_copy(update={"topic": topic}) for topic in several]
        if not reading.matches or reading.topic != found.topic:
            return [found]
        parts = self._topics.parts(reading.matches)
        whole = self._topics.by_id[found.topic].part_of
        if whole and len(parts) > MOST_QUESTIONS:
            return [found.model_copy(update={"topic": whole})]
        return [found.model_copy(update={"topic": part}) for part in parts]

    def _of_several(self, pieces: Sequence[_Clause], conversation: Conversation) -> list[Question]:
        """What the parts that ask want to know; what the others tell only where nothing asks."""
        parts = self._parts(pieces, conversation)
        serious = [part for part in parts if part.asked and self._is_serious(part.asked)]
        serious = [part for part in serious if not self._is_stray(part)] or serious
        checking = any(_CHECKING.search(piece.text) for piece in pieces)
        asking = [part for part in serious if part.reading.asks or part.lists_names or checking] or serious
        questions = [
            question for part in asking if part.asked for question in self._with_parts(part.asked, part.reading)
        ]
        return _united(questions) or [part.asked for part in parts if part.asked][:1]


def sentences(text: str) -> list[str]:
    """`text` cut at the ends of sentences and before numbered questions, short ones joined with the next; never empty."""
    if {"1", "2"} <= {match[1] for match in _ENUMERATED.finditer(text)}:
        text = _ENUMERATED.sub("\n", text)
    text = _LONG_OPENING.sub("\n", text)
    whole: list[str] = []
    for part in (part.strip() for part in _SENTENCE_END.split(text)):
        if not re.search(r"\w", part):
            continue
        if whole and len(whole[-1]) < SHORTEST_SENTENCE:
            whole[-1] = re.sub(r"[\W_]+$", "", whole[-1]) + "," + part
        else:
            whole.append(part)
    return whole or [text]


def _in_the_same_year(asked: Question, before: Question | None) -> Question:
    """`asked` about the evaluation that the clause `before` it names (2013年多少家参评，谁组织的)."""
    timeless = not (asked.years or asked.relative or asked.times or asked.dates or asked.year)
    return asked.model_copy(update={"years": before.years}) if timeless and before and before.years else asked


def _whole(sentence: str) -> _Clause:
    return _Clause(sentence, 0, len(sentence))


def _pieces(sentence: str) -> list[_Clause]:
    """What stands between the marks of `sentence`."""
    ends = [0, *(place for match in _CLAUSE_END.finditer(sentence) for place in match.span()), len(sentence)]
    spans = zip(ends[::2], ends[1::2], strict=True)
    return [_Clause(sentence, start, end) for start, end in spans if re.search(r"\w", sentence[start:end])]


def _joined(pieces: Sequence[_Clause], begins_word: Callable[[int], bool]) -> list[_Clause]:
    """`pieces` without ends inside a word (T D)."""
    joined = [pieces[0]]
    for piece in pieces[1:]:
        if begins_word(piece.start):
            joined.append(piece)
        else:
            joined[-1] = joined[-1].until(piece.end)
    return joined


def _fallback(text: str) -> Question:
    """Nothing fits: outside of what is known."""
    return Question(topic="out_of_scope" if re.search(r"\w", text) else "greeting", text=text)


def _united(questions: list[Question]) -> list[Question]:
    """Questions on the same topic as one."""
    found: dict[str, Question] = {}
    for question in questions:
        same = found.get(question.topic)
        if same is None:
            found[question.topic] = question
            continue
        found[question.topic] = same.model_copy(
            update={
                field: tuple(dict.fromkeys([*getattr(same, field), *getattr(question, field)]))
                for field in ("names", "tiers", "scores", "shares", "counts", "positions", "persons", "media")
            }
        )
    return list(found.values())
