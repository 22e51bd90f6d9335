"""Who holds the grade: checks, the list, positions, the rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answer import Answer, Block, Choice, Listing, Matched, Note, Paragraph, Verdict
from knowledge.questions.question import LETTERS, Named, Question
from knowledge.reports import figures
from knowledge.reports.models import Alliance, Grade, Report
from knowledge.text.cleaning import clean

from .claims import WHOLES, halves, joint, says_no, says_yes, verdict
from .facts import Facts
from .parts import answer, choice, doubts, joined, lead, marked, not_published, note

TIER_NOT_TOLD = "不在{grade}名单上不代表活跃度低：报道没有公布它属于哪个等级。"


@dataclass(frozen=True)
class _Checked:
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
    question = question.model_copy(update={"year": report.year})
    if not report.grade:
        return no_grade(question, facts, report)
    if not question.names:
        return _which(question, facts, report.grade)
    checked = _checked(question, facts, report.grade)
    if all(check.verdict is None for check in checked):
        return _ask_back(question, facts, checked)
    blocks = _verdict_blocks(question, checked, facts, report)
    settled = any(check.verdict in ("A", "not_listed") for check in checked)
    only = checked[0] if len(checked) == 1 else None
    return answer(
        question,
        facts,
        [_heard(question, facts), *blocks],
        status="answered" if settled else "unknown",
        cite=[report.grade.cite, report.grade.rule.cite if report.grade.rule else ()],
        alliances=tuple(facts.name(check.alliance) for check in checked if check.alliance),
        verdicts={check.key: check.verdict for check in checked if check.verdict},
        candidates=tuple(dict.fromkeys(facts.name(one) for check in checked for one in check.ask)),
        choices=_choices(question, facts, [one for check in checked for one in check.ask]),
        matched=_matched(question, facts),
        related=[
            choice(f"介绍一下{short(facts.alliance(only.alliance))}联盟", "alliance", alliances=[only.alliance])
            if only and only.alliance
            else None,
            choice(f"{report.grade.name}名单有哪些？", "a_list", year=report.year),
            choice(f"{report.grade.name}是怎么评的？", "a_rule", year=report.year),
        ],
    )


def reason(question: Question, facts: Facts) -> Answer:
    """Why somebody is or is not on the list: no report says it, but whether it is on the list is known."""
    text = facts.topics["unknown_reason"].reply or ""
    report = facts.report(question.year)
    if not question.names or not report.grade:
        return not_published(question, facts, f"❓ {text}")
    checked = a_grade(question.model_copy(update={"topic": "a_grade"}), facts)
    if checked.status == "ambiguous":
        return checked
    return checked.model_copy(update={"topic": question.topic, "blocks": (*checked.blocks, Note(text=text))})


def short(alliance: Alliance) -> str:
    """The telling part of the name, for buttons."""
    return alliance.core


def _checked(question: Question, facts: Facts, grade: Grade) -> list[_Checked]:
    checked: list[_Checked] = []
    names = [
        named
        for named in question.names
        if named.kind == "sure"
        or not any(named.said != other.said and named.said in other.said for other in question.names)
    ]
    for named in names:
        check = _check(named, facts, grade)
        if check.key not in [other.key for other in checked]:
            checked.append(check)
    return checked


def _check(named: Named, facts: Facts, grade: Grade) -> _Checked:
    absent: Verdict = "not_listed" if grade.complete else "unknown"
    if named.kind == "sure":
        alliance = named.alliances[0]
        verdict: Verdict = "A" if alliance in grade.members else absent
        return _Checked(named.said, facts.name(alliance), verdict, alliance)
    listed = tuple(alliance for alliance in named.alliances if alliance in grade.members)
    if named.kind in ("wide", "near") and listed:
        return _Checked(named.said, named.said, None, ask=listed)
    return _Checked(named.said, named.said, absent, hint=listed)


def _verdict_blocks(
    question: Question, checked: Sequence[_Checked], facts: Facts, report: Report
) -> list[Block | None]:
    grade = report.grade
    if grade is None:
        return []
    if len(checked) == 1:
        return _single(question, checked[0], facts, report, grade)
    count = sum(check.verdict == "A" for check in checked)
    settled = sum(check.verdict is not None for check in checked)
    summary = (
        f"问到的{settled}家都获评{report.year}年度{grade.name}："
        if count == settled
        else f"{settled}家中有{count}家获评{report.year}年度{grade.name}："
        if count
        else f"问到的{settled}家都没有列入{report.year}年度{grade.name}名单："
    )
    if not grade.complete:
        summary = f"{report.year}年度{grade.name}名单只查到部分名字："
    items = tuple(_line(check, facts, report, grade) for check in checked)
    refused = any(check.verdict == "not_listed" for check in checked)
    return [
        lead(summary),
        Listing(items=items),
        note(TIER_NOT_TOLD.format(grade=grade.name) if refused else None, _hints(checked, facts)),
    ]


def _single(question: Question, check: _Checked, facts: Facts, report: Report, grade: Grade) -> list[Block | None]:
    held = figures.grade_count(report)
    among = f"，共{held.value}家" if held else ""
    if check.verdict == "A" and check.alliance:
        place = facts.position(check.alliance, report)
        where = f"（名单第{place}位{among}）" if place else f"（{among.lstrip('，')}）" if held else ""
        rule = f"{grade.name}的条件：{grade.rule.text}。" if grade.rule else None
        opening = says_yes(question, grade.name, held.value if held else None)
        return [lead(f"{opening}{check.key}获评{report.year}年度{grade.name}{where}。"), note(rule)]
    if check.verdict == "unknown":
        text = (
            f"❓ 查不到。{report.year}年度{grade.name}{among.lstrip('，')}，目前只查到其中{len(grade.members)}家的名字，"
            f"没有“{check.key}”，不能断定它是不是{grade.name}。"
        )
        known = joined([facts.name(member) for member in grade.members])
        return [lead(text), note(f"已知的有：{known}。" if known else None)]
    told = f"（完整名单{among.lstrip('，')}）" if held else ""
    known_pilot = _known(check, facts)
    return [
        lead(f"{says_no(question)}“{check.key}”不在{report.year}年度{grade.name}名单上{told}。"),
        note(known_pilot, TIER_NOT_TOLD.format(grade=grade.name), _hints([check], facts)),
    ]


def _known(check: _Checked, facts: Facts) -> str | None:
    if not check.alliance:
        return None
    alliance = facts.alliance(check.alliance)
    return f"它是已知的联盟（{alliance.status.value}）。" if alliance.status else None


def _line(check: _Checked, facts: Facts, report: Report, grade: Grade) -> str:
    if check.verdict == "A" and check.alliance:
        place = facts.position(check.alliance, report)
        return f"✅ {check.key}：{grade.name}" + (f"（名单第{place}位）" if place else "")
    if check.verdict == "not_listed":
        return f"❌ {check.key}：不在{grade.name}名单上"
    if check.verdict == "unknown":
        return f"❓ {check.key}：名单不全，查不到"
    return f"❓ {check.said}：您指的是{joined([facts.name(one) for one in check.ask], '还是')}？"


def _hints(checked: Sequence[_Checked], facts: Facts) -> str | None:
    near = dict.fromkeys(facts.name(one) for check in checked for one in check.hint)
    return f"名单上名称或领域相近的有：{joined(list(near))}。" if near else None


def _heard(question: Question, facts: Facts) -> Paragraph | None:
    """Says what a wording was taken for where the match was not literal."""
    taken = [
        f"“{named.said}”即{facts.name(named.alliances[0])}"
        for named in question.names
        if named.kind == "sure" and named.how in ("alias", "homophone", "shape", "fuzzy", "pinyin")
    ]
    return Paragraph(text="您说的" + "，".join(taken) + "。") if taken else None


def _matched(question: Question, facts: Facts) -> tuple[Matched, ...]:
    return tuple(
        Matched(said=named.said or facts.name(named.alliances[0]), name=facts.name(named.alliances[0]), how=named.how)
        for named in question.names
        if named.kind == "sure"
    )


def _choices(question: Question, facts: Facts, candidates: Sequence[str]) -> tuple[Choice, ...]:
    topic = "a_grade" if question.topic == "a_grade" else question.topic
    found = [choice(facts.name(one), topic, year=question.year, alliances=[one]) for one in dict.fromkeys(candidates)]
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


def _ask_back(question: Question, facts: Facts, checked: Sequence[_Checked]) -> Answer:
    candidates = list(dict.fromkeys(one for check in checked for one in check.ask))
    said = "、".join(check.said for check in checked)
    return ask_which(question, facts, Named(said=said, kind="wide"), candidates)


def _which(question: Question, facts: Facts, grade: Grade) -> Answer:
    text = "❓ 您想查哪一家联盟？请告诉我联盟的名称，例如“化纤联盟”。"
    return answer(
        question,
        facts,
        [lead(text)],
        status="ambiguous",
        related=[choice(f"{grade.name}名单有哪些？", "a_list", year=question.year)],
    )


def no_grade(question: Question, facts: Facts, report: Report) -> Answer:
    """The year's report is not known to have a grade, or nothing more of it is known."""
    text = f"❓ {report.year}年度有没有评{facts.grade_name(report)}、名单是什么，目前没有查到。"
    if report.grade:
        text = f"❓ {report.year}年度评了{report.grade.name}，但问到的这一点没有查到。"
    known = [other for other in facts.library.reports.values() if other.grade and other.grade.count]
    told = "；".join(
        f"{other.year}年度{other.grade.name}{other.grade.count.value}家"
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


def a_list(question: Question, facts: Facts) -> Answer:
    """The whole list, or all but the named ones."""
    report = facts.report(question.year)
    grade = report.grade
    if not grade:
        return no_grade(question, facts, report)
    asked = [named.alliances[0] for named in question.names if named.kind == "sure"] if question.excluding else []
    left_out = [one for one in dict.fromkeys(asked) if one in grade.members]
    places = [(place, member) for place, member in enumerate(grade.members, start=1) if member not in left_out]
    held = figures.grade_count(report)
    total = held.value if held else len(grade.members)
    if left_out:
        others = joined([facts.name(one) for one in left_out])
        text = f"除{others}外，{report.year}年度{grade.name}联盟还有{total - len(left_out)}家："
    elif grade.complete:
        text = f"{report.year}年度{grade.name}联盟共{total}家："
    else:
        text = f"{report.year}年度{grade.name}联盟共{total}家，目前只查到其中{len(grade.members)}家的名字："
    return answer(
        question,
        facts,
        [lead(text), _listing(places, facts, numbered=grade.numbered), note(_numbered(grade)), doubts([grade.count])],
        cite=[grade.cite],
        alliances=tuple(facts.name(member) for _, member in places),
        related=[
            choice(f"{grade.name}是怎么评的？", "a_rule", year=report.year),
            choice("各等级有多少家？", "tiers", year=report.year),
        ],
    )


def _numbered(grade: Grade) -> str | None:
    return "序号是名单中的位置，报道没有说这是排名。" if grade.numbered else None


def _listing(places: Sequence[tuple[int, str]], facts: Facts, *, numbered: bool) -> Listing:
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
    if literal:
        fitting = [member for member in grade.members if _holds(facts.name(member), wanted)]
        told = f"名称里带“{wanted}”的"
    else:
        about = _about(question, facts)
        fitting = [member for member in grade.members if member in about]
        told = f"与“{wanted}”有关的"
    absent = tuple(n.said for n in question.names if not literal and (n.kind == "near" or not n.alliances))
    verdicts: dict[str, Verdict] = dict.fromkeys(absent, "not_listed") if grade.complete else {}
    if not fitting:
        text = f"{report.year}年度{grade.name}名单中没有找到{told}联盟。"
        return answer(
            question,
            facts,
            [lead(text)],
            cite=[grade.cite],
            verdicts=verdicts,
            related=[choice("看完整名单", "a_list", year=report.year)],
        )
    places = [(grade.members.index(member) + 1, member) for member in fitting]
    basis = None if literal else "按联盟名称和所属领域查找，报道本身没有按行业分类。"
    itself = f"“{'、'.join(verdicts)}”本身不在名单上。" if verdicts else None
    return answer(
        question,
        facts,
        [
            lead(f"{report.year}年度{grade.name}联盟中，{told}有{len(fitting)}家："),
            _listing(places, facts, numbered=grade.numbered),
            note(itself, basis),
        ],
        cite=[grade.cite],
        alliances=tuple(facts.name(member) for member in fitting),
        verdicts=verdicts,
        related=[choice("看完整名单", "a_list", year=report.year)],
    )


def _holds(name: str, wanted: str) -> bool:
    """Whether `name` contains the piece of text `wanted`, or any letter where that is what is wanted."""
    telling = clean(_telling(name)).lower()
    return (
        any(char.isascii() and char.isalpha() for char in telling)
        if wanted == LETTERS
        else clean(wanted).lower() in telling
    )


def _telling(name: str) -> str:
    """The name without the suffix, with what stands in brackets."""
    return name.replace("产业技术创新战略联盟", "")


def _about(question: Question, facts: Facts) -> set[str]:
    words = {clean(named.said).lower() for named in question.names} | set(question.sectors)
    return {alliance for word in words for alliance in facts.about(word)}


def a_count(question: Question, facts: Facts) -> Answer:
    """How many hold the grade, and their share."""
    report = facts.report(question.year)
    held = figures.grade_count(report)
    if not report.grade or not held:
        return no_grade(question, facts, report)
    known = {"participants": figures.participants(report), "total": figures.total(report)}
    wholes = {name: whole.value for name, whole in known.items() if whole}
    rates = {base: figures.percent(held.value, whole) for base, whole in wholes.items()}
    shares = [f"占{WHOLES[base]}（{whole}家）的{rates[base]}" for base, whole in wholes.items()]
    printed = "这些比例报道没有印出，" if report.is_complete else "这些比例"
    derived = f"{'，'.join(shares)}。{printed}由家数推算。" if shares else None
    checked = verdict(question, held.value, rates, [*wholes.values()] if question.shares else ())
    opening = joint(_strangers(question, facts, report.grade), checked, halves(question, report, [held.value]))
    return answer(
        question,
        facts,
        [
            lead(f"{opening}{report.year}年度{report.grade.name}联盟共{held.value}家{marked(held.confidence)}。"),
            note(
                derived,
                f"{report.grade.name}的条件：{report.grade.rule.text}。"
                if question.tiers and report.grade.rule
                else None,
            ),
        ],
        cite=[held.cite],
        related=[
            choice(f"{report.grade.name}名单有哪些？", "a_list", year=report.year),
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


def a_position(question: Question, facts: Facts) -> Answer:
    """Where on the list an alliance stands, or which of several comes first."""
    report = facts.report(question.year)
    grade = report.grade
    if not grade:
        return no_grade(question, facts, report)
    if not question.names:
        return _which(question, facts, grade)
    if not grade.numbered:
        graded = a_grade(question, facts)
        return graded.model_copy(update={"blocks": (*graded.blocks, Note(text="这一年度名单的序号没有查到。"))})
    checked = _checked(question, facts, grade)
    if all(check.verdict is None for check in checked):
        return _ask_back(question, facts, checked)
    placed = [(facts.position(c.alliance, report), c) for c in checked if c.alliance and c.verdict == "A"]
    told = [f"{check.key}在{report.year}年度{grade.name}名单中列第{place}位" for place, check in placed]
    told += [f"“{c.key}”不在{report.year}年度{grade.name}名单上" for c in checked if c.verdict == "not_listed"]
    first = min(placed, default=None, key=lambda item: item[0] or 0)
    order = f"{first[1].key}在前。" if first and len(placed) > 1 else ""
    return answer(
        question,
        facts,
        [_heard(question, facts), lead(f"{'；'.join(told)}。{order}"), note(_numbered(grade))],
        cite=[grade.cite],
        alliances=tuple(check.key for _, check in placed),
        verdicts={check.key: check.verdict for check in checked if check.verdict},
        matched=_matched(question, facts),
        related=[choice(f"{grade.name}名单有哪些？", "a_list", year=report.year)],
    )


def a_at(question: Question, facts: Facts) -> Answer:
    """Who stands at a position or in a range of the list."""
    report = facts.report(question.year)
    grade = report.grade
    if not grade or not grade.numbered:
        return no_grade(question, facts, report)
    size = len(grade.members)
    places: list[int] = []
    for first, last in question.positions:
        start, end = (place if place > 0 else size + 1 + place for place in (first, last))
        places += [
            place for place in range(min(start, end), max(start, end) + 1) if place not in places and first and last
        ]
    known = [(place, grade.members[place - 1]) for place in places if 1 <= place <= size]
    if not known:
        text = f"没有这一位：{report.year}年度{grade.name}名单共{size}家，序号从第1到第{size}。"
        return answer(
            question, facts, [lead(text)], cite=[grade.cite], related=[choice("看完整名单", "a_list", year=report.year)]
        )
    missing = f"名单共{size}家，没有更后面的位置。" if len(known) < len(places) else None
    if len(known) == 1:
        blocks: list[Block | None] = [
            lead(f"{report.year}年度{grade.name}名单第{known[0][0]}位是{facts.name(known[0][1])}。")
        ]
    else:
        blocks = [
            lead(f"{report.year}年度{grade.name}名单中的这{len(known)}家："),
            _listing(known, facts, numbered=True),
        ]
    return answer(
        question,
        facts,
        [*blocks, note(missing, _numbered(grade))],
        cite=[grade.cite],
        alliances=tuple(facts.name(member) for _, member in known),
        matched=tuple(Matched(said=f"第{place}位", name=facts.name(member), how="position") for place, member in known),
        related=[choice("看完整名单", "a_list", year=report.year)],
    )
