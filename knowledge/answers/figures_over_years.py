"""One figure over the evaluations: how many took part, were in a tier, held the grade, and how that changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from knowledge.answer import Answer, Block, Note, Table
from knowledge.questions.question import Question
from knowledge.reports import figures
from knowledge.reports.models import Citation, Report
from knowledge.text.patterns import lazy_pattern

from .claims import shares_of
from .facts import Facts
from .parts import answer, caveat, choice, joined, lead, not_published, note

_CHANGE = lazy_pattern(
    r"差|掉|落了|滑|翻倍|多了|少了|多几|少几|多多少|少多少|[增减涨降升跌]|变|相比|比(?![例重率])|几倍|更|越来越|扩|缩"
)
_EXTREME = lazy_pattern(r"最|哪一?[年次届回个].{0,8}[多少高低大小]")
_FEWEST = lazy_pattern(r"最[少低小]")
_FIRST = lazy_pattern(r"最早|首次|第1次|第一次|哪年[开才有起]|时候[开才有]|从哪|以前|过去|何时")
_LONG = lazy_pattern(r"越来越|趋势|走势|一直|哪|最|历|每|逐|各")
_PRESENT = "参评联盟"
_SINCE_LAST = lazy_pattern(r"[比较跟和与](?:上|前)一?[次年届期回]")
_WHY = lazy_pattern(r"为什么|为何|为啥|原因|怎么就|咋就|怎么会|何故")
_SHARE = lazy_pattern(r"占|比例|比重|率|百分")


@dataclass(frozen=True)
class _Point:
    """What is known of one evaluation; `told` is how the number is told, with how sure it is."""

    count: int
    told: str
    cite: tuple[Citation, ...]
    share: str | None = None


_Value = Callable[[Report], _Point | None]


def years_participants(question: Question, facts: Facts) -> Answer:
    """How many took part in each evaluation."""
    return _series(question, facts, _PRESENT, _present)


def _present(report: Report) -> _Point | None:
    """How many took part, and of all of them where these are known."""
    point, present, everyone = _point(figures.participants(report)), figures.participants(report), figures.total(report)
    if not point or not present or not everyone:
        return point
    rate = figures.percent(present.value, everyone.value)
    told = f"{point.told}，参评率{rate}（推算：{present.value}÷{everyone.value}）"
    return replace(point, told=told, share=rate)


def years_grade(question: Question, facts: Facts) -> Answer:
    """How many held the grade in each evaluation."""
    named = facts.report(None).grade
    told = _series(
        question, facts, f"{named.name if named else ''}联盟", lambda report: _point(figures.grade_count(report))
    )
    first = next((report.year for report in facts.library.reports.values() if report.grade), None)
    earlier = f"{first}年度以前是否评过{named.name}没有查到。" if named and first else None
    if named and _FIRST.search(question.text) and not question.years:
        blocks = (lead(f"查到的最早的{named.name}是{first}年度的，{earlier}"), *told.blocks[1:])
        return told.model_copy(update={"blocks": blocks})
    return _with(told, note(earlier))


def years_total(question: Question, facts: Facts) -> Answer:
    """How many alliances there were in all, in each evaluation; what sources disagree on is told."""
    told = _series(question, facts, "联盟总数", lambda report: _point(figures.total(report)))
    disputed = [fact for report in facts.library.reports.values() for fact in report.conflicts if "总数" in fact.value]
    return _with(told, *(Note(text=f"{fact.value}。") for fact in disputed))


def years_top(question: Question, facts: Facts) -> Answer:
    """How many were in a tier or in several in each evaluation, in the top one where none is named."""

    def value(report: Report) -> _Point | None:
        row = figures.together(report, question.tiers or tuple(one.id for one in report.tiers[:1]))
        if row is None or row.count is None:
            return None
        names = joined([one.name for one in report.tiers if one.id in (question.tiers or (report.tiers[0].id,))])
        share = shares_of(row).get("participants")
        told = f"{names}{row.count}家" + (f"，占参评联盟的{share}" if share else "")
        return _Point(row.count, told + caveat(row), row.cite, share)

    return _series(question, facts, "", value)


def _point(known: figures.Figure | None) -> _Point | None:
    return None if known is None else _Point(known.value, f"{known.value}家{caveat(known)}", known.cite)


def _series(question: Question, facts: Facts, what: str, value: _Value) -> Answer:
    """All evaluations, or those of the question, with what it wants to know of them first."""
    wanted = _wanted(question, facts)
    reports = facts.library.reports
    points = {year: value(reports[year]) if year in reports else None for year in wanted}
    known = {year: point for year, point in points.items() if point}
    related = [
        choice("分数线变过吗？", "years_thresholds"),
        choice(f"历年{facts.grade_name()}各有几家？", "years_grade"),
    ]
    listing = _drawn(what or "家数", points)
    gaps = note("“没有查到”不等于零。") if len(known) < len(points) else None
    if not known:
        text = f"❓ {joined(wanted)}年度{what or '这一档'}有多少家没有查到。"
        found = [f"{year}年度{point.told}" for year, report in reports.items() if (point := value(report))]
        more = note(f"查到的有：{'；'.join(found)}。" if found else None)
        return not_published(question, facts, text, more, related=related)
    blocks: list[Block | None]
    if len(points) == 1:
        blocks = [lead("".join(f"{year}年度{what}{point.told}。" for year, point in known.items()))]
    elif not question.years and len(known) > 1 and _CHANGE.search(question.text) and not _EXTREME.search(question.text):
        blocks = [lead(_change(what, known, question)), listing, gaps]
    elif len(points) == 2 or (_CHANGE.search(question.text) and not _EXTREME.search(question.text)):  # noqa: PLR2004 (two are compared)
        change = lead(_change(what, points, question))
        blocks = [change] if len(points) == 2 else [change, listing, gaps]  # noqa: PLR2004
    elif _EXTREME.search(question.text):
        blocks = [lead(_extremes(what, known, question, whole=len(known) == len(points))), listing, gaps]
    else:
        blocks = [lead(f"历次评价的{what or '家数'}："), listing, gaps]
    if _WHY.search(question.text):
        blocks.append(note("变化的原因，查到的资料没有说明。"))
    told = answer(question, facts, blocks, cite=[point.cite for point in known.values()], related=related)
    if len(points) > 2 and _EXTREME.search(question.text):  # noqa: PLR2004 (one of several is told)
        ranked = _ranked(known, question)
        return told.model_copy(update={"year": ranked[0] if _FEWEST.search(question.text) else ranked[-1]})
    return told


def _drawn(what: str, points: dict[str, _Point | None]) -> Table:
    rows = tuple((year, point.told if point else "没有查到") for year, point in points.items())
    lines = tuple(f"· {year}：{told}" for year, told in rows)
    return Table(caption=f"历次评价的{what}", header=("年度", what), rows=rows, lines=lines)


def _wanted(question: Question, facts: Facts) -> Sequence[str]:
    """The evaluations to tell of; a change from nothing named is that since the evaluation before."""
    everyone = list(facts.library.reports)
    if len(question.years) > 1 or (question.years and not _CHANGE.search(question.text)):
        return sorted(question.years)
    current = next(iter(question.years), question.year)
    if current is None and _SINCE_LAST.search(question.text):
        current = facts.default_year
    long = "every" in question.relative or _LONG.search(question.text)
    if current in everyone and everyone.index(current) and not long:
        place = everyone.index(current)
        return everyone[place - 1 : place + 1]
    return everyone


def _change(what: str, points: Mapping[str, _Point | None], question: Question) -> str:
    """From the first to the last of the evaluations."""
    years = list(points)
    first, last = points[years[0]], points[years[-1]]
    told = "，".join(
        f"{year}年度{point.told if point else '没有查到'}" for year, point in ((years[0], first), (years[-1], last))
    )
    if not first or not last:
        return f"{what}{told}，不能比较。"
    changed = last.count - first.count
    outcome = f"多{changed}家" if changed > 0 else f"少{-changed}家" if changed else "家数相同"
    how = f"（推算：{last.count}-{first.count}={changed}）" if changed else ""
    return f"{what}{told}：后者比前者{outcome}{how}{_share_change(what, first, last, question)}。"


def _share_change(what: str, first: _Point, last: _Point, question: Question) -> str:
    if not first.share or not last.share or not _SHARE.search(question.text):
        return ""
    apart = float(abs(Fraction(last.share[:-1]) - Fraction(first.share[:-1])))
    share = "参评率" if what == _PRESENT else "占参评联盟的比例"
    return f"，{share}相差{apart:.2f}个百分点（推算）"


def _extremes(what: str, known: dict[str, _Point], question: Question, *, whole: bool) -> str:
    """The most and the fewest, or the largest and the smallest share where shares are asked for and known."""
    ranked = _ranked(known, question)
    by_share = _by_share(known, question)
    limits = "" if whole and len(ranked) == len(known) else "（只比较查到的年度）"
    most, fewest = (
        ("参评率最高" if what == _PRESENT else "占比最高", "最低") if by_share else (f"{what or '家数'}最多", "最少")
    )
    return f"{most}的是{ranked[-1]}年度，{known[ranked[-1]].told}；{fewest}的是{ranked[0]}年度，{known[ranked[0]].told}{limits}。"


def _by_share(known: Mapping[str, _Point], question: Question) -> bool:
    return _SHARE.search(question.text) is not None and sum(point.share is not None for point in known.values()) > 1


def _ranked(known: Mapping[str, _Point], question: Question) -> list[str]:
    """The evaluations from the fewest to the most, or by their shares where these are asked for and known."""
    shares = {year: Fraction(point.share[:-1]) for year, point in known.items() if point.share}
    if _by_share(known, question):
        return sorted(shares, key=lambda year: shares[year])
    return sorted(known, key=lambda year: known[year].count)


def _with(told: Answer, *more: Block | None) -> Answer:
    return told.model_copy(update={"blocks": (*told.blocks, *(block for block in more if block))})
