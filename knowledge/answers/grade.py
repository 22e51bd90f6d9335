"""Whether alliances hold the grade, and the questions back where it is not clear which ones are meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answer import Answer, Block, Choice, Listing, Matched, Note, Paragraph, Verdict
from knowledge.questions.negation import loses
from knowledge.questions.question import Named, Question
from knowledge.reports import figures
from knowledge.reports.models import Grade, Report

from .claims import only_those, says_no, says_yes
from .facts import Facts
from .parts import answer, brief_caveat, caveats, choice, joined, lead, list_of, not_published, note
from .plainness import other_honour
from .static import filled, reply

TIER_NOT_TOLD = "不在{grade}名单上不代表活跃度低：报道没有公布它属于哪个等级。"


@dataclass(frozen=True)
class Checked:
    """One name of the question with its verdict; `ask` holds candidates where it has to be asked back."""

    said: str
    key: str
    verdict: Verdict | None
    alliance: str | None = None
    ask: tuple[str, ...] = ()
    hint: tuple[str, ...] = ()


def a_grade(question: Question, facts: Facts) -> Answer:
    """Whether this alliance is (or these alliances are) on the list."""
    report = facts.report(question.year)
    question = question.but(year=report.year)
    if not report.grade:
        return no_grade(question, facts, report)
    if not question.names:
        return ask_for_name(question, facts, report.grade)
    if question.names[0].kind == "sure" and (honour := other_honour(question)):
        return _not_told_of(honour, question, facts, report.grade)
    checked = check_names(question, facts, report.grade)
    if all(check.verdict is None for check in checked):
        return ask_back(question, facts, checked)
    blocks = _verdict_blocks(question, checked, facts, report)
    settled = any(check.verdict in ("A", "not_listed") for check in checked)
    only = checked[0] if len(checked) == 1 else None
    return answer(
        question,
        facts,
        [heard(question, facts), *blocks, caveats([report.grade.count])],
        status="answered" if settled else "unknown",
        cite=[report.grade.cite, report.grade.rule.cite if report.grade.rule else ()],
        alliances=tuple(facts.name(check.alliance) for check in checked if check.alliance),
        verdicts={check.key: check.verdict for check in checked if check.verdict},
        candidates=tuple(dict.fromkeys(facts.name(one) for check in checked for one in check.ask)),
        choices=_choices(question, facts, [one for check in checked for one in check.ask]),
        matched=matched(question, facts),
        related=[
            choice(f"介绍一下{facts.alliance(only.alliance).core}联盟", "alliance", alliances=(only.alliance,))
            if only and only.alliance
            else None,
            list_of(report.grade.name, report.year),
            choice(f"{report.grade.name}是怎么评的？", "a_rule", year=report.year),
        ],
    )


def _not_told_of(honour: str, question: Question, facts: Facts, grade: Grade) -> Answer:
    """That no report tells of another honour than the grade."""
    names = joined([facts.name(named.alliances[0]) for named in question.names if named.kind == "sure"])
    text = f"❓ {names}有没有获得或列入“{honour}”，报道没有说；{question.year}年度的报道只公布了{grade.name}名单。"
    asked = choice(
        f"{names}是{grade.name}吗？", "a_grade", year=question.year, alliances=(question.names[0].alliances[0],)
    )
    return not_published(question, facts, text, related=[asked, list_of(grade.name, question.year)])


def reason(question: Question, facts: Facts) -> Answer:
    """Why somebody is or is not on the list: no report says it, but whether it is on the list is known."""
    text = facts.topics["unknown_reason"].reply or ""
    report = facts.report(question.year)
    if not question.names or not report.grade:
        unsaid = "报道没有说明" if report.is_complete else "查到的资料没有说明"
        return not_published(question, facts, f"❓ {text}" if question.names else f"❓ 原因，{unsaid}。")
    checked = a_grade(question.but(topic="a_grade"), facts)
    if checked.status == "ambiguous":
        return checked
    return _with_remark(checked, question, text)


def of_members(question: Question, facts: Facts) -> Answer:
    """Whether members may say that they hold the grade: no report says it, but those of an alliance without it do not."""
    untold = reply(question, facts)
    if not question.names or not facts.report(question.year).grade:
        return untold
    checked = a_grade(question.but(topic="a_grade"), facts)
    if {*checked.verdicts.values()} != {"not_listed"}:
        return untold
    return _with_remark(checked, question, filled(facts.topics[question.topic].reply or "", question, facts))


def _with_remark(checked: Answer, question: Question, text: str) -> Answer:
    """What `checked` tells with `text` below it, as the answer to `question`."""
    return checked.model_copy(update={"topic": question.topic, "blocks": (*checked.blocks, Note(text=text))})


def check_names(question: Question, facts: Facts, grade: Grade) -> list[Checked]:
    """The verdict of each name of the question, once; a name that only repeats a part of another is none."""
    checked: list[Checked] = []
    names = [
        named
        for named in question.names
        if named.kind == "sure"
        or not any(
            other.kind != "sure" and named.said != other.said and named.said in other.said for other in question.names
        )
    ]
    for named in names:
        check = _check(named, facts, grade)
        if check.key not in [other.key for other in checked]:
            checked.append(check)
    return checked


def _check(named: Named, facts: Facts, grade: Grade) -> Checked:
    absent: Verdict = "not_listed" if grade.complete else "unknown"
    if named.kind == "sure":
        alliance = named.alliances[0]
        verdict: Verdict = "A" if alliance in grade.members else absent
        return Checked(named.said, facts.name(alliance), verdict, alliance)
    listed = tuple(alliance for alliance in named.alliances if alliance in grade.members)
    if named.kind in ("wide", "near") and listed:
        return Checked(named.said, named.said, None, ask=listed)
    return Checked(named.said, named.said, absent, hint=listed)


def _more(question: Question, count: int, report: Report) -> str:
    """不止这2家，共22家。 where the question takes it that these are all."""
    held = figures.grade_count(report)
    return f"不止这{count}家，共{held.value}家。" if held and held.value > count and only_those(question) else ""


def _verdict_blocks(question: Question, checked: Sequence[Checked], facts: Facts, report: Report) -> list[Block | None]:
    grade = report.grade
    if grade is None:
        return []
    if len(checked) == 1:
        return _single(question, checked[0], facts, report, grade)
    count = sum(check.verdict == "A" for check in checked)
    settled = sum(check.verdict is not None for check in checked)
    summary = (
        f"{_more(question, count, report)}{'问到' if settled == len(checked) else '能确定'}的{settled}家都获评{report.year}年度{grade.name}："
        if count == settled
        else f"{settled}家中有{count}家获评{report.year}年度{grade.name}："
        if count
        else f"问到的{settled}家都没有列入{report.year}年度{grade.name}名单："
    )
    if not grade.complete:
        summary = f"{report.year}年度{grade.name}名单只查到部分名字："
    items = tuple(_verdict_line(check, facts, report, grade) for check in checked)
    refused = any(check.verdict == "not_listed" for check in checked)
    return [
        lead(summary),
        Listing(items=items),
        note(TIER_NOT_TOLD.format(grade=grade.name) if refused else None, _hints(checked, facts)),
    ]


def _single(question: Question, check: Checked, facts: Facts, report: Report, grade: Grade) -> list[Block | None]:
    held = figures.grade_count(report)
    among = f"，共{held.value}家" if held else ""
    if check.verdict == "A" and check.alliance:
        place = facts.position(check.alliance, report)
        where = f"（名单第{place}位{among}）" if place else f"（{among.lstrip('，')}）" if held else ""
        rule = f"{grade.name}的条件：{grade.rule.text}。" if grade.rule else None
        opening = says_yes(question, grade.name, held.value if held else None)
        return [
            lead(f"{opening}{check.key}获评{report.year}年度{grade.name}{where}。"),
            note(_loss(question, report, grade)),
            note(rule),
        ]
    if check.verdict == "unknown":
        text = (
            f"❓ 查不到。{report.year}年度{grade.name}{among.lstrip('，')}，目前只查到其中{len(grade.members)}家的名字，"
            f"没有“{check.key}”，不能断定它是不是{grade.name}。"
        )
        known = joined([facts.name(member) for member in grade.members])
        return [lead(text), note(f"已知的有：{known}。" if known else None)]
    told = f"（完整名单{among.lstrip('，')}）" if held else ""
    return [
        lead(f"{says_no(question, check.hint)}“{check.key}”不在{report.year}年度{grade.name}名单上{told}。"),
        note(
            _loss(question, report, grade),
            _status(check, facts),
            TIER_NOT_TOLD.format(grade=grade.name),
            _hints([check], facts),
        ),
    ]


def _loss(question: Question, report: Report, grade: Grade) -> str | None:
    """Where the question speaks of a loss: none is reported."""
    told = f"{report.year}年度的报道没有提到有联盟失去{grade.name}。"
    return told if loses(question.text) else None


def _status(check: Checked, facts: Facts) -> str | None:
    if not check.alliance:
        return None
    alliance = facts.alliance(check.alliance)
    return f"它是已知的联盟（{alliance.status.value}）。" if alliance.status else None


def _verdict_line(check: Checked, facts: Facts, report: Report, grade: Grade) -> str:
    if check.verdict == "A" and check.alliance:
        place = facts.position(check.alliance, report)
        return f"✅ {check.key}：{grade.name}" + (f"（名单第{place}位）" if place else "")
    if check.verdict == "not_listed":
        return f"❌ {check.key}：不在{grade.name}名单上"
    if check.verdict == "unknown":
        return f"❓ {check.key}：名单不全，查不到"
    return f"❓ {check.said}：您指的是{joined([facts.name(one) for one in check.ask], '还是')}？"


def _hints(checked: Sequence[Checked], facts: Facts) -> str | None:
    near = dict.fromkeys(facts.name(one) for check in checked for one in check.hint)
    return f"名单上名称或领域相近的有：{joined(list(near))}。" if near else None


def heard(question: Question, facts: Facts) -> Paragraph | None:
    """Says what a wording was taken for where the match was not literal."""
    taken = [
        f"“{named.said}”即{facts.name(named.alliances[0])}"
        for named in question.names
        if named.kind == "sure" and named.how in ("alias", "homophone", "shape", "fuzzy", "pinyin")
    ]
    return Paragraph(text="您说的" + "，".join(taken) + "。") if taken else None


def matched(question: Question, facts: Facts) -> tuple[Matched, ...]:
    """Which wording was taken for which alliance, and how it was found."""
    return tuple(
        Matched(said=named.said or facts.name(named.alliances[0]), name=facts.name(named.alliances[0]), how=named.how)
        for named in question.names
        if named.kind == "sure"
    )


def _choices(question: Question, facts: Facts, candidates: Sequence[str]) -> tuple[Choice, ...]:
    found = (
        choice(facts.name(one), question.topic, year=question.year, alliances=(one,))
        for one in dict.fromkeys(candidates)
    )
    return tuple(one for one in found if one)


def ask_which(question: Question, facts: Facts, named: Named, candidates: Sequence[str]) -> Answer:
    """A question back: which of `candidates` is meant by `named`."""
    names = [facts.name(one) for one in candidates]
    told = f"“{named.said}”" if named.said else "这个名称"
    if len(names) == 1:
        blocks: list[Block] = [
            lead(f"❓ 您问的是{names[0]}吗？"),
            note(f"{told}与它不完全相同，先向您确认一下。") or Note(text=""),
        ]
    else:
        blocks = [
            lead(f"❓ {told}可能指下面几家，您问的是哪一家？"),
            Listing(items=tuple(names), numbers=tuple(range(1, len(names) + 1))),
            Note(text="回复序号或名称即可。"),
        ]
    return answer(
        question,
        facts,
        blocks,
        status="ambiguous",
        candidates=tuple(names),
        choices=_choices(question, facts, candidates),
    )


def ask_back(question: Question, facts: Facts, checked: Sequence[Checked]) -> Answer:
    """A question back where none of the `checked` names is clear."""
    candidates = list(dict.fromkeys(one for check in checked for one in check.ask))
    said = "、".join(check.said for check in checked)
    return ask_which(question, facts, Named(said=said, kind="wide"), candidates)


def ask_for_name(question: Question, facts: Facts, grade: Grade) -> Answer:
    """A question back where no alliance is named."""
    text = "❓ 您想查哪一家联盟？请告诉我联盟的名称，例如“化纤联盟”。"
    return answer(
        question,
        facts,
        [lead(text)],
        status="ambiguous",
        related=[list_of(grade.name, question.year)],
    )


def no_grade(question: Question, facts: Facts, report: Report) -> Answer:
    """The year's report is not known to have a grade, or nothing more of it is known."""
    text = f"❓ {report.year}年度有没有评{facts.grade_name(report)}、名单是什么，目前没有查到。"
    if report.grade:
        text = f"❓ {report.year}年度评了{report.grade.name}，但问到的这一点没有查到。"
    known = [other for other in facts.library.reports.values() if other.grade and other.grade.count]
    told = "；".join(
        f"{other.year}年度{other.grade.name}{other.grade.count.value}家{brief_caveat(other.grade.count)}"
        for other in known
        if other.grade and other.grade.count
    )
    verdicts: dict[str, Verdict] = {}
    for named in question.names if question.topic == "a_grade" else ():
        verdicts[facts.name(named.alliances[0]) if named.kind == "sure" else named.said] = "unknown"
    return not_published(
        question,
        facts,
        text,
        note(f"已知的有：{told}。" if told else None),
        verdicts=verdicts,
        related=[choice(f"{facts.default_year}年度的{facts.grade_name()}名单", "a_list", year=facts.default_year)],
    )
