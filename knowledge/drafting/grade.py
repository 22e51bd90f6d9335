"""The distinction that the best receive: what it is called, who holds it, by which rule."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from knowledge.drafting.article import Article
from knowledge.drafting.listing import Listing, read_listings
from knowledge.drafting.mentions import NOT_ALLIANCES
from knowledge.drafting.numbers import value
from knowledge.drafting.timing import EARLIER, is_about_another_year, is_ahead, joined_years, spans

_GIVING = r"(?:(?:评定|认定|确定|命名)[^,。;:的]{0,14}为|评为|评定为|认定为|授予|获评(?:为)?|获颁|获得|荣获|列为|入选|拿下|再获)"
_TITLE = r"([^“”,。;:!?《》的]{1,20}?(?:级|A)(?!别)[^“”,。;:!?《》、]{0,24}?)"
_GIVEN = re.compile(rf"{_GIVING}“?{_TITLE}(?:”|称号|名单|联盟名单|$|(?=[,。;:!?的]))")
_HEADED = re.compile(
    r"^[^,。;]{0,12}?((?:[A-Z]{1,4}|[一-龥]{1,3}星)级(?:活跃度)?(?:产业技术创新战略)?联盟)(?:名单)?:?$"
)
_LEVEL = re.compile(r"([A-Z]{1,4}级|[一-龥]{1,3}星级|[A-Z]{1,4}类|[特一]级|[一-龥]{1,2}级)")
_LISTED = re.compile(r"((?:[A-Z]{1,4}|[一-龥]{1,3}星|[特一])级[^,。;:!?《》“”]{0,20}联盟)(?:的)?名单")
_SPOKEN_OF = re.compile(r"([A-Z]{1,4}级)(?=活跃度|产业|联盟|名单|称号)")
_NOT_GRADE = re.compile(r"等级|级别|国家级|省级|市级|各级|上级|年级|升级|初级|四级|五级|三级|两级|二级|前.级")
_FEW = r"([一二两三四五六七八九]|\d)"
_RUNNING = re.compile(
    rf"(?:连续|近|最近){_FEW}(?:个)?(?:年度?|次|届|轮|个?评价期|个?年度)|"
    rf"(?<!\d){_FEW}个?(?:年度|评价期|年)(?:均|都|全部|皆|的?(?:评价)?结果|活跃度)"
)
_COUNT = rf"(\d+)(?:家(?!{NOT_ALLIANCES})|个(?=[,;。)]|$))"


@dataclass
class Award:
    """`place` cites the grade itself; `years` are those of the rule, `tier` the level that it asks for."""

    name: str
    place: str
    full_name: str | None = None
    counts: dict[int, str] = field(default_factory=dict)
    years: tuple[str, ...] = ()
    tier: str | None = None
    rule_place: str = ""
    listing: Listing | None = None
    open_points: list[str] = field(default_factory=list)


def read_award(article: Article, year: str | None, names: list[str]) -> Award | None:
    """The grade of this evaluation with its list, None where the article names none."""
    title = article.title or ""
    named = _name(article, title, names)
    if not named:
        return None
    name, full, place = named
    award = Award(name, place, full)
    award.listing = _listing(article, name)
    _read_count(article, award, year)
    _read_rule(article, award, year, names)
    return award


def _name(article: Article, title: str, tiers: list[str]) -> tuple[str, str | None, str] | None:
    shorts: Counter[str] = Counter()
    fulls: Counter[str] = Counter()
    places: dict[str, str] = {}
    for place, text in [
        (article.paragraphs[0].place if article.paragraphs else "", title),
        *((p.place, p.text) for p in article.paragraphs),
    ]:
        for pattern in (_GIVEN, _LISTED, _HEADED, _SPOKEN_OF):
            for match in pattern.finditer(text):
                short = _LEVEL.search(match[1])
                if not short or short[1] in tiers or _NOT_GRADE.search(match[1]):
                    continue
                shorts[short[1]] += 1
                if text is not title or short[1] not in places:
                    places[short[1]] = place
                whole = match[1].endswith("联盟") and match[1].startswith(short[1]) and "的" not in match[1]
                if whole and pattern in (_GIVEN, _LISTED):
                    fulls[match[1]] += 1
    if not shorts:
        return None
    name = max(shorts, key=lambda one: (shorts[one], one in title))
    full = [one for one, _ in fulls.most_common() if one.startswith(name)]
    return name, (full[0] if full else None), places[name]


def _listing(article: Article, name: str) -> Listing | None:
    """The longest list that is introduced by the grade, or the only list where the title names it."""
    others = re.compile(r"未参评|未评|新注册|新增|成员|典型|取消|退出")
    listings = [
        one for one in read_listings(article) if not others.search(one.lead) and (not one.short or name in one.lead)
    ]
    about = [one for one in listings if name in one.lead or re.search(r"获评|入选|上榜|榜单|称号|名单如下", one.lead)]
    if not about:
        in_text = [one for one in listings if one.open_end or (name in (article.title or "") and len(listings) == 1)]
        about = in_text
    return max(about, key=lambda one: (not one.open_end, len(one.names)), default=None)


def _read_count(article: Article, award: Award, year: str | None) -> None:
    """Numbers that stand with the grade; where a number is as long as the list, it is that one."""
    grade = re.escape(award.name)
    found: dict[int, str] = {}
    for paragraph in article.paragraphs:
        for sentence in paragraph.sentences:
            if is_about_another_year(_without_rule_years(sentence), year) or is_ahead(sentence):
                continue
            about = (
                award.name in sentence
                or re.search(r"[此该](?:称号|殊荣|荣誉)", sentence)
                or (
                    _RUNNING.search(sentence)
                    and (award.name in paragraph.heading or re.search(r"要求|条件|标准", sentence))
                )
            )
            number = _nearest_count(sentence, grade) if about else None
            if number is not None:
                found.setdefault(number, paragraph.place)
    listed = len(award.listing.names) if award.listing else None
    if listed in found and award.listing and not award.listing.open_end:
        found = {listed: found[listed]}
    if len(found) > 1:
        award.open_points.append(f"{award.name}家数：文中有{'、'.join(map(str, found))}几个数，请核对")
        return
    award.counts = found


def _without_rule_years(sentence: str) -> str:
    return "" if _RUNNING.search(sentence) or len(joined_years(sentence)) > 1 else sentence


def _nearest_count(sentence: str, grade: str) -> int | None:
    """The number beside the grade: after it (A级联盟共22家), else the last one before it."""
    sentence = "".join(clause for clause in re.split(r"(?<=[,;])", sentence) if not EARLIER.search(clause))
    sentence = re.sub(rf"占[^,;]*?%的?|(?:增加|减少|多|少|新增)了?{_COUNT}|{_COUNT}(?=(?:参评|活跃度))", "", sentence)
    after = re.search(rf"{grade}[^,;、\d]{{0,20}}?(?:共|有|为|达|是|计|联盟|:)*{_COUNT}", sentence)
    if after:
        return int(after[1])
    at = re.search(grade, sentence)
    before = re.findall(_COUNT, sentence[: at.start()] if at else sentence) or re.findall(_COUNT, sentence)
    return int(before[-1]) if before else None


def _read_rule(article: Article, award: Award, year: str | None, names: list[str]) -> None:
    """The years that count and the level they ask for; both must be printed."""
    for paragraph in article.paragraphs:
        for sentence in paragraph.sentences:
            running = _RUNNING.search(sentence)
            near = award.name in f"{paragraph.heading}{paragraph.text}" or re.search(r"评选|评定|要求|规则", sentence)
            years = _rule_years(sentence, running, year)
            if not near or not (running or re.search(r"(?:均|都|全部|皆)(?:[为是]|达到)|保持", sentence)):
                continue
            tier = _rule_tier(sentence, names)
            if len(years) > 1 and tier:
                award.years, award.tier, award.rule_place = years, tier, paragraph.place
                return
            if running:
                lacking = "要求的等级" if years else "哪几年"
                award.open_points.append(f"{award.name}规则（{paragraph.place}）：没有写明{lacking}")


def _rule_years(sentence: str, running: re.Match[str] | None, year: str | None) -> tuple[str, ...]:
    """The printed years, as many as the sentence says; 2018至2021年三个评价期 ends with this evaluation of two years."""
    said = next((value(group) for group in running.groups() if group), None) if running else None
    for years in (joined_years(sentence), spans(sentence)):
        if said == len(years) or (said is None and len(years) > 1):
            return tuple(years)
    years = spans(sentence)
    first, _, last = (year or "").partition("-")
    if last and {first, last} <= set(years):
        merged = [*(one for one in years if one not in (first, last)), year or ""]
        if said == len(merged):
            return tuple(merged)
    return ()


def _rule_tier(sentence: str, names: list[str]) -> str | None:
    if not names:
        found = re.search(r"高活跃度|活跃度高", sentence)
        return "活跃度高" if found else None
    if re.search(r"最高(?:等级|档|级|层级)|第一(?:档|等级)|首档", sentence):
        return names[0]
    said = [name for name in names if _mentions(sentence, name)]
    longest = [name for name in said if not any(name != other and name in other for other in said)]
    if len(longest) != 1 or re.search(rf"{re.escape(longest[0])}”?(?:及|或|和)?以上", sentence):
        return None
    return longest[0]


def _mentions(sentence: str, name: str) -> bool:
    """Whether `sentence` names the level: 活跃度高, 高活跃度, 活跃度都高, 活跃度均为高."""
    parted = re.match(r"(.{1,5}[度性力])(.+)", name)
    if not parted:
        return name in sentence
    stem, level = map(re.escape, parted.groups())
    return bool(
        re.search(rf"{stem}(?:均|都|全部|始终|一直)?(?:保持)?(?:为|是|在|达到)?“?{level}|{level}{stem}", sentence)
    )
