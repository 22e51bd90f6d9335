"""Numbers of alliances and their shares, sentence by sentence.

A sentence names tiers, numbers and shares in some order: number after name, name after number, both orders for number
and share, or lists of equal length. Each way is tried; one fits in which everything finds its place. What fits in
none is left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from knowledge.drafting.article import Article, Paragraph
from knowledge.drafting.numbers import value
from knowledge.drafting.timing import EARLIER, is_about_another_year, is_in_another_year, joined_years

PARTICIPANTS, TOTAL = "share_of_participants", "share_of_total"
NOT_ALLIANCES = r"媒体|企业|高校|院所|单位|机构|公司|理事|成员|会员|协会|报社|大学|研究|新闻|记者"
_COUNT = rf"\d+(?:余|多)?(?:家(?!{NOT_ALLIANCES})|个(?=(?:试点|产业|参评)?联盟))"
_PRESENT = r"(?:参评|参加(?:本次|此次|这次|了)?评价|参与(?:本次|此次|了)?评价|接受(?:了)?评价|受评)(?:的)?(?:试点|产业技术创新战略)?(?:联盟)?(?:总?数)?"
_EVERYONE = r"(?:(?:全部|所有|全国|全体)(?:的)?(?:试点)?联盟(?:总?数)?|(?:试点)?联盟(?:的)?(?:总数|总量|总体|全体)|总数|总量|全部|总体)"
_HOLDING = re.compile(r"连续|保持|均为|都是|综合|获评|评为|评定|认定|授予|获得|荣获|列为|入选|称号|名单")
_CHANGE = re.compile(r"(?:增加|减少|多出?|少|增长|下降|新增|净增|提高|上升|回落)了?$")
_NOW = re.compile(r"(?:增加?|上?升|下?降|减少?|达|提高)[至到]")


@dataclass
class Row:
    """What is printed of one tier or of several together: by field, each value with its place; `notes` by field."""

    tiers: tuple[str, ...]
    said: dict[str, dict[str, str]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    def add(self, key: str, printed: str, place: str) -> None:
        self.said.setdefault(key, {}).setdefault(printed, place)

    def only(self, key: str) -> str | None:
        """The value of `key` where all places agree."""
        printed = list(self.said.get(key, {}))
        return printed[0] if len(printed) == 1 else None

    @property
    def places(self) -> list[str]:
        return list(dict.fromkeys(place for printed in self.said.values() for place in printed.values()))


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int
    tiers: tuple[str, ...] = ()


@dataclass
class Figures:
    """Rows by tiers; `present` and `everyone` by printed number; `unclear` are places that no reading fits."""

    rows: dict[tuple[str, ...], Row] = field(default_factory=dict)
    present: dict[str, str] = field(default_factory=dict)
    everyone: dict[str, str] = field(default_factory=dict)
    unclear: list[str] = field(default_factory=list)

    def row(self, tiers: tuple[str, ...]) -> Row:
        return self.rows.setdefault(tiers, Row(tiers))


def read_figures(article: Article, names: list[str], grade: str | None, year: str | None) -> Figures:
    """Everything that `article` counts, for the tiers `names`, from the highest down."""
    figures = Figures()
    reader = _Reader(names, grade, year, figures)
    for place, sentence in _sentences(article, names):
        reader.read(sentence, place)
    return figures


def _sentences(article: Article, names: list[str]) -> Iterator[tuple[str, str]]:
    header: tuple[str, ...] = ()
    for paragraph in article.paragraphs:
        if len(paragraph.cells) > 1:
            if any(re.search(r"家数|数量|个数|联盟数|得分|分数|占比|比例", cell) for cell in paragraph.cells):
                header = paragraph.cells
            elif (
                header
                and paragraph.cells[0] in ("合计", "总计")
                and any(re.fullmatch(r"100(?:\.0+)?%?", c) for c in paragraph.cells)
            ):
                yield (
                    paragraph.place,
                    f"参评联盟{_row_as_sentence(paragraph, header).partition(',')[2].partition(',')[0]}",
                )
            elif header and paragraph.cells[0] in names:
                yield paragraph.place, _row_as_sentence(paragraph, header)
            continue
        header = ()
        yield from ((paragraph.place, sentence) for sentence in paragraph.sentences)


def _row_as_sentence(row: Paragraph, header: tuple[str, ...]) -> str:
    parts = [row.cells[0]]
    for cell, head in zip(row.cells[1:], header[1:], strict=False):
        if re.search(r"家数|数量|个数|联盟数(?!比)", head) and re.fullmatch(r"\d+家?", cell):
            parts.append(f"{cell.removesuffix('家')}家")
        elif "%" in cell or ("%" in head and re.fullmatch(r"[\d.]+", cell)):
            parts.append(f"{head.partition('%')[0]}{cell.removesuffix('%')}%")
    return ",".join(parts)


class _Reader:
    def __init__(self, names: list[str], grade: str | None, year: str | None, figures: Figures) -> None:
        self._names = names
        self._grade = grade
        self._year = year
        self._figures = figures
        self._pattern = _pattern(names, grade)
        self._bases: tuple[str, ...] = ()
        self._carried: dict[str, tuple[str, ...]] = {}
        self._recent: list[tuple[str, ...]] = []
        self._last: tuple[str, ...] = ()

    def read(self, sentence: str, place: str) -> None:
        """Add what `sentence` counts."""
        sentence = "".join(self._of_this_year(sentence))
        if "括号" in sentence and "%" not in sentence:
            self._bases = tuple(_base(found[0]) for found in re.finditer(f"{_PRESENT}|{_EVERYONE}", sentence))
            return
        if self._grade and self._grade in sentence:
            sentence = self._without_holders(sentence)
        tokens = self._tokens(sentence)
        if not any(token.kind in ("count", "share") for token in tokens):
            return
        tokens = self._with_owner(self._take_wholes(tokens, sentence, place), sentence)
        if not any(token.kind in ("count", "share") for token in tokens) or not any(t.kind == "tiers" for t in tokens):
            return
        usual = self._bases or self._carried.get(place, ())
        given = _based(tokens, sentence, usual)
        self._carried[place] = tuple(dict.fromkeys(t.kind for t in given if t.kind in (PARTICIPANTS, TOTAL))) or usual
        if not self._assign(given, place):
            self._figures.unclear.append(place)

    def _with_owner(self, tokens: list[_Token], sentence: str) -> list[_Token]:
        """Shares alone, as many as the sentence before named tiers, are theirs: 占参评联盟比例依次为甲、乙、丙."""
        named = [token for token in tokens if token.kind == "tiers"]
        if named:
            self._last = tuple(dict.fromkeys(tier for token in named for tier in token.tiers))
            return tokens
        for kind in ("count", "share"):
            number = sum(token.kind == kind for token in tokens)
            for listed in (self._last, tuple(self._names)):
                if number and re.search(r"依次|分别", sentence) and len(listed) > 1 and number % len(listed) == 0:
                    return [_Token("tiers", "", 0, 0, listed), *tokens]
        return tokens

    def _of_this_year(self, sentence: str) -> Iterator[str]:
        """The clauses that tell of this evaluation; 去年, without a number of its own goes for all that follows."""
        elsewhere = False
        for clause in re.split(r"(?<=[,;])", sentence):
            now = _NOW.search(clause)
            if EARLIER.search(clause) and now:
                yield clause[now.start() :]
            elif is_about_another_year(clause, self._year) or is_in_another_year(clause, self._year):
                elsewhere = not re.search(r"\d+家|%", clause)
            elif not elsewhere or re.match(r"(?:而)?(?:今年|本次|此次|本年度|这次)", clause):
                elsewhere = False
                yield clause

    def _without_holders(self, sentence: str) -> str:
        """Only the clauses that count neither those who get the grade nor those who kept their level for it."""
        clauses = re.split(r"(?<=[,;])", sentence)
        return "".join(clause for clause in clauses if not (_HOLDING.search(clause) or len(joined_years(clause)) > 1))

    def _tokens(self, sentence: str) -> list[_Token]:
        tokens: list[_Token] = []
        for match in self._pattern.finditer(sentence):
            kind = str(match.lastgroup)
            if kind == "count" and _CHANGE.search(sentence[: match.start()]):
                continue
            if kind == "share" and re.match(r"个百分点", sentence[match.end() :]):
                continue
            tiers = self._tiers_of(kind, match[0], tokens)
            if kind in ("first", "upward", "downward", "both"):
                if (
                    kind == "both"
                    and tokens
                    and tokens[-1].kind == "tiers"
                    and not _between(tokens[-1], match.start(), sentence)
                ):
                    continue
                kind = "tiers"
            if kind == "tiers" and tiers and tokens and tokens[-1].kind == "tiers":
                gap = sentence[tokens[-1].end : match.start()]
                if (
                    re.fullmatch(r"[“”]*(?:的)?(?:联盟)?(?:、|和|与|及|以及|[“”])[“”]*", gap)
                    and len(tokens[-1].tiers) >= 1
                ):
                    last = tokens.pop()
                    joined = tuple(dict.fromkeys((*last.tiers, *tiers)))
                    tokens.append(_Token("tiers", match[0], last.start, match.end(), joined))
                    continue
            text = match[0] if kind != "count" else re.sub(r"\D", "", match[0])
            tokens.append(_Token(kind, text, match.start(), match.end(), tiers))
            if kind == "tiers":
                self._recent.append(tiers)
        return tokens

    def _tiers_of(self, kind: str, text: str, tokens: list[_Token]) -> tuple[str, ...]:
        if kind == "tiers":
            return (self._name(text),)
        if kind == "first":
            number = value(re.sub(r"[前个两级档类等梯队次别]", lambda m: "2" if m[0] == "两" else "", text)) or 0
            return tuple(self._names[:number])
        if kind in ("upward", "downward"):
            at = self._names.index(self._name(re.sub(r"[“”的]|联盟|等级|[及和或]?以[上下]", "", text)))
            return tuple(self._names[: at + 1] if kind == "upward" else self._names[at:])
        if kind == "both":
            named = [t for token in tokens if token.kind == "tiers" for t in token.tiers]
            named = named or [t for tiers in self._recent[-2:] for t in tiers]
            return tuple(dict.fromkeys(named))[-2:]
        return ()

    def _name(self, text: str) -> str:
        text = text.strip("“”")
        return next(name for name in self._names if text in _forms(name, self._names))

    def _take_wholes(self, tokens: list[_Token], sentence: str, place: str) -> list[_Token]:
        """Note how many took part and how many there are; give back the other tokens."""
        kept: list[_Token] = []
        for token in tokens:
            left, right = sentence[: token.start], sentence[token.end :]
            if token.kind == "count" and self._is_present(left, right):
                self._figures.present.setdefault(token.text, place)
            elif token.kind == "count" and self._is_everyone(left, right):
                self._figures.everyone.setdefault(token.text, place)
            else:
                kept.append(token)
        return kept

    def _is_present(self, left: str, right: str) -> bool:
        if re.search(rf"{_PRESENT}(?:共计?|一共|总共|合计|有|共有|为|达|计|是|:|,|的)*$", left):
            return not re.match(r"(?:联盟)?(?:的)?(?:活跃度)?(?:为|是|属)", right) or not self._starts_with_tier(right)
        after = re.match(rf"(?:试点|产业技术创新战略|产业)*(?:联盟)?(?:都|均|实际|正式)?(?:的)?{_PRESENT}", right)
        return bool(after) and not self._starts_with_tier(right[after.end() :] if after else "")

    def _is_everyone(self, left: str, right: str) -> bool:
        if re.search(
            rf"(?:{_EVERYONE}|现有(?:试点)?联盟|(?:试点)?联盟(?:共有|共计|总共有|总计))(?:为|达到?|共|有|计|是|:)*$",
            left,
        ):
            return True
        return bool(
            re.match(r"(?:国家|全国)?(?:试点|产业技术创新战略)*联盟(?:中|里|当中),?(?:共|有|共有)?\d+家", right)
        )

    def _starts_with_tier(self, text: str) -> bool:
        found = self._pattern.search(text[:16])
        return bool(
            found and found.lastgroup == "tiers" and re.fullmatch(r"[“(为是属于的达到处在联盟]*", text[: found.start()])
        )

    def _assign(self, tokens: list[_Token], place: str) -> bool:
        for reading in (_names_first, _names_last, _number_name_share):
            parts = reading(tokens)
            if parts is None or not all(_fits(owner, part) for owner, part in parts):
                continue
            for owner, part in parts:
                self._note(owner, part, place)
            return True
        return False

    def _note(self, owner: _Token, part: list[_Token], place: str) -> None:
        if owner.kind == "grade":
            return
        for kind in ("count", PARTICIPANTS, TOTAL, "share"):
            values = [token.text for token in part if token.kind == kind]
            if len(values) == 1:
                self._figures.row(owner.tiers).add(kind, values[0], place)
            for tier, printed in zip(owner.tiers, values if len(values) > 1 else [], strict=False):
                self._figures.row((tier,)).add(kind, printed, place)


def _pattern(names: list[str], grade: str | None) -> re.Pattern[str]:
    forms = sorted({form for name in names for form in _forms(name, names)}, key=len, reverse=True)
    any_name = "|".join(map(_guarded, forms)) or r"(?!)"
    levels = r"(?:等级|档次|级别|梯队|[档级类等])"
    parts = {
        "upward": rf"“?(?:{any_name})”?(?:等级)?(?:的)?[及和或]?以上",
        "downward": rf"“?(?:{any_name})”?(?:等级)?(?:的)?[及和或]?以下",
        "grade": re.escape(grade) if grade else r"(?!)",
        "tiers": rf"(?:{any_name})",
        "first": rf"前(?:[二两三四五六七八]|\d)个?{levels}",
        "both": r"两者|二者|上述两[档级类等]|以上两[档级类等]|这两[档级类等]|两[档级类等]",
        "share": r"\d+(?:\.\d+)?%",
        "base": rf"{_PRESENT}|{_EVERYONE}",
    }
    named = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in parts.items())
    return re.compile(rf"(?P<count>{_COUNT})|{named}")


def _guarded(form: str) -> str:
    """A short form such as 高 or 较高 counts only where it stands as a level of its own."""
    if len(form) > 2 or re.search(r"[A-Za-z]", form):  # noqa: PLR2004 (较高, 一般)
        return re.escape(form)
    ahead = (
        r"(?=[”、,:(和与及]|以及|的?(?:试点|参评)?联盟|的?(?:有|共|为|是|占|\d)|[两三四]?[档级类等]|$|[及]?以[上下])"
    )
    behind = r"(?<![提更最升较很度不增])" if len(form) == 1 else r"(?<![不])"
    return f"{behind}{re.escape(form)}{ahead}"


def _forms(name: str, names: list[str]) -> list[str]:
    """How a tier is written: 活跃度较高, 较高活跃度, and 较高 where the others share 活跃度."""
    stem = next((m[1] for other in names if (m := re.match(r"(.{1,5}[度性力])(?=.)", other))), None)
    if not stem or not name.startswith(stem):
        return [name]
    short = name.removeprefix(stem)
    linked = [f"{stem}{link}{short}" for link in ("为", "是", "达到")]
    return [name, f"{short}{stem}", f"{short}{stem[:-1]}", *linked, short]


def _between(last: _Token, start: int, sentence: str) -> bool:
    return bool(re.search(r"[,;]", sentence[last.end : start]))


def _base(text: str) -> str:
    return PARTICIPANTS if re.fullmatch(_PRESENT, text) else TOTAL


def _based(tokens: list[_Token], sentence: str, usual: tuple[str, ...]) -> list[_Token]:
    """`tokens` with each share under the base that it is a share of, as far as the sentence says."""
    given: list[_Token] = []
    bases: list[str] = []
    shares_under: list[int] = []
    run: list[int] = []
    after: set[int] = set()
    for number, token in enumerate(tokens):
        if token.kind == "base":
            left = tokens[number - 1] if number else None
            gap = sentence[left.end : token.start] if left else ""
            if left and left.kind == "share" and re.fullmatch(r"的|\(|为", gap):
                given[-1] = _Token(_base(token.text), left.text, left.start, left.end)
                after.add(token.start)
                continue
            if run:
                bases, run = [], []
            bases.append(_base(token.text))
            shares_under.clear()
        elif token.kind == "share":
            run.append(len(given))
            kind = "share"
            if len(bases) == 1:
                kind = bases[0]
            elif len(bases) > 1:
                kind = bases[min(len(run), len(bases)) - 1] if len(run) <= len(bases) else "share"
            elif usual:
                kind = usual[(len(run) - 1) % len(usual)]
            given.append(_Token(kind, token.text, token.start, token.end))
        else:
            if token.kind == "tiers" and run:
                bases, run = [], []
            elif token.kind == "count":
                run = [] if usual and not bases else run
            given.append(token)
    return given


def _fits(owner: _Token, part: list[_Token]) -> bool:
    several = len(owner.tiers)
    kinds = [token.kind for token in part]
    return all(kinds.count(kind) in (0, 1, several) for kind in set(kinds) - {"share"})


def _split(tokens: list[_Token]) -> tuple[list[_Token], list[list[_Token]]]:
    """The names, and what stands before, between and after them."""
    owners, gaps = [], [[]]  # type: tuple[list[_Token], list[list[_Token]]]
    for token in tokens:
        if token.kind in ("tiers", "grade"):
            owners.append(token)
            gaps.append([])
        else:
            gaps[-1].append(token)
    return owners, gaps


def _names_first(tokens: list[_Token]) -> list[tuple[_Token, list[_Token]]] | None:
    owners, gaps = _split(tokens)
    return None if gaps[0] else list(zip(owners, gaps[1:], strict=True))


def _names_last(tokens: list[_Token]) -> list[tuple[_Token, list[_Token]]] | None:
    owners, gaps = _split(tokens)
    return None if gaps[-1] else list(zip(owners, gaps, strict=False))


def _number_name_share(tokens: list[_Token]) -> list[tuple[_Token, list[_Token]]] | None:
    """The last number before a name, the shares after it: 35家活跃度高(占35.35%)."""
    owners, gaps = _split(tokens)
    parts: list[tuple[_Token, list[_Token]]] = []
    for owner, before, after in zip_longest(owners, gaps[:-1], gaps[1:]):
        if not before or before[-1].kind != "count":
            return None
        later = after if owner is owners[-1] else after[:-1]
        parts.append((owner, [before[-1], *later]))
    if len(gaps[0]) != 1 or any(token.kind == "count" for token in gaps[-1]):
        return None
    return parts
