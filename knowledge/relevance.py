"""Whether a sentence speaks of something that the evaluation has nothing to do with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from knowledge.lexicon import Hit, Token
from knowledge.names import Mention


def is_foreign(
    mentions: Iterable[Mention], meant: Sequence[Mention], objects: Sequence[Hit], tokens: Sequence[Token]
) -> bool:
    """Whether there are words of something else, and no object of the evaluation but such as belong to them.

    `mentions` are all runs that might be names, `meant` those that are names; `objects` are words that only the
    evaluation has (发布会, 评价), of which one right behind a foreign word is that word's (苹果发布会).
    """
    named = any(mention.suffixed for mention in meant)
    listed = {mention for mention in meant if any(mention.kind == "sure" for mention in meant)}
    own = {(hit.start, hit.end) for hit in objects}
    foreign = [
        m for m in mentions if m.kind == "other" and len(m.said) > 1 and m not in listed and (m.start, m.end) not in own
    ]
    ends = {mention.end for mention in foreign}
    return bool(foreign) and not named and all(hit.start in ends and not tokens[hit.start].gap for hit in objects)
