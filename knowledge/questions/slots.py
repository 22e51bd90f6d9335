"""Numbers in a question: years, scores, shares, counts of alliances, positions in a list.

All patterns expect text that `knowledge.text.cleaning.clean` has been through (digits, half width).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from knowledge.questions.estimates import Claim, read_claims
from knowledge.questions.ordinals import with_ordinals
from knowledge.questions.places import Positions
from knowledge.questions.score_ranges import NUMBER, ScoreRange, read_score_range
from knowledge.questions.score_steps import with_steps
from knowledge.questions.tier_places import other_tiers, tier_ends, tier_places, without_tier_places
from knowledge.questions.yearly import MOST_POINTS, full_year, yearly_scores
from knowledge.text.patterns import lazy_pattern

_DATE = lazy_pattern(r"\d{1,2}月(?:\d{1,2}[日号])?|\d{1,2}[日号点]|\d{4}([-./])\d{1,2}\1\d{1,2}")
_PERIOD = lazy_pattern(
    r"(?<!\d)(20\d\d)\s*(?:年度?)?\s*(?:[-~—–/到至和、]+)\s*(?:20\d\d-)?(20\d\d|\d\d(?![\d.分家个%名位]))\s*(?:年度?|那[次年])?"
    r"|(?<!\d)(\d\d)年?(?:到|至|-|~)(\d\d)年度?"
)
_YEAR = lazy_pattern(
    r"(?<!\d)(20\d\d)(?!\d|\.|分|家|%)(?:年度?|那[次年])?|(?<![\d了近整满足约快])(\d\d)年度?(?!内|来|前|后)"
)
_BRIEF_YEAR = r"[0-3]\d"
"""A year as lists have it: from 40 on, two digits beside 年 are points (19年85、18年90; 85、90、88三年)."""
_LISTED_YEAR = lazy_pattern(
    rf"(?<![\d.第前后])({_BRIEF_YEAR})(?=(?:[、,和跟与及/ ]{_BRIEF_YEAR})+年(?!内|来|前|后)|(?:[、,和跟与及/ ]{_BRIEF_YEAR})*\s*(?:[这那]|连续|连着)?[3三]年)"
)
"""17、18年 are two years, 17、18、19三年 three."""
_DIFFERENCE = lazy_pattern(r"(?:差|再?[多少涨降高低加扣减掉丢]|(?<!回)升)[了个上到]?$")
_BECOME = lazy_pattern(r"(?:变成?|[长涨升降掉]到)([1-9]\d(?:\.\d)?)(?![\d.%分年月家个名位种类])")
"""69分, 多1分变70: what a score becomes is one too."""
LARGEST_DIFFERENCE = 10
"""68分，离较高差2分: so few points that a score is away from another are no second score."""
_SCORE = lazy_pattern(rf"({NUMBER})\s*分(?!之(?![间内上下])|[别为类布组支析享])")
_FULL_DATE = lazy_pattern(
    r"(?<!\d)(20\d\d)(?:年\s*(1[0-2]|0?[1-9])月(?:\s*(?:\d{1,2}[日号]?|底|初|中旬|份))?|([-./])(1[0-2]|0?[1-9])\3\d{1,2}[日号]?)(?!\d)"
)
_TIMES = lazy_pattern(
    r"第(\d{1,2})(?:次|回|轮|届(?!.{0,2}(?:是|算|评|有)A级))(?!.{0,4}(?:理事|会员|大会|年会|董事|委员|换届|主席))"
)
_SHARE = lazy_pattern(r"\d+(?:\.\d+)?%")
_BASE_OF_SHARE = lazy_pattern(
    r"(参评|参加评价|总数|总量|总体)[^\d,，。;；%]{0,8}(?:\d+家)?[^\d,，。;；%]{0,6}?(\d+(?:\.\d+)?%)|(\d+(?:\.\d+)?%)[^\d,，。;；%]{0,6}?(参评|参加评价|总数|总量|总体)"
)
_COUNT = lazy_pattern(
    r"(?<![第前后.\d-])(\d+)\s*(?:多)?(?:家|联盟|个(?!等级|级别|层|档|程序|方面|步骤|环节|月|小时|人|字|问题|年|评价|数|百分|比例|占比|比重|口径|分母|分数|标准|维度|阶段))"
)
_ALL_OF_THEM = lazy_pattern(r"(?<![\d第前后])[2-9](?:家|个)都(?=[是在属算])")
"""两个都是 is said of those that were named and claims no number."""
_NOBODY = lazy_pattern(r"[一半1][家个](?:都|也)(?:没|无|冇)|没有?[一半1][家个](?!多)")
_SPAN = lazy_pattern(
    r"第(\d+)(?:名|位|个|家)?(?:到|至|-|~)第?(\d+)(?:名|位|个|家)?|(?<![.\d])(\d+)(?:名|位|个|家)?(?:到|至|-|~)第?(\d+)(?:名|位|个|家)"
)
_FROM_END = r"(?:倒|反)(?:着|过来)?(?:数|排)?|(?:从|由|自)(?:后|末尾|最后|底下|下)(?:面|头|边)?(?:往前|往上|向前|向上)?(?:数|排|看)?"
_ORDINAL = lazy_pattern(
    rf"((?:{_FROM_END})第|倒数|第|[Nn][Oo]\.?\s*|排名?)\s*(-?\d+)(\.\d*[1-9](?=[名位个家]))?(?!次|届|批|章|段|方(?!面)|\d|期|季|档|等级|梯队|步|道|页|天|部分|条|种|件|个?字|年|列|行(?!业)|栏|格|排(?!名)|(?<!排第\d)(?<!排第\d\d),)"
)
_PLACES = r"(?:名|位|个|家)"
_HEAD = r"最前(?:面|头|边)?|最?开头|打头|排头|起头|领头|为首|(?<![牵带挑领])头"
_TAIL = r"最后(?:面|头|边)?|最?末尾?|结尾|收尾|尾巴|垫底"
_FIRST = lazy_pattern(
    rf"({_HEAD}|{_TAIL}|(?<![以之目先])前|(?<![以之先前点])后|排前)(?:的|那|这|几)?"
    rf"(\d+)(?!个?(?:档|等级|级|数|说法|问题|方面|程序|指标)|年|次|天|段|句|批|分钟|月|条|点|\d){_PLACES}?"
)
_LAST = lazy_pattern(rf"(?:{_TAIL}|倒数第1)(?:的|那|这)*[1一]?{_PLACES}|末位|压轴|殿后|排(?:在)?最后|最靠后")
_END_SIGNS = lazy_pattern("[最末尾头首压殿垫倒顶]")
"""Without one of these neither the first nor the last of anything is meant by words alone."""
_FIRST_ONE = lazy_pattern(
    rf"(?:{_HEAD})(?:的|那|这)*[1一]?{_PLACES}|(?:排|列)(?:在)?(?:首位|头名|最前|头1?个)|榜首|打头的|为首的|首位"
)
_UNIT = r"位小数|[年月日号档类种页章张点段行楼岁届块元万亿千字条件次周个方步环项道轮关遍]"
_BARE = lazy_pattern(rf"(?<![\d.第]){NUMBER}(?![\d.%A-Za-z]|\s*(?:{_UNIT}))")
_SIGNS = {
    "≥": "不低于",
    ">=": "不低于",
    "≤": "不高于",
    "<=": "不高于",
    ">": "超过",
    "<": "低于",
    "↑": "以上",
    "↓": "以下",
    "(含)": "",
}
_ARITHMETIC = lazy_pattern(r"\d+[家个]?\s*(?:[÷/+]|-(?!20)|除以|除|加上?|减去?|占)\s*\d+(?![年月.%])")
_POINT_AFTER = lazy_pattern(r"(?<![\d.])(\d{1,2})分([1-9一二三四五六七八九])(?=[属算归是能呢够的吗么? ]|$)")
"""79分5."""
_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
_HALF = lazy_pattern(r"(\d+)分半|([3-9]\d|2[5-9])点(\d+)(?=分|算|属|归|能|呢|够|是|什么|$)")
_LONE_SHARE = lazy_pattern(r"(?<![\d.%-])(\d{1,2}\.\d\d)(?![\d.%]|\s*分)")
_ANY_NUMBER = lazy_pattern(r"\d|上百[家个]|满分")
_IN_SIGNS = lazy_pattern("[≥≤><↑↓(]")
_IN_TIMES = lazy_pattern("[年月日号点./-]")
_IN_TIERS = lazy_pattern("[档级层]")
_IN_CLAIMS = lazy_pattern("[%家个]|分之")
_IN_PLACES = lazy_pattern("[第倒NnOo排最头首末尾垫前后压殿到至~-]")
_IN_ARITHMETIC = lazy_pattern("[÷/+除加减占-]")
"""A text with none of these has nothing of the kind; to see that costs less than to search for all its forms."""
_EACH_SCORE = lazy_pattern(r"[3三]年|连续|依次|分别|每年|历年")


class Slots(NamedTuple):
    """Everything numeric that a question names. Shares are kept as written, such as `22.29%`.

    `share_bases` are those with a base beside them (`participants`, `total`);
    `tier_places` are places in the order of tiers (前两档, 倒数第二档), `tier_count` says how many tiers are meant
    (四档), `other_tiers` that those not named are; `dated` that a day is named, `dates` are year and month where both are.
    `vague_score`: a score is told by another, but not by how many points.
    """

    years: tuple[str, ...] = ()
    scores: tuple[str, ...] = ()
    score_range: ScoreRange | None = None
    shares: tuple[str, ...] = ()
    share_bases: tuple[tuple[str, str], ...] = ()
    counts: tuple[int, ...] = ()
    positions: tuple[Positions, ...] = ()
    numbers: tuple[str, ...] = ()
    tier_places: tuple[Positions, ...] = ()
    tier_count: int | None = None
    other_tiers: bool = False
    times: tuple[int, ...] = ()
    dates: tuple[str, ...] = ()
    yearly: tuple[tuple[str, str], ...] = ()
    dated: bool = False
    arithmetic: bool = False
    vague_score: bool = False
    count_claims: tuple[Claim, ...] = ()
    share_claims: tuple[Claim, ...] = ()


NO_NUMBERS = Slots()


def read_slots(text: str) -> Slots:
    """The numbers of `text`. What one pattern has taken is not seen by the next."""
    if not _ANY_NUMBER.search(text) and "分之" not in text:
        return _without_numbers(text)
    text = with_ordinals(text)
    if _IN_SIGNS.search(text):
        for sign, words in _SIGNS.items():
            text = text.replace(sign, words)
    slots, text = _of_time(text)
    slots, text = _of_tiers(slots, text)
    if "分" in text:
        text, vague = with_steps(text)
        if vague:
            return slots._replace(vague_score=True)
    slots, text = _of_shares(slots, text)
    return _of_scores_and_counts(slots, text)


def _without_numbers(text: str) -> Slots:
    """The places and counts that are said by words alone (最高一档, 最后一名, 一家也没有)."""
    ends: tuple[Positions, ...] = ()
    positions: tuple[Positions, ...] = ()
    if _END_SIGNS.search(text):
        ends = tuple(tier_ends(text))
        positions, text = _positions(text, _WORDED_PLACES)
    counts = (0,) if _NOBODY.search(text) else ()
    others = other_tiers(text)
    if not (ends or positions or counts or others):
        return NO_NUMBERS
    return Slots(tier_places=ends, positions=positions, counts=counts, other_tiers=others)


def _of_time(text: str) -> tuple[Slots, str]:
    """Days, years and the scores of each year; and `text` without them, its numbers written with decimals."""
    timed = "20" in text or _IN_TIMES.search(text) is not None
    dated = timed and _DATE.search(text) is not None
    dates: list[str] = []
    if timed:
        text = _take(_FULL_DATE, text, lambda m: dates.append(f"{m[1]}-{int(m[2] or m[4]):02}"))
    text = _with_decimals(text)
    if dated:
        text = _DATE.sub("，", text)
    if "." in text:
        text = _LONE_SHARE.sub(r"\1%", text)
    times = tuple(int(match[1]) for match in _TIMES.finditer(text)) if "第" in text else ()
    if not timed:
        return (Slots(times=times) if times else NO_NUMBERS), text
    if "年" in text:
        text = _LISTED_YEAR.sub(r"\1年", text)
    yearly = yearly_scores(text)
    years: list[str] = []
    text = _PERIOD.sub(lambda match: _period(match, years), text)
    text = _take(_YEAR, text, lambda m: years.append(full_year(m[1] or m[2])))
    once = tuple(dict.fromkeys(years))
    return Slots(years=once, dates=tuple(dict.fromkeys(dates)), dated=dated, yearly=yearly, times=times), text


def _with_decimals(text: str) -> str:
    """`text` with 79分5, 79分半 and 79点5 as 79.5分."""
    if "分" in text:
        text = _POINT_AFTER.sub(lambda m: f"{m[1]}.{m[2].translate(_DIGITS)}分", text)
    if "半" in text or "点" in text:
        text = _HALF.sub(lambda m: f"{m[1]}.5分" if m[1] else f"{m[2]}.{m[3]}", text)
    return text


def _of_tiers(slots: Slots, text: str) -> tuple[Slots, str]:
    """`slots` with the places and the number of tiers, and `text` without the places."""
    if not _IN_TIERS.search(text):
        return slots, text
    places, count = tier_places(text)
    return slots._replace(tier_places=places, tier_count=count), without_tier_places(text)


def _of_shares(slots: Slots, text: str) -> tuple[Slots, str]:
    """`slots` with the shares and with what is claimed of shares and counts, and `text` without those."""
    if not _IN_CLAIMS.search(text):
        return slots, text
    text, claims = read_claims(text)
    slots = slots._replace(
        shares=tuple(match[0] for match in _SHARE.finditer(text)),
        share_bases=tuple(
            (match[2] or match[3], "total" if (match[1] or match[4]).startswith("总") else "participants")
            for match in _BASE_OF_SHARE.finditer(text)
        ),
        count_claims=tuple(claim for claim in claims if not claim.share),
        share_claims=tuple(claim for claim in claims if claim.share),
    )
    return slots, _SHARE.sub("，", text)


def _of_scores_and_counts(slots: Slots, text: str) -> Slots:
    """`slots` with the places in a list, the scores, the counts and the numbers of nothing in particular."""
    positions: tuple[Positions, ...] = ()
    if _IN_PLACES.search(text):
        positions, text = _positions(text, _ALL_PLACES if _END_SIGNS.search(text) else _NUMBERED_PLACES)
    score_range, text = read_score_range(text)
    scores: list[str] = []
    if "分" in text:
        scores, text = _scores(text), _SCORE.sub("，", text)
    if "都" in text:
        text = _ALL_OF_THEM.sub("都", text)
    counts = tuple(int(match[1]) for match in _COUNT.finditer(text)) or ((0,) if _NOBODY.search(text) else ())
    text = _COUNT.sub("，", text)
    numbers = tuple(match[0] for match in _BARE.finditer(text))
    if not scores and len(numbers) > 1 and _EACH_SCORE.search(text):
        scores = [number for number in numbers if float(number) <= MOST_POINTS]
    return slots._replace(
        positions=positions,
        score_range=score_range,
        scores=tuple(scores),
        counts=counts,
        numbers=numbers,
        other_tiers=other_tiers(text),
        arithmetic=bool(_IN_ARITHMETIC.search(text) and _ARITHMETIC.search(text)),
    )


def _scores(text: str) -> list[str]:
    """The scores; one that another is away from, or that was missed in an examination, is none."""
    told = list(_SCORE.finditer(text))
    become = [match[1] for match in _BECOME.finditer(text)] if told else []
    return [*(match[1] for match in told if not _is_difference(match, text)), *become]


def _is_difference(match: re.Match[str], text: str) -> bool:
    """Whether a score only tells how far two are from each other."""
    return float(match[1]) < LARGEST_DIFFERENCE and _DIFFERENCE.search(text, 0, match.start()) is not None


def _period(match: re.Match[str], years: list[str]) -> str:
    """Puts 2017-2019 into `years`; 2017和2019 are two years, not a period, but 2020和2021 may be one."""
    first, last = full_year(match[1] or match[3]), full_year(match[2] or match[4])
    if re.search("[和、]", match[0]) and int(last) != int(first) + 1:
        years += [first, last]
    else:
        years.append(f"{first}-{last}")
    return "，"


def _take(pattern: re.Pattern[str], text: str, use: Callable[[re.Match[str]], object]) -> str:
    for match in pattern.finditer(text):
        use(match)
    return pattern.sub("，", text)


def _span(match: re.Match[str]) -> Positions:
    return Positions(int(match[1] or match[3]), int(match[2] or match[4]))


def _ordinal(match: re.Match[str]) -> Positions:
    place = -int(match[2]) if re.match(_FROM_END, match[1]) else int(match[2])
    return Positions(0, 0) if match[3] else Positions(place, place)


def _first_or_last(match: re.Match[str]) -> Positions:
    number = int(match[2])
    from_end = match[1] == "后" or re.fullmatch(_TAIL, match[1]) is not None
    return Positions(-number, -1) if from_end else Positions(1, number)


_Place = tuple[re.Pattern[str], Callable[[re.Match[str]], Positions]]
_WORDED_PLACES: tuple[_Place, ...] = (
    (_LAST, lambda _: Positions(-1, -1)),
    (_FIRST_ONE, lambda _: Positions(1, 1)),
)
_NUMBERED_PLACES: tuple[_Place, ...] = (
    (_SPAN, _span),
    (_ORDINAL, _ordinal),
    (_FIRST, _first_or_last),
)
_ALL_PLACES = (*_NUMBERED_PLACES, *_WORDED_PLACES)


def _positions(text: str, patterns: Sequence[_Place]) -> tuple[tuple[Positions, ...], str]:
    """The places in a list, in order, and `text` without them."""
    found: list[tuple[int, Positions]] = []
    for pattern, read in patterns:
        for match in pattern.finditer(text):
            found.append((match.start(), read(match)))
            text = f"{text[: match.start()]}{'，' * len(match[0])}{text[match.end() :]}"
    return tuple(positions for _, positions in sorted(found, key=lambda item: item[0])), text
