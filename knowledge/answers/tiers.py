"""Counts, shares and ranges of the tiers, sums and comparisons, what a figure stands for."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from knowledge import figures
from knowledge.answer import Answer, Block, Listing, Note, Table
from knowledge.models import Counted, Report, Tier, TierGroup
from knowledge.questions import Question

from .facts import Facts
from .parts import answer, choice, joined, lead, not_published, note


def tier(question: Question, facts: Facts) -> Answer:
    """One tier or several: range, count, both shares."""
    report = facts.report(question.year)
    if not question.tiers:
        return tiers(question, facts)
    asked = [one for one in report.tiers if one.id in question.tiers]
    asked.sort(key=lambda one: question.tiers.index(one.id))
    if not asked or not any(one.count is not None or one.range for one in asked):
        return _unknown_tiers(question, facts, report)
    if len(asked) > 1:
        return _table(question, facts, report, asked, "")
    one = asked[0]
    wrong = [count for count in question.counts if count != one.count] if one.count is not None else []
    wrong_shares = [share for share in question.shares if share not in printed_shares(one)]
    opening = f"不是{wrong[0]}家。" if wrong else f"不是{wrong_shares[0]}。" if wrong_shares and printed_shares(one) else ""
    return answer(
        question,
        facts,
        [lead(opening + _sentence(one, report, question.base)), _about_range(one), *_printed_notes([one])],
        cite=[one.cite],
        related=[
            choice("各等级一览", "tiers", year=report.year),
            choice(f"{other.name}的有几家？", "tier", year=report.year, tiers=(other.id,)) if (other := _next(report, one)) else None,
        ],
    )


def _next(report: Report, one: Tier) -> Tier | None:
    place = report.tiers.index(one)
    return report.tiers[(place + 1) % len(report.tiers)] if len(report.tiers) > 1 else None


def _sentence(row: Counted, report: Report, base: str | None, name: str | None = None) -> str:
    """活跃度高的联盟有35家，占参评联盟的35.35%，占联盟总数的22.29%."""
    if name is None and isinstance(row, Tier):
        name = row.name
    parts = [f"{report.year}年度{name}的联盟有{row.count}家"] if row.count is not None else [f"{report.year}年度{name}的家数没有查到"]
    shares = [("参评联盟", row.share_of_participants), ("联盟总数", row.share_of_total)]
    if base == "total":
        shares.reverse()
    parts += [f"占{whole}的{share.printed}" for whole, share in shares if share]
    return "，".join(parts) + "。"


def _about_range(one: Tier) -> Note | None:
    return note(f"分数范围：{one.range}。") if one.range else None


def _printed_notes(rows: Iterable[Counted]) -> list[Block]:
    notes = [share.note for row in rows for share in (row.share_of_participants, row.share_of_total) if share and share.note]
    return [Note(text=f"注：{text}。") for text in notes]


def printed_shares(row: Counted) -> list[str]:
    return [share.printed for share in (row.share_of_participants, row.share_of_total) if share]


def tiers(question: Question, facts: Facts) -> Answer:
    """All tiers at a glance."""
    report = facts.report(question.year)
    if len(question.tiers) > 1 and (named := [one for one in report.tiers if one.id in question.tiers]):
        return _table(question, facts, report, named, "")
    if not report.tiers or not any(one.range or one.count is not None for one in report.tiers):
        return _unknown_tiers(question, facts, report)
    opening = f"{report.year}年度活跃度分为{len(report.tiers)}个等级：" if report.tiers_complete else f"{report.year}年度已知的等级："
    return _table(question, facts, report, list(report.tiers), opening)


def _table(question: Question, facts: Facts, report: Report, rows: list[Tier], opening: str) -> Answer:
    header = ("等级", "分数", "家数", "占参评联盟", "占联盟总数")
    cells = tuple(
        (
            row.name,
            row.range or "—",
            f"{row.count}家" if row.count is not None else "—",
            row.share_of_participants.printed if row.share_of_participants else "—",
            row.share_of_total.printed if row.share_of_total else "—",
        )
        for row in rows
    )
    lines = tuple(_line(row) for row in rows)
    counts = [row.count for row in rows if row.count is not None]
    most = max((row for row in rows if row.count is not None), key=lambda row: row.count or 0, default=None)
    least = min((row for row in rows if row.count is not None), key=lambda row: row.count or 0, default=None)
    extremes = f"家数最多的是{most.name}（{most.count}家），最少的是{least.name}（{least.count}家）。" if most and least and len(counts) == len(report.tiers) and counts else None
    caption = f"{report.year}年度各等级"
    return answer(
        question,
        facts,
        [lead(opening or f"{report.year}年度："), Table(caption=caption, header=header, rows=cells, lines=lines), note(extremes), *_printed_notes(rows)],
        cite=[row.cite for row in rows],
        related=[
            choice("一共有多少家联盟参评？", "participants", year=report.year),
            choice("A级名单有哪些？", "a_list", year=report.year) if report.grade else None,
        ],
    )


def _line(row: Tier) -> str:
    parts = [f"{row.count}家" if row.count is not None else "家数未公布"]
    if row.share_of_participants:
        parts.append(f"占参评联盟{row.share_of_participants.printed}")
    if row.share_of_total:
        parts.append(f"占联盟总数{row.share_of_total.printed}")
    scores = f"（{row.range}）" if row.range else ""
    return f"· {row.name}{scores}：{'，'.join(parts)}"


def _unknown_tiers(question: Question, facts: Facts, report: Report) -> Answer:
    text = f"❓ {report.year}年度这方面的数据没有查到。"
    return not_published(
        question, facts, text, related=[choice(f"{facts.default_year}年度各等级一览", "tiers", year=facts.default_year)]
    )


def tier_sum(question: Question, facts: Facts) -> Answer:
    """Several tiers together: as printed where the report counts them together, else by arithmetic."""
    report = facts.report(question.year)
    rows = [one for one in report.tiers if one.id in question.tiers]
    printed = next((group for group in report.groups if set(group.tiers) == set(question.tiers)), None)
    if printed:
        names = joined([one.short for one in rows])
        return answer(
            question,
            facts,
            [lead(_sentence(printed, report, question.base, f"活跃度{names}" if all(r.name.startswith("活跃度") for r in rows) else names))],
            cite=[printed.cite],
            related=[choice("各等级一览", "tiers", year=report.year)],
        )
    if len(rows) < 2 or any(row.count is None for row in rows):  # noqa: PLR2004 (nothing to add)
        return tier(question, facts)
    count = sum(row.count or 0 for row in rows)
    added = "+".join(str(row.count) for row in rows)
    return answer(
        question,
        facts,
        [
            lead(f"{report.year}年度{joined([row.name for row in rows])}的联盟合计{count}家{_derived_shares(count, report)}。"),
            note(f"合计由报道的各等级家数推算：{added}={count}。"),
        ],
        cite=[row.cite for row in rows],
        related=[choice("各等级一览", "tiers", year=report.year)],
    )


def _derived_shares(count: int, report: Report) -> str:
    present, everyone = figures.participants(report), figures.total(report)
    text = f"，占参评联盟的{figures.percent(count, present.value)}" if present else ""
    return text + (f"，占联盟总数的{figures.percent(count, everyone.value)}" if everyone else "")


def tier_compare(question: Question, facts: Facts) -> Answer:
    """Difference and ratio of two tiers."""
    report = facts.report(question.year)
    rows = [one for tier_id in question.tiers for one in report.tiers if one.id == tier_id and one.count is not None]
    if len(rows) != 2:  # noqa: PLR2004 (a comparison takes two)
        return tier(question, facts)
    more, fewer = sorted(rows, key=lambda row: row.count or 0, reverse=True)
    high, low = more.count or 0, fewer.count or 0
    ratio = f"，是后者的{_ratio(high, low)}倍" if low else ""
    return answer(
        question,
        facts,
        [
            lead(f"{report.year}年度{more.name}有{high}家，{fewer.name}有{low}家，前者多{high - low}家{ratio}。"),
            note(f"由报道的家数推算：{high}-{low}={high - low}" + (f"，{high}÷{low}={_ratio(high, low)}。" if low else "。")),
        ],
        cite=[more.cite, fewer.cite],
        related=[choice("各等级一览", "tiers", year=report.year)],
    )


def _ratio(high: int, low: int) -> str:
    exact = Fraction(high, low)
    return f"{float(exact):g}" if (exact * 1000).denominator == 1 else f"约{float(exact):.2f}"


def figure(question: Question, facts: Facts) -> Answer:
    """What a share or a number of alliances stands for."""
    report = facts.report(question.year)
    meanings = [meaning for share in question.shares for meaning in _share_meanings(share, report)]
    meanings += [meaning for count in question.counts for meaning in _count_meanings(count, report)]
    asked = joined([*question.shares, *(f"{count}家" for count in question.counts)])
    if not meanings:
        text = f"❓ {report.year}年度的报道里没有{asked}这个数。"
        return not_published(question, facts, text, related=[choice("各等级一览", "tiers", year=report.year)])
    rows = [row for row in figures.counted(report) if any(share in printed_shares(row) for share in question.shares)]
    texts = list(dict.fromkeys(meanings)) + _gap(question)
    blocks: list[Block] = [lead(texts[0])] if len(texts) == 1 else [lead(f"{asked}："), Listing(items=tuple(texts))]
    return answer(
        question,
        facts,
        [*blocks, *_grade_trap(question, report), *_printed_notes(rows)],
        cite=[row.cite for row in figures.counted(report)][:1],
        related=[choice("各等级一览", "tiers", year=report.year)],
    )


def _gap(question: Question) -> list[str]:
    """What two shares differ by, where the question asks for it."""
    if len(question.shares) != 2 or "差" not in question.text:  # noqa: PLR2004 (a difference takes two)
        return []
    one, other = sorted((Fraction(share[:-1]) for share in question.shares), reverse=True)
    return [f"两者相差{float(one - other):.2f}个百分点（推算）。"]


def _grade_trap(question: Question, report: Report) -> list[Block]:
    held, present, everyone = figures.grade_count(report), figures.participants(report), figures.total(report)
    if not report.grade or report.grade.name.lower() not in question.text.lower() or not held or not present or not everyone:
        return []
    own = f"{report.grade.name}联盟{held.value}家，占参评联盟的{figures.percent(held.value, present.value)}，占联盟总数的{figures.percent(held.value, everyone.value)}（推算）。"
    return [Note(text=own)]


def _share_meanings(share: str, report: Report) -> list[str]:
    found = []
    for row, name in _rows(report):
        for whole, printed in (("参评联盟", row.share_of_participants), ("联盟总数", row.share_of_total)):
            if printed and (printed.printed == share or printed.percent == float(share[:-1])):
                found.append(f"{printed.printed}是{report.year}年度{name}的联盟占{whole}的比例（{row.count}家）。")
            elif printed and printed.as_printed and row.count and _true_share(row.count, whole, report) == share:
                found.append(f"{share}是按家数算出的{report.year}年度{name}占{whole}的比例，报道印作{printed.printed}。")
    found += [text for value, text in _derived_shares_known(report) if value == share]
    return found


def _true_share(count: int, whole: str, report: Report) -> str | None:
    known = figures.participants(report) if whole == "参评联盟" else figures.total(report)
    return figures.percent(count, known.value) if known else None


def _derived_shares_known(report: Report) -> list[tuple[str, str]]:
    held, present, everyone = figures.grade_count(report), figures.participants(report), figures.total(report)
    found = []
    if present and everyone:
        rate = figures.percent(present.value, everyone.value)
        found.append((rate, f"{rate}是{report.year}年度的参评率（推算：{present.value}÷{everyone.value}）。"))
    name = report.grade.name if report.grade else ""
    for whole, base in (("参评联盟", present), ("联盟总数", everyone)):
        if held and base:
            rate = figures.percent(held.value, base.value)
            found.append((rate, f"{rate}是{report.year}年度{name}占{whole}的比例（推算：{held.value}÷{base.value}）。"))
    if held and report.grade and report.grade.rule:
        top = report.tier(report.grade.rule.tier)
        if top.count:
            rate = figures.percent(held.value, top.count)
            found.append((rate, f"{rate}是{report.year}年度{name}占{top.name}联盟的比例（推算：{held.value}÷{top.count}）。"))
    return found


def _count_meanings(count: int, report: Report) -> list[str]:
    found = [f"{count}家是{report.year}年度{name}的家数{_composition(row, report)}。" for row, name in _rows(report) if row.count == count]
    held, rest = figures.grade_count(report), figures.top_without_grade(report)
    if held and held.value == count and report.grade:
        found.append(f"{count}家是{report.year}年度{report.grade.name}联盟的家数。")
    for label, known in (
        ("参评联盟数", figures.participants(report)),
        ("联盟总数", figures.total(report)),
        ("没有参评的家数", figures.absent(report)),
        ("处在最高等级但不是A级的家数", rest),
    ):
        if known and known.value == count:
            how = f"（推算：{known.how}）" if known.how else ""
            found.append(f"{count}是{report.year}年度的{label}{how}。")
    return found


def _composition(row: Counted, report: Report) -> str:
    """（35+19）, of a group whose tiers are counted."""
    if not isinstance(row, TierGroup):
        return ""
    counts = [report.tier(one).count for one in row.tiers]
    return "" if None in counts else f"（{'+'.join(map(str, counts))}）"


def _rows(report: Report) -> list[tuple[Counted, str]]:
    named: list[tuple[Counted, str]] = [(one, one.name) for one in report.tiers]
    named += [(group, joined([report.tier(one).name for one in group.tiers]) + "合计") for group in report.groups]
    named += [(band, f"{band.lowest}分以上") for band in report.bands]
    return named


def participants(question: Question, facts: Facts) -> Answer:
    """How many took part, and the rate."""
    report = facts.report(question.year)
    present, everyone = figures.participants(report), figures.total(report)
    if not present:
        return _unknown_tiers(question, facts, report)
    wrong = [count for count in question.counts if count != present.value]
    rate = f"参评率{figures.percent(present.value, everyone.value)}（{present.value}÷{everyone.value}）。" if everyone else None
    return answer(
        question,
        facts,
        [
            lead(f"{'不是' + str(wrong[0]) + '家。' if wrong else ''}{report.year}年度共有{present.value}家联盟参评{_marked(present)}。"),
            note(_derivation(present), rate),
        ],
        cite=[present.cite],
        related=[choice("没参评的有多少家？", "absent", year=report.year), choice("各等级一览", "tiers", year=report.year)],
    )


def _marked(known: figures.Figure) -> str:
    return "（推算）" if known.how and known.confidence == "derived" else ""


def _derivation(known: figures.Figure) -> str | None:
    return f"这个数报道没有直接印出，推算方法：{known.how}。" if known.how and known.confidence == "derived" else None


def total(question: Question, facts: Facts) -> Answer:
    """How many alliances there are in all."""
    report = facts.report(question.year)
    everyone, present = figures.total(report), figures.participants(report)
    if not everyone:
        return _unknown_tiers(question, facts, report)
    took_part = f"其中参评{present.value}家。" if present else None
    return answer(
        question,
        facts,
        [lead(f"{report.year}年度试点联盟总数为{everyone.value}家{_marked(everyone)}。"), note(_derivation(everyone), took_part)],
        cite=[everyone.cite],
        related=[choice("多少家参评？", "participants", year=report.year), choice("各等级一览", "tiers", year=report.year)],
    )


def absent(question: Question, facts: Facts) -> Answer:
    """How many did not take part."""
    report = facts.report(question.year)
    known = figures.absent(report)
    present, everyone = figures.participants(report), figures.total(report)
    if not known or not present or not everyone:
        return _unknown_tiers(question, facts, report)
    return answer(
        question,
        facts,
        [
            lead(f"{report.year}年度有{known.value}家联盟没有参评（推算）。"),
            note(
                f"推算方法：联盟总数{everyone.value}家减参评{present.value}家，"
                f"占联盟总数的{figures.percent(known.value, everyone.value)}。没有参评的是哪些联盟，报道没有公布。"
            ),
        ],
        cite=[known.cite],
        related=[choice("多少家参评？", "participants", year=report.year)],
    )
