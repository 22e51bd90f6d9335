"""Which of the alliances spoken of are pointed to: 它, 前者, 这两个, 第二家, 中间那个."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.conversation import MOST_RECENT, Conversation
from knowledge.questions.places import between
from knowledge.questions.question import Named, Question
from knowledge.text.patterns import lazy_pattern

MOST_BOTH = 2
"""两个 and 俩 mean so many."""
_MIDDLE = lazy_pattern(r"中间的?那?[个家]")


def placed(asked: Question, spoken_of: Sequence[Named]) -> tuple[Named, ...]:
    """第一家 and 前两个 of several that were named, as far as they go."""
    if len(spoken_of) < MOST_BOTH:
        return ()
    found: list[Named] = []
    for first, last in asked.positions:
        found += between(spoken_of, first, last)
    return tuple(named.but(how="context") for named in found)


def middle(text: str, spoken_of: Sequence[Named]) -> tuple[Named, ...]:
    """中间那个 of an odd number that were named."""
    place, rest = divmod(len(spoken_of), 2)
    return (spoken_of[place].but(how="context"),) if rest and place and _MIDDLE.search(text) else ()


def pointed_at(pointed: Sequence[str], conversation: Conversation) -> tuple[Named, ...]:
    """What 它, 前者, 这两个 … stand for."""
    spoken_of = conversation.spoken_of
    if len(spoken_of) < MOST_BOTH and {"they", "both", "former", "latter"} & {*pointed}:
        recent = conversation.recent if "they" in pointed else conversation.recent[-MOST_BOTH:]
        spoken_of = recent or spoken_of
    if "former" in pointed:
        found = spoken_of[:1]
    elif "latter" in pointed:
        found = spoken_of[1:2] or spoken_of[-1:]
    elif "both" not in pointed and ("it" in pointed or "this" in pointed):
        found = spoken_of[-1:]
    else:
        found = spoken_of[:MOST_RECENT]
    return tuple(named.but(how="context") for named in found)
