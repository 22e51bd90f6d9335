"""What is left open in a message is taken from the conversation so far."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.conversation import ASIDES, Conversation, known
from knowledge.pointing import MOST_BOTH, middle, placed, pointed_at
from knowledge.questions.parts import part_of
from knowledge.questions.places import between
from knowledge.questions.question import Named, Question, named, question
from knowledge.questions.reading import LONGEST_FOLLOW_UP, Reading
from knowledge.questions.steps import changed_score, neighbour
from knowledge.questions.strays import named_alone
from knowledge.questions.topics import Match, Topics
from knowledge.questions.years import OVER_YEARS
from knowledge.text.patterns import lazy_pattern

_CHANGED = lazy_pattern(r"多了|少了|差|增|减|变|涨|降|掉了|比")
_GOING_ON = lazy_pattern(
    r"^(?:那|哪(?=么)|还有)|里面|里头|里边|其中|[呢捏呐]\W*$|当年|那年|那一年|那次|那一次|同年|这年|这次|这一年"
)
"""Goes on with what was said before, with its year too."""
_THAT_ONE = lazy_pattern(r"[当同]年|[那这]一?[年次届回]|里[面头边]|其中|名单|[呢捏呐]\W*$")
"""Means the evaluation spoken of even where that has nothing of the kind."""
_REST = lazy_pattern(r"剩|其余|余下|另外")
_THE_OTHER = lazy_pattern(
    r"^(?:那|还有|至于)?(?:另外?|剩下)(?:的|那)*[一1]?(?:个|家|次|年|届|回|份)(?:联盟|年度|评价)?(?:呢|怎么样|如何)?\W*$"
)
"""另一个呢 after one of two was spoken of: alliances, or evaluations."""
_IN_THE_LIST = lazy_pattern(
    r"(?<![在进])(?<![在进]a级)名单|名单(?=[上里中]?[的排]?第)|(?<![上在进])榜|列表|序号|全部|这些里", re.IGNORECASE
)
"""The list is spoken of, not whether somebody is on it (第2个不在名单上)."""
_OF_THOSE = lazy_pattern(
    r"其中|[在进]a级名单(?![上里中]?[的排]?第)"
    r"|(?<!a级)(?:第|前|后|最后)[\d一]+[家个位](?:联盟)?(?:都|也|全|还|又|应该|就|到底|是不是|是否|是|不|算|属于|[获被]?评[上为]|拿到|有)+a级(?!名单|里|中|的?第)",
    re.IGNORECASE,
)
"""The grade is named, and yet a place is one of those spoken of (第2家不在A级名单上, 第2家是A级吗)."""
_POINTS = lazy_pattern(r"得分|分数|多少分|几分|考了")
OF_A_PERSON = {"speakers", "presenter", "chair", "speech", "person", "office", "attended", "people"}
_HE = lazy_pattern(r"[他她](?!们)|(?:这|那|该)(?:一?位|人|同志|领导)|此人")
_OF_MANY = lazy_pattern(r"都|大家|各位|谁|哪|领导|嘉宾|们|几位|有人")
OF_THE_LIST = {"a_at", "a_list", "a_sector"}
OF_AN_ALLIANCE = {"office": "alliance_people", "person": "alliance_people"}
"""What a question on the release is of an alliance that its place points to (第二家秘书长是谁)."""


def complete(reading: Reading, conversation: Conversation, topics: Topics) -> Question | None:
    """What `reading` asks in this conversation; None where it cannot be told."""
    last = conversation.last
    if places := _places_meant(reading, conversation):
        return _of_the_named(places, reading, topics)
    best = reading.matches[0] if reading.matches else None
    doubts = best is not None and best.topic == "objection"
    pointing = best is not None and "{pronoun}" in best.words
    vague = (
        best is None
        or (best.bare and not ((best.follows or pointing) and len(best.words) > 1))
        or topics.by_id[best.topic].overview
    )
    if last and (vague or doubts):
        asked = _asked_again(reading, conversation, topics)
        if asked and not (doubts and asked.topic == "figure"):
            return asked
    if last and doubts:
        return _once_more(last, reading)
    if best is None:
        return question(reading, "a_grade") if reading.looks_up or (reading.weak and reading.graded) else None
    for match in reading.matches:
        found = _with_context(question(reading, match.topic), match, reading, conversation, topics)
        if found.names or found.tiers or not match.follows or not topics.takes(match.topic, "pronoun"):
            return found
    return None


def _places_meant(reading: Reading, conversation: Conversation) -> tuple[Named, ...]:
    """第一家 and 前两家 of several alliances that were named last; places in the list where it is spoken of."""
    last, told_last, positions = conversation.last, conversation.spoken_of, reading.slots.positions
    asked = {one.alliances or one.said for one in last.names} if last else set()
    listed = last is not None and last.topic == "a_sector" and told_last == known(conversation.shown)
    if len(told_last) < MOST_BOTH or not (
        listed or (asked and asked <= {one.alliances or one.said for one in told_last})
    ):
        return ()
    if reading.mentions or (reading.graded and not _OF_THOSE.search(reading.text)) or _IN_THE_LIST.search(reading.text):
        return ()
    if not positions:
        return middle(reading.text, told_last)
    if any(max(abs(place.first), abs(place.last)) > len(told_last) for place in positions):
        return ()
    return placed(question(reading, "a_at"), told_last)


def _of_the_named(names: tuple[Named, ...], reading: Reading, topics: Topics) -> Question:
    """What `reading` asks of `names`, to which its places point: whether they hold the grade where it asks nothing else."""
    asked = [OF_AN_ALLIANCE.get(match.topic, match.topic) for match in reading.matches]
    if _POINTS.search(reading.text):
        asked.insert(0, "alliance_score")
    topic = next((one for one in asked if one not in OF_THE_LIST and topics.takes(one, "name", "alliance")), "a_grade")
    return question(reading, topic).but(names=names, positions=())


def _once_more(last: Question, reading: Reading) -> Question:
    """The same question again, with the figures that were doubted (不对吧，我看是54家)."""
    slots = reading.slots
    doubted = {"counts": slots.counts or last.counts, "shares": slots.shares or last.shares}
    return last.but(again=True, text=reading.text, **doubted)


def _asked_again(reading: Reading, conversation: Conversation, topics: Topics) -> Question | None:
    """The last question with another name, tier, number, base or year in it (TD呢, 78呢, 换成总数口径)."""
    last = conversation.last
    if last is None:
        return None
    fresh = question(reading, last.topic)
    changes: dict[str, object] = {}
    names = _names_meant(fresh, reading, conversation)
    if names and topics.takes(last.topic, "pronoun", "alliance"):
        changes["names"] = names
    if fresh.tiers and fresh.tiers != last.tiers and topics.takes(last.topic, "tier", "tiers"):
        changes["tiers"] = fresh.tiers
        if len(fresh.tiers) == 1 and last.topic in ("tier_sum", "tier_compare"):
            changes["topic"] = "tier"
    if not changes:
        changes |= _number_meant(fresh, reading, last, topics)
    if fresh.base and not changes:
        changes["base"] = fresh.base
    if fresh.years or fresh.relative or fresh.times or fresh.dates:
        changes.update(years=fresh.years, relative=fresh.relative, times=fresh.times, dates=fresh.dates)
        if last.topic in OVER_YEARS and (pair := _beside_the_other(fresh.years, reading.text, conversation)):
            changes |= pair | {"topic": OVER_YEARS[last.topic]}
    if not changes and (beside := neighbour(reading.text)):
        changes = {"relative": (beside,), "years": (), "times": (), "dates": ()}
    if not changes and _THE_OTHER.search(reading.text):
        changes = _the_other(conversation, last)
    if not changes:
        return None
    counts, shares = (fresh.counts, fresh.shares) if fresh.tiers else ((), ())
    return last.but(counts=counts, shares=shares, text=reading.text).but(**changes)


def _the_other(conversation: Conversation, last: Question) -> dict[str, object]:
    """The other one of two alliances or of two evaluations that were spoken of."""
    pair = known(conversation.shown) if len(conversation.shown) == MOST_BOTH else conversation.recent[-MOST_BOTH:]
    told = {one.alliances for one in last.names}
    if len(told) == 1 and (left := tuple(one for one in pair if one.alliances not in told)):
        return {"names": left[:1]}
    years = conversation.years[-MOST_BOTH:]
    left_years = tuple(year for year in years if year != last.year)
    return {"years": left_years, "relative": (), "times": (), "dates": ()} if len(left_years) < len(years) else {}


def _names_meant(fresh: Question, reading: Reading, conversation: Conversation) -> tuple[Named, ...]:
    told = fresh.names or (named(reading.weak, fresh.topic) if not reading.matches else ())
    alone = named_alone(reading)
    names = tuple(_narrowed(one, conversation.shown) for one in told if alone)
    if not names and conversation.last and conversation.last.names:
        names = placed(fresh, conversation.spoken_of)
    if not names and (pointed := reading.named.get("pronoun")):
        names = part_of(pointed_at(pointed, conversation), reading, fresh.topic)
    return names


def _number_meant(fresh: Question, reading: Reading, last: Question, topics: Topics) -> dict[str, object]:
    """A number by itself: a score, a position or a count, whichever the last question was about."""
    numbers = reading.slots.numbers
    if last.scores and (changed := changed_score(reading.text, last.scores[-1])):
        return {"scores": (changed,), "tiers": ()}
    if topics.takes(last.topic, "score") and (fresh.scores or numbers) and (last.scores or not last.counts):
        return {"scores": fresh.scores or numbers, "tiers": ()}
    if numbers and (last.topic == "tiers" or (topics.takes(last.topic, "tier") and "分" in last.text)):
        return {"topic": "score", "scores": numbers, "tiers": ()}
    whole = [int(number) for number in numbers if number.isdigit()]
    if not whole:
        return {}
    if topics.takes(last.topic, "position") and last.positions:
        return {"topic": "a_at", "positions": tuple((place, place) for place in whole), "names": ()}
    if topics.takes(last.topic, "count", "number"):
        return {"topic": "figure", "counts": tuple(whole), "tiers": (), "base": None}
    return {}


def _narrowed(name: Named, shown: Sequence[str]) -> Named:
    """A wide name right after a list means the one of the list (航天的)."""
    fitting = tuple(one for one in name.alliances if one in shown)
    if name.kind != "wide" or len(fitting) != 1:
        return name
    return name.but(kind="sure", alliances=fitting, how="context")


def _with_context(
    asked: Question, match: Match, reading: Reading, conversation: Conversation, topics: Topics
) -> Question:
    """`asked` with the alliances, tiers, places, persons or year that a pronoun or an ellipsis stands for."""
    last, follows = conversation.last, match.follows
    names = _names_left_open(asked, reading, conversation, topics, follows=follows)
    if names:
        asked = asked.but(names=names, positions=())
    if last is None:
        return asked
    changes: dict[str, object] = {}
    if not asked.names and topics.takes(asked.topic, "tier", "tiers"):
        changes |= _tiers_left_open(asked, reading, conversation, follows=follows)
    if not asked.positions and follows and (step := reading.step) and asked.topic == "a_at":
        changes["positions"] = tuple((first + step, second + step) for first, second in last.positions[-1:])
        changes["topic"] = "a_at" if last.positions else "a_list"
    if asked.topic == last.topic == "a_sector" and follows and not asked.names:
        changes |= {"names": last.names, "sectors": last.sectors, "literal": last.literal}
    if asked.topic == "unknown_members" and follows and not asked.score_range:
        changes["score_range"] = last.score_range
    if not asked.persons and (
        (follows and "{person}" in topics.by_id[asked.topic].wordings) or _goes_on_about_one(asked, last)
    ):
        changes["persons"] = last.persons
    if asked.topic in OF_A_PERSON and not (asked.persons or last.persons or asked.titles) and _HE.search(asked.text):
        changes["titles"] = last.titles
    if asked.topic == "score" and follows and not asked.scores:
        changes["scores"] = last.scores
    dated = asked.years or asked.dates or set(asked.relative) - {"before", "after"}
    if not dated:
        changes |= _year_left_open(asked, match, reading, last, topics)
    if follows and asked.topic in OVER_YEARS.values():
        changes |= _beside_the_other(asked.years, asked.text, conversation)
    if names and asked.topic == "a_grade" and not _THAT_ONE.search(reading.text):
        changes["kept_year"] = changes.pop("year", None)
    asked = asked.but(**changes)
    return _between_years(asked, conversation) if follows and not dated and not asked.relative else asked


def _goes_on_about_one(asked: Question, last: Question) -> bool:
    """Whether the one person spoken of is meant: by 他, or where what he said is asked right after who he is."""
    if len(last.persons) != 1 or asked.organisations:
        return False
    spoken = asked.topic == "speech" and last.topic == "person" and not _OF_MANY.search(asked.text)
    return spoken or (asked.topic in OF_A_PERSON and _HE.search(asked.text) is not None)


def _year_left_open(
    asked: Question, match: Match, reading: Reading, last: Question, topics: Topics
) -> dict[str, object]:
    """The year of the `last` question where `asked` goes on with it, or may."""
    goes_on = (
        match.follows
        or (match.bare and not (asked.scores and asked.tiers))
        or (asked.topic == "a_at" and not reading.graded)
        or (asked.topic in OF_THE_LIST and not reading.graded and (last.years or last.times))
        or asked.topic in ASIDES
        or "pronoun" in reading.named
        or not {"before", "after"}.isdisjoint(asked.relative)
        or _same_whole(asked, last, topics)
        or _GOING_ON.search(reading.text)
    )
    if goes_on:
        return {"year": last.year} if last.year else {"years": last.years}
    if len(reading.text) <= LONGEST_FOLLOW_UP and not (asked.names or asked.relative or asked.tells_figures):
        return {"kept_year": last.year or (last.years[0] if len(last.years) == 1 else None)}
    return {}


def _same_whole(asked: Question, last: Question, topics: Topics) -> bool:
    """Whether both are parts of one whole, such as the release of the evaluation that was named."""
    wholes = [topics.by_id[topic].part_of for topic in (asked.topic, last.topic) if topic in topics.by_id]
    return len(set(wholes)) == 1 and wholes[0] == "event" and bool(last.year)


def _beside_the_other(years: Sequence[str], text: str, conversation: Conversation) -> dict[str, object]:
    """The one evaluation that is named to compare with (比2015年呢), and the one that was spoken of."""
    others = [year for year in conversation.years[::-1] if year not in years]
    return {"years": (others[0], *years)} if len(years) == 1 and others and _CHANGED.search(text) else {}


def _between_years(asked: Question, conversation: Conversation) -> Question:
    """多了几家 after two evaluations were spoken of compares these."""
    alone = len(asked.tiers) < MOST_BOTH and asked.topic in OVER_YEARS and _CHANGED.search(asked.text)
    topic = OVER_YEARS[asked.topic] if alone else asked.topic
    if len(conversation.years) < MOST_BOTH or topic not in OVER_YEARS.values():
        return asked
    return asked.but(topic=topic, years=conversation.years)


def _names_left_open(
    asked: Question, reading: Reading, conversation: Conversation, topics: Topics, *, follows: bool
) -> tuple[Named, ...]:
    """The alliances spoken of that `asked` is about without naming them."""
    spoken_of = conversation.spoken_of
    if asked.names or not spoken_of or not topics.takes(asked.topic, "name", "alliance", "names"):
        return ()
    pointed = reading.named.get("pronoun", ())
    if follows and not pointed and not topics.takes(asked.topic, "name", "alliance"):
        return pointed_at(("both",), conversation)
    if pointed or (topics.takes(asked.topic, "pronoun") and (follows or not reading.graded)):
        return placed(asked, spoken_of) or part_of(pointed_at(pointed, conversation), reading, asked.topic)
    return ()


def _tiers_left_open(
    asked: Question, reading: Reading, conversation: Conversation, *, follows: bool
) -> dict[str, object]:
    """The tiers spoken of that `asked` is about without naming them or beside its own, and the topic where several make another one."""
    last, order = conversation.last, reading.tier_order
    if asked.tiers:
        beside = last.tiers if last and follows and asked.topic == "tier_compare" else ()
        pair = len(beside) == len(asked.tiers) == 1 and beside != asked.tiers
        return {"tiers": (*beside, *asked.tiers)} if pair else {}
    if last is None or (asked.topic == "tiers" and not (len(last.tiers) == MOST_BOTH and "分别" in reading.text)):
        return {}
    if (step := reading.step) and last.tiers and last.tiers[-1] in order:
        place = order.index(last.tiers[-1]) + step
        return {"tiers": order[place : place + 1] if place >= 0 else ()}
    if last.tiers and follows and _REST.search(reading.text):
        return {"tiers": tuple(tier for tier in order if tier not in last.tiers)}
    if asked.positions and follows:
        return {"tiers": tuple(tier for first, final in asked.positions for tier in between(order, first, final))}
    if asked.topic in ("tier_sum", "tier_compare"):
        if reading.slots.tier_count == len(order) or (last.topic == "tiers" and not last.tiers):
            return {"tiers": order}
        return {"tiers": last.tiers if len(last.tiers) > 1 else conversation.tiers[-MOST_BOTH:]}
    together = asked.topic == "tier" and last.topic in ("tier_sum", "figure") and len(last.tiers) > 1
    return {"tiers": last.tiers} | ({"topic": "tier_sum"} if together else {})
