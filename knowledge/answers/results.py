"""What single alliances got: the scores that reports of some years name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from knowledge.answer import Answer, Choice, Listing
from knowledge.questions.question import Question
from knowledge.reports.models import Band, Report, Result, Tier
from knowledge.text.patterns import lazy_pattern

from . import static
from .alliance import one_alliance
from .claims import YES
from .facts import Facts
from .parts import answer, brief_caveat, caveat, choice, joined, lead, not_published, note, score_text

_NOT_THE_BEST = lazy_pattern(r"最低|平均|中位|倒数|最差")
_EARLIER = lazy_pattern(r"以前|过去|历年|往年|历次|曾|得过|拿过|考过")


def alliance_score(question: Question, facts: Facts) -> Answer:
    """The score of an alliance in the evaluation that is asked about; else in which others one was found."""
    named = one_alliance(question, facts)
    if isinstance(named, Answer):
        return named if _may_have_score(question, facts) else _no_score(question, facts)
    one = named.alliances[0]
    report = facts.report(question.year)
    found = {other.year: (other, result) for other, result in facts.results(one)}
    there = found.get(report.year)
    if there and there[1].score:
        return _score_there(question, facts, *there)
    return _score_elsewhere(question, facts, one, found)


def _may_have_score(question: Question, facts: Facts) -> bool:
    """Whether the name that is not clear may be that of an alliance whose score is known."""
    scored = {one.alliance for report in facts.library.reports.values() for one in report.results if one.score}
    return not question.names or not scored.isdisjoint(question.names[0].alliances)


def _no_score(question: Question, facts: Facts) -> Answer:
    return not_published(question, facts, f"❓ “{question.names[0].said}”的具体得分没有查到。")


def _score_there(question: Question, facts: Facts, report: Report, result: Result) -> Answer:
    name = facts.name(result.alliance)
    opening = _claimed(question, result)
    return answer(
        question,
        facts,
        [
            lead(f"{opening}{name}{_score_text(report, result)}。"),
            note(f"{result.note}。" if result.note else None),
        ],
        cite=[result.cite],
        alliances=(name,),
        related=_related(result.alliance, report),
    )


def _score_elsewhere(question: Question, facts: Facts, one: str, found: Mapping[str, tuple[Report, Result]]) -> Answer:
    """No score of the year that is meant: those of others first where no year is named, else its tier first."""
    report, name = facts.report(question.year), facts.name(one)
    there = found.get(report.year)
    scored = [(other, result) for other, result in found.values() if result.score and other is not report]
    scores = "；".join(_score_text(*other) for other in scored)
    cite = [result.cite for _, result in [*([there] if there else []), *scored]]
    related = _related(one, report)
    unpublished = f"{name}{report.year}年度的具体得分{facts.unsaid(report)}。"
    if scored and not question.years and (not there or _EARLIER.search(question.text)):
        blocks = [lead(f"{name}查到的得分：{scores}。"), note(unpublished)]
        return answer(question, facts, blocks, cite=cite, alliances=(name,), related=related)
    known = f"它{report.year}年度的等级：{_tier_text(*there)}。" if there else None
    others = note(known, f"其他年度查到的得分：{scores}。" if scored else None)
    return not_published(question, facts, f"❓ {unpublished}", others, cite=cite, alliances=(name,), related=related)


def _related(one: str, report: Report) -> list[Choice | None]:
    return [choice("历年的活跃度", "record", alliances=(one,)), choice("各等级一览", "tiers", year=report.year)]


def _claimed(question: Question, result: Result) -> str:
    """不是90分。 for another score than the one that is known, 是的。 for that, and what 95 and more leaves open."""
    points, exact = result.points, not result.at_least
    if points is not None and question.score_range:
        low, high, _ = question.score_range
        inside = (low is None or Fraction(low) <= points) and (high is None or (exact and points <= Fraction(high)))
        return YES if inside else ""
    if points is None or not question.scores:
        return ""
    said = Fraction(question.scores[0])
    if exact and said == points:
        return YES
    if exact or said < points:
        return f"不是{question.scores[0]}分。"
    return f"是不是{question.scores[0]}分不能断定。"


def scores_apart(question: Question, facts: Facts) -> Answer:
    """Whose score is higher: told for a year in which the exact scores of all that are asked about are known."""
    asked = list(dict.fromkeys(named.alliances[0] for named in question.names if named.kind == "sure"))
    if len(asked) < len(question.names) or len(asked) < 2:  # noqa: PLR2004 (two are compared)
        year = next((year for year in question.years if year in facts.library.reports), question.year)
        return alliance_score(question.but(topic="alliance_score", year=year), facts)
    known = {
        one: {other.year: (other, result) for other, result in facts.results(one) if result.score} for one in asked
    }
    shared = [
        year
        for year in facts.library.reports
        if all(year in found for found in known.values()) and year in (question.years or facts.library.reports)
    ]
    if shared:
        return _compared(question, facts, {one: found[shared[-1]] for one, found in known.items()})
    told = [f"{facts.name(one)}{_score_text(*pair)}" for one, found in known.items() for pair in found.values()]
    return not_published(
        question,
        facts,
        "❓ 没有查到这几家同一年度的具体得分，所以比不出哪一家的分数更高。",
        note(f"查到的有：{'；'.join(told)}。" if told else None),
        cite=[pair[1].cite for found in known.values() for pair in found.values()],
        alliances=tuple(facts.name(one) for one in asked),
        related=[choice("各等级一览", "tiers", year=facts.default_year)],
    )


def _compared(question: Question, facts: Facts, scored: Mapping[str, tuple[Report, Result]]) -> Answer:
    """The scores of one year, side by side."""
    names = tuple(facts.name(one) for one in scored)
    told = "；".join(f"{facts.name(one)}{_score_text(*pair)}" for one, pair in scored.items())
    cite = [result.cite for _, result in scored.values()]
    points = {one: result.points for one, (_, result) in scored.items() if result.points is not None}
    if any(result.at_least for _, result in scored.values()):
        text = "❓ 只知道其中有的在某个分数以上，所以比不出哪一家的分数更高。"
        return not_published(question, facts, text, note(f"查到的有：{told}。"), cite=cite, alliances=names)
    best = max(points, key=lambda one: points[one])
    gap = max(points.values()) - min(points.values())
    outcome = f"{facts.name(best)}更高（推算：相差{float(gap):g}分）" if gap else "分数一样"
    return answer(question, facts, [lead(f"{outcome}：{told}。")], cite=cite, alliances=names)


def _score_text(report: Report, result: Result) -> str:
    """2017年度95分以上（具体分数没有查到）."""
    points = score_text(result) + ("（具体分数没有查到）" if result.at_least else "")
    rank = f"，在{result.tier_text}的联盟中列第{result.rank}" if result.rank else ""
    return f"{report.year}年度{points}{rank}{caveat(result)}"


def _tier_text(report: Report, result: Result) -> str:
    """“活跃度高”，即85分至100分."""
    printed = next((one.range for one in report.tiers if one.id == result.tier or one.name == result.tier_text), None)
    return f"“{result.tier_text}”{f'，即{printed}' if printed else ''}{caveat(result)}"


def place_by_score(question: Question, facts: Facts) -> Answer | None:
    """The place of an alliance by its score, where the report names it."""
    ranked = {result.alliance for result in facts.report(question.year).results if result.rank}
    named = any(ranked & {*named.alliances} for named in question.names)
    return alliance_score(question, facts) if named else None


def _of_whole_report(question: Question, facts: Facts, report: Report) -> Answer:
    """That the names are not published; and how many they are, where another number is taken for granted."""
    reply = static.reply(question, facts)
    meant = [one for one in report.tiers if one.id in question.tiers]
    if len(meant) != 1 or len(question.counts) != 1 or meant[0].count in (None, question.counts[0]):
        return reply
    told = f"{meant[0].name}的不是{question.counts[0]}家，是{meant[0].count}家。"
    return reply.model_copy(update={"blocks": (*reply.blocks, note(told)), "sources": facts.refs(meant[0].cite)})


def best_by_score(question: Question, facts: Facts) -> Answer | None:
    """Who is the first by score, where the report names that; of other places nothing is known."""
    report = facts.report(question.year)
    if not _best(report):
        return None
    if any(first != 1 for first, _ in question.positions):
        text = f"❓ {report.year}年度的名次只查到得分最高的，其余的没有查到。"
        return not_published(question, facts, text)
    return unknown_score(question, facts)


def members(question: Question, facts: Facts) -> Answer:
    """Who was in a tier, in a band of scores or took part: those whose names are known, else that it is not published."""
    report = facts.report(question.year)
    if report.is_complete:
        return _of_whole_report(question, facts, report)
    tiers = [one for one in report.tiers if one.id in question.tiers or one.count in question.counts]
    low = (question.score_range or (None,))[0]
    band = next((one for one in report.bands if low == str(one.lowest)), None)
    of = [f"{one.name}{f'的{one.count}家{brief_caveat(one)}' if one.count is not None else '的联盟'}" for one in tiers]
    of = [f"{band.lowest}分以上的{band.count}家{brief_caveat(band)}"] if band else of
    named = [result for result in _results(report, facts) if not of or _belongs(result, tiers, band)]
    if not named:
        return static.reply(question, facts)
    lines = tuple(f"{facts.name(one.alliance)}{'' if of else f'：“{one.tier_text}”'}{caveat(one)}" for one in named)
    return answer(
        question,
        facts,
        [
            lead(f"{report.year}年度{joined(of) or '参评联盟'}没有查到完整名单，查到名字的有{len(named)}家："),
            Listing(items=lines),
        ],
        cite=[result.cite for result in named],
        alliances=tuple(facts.name(one.alliance) for one in named),
        related=[choice("各等级一览", "tiers", year=report.year)],
    )


def _results(report: Report, facts: Facts) -> list[Result]:
    """All results of that year: those its report names, then those that follow from later rules."""
    stated = [result.alliance for result in report.results]
    graded = [one.grade for one in facts.library.reports.values() if one.grade]
    by_rule = [member for grade in graded if grade.rule and report.year in grade.rule.years for member in grade.members]
    return [
        result
        for alliance in dict.fromkeys([*stated, *by_rule])
        for other, result in facts.results(alliance)
        if other is report
    ]


def _belongs(result: Result, tiers: Sequence[Tier], band: Band | None) -> bool:
    if band:
        return _reaches(result, band)
    return any(result.tier == one.id or result.tier_text == one.name for one in tiers)


def unknown_score(question: Question, facts: Facts) -> Answer:
    """The best score of an evaluation where a report names it, else that no scores were published."""
    report = facts.report(question.year)
    best = _best(report)
    if not best:
        return static.reply(question, facts)
    if _NOT_THE_BEST.search(question.text):
        return not_published(question, facts, f"❓ {report.year}年度的最低分、平均分和得分明细没有查到。")
    names = tuple(facts.name(result.alliance) for result in best)
    return answer(
        question,
        facts,
        [
            lead(f"{report.year}年度查到的最高得分是{score_text(best[0])}：{joined(names)}{caveat(best[0])}。"),
            note("其他联盟的具体得分多数没有查到，平均分、最低分也没有查到。"),
        ],
        cite=[result.cite for result in best],
        alliances=names,
        related=[choice("历年的活跃度", "record", alliances=(best[0].alliance,))],
    )


def _best(report: Report) -> list[Result]:
    """Who has the highest of the scores that are known exactly."""
    known = [(result.points, result) for result in report.results if result.points is not None and not result.at_least]
    highest = max((points for points, _ in known), default=None)
    return [result for points, result in known if points == highest]


def _reaches(result: Result, band: Band) -> bool:
    return result.points is not None and result.points >= band.lowest


def of_band(band: Band, question: Question, facts: Facts) -> Listing | None:
    """The alliances that a report names with a score inside `band`."""
    report = facts.report(question.year)
    inside = [result for result in report.results if _reaches(result, band)]
    return Listing(items=tuple(facts.name(result.alliance) for result in inside)) if inside else None
