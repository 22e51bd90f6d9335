"""From a text to an answer: the one way through this package."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from knowledge.answer import Answer, Choice, Paragraph
from knowledge.answers import Facts, compose, opening
from knowledge.conversation import NOTHING_SAID, Conversation, after
from knowledge.fragments import Fragments
from knowledge.merging import merged
from knowledge.messages import MOST_QUESTIONS, Messages
from knowledge.names.mentions import Names
from knowledge.question_tokens import from_token, from_words, to_words
from knowledge.questions.question import Question
from knowledge.questions.reader import Reader
from knowledge.questions.slots import read_slots
from knowledge.questions.topic_files import Topic, read_topics
from knowledge.questions.topics import Topics
from knowledge.questions.years import Years
from knowledge.reports.checks import read_checked
from knowledge.reports.loading import BUILT_IN, DataError, Library
from knowledge.reports.models import GRADE
from knowledge.text.cantonese import in_mandarin
from knowledge.text.cleaning import clean
from knowledge.text.english import in_chinese
from knowledge.text.lexicon import Lexicon
from knowledge.text.patterns import lazy_pattern
from knowledge.text.pinyin import counted
from knowledge.text.script import SCRIPT_SHOWS, is_traditional, traditional
from knowledge.text.verdict_signs import spelt_out
from knowledge.vocabulary import add_vocabulary, other_grades

COMMANDS = {
    "start": "greeting",
    "help": "help",
    "list": "a_list",
    "tiers": "tiers",
    "rule": "a_rule",
    "about": "about",
    "source": "article",
}
_YEAR = lazy_pattern(r"20\d\d(?:-(?:20)?\d\d)?(?:年度?)?")
_CHINA = dt.timezone(dt.timedelta(hours=8))
MOST_TOKENS = 500
"""What stands behind so many tokens, those that came latest, is not composed anew (some 5 MB)."""


def today_in_china() -> dt.date:
    """The date for which 今年 and 去年 are meant."""
    return dt.datetime.now(_CHINA).date()


class UnknownTokenError(ValueError):
    """A token that no answer of this version of the data stands behind."""


class Knowledge:
    """All that was loaded. Immutable, so that one instance serves every conversation."""

    def __init__(self, library: Library, topics: Sequence[Topic]) -> None:
        lexicon = Lexicon()
        self._library = library
        graded = library.reports[library.default_year].grade
        named = [topic.naming(graded.name if graded else GRADE) for topic in topics]
        self._topics = Topics(named, lexicon)
        add_vocabulary(lexicon, library)
        self._other_grades = other_grades(library)
        names = Names(library.alliances.values(), library.ambiguous, lexicon)
        self._tiers = {tier.id for report in library.reports.values() for tier in report.tiers}
        self._facts = Facts(library, self._topics.by_id, library.default_year)
        reader = Reader(library, self._topics, lexicon, names, self._facts.default_year)
        self._messages = Messages(reader, self._topics)
        self._years = Years(library, self._facts.default_year, self._topics.by_id)
        self._fragments = Fragments(library, self._topics.by_id, self._facts.default_year)
        self._known_behind = lru_cache(MOST_TOKENS)(self._behind)
        self.version = library.version

    @property
    def library(self) -> Library:
        """The facts themselves."""
        return self._library

    @property
    def topics(self) -> Mapping[str, Topic]:
        """The topics by id, with their wordings and examples."""
        return self._topics.by_id

    @property
    def default_year(self) -> str:
        return self._facts.default_year

    @property
    def grade(self) -> str:
        """What the grade is called in the default evaluation."""
        return self._facts.grade_name()

    def ask(
        self,
        text: str,
        conversation: Conversation | None = None,
        *,
        today: dt.date | None = None,
        year: str | None = None,
    ) -> tuple[Answer, Conversation]:
        """Answer `text`, anything a user may type. `today` is that of China unless given; `year` replaces the default evaluation.

        Raises:
            ValueError: no report is about `year`.

        """
        if year is not None and year not in self._library.reports:
            message = f"{year}: expected one of {', '.join(self._library.reports)}"
            raise ValueError(message)
        conversation = conversation or NOTHING_SAID
        today = today or today_in_china()
        answers = self._answers(text, conversation, today, year)
        reply = self._lasting(answers, text, conversation, today)
        script = is_traditional(text[:SCRIPT_SHOWS], before=conversation.traditional)
        now = after(conversation, answers, reply.token, self._library, traditional=script)
        return _written(reply, now), now

    def choose(
        self, token: str, conversation: Conversation | None = None, *, today: dt.date | None = None
    ) -> tuple[Answer, Conversation]:
        """Answer the question behind a button, a command or a deep link.

        Plain topics are tokens too: `greeting`, `help`, `about`, `a_list`, `tiers`, `a_rule`.

        Raises:
            UnknownTokenError: no such token.

        """
        today = today or today_in_china()
        answers = self._known_behind(token, today)
        reply = merged([answer for _, answer in answers])
        if words := from_words(token):
            reply = reply.model_copy(update={"token": token})
        conversation = conversation or NOTHING_SAID
        now = after(conversation, answers, reply.token, self._library, traditional=conversation.traditional)
        return reply.translated(traditional) if now.traditional or is_traditional(words or "") else reply, now

    def fitting(self, fragment: str) -> Iterator[Choice]:
        """What `fragment`, typed so far, may become: grade checks of alliances, then suggested questions."""
        return self._fragments.fitting(fragment)

    def _answers(
        self, text: str, conversation: Conversation, today: dt.date, year: str | None = None
    ) -> list[tuple[Question, Answer]]:
        return [
            (settled, self._compose(settled))
            for question in self._asked(text, conversation)[:MOST_QUESTIONS]
            for settled in self._years.settle(question, today, year)
        ]

    def _behind(self, token: str, today: dt.date) -> Sequence[tuple[Question, Answer]]:
        """What `token` stands for, on its own. `_known_behind` remembers it."""
        if words := from_words(token):
            return self._answers(words, NOTHING_SAID, today)
        question = from_token(token)
        if question is None or not self._is_known(question):
            raise UnknownTokenError(token)
        settled = self._years.settle(question, today, None)[0]
        return [(settled, self._compose(settled))]

    def _lasting(
        self, answers: Sequence[tuple[Question, Answer]], text: str, conversation: Conversation, today: dt.date
    ) -> Answer:
        """`answers` as one, with a token that leads to it on any day, if there is one: of its slots, else of its words."""
        reply = merged([answer for _, answer in answers])
        if reply.token and self._leads_to(reply.token, reply, today):
            return reply
        words = to_words(clean(text)) if not any(question.relative for question, _ in answers) else None
        if words and conversation != NOTHING_SAID and not self._leads_to(words, reply, today):
            words = None
        return reply.model_copy(update={"token": words})

    def _leads_to(self, token: str, reply: Answer, today: dt.date) -> bool:
        return merged([told for _, told in self._known_behind(token, today)]).blocks == reply.blocks

    def _asked(self, text: str, conversation: Conversation) -> list[Question]:
        plain = _without_command(clean(text))
        if isinstance(plain, Question):
            return [plain]
        asked = self._messages.questions(self._worded(plain), conversation)
        if not all(_certain(question) for question in asked) and is_traditional(text):
            regional = self._messages.questions(self._worded(clean(text, regional=True)), conversation)
            if all(_certain(question) for question in regional):
                return regional
        return asked

    def _worded(self, text: str) -> str:
        """`text`, already cleaned, in the Chinese that the wordings are written in, where the grade is called A级."""
        for pattern, written in self._other_grades:
            text = pattern.sub(written, text)
        return in_chinese(counted(in_mandarin(spelt_out(text))))

    def _is_known(self, question: Question) -> bool:
        topic = self._topics.by_id.get(question.topic)
        return (
            topic is not None
            and not topic.several
            and (question.year is None or question.year in self._library.reports)
            and all(one in self._library.alliances for named in question.names for one in named.alliances)
            and self._tiers.issuperset(question.tiers)
        )

    def _compose(self, question: Question) -> Answer:
        answer = compose(question, self._facts)
        told = opening(question, answer, self._facts)
        return answer.model_copy(update={"blocks": (Paragraph(text=told), *answer.blocks)}) if told else answer


def _written(answer: Answer, conversation: Conversation) -> Answer:
    """`answer` in the script of the conversation."""
    return answer.translated(traditional) if conversation.traditional else answer


def _certain(question: Question) -> bool:
    return question.topic != "out_of_scope" and all(named.kind == "sure" for named in question.names)


def _without_command(text: str) -> str | Question:
    """`/start` and `/tiers 2015` as the questions they stand for, `/ask 化纤` as its text."""
    match = re.match(r"/\s*([a-z_]+)(?:@\w+)?\s*(.*)", text, re.DOTALL | re.IGNORECASE)
    if not match:
        return text
    topic, argument = COMMANDS.get(match[1].lower()), match[2]
    if topic and (not argument or _YEAR.fullmatch(argument)):
        return Question(topic=topic, years=read_slots(argument).years)
    return argument or match[1]


def load(extra: Path | None = None) -> Knowledge:
    """Read the built-in data, and those of the folder `extra` beside them.

    Raises:
        DataError: a data file is wrong.

    """
    library, findings = read_checked([BUILT_IN, *([extra] if extra else [])])
    topics, more = read_topics(BUILT_IN)
    errors = [str(finding) for finding in (*findings, *more) if finding.level == "error"]
    if errors:
        raise DataError("\n".join(errors))
    return Knowledge(library, topics)
