"""A message may tell a story and ask several things: which of its parts ask, and what each of them asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from knowledge.conversation import ASIDES, Conversation
from knowledge.dialogue import complete
from knowledge.picking import answer_to_question_back
from knowledge.questions.clauses import (
    SHORTEST_SENTENCE,
    Clause,
    checked_together,
    first_letter,
    joined,
    pieces,
    sentences,
    whole,
    with_enumeration,
    with_subject,
)
from knowledge.questions.joining import (
    of_each,
    of_each_tier,
    of_the_figures,
    of_the_year_meant,
    united,
    unnamed_grade,
    without_doubles,
)
from knowledge.questions.parts import (
    CHECKING,
    LEAST_CLEAR,
    TOPICS_OF_SEVERAL,
    Part,
    asks_for_another,
    divided,
    in_the_same_year,
    is_aside,
    is_faint,
    is_taken_up,
    of_the_same_person,
    plain_names,
    those_told,
    told_names,
    with_joined,
)
from knowledge.questions.question import Named, Question, question
from knowledge.questions.reader import WITHOUT_SUBJECT, Reader
from knowledge.questions.reading import LONGEST_FOLLOW_UP, VERDICT_TOPICS, Reading, asks, naming_only, without_names
from knowledge.questions.strays import alliances_meant, points_back
from knowledge.questions.topics import Topics
from knowledge.text.patterns import lazy_pattern

MOST_QUESTIONS = 3
"""So many questions of one message are answered."""
MOST_READINGS = 4_000
"""So many parts of messages, those that came latest, are not read anew (some 30 MB at most): many people ask the same."""
LONGEST_KNOWN = 24
"""Longer parts hardly come twice, and take room."""
MOST_SENTENCES, MOST_CLAUSES = 16, 40
"""In a message of more sentences, or a sentence of more clauses, no clause is looked at by itself."""
LONGEST_STATEMENT = 30
"""In a shorter sentence what is told and what is asked are read together."""
_VERIFYING = lazy_pattern(r"核实|查证|求证|说法|真假|确认一下(?:\W|$)")


class Messages:
    """Reads whole messages."""

    def __init__(self, reader: Reader, topics: Topics) -> None:
        self._reader = reader
        self._cut = lru_cache(MOST_SENTENCES)(reader.cut)
        self._said = lru_cache(MOST_SENTENCES)(self._said_anew)
        self._known = lru_cache(MOST_READINGS)(self._read_anew)
        self._read_lately = lru_cache(MOST_CLAUSES)(self._read_anew)
        self._topics = topics

    def questions(self, text: str, conversation: Conversation) -> list[Question]:
        """What the message asks in this conversation, in order; its background is left aside."""
        parts = [whole(sentence) for sentence in checked_together(sentences(text))]
        if conversation.pending:
            picked = answer_to_question_back(self._read(parts[0], conversation), conversation)
            if picked:
                return [picked]
        clauses = parts
        if len(parts) <= MOST_SENTENCES:
            clauses = self._all_clauses(parts, conversation)
        if len(clauses) > 1:
            return self._of_several(clauses, conversation) or [_fallback(text)]
        reading = self._read(clauses[0], conversation)
        if found := complete(reading, conversation, self._topics):
            return self._with_parts(found, reading)
        whether_graded = reading.graded and "listed" in reading.named
        return [question(reading, "a_grade") if whether_graded else _fallback(text)]

    def _read(self, clause: Clause, context: Conversation) -> Reading:
        length = clause.end - clause.start
        open_ended = length <= LONGEST_FOLLOW_UP or clause.text.startswith(WITHOUT_SUBJECT)
        last = context.last.topic if context.last and open_ended else None
        read = self._known if len(clause.sentence) <= LONGEST_KNOWN else self._read_lately
        return read(clause, last, spoken_of=bool(context.spoken_of))

    def _read_anew(self, clause: Clause, last: str | None, *, spoken_of: bool) -> Reading:
        return self._reader.matched(self._said(clause), last, spoken_of=spoken_of)

    def _said_anew(self, clause: Clause) -> Reading:
        sentence = self._cut(clause.sentence)
        if clause != whole(clause.sentence):
            sentence = sentence.part(clause.start, clause.end)
        return self._reader.read(sentence)

    def _all_clauses(self, parts: Sequence[Clause], conversation: Conversation) -> list[Clause]:
        """The clauses of all sentences, each sentence taken with the names that were told before it."""
        clauses: list[Clause] = []
        context = conversation
        for part in parts:
            clauses += self._clauses(part.sentence, context)
            if len(parts) > 1 and (told := told_names(self._cut(part.sentence).mentions)):
                context = context.but(spoken_of=told)
        return clauses

    def _clauses(self, sentence: str, context: Conversation) -> list[Clause]:
        """The clauses of a sentence where they ask about different things, else the sentence alone."""
        all_of_it = whole(sentence)
        checking = CHECKING.search(sentence) is not None
        if checking and self._is_one_claim(self._read(all_of_it, context)):
            return [all_of_it]
        cut = pieces(sentence)
        asking = [piece for piece in cut if asks(piece.text) and not asks_for_another(piece.text)]
        if not 1 < len(cut) <= MOST_CLAUSES or not (asking or checking):
            return [all_of_it]
        if len(asking) == 1 and not checking:
            return self._story(with_subject(asking[0], cut), context)
        parts = self._parts(joined(cut, self._cut(sentence).begins_word), context)
        clear = [part for part in parts if (part.asks or checking) and self._is_clear(part)]
        if checking:
            clear = [part for part in parts if part.claims_figures or (part in clear and not part.only_checks)]
        topics = {part.asked.topic for part in clear if part.asked} - (ASIDES if checking else frozenset())
        if len(topics) < 2 and not of_each_tier(clear):  # noqa: PLR2004 (one thing is asked)
            return [all_of_it] if checking or not topics else self._story(clear[0].clause, context, topics.pop())
        return divided(parts, clear, checking=checking)

    def _story(self, asking: Clause, context: Conversation, topic: str | None = None) -> list[Clause]:
        """A sentence that tells something before it asks: what is told apart from what is asked, if that is clear.

        A short beginning is set apart only where it changes `topic`, what is asked without it.
        """
        sentence = asking.sentence
        start = with_enumeration(sentence, asking.start)
        if start < SHORTEST_SENTENCE:
            return self._without_chatter(asking._replace(start=0), context)
        if not self._cut(sentence).begins_word(start):
            return [whole(sentence)]
        alone = topic is None and start < LONGEST_FOLLOW_UP
        if start < LONGEST_FOLLOW_UP:
            topic = topic or self._topic_alone(Clause(sentence, start, asking.end), context)
            if topic in (None, self._read(whole(sentence), context).topic):
                return [whole(sentence)]
        clauses = [Clause(sentence, 0, start), Clause(sentence, start, len(sentence))]
        telling, last = self._parts(clauses, context)
        if telling.reading.slots.shares and not (last.reading.slots.shares or last.reading.tiers):
            return [whole(sentence)]
        if alone and telling.holds_figures:
            return [whole(sentence)]
        if not (telling.tells and self._is_clear(last)) or (last.asks_of_several and telling.ends_in_names):
            return [whole(sentence)]
        return [clauses[0], *self._without_end(asking._replace(start=start), last, context)]

    def _without_end(self, asking: Clause, until_end: Part, context: Conversation) -> list[Clause]:
        """`asking` without the end of its sentence where only that names anybody, who is no alliance for sure."""
        behind = Clause(asking.sentence, asking.end, len(asking.sentence))
        named = until_end.asked is not None and bool(until_end.asked.names)
        if not named or until_end.plain or len(behind.text) < SHORTEST_SENTENCE:
            return [until_end.clause]
        if not self._cut(asking.sentence).begins_word(first_letter(behind)):
            return [until_end.clause]
        alone, end = self._parts([asking, behind], context)
        if not end.asks and self._is_clear(alone) and alone.asked and not alone.asked.names:
            return [asking, behind]
        return [until_end.clause]

    def _without_chatter(self, asking: Clause, context: Conversation) -> list[Clause]:
        """`asking`, which begins its sentence, without the end of it where only that is about something else."""
        behind = asking._replace(start=asking.end, end=len(asking.sentence))
        if len(behind.text) < SHORTEST_SENTENCE:
            return [whole(asking.sentence)]
        (all_of_it,) = self._parts([whole(asking.sentence)], context)
        if not all_of_it.reading.outside:
            return self._without_end(asking, all_of_it, context)
        (alone,) = self._parts([asking], context)
        if alone.asked and self._is_clear(alone) and self._is_serious(alone.asked):
            return [asking, behind]
        return [all_of_it.clause]

    def _topic_alone(self, asking: Clause, context: Conversation) -> str | None:
        """What the last part of a long sentence asks, if that is clear and named by nothing before it."""
        if len(asking.sentence) < LONGEST_STATEMENT:
            return None
        sentence = self._cut(asking.sentence)
        told = told_names(sentence.part(0, asking.start).mentions) or context.spoken_of
        (alone,) = self._parts([asking], context.but(spoken_of=told))
        return alone.asked.topic if alone.asked and self._is_clear(alone) else None

    def _is_one_claim(self, reading: Reading) -> bool:
        """Whether what is to be checked stands in all of the sentence: numbers side by side, a name and who graded it."""
        return bool(reading.assertions) or (
            bool(reading.matches) and bool(self._topics.by_id[reading.matches[0].topic].several)
        )

    def _is_claim(self, part: Part) -> bool:
        """Whether it tells something of the evaluation that can be checked."""
        return self._is_clear(part) and not self._is_untold(part) and "graded_elsewhere" not in part.reading.filled

    def _is_clear(self, part: Part) -> bool:
        best = part.reading.matches[0] if part.reading.matches else None
        if best is None or part.asked is None:
            return False
        if best.topic == "objection":
            return part.asked.topic == "a_grade" and bool(part.asked.names)
        foreign = self._topics.by_id[best.topic].status == "out_of_scope"
        return foreign or (not best.bare and best.score >= LEAST_CLEAR)

    def _parts(self, cut: Sequence[Clause], conversation: Conversation) -> list[Part]:
        """Each clause with what it asks, taking from the clauses before it what it leaves open."""
        parts: list[Part] = []
        context, named = conversation, False
        listed: tuple[Named, ...] = ()
        for clause in cut:
            reading = self._read(clause, context)
            long = clause.end - clause.start > LONGEST_FOLLOW_UP
            if context.spoken_of and points_back(reading):
                reading = self._reader.matched(without_names(reading), None, spoken_of=True)
            pointing = bool(context.spoken_of) and "pronoun" in reading.named
            if long or pointing or not reading.asks or named:
                reading = reading._replace(weak=())
            if long and not reading.graded and (named or not (reading.asks or plain_names(reading.mentions))):
                plain = tuple(mention for mention in reading.mentions if mention.certain)
                reading = naming_only(reading, plain)
            elif long and sum(mention.suffixed for mention in reading.mentions) > 1:
                reading = reading._replace(mentions=with_joined(reading.mentions, reading.segments))
            part = self._part(clause, reading, context, parts, listed)
            parts.append(part)
            if part.plain or part.lists_names or not (part.tells and listed):
                listed = (*listed, *part.candidates)
                if len(listed) > 1:
                    context = context.but(recent=listed)
            named = named or part.names_plainly
            about = part.asked is not None and self._is_about_alliances(part.asked)
            tells = len(cut) > 1 and not (reading.asks and about)
            told = part.candidates if tells and told_names(reading.mentions) else ()
            speaks = reading.asks or bool(reading.matches) or part.names_plainly
            if part.asked and speaks and self._is_serious(part.asked):
                names = part.asked.names if part.names_plainly or (reading.asks and about) else told
                names = names if part.names_plainly or about else ()
                last = part.asked if reading.asks else of_the_same_person(part.asked, context.last)
                context = context.but(last=last, spoken_of=names or context.spoken_of)
            elif told:
                context = context.but(spoken_of=told)
        return parts

    def _part(
        self,
        clause: Clause,
        reading: Reading,
        context: Conversation,
        before: Sequence[Part],
        listed: tuple[Named, ...],
    ) -> Part:
        """What `clause` asks behind those `before` it; `listed` are the names that were told in these."""
        asked = None if is_aside(reading) else complete(reading, context, self._topics)
        if asked and before and before[-1].clause.sentence == clause.sentence:
            asked = in_the_same_year(asked, before[-1].asked)
        if asked and before:
            asked = alliances_meant(of_each(asked, reading, context.spoken_of), reading)
            asked = of_the_figures(asked, reading, before)
        if asked and not reading.mentions and asked.topic in TOPICS_OF_SEVERAL:
            names = those_told(reading, listed, asked.names)
            asked = question(reading, "a_grade").but(names=names) if names else asked
        part = Part.of(clause, reading, asked)
        if asked and not reading.asks and part.plain and any(match.topic == "a_grade" for match in reading.matches):
            topic = asked.topic if asked.topic in VERDICT_TOPICS else "a_grade"
            return part._replace(asked=question(reading, topic).but(names=part.candidates))
        return part

    def _is_about_alliances(self, asked: Question) -> bool:
        return self._topics.takes(asked.topic, "name", "names", "alliance", "pronoun")

    def _is_serious(self, asked: Question) -> bool:
        topic = self._topics.by_id[asked.topic]
        return topic.status in (None, "unknown") and not topic.overview

    def _is_stray(self, part: Part) -> bool:
        """Whether a long sentence, which may only tell, touches on something that no report says."""
        return self._is_untold(part) and len(part.reading.text) > LONGEST_FOLLOW_UP

    def _is_untold(self, part: Part) -> bool:
        """Whether it asks what no report says."""
        return part.asked is not None and self._topics.by_id[part.asked.topic].status == "unknown"

    def _with_parts(self, found: Question, reading: Reading) -> list[Question]:
        """`found` with what the sentence asks besides, or one question on the whole where that is much."""
        if several := self._topics.by_id[found.topic].several:
            return [found.but(topic=topic) for topic in several]
        if not reading.matches or reading.topic != found.topic:
            return [found]
        parts = self._topics.parts(reading.matches)
        overall = self._topics.by_id[found.topic].part_of
        if overall and len(parts) > MOST_QUESTIONS:
            return [found.but(topic=overall)]
        return [found.but(topic=part) for part in parts]

    def _of_several(self, cut: Sequence[Clause], conversation: Conversation) -> list[Question]:
        """What the parts that ask want to know; what the others tell only where nothing asks."""
        parts = self._parts(cut, conversation)
        serious = [part for part in parts if part.asked and self._is_serious(part.asked)]
        checking = any(CHECKING.search(clause.text) for clause in cut) or any(map(_verifies, parts))
        asking = [part for part in serious if part.asks or part.lists_names or (checking and self._is_claim(part))]
        asking = serious if all(part.lists_names for part in asking) else asking
        asking = [part for part in asking if not self._is_stray(part)] or asking
        if any(map(self._is_clear, asking)):
            asking = [part for part in asking if not is_faint(part)]
        asking = [part for part in asking if not is_taken_up(part, asking)]
        asking = [part for part in asking if not part.only_checks] or asking
        if not any(part.asks for part in asking) and (open_question := unnamed_grade(parts)):
            return [open_question]
        questions = [
            one
            for part in asking
            if part.asked
            for one in self._with_parts(without_doubles(part.asked, part, parts), part.reading)
        ]
        return united(of_the_year_meant(questions, parts)) or [part.asked for part in parts if part.asked][:1]


def _verifies(part: Part) -> bool:
    """Whether it only asks whether what was told is true."""
    return part.reading.asks and not part.reading.matches and _VERIFYING.search(part.reading.text) is not None


def _fallback(text: str) -> Question:
    """Nothing fits: outside of what is known."""
    return Question(topic="out_of_scope" if re.search(r"\w", text) else "greeting", text=text)
