"""Numbers that a question takes for granted, against the true ones."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from fractions import Fraction

from knowledge import figures
from knowledge.models import Counted, Report, Tier
from knowledge.questions import Question

_CHECKING = re.compile(r"[吗吧么嘛]|对不对|是不是|是否|对没|没错|正确|准确|核|属实|记得|听说|据说")
WHOLES = {"participants": "参评联盟", "total": "联盟总数"}


def verdict(question: Question, counts: Collection[int], shares: Collection[str]) -> str:
    """不是23家。 for a number that is none of the true ones, 是的。 where all are right and the question wants to know."""
    wrong = [f"{count}家" for count in question.counts if count not in counts] if counts else []
    wrong += [share for share in question.shares if not any(agrees(share, true) for true in shares)] if shares else []
    if wrong:
        return "并不是一家都没有。" if wrong[0] == "0家" else f"不是{wrong[0]}。"
    refuted = _refuted(question.count_claims, counts) + _refuted(
        question.share_claims, [_points(one) for one in shares]
    )
    if refuted:
        return f"并非{refuted[0]}。"
    claimed = question.counts or question.shares or question.count_claims or question.share_claims
    return "是的。" if claimed and _CHECKING.search(question.text) else ""


def _refuted(claims: Iterable[tuple[str, float, float | None]], true: Collection[float]) -> list[str]:
    """What is said of the claims that none of the true numbers fits, none where no number is known."""
    return [
        said
        for said, low, high in claims
        if true and not any(low <= one and (high is None or one <= high) for one in true)
    ]


def _points(share: str) -> float:
    return float(share[:-1])


def agrees(share: str, printed: str) -> bool:
    """Whether `share` is `printed`, or what it rounds to.

    >>> agrees("35%", "35.35%"), agrees("35.4%", "35.35%"), agrees("36%", "35.35%")
    (True, True, False)
    """
    decimals = len(share[:-1].partition(".")[2])
    true = Fraction(printed[:-1])
    return share == printed or abs(Fraction(share[:-1]) - true) <= Fraction(1, 2 * 10**decimals)


def shares_of(row: Counted) -> dict[str, str]:
    """The printed shares of `row` by their base (`participants`, `total`)."""
    printed = {"participants": row.share_of_participants, "total": row.share_of_total}
    return {base: share.printed for base, share in printed.items() if share}


def wrong_base(question: Question, row: Counted) -> str:
    """37.38%是占参评联盟的比例。 where the question gives a true share to the other base."""
    shares = shares_of(row)
    own = shares.get(question.base or "")
    for base, share in shares.items():
        if own and base != question.base and share in question.shares and own not in question.shares:
            return f"{share}是占{WHOLES[base]}的比例。"
    return ""


def claimed_range(question: Question, one: Tier) -> str:
    """不是60分至79分。 for a range that is not the tier's, 是的。 where it is and the question wants to know."""
    if not question.score_range or one.lowest is None:
        return ""
    low, high, strict = question.score_range
    lowest = None if low is None else Fraction(low) + strict
    highest = None if high is None else Fraction(high) - strict
    right = lowest in (None, one.lowest) and highest in (None, one.highest)
    if right:
        return "是的。" if _CHECKING.search(question.text) else ""
    ends = [f"{end}分" for end in (low, high) if end is not None]
    told = "至".join(ends) if len(ends) > 1 else ends[0] + ("以上" if high is None else "以下")
    return f"不是{told}。"


def halves(question: Question, report: Report, counts: Iterable[int | None]) -> str:
    """Whether `counts` together are more than half, of both bases or of the one asked about."""
    known = list(counts)
    if None in known or not re.search(r"一半|半数|过半|半壁", question.text):
        return ""
    number = sum(count or 0 for count in known)
    wholes = {"participants": figures.participants(report), "total": figures.total(report)}
    verdicts = {
        WHOLES[base]: _half(number, whole.value)
        for base, whole in wholes.items()
        if whole and question.base in (None, base)
    }
    if len(set(verdicts.values())) == 1:
        return f"{next(iter(verdicts.values()))}。"
    return "，".join(f"按{whole}算{half}" for whole, half in verdicts.items()) + "。" if verdicts else ""


def _half(number: int, whole: int) -> str:
    return "超过一半" if 2 * number > whole else "正好一半" if 2 * number == whole else "不到一半"
