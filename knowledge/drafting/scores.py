"""Ranges of points, and the names of the tiers that they stand beside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from knowledge.drafting.article import Article
from knowledge.drafting.numbers import LEVELS, value
from knowledge.drafting.timing import is_about_another_year

_POINTS = r"(?<![\d.])(\d{1,3})(?![\d.%])"
_SHORT_OF = r"(?:不足|不满|不到|未满|未达到?|未到|低于|小于|少于)"
_OPEN = r"(\(不含[^)]*\)|,不含(?:本数|\d+分?))?"
_TWO_SIDED = re.compile(
    rf"[\[(]?{_POINTS}分?(?:\(含[^)]*\)|以上)?(?:-|–|—+|~|至|到|[,、]?而?{_SHORT_OF}|,(?=\d+[\])])){_POINTS}(?:分|\)|\]|(?=[,;。、:)|]|$)){_OPEN}(以下)?"
)
_STRICT_END = re.compile(rf"{_SHORT_OF}|不含|\d\)$")
_AT_LEAST = re.compile(
    rf"(?:(不低于|≥|>=|大于等于|大于或等于|不少于)|(超过|高于|大于|>)){_POINTS}分?|{_POINTS}分?(?:\(含[^)]*\))?{_OPEN}[及或]?以上{_OPEN}(?:\(含[^)]*\))?"
)
_AT_MOST = re.compile(
    rf"(?:(不高于|不超过|≤|<=|小于等于|小于或等于)|({_SHORT_OF}|<)){_POINTS}分?|{_POINTS}分?(?:\(含[^)]*\))?{_OPEN}[及或]?以下{_OPEN}(?:\(含[^)]*\))?"
)
_LEADING = re.compile(
    r"^(?:.*(?:划分为|评定为|分为|分成|分作|设为|设置为|评为|定为|列为|记为|称为|归为|属于|对应|包括|结果分|等级分)|其中|即|(?:之间|之内|以内|范围内|区间|分)?(?:的|者|则)?(?:计|划|归)?(?:为|算|属|归|叫|是)|的?(?:进|列|划|归|纳|评)入(?:到)?|的联盟[为是]?|联盟[为是]?|第.{1,2}[档级类等]|(?:综合)?(?:得分|分数|评分|分值|总分|成绩)(?:为|在|是)?|[的在])"
)
_TRAILING = re.compile(
    r"(?:的?(?:试点)?联盟|等级|(?:的|其|综合|评价)*(?:得分|分数线?|评分|分值|总分|成绩|分数段|区间|范围)+|要求|需|应|[为是在达指的即介于])$"
)
_NAME = re.compile(r"[A-Za-z一-龥]{1,8}")
_A_NUMBER_OF_LEVELS = re.compile(rf"(?:共|这|上述)?[一二两三四五六七八九十]+个?(?:活跃度)?{LEVELS}")
_FAR = 150
_FEWEST = 3
_KNOWN_NAMES = re.compile(r"活跃度(?:很高|较高|高|中等|一般|较低|较差|低|差)|不活跃")
_KNOWN_RUN = re.compile(
    rf"(?:{_KNOWN_NAMES.pattern}|高活跃度)"
    rf"(?:(?:、|和|与|及|以及)(?:{_KNOWN_NAMES.pattern}|很高|较高|高|中等|一般|较低|较差|低|差)(?!档))*"
)
_KNOWN_ORDER = (
    "活跃度很高",
    "活跃度高",
    "活跃度较高",
    "活跃度中等",
    "活跃度一般",
    "活跃度较低",
    "活跃度低",
    "活跃度较差",
    "活跃度差",
    "不活跃",
)


@dataclass(frozen=True)
class Level:
    """A tier by name; `strict` tells that a border is printed as not included."""

    name: str
    place: str
    lowest: int | None = None
    highest: int | None = None
    printed: str | None = None
    strict: bool = False


@dataclass(frozen=True)
class _Range:
    start: int
    end: int
    lowest: int | None
    highest: int | None
    printed: str
    strict: bool


def read_levels(article: Article, year: str | None) -> tuple[list[Level], bool]:
    """The tiers in the article's order, and whether it says that these are all."""
    groups = [list(_named(group, text, place)) for text, place, group in _ranged(article, year)]
    ranged = max((group for group in groups if len({level.name for level in group}) == len(group)), key=len, default=[])
    declared = _declared(article)
    if len(ranged) > 1:
        names = distributed([level.name for level in ranged])
        levels = [replace(level, name=name) for name, level in zip(names, ranged, strict=True)]
        levels = [_below(level, levels) for level in levels]
        return _from_the_top(levels), _said_number(article) in (len(levels), None) and _covers_all(levels)
    if declared:
        return _from_the_top(_with_ranges(declared, article, year)), True
    if counted := _counted(article, year):
        return counted, False
    known = _with_ranges(_by_known_names(article, year), article, year)
    return known, bool(known) and None not in [level.lowest for level in known] and _covers_all(known)


def _with_ranges(levels: list[Level], article: Article, year: str | None) -> list[Level]:
    """`levels` with ranges that the article lists in the same order: 分数依次为95分以上、80分至94分; or the names after."""
    names = [level.name for level in levels]
    for text, _, group in _ranged(article, year):
        listed = re.search(r"(?:依次|分别)[^,。;\n]{0,12}$", text[: group[0].start])
        after = re.match(r"[^,。;\n]{0,6}(?:依次|分别)(?:对应|称)?[为是]?([^,。;\n]+)", text[group[-1].end :])
        named = after and distributed([_cleaned(item) or "" for item in _items(after[1])]) == names
        if (listed or named) and len(group) == len(levels) > 1:
            return [
                replace(
                    level, lowest=one.lowest, highest=one.highest, printed=one.printed.strip("()[]"), strict=one.strict
                )
                for level, one in zip(levels, group, strict=True)
            ]
    return levels


def distributed(names: list[str]) -> list[str]:
    """`names` with the part that only the first one carries: 活跃度高, 较高 → 活跃度高, 活跃度较高."""
    shared = re.match(r"(.{1,5}[度性力])(?=.)", names[0]) if names else None
    if not shared:
        return names
    stem = shared[1][:-1]
    return [name if stem in name else shared[1] + name for name in names]


def _below(level: Level, levels: list[Level]) -> Level:
    """60分以下 beside 60分至69分 ends below 60, 70分至88分 beside 88分以上 below 88."""
    above = [other for other in levels if other is not level and other.lowest == level.highest]
    only_below = level.lowest == 0 and "下" in (level.printed or "")
    included = any(re.search(r"[^不]含|上|≥|不低于", other.printed or "") for other in above)
    taken = above and (only_below or included)
    return replace(level, highest=(level.highest or 0) - 1, strict=True) if taken else level


def _from_the_top(levels: list[Level]) -> list[Level]:
    """`levels` with the most points first, where all are known."""
    if any(level.lowest is None for level in levels):
        return levels
    return sorted(levels, key=lambda level: -(level.lowest or 0))


def _covers_all(levels: list[Level]) -> bool:
    lows = sorted(level.lowest or 0 for level in levels)
    return lows[0] == 0 and len(set(lows)) == len(lows)


def _ranged(article: Article, year: str | None) -> Iterator[tuple[str, str, list[_Range]]]:
    """Runs of ranges that stand close together, with the text they stand in."""
    text, offsets = "", []
    for paragraph in article.paragraphs:
        first, *others = paragraph.cells
        said = f"{first}({'|'.join(others)})" if others else _of_this_year(paragraph.text, year)
        if said:
            offsets.append((len(text), paragraph.place))
            text += f"{said}\n"
    if "分" not in text:
        return
    run: list[_Range] = []
    for found in [*_ranges(text), None]:
        if run and (found is None or found.start - run[-1].end > _FAR):
            place = next(place for start, place in reversed(offsets) if start <= run[0].start)
            yield text, place, run
            run = []
        if found:
            run.append(found)


def _of_this_year(text: str, year: str | None) -> str:
    """The sentences of `text` that tell of this evaluation, one that keeps 上年标准 among them."""
    sentences = re.split(r"(?<=[。;!?])", text)
    kept = r"沿用[^,]{0,4}(?:上|去|往|此前)|(?:标准|办法|分数线)[^,]{0,8}(?:不变|相同|一致|没有变)"
    return "".join(one for one in sentences if re.search(kept, one) or not is_about_another_year(one, year))


def _ranges(text: str) -> list[_Range]:
    found: list[_Range] = []
    for match in _TWO_SIDED.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0]
        if "分" not in match[0] and "|" not in line and not re.search(r"分数|得分|分值|\d分", line):
            continue
        first, last = int(match[1]), int(match[2])
        low, high = min(first, last), max(first, last)
        strict = bool(match[3] or _STRICT_END.search(match[0].removesuffix(")") if match[0][0] != "[" else match[0]))
        found.append(_Range(match.start(), match.end(), low, high - strict, match[0], strict))
    for pattern, is_lowest in ((_AT_LEAST, True), (_AT_MOST, False)):
        for match in pattern.finditer(text):
            if any(one.start < match.end() and match.start() < one.end for one in found):
                continue
            border, strict = int(match[3] or match[4]), bool(match[2] or match[5] or match[6])
            lowest, highest = (border + strict, None) if is_lowest else (0, border - strict)
            line = text[text.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0]
            if "分" in match[0] or not match[0][0].isdigit() or "|" in line:
                found.append(_Range(match.start(), match.end(), lowest, highest, match[0], strict))
    return sorted((one for one in found if (one.lowest or 0) <= 100), key=lambda one: one.start)  # noqa: PLR2004 (points)


def _named(group: list[_Range], text: str, place: str) -> Iterator[Level]:
    """Each range with the name before it, or after it where none stands before the first one."""
    starts = [0, *(one.end for one in group)]
    before = [text[max(start, one.start - 60) : one.start] for start, one in zip(starts, group, strict=False)]
    ends = [*(one.start for one in group[1:]), group[-1].end + 40]
    after = [text[one.end : min(end, one.end + 60)] for one, end in zip(group, ends, strict=True)]
    ahead, behind = (_no_counts(names) for names in (map(_name_before, before), map(_name_after, after)))
    names = max((ahead, behind), key=lambda row: _plausible(row, text))
    for one, name in zip(group, names, strict=True):
        if name:
            yield Level(name, place, one.lowest, one.highest, one.printed.strip("()[]"), one.strict)


def _no_counts(names: Iterable[str | None]) -> list[str | None]:
    """`names` without 四档 and the like, which count the tiers; 一级, 二级, 三级 are names."""
    given = list(names)
    counts = [bool(name and _A_NUMBER_OF_LEVELS.fullmatch(name)) for name in given]
    return given if all(counts) else [None if count else name for name, count in zip(given, counts, strict=True)]


def _plausible(names: list[str | None], text: str) -> float:
    """How well `names` do as names of tiers: all there, all different, short, and used again in the text."""
    given = {name for name in names if name}
    again = sum(text.count(name) > 1 for name in given)
    longest = max(map(len, given), default=0)
    return 2 * len(given) + again - sum(len(name) > 5 or len(name) < longest - 2 for name in given)  # noqa: PLR2004 (活跃度较高)


def _name_before(chunk: str) -> str | None:
    pieces = re.split(r"[。;,、:\n()\[\]|“”]", chunk.rpartition("\n")[2])
    return next((name for piece in reversed(pieces[-4:]) if (name := _cleaned(piece))), None)


def _name_after(chunk: str) -> str | None:
    pieces = re.split(r"[。;,、:\n()\[\]|“”]", chunk.lstrip("分)]").partition("。")[0])
    return next((name for piece in pieces[:4] if (name := _cleaned(piece))), None)


def _cleaned(piece: str) -> str | None:
    for pattern in (_LEADING, _TRAILING):
        while (shorter := pattern.sub("", piece)) != piece:
            piece = shorter
    is_name = _NAME.fullmatch(piece) and not re.search(r"[家分]$|^不?含|^以[上下]$", piece)
    return piece if is_name else None


def _said_number(article: Article) -> int | None:
    """How many tiers the article says there are."""
    for match in re.finditer(
        rf"([分为共成设][^,。;]{{0,8}}?|、|,)([二两三四五六七八九]|[2-9])个?(?:活跃度)?{LEVELS}", article.body
    ):
        return value(match[2])
    return None


def _declared(article: Article) -> list[Level]:
    """Tiers that are listed by name: 分为甲、乙、丙三个等级; 四档:甲、乙、丙、丁."""
    for paragraph in article.paragraphs:
        for match in re.finditer(rf"([二两三四五六七八九]|\d)个?(?:活跃度)?{LEVELS}", paragraph.text):
            number = value(match[1])
            left = re.split(r"[。;:(]|分为|分成|划分为|设有?|划为", paragraph.text[: match.start()])[-1]
            right = re.split(r"[。;]", paragraph.text[match.end() :])[0]
            right = re.sub(r"^[,:(]?(?:分别|依次|即|由高到低|从高到低|为|是|包括|:|,)*", "", right)
            for chunk in (left, right):
                names = [name for name in map(_cleaned, _items(chunk)) if name]
                if number and len(names) == number > 1:
                    return [Level(name, paragraph.place) for name in distributed(names)]
    return []


def _counted(article: Article, year: str | None) -> list[Level]:
    """Tiers in quotation marks that a sentence counts one after the other: 44家“活跃”,58家“平稳”,25家“停滞”."""
    for paragraph in article.paragraphs:
        for sentence in paragraph.sentences:
            if not re.search(r"[档级]|梯队|活跃", sentence) or is_about_another_year(sentence, year):
                continue
            for pattern in (r"\d+家[^“”,;、]{0,12}“([^“”]{1,8})”", r"“([^“”]{1,8})”(?:的|联盟|有|共|为)*\d+家"):
                names = re.findall(pattern, sentence)
                if len(set(names)) == len(names) >= _FEWEST:
                    return [Level(name, paragraph.place) for name in names]
    return []


def _items(chunk: str) -> list[str]:
    return [piece for piece in re.split(r"[、,“”()]|[和与及](?=.{1,6}$)", chunk) if piece]


def _by_known_names(article: Article, year: str | None) -> list[Level]:
    """The usual names where the article counts by them without listing them."""
    places: dict[str, str] = {}
    for paragraph in article.paragraphs:
        for sentence in paragraph.sentences:
            if not re.search(r"\d+家|%", sentence):
                continue
            clauses = re.split(r"(?<=[,;])", sentence)
            if is_about_another_year(clauses[0], year):
                continue
            for run in _KNOWN_RUN.finditer(sentence):
                names = distributed([name for name in re.split(r"、|以及|[和与及]", run[0]) if name])
                for name in names:
                    places.setdefault("活跃度高" if name == "高活跃度" else name, paragraph.place)
    order = [name for name in _KNOWN_ORDER if name in places]
    return [Level(name, places[name]) for name in order]
