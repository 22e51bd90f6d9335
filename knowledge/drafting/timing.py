"""Which evaluation an article is about, and what in it is about another one."""

from __future__ import annotations

import re
from collections import Counter

from knowledge.drafting.article import Article

_SPAN = r"(20\d\d)年?(?:(?:-|–|—+|~|至|到|/|、)(20\d\d|\d\d))?"
_NAMED = re.compile(rf"{_SPAN}年?度")
_EVALUATED = re.compile(rf"(?<!\d){_SPAN}年?度?[^,。;《》\n]{{0,20}}(?:活跃度|评价)")
EARLIER = re.compile(r"上一?年度?|去年|上一?[次届轮]|前一[年次]|此前|往年|历年|前年|上期|同比|以往")
_NEXT = re.compile(r"下一?年度?|明年|下一?[次届轮]|今后|将[在于]|拟[在于]|定于|计划[在于]")


def read_year(article: Article) -> str | None:
    """The year evaluated, such as `2031` or `2020-2021`: in the report's title, else the one named most."""
    titled = re.findall(rf"《[^》]*?{_SPAN}年?度?[^》]*评价[^》]*》", article.body)
    headed = _NAMED.findall(article.title or "")
    counted = Counter(_NAMED.findall(article.body)).most_common()
    evaluated = _EVALUATED.findall(article.body)
    best = [*titled, *headed, *(span for span, _ in counted), *evaluated]
    return _year(*best[0]) if best else None


def is_about_another_year(text: str, year: str | None) -> bool:
    """Whether `text` tells of an earlier or later evaluation and not of `year`."""
    if EARLIER.search(text) and not re.search(r"(?:增|升|降|减)(?:加|少|长)?[至到]", text):
        return year is None or year not in text
    years = {_year(*span) for span in re.findall(rf"{_SPAN}年?度", text)}
    return bool(years) and year is not None and year not in years and not _within(years, year)


def is_in_another_year(clause: str, year: str | None) -> bool:
    """Whether `clause` tells of a calendar year that is neither evaluated nor the one after, without 年度."""
    years = re.findall(r"(20\d\d)年(?!度|\d|[-—–~至到、])", clause)
    if not years or year is None or re.search(r"自20|以来|起|公布|发布", clause):
        return False
    first, last = int(year[:4]), int(year[-4:])
    return not any(first <= int(one) <= last + 1 for one in years)


def is_ahead(text: str) -> bool:
    """Whether `text` tells of what is still to come."""
    return bool(_NEXT.search(text))


def spans(text: str) -> list[str]:
    """All years in `text`, ranges of years filled in; two years that an evaluation joins are kept as one."""
    found: list[str] = []
    for first, last in re.findall(r"(20\d\d)年?度?(?:(?:-|–|—+|~|至|到)(20\d\d))?", text):
        found += [first] if not last else [str(one) for one in range(int(first), int(last) + 1)]
    return list(dict.fromkeys(found))


def joined_years(text: str) -> list[str]:
    """The years in `text` where 2020-2021年度 is one evaluation."""
    found = [_year(*span) for span in re.findall(r"(20\d\d)年?度?(?:(?:-|–|—+|~)(20\d\d))?", text)]
    return list(dict.fromkeys(found))


def _within(years: set[str], year: str) -> bool:
    return any(year in one.split("-") for one in years)


def _year(first: str, last: str) -> str:
    if not last:
        return first
    whole = last if len(last) == len(first) else first[:2] + last
    return f"{first}-{whole}" if int(whole) > int(first) else first
