"""Who stands where on the list of those that hold the grade."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answer import Answer, Block, Matched, Note
from knowledge.questions.question import Question
from knowledge.reports.models import Grade
from knowledge.text.patterns import lazy_pattern

from .claims import checks
from .facts import Facts
from .grade import a_grade, ask_back, ask_for_name, check_names, heard, matched, no_grade
from .grade_list import about_numbers, listing, places_of
from .parts import answer, choice, lead, list_of, note
from .results import best_by_score, place_by_score

_BESIDE = lazy_pattern(r"[前后][面边头]|之[前后]|[前后]1?[位家名个]|[前后]一[位家名个]|挨|相邻|隔壁")


def a_position(question: Question, facts: Facts) -> Answer:
    """Where on the list an alliance stands, or which of several comes first; by score where a report has no list."""
    report = facts.report(question.year)
    grade = report.grade
    if not grade:
        return place_by_score(question, facts) or no_grade(question, facts, report)
    if not question.names:
        return ask_for_name(question, facts, grade)
    if not grade.numbered:
        graded = a_grade(question, facts)
        return graded.model_copy(update={"blocks": (*graded.blocks, Note(text="这一年度名单的序号没有查到。"))})
    checked = check_names(question, facts, grade)
    if all(check.verdict is None for check in checked):
        return ask_back(question, facts, checked)
    placed = [(facts.position(c.alliance, report), c) for c in checked if c.alliance and c.verdict == "A"]
    told = [f"{check.key}在{report.year}年度{grade.name}名单中列第{place}位" for place, check in placed]
    told += [f"“{c.key}”不在{report.year}年度{grade.name}名单上" for c in checked if c.verdict == "not_listed"]
    first = min(placed, default=None, key=lambda item: item[0] or 0)
    order = f"{first[1].key}在前。" if first and len(placed) > 1 else ""
    return answer(
        question,
        facts,
        [
            heard(question, facts),
            lead(f"{_other_place(question, [place for place, _ in placed])}{'；'.join(told)}。{order}"),
            note(_neighbours(placed[0][0], question, facts, grade) if len(told) == len(placed) == 1 else None),
            note(about_numbers(grade)),
        ],
        cite=[grade.cite],
        alliances=tuple(check.key for _, check in placed),
        verdicts={check.key: check.verdict for check in checked if check.verdict},
        matched=matched(question, facts),
        related=[list_of(grade.name, report.year)],
    )


def _other_place(question: Question, places: Sequence[int | None]) -> str:
    """不是第5位。 where a place is claimed that is not the alliance's."""
    if len(places) != 1 or len(question.names) != 1 or len(question.positions) != 1 or not checks(question):
        return ""
    first, last = question.positions[0]
    return f"不是第{first}位。" if first == last and first > 0 and first != places[0] else ""


def _neighbours(place: int | None, question: Question, facts: Facts, grade: Grade) -> str | None:
    """Who stands before and behind, where that may be asked (谁挨在TD后面)."""
    if not place or not _BESIDE.search(question.text):
        return None
    beside = {"前": place - 1, "后": place + 1}
    told = [
        f"{side}一位是{facts.name(grade.members[at - 1])}"
        for side, at in beside.items()
        if 1 <= at <= len(grade.members)
    ]
    return f"它的{'，'.join(told)}。" if told else None


def a_beside(question: Question, facts: Facts) -> Answer:
    """Who stands right before or behind an alliance on the list."""
    report = facts.report(question.year)
    grade = report.grade
    named = question.names[0] if question.names else None
    place = facts.position(named.alliances[0], report) if named and named.kind == "sure" else None
    if not grade or not grade.numbered or not named or not place or not question.step:
        return a_position(question, facts)
    beside = place + question.step
    own, side = facts.name(named.alliances[0]), "后" if question.step > 0 else "前"
    if not 1 <= beside <= len(grade.members):
        return answer(
            question,
            facts,
            [lead(f"{own}在{report.year}年度{grade.name}名单中列第{place}位，{side}面没有了。")],
            cite=[grade.cite],
        )
    member = grade.members[beside - 1]
    told = f"{report.year}年度{grade.name}名单中，排在{own}（第{place}位）{side}一位的是{facts.name(member)}（第{beside}位）。"
    return answer(
        question,
        facts,
        [heard(question, facts), lead(told), note(about_numbers(grade))],
        cite=[grade.cite],
        alliances=(facts.name(member),),
        matched=(Matched(said=f"第{beside}位", name=facts.name(member), how="position"),),
        related=[choice("看完整名单", "a_list", year=report.year)],
    )


def a_at(question: Question, facts: Facts) -> Answer:
    """Who stands at a position or in a range of the list; who is the best by score where a report has no list."""
    report = facts.report(question.year)
    grade = report.grade
    if not grade:
        return best_by_score(question, facts) or no_grade(question, facts, report)
    if not grade.numbered:
        return no_grade(question, facts, report)
    size = len(grade.members)
    places = places_of(question, size)
    known = [(place, grade.members[place - 1]) for place in places if 1 <= place <= size]
    on_list = f"{report.year}年度{grade.name}名单"
    blocks: list[Block | None]
    if not known:
        blocks = [lead(f"没有这一位：{on_list}共{size}家，序号从第1到第{size}。")]
    elif len(known) == 1:
        place, member = known[0]
        blocks = [lead(f"{on_list}第{place}位是{facts.name(member)}。")]
    else:
        blocks = [lead(f"{on_list}中的这{len(known)}家："), listing(known, facts, numbered=True)]
    if known:
        side = "后" if max(places) > size else "前"
        missing = f"名单共{size}家，没有更{side}面的位置。" if len(known) < len(places) else None
        blocks.append(note(missing, about_numbers(grade)))
    return answer(
        question,
        facts,
        blocks,
        cite=[grade.cite],
        alliances=tuple(facts.name(member) for _, member in known),
        matched=tuple(Matched(said=f"第{place}位", name=facts.name(member), how="position") for place, member in known),
        related=[choice("看完整名单", "a_list", year=report.year)],
    )
