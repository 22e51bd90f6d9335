"""The list of those that hold the grade: all of it, a part of it, and how many."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answer import Answer, Block, Listing, Verdict
from knowledge.questions.places import from_front
from knowledge.questions.question import LETTERS, Question
from knowledge.reports import figures
from knowledge.reports.figures import WHOLES
from knowledge.reports.models import SUFFIX, Grade
from knowledge.text.cleaning import clean
from knowledge.text.patterns import lazy_pattern

from .claims import halves, joint, verdict
from .facts import Facts
from .grade import no_grade
from .parts import answer, brief_caveat, caveats, choice, joined, lead, list_of, note

_SO_MANY = lazy_pattern(r"\d+[家个](?:的)?a级|a级(?:联盟)?(?:的|这|那)\d+[家个]", re.IGNORECASE)
MOST_SPELT = 5
"""So many that are left out are named once more."""


def a_list(question: Question, facts: Facts) -> Answer:
    """The whole list, or all but the named ones."""
    report = facts.report(question.year)
    grade = report.grade
    if not grade:
        return no_grade(question, facts, report)
    aside = _set_aside(question, facts, grade)
    left_out = [one for one in grade.members if one in aside]
    places = [(place, member) for place, member in enumerate(grade.members, start=1) if member not in left_out]
    held = figures.grade_count(report)
    total = held.value if held else len(grade.members)
    if left_out:
        others = joined([facts.name(one) for one in left_out])
        others = others if len(left_out) <= MOST_SPELT else f"指定的{len(left_out)}家"
        text = f"除{others}外，{report.year}年度{grade.name}联盟{_remaining(total - len(left_out), len(places))}"
    elif grade.complete:
        text = f"{_other_number(question, total)}{report.year}年度{grade.name}联盟共{total}家："
    else:
        text = f"{report.year}年度{grade.name}联盟共{total}家，目前只查到其中{len(grade.members)}家的名字："
    return answer(
        question,
        facts,
        [
            lead(text),
            listing(places, facts, numbered=grade.numbered) if places else None,
            note(about_numbers(grade)) if places else None,
            caveats([grade.count]),
        ],
        cite=[grade.cite],
        alliances=tuple(facts.name(member) for _, member in places),
        related=[
            choice(f"{grade.name}是怎么评的？", "a_rule", year=report.year),
            choice("各等级有多少家？", "tiers", year=report.year),
        ],
    )


def _remaining(number: int, known: int) -> str:
    """How many `number` are that were not left out, `known` of them by name."""
    if not number:
        return "没有别的了。"
    return f"还有{number}家：" if known else f"还有{number}家，没有查到它们的名字。"


def _other_number(question: Question, total: int) -> str:
    """不是35家。 where so many are asked for as if they were all (35家A级联盟是谁)."""
    claimed = _SO_MANY.search(question.text)
    wrong = claimed and len(question.counts) == 1 and not question.names and question.counts[0] != total
    return f"不是{question.counts[0]}家。" if wrong else ""


def _set_aside(question: Question, facts: Facts, grade: Grade) -> set[str]:
    """The alliances that are not asked for: those named, those of a sector (除开汽车相关的) or at a place (除了前十)."""
    if not question.excluding:
        return set()
    size = len(grade.members)
    placed = {grade.members[place - 1] for place in places_of(question, size) if 1 <= place <= size}
    named = [named.alliances[0] for named in question.names if named.kind == "sure"]
    sectors = {clean(named.said).lower() for named in question.names if named.kind != "sure"}
    return {*placed, *named, *(one for word in sectors for one in facts.about(word))}


def about_numbers(grade: Grade) -> str | None:
    """What the numbers of the list mean."""
    return "序号是名单中的位置，报道没有说这是排名。" if grade.numbered else None


def listing(places: Sequence[tuple[int, str]], facts: Facts, *, numbered: bool) -> Listing:
    """The members at `places` of the list."""
    numbers = tuple(place for place, _ in places) if numbered else ()
    return Listing(items=tuple(facts.name(member) for _, member in places), numbers=numbers)


def a_sector(question: Question, facts: Facts) -> Answer:
    """Which of the list have to do with a sector, or hold a piece of text in their names."""
    report = facts.report(question.year)
    grade = report.grade
    if not grade:
        return no_grade(question, facts, report)
    wanted = question.literal or "".join(named.said for named in question.names) or "".join(question.sectors)
    literal = question.literal is not None or len(wanted) == 1
    topics = [wanted] if wanted in question.text else [named.said for named in question.names]
    told = f"名称里带“{wanted}”的" if literal else f"与“{'”或“'.join(topics or [wanted])}”有关的"
    basis = None if literal else "按联盟名称和所属领域查找，报道本身没有按行业分类。"
    if not wanted:
        return a_list(question, facts)
    among = _containing(wanted, grade, facts) if literal else _about(question, facts)
    places = [(place, member) for place, member in enumerate(grade.members, start=1) if member in among]
    verdicts = {} if literal else _not_listed(question, grade)
    itself = f"“{'、'.join(verdicts)}”本身不在名单上。" if verdicts else None
    blocks: list[Block | None] = [lead(f"{report.year}年度{grade.name}名单中没有找到{told}联盟。")]
    if places:
        blocks = [
            lead(f"{verdict(question, len(places), {})}{report.year}年度{grade.name}联盟中，{told}有{len(places)}家："),
            listing(places, facts, numbered=grade.numbered),
            note(itself, basis),
        ]
    return answer(
        question,
        facts,
        blocks,
        cite=[grade.cite],
        alliances=tuple(facts.name(member) for _, member in places),
        verdicts=verdicts,
        related=[choice("看完整名单", "a_list", year=report.year)],
    )


def _not_listed(question: Question, grade: Grade) -> dict[str, Verdict]:
    """The names of the question that no alliance bears, of which a complete list says that they are not on it."""
    absent = (named.said for named in question.names if named.kind == "near" or not named.alliances)
    return dict.fromkeys(absent, "not_listed") if grade.complete else {}


def _containing(wanted: str, grade: Grade, facts: Facts) -> set[str]:
    """The members whose names contain the piece of text `wanted`, or any letter where that is what is wanted."""
    telling = {member: clean(facts.name(member).replace(SUFFIX, "")).lower() for member in grade.members}
    if wanted == LETTERS:
        return {member for member, name in telling.items() if re.search("[a-z]", name)}
    return {member for member, name in telling.items() if clean(wanted).lower() in name}


def _about(question: Question, facts: Facts) -> set[str]:
    """The alliances that have to do with what the question names."""
    words = {clean(named.said).lower() for named in question.names} | set(question.sectors)
    return {alliance for word in words for alliance in facts.about(word)}


def a_count(question: Question, facts: Facts) -> Answer:
    """How many hold the grade, and their share."""
    report = facts.report(question.year)
    held = figures.grade_count(report)
    if not report.grade or not held:
        return no_grade(question, facts, report)
    wholes = {base: whole.value for base, whole in figures.wholes(report).items()}
    rates = figures.rates(held.value, report)
    shares = [f"占{WHOLES[base]}（{whole}家）的{rates[base]}" for base, whole in wholes.items()]
    printed = "这些比例报道没有印出，" if report.is_complete else "这些比例"
    derived = f"{'，'.join(shares)}。{printed}由家数推算。" if shares else None
    checked = verdict(question, held.value, rates, [*wholes.values()] if question.shares else ())
    opening = joint(_strangers(question, facts, report.grade), checked, halves(question, report, [held.value]))
    return answer(
        question,
        facts,
        [
            lead(f"{opening}{report.year}年度{report.grade.name}联盟共{held.value}家{brief_caveat(held)}。"),
            note(
                derived,
                f"{report.grade.name}的条件：{report.grade.rule.text}。"
                if question.tiers and report.grade.rule
                else None,
            ),
        ],
        cite=[held.cite],
        related=[
            list_of(report.grade.name, report.year),
            choice(f"{report.grade.name}是怎么评的？", "a_rule", year=report.year),
        ],
    )


def _strangers(question: Question, facts: Facts, grade: Grade) -> str:
    """“花卉种业”不在名单上。 of names that are said to be among those counted and are not on the complete list."""
    names = [
        facts.name(named.alliances[0]) if named.kind == "sure" else named.said
        for named in question.names
        if named.kind != "sure" or named.alliances[0] not in grade.members
    ]
    return f"“{'、'.join(names)}”不在名单上。" if names and grade.complete else ""


def places_of(question: Question, size: int) -> list[int]:
    """The places that the question names, each once, from the front of a list of `size`; 0 and `size` + 1 it does not have."""
    places: list[int] = []
    for first, last in question.positions:
        if first and last:
            start, end = sorted(from_front(place, size) for place in (first, last))
            places += range(start, end + 1)
    return list(dict.fromkeys(places))
