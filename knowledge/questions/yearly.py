"""Scores with the years they belong to (2019年80分, 前2年90分; 17、18年都90, 19年84; 90分(2018))."""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge.text.patterns import lazy_pattern

FIRST, LAST, REST = "first", "last", "rest"
"""With a number: so many years from the start or the end; the years that have no score of their own."""
PRESENT = {"this_year": "今年", "last_year": "去年", "two_years_ago": "前年"}
"""Years counted from today, by the words for them."""
LEAST_POINTS, MOST_POINTS = 10, 150
"""A number outside is nobody's score."""
_YEAR = r"(?:20)?\d\d"
_PERIOD = lazy_pattern(rf"(?<!\d)({_YEAR})年?度?(?:到|至|-|~)({_YEAR})(?=年|\)|\s*[这那]?[23]年|[都均])")
_EACH = lazy_pattern(r"[都均各每]|[2两这]年|连续")
_SHARING = lazy_pattern(r"[年度\s、,和及与跟]*")
"""Stands between years that have the same score."""
_TOKEN = lazy_pattern(
    r"(?P<year>(?<!\d)20\d\d(?!\d|\.|分|家|%)|(?<![\d.])[0-3]\d(?=年|[、和及与][0-3]\d年))年?度?"
    r"|(?P<this_year>今年)|(?P<last_year>去年)|(?P<two_years_ago>(?<!大)前年)"
    r"|(?:前|头|早)(?P<first>[12])年|(?:后)(?P<last>[12])年|最后(?:那|这)?(?P<final>1)年"
    r"|(?P<rest>(?:另外|其余|其他|其它|之前|此前|以前|剩下|别的)(?:的|那)?[12]?年)"
    r"|(?<![\d.])(?P<score>\d{2,3}(?:\.\d+)?)(?P<points>分)?(?!\d|\.|年|%|家|个|次|名|联盟|[分]?(?:以[上下]|及以|或以))"
)


def full_year(written: str) -> str:
    """2019 for 19 and for 2019."""
    return written if len(written) == len("2019") else f"20{written}"


def yearly_scores(text: str) -> tuple[tuple[str, str], ...]:
    """(year, score) where scores stand beside years, in either order; a year is 2019, or one of the words above.

    A single pair counts only where it says 分.
    """
    period = _PERIOD.search(text)
    if period:
        text = _PERIOD.sub(_spelt_out, text)
    found = [match for match in _TOKEN.finditer(text) if _plausible(match["score"])]
    kinds = ["score" if match["score"] else "year" for match in found]
    if not {"score", "year"} <= {*kinds}:
        return ()
    if kinds[0] == "score":
        found.reverse()
    pairs: dict[str, str] = {}
    waiting: list[re.Match[str]] = []
    for match in found:
        if match["score"]:
            pairs |= {_year(year): match["score"] for year in waiting}
            waiting = []
        elif waiting and not _SHARING.fullmatch(text, *_between(waiting[-1], match)):
            waiting = [match]
        else:
            waiting.append(match)
    if period and _is_one_evaluation(period, pairs):
        return ()
    sure = len(pairs) > 1 or any(match["points"] for match in found)
    return tuple(pairs.items()) if sure else ()


def _is_one_evaluation(period: re.Match[str], pairs: Mapping[str, str]) -> bool:
    """Whether two years with one score are those of one evaluation (2020-2021年度85分), not each with its own."""
    first, last = (full_year(year) for year in period.groups())
    return int(last) == int(first) + 1 and {*pairs} == {first, last} and not _EACH.search(period.string, period.end())


def _plausible(score: str | None) -> bool:
    return score is None or LEAST_POINTS <= float(score) <= MOST_POINTS


def _between(one: re.Match[str], other: re.Match[str]) -> tuple[int, int]:
    return min(one.end(), other.end()), max(one.start(), other.start())


def _year(match: re.Match[str]) -> str:
    """2019 for 19年, first2 for 前2年, or the group that was met."""
    if year := match["year"]:
        return full_year(year)
    kind = match.lastgroup or REST
    return f"{LAST}1" if match["final"] else kind + match[kind] if kind in (FIRST, LAST) else kind


def _spelt_out(match: re.Match[str]) -> str:
    """2017至2019 as 2017年、2018年、2019年、."""
    first, last = (int(full_year(year)) for year in match.groups())
    return "".join(f"{year}年、" for year in range(first, last + 1)) or match[0]
