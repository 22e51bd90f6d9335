"""What a score means: its tier, a range of scores."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from knowledge.answer import Answer, Block, Listing, Note
from knowledge.questions.question import Question
from knowledge.reports import figures
from knowledge.reports.figures import WHOLES
from knowledge.reports.models import Band, Report, Tier
from knowledge.text.patterns import lazy_pattern

from .claims import shares_of, verdict
from .facts import Facts
from .parts import answer, brief_caveat, caveats, choice, joined, lead, not_published, note
from .results import of_band
from .tiers import tiers

_RISING = lazy_pattern(r"上一?档|上一?级|升|再上|还差|还得|还要|差几分|加几分|差多少")
_COUNTING = lazy_pattern(
    r"几家|几户|几间|多少|合计|总共|一共|联盟数|数目|数量|几个|家数|谁|占|比例|比重|百分|名单|有哪些|哪几家"
)
_INCLUSIVE = lazy_pattern(r"[及或和]以|含|包括|往[上下]")


def score(question: Question, facts: Facts) -> Answer:
    """The tier of one score or of several, and how far it is from the tiers that the question names."""
    report = facts.report(question.year)
    if not question.scores:
        return tiers(question, facts)
    if not any(one.range for one in report.tiers):
        return _no_lines(question, facts, report)
    told = [
        _tier_sentence(written, report, facts) + _against(written, question, report)
        for written in dict.fromkeys(question.scores)
    ]
    opening = f"按{report.year}年度的等级划分："
    blocks: list[Block] = [lead(told[0])] if len(told) == 1 else [lead(opening), Listing(items=tuple(told))]
    return answer(
        question,
        facts,
        [*blocks, caveats(_tiers_of(question.scores, report))],
        cite=[one.cite for one in report.tiers],
        related=[
            choice("各等级的分数线", "tiers", year=report.year),
            choice(f"{facts.grade_name(report)}怎么评？", "a_rule", year=report.year),
        ],
    )


def score_limits(question: Question, facts: Facts) -> Answer:
    """The highest and the lowest score that the report prints."""
    report = facts.report(question.year)
    ranged = [one for one in report.tiers if one.range]
    if not ranged or not report.tiers_complete:
        return tiers(question, facts)
    top = max(ranged, key=lambda one: one.lowest or 0)
    bottom = min(ranged, key=lambda one: one.lowest or 0)
    highest = f"印出的最高分是{top.highest}分" if top.highest is not None else "没有印出最高分"
    text = f"{report.year}年度的报道{highest}（“{top.name}”是{top.range}），最低一档“{bottom.name}”是{bottom.range}。"
    unsaid = "报道没有另外说满分或最低分是多少，也没有公布哪家得了最高分或最低分。"
    return answer(
        question,
        facts,
        [lead(text), note(unsaid), caveats([top, bottom])],
        cite=[top.cite, bottom.cite],
        related=[choice("各等级的分数线", "tiers", year=report.year)],
    )


def _tiers_of(scores: Sequence[str], report: Report) -> list[Tier]:
    """The tiers of `scores`, all that have lines where one has none."""
    found = [figures.tier_of_score(report, Fraction(score)) for score in scores]
    return [one for one in report.tiers if one.range and (None in found or one in found)]


def _no_lines(question: Question, facts: Facts, report: Report) -> Answer:
    """The report of that year names no line."""
    asked = joined([f"{written}分" for written in dict.fromkeys(question.scores)])
    text = f"❓ {report.year}年度的分数线没有查到，{asked}属于哪一档不能断定。"
    return not_published(question, facts, text, related=[choice("分数线变过吗？", "years_thresholds")])


def _against(written: str, question: Question, report: Report) -> str:
    """Whether the score is in the tier that was named, else what that asks; what the next tier asks if one wants to rise."""
    value = Fraction(written)
    found = figures.tier_of_score(report, value)
    above = [one for one in report.tiers if one.lowest is not None and one.lowest > value]
    named = [one for one in report.tiers if one.id in question.tiers and one.range]
    if found and not named and above and _RISING.search(question.text):
        named = [min(above, key=lambda one: one.lowest or 0)]
    if not found or found in named:
        return ""
    return "".join(f"“{one.name}”是{one.range}{_missing(value, one)}。" for one in named)


def _missing(value: Fraction, one: Tier) -> str:
    return f"，还差{_points(one.lowest - value)}分" if one.lowest is not None and value < one.lowest else ""


def _points(value: Fraction) -> str:
    return f"{float(value):g}"


def _tier_sentence(written: str, report: Report, facts: Facts) -> str:
    value = Fraction(written)
    found = figures.tier_of_score(report, value)
    top = max(one.highest for other in facts.library.reports.values() for one in other.tiers if one.highest is not None)
    if found and value <= top:
        return f"{written}分属于“{found.name}”（{found.range}，{report.year}年度标准）。"
    ranged = [one for one in report.tiers if one.range]
    if value > top:
        return f"{written}分超出{report.year}年度的范围：印出的最高分是{top}分，没有对应的等级。"
    if not report.tiers_complete:
        return f"{written}分在{report.year}年度属于哪一档不能断定：那一年的分数线只查到一部分。"
    bottom = min(one.lowest for one in ranged if one.lowest is not None)
    if value < bottom:
        return f"{written}分不在{report.year}年度的范围内：分数不会低于{bottom}分，没有对应的等级。"
    below, above = _neighbours(value, ranged)
    return (
        f"{written}分属于哪一档，{report.year}年度的报道没有说明：它落在“{below.name}”（{below.range}）和“{above.name}”（{above.range}）之间，"
        "报道只印了整数分数线，不能断定属于哪一档。"
    )


def _neighbours(value: Fraction, ranged: list[Tier]) -> tuple[Tier, Tier]:
    below = max(
        (one for one in ranged if one.highest is not None and one.highest < value), key=lambda one: one.highest or 0
    )
    above = min(
        (one for one in ranged if one.lowest is not None and one.lowest > value), key=lambda one: one.lowest or 0
    )
    return below, above


def score_range(question: Question, facts: Facts) -> Answer:
    """The tiers of a range of scores; how many alliances it holds is known only where both ends are borders of tiers."""
    report = facts.report(question.year)
    if not question.score_range:
        return tiers(question, facts)
    low, high, strict = question.score_range
    lowest = Fraction(low) if low is not None else None
    highest = Fraction(high) if high is not None else None
    asked = _words(low, high, strict=strict)
    related = [choice("各等级一览", "tiers", year=report.year)]
    band = next((b for b in report.bands if lowest == b.lowest and highest is None and not strict), None)
    if band and band.count is not None:
        return _in_band(question, facts, band, asked)
    if not any(one.range for one in report.tiers):
        text = f"❓ {report.year}年度{asked}有多少家没有查到，那一年的分数线也没有查到。"
        return not_published(question, facts, text, note(_counts_known(report)), related=related)
    counting = question.counts or question.count_claims or _COUNTING.search(question.text)
    if not counting and (parts := _parts(report, lowest, highest, strict=strict)):
        return _told_range(question, facts, parts)
    inside = _tiers_within(report, lowest, highest, strict=strict)
    if not inside and not strict and not _INCLUSIVE.search(question.text) and None in (lowest, highest):
        inside = _tiers_within(report, lowest, highest, strict=True)
        asked = _words(low, high, strict=bool(inside))
    if len(inside) == 1 and inside[0].count is None:
        mark = "❓ " if counting else ""
        text = f"{mark}{report.year}年度{asked}即“{inside[0].name}”（{inside[0].range}）{brief_caveat(inside[0])}，有多少家没有查到。"
        return answer(
            question, facts, [lead(text)], cite=[inside[0].cite], status="unknown" if counting else "answered"
        )
    if not inside or any(one.count is None for one in inside):
        text = f"❓ {report.year}年度{asked}有多少家，{facts.unsaid(report)}：只按等级给出家数，{asked}不是等级的分界。"
        return not_published(question, facts, text, _counts_near(report), related=related)
    blocks = [*_counted(question, inside, asked, report), caveats(inside)]
    return answer(question, facts, blocks, cite=[one.cite for one in inside], related=related)


def _in_band(question: Question, facts: Facts, band: Band, asked: str) -> Answer:
    """How many alliances the report counts in just this range, with those whose names are known."""
    report, names = facts.report(question.year), of_band(band, question, facts)
    text = f"{report.year}年度{asked}的联盟有{band.count}家{brief_caveat(band)}。"
    found = note(f"查到名字的有{len(names.items)}家：" if names else None)
    more = note(f"{band.note}。" if band.note else None)
    related = [choice("各等级一览", "tiers", year=report.year)]
    return answer(question, facts, [lead(text), found, names, more], cite=[band.cite], related=related)


def _counts_near(report: Report) -> Note | None:
    """相近的数据：活跃度高（85—95分）35家."""
    near = "；".join(
        f"{one.name}（{one.range}）{one.count}家{brief_caveat(one)}" for one in report.tiers if one.count is not None
    )
    return note(f"相近的数据：{near}。" if near else None)


def _counts_known(report: Report) -> str | None:
    """查到的：活跃度高24家；95分以上10家."""
    known = [f"{one.name}{one.count}家{brief_caveat(one)}" for one in report.tiers if one.count is not None]
    known += [f"{band.lowest}分以上{band.count}家{brief_caveat(band)}" for band in report.bands]
    return f"查到的：{'；'.join(known)}。" if known else None


def _counted(question: Question, inside: list[Tier], asked: str, report: Report) -> list[Block | None]:
    """How many alliances are in the tiers that fill the range."""
    counts = [one.count or 0 for one in inside]
    number = sum(counts)
    opening = verdict(question, number, {})
    if len(inside) == 1:
        shares = "".join(f"，占{WHOLES[base]}的{share}" for base, share in shares_of(inside[0]).items())
        return [
            lead(f"{opening}{report.year}年度{asked}即“{inside[0].name}”（{inside[0].range}），有{number}家{shares}。")
        ]
    group = next((g for g in report.groups if set(g.tiers) == {one.id for one in inside}), None)
    shares = "".join(f"，占{WHOLES[base]}的{share}" for base, share in shares_of(group).items()) if group else ""
    names = joined([f"{one.name}（{one.range}）{one.count}家" for one in inside])
    how = "" if group else f"（由各等级家数相加：{'+'.join(map(str, counts))}={number}）"
    return [lead(f"{opening}{report.year}年度{asked}的联盟有{number}家{shares}。"), note(f"包括{names}{how}。")]


def _told_range(question: Question, facts: Facts, parts: list[tuple[Tier, int, int]]) -> Answer:
    """Which tiers the range belongs to."""
    report = facts.report(question.year)
    low, high, strict = question.score_range or (None, None, False)
    asked = _words(low, high, strict=strict)
    if len(parts) == 1:
        one = parts[0][0]
        number = f"，这一档有{one.count}家" if one.count is not None else ""
        text = f"{asked}属于“{one.name}”（{one.range}，{report.year}年度标准）{number}。"
    else:
        text = f"{asked}跨{len(parts)}个等级（{report.year}年度标准）："
        text += "，".join(f"{first}分至{last}分属于“{one.name}”" for one, first, last in parts) + "。"
    related = [choice("各等级的分数线", "tiers", year=report.year)]
    return answer(
        question,
        facts,
        [lead(text), caveats(one for one, _, _ in parts)],
        cite=[one.cite for one, _, _ in parts],
        related=related,
    )


def _parts(
    report: Report, lowest: Fraction | None, highest: Fraction | None, *, strict: bool
) -> list[tuple[Tier, int, int]]:
    """The tiers that the range touches, each with the first and last whole score of it that is inside."""
    found = []
    for one in report.tiers:
        if one.lowest is None or one.highest is None:
            continue
        first = (
            one.lowest if lowest is None else max(one.lowest, math.floor(lowest) + 1 if strict else math.ceil(lowest))
        )
        last = (
            one.highest
            if highest is None
            else min(one.highest, math.ceil(highest) - 1 if strict else math.floor(highest))
        )
        if first <= last:
            found.append((one, first, last))
    return found


def _words(low: str | None, high: str | None, *, strict: bool) -> str:
    if low is not None and high is not None:
        return f"{low}分至{high}分"
    if low is not None:
        return f"{low}分以上（不含{low}分）" if strict else f"{low}分以上"
    return f"{high}分以下（不含{high}分）" if strict else f"{high}分以下"


def _tiers_within(report: Report, lowest: Fraction | None, highest: Fraction | None, *, strict: bool) -> list[Tier]:
    """The tiers that fill the range exactly; none where an end of the range is not a tier's border."""
    ranged = [one for one in report.tiers if one.lowest is not None]
    inside = [
        one
        for one in ranged
        if (lowest is None or (one.lowest or 0) >= lowest + strict)
        and (highest is None or (one.highest is not None and one.highest <= highest - strict))
    ]
    if not inside:
        return []
    bottom = min(one.lowest or 0 for one in inside)
    top = max(one.highest if one.highest is not None else 0 for one in inside)
    starts = lowest is None or bottom == lowest + strict
    ends = highest is None or top == highest - strict
    whole_top = max(one.highest or 0 for one in ranged)
    ends = ends or (highest is not None and highest > whole_top == top)
    return inside if starts and ends else []
