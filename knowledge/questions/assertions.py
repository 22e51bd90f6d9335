"""What a text claims in numbers: of which tiers, of the grade or of all alliances it says how many, or what share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.questions.estimates import Claim, claim_at
from knowledge.questions.sentence import Sentence
from knowledge.questions.tier_places import from_there_on
from knowledge.questions.yearly import full_year
from knowledge.text.patterns import lazy_pattern

_CLAUSE = lazy_pattern(r"[^,，;；。、!！?？\n]+")
_NUMBER = lazy_pattern(
    r"(?<![\d.第前后])(\d+)[多几来余]?(?:家|个联盟)|(?<![\d.])(\d+(?:\.\d+)?%)|(?<![\d.])(\d{1,3})(?=[,，、。;；]|$)"
)
_WHOLES = lazy_pattern(
    r"(?P<absent>(?:没有?|未)参评)|(?<!占)(?<!占了)(?<!达到)(?<!按)(?:(?P<participants>参评|参加评价)|(?P<total>联盟总数|试点联盟|全国(?:[一总]?共)?有?(?=\d+[家个])))"
)
_BASE = lazy_pattern(r"(?P<participants>参评|参加评价)|(?P<total>总数|总量|总体)")
_THREE_YEARS = lazy_pattern(r"连续3年|3年都|3年均|连着3年|3年连续")
_CHECKING = lazy_pattern(
    r"对吗|对不对|有没有[错误]|对吧|对么|没错|是不是|属实|准确|正确|有误|有错|哪里错|核对|核一下|核实|错了?吗|错没错|准不准|站得住|成立吗|靠谱|可信|真的[吗么]|真假|有没有(?:依据|根据|问题)|[记写]错|吗\s*[?？]?\s*$"
)
_COMPUTED = lazy_pattern(
    r"因为|由于|分别|各[占有是]|占[^,，。;；%\d]{0,6}\d+家|相差|多出|差[了\d]|比[^例重,，]{0,14}[多少]|减|倍|加起来|除以|[+÷/]"
)
_SUM = lazy_pattern(r"合计|总共|一共|共计|加起来|总计")
_INSIDE = lazy_pattern(r"(?:之?[里中内]|当中|其中)")
"""99家里: the number is of what the others are a part of."""
_PART_OF = lazy_pattern(r"占[了到据]?(?:全部|所有)?$")
"""占活跃度高的六成 is a share of that tier."""
_YEAR = lazy_pattern(
    r"(?<![\d.])(20\d\d)(?:年度?)?(?:[-~—–到至](20\d\d|\d\d(?!\d|家|%)))?(?!\d|家|%|\.)|(?<![\d.第])(1[3-9]|2[01])年"
)
_BEYOND = lazy_pattern(r"(?:及|和|或|与|或者)?以([上下])")
FEWEST = 2
"""So many claims are checked one by one; a single one is answered with its figure."""


@dataclass(frozen=True)
class Assertion:
    """`number` of `subject`: ids of tiers, `grade`, `participants`, `total`, `absent`; empty where none is named.

    A share has the `base` that stands beside it, which may be a tier; `claim` is there where it is only said to be
    about, above or below a number, and `years` are those that it is told of where there are several; at `place` of the text the number stands.
    """

    subject: tuple[str, ...]
    number: str
    base: str | None = None
    claim: Claim | None = None
    years: tuple[str, ...] = ()
    place: int = 0


def read_assertions(sentence: Sentence, top_tiers: set[str], order: Sequence[str]) -> tuple[Assertion, ...]:
    """The claims of `sentence`, in order, where it claims several and wants them checked."""
    text = sentence.text
    if not _CHECKING.search(text) or _COMPUTED.search(text) or len(_NUMBER.findall(text)) < FEWEST:
        return ()
    subjects, behind_tiers = _subjects(sentence, order), _ends_of_tiers(sentence)
    found: list[Assertion] = []
    for clause in _CLAUSE.finditer(text):
        summed = found and _SUM.search(clause[0])
        numbers = [
            one for one in _NUMBER.finditer(clause[0]) if not one[3] or clause.start() + one.start() in behind_tiers
        ]
        claims = _of_clause(clause, numbers, subjects, top_tiers, found[-1].subject if found and not summed else ())
        if summed:
            whole = tuple(dict.fromkeys(subject for one in found for subject in one.subject if subject in order))
            claims = [one if one.subject else replace(one, subject=whole) for one in claims]
        found += claims
    found = _with_years(text, found)
    telling = sum(bool(one.subject) or one.base is not None for one in found)
    return tuple(found) if len(found) >= FEWEST and telling else ()


def _subjects(sentence: Sentence, order: Sequence[str]) -> list[tuple[int, str]]:
    """The tiers and the grade that are named, each with its place in the text; 较高以上 are all tiers from there on."""
    found = [(sentence.place(hit.start), "grade") for hit in sentence.filling if hit.entry.slot == "grade"]
    for segment in sentence.segments:
        for hit in segment.hits:
            if segment.kind == "tier":
                place, tier = sentence.place(hit.start), hit.entry.value
                beyond = _BEYOND.match(sentence.text, sentence.behind(hit)) if tier in order else None
                tiers = from_there_on(tier, order, beyond[1]) if beyond else [tier]
                found += [(place, one) for one in tiers]
    return list(dict.fromkeys(found))


def _ends_of_tiers(sentence: Sentence) -> set[int]:
    """The characters behind names of tiers: a number there needs no 家 (较高19)."""
    return {sentence.behind(segment) for segment in sentence.segments if segment.kind == "tier"}


def _of_clause(
    clause: re.Match[str],
    numbers: Sequence[re.Match[str]],
    subjects: Sequence[tuple[int, str]],
    top_tiers: set[str],
    before: tuple[str, ...],
) -> list[Assertion]:
    start, end, said = clause.start(), clause.end(), clause[0]
    named = [(place, subject) for place, subject in subjects if start <= place < end]
    wholes = [(start + match.start(), match.lastgroup or "") for match in _WHOLES.finditer(said)]
    if _THREE_YEARS.search(said) and top_tiers & {subject for _, subject in named}:
        return [
            Assertion(("grade",), match[1], claim=claim_at(clause.string, place), place=place)
            for match in numbers
            if match[1] and (place := start + match.start())
        ]
    found: list[Assertion] = []
    last = start
    for match in numbers:
        place, counted = start + match.start(), match[1] or match[3]
        own = tuple(subject for at, subject in sorted(named) if last <= at < place)
        told = bool(found) and found[-1].subject == own
        if counted and told and own and _INSIDE.search(clause.string, last, place):
            last = start + match.end()
            continue
        reached = start + match.end()
        if counted and not own:
            inside = _INSIDE.match(said, match.end()) is not None
            nearest = _nearest(place, named, [one for one in wholes if one[0] >= last], inside=inside)
            own = tuple(subject for _, subject in nearest)
            reached = max([reached, *(at + 1 for at, _ in nearest)])
        claim = claim_at(clause.string, place)
        if counted:
            found.append(Assertion(own, counted, claim=claim, place=place))
        else:
            base = _base(clause.string[start:place], [(at - start, subject) for at, subject in named if last <= at])
            share_of = tuple(one for one in own if one != base) or (found[-1].subject if found else before)
            found.append(Assertion(share_of, match[2], base, claim, place=place))
        last = reached
    return found


def _base(before: str, named: Sequence[tuple[int, str]]) -> str | None:
    """What a share is of that stands behind `before`: the tier of which it is said to be a part, or one of the wholes."""
    parts = [subject for at, subject in named if at < len(before) and _PART_OF.search(before[:at])]
    wholes = [base.lastgroup for base in _BASE.finditer(before)]
    return next(iter([*parts[::-1], *wholes[::-1]]), None)


def _nearest(
    place: int, named: Sequence[tuple[int, str]], wholes: Sequence[tuple[int, str]], *, inside: bool
) -> list[tuple[int, str]]:
    """The whole before a number at `place`, else what is named first behind it; nothing behind one that others are part of."""
    before = sorted(one for one in wholes if one[0] < place)
    behind = sorted(one for one in [*named, *wholes] if one[0] > place)
    return (before or ([] if inside else behind))[:1]


def _with_years(text: str, found: Sequence[Assertion]) -> list[Assertion]:
    """`found` with the years that stand before each number of `text`, or behind it where the numbers come first."""
    named = [(match.start(), _year(match)) for match in _YEAR.finditer(text)]
    if len({year for _, year in named}) < FEWEST or not found:
        return list(found)
    marks = sorted([*named, *((one.place, "") for one in found)])
    years = [year for _, year in marks]
    return _told_before(found, years) if years[0] else _told_before(found[::-1], years[::-1])[::-1]


def _told_before(found: Sequence[Assertion], years: Sequence[str]) -> list[Assertion]:
    """`found` with the years last told before each; `years` are empty where one of `found` stands."""
    dated: list[Assertion] = []
    told: tuple[str, ...] = ()
    for before, year in zip(["", *years], years, strict=False):
        if not year:
            one = found[len(dated)]
            subject = one.subject or (dated[-1].subject if dated else ())
            dated.append(replace(one, subject=subject, years=told))
        else:
            told = (*told, year) if before else (year,)
    return dated


def _year(match: re.Match[str]) -> str:
    first, last, short = match.groups()
    return f"{first}-{full_year(last)}" if last else full_year(first or short)
