"""How many took part, how many there are, and what the two shares of each tier are of."""

from __future__ import annotations

from knowledge.answer import Answer
from knowledge.questions.question import Question
from knowledge.reports import figures
from knowledge.reports.figures import WHOLES
from knowledge.reports.models import Citation, Report, Tier
from knowledge.text.patterns import lazy_pattern

from .claims import halves, joint, shares_of, verdict
from .facts import Facts
from .parts import answer, brief_caveat, caveat_clause, choice, lead, list_of, not_published, note
from .tiers_untold import unknown_tiers

_RATE = lazy_pattern(r"率|占|比例|比重|百分|几成")


def participants(question: Question, facts: Facts) -> Answer:
    """How many took part, and the rate."""
    report = facts.report(question.year)
    present, everyone = figures.participants(report), figures.total(report)
    if not present:
        return _unknown(question, facts, report, "参评联盟数")
    count = f"{report.year}年度共有{present.value}家联盟参评{brief_caveat(present)}。"
    if not everyone and _RATE.search(question.text):
        more = f"{report.participants.note}。" if report.participants and report.participants.note else None
        text = f"❓ {report.year}年度的联盟总数没有查到，参评的占多少不能断定。"
        return not_published(question, facts, text, note(count, more), cite=[present.cite])
    rate = (
        f"参评率{figures.percent(present.value, everyone.value)}（推算：{present.value}÷{everyone.value}）。"
        if everyone
        else None
    )
    if rate and _RATE.search(question.text):
        told = [
            lead(f"{_wrong_share(question, present, everyone)}{report.year}年度{rate}"),
            note(count, _derivation(present), _derivation(everyone), _other_source(everyone)),
        ]
    else:
        opening = joint(verdict(question, present.value, {}), halves(question, report, [present.value], ["total"]))
        told = [lead(opening + count), note(_derivation(present), rate)]
    return answer(
        question,
        facts,
        told,
        cite=[present.cite],
        related=[
            choice("没参评的有多少家？", "absent", year=report.year),
            choice("各等级一览", "tiers", year=report.year),
        ],
    )


def _wrong_share(question: Question, present: figures.Figure, everyone: figures.Figure | None) -> str:
    return verdict(question, None, {"total": figures.percent(present.value, everyone.value)}) if everyone else ""


def _other_source(everyone: figures.Figure | None) -> str | None:
    """How sure the total is where no arithmetic gives it."""
    told = everyone and everyone.confidence == "single_source"
    return f"联盟总数{everyone.value}家{brief_caveat(everyone)}。" if everyone and told else None


def _derivation(known: figures.Figure | None) -> str | None:
    if not known or not known.how or known.confidence != "derived":
        return None
    return f"{known.value}这个数报道没有直接印出，推算方法：{known.how}。"


def total(question: Question, facts: Facts) -> Answer:
    """How many alliances there are in all."""
    report = facts.report(question.year)
    everyone, present = figures.total(report), figures.participants(report)
    if not everyone:
        return _unknown(question, facts, report, "联盟总数")
    checked = verdict(question, everyone.value, {}, [present.value] if present else ())
    took_part = f"其中参评{present.value}家{brief_caveat(present)}。" if present else None
    return answer(
        question,
        facts,
        [
            lead(f"{checked}{report.year}年度试点联盟总数为{everyone.value}家{brief_caveat(everyone)}。"),
            note(_derivation(everyone), took_part),
        ],
        cite=[everyone.cite],
        related=[
            choice("多少家参评？", "participants", year=report.year),
            choice("各等级一览", "tiers", year=report.year),
        ],
    )


def absent(question: Question, facts: Facts) -> Answer:
    """How many did not take part."""
    report = facts.report(question.year)
    known = figures.absent(report)
    present, everyone = figures.participants(report), figures.total(report)
    if not known or not present or not everyone:
        return _unknown(question, facts, report, "没有参评的家数")
    share = figures.percent(known.value, everyone.value)
    checked = joint(
        verdict(question, known.value, {"total": share}), halves(question, report, [known.value], ["total"])
    )
    return answer(
        question,
        facts,
        [
            lead(f"{checked}{report.year}年度有{known.value}家联盟没有参评，占联盟总数的{share}（推算）。"),
            note(f"推算方法：{known.how}。没有参评的是哪些联盟，{facts.unsaid(report)}。"),
        ],
        cite=[known.cite],
        related=[choice("多少家参评？", "participants", year=report.year)],
    )


def share_bases(question: Question, facts: Facts) -> Answer:
    """Of what the two shares of each tier are, and why those of all alliances do not add up to 100%."""
    report = facts.report(question.year)
    present, everyone, missing = figures.participants(report), figures.total(report), figures.absent(report)
    example = next((one for one in report.tiers if len(shares_of(one)) == len(WHOLES) and one.count), None)
    if not present or not everyone or not missing or not example:
        return unknown_tiers(question, facts, report)
    of_present, of_all = shares_of(example)["participants"], shares_of(example)["total"]
    rate = figures.percent(present.value, everyone.value)
    return answer(
        question,
        facts,
        [
            lead(
                f"{report.year}年度每个等级有两个比例，分母不同：一个占参评联盟（{present.value}家{caveat_clause(present)}），"
                f"一个占联盟总数（{everyone.value}家{caveat_clause(everyone)}）。"
            ),
            note(
                f"例如{example.name}：{example.count}÷{present.value}={of_present}，"
                f"{example.count}÷{everyone.value}={of_all}。",
                f"各等级占联盟总数的比例合计只有{rate}，因为还有{missing.value}家没有参评（推算）；"
                "占参评联盟的比例合计是100%。",
            ),
        ],
        cite=[_cite(report.tiers)],
        related=[
            choice("各等级一览", "tiers", year=report.year),
            choice("没参评的有多少家？", "absent", year=report.year),
        ],
    )


def _cite(rows: tuple[Tier, ...]) -> tuple[Citation, ...]:
    return figures.merged(row.cite for row in rows)


def without_grade(question: Question, facts: Facts) -> Answer:
    """How many took part without getting the grade."""
    report = facts.report(question.year)
    known, everyone = figures.without_grade(report), figures.total(report)
    if not known or not report.grade:
        return _unknown(question, facts, report, "没有评上的家数")
    above = figures.top_without_grade(report)
    more = f"其中{above.value}家也处在最高等级，但没有评上。" if above and above.value else None
    held = figures.grade_count(report)
    checked = verdict(question, known.value, {})
    beyond = (
        f"按联盟总数{everyone.value}家算，是{everyone.value - held.value}家（推算）。" if everyone and held else None
    )
    return answer(
        question,
        facts,
        [
            lead(f"{checked}{report.year}年度参评联盟里没有评上{report.grade.name}的有{known.value}家（推算）。"),
            note(f"推算方法：{known.how}。", more, beyond),
        ],
        cite=[known.cite],
        related=[list_of(report.grade.name, report.year)],
    )


def _unknown(question: Question, facts: Facts, report: Report, what: str) -> Answer:
    """What is not known of this evaluation, and where it is."""
    text = f"❓ {report.year}年度的{what}没有查到。"
    related = [choice("历年参评联盟有多少家？", "years_participants"), choice("有哪些年份的数据？", "years_known")]
    return not_published(question, facts, text, related=related)
