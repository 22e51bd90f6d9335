"""What the registry holds of alliances beside their grade: batch, leading unit, founding, members, people, place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from knowledge.answer import Answer, Listing, Note
from knowledge.questions.question import Named, Question
from knowledge.reports.models import Alliance, Fact
from knowledge.text.patterns import lazy_pattern

from .facts import Facts
from .grade import ask_which
from .parts import answer, ask_for_alliance, brief_caveat, choice, lead, note

_OFFICE = lazy_pattern(r"副?(?:秘书长|理事长|会长)")
_ELSEWHERE = lazy_pattern(r"[，,]兼.*")
_YEAR = lazy_pattern(r"(?:19|20)\d\d")
PEOPLE = "负责人"
STATUS = "试点身份"
NO_YEAR = "来源没有印年份"
_REPORTED = "称"
"""Stands in what only somebody says."""
MOST_OFFERED = 8
"""So many alliances can be offered in a question back."""


def value(fact: Fact[str]) -> str:
    """The fact, with how sure it is."""
    return f"{fact.value}{brief_caveat(fact)}"


def _one(fact: Fact[str] | None) -> tuple[Fact[str], ...]:
    return (fact,) if fact else ()


ATTRIBUTES: dict[str, tuple[str, Callable[[Alliance], tuple[Fact[str], ...]]]] = {
    "alliance_status": (STATUS, lambda alliance: (*_one(alliance.status), *_one(alliance.batch))),
    "alliance_batch": ("试点批次", lambda alliance: _one(alliance.batch)),
    "alliance_lead": ("牵头或发起单位", lambda alliance: _one(alliance.lead)),
    "alliance_founded": ("成立时间", lambda alliance: _one(alliance.founded)),
    "alliance_members": ("成员数", lambda alliance: _one(alliance.members)),
    "alliance_people": (PEOPLE, lambda alliance: alliance.people),
    "alliance_place": ("所在地", lambda _: ()),
}
"""What each topic asks of an alliance."""


def attribute(question: Question, facts: Facts) -> Answer:
    """The attribute that the topic asks for, of each alliance that is named."""
    if not question.names:
        return ask_for_alliance(question, facts)
    named = question.names
    unsure = next((one for one in named if one.kind in ("wide", "near")), None)
    if unsure and len(unsure.alliances) <= MOST_OFFERED:
        return ask_which(question, facts, unsure, unsure.alliances)
    label, read = ATTRIBUTES[question.topic]
    offices = _offices(question.text) if question.topic == "alliance_people" else []
    told = [_sentence(one, label, read, offices, facts) for one in named]
    known = [one for one in told if one[1]]
    texts = [text for text, _ in told]
    ids = [one.alliances[0] for one in named if one.kind == "sure"]
    return answer(
        question,
        facts,
        [lead(texts[0]) if len(texts) == 1 else Listing(items=tuple(texts)), _others(ids, label, known, facts)],
        cite=[fact.cite for _, found in known for fact in found],
        status="answered" if known else "unknown",
        alliances=tuple(facts.name(one) for one in ids),
        related=[choice(f"它是{facts.grade_name()}吗？", "a_grade", alliances=tuple(ids))] if len(ids) == 1 else [],
    )


def _offices(text: str) -> list[str]:
    """The offices that `text` names, as the registry calls them."""
    return [office.replace("会长", "理事长") for office in _OFFICE.findall(text)]


def _sentence(
    named: Named,
    label: str,
    read: Callable[[Alliance], tuple[Fact[str], ...]],
    offices: Sequence[str],
    facts: Facts,
) -> tuple[str, tuple[Fact[str], ...]]:
    """A sentence on one alliance, with the facts it rests on; none where nothing is known."""
    if named.kind != "sure":
        return f"❓ 资料里没有“{named.said}”的{label}。", ()
    alliance = facts.alliance(named.alliances[0])
    found = tuple(fact for fact in read(alliance) if not offices or _holds(fact, offices))
    asked = "、".join(offices) or label
    if not found:
        return f"❓ 资料里没有{alliance.name}的{asked}。", ()
    of = "：" if label == PEOPLE else f"的{asked}："
    if label == STATUS and _REPORTED not in found[0].value:
        of = "是"
    values = f"{'；'.join(map(value, found))}{_as_of(found, facts)}".replace("）（", "；")
    return f"{alliance.name}{of}{values}。", found


def _as_of(found: Sequence[Fact[str]], facts: Facts) -> str:
    """（据2021年的资料）, by the newest source, where the facts themselves name no year."""
    told = "".join(fact.value for fact in found)
    if _YEAR.search(told) or NO_YEAR in told:
        return ""
    dates = [facts.library.sources[place.source].date or "" for fact in found for place in fact.cite]
    years = [year[0] for date in dates if (year := _YEAR.search(date))]
    return f"（据{max(years)}年的资料）" if years else f"（{NO_YEAR}）"


def _holds(fact: Fact[str], offices: Sequence[str]) -> bool:
    """Whether one of `offices` is held in the alliance itself, not beside it (兼国联中心理事长)."""
    own = _ELSEWHERE.sub("", fact.value)
    return any(re.search(rf"(?<!副){office}", own) for office in offices)


def _others(ids: Sequence[str], label: str, known: Sequence[object], facts: Facts) -> Note | None:
    """Who else is known where the office that was asked for is not."""
    if known or label != PEOPLE or len(ids) != 1:
        return None
    people = facts.alliance(ids[0]).people
    return note(f"查到的其他人：{'；'.join(map(value, people))}。" if people else None)
