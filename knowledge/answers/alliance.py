"""About one alliance: what is known of it, its tier, its record over the years."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answer import Answer, Listing, Note, Verdict
from knowledge.questions.question import Named, Question
from knowledge.reports.models import PRINTED, Alliance, Fact, Report, Result
from knowledge.text.patterns import lazy_pattern

from .attributes import MOST_OFFERED, value
from .facts import Facts
from .grade import a_grade, ask_which
from .parts import (
    answer,
    any_place,
    ask_for_alliance,
    brief_caveat,
    caveat,
    choice,
    joined,
    lead,
    list_of,
    not_published,
    note,
    score_text,
)

_CLAIM = lazy_pattern(r"自述|自称|时称")
_TAKING_PART = lazy_pattern(r"参评|参加|参与")


def one_alliance(question: Question, facts: Facts) -> Named | Answer:
    """The alliance that is asked about, or the answer where that is not clear."""
    if not question.names:
        return ask_for_alliance(question, facts)
    named = question.names[0]
    if named.kind == "sure":
        return named
    if named.kind in ("wide", "near") and len(named.alliances) <= MOST_OFFERED:
        return ask_which(question, facts, named, named.alliances)
    return a_grade(question.but(topic="a_grade"), facts)


def same_alliance(question: Question, facts: Facts) -> Answer:
    """Whether several names are those of one alliance."""
    if not question.names:
        return ask_for_alliance(question, facts)
    sure = [named.alliances[0] for named in question.names if named.kind == "sure"]
    names = [facts.name(one) for one in dict.fromkeys(sure)]
    if len(sure) < len(question.names):
        unclear = joined([f"“{named.said}”" for named in question.names if named.kind != "sure"])
        text = f"❓ {unclear}不是查到的联盟名称，是不是同一家不能断定。"
        return not_published(question, facts, text, note(f"能认出的有：{'、'.join(names)}。" if names else None))
    report = facts.report(question.year)
    known = [fact.cite for one in dict.fromkeys(sure) for _, fact in _registered(facts.alliance(one))]
    cite = [report.grade.cite] if report.grade else known or [any_place(report)]
    told = f"不是同一家：{joined(names)}是{len(names)}家联盟" if len(names) > 1 else f"是同一家：都指{names[0]}"
    text = f"{told}（按{report.year}年度的名称）。" if report.grade else f"{told}。"
    related = [choice("介绍一下", "alliance", alliances=(sure[0],))]
    return answer(question, facts, [lead(text)], cite=cite, alliances=tuple(names), related=related)


def alliance(question: Question, facts: Facts) -> Answer:
    """What is known of an alliance."""
    if len(question.names) > 1:
        return a_grade(question.but(topic="a_grade"), facts)
    if question.years and not facts.report(question.year).grade:
        return alliance_tier(question, facts)
    named = one_alliance(question, facts)
    if isinstance(named, Answer):
        return named
    found = facts.alliance(named.alliances[0])
    verdict = a_grade(question, facts)
    report = facts.report(question.year)
    known = _registered(found)
    listing = Listing(items=tuple(f"{label}：{value(fact)}" for label, fact in known))
    related = (
        choice("历年的活跃度", "record", alliances=(found.id,)),
        list_of(facts.grade_name(report), question.year),
    )
    return verdict.model_copy(
        update={
            "topic": question.topic,
            "blocks": (*verdict.blocks[:2], listing) if known else verdict.blocks,
            "sources": facts.refs(report.grade.cite if report.grade else (), *[fact.cite for _, fact in known]),
            "related": tuple(one for one in related if one),
        }
    )


def alliance_claim(question: Question, facts: Facts) -> Answer:
    """What an alliance says of itself, told as such, beside what the list says of it."""
    named = one_alliance(question, facts)
    if isinstance(named, Answer):
        return named
    claims = [fact for fact in facts.alliance(named.alliances[0]).facts if _CLAIM.search(fact.value)]
    if not claims:
        return alliance_tier(question, facts)
    verdict = a_grade(question, facts)
    told = f"{facts.name(named.alliances[0])}的说法：{'；'.join(map(value, claims))}。"
    return verdict.model_copy(
        update={
            "blocks": (
                lead(told),
                Note(text="这是它自己的说法，不等于评价结果。"),
                *verdict.blocks,
            ),
            "sources": tuple(dict.fromkeys((*facts.refs(*[fact.cite for fact in claims]), *verdict.sources))),
        }
    )


def _registered(found: Alliance) -> list[tuple[str, Fact[str]]]:
    """What the registry holds of an alliance, with what each fact is about."""
    facts = (
        ("身份", found.status),
        ("批次", found.batch),
        ("牵头", found.lead),
        ("成立", found.founded),
        ("成员", found.members),
        *(("人员", fact) for fact in found.people),
        *(("其他", fact) for fact in found.facts),
    )
    return [(label, fact) for label, fact in facts if fact]


def alliance_tier(question: Question, facts: Facts) -> Answer:
    """In which tier an alliance was: known for those that hold the grade, and where a report says so."""
    if len(question.names) > 1:
        return _tiers_of_several(question, facts)
    report = facts.report(question.year)
    stranger = bool(question.names) and question.names[0].kind == "other"
    if stranger and not _TAKING_PART.search(question.text):
        return a_grade(question.but(topic="a_grade"), facts)
    if question.names and question.names[0].kind != "sure" and not _any_listed(question.names[0], report):
        return not_published(
            question,
            facts,
            f"❓ “{question.names[0].said}”{report.year}年度{_asked_of(question)}属于哪个等级，{facts.unsaid(report)}。",
        )
    named = one_alliance(question, facts)
    if isinstance(named, Answer):
        return named
    one = named.alliances[0]
    known = next((result for other, result in facts.results(one) if other.year == report.year), None)
    return _tier_known(question, facts, one, known) if known else _tier_unknown(question, facts, one)


def _tier_known(question: Question, facts: Facts, one: str, known: Result) -> Answer:
    report = facts.report(question.year)
    return answer(
        question,
        facts,
        [
            lead(f"{_took_part(question, known)}{facts.name(one)}{report.year}年度为{_result_text(known)}。"),
            note(f"{known.note}。" if known.note else None, caveat(known), _listed_too(one, report)),
        ],
        cite=[known.cite],
        alliances=(facts.name(one),),
        verdicts=_verdicts(one, facts, report),
        related=[
            choice("历年的活跃度", "record", alliances=(one,)),
            choice("各等级一览", "tiers", year=report.year),
        ],
    )


def _asked_of(question: Question) -> str:
    return "有没有参评、" if _TAKING_PART.search(question.text) else ""


def _took_part(question: Question, known: Result) -> str:
    """参评了，由它的等级可知： where that is asked: who got a tier was assessed."""
    if not _TAKING_PART.search(question.text):
        return ""
    return "参评了：" if known.confidence in PRINTED else "由它的等级可知参评了："


def _tier_unknown(question: Question, facts: Facts, one: str) -> Answer:
    report = facts.report(question.year)
    asked = _asked_of(question)
    absent = f"它不在{report.year}年度{report.grade.name}名单上，但" if report.grade and report.grade.complete else ""
    return not_published(
        question,
        facts,
        f"❓ {facts.name(one)}{report.year}年度{asked}属于哪个等级，{facts.unsaid(report)}。",
        note(f"{absent}不在名单上不代表活跃度低，也可能没有参评。" if absent else None),
        note(_elsewhere(one, facts)),
        cite=[report.grade.cite] if report.grade and absent else (),
        alliances=(facts.name(one),),
        verdicts={name: verdict for name, verdict in _verdicts(one, facts, report).items() if verdict != "A"},
        related=[choice("历年的活跃度", "record", alliances=(one,))],
    )


def _verdicts(one: str, facts: Facts, report: Report) -> dict[str, Verdict]:
    """The verdict of one alliance, none where the list of the year does not decide it."""
    if report.grade and one in report.grade.members:
        return {facts.name(one): "A"}
    return {facts.name(one): "not_listed"} if report.grade and report.grade.complete else {}


def _tiers_of_several(question: Question, facts: Facts) -> Answer:
    """In which tier each of several alliances was, with its verdict."""
    checked = a_grade(question, facts)
    report = facts.report(question.year)
    year = report.year
    known: dict[str, Result] = {}
    for named in question.names:
        results = facts.results(named.alliances[0]) if named.kind == "sure" else []
        known |= {facts.name(named.alliances[0]): result for other, result in results if other.year == year}
    if not known or checked.status == "ambiguous":
        return checked
    lines = [f"{name}：{_result_text(result)}{caveat(result)}" for name, result in known.items()]
    lines += [f"{name}：{facts.unsaid(report)}" for name in checked.verdicts if name not in known]
    return checked.model_copy(
        update={
            "status": "answered",
            "blocks": (lead(f"{year}年度的活跃度等级："), Listing(items=tuple(lines))),
            "sources": facts.refs(*[result.cite for result in known.values()]),
        }
    )


def _elsewhere(one: str, facts: Facts) -> str | None:
    """What is known of the alliance in other evaluations."""
    known = [f"{report.year}年度{_result_text(result)}{caveat(result)}" for report, result in facts.results(one)]
    return f"其他年度查到的：{'；'.join(known)}。" if known else None


def _any_listed(named: Named, report: Report) -> bool:
    return report.grade is not None and any(one in report.grade.members for one in named.alliances)


def _listed_too(one: str, report: Report) -> str | None:
    return f"它也是{report.year}年度{report.grade.name}联盟。" if report.grade and one in report.grade.members else None


def _result_text(result: Result) -> str:
    """“活跃度高”，95分以上，列第1."""
    score = f"，{score_text(result)}" if result.score else ""
    rank = f"，列第{result.rank}" if result.rank else ""
    return f"“{result.tier_text}”{score}{rank}"


def record(question: Question, facts: Facts) -> Answer:
    """What is known of an alliance in each evaluation."""
    if question.names and question.names[0].kind == "other":
        return a_grade(question.but(topic="a_grade"), facts)
    named = one_alliance(question, facts)
    if isinstance(named, Answer):
        return named
    one = named.alliances[0]
    wanted = [year for year in question.years if year in facts.library.reports]
    known = [found for found in facts.results(one) if not wanted or found[0].year in wanted]
    if not known:
        return _no_record(question, facts, one, wanted)
    items = tuple(
        f"{report.year}：{_result_text(result)}{caveat(result)}{_graded(one, report)}" for report, result in known
    )
    found_years = {report.year for report, _ in known}
    missing = [] if wanted else [year for year in facts.library.reports if year not in found_years]
    held = _years_held(one, known, facts.grade_name()) if question.topic == "record_grade" else ""
    return answer(
        question,
        facts,
        [
            lead(f"{facts.name(one)}{held}已知的活跃度结果："),
            Listing(items=items),
            note(f"{joined(missing)}年度没有查到。" if missing else None),
        ],
        cite=[result.cite for _, result in known],
        alliances=(facts.name(one),),
        related=[
            choice(f"{facts.default_year}年度{facts.grade_name()}名单", "a_list", year=facts.default_year),
        ],
    )


def _no_record(question: Question, facts: Facts, one: str, wanted: Sequence[str]) -> Answer:
    when = f"{joined(wanted)}年度" if wanted else "各年度"
    lists = [
        f"{report.year}年度{report.grade.name}"
        for report in facts.library.reports.values()
        if report.grade and report.grade.complete and one not in report.grade.members
    ]
    text = f"❓ {facts.name(one)}{when}的活跃度结果没有查到。"
    absent = note(f"它不在{joined(lists)}名单上。" if lists else None)
    return not_published(question, facts, text, absent, alliances=(facts.name(one),))


def _years_held(one: str, known: Sequence[tuple[Report, Result]], grade: str) -> str:
    """In which of the `known` years it held the grade."""
    held = [report.year for report, _ in known if _graded(one, report)]
    return f"获评{grade}的有{joined(held)}年度（只算查到的）。" if held else f"没有查到获评{grade}的年度。"


def _graded(one: str, report: Report) -> str:
    if not report.grade or one not in report.grade.members:
        return ""
    count = report.grade.count
    return f"，获评{report.grade.name}{brief_caveat(count) if count else ''}"
