"""What a share or a number of alliances stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from knowledge.answer import Answer, Block, Listing, Note
from knowledge.questions.question import Question
from knowledge.reports import figures
from knowledge.reports.figures import WHOLES
from knowledge.reports.models import PRINTED, Citation, Counted, Fact, Report, Tier, TierGroup
from knowledge.text.patterns import lazy_pattern

from .claims import agrees, shares_of
from .facts import Facts
from .parts import answer, any_place, caveat, choice, joined, lead, not_published
from .tiers import tiers

MOST_TIERS = 8
"""Of more tiers there are too many sums to say which one is meant."""
_QUOTIENT = lazy_pattern(r"\d家?[^,，]{0,4}(?:占|除|÷|/|比|跟|和|与)[^,，]{0,6}\d")


def figure(question: Question, facts: Facts) -> Answer:
    """What each share and number of the question stands for, and what they make of each other where that is asked."""
    report = facts.report(question.year)
    meanings = [meaning for share in question.shares for meaning in _share_meanings(share, report)]
    meanings += [meaning for count in question.counts for meaning in _count_meanings(count, report)]
    computed = _computed(question)
    asked = joined([*question.shares, *(f"{count}家" for count in question.counts)])
    related = [choice("各等级一览", "tiers", year=report.year)]
    if not asked and (question.share_claims or question.count_claims):
        return tiers(question, facts)
    if not asked:
        text = "❓ 您问的是哪个数？请把百分比或家数写出来。"
        return not_published(question, facts, text, related=related)
    told_of = [report]
    if not meanings and not computed and not question.years:
        told_of = [other for other in facts.library.reports.values() if other is not report][::-1]
        meanings = [meaning for count in question.counts for meaning in _elsewhere(count, told_of)]
    if not meanings and not computed:
        text = f"❓ {report.year}年度的报道里没有{asked}这个数。"
        return not_published(question, facts, text, related=related)
    texts = [*computed, *dict.fromkeys(meanings)]
    first: list[Block] = [lead(texts[0])]
    rest: list[Block] = [Listing(items=tuple(texts[1:]))] if len(texts) > 1 else []
    if rest and not computed:
        first, rest = [lead(f"{asked}：")], [Listing(items=tuple(texts))]
    return answer(
        question,
        facts,
        [*first, *rest, *_grade_trap(question, report)],
        cite=[place for other in told_of for place in _places(question, other)]
        or [row.cite for row in figures.counted(report)][:1]
        or [any_place(report)],
        related=related,
    )


def _places(question: Question, report: Report) -> list[tuple[Citation, ...]]:
    """Where `report` has the numbers of the question."""
    fact = report.participants
    noted = [fact.cite] if fact and any(_notes(fact, count) for count in question.counts) else []
    known = [known.cite for _, known in _figures(report) if known.value in question.counts]
    return [*(row.cite for row in _meant(question, report)), *known, *noted]


def _meant(question: Question, report: Report) -> list[Counted]:
    return [
        row
        for row in figures.counted(report)
        if row.count in question.counts
        or any(
            printed and printed.printed in question.shares
            for printed in (row.share_of_participants, row.share_of_total)
        )
    ]


def _computed(question: Question) -> list[str]:
    """The difference of two shares, the quotient of two numbers, where the question asks for it."""
    if len(question.shares) == 2 and re.search(r"差|百分点", question.text):  # noqa: PLR2004 (a difference takes two)
        one, other = sorted((Fraction(share[:-1]) for share in question.shares), reverse=True)
        return [f"两者相差{float(one - other):.2f}个百分点（推算）。"]
    if len(question.counts) > 1 and re.search(r"\d家?(?:\+|加)", question.text):
        return [f"{'+'.join(map(str, question.counts))}={sum(question.counts)}（推算）。"]
    if len({*question.counts}) == 2 and _QUOTIENT.search(question.text):  # noqa: PLR2004 (a quotient takes two)
        low, high = sorted({*question.counts})
        return [f"{low}家占{high}家的{figures.percent(low, high)}（推算：{low}÷{high}）。"] if high else []
    return []


def _grade_trap(question: Question, report: Report) -> list[Block]:
    """The grade's own share, where the question takes that of a tier for it."""
    held, present, everyone = figures.grade_count(report), figures.participants(report), figures.total(report)
    if (
        not report.grade
        or report.grade.name.lower() not in question.text.lower()
        or not held
        or not present
        or not everyone
    ):
        return []
    own = (
        f"{report.grade.name}联盟{held.value}家，占参评联盟的{figures.percent(held.value, present.value)}，"
        f"占联盟总数的{figures.percent(held.value, everyone.value)}（推算）。"
    )
    return [Note(text=own)]


def _share_meanings(share: str, report: Report) -> list[str]:
    exact = [text for printed, text in _known_shares(report) if printed == share]
    if exact:
        return exact
    summed = [
        f"{share}是{report.year}年度{joined([one.name for one in rows])}合计占{WHOLES[base]}的比例（推算：{total}÷{whole.value}）。"
        for rows, total, _ in _sums(report)
        for base, whole in figures.wholes(report).items()
        if figures.percent(total, whole.value) == share
    ]
    return summed or [f"{share}是约数：{text}" for printed, text in _known_shares(report) if agrees(share, printed)]


def _known_shares(report: Report) -> list[tuple[str, str]]:
    """Every share that is printed or follows from printed numbers, with what it means."""
    known: list[tuple[str, str]] = []
    wholes = figures.wholes(report)
    for row, name in _rows(report):
        for base, share in (("participants", row.share_of_participants), ("total", row.share_of_total)):
            if not share:
                continue
            about = f"{report.year}年度{name}的联盟占{WHOLES[base]}的比例"
            noted = f"{share.note}。" if share.note else ""
            known.append((share.printed, f"{share.printed}是{about}（{row.count}家）{caveat(row)}。{noted}"))
            whole = wholes.get(base)
            if share.as_printed and row.count and whole:
                true = figures.percent(row.count, whole.value)
                known.append(
                    (true, f"{true}是按家数算出的{about}（{row.count}÷{whole.value}），报道印作{share.printed}。")
                )
    return known + _derived_shares(report)


def _derived_shares(report: Report) -> list[tuple[str, str]]:
    held, missing = figures.grade_count(report), figures.absent(report)
    present, everyone = figures.participants(report), figures.total(report)
    name = report.grade.name if report.grade else ""
    top = report.tier(report.grade.rule.tier) if report.grade and report.grade.rule else None
    quotients = [
        (present, everyone and everyone.value, "参评率"),
        (missing, everyone and everyone.value, "没有参评的联盟占联盟总数的比例"),
        (held, present and present.value, f"{name}占参评联盟的比例"),
        (held, everyone and everyone.value, f"{name}占联盟总数的比例"),
        (held, top and top.count, f"{name}占{top.name if top else ''}联盟的比例"),
    ]
    found = []
    for part, whole, about in quotients:
        if part and whole:
            rate = figures.percent(part.value, whole)
            found.append((rate, f"{rate}是{report.year}年度{about}（推算：{part.value}÷{whole}）。"))
    return found


def _count_meanings(count: int, report: Report) -> list[str]:
    found = [
        f"{count}家是{report.year}年度{name}的家数{_composition(row, report)}{_shares(row)}{caveat(row)}。"
        for row, name in _rows(report)
        if row.count == count
    ]
    found += [
        f"{count}{unit}是{report.year}年度{label}{caveat(known)}。"
        for (label, unit), known in _figures(report)
        if known.value == count
    ]
    return found or [
        f"{count}家是{report.year}年度{joined([one.name for one in rows])}的合计（推算：{sums}）。"
        for rows, total, sums in _sums(report)
        if total == count
    ]


def _figures(report: Report) -> list[tuple[tuple[str, str], figures.Figure]]:
    """The numbers of a report that are of no single row, with what each is of and how it is told."""
    grade = report.grade.name if report.grade else ""
    known = (
        ((f"{grade}联盟的家数", "家"), figures.grade_count(report) if grade else None),
        (("的参评联盟数", ""), figures.participants(report)),
        (("的联盟总数", ""), figures.total(report)),
        (("的没有参评的家数", ""), figures.absent(report)),
        (("的没有评上的参评联盟数", ""), figures.without_grade(report)),
        ((f"的处在最高等级但不是{grade}的家数", ""), figures.top_without_grade(report)),
    )
    return [(label, figure) for label, figure in known if figure]


def _elsewhere(count: int, others: Sequence[Report]) -> list[str]:
    """What a number stands for in `others`."""
    found = [meaning for report in others for meaning in _count_meanings(count, report)]
    noted = [
        f"{report.year}年度：{fact.note}{caveat(fact)}。"
        for report in others
        if (fact := report.participants) and _notes(fact, count)
    ]
    return [*found, *noted]


def _notes(fact: Fact[int], count: int) -> bool:
    """Whether `count` stands in what is noted of a fact."""
    return re.search(rf"(?<!\d){count}家", fact.note or "") is not None


def _sums(report: Report) -> list[tuple[tuple[Tier, ...], int, str]]:
    """The tiers that may be added up, with their sum and how it is made."""
    if any(one.count is None for one in report.tiers) or len(report.tiers) > MOST_TIERS:
        return []
    subsets = (rows for size in range(2, len(report.tiers)) for rows in combinations(report.tiers, size))
    return [(rows, sum(one.count or 0 for one in rows), "+".join(str(one.count) for one in rows)) for rows in subsets]


def _shares(row: Counted) -> str:
    return "".join(f"，占{WHOLES[base]}的{share}" for base, share in shares_of(row).items())


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


def printed(question: Question, facts: Facts) -> Answer:
    """Whether the report itself prints each number of the question, or it only follows from what is printed."""
    report = facts.report(question.year)
    told = [
        _printed_or_not(f"{count}家", _prints_count(count, report), _count_meanings(count, report))
        for count in question.counts
    ]
    told += [
        _printed_or_not(share, _prints_share(share, report), _share_meanings(share, report))
        for share in question.shares
    ]
    if not told:
        return figure(question, facts)
    return answer(
        question,
        facts,
        [lead(told[0])] if len(told) == 1 else [lead("逐个看："), Listing(items=tuple(told))],
        cite=[row.cite for row in _meant(question, report) or figures.counted(report)] or [any_place(report)],
        related=[choice("各等级一览", "tiers", year=report.year)],
    )


def _printed_or_not(said: str, stated: bool, meanings: list[str]) -> str:  # noqa: FBT001 (read with its meanings)
    if stated:
        return f"{said}是报道印出的：{meanings[0]}"
    return f"{said}报道没有直接印出，是推算的：{meanings[0]}" if meanings else f"{said}这个数报道里没有，也推算不出。"


def _prints_count(count: int, report: Report) -> bool:
    facts = [report.participants, report.total, report.grade.count if report.grade else None]
    rows = [row for row in figures.counted(report) if row.count == count]
    return any(row.confidence in PRINTED for row in rows) or any(
        fact.value == count and fact.confidence in PRINTED for fact in facts if fact
    )


def _prints_share(share: str, report: Report) -> bool:
    return any(share == one for row in figures.counted(report) for one in shares_of(row).values())
