"""How many took part, how many there are, and what the two shares of each tier are of."""

from __future__ import annotations

import re

from knowledge import figures
from knowledge.answer import Answer
from knowledge.models import Citation, Tier
from knowledge.questions import Question

from .claims import WHOLES, shares_of, verdict
from .facts import Facts
from .parts import answer, choice, lead, note
from .tiers import unknown_tiers

_RATE = re.compile(r"率|占|比例|比重|百分|几成")


def participants(question: Question, facts: Facts) -> Answer:
    """How many took part, and the rate."""
    report = facts.report(question.year)
    present, everyone = figures.participants(report), figures.total(report)
    if not present:
        return unknown_tiers(question, facts, report)
    count = f"{report.year}年度共有{present.value}家联盟参评{_marked(present)}。"
    rate = (
        f"参评率{figures.percent(present.value, everyone.value)}（{present.value}÷{everyone.value}）。"
        if everyone
        else None
    )
    if rate and _RATE.search(question.text):
        told = [lead(f"{report.year}年度{rate}"), note(count, _derivation(present), _derivation(everyone))]
    else:
        told = [lead(verdict(question, [present.value], ()) + count), note(_derivation(present), rate)]
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


def _marked(known: figures.Figure) -> str:
    return "（推算）" if known.how and known.confidence == "derived" else ""


def _derivation(known: figures.Figure | None) -> str | None:
    if not known or not known.how or known.confidence != "derived":
        return None
    return f"{known.value}这个数报道没有直接印出，推算方法：{known.how}。"


def total(question: Question, facts: Facts) -> Answer:
    """How many alliances there are in all."""
    report = facts.report(question.year)
    everyone, present = figures.total(report), figures.participants(report)
    if not everyone:
        return unknown_tiers(question, facts, report)
    checked = verdict(question, [everyone.value, *([present.value] if present else [])], ())
    took_part = f"其中参评{present.value}家。" if present else None
    return answer(
        question,
        facts,
        [
            lead(f"{checked}{report.year}年度试点联盟总数为{everyone.value}家{_marked(everyone)}。"),
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
        return unknown_tiers(question, facts, report)
    share = figures.percent(known.value, everyone.value)
    return answer(
        question,
        facts,
        [
            lead(
                f"{verdict(question, [known.value], [share])}{report.year}年度有{known.value}家联盟没有参评，"
                f"占联盟总数的{share}（推算）。"
            ),
            note(f"推算方法：{known.how}。没有参评的是哪些联盟，报道没有公布。"),
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
                f"{report.year}年度每个等级有两个比例，分母不同：一个占参评联盟（{present.value}家{_marked(present)}），"
                f"一个占联盟总数（{everyone.value}家{_marked(everyone)}）。"
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
