"""Questions as short tokens for buttons and deep links, and back.

A token is the topic and its slots, joined by `-`: `tier-y2019-thigh`, `a_grade-y2020_2021-ahuaxian`,
`tiers-y2019-btotal`. What slots cannot hold is carried in its own words: `w-` and the text in base64.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

from knowledge.questions.question import Named, Question
from knowledge.text.patterns import lazy_pattern

MOST_CHARACTERS = 56
_WORDS = "w-"
_ENCODING = "gb18030"  # two bytes for a Chinese character, where UTF-8 takes three

_NUMBER = r"m?\d{1,12}"
_SLOT = lazy_pattern(
    rf"y20\d\d(?:_20\d\d)?|a[a-z0-9_]+|t[a-z0-9_]+|s{_NUMBER}(?:_\d{{1,12}})?|p{_NUMBER}_{_NUMBER}"
    "|b(?:participants|total)|x",
    re.ASCII,
)
"""What may follow the topic: its first letter says which slot it fills."""


def to_token(question: Question) -> str | None:
    """`question` as a token; None where it holds something a token cannot (words, unknown names) or is too long."""
    if any(named.kind != "sure" for named in question.names) or (question.sectors and question.topic == "a_sector"):
        return None
    if (
        question.persons
        or question.media
        or question.organisations
        or question.score_range
        or question.yearly
        or question.literal
    ):
        return None
    parts = [question.topic]
    if question.year:
        parts.append("y" + question.year.replace("-", "_"))
    parts += ["a" + named.alliances[0] for named in question.names]
    parts += ["t" + tier for tier in question.tiers]
    parts += ["s" + score.replace(".", "_").replace("-", "m") for score in question.scores]
    parts += [f"p{first}_{last}".replace("-", "m") for first, last in question.positions]
    if question.base:
        parts.append("b" + question.base)
    if question.excluding:
        parts.append("x")
    token = "-".join(parts)
    return token if len(token) <= MOST_CHARACTERS else None


def from_token(token: str) -> Question | None:
    """The question behind `token`, None where it is none."""
    topic, *parts = token.split("-")
    if not all(map(_SLOT.fullmatch, parts)):
        return None
    slots: dict[str, list[str]] = {}
    for part in parts:
        slots.setdefault(part[0], []).append(part[1:].replace("m", "-") if part[0] in "sp" else part[1:])
    places = [tuple(map(int, position.split("_"))) for position in slots.get("p", ())]
    return Question(
        topic=topic,
        year=next((year.replace("_", "-") for year in slots.get("y", ())), None),
        names=tuple(Named(said="", kind="sure", alliances=(alliance,)) for alliance in slots.get("a", ())),
        tiers=tuple(slots.get("t", ())),
        scores=tuple(score.replace("_", ".") for score in slots.get("s", ())),
        positions=tuple((first, last) for first, last in places),
        base=next(iter(slots.get("b", ())), None),
        excluding="x" in slots,
    )


def to_words(text: str) -> str | None:
    """`text` as a token, None where it is too long."""
    if len(text) > MOST_CHARACTERS:
        return None
    token = _WORDS + urlsafe_b64encode(text.encode(_ENCODING, "ignore")).decode().rstrip("=")
    return token if len(token) <= MOST_CHARACTERS else None


def from_words(token: str) -> str | None:
    """The text that `to_words` made a token, None where it is none."""
    if not token.startswith(_WORDS):
        return None
    code = token.removeprefix(_WORDS)
    try:
        return urlsafe_b64decode(code + "=" * (-len(code) % 4)).decode(_ENCODING)
    except ValueError:
        return None
