"""Pieces that answers are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, Protocol

from knowledge.answer import Answer, Block, Choice, Note, Paragraph, Status
from knowledge.question_tokens import to_token
from knowledge.questions.question import Named, Question
from knowledge.reports.models import Citation, Cited, Confidence, Fact, Report, Result, citations

from .facts import CONFIDENCE, Facts

MOST_CHOICES = 1_000
"""So many buttons are not made anew: there are a few for each topic and year, and one or two for each alliance."""


def lead(text: str) -> Paragraph:
    """The direct answer."""
    return Paragraph(text=text, lead=True)


def answer(
    question: Question,
    facts: Facts,
    blocks: Iterable[Block | None],
    *,
    cite: Iterable[Iterable[Citation]] = (),
    status: Status = "answered",
    related: Sequence[Choice | None] = (),
    **fields: object,
) -> Answer:
    """An answer to `question` about its year, from the places `cite`."""
    return Answer(
        status=status,
        topic=question.topic,
        year=question.year,
        blocks=tuple(block for block in blocks if block),
        sources=facts.refs(*cite),
        related=tuple(choice for choice in related if choice),
        token=to_token(question),
        **fields,
    )


@lru_cache(MOST_CHOICES)
def choice(
    label: str,
    topic: str,
    *,
    year: str | None = None,
    alliances: tuple[str, ...] = (),
    tiers: tuple[str, ...] = (),
    base: str | None = None,
) -> Choice | None:
    """A button for the question on `topic` with these slots, None where it does not fit into a token."""
    names = tuple(Named(said="", kind="sure", alliances=(alliance,)) for alliance in alliances)
    token = to_token(Question(topic=topic, year=year, names=names, tiers=tiers, base=base))
    return Choice(label=label, token=token) if token else None


def list_of(grade: str, year: str | None) -> Choice | None:
    """The button for the list of those that hold the grade, as it is called, in that year."""
    return choice(f"{grade}名单有哪些？", "a_list", year=year)


def not_published(question: Question, facts: Facts, text: str, *extra: Block | None, **fields: object) -> Answer:
    """About the evaluation, but no report says it; unless said otherwise, what is known best may come next."""
    fields.setdefault(
        "related",
        [
            list_of(facts.grade_name(), facts.default_year),
            choice("各等级有多少家？", "tiers", year=facts.default_year),
        ],
    )
    return answer(question, facts, [lead(text), *extra], status="unknown", **fields)  # type: ignore[arg-type]


def ask_for_alliance(question: Question, facts: Facts) -> Answer:
    """A question back where no alliance is named."""
    asked = not_published(question, facts, "❓ 请告诉我是哪一家联盟，例如“化纤联盟”。")
    return asked.model_copy(update={"status": "ambiguous"})


def any_place(report: Report) -> tuple[Citation, ...]:
    """A place to cite for what is said of `report` as a whole: its first one."""
    cited = next((citation for _, citation in citations(report)), None)
    if cited is None and report.sources:
        cited = Citation(source=report.sources[0].id)
    return (cited,) if cited else ()


def note(*texts: str | None) -> Note | None:
    """What has to be added, None where there is nothing."""
    said = [text for text in texts if text]
    return Note(text="".join(said)) if said else None


def score_text(result: Result) -> str:
    """90分, 95分以上."""
    return f"{(result.score or '').removeprefix('≥')}分{'以上' if result.at_least else ''}"


def joined(parts: Sequence[str], last: str = "和") -> str:
    """甲、乙和丙."""
    if len(parts) < 2:  # noqa: PLR2004 (nothing to join)
        return "".join(parts)
    return "、".join(parts[:-1]) + last + parts[-1]


def span(years: Sequence[str]) -> str:
    """2017、2018、2019年."""
    return "、".join(years) + "年"


class _Confident(Protocol):
    """Whatever tells how sure it is."""

    @property
    def confidence(self) -> Confidence: ...


class _Derived(_Confident, Protocol):
    """The same with how it was derived, where it was."""

    @property
    def how(self) -> str | None: ...


def caveat(fact: _Derived) -> str:
    """How sure `fact` is: （推算：…） or （据一篇转载，未见原文）, nothing where the source simply states it."""
    told = CONFIDENCE[fact.confidence]
    return f"（{told}{'：' + fact.how if fact.how else ''}）" if told else ""


def brief_caveat(fact: _Confident) -> str:
    """The same without how it was derived."""
    told = CONFIDENCE[fact.confidence]
    return f"（{told}）" if told else ""


def caveat_clause(fact: _Confident) -> str:
    """The brief caveat as the last clause of what stands in brackets already."""
    told = CONFIDENCE[fact.confidence]
    return f"，{told}" if told else ""


def caveats(facts: Iterable[Fact[Any] | Cited | None]) -> Note | None:
    """The caveats of `facts`, each once."""
    return note(*dict.fromkeys(caveat(fact) for fact in facts if fact))


def character_pairs(text: str, fits: Callable[[str], bool]) -> frozenset[str]:
    """Every two characters of `text` that stand side by side and together are what `fits` wants (letters, digits).

    >>> sorted(character_pairs("第2批，有A", str.isalnum)), sorted(character_pairs("第2批，有A", str.isalpha))
    (['2批', '有A', '第2'], ['有A'])
    """
    return frozenset(filter(fits, map("".join, pairwise(text))))
