"""From a text to an answer: the one way through this package."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from knowledge.answer import Answer, Choice, Paragraph
from knowledge.answers import COMPOSERS, Facts, compose, opening
from knowledge.answers.facts import GRADE
from knowledge.dialogue import ASIDES, Conversation, known
from knowledge.fragments import fitting
from knowledge.merging import merged
from knowledge.messages import MOST_QUESTIONS, Messages
from knowledge.names.mentions import Names
from knowledge.questions.question import Named, Question
from knowledge.questions.reader import Reader
from knowledge.questions.slots import read_slots
from knowledge.questions.topics import Topics
from knowledge.questions.wordings import Topic, question_words, read_topics
from knowledge.questions.years import Years
from knowledge.reports.checks import check
from knowledge.reports.loading import BUILT_IN, DataError, Finding, Library, read_library
from knowledge.text.cantonese import in_mandarin
from knowledge.text.cleaning import clean
from knowledge.text.english import in_chinese
from knowledge.text.lexicon import Lexicon
from knowledge.text.pinyin import counted
from knowledge.text.script import is_traditional, traditional
from knowledge.tokens import from_token, from_words, to_words
from knowledge.vocabulary import add_vocabulary

COMMANDS = {
    "start": "greeting",
    "help": "help",
    "list": "a_list",
    "tiers": "tiers",
    "rule": "a_rule",
    "about": "about",
    "source": "article",
}
_YEAR = re.compile(r"20\d\d(?:-(?:20)?\d\d)?(?:年度?)?")
MOST_SPOKEN_OF = 5
"""A list of so many alliances can be pointed at with 它们."""
MOST_RECENT = 10
"""So many names are remembered."""
MOST_TOKENS = 500
"""What stands behind so many tokens, those that came latest, is not composed anew (some 5 MB)."""


class UnknownTokenError(ValueError):
    """A token that no answer of this version of the data stands behind."""


class Knowledge:
    """All that was loaded. Immutable, so that one instance serves every conversation."""

    def __init__(self, library: Library, topics: Sequence[Topic]) -> None:
        lexicon = Lexicon()
        self._library = library
        graded = library.reports[library.default_year].grade
        named = [topic.naming(graded.name if graded else GRADE) for topic in topics]
        self._topics = Topics(named, lexicon, question_words())
        add_vocabulary(lexicon, library)
        names = Names(library.alliances.values(), library.ambiguous, lexicon)
        self._facts = Facts(library, self._topics.by_id, library.default_year)
        reader = Reader(library, self._topics, lexicon, names, self._facts.default_year)
        self._messages = Messages(reader, self._topics)
        self._years = Years(library, self._facts.default_year, self._topics.by_id)
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

    def ask(
        self,
        text: str,
        conversation: Conversation | None = None,
        *,
        today: dt.date | None = None,
        year: str | None = None,
    ) -> tuple[Answer, Conversation]:
        """Answer `text`, anything a user may type. `year` replaces the default evaluation."""
        conversation = conversation or Conversation()
        today = today or dt.datetime.now(tz=dt.UTC).date()
        answers = self._answers(text, conversation, today, year)
        reply = self._lasting(answers, text, conversation, today)
        script = is_traditional(text[:200], before=conversation.traditional)
        after = _after(conversation, answers, reply.token, self._library).model_copy(update={"traditional": script})
        return _written(reply, after), after

    def choose(
        self, token: str, conversation: Conversation | None = None, *, today: dt.date | None = None
    ) -> tuple[Answer, Conversation]:
        """Answer the question behind a button, a command or a deep link.

        Plain topics are tokens too: `greeting`, `help`, `about`, `a_list`, `tiers`, `a_rule`.

        Raises:
            UnknownTokenError: no such token.

        """
        today = today or dt.datetime.now(tz=dt.UTC).date()
        answers = self._known_behind(token, today)
        reply = merged([answer for _, answer in answers])
        if words := from_words(token):
            reply = reply.model_copy(update={"token": token})
        after = _after(conversation or Conversation(), answers, reply.token, self._library)
        return reply.translated(traditional) if after.traditional or is_traditional(words or "") else reply, after

    def fitting(self, fragment: str) -> tuple[Choice, ...]:
        """What `fragment`, typed so far, may become: grade checks of alliances, then suggested questions."""
        return fitting(fragment, self._library, self.topics, self.default_year)

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
            return self._answers(words, Conversation(), today)
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
        if words and conversation != Conversation() and not self._leads_to(words, reply, today):
            words = None
        return reply.model_copy(update={"token": words})

    def _leads_to(self, token: str, reply: Answer, today: dt.date) -> bool:
        return merged([told for _, told in self._known_behind(token, today)]).blocks == reply.blocks

    def _asked(self, text: str, conversation: Conversation) -> list[Question]:
        plain = _without_command(clean(text))
        if isinstance(plain, Question):
            return [plain]
        asked = self._messages.questions(in_chinese(counted(in_mandarin(plain))), conversation)
        if is_traditional(text) and not all(_certain(question) for question in asked):
            regional = self._messages.questions(
                in_chinese(counted(in_mandarin(clean(text, regional=True)))), conversation
            )
            if all(_certain(question) for question in regional):
                return regional
        return asked

    def _is_known(self, question: Question) -> bool:
        return (
            question.topic in self._topics.by_id
            and (question.year is None or question.year in self._library.reports)
            and all(one in self._library.alliances for named in question.names for one in named.alliances)
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


def _after(
    conversation: Conversation, answers: Sequence[tuple[Question, Answer]], token: str | None, library: Library
) -> Conversation:
    """The conversation once `answers` were given, which together are the reply that `token` stands for."""
    changes: dict[str, object] = {"token": token, "page": 0}
    years = conversation.years
    for question, answer in answers:
        if question.topic not in COMPOSERS and answer.status != "unknown":
            continue
        if question.topic == "unknown_year" and not question.asked:
            continue
        if question.topic in ASIDES and conversation.last:
            continue
        last = _as_asked(question, library).model_copy(update=_told(question, answer, library))
        changes["last"] = last
        changes["tiers"] = tuple(dict.fromkeys([*conversation.tiers, *last.tiers][::-1]))[:MOST_SPOKEN_OF][::-1]
        spoken = [last.year] if last.year else [year for year in last.years[::-1] if year in library.reports]
        years = tuple(dict.fromkeys([*spoken, *years[::-1]]))[:2][::-1]
        pointed = bool(question.names) and all(named.how == "context" for named in question.names)
        if not pointed:
            changes["pending"], changes["candidates"] = None, ()
        if answer.status == "ambiguous" and answer.candidates:
            changes["pending"] = question
            changes["candidates"] = tuple(token for choice in answer.choices for token in _alliance_of(choice.token))
        if question.names and not (pointed and len(question.names) < len(conversation.spoken_of)):
            changes["spoken_of"] = question.names
            changes["recent"] = _latest([*conversation.recent, *question.names])
        if question.topic in ("a_list", "a_sector", "a_at") or (answer.alliances and not question.names):
            names = {alliance.name: alliance.id for alliance in library.alliances.values()}
            shown = tuple(names[name] for name in answer.alliances)
            changes["shown"] = shown
            if len(shown) <= MOST_SPOKEN_OF:
                changes["spoken_of"] = known(shown)
    return conversation.model_copy(update={**changes, "years": years})


def _as_asked(question: Question, library: Library) -> Question:
    """`question` as it may be asked again of another year; one on several evaluations is of a year where it names just one."""
    alone = question.years[0] if len(question.years) == 1 and question.years[0] in library.reports else None
    return question.model_copy(
        update={
            "year": question.year or alone,
            "topic": question.asked or question.topic,
            "asked": None,
            "kept_year": None,
            "doubtful_year": None,
            "released_in": None,
            "again": False,
            "outdated": False,
            "missing": (),
        }
    )


def _latest(names: Sequence[Named]) -> tuple[Named, ...]:
    """The latest of `names`, each alliance (or wording of none) once, the last one last."""
    found = {named.alliances or named.said: named for named in names[::-1]}
    return tuple(found.values())[:MOST_RECENT][::-1]


def _told(question: Question, answer: Answer, library: Library) -> dict[str, object]:
    """The tiers, places and persons that the direct answer tells, so that 这档几家, 下一个 and 什么职务 can be asked next."""
    told: dict[str, object] = {}
    if answer.people:
        told["persons"] = answer.people
    report = library.reports.get(answer.year or "")
    if not report:
        return told
    told["year"] = report.year
    if not question.tiers and answer.topic in ("score", "score_range", "figure"):
        said = next((block.text for block in answer.blocks if isinstance(block, Paragraph) and block.lead), "")
        told["tiers"] = tuple(tier.id for tier in report.tiers if tier.name in said)
    members = [library.alliances[member].name for member in report.grade.members] if report.grade else []
    if not question.positions and len(answer.alliances) == 1 and answer.alliances[0] in members:
        place = members.index(answer.alliances[0]) + 1
        told["positions"] = ((place, place),)
    return told


def _alliance_of(token: str) -> tuple[str, ...]:
    question = from_token(token)
    return question.names[0].alliances if question and question.names else ()


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
    library, findings = read_library([BUILT_IN, *([extra] if extra else [])])
    topics, more = read_topics(BUILT_IN)
    findings += more
    if not any(finding.level == "error" for finding in findings):
        findings += check(library)
    _refuse(findings)
    return Knowledge(library, topics)


def _refuse(findings: Sequence[Finding]) -> None:
    errors = [str(finding) for finding in findings if finding.level == "error"]
    if errors:
        raise DataError("\n".join(errors))
