"""What a score means: its tier, a range of scores, three years against the rule."""

from __future__ import annotations

from fractions import Fraction

from knowledge import figures
from knowledge.answer import Answer, Block, Listing
from knowledge.models import Report, Tier
from knowledge.questions import Question

from .facts import Facts
from .parts import answer, choice, joined, lead, not_published, note, span
from .tiers import tiers


def score(question: Question, facts: Facts) -> Answer:
    """The tier of one score or of several."""
    report = facts.report(question.year)
    if not any(one.range for one in report.tiers) or not question.scores:
        return tiers(question, facts)
    told = [_told(written, report) for written in dict.fromkeys(question.scores)]
    blocks: list[Block] = (
        [lead(told[0])] if len(told) == 1 else [lead(f"按{report.year}年度的等级划分："), Listing(items=tuple(told))]
    )
    cite = [one.cite for one in report.tiers]
    return answer(
        question,
        facts,
        blocks,
        cite=cite,
        related=[
            choice("各等级的分数线", "tiers", year=report.year),
            choice("A级怎么评？", "a_rule", year=report.year),
        ],
    )


def _told(written: str, report: Report) -> str:
    value = Fraction(written)
    found = figures.tier_of_score(report, value)
    if found:
        return f"{written}分属于“{found.name}”（{found.range}，{report.year}年度标准）。"
    ranged = [one for one in report.tiers if one.range]
    tops = [one.highest for one in ranged if one.highest is not None]
    bottoms = [one.lowest for one in ranged if one.lowest is not None]
    if tops and value > max(tops):
        return f"{written}分超出范围：{report.year}年度印出的最高分是{max(tops)}分，没有对应的等级。"
    if bottoms and value < min(bottoms):
        return f"{written}分不在范围内：分数不会低于{min(bottoms)}分，没有对应的等级。"
    below, above = _neighbours(value, ranged)
    return (
        f"{written}分报道没有说明：它落在“{below.name}”（{below.range}）和“{above.name}”（{above.range}）之间，"
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
    """How many alliances have scores in a range: known only where both ends are borders of tiers."""
    report = facts.report(question.year)
    if not question.score_range or not any(one.range for one in report.tiers):
        return tiers(question, facts)
    low, high, strict = question.score_range
    lowest = Fraction(low) if low is not None else None
    highest = Fraction(high) if high is not None else None
    asked = _words(low, high, strict=strict)
    inside = _tiers_within(report, lowest, highest, strict=strict)
    band = next((b for b in report.bands if lowest == b.lowest and highest is None and not strict), None)
    if band and band.count is not None:
        return answer(question, facts, [lead(f"{report.year}年度{asked}的联盟有{band.count}家。")], cite=[band.cite])
    if not inside:
        near = "；".join(f"{one.name}（{one.range}）{one.count}家" for one in report.tiers if one.count is not None)
        text = f"❓ {report.year}年度{asked}有多少家，报道没有公布：只按等级给出家数，{asked}不是等级的分界。"
        return not_published(
            question,
            facts,
            text,
            note(f"相近的数据：{near}。"),
            related=[choice("各等级一览", "tiers", year=report.year)],
        )
    counts = [one.count for one in inside]
    names = joined([f"{one.name}（{one.range}）{one.count}家" for one in inside])
    if len(inside) == 1 or None in counts:
        one = inside[0]
        shares = "".join(
            f"，占{whole}的{share.printed}"
            for whole, share in (("参评联盟", one.share_of_participants), ("联盟总数", one.share_of_total))
            if share
        )
        text = f"{report.year}年度{asked}即“{one.name}”（{one.range}），有{one.count}家{shares}。"
        blocks: list[Block | None] = [lead(text)]
    else:
        total = sum(count or 0 for count in counts)
        group = next((g for g in report.groups if set(g.tiers) == {one.id for one in inside}), None)
        how = "" if group else f"（由各等级家数相加：{'+'.join(map(str, counts))}={total}）"
        shares = (
            f"，占参评联盟的{group.share_of_participants.printed}，占联盟总数的{group.share_of_total.printed}"
            if group and group.share_of_participants and group.share_of_total
            else ""
        )
        blocks = [lead(f"{report.year}年度{asked}的联盟有{total}家{shares}。"), note(f"包括{names}{how}。")]
    return answer(
        question,
        facts,
        blocks,
        cite=[one.cite for one in inside],
        related=[choice("各等级一览", "tiers", year=report.year)],
    )


def _words(low: str | None, high: str | None, *, strict: bool) -> str:
    if low is not None and high is not None:
        return f"{low}分至{high}分"
    if low is not None:
        return f"高于{low}分" if strict else f"{low}分以上"
    return f"低于{high}分" if strict else f"{high}分以下"


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


def yearly_scores(question: Question, facts: Facts) -> Answer:
    """Scores of several years against the grade rule. Only what a printed line decides is decided."""
    report = facts.report(None)
    grade = report.grade
    if not grade or not grade.rule:
        return score(question, facts)
    scores = dict(question.yearly) or dict(zip(grade.rule.years, question.scores, strict=False))
    rule, top = grade.rule, report.tier(grade.rule.tier)
    lines = []
    failed = False
    for year, written in sorted(scores.items()):
        known = next(
            (one for one in _report_tiers(facts, year) if one.id == rule.tier and one.lowest is not None), None
        )
        if known is None:
            lines.append(f"{year}年{written}分：当年的分数线没有公布，不能断定。")
            continue
        found = figures.tier_of_score(facts.report(year), Fraction(written))
        passed = found is not None and found.id == rule.tier
        failed = failed or (not passed and year in rule.years)
        lines.append(
            f"{year}年{written}分：按{year}年度标准{'属于' + found.name if found else '没有对应的等级'}{'' if passed else f'，不到{known.name}（{known.range}）'}。"
        )
    missing = [year for year in rule.years if year not in scores]
    if failed:
        opening = (
            f"不能。{grade.name}要求{span(rule.years)}连续{len(rule.years)}年都是高活跃度，这组分数里有一年够不上。"
        )
    else:
        opening = f"不能断定。{grade.name}要求{span(rule.years)}连续{len(rule.years)}年都是高活跃度，但只有{report.year}年度的分数线（{top.name}：{top.range}）是公布的。"
    gap = f"还缺{span(missing)}的分数。" if missing else None
    return answer(
        question,
        facts,
        [lead(opening), Listing(items=tuple(lines)), note(gap, f"是否{grade.name}以公布的名单为准。")],
        cite=[rule.cite, top.cite],
        related=[choice("A级怎么评？", "a_rule", year=report.year)],
    )


def _report_tiers(facts: Facts, year: str) -> tuple[Tier, ...]:
    report = facts.library.reports.get(year)
    return report.tiers if report else ()
