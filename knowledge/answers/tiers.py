"""Counts, shares and ranges of the tiers, their sums and comparisons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from knowledge.answer import Answer, Block, Choice, Note, Table
from knowledge.questions.question import Question
from knowledge.reports import figures
from knowledge.reports.figures import WHOLES
from knowledge.reports.models import Counted, Report, Tier
from knowledge.text.patterns import lazy_pattern

from .claims import agrees, claimed_range, halves, joint, not_so_many, shares_of, shares_of_others, verdict
from .facts import Facts
from .parts import answer, brief_caveat, caveat, choice, joined, lead, list_of, not_published, note
from .tiers_untold import NUMBERS, RANGE, asks_for_lines, names_alone, no_lines, unknown_tiers

_ASCENDING = lazy_pattern(r"[从由]低[到往至]高|[从由]少[到往至]多|升序|倒着|反过来排")
_OTHER_SCALES = lazy_pattern(r"优秀|优良|良好|不合格|合格|不及格|及格|达标|[一二三四五1-5]星")
_LEAST = lazy_pattern(r"最[少低小]|垫底|倒数")


def tier(question: Question, facts: Facts) -> Answer:
    """One tier or several: range, count, both shares."""
    report = facts.report(question.year)
    if not question.tiers:
        return tiers(question, facts)
    asked = _asked(question, report)
    if not any(one.count is not None or one.range for one in asked):
        return unknown_tiers(question, facts, report)
    if len(asked) > 1:
        return _table(question, facts, asked, f"{report.year}年度{_together(asked)}：")
    one = asked[0]
    if not one.range and asks_for_lines(question):
        return no_lines(question, facts, report, _sentence(one, report, question.base))
    if one.count is None and NUMBERS.search(question.text):
        text = f"❓ {report.year}年度{one.name}的有多少家没有查到。"
        return not_published(question, facts, text, note(f"分数范围：{one.range}。" if one.range else None))
    checked = verdict(question, one.count, shares_of(one))
    opening = joint(claimed_range(question, one, report), checked, halves(question, report, [one.count]))
    return answer(
        question,
        facts,
        [
            *_about(opening, one, question, report),
            _points(one, question),
            note(shares_of_others(question, one, report)),
            *_printed_notes([one]),
        ],
        cite=[one.cite],
        related=[
            choice("各等级一览", "tiers", year=report.year),
            *(
                choice(f"{other.name}的有几家？", "tier", year=report.year, tiers=(other.id,))
                for other in _next(report, one)
            ),
        ],
    )


def _asked(question: Question, report: Report) -> list[Tier]:
    """The tiers of the question, in its order."""
    return [one for tier_id in question.tiers for one in report.tiers if one.id == tier_id]


def _counts(rows: Iterable[Counted]) -> list[int]:
    return [row.count for row in rows if row.count is not None]


def _about(opening: str, one: Tier, question: Question, report: Report) -> list[Block | None]:
    """Count and shares first, or the range where only that is asked for."""
    if one.range and RANGE.search(question.text) and not NUMBERS.search(question.text):
        told = f"{report.year}年度“{one.name}”的分数范围是{one.range}。"
        return [lead(opening + told), note(_sentence(one, report, question.base))]
    range_told = f"分数范围：{one.range}。" if one.range else None
    return [lead(opening + _sentence(one, report, question.base)), note(range_told)]


def _points(one: Tier, question: Question) -> Note | None:
    """How far the two shares of one tier are apart, where that is asked."""
    shares = sorted((Fraction(share[:-1]) for share in shares_of(one).values()), reverse=True)
    if not re.search(r"百分点|差|点", question.text) or len(shares) < 2:  # noqa: PLR2004 (a difference takes two)
        return None
    return note(f"两个比例相差{float(shares[0] - shares[1]):.2f}个百分点（推算），因为分母不同。")


def _next(report: Report, one: Tier) -> list[Tier]:
    place = report.tiers.index(one)
    return [report.tiers[(place + 1) % len(report.tiers)]] if len(report.tiers) > 1 else []


def _sentence(row: Counted, report: Report, base: str | None, name: str | None = None) -> str:
    """活跃度高的联盟有35家，占参评联盟的35.35%，占联盟总数的22.29%."""
    if name is None and isinstance(row, Tier):
        name = row.name
    told = f"有{row.count}家" if row.count is not None else "有多少家没有查到"
    shares = [f"占{WHOLES[whole]}的{share}" for whole, share in shares_of(row).items()]
    ordered = shares[::-1] if base == "total" else shares
    return "，".join([f"{report.year}年度{name}的联盟{told}", *ordered]) + "。"


def _printed_notes(rows: Iterable[Counted], bases: Sequence[str] = tuple(WHOLES)) -> list[Block]:
    """How sure the numbers are, and where a printed share is not its quotient."""
    rows = list(rows)
    texts = dict.fromkeys(f"{caveat(row)}{row.note or ''}" for row in rows)
    shares = [getattr(row, f"share_of_{base}") for row in rows for base in bases]
    return [
        *(Note(text=text if text.endswith("）") else f"{text}。") for text in texts if text),
        *(Note(text=f"注：{share.note}。") for share in shares if share and share.note),
    ]


def tiers(question: Question, facts: Facts) -> Answer:
    """All tiers at a glance, or those of the question."""
    report = facts.report(question.year)
    if len(question.tiers) > 1 and (named := _asked(question, report)):
        whole = figures.together(report, question.tiers)
        if whole and any(one.count is None for one in named):
            return tier_sum(question, facts)
        return _table(question, facts, named, f"{report.year}年度{_together(named)}：")
    if question.tiers and not _asked(question, report):
        return unknown_tiers(question, facts, report)
    if not report.tiers or not any(one.range or one.count is not None for one in report.tiers):
        return names_alone(question, facts, report) if report.tiers_complete else unknown_tiers(question, facts, report)
    rows = list(report.tiers)
    if not any(one.range for one in rows) and asks_for_lines(question):
        counted = "".join(_sentence(one, report, question.base) for one in rows if one.count is not None)
        return no_lines(question, facts, report, counted)
    kinds = f"{report.year}年度已知的等级"
    if report.tiers_complete:
        kinds = (
            not_so_many(question, "等级|档次?|级别?|层次?", len(rows)) + f"{report.year}年度活跃度分为{len(rows)}个等级"
        )
    if foreign := _OTHER_SCALES.search(question.text):
        kinds = f"报道没有“{foreign[0]}”这一说法。{kinds}"
    return _table(question, facts, rows[::-1] if _ASCENDING.search(question.text) else rows, f"{kinds}：")


def _table(question: Question, facts: Facts, rows: Sequence[Tier], opening: str) -> Answer:
    report = facts.report(question.year)
    bases = [question.base] if question.base else list(WHOLES)
    return answer(
        question,
        facts,
        [lead(opening), _drawn(rows, report, bases), *_printed_notes(rows, bases)],
        cite=[row.cite for row in rows],
        related=[
            choice("一共有多少家联盟参评？", "participants", year=report.year),
            list_of(report.grade.name, report.year) if report.grade else None,
        ],
        views=_views(question, rows),
    )


def _drawn(rows: Sequence[Tier], report: Report, bases: Sequence[str] = tuple(WHOLES)) -> Table:
    """Range, count and shares, a row each."""
    cells = tuple(
        (
            row.name,
            row.range or "—",
            f"{row.count}家" if row.count is not None else "—",
            *(shares_of(row).get(base, "—") for base in bases),
        )
        for row in rows
    )
    return Table(
        caption=f"{report.year}年度各等级",
        header=("等级", "分数", "家数", *(f"占{WHOLES[base]}" for base in bases)),
        rows=cells,
        lines=tuple(_line(row, bases) for row in rows),
    )


def _views(question: Question, rows: Sequence[Tier]) -> tuple[Choice, ...]:
    """The same table by one base or the other, or by both, where the shares are known by both."""
    if any(len(shares_of(row)) < len(WHOLES) for row in rows):
        return ()
    labels: dict[str | None, str] = {base: f"只看占{whole}" for base, whole in WHOLES.items()}
    views = (
        choice(label, question.topic, year=question.year, tiers=question.tiers, base=base)
        for base, label in (labels | {None: "两种占比都看"}).items()
        if base != question.base
    )
    return tuple(view for view in views if view)


def _line(row: Tier, bases: Sequence[str]) -> str:
    parts = [f"{row.count}家" if row.count is not None else "家数没有查到"]
    parts += [f"占{WHOLES[base]}{share}" for base, share in shares_of(row).items() if base in bases]
    scores = f"（{row.range}）" if row.range else ""
    return f"· {row.name}{scores}：{'，'.join(parts)}"


def tier_extreme(question: Question, facts: Facts) -> Answer:
    """The tier with most alliances, or with fewest."""
    report = facts.report(question.year)
    rows = sorted((one for one in report.tiers if one.count is not None), key=lambda one: -(one.count or 0))
    if not rows or len(rows) < len(report.tiers) or not report.tiers_complete:
        return tiers(question, facts)
    first, last = ("最少", "最多") if _LEAST.search(question.text) else ("最多", "最少")
    one, other = (rows[-1], rows[0]) if first == "最少" else (rows[0], rows[-1])
    told = "，".join([f"有{one.count}家", *(f"占{WHOLES[base]}的{share}" for base, share in shares_of(one).items())])
    return answer(
        question,
        facts,
        [
            lead(f"{report.year}年度家数{first}的是“{one.name}”，{told}。"),
            note(f"{last}的是“{other.name}”，有{other.count}家。"),
            *_printed_notes([one]),
        ],
        cite=[one.cite, other.cite],
        related=[choice("各等级一览", "tiers", year=report.year)],
    )


def tier_sum(question: Question, facts: Facts) -> Answer:
    """Several tiers together: as printed where the report counts them together, else by arithmetic."""
    report = facts.report(question.year)
    rows = [one for one in report.tiers if one.id in question.tiers]
    whole = figures.together(report, question.tiers)
    if len(rows) < 2 or whole is None or whole.count is None:  # noqa: PLR2004 (nothing to add)
        return tier(question, facts)
    shared = shares_of(whole) or figures.rates(whole.count, report)
    of_parts = [one for one in question.shares for row in rows if any(agrees(one, s) for s in shares_of(row).values())]
    claimed = tuple(one for one in question.shares if one not in of_parts or len(of_parts) < len(rows))
    checked = verdict(question.but(shares=claimed), whole.count, shared, _counts(rows))
    opening = joint(checked, halves(question, report, [whole.count]))
    added = f"：{'+'.join(map(str, _counts(rows)))}={whole.count}" if len(_counts(rows)) == len(rows) else ""
    if whole.confidence == "derived":
        shares = _told_shares(figures.rates(whole.count, report), question.base)
        sentence = f"{report.year}年度{_together(rows)}的联盟合计{whole.count}家{shares}。"
        how = f"合计由报道的家数推算：{whole.how}。"
    else:
        sentence = _sentence(whole, report, question.base, _together(rows))
        how = f"合计是报道印出的{added}{brief_caveat(whole)}。"
    return answer(
        question,
        facts,
        [lead(opening + sentence), note(how)],
        cite=[whole.cite],
        related=[choice("各等级一览", "tiers", year=report.year)],
    )


def _together(rows: Sequence[Tier]) -> str:
    return joined([row.name for row in rows])


def _told_shares(shares: Mapping[str, str], base: str | None) -> str:
    told = [f"，占{WHOLES[name]}的{share}" for name, share in shares.items()]
    return "".join(told[::-1] if base == "total" else told)


def tier_compare(question: Question, facts: Facts) -> Answer:
    """Difference and ratio of two tiers, or of two halves of those named."""
    report = facts.report(question.year)
    rows = _asked(question, report)
    held = figures.grade_count(report)
    if len(rows) == 1 and held and report.grade and report.grade.name.lower() in question.text.lower():
        grade = Tier(id="grade", name=report.grade.name, short="", count=held.value, cite=held.cite)
        rows = [grade, *rows]
    if len(rows) not in (2, 4) or any(row.count is None for row in rows):
        return tier(question, facts)
    one, other = rows[: len(rows) // 2], rows[len(rows) // 2 :]
    left, right = sum(_counts(one)), sum(_counts(other))
    told = f"{_together(one)}（{left}家）比{_together(other)}（{right}家）"
    differs = f"多{left - right}家" if left > right else f"少{right - left}家"
    outcome = told + differs if left != right else f"{_together(one)}和{_together(other)}一样多，都是{left}家"
    high, low = max(left, right), min(left, right)
    times = f"，{'前者是后者' if left >= right else '后者是前者'}的{_ratio(high, low)}倍" if low else ""
    return answer(
        question,
        facts,
        [
            lead(f"{report.year}年度{outcome}{times}。"),
            _drawn(rows, report),
            *_printed_notes(rows),
            note(
                f"由报道的家数推算：{high}-{low}={high - low}，两者之比{left}:{right}。",
                _share_gaps(question, one, other),
            ),
        ],
        cite=[row.cite for row in rows],
        related=[choice("各等级一览", "tiers", year=report.year)],
    )


def _share_gaps(question: Question, one: Sequence[Tier], other: Sequence[Tier]) -> str | None:
    """占参评联盟的比例相差16.16个百分点, where shares are compared."""
    if not re.search(r"百分|占|比例|比重", question.text) or len(one) != 1:
        return None
    mine, theirs = shares_of(one[0]), shares_of(other[0])
    gaps = [
        f"占{WHOLES[base]}的比例相差{float(abs(Fraction(mine[base][:-1]) - Fraction(theirs[base][:-1]))):.2f}个百分点"
        f"（{mine[base]}对{theirs[base]}）"
        for base in mine
        if base in theirs
    ]
    return "，".join(gaps) + "。" if gaps else None


def _ratio(high: int, low: int) -> str:
    exact = Fraction(high, low)
    return f"{float(exact):g}" if (exact * 1000).denominator == 1 else f"约{float(exact):.2f}"
