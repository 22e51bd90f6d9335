"""What is left open in a message is taken from the conversation so far."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from knowledge.questions import Named, Question, Reading, question
from knowledge.topics import Topics

_ALL = re.compile(
    r"^(?:都要|都(?!不|没)|全部|全都|全要|所有|两个都要|都查|都看|都问|都是|每个都要|两个都|三个都|几个都|一起|全|all)"
)
_YES = re.compile(
    r"^(?:是的?|对的?|嗯+|没错|就是(?:它|这个)?|是它|对对|正是|yes|y|ok|好的?|对啊|是啊|可以|行)[。!,，~]*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^(?:第|选|选择|要)?\s*(\d{1,2})\s*(?:个|号|家|项|、|\.)?(?:吧|呢|的)?[。!]?$")
SHORT = 14
"""An answer to a question back has at most this many characters."""


class Conversation(BaseModel):
    """What has been said so far, as a small serialisable value (`model_dump_json`, `model_validate_json`).

    `last` is the latest question that was answered; `pending` the one that was asked back, with the ids of its
    `candidates`; `spoken_of` the names of the latest question (also those of nobody we know), `shown` the alliances (ids) of the
    last list. `token` asks for the latest reply again, of which `page` was shown last (for faces that show pages).
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    last: Question | None = None
    pending: Question | None = None
    candidates: tuple[str, ...] = ()
    spoken_of: tuple[Named, ...] = ()
    shown: tuple[str, ...] = ()
    token: str | None = None
    page: int = 0


def answer_to_question_back(reading: Reading, conversation: Conversation) -> Question | None:
    """The pending question with what the user picked: by number, by name, by a part of one, or all of them."""
    pending, candidates = conversation.pending, conversation.candidates
    if not pending or not candidates or len(reading.text) > SHORT + 10:
        return None
    text = re.sub(r"[\s。!！~，,]+$", "", reading.text)
    if _ALL.match(text) and len(text) <= SHORT:
        return _picked(pending, candidates)
    if match := _NUMBER.match(text):
        return _at(pending, candidates, int(match[1]))
    if len(reading.slots.positions) == 1 and len(text) <= SHORT and not reading.graded:
        place = reading.slots.positions[0].first
        return _at(pending, candidates, place if place > 0 else len(candidates) + 1 + place)
    if len(candidates) == 1 and _YES.match(text):
        return _picked(pending, candidates)
    return _by_part(reading, pending, candidates)


def _by_part(reading: Reading, pending: Question, candidates: Sequence[str]) -> Question | None:
    asked = {named.said for named in pending.names}
    for mention in reading.mentions:
        fitting = tuple(one for one in candidates if one in mention.alliances)
        fresh = mention.said not in asked
        if mention.kind != "sure" and len(fitting) == 1 and fresh and not mention.suffixed and not reading.graded:
            return _picked(pending, fitting)
    return None


def _at(pending: Question, candidates: Sequence[str], place: int) -> Question | None:
    return _picked(pending, candidates[place - 1 : place]) if 1 <= place <= len(candidates) else None


def _picked(pending: Question, picked: Sequence[str]) -> Question:
    settled = tuple(named for named in pending.names if named.kind == "sure")
    return pending.model_copy(update={"names": (*settled, *known(picked))})


def complete(reading: Reading, conversation: Conversation, topics: Topics) -> Question | None:
    """What `reading` asks in this conversation; None where it cannot be told."""
    last = conversation.last
    best = reading.matches[0] if reading.matches else None
    if last and (best is None or best.bare) and (asked := _asked_again(reading, conversation, topics)):
        return asked
    if best is None:
        return question(reading, "a_grade") if reading.weak and reading.graded else None
    if last and best.topic == "objection":
        return last.model_copy(update={"again": True, "text": reading.text})
    asked = question(reading, best.topic)
    return _with_context(asked, reading, conversation, topics)


def _asked_again(reading: Reading, conversation: Conversation, topics: Topics) -> Question | None:
    """The last question with another name, tier, score, base or year in it (TD呢, 换成总数口径)."""
    last = conversation.last
    if last is None:
        return None
    fresh = question(reading, last.topic)
    names = tuple(_narrowed(named, conversation.shown) for named in fresh.names) or tuple(
        Named(said=m.said, kind=m.kind, alliances=m.alliances, how=m.how) for m in reading.weak
    )
    if not names and (pointed := reading.named.get("pronoun")):
        names = _pointed_at(pointed, conversation.spoken_of)
    changes: dict[str, object] = {}
    if names and (topics.takes(last.topic, "name") or topics.takes(last.topic, "alliance")):
        changes["names"] = names
    if fresh.tiers and (topics.takes(last.topic, "tier") or topics.takes(last.topic, "tiers")):
        changes["tiers"] = fresh.tiers
        if len(fresh.tiers) == 1 and last.topic in ("tier_sum", "tier_compare"):
            changes["topic"] = "tier"
    if topics.takes(last.topic, "score") and (fresh.scores or reading.slots.numbers):
        changes["scores"] = fresh.scores or reading.slots.numbers
    if fresh.base and not changes:
        changes["base"] = fresh.base
    if fresh.years or fresh.relative or fresh.times:
        changes.update(years=fresh.years, relative=fresh.relative, times=fresh.times)
    if not changes:
        return None
    return last.model_copy(update={"counts": (), "shares": (), "text": reading.text, **changes})


def _narrowed(named: Named, shown: Sequence[str]) -> Named:
    """A wide name right after a list means the one of the list (航天的)."""
    fitting = tuple(one for one in named.alliances if one in shown)
    if named.kind != "wide" or len(fitting) != 1:
        return named
    return named.model_copy(update={"kind": "sure", "alliances": fitting, "how": "context"})


def known(alliances: Sequence[str]) -> tuple[Named, ...]:
    return tuple(Named(said="", kind="sure", alliances=(one,), how="context") for one in alliances)


def _with_context(asked: Question, reading: Reading, conversation: Conversation, topics: Topics) -> Question:
    """`asked` with the alliances or tiers that a pronoun or an ellipsis stands for."""
    last = conversation.last
    takes_name = topics.takes(asked.topic, "name") or topics.takes(asked.topic, "alliance")
    pointed = reading.named.get("pronoun", ())
    if takes_name and not asked.names and conversation.spoken_of and (pointed or not reading.graded):
        names = _pointed_at(pointed, conversation.spoken_of)
        if names and (pointed or topics.takes(asked.topic, "pronoun")):
            asked = asked.model_copy(update={"names": names})
    if last and not asked.tiers and not asked.names and last.tiers and topics.takes(asked.topic, "tier"):
        asked = asked.model_copy(update={"tiers": last.tiers})
    if last and not asked.years and not asked.relative and last.year and topics.by_id[asked.topic].status is None:
        asked = asked.model_copy(update={"year": last.year})
    return asked


def _pointed_at(pointed: Sequence[str], spoken_of: Sequence[Named]) -> tuple[Named, ...]:
    """What 它, 前者, 这两个 … stand for."""
    if "former" in pointed:
        found = spoken_of[:1]
    elif "latter" in pointed:
        found = spoken_of[1:2] or spoken_of[-1:]
    elif "it" in pointed or "this" in pointed:
        found = spoken_of[-1:]
    else:
        found = spoken_of[:10]
    return tuple(named.model_copy(update={"how": "context"}) for named in found)
