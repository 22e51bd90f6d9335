"""What the parts of a message ask together: what points from one to another, and what is asked only once."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.questions.parts import Part
from knowledge.questions.question import Named, Question, question
from knowledge.questions.reading import Reading
from knowledge.text.patterns import lazy_pattern

LEAST_FIGURES = 2
"""它们 and 这些数 stand for no fewer; a question on a single figure says what it asks of."""
_THESE_FIGURES = lazy_pattern(
    r"(?:它们|这[些几两\d][个组]?(?:数|数字|数据|比例|百分比|百分数)?)(?:都|是|分别|各)*"
    r"(?:(?:怎么|咋|如何|从哪|哪里?)[^,，。]{0,3}(?:来|算|推|得)|什么(?:比例|意思|数)?|指什么|谁的|占什么)"
    r"|占(?:参评|联盟|总|全)[^,，。是]{0,6}(?:又|就|才|应该|到底)?是哪"
)
"""Asks what the figures are that were told, or where they come from."""
_MEANT = lazy_pattern(r"^\W*(?:我|这里|上面|都)?(?:指|说|问|要|查)的?(?:都|就)?是?[^,]{0,4}20\d\d[^,]{0,10}$")
"""指的是2019年度那次: which evaluation all that was asked is about."""


def of_each(asked: Question, reading: Reading, spoken_of: Sequence[Named]) -> Question:
    """`asked` of all that was told in one breath where 它 does not say which of them."""
    pointed = {"it", "this"} & {*reading.named.get("pronoun", ())}
    one = len(asked.names) == 1 and asked.names[0].how == "context"
    if not (pointed and one and len(spoken_of) > 1 and not reading.slots.positions):
        return asked
    return asked.but(names=tuple(named.but(how="context") for named in spoken_of))


def of_the_figures(asked: Question, reading: Reading, before: Sequence[Part]) -> Question:
    """`asked` about all the figures that were told right before it where it points to these (它们是怎么来的)."""
    slots = before[-1].reading.slots
    many = len(slots.counts) + len(slots.shares) >= LEAST_FIGURES
    if not many or asked.counts or asked.shares or not _THESE_FIGURES.search(reading.text):
        return asked
    return asked.but(topic="figure", counts=slots.counts, shares=slots.shares, tiers=(), base=None)


def of_the_year_meant(questions: Sequence[Question], parts: Sequence[Part]) -> list[Question]:
    """`questions` for the evaluation that a sentence behind them names (指的是2019年度那次)."""
    last = parts[-1].reading
    if not last.slots.years or not _MEANT.match(last.text):
        return list(questions)
    return [one.but(years=last.slots.years, relative=()) for one in questions]


def without_doubles(asked: Question, part: Part, others: Sequence[Part]) -> Question:
    """`asked`, which only tells, without unclear names of alliances that others name for sure (BIM公司 beside BIM联盟)."""
    if part.asks or all(one.kind == "sure" for one in asked.names):
        return asked
    sure = {one.said for other in others for one in other.plain}
    names = tuple(
        one for one in asked.names if one.kind == "sure" or not any(said in one.said != said for said in sure)
    )
    return asked.but(names=names) if names else asked


def unnamed_grade(parts: Sequence[Part]) -> Question | None:
    """Whether the alliances hold the grade that are told only behind the question (是否在A级之列。我们市的是这2家)."""
    for place, part in enumerate(parts):
        if part.asks and part.asked is None and part.reading.graded:
            names = tuple(one for later in parts[place + 1 :] for one in later.plain)
            return question(part.reading, "a_grade").but(names=names) if names else None
    return None


def of_each_tier(parts: Sequence[Part]) -> bool:
    """Whether each asks of a tier of its own (高占参评多少，较高占总数多少), rather than all of them together."""
    asked = [part.asked for part in parts if part.asked and part.reading.tiers]
    return len({one.tiers for one in asked}) > 1 and {one.topic for one in asked} == {"tier"}


def united(questions: Sequence[Question]) -> list[Question]:
    """Questions on the same topic as one, but for those on shares of different wholes that different tiers have."""
    found: list[Question] = []
    for one in questions:
        alike = (
            n for n, q in enumerate(found) if q.topic == one.topic and (q.base == one.base or q.tiers == one.tiers)
        )
        place = next(alike, None)
        if place is None:
            found.append(one)
            continue
        same = found[place]
        lists = ("names", "tiers", "scores", "shares", "counts", "positions", "persons", "media")
        found[place] = same.but(
            base=same.base if same.base == one.base else None,
            **{field: tuple(dict.fromkeys([*getattr(same, field), *getattr(one, field)])) for field in lists},
        )
    return found
