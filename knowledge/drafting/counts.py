"""Numbers of alliances and their shares, sentence by sentence.

A sentence names tiers, numbers and shares in some order: number after name, name after number, both orders for number
and share, or lists of equal length. Each way is tried; one fits in which everything finds its place. What fits in
none is left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.drafting.article import SUMS, Article, Paragraph
from knowledge.drafting.attribution import ATTRIBUTIONS, based, fits
from knowledge.drafting.mentions import EVERYONE, PRESENT, Mention, Mentions, base_of
from knowledge.drafting.rows import PARTICIPANTS, TOTAL, Figures
from knowledge.drafting.timing import EARLIER, is_about_another_year, is_in_another_year, joined_years

_HOLDING = re.compile(r"连续|保持|均为|都是|综合|获评|评为|评定|认定|授予|获得|荣获|列为|入选|称号|名单")
_RUNNING = re.compile(r"连续(?:\d|[一二两三四五六七八九])个?(?:年|次|届|轮|评价期)")
_NOW = re.compile(r"(?:增加?|上?升|下?降|减少?|达|提高)[至到]")
_COLUMNS = re.compile(r"家数|数量|个数|联盟数|得分|分数|占比|比例")
_AMONG = re.compile(r"(?:试点)?(?:联盟)?(?:里面|当中|之中|里|中)[,有]")
_HERE = re.compile(r"(?:我|本|该)(?:省|市|区|县|州|旗|地区|行业|领域|集团|校|院|所)|其中[^,;]{0,8}(?:地区|领域|行业)")
_HOW_MANY = r"(?:则|共计?|一共|总共|合计|有|共有|为|达到?|计|是|:)*$"
_ALL = rf"(?:{EVERYONE}|现有(?:试点)?联盟|(?:(?<!的)试点联盟|(?<![的点])联盟)(?:共有|共计|总共有|总计))"


def read_figures(article: Article, names: list[str], grade: str | None, year: str | None) -> Figures:
    """Everything that `article` counts, for the tiers `names`, from the highest down."""
    figures = Figures()
    reader = _Reader(names, grade, year, figures)
    for place, sentence in _sentences(article, names):
        reader.read(sentence, place)
    return figures


def _sentences(article: Article, names: list[str]) -> Iterator[tuple[str, str]]:
    """Every sentence with its place; the rows of a table of tiers are made sentences."""
    head: tuple[str, ...] = ()
    for paragraph in article.paragraphs:
        cells = paragraph.cells
        if len(cells) == 1:
            head = ()
            yield from ((paragraph.place, sentence) for sentence in paragraph.sentences)
        elif any(_COLUMNS.search(cell) for cell in cells):
            head = cells
        elif head and cells[0] in SUMS and any(re.fullmatch(r"100(?:\.0+)?%?", cell) for cell in cells):
            number = next((part for part in _row_as_sentence(paragraph, head).split(",") if part.endswith("家")), "")
            yield paragraph.place, f"参评联盟{number}"
        elif head and cells[0] in names:
            yield paragraph.place, _row_as_sentence(paragraph, head)


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
        self._mentions = Mentions(names, grade)
        self._bases: tuple[str, ...] = ()
        self._carried: dict[str, tuple[str, ...]] = {}
        self._last: tuple[str, ...] = ()

    def read(self, sentence: str, place: str) -> None:
        """Add what `sentence` counts."""
        sentence = "".join(self._of_this_year(sentence))
        if "括号" in sentence and "%" not in sentence:
            self._bases = tuple(base_of(found[0]) for found in re.finditer(f"{PRESENT}|{EVERYONE}", sentence))
            return
        if (self._grade and self._grade in sentence) or _RUNNING.search(sentence):
            sentence = self._without_holders(sentence)
        tokens = self._mentions.of(sentence)
        if not any(token.kind in ("count", "share") for token in tokens):
            return
        tokens = self._with_owner(self._take_wholes(tokens, sentence, place), sentence)
        if not any(token.kind in ("count", "share") for token in tokens) or not any(t.kind == "tiers" for t in tokens):
            return
        usual = self._bases or self._carried.get(place, ())
        given = based(tokens, sentence, usual)
        self._carried[place] = tuple(dict.fromkeys(t.kind for t in given if t.kind in (PARTICIPANTS, TOTAL))) or usual
        if not self._assign(given, place):
            self._figures.unclear.append(place)

    def _with_owner(self, tokens: list[Mention], sentence: str) -> list[Mention]:
        """Shares alone, as many as the sentence before named tiers, are theirs: 占参评联盟比例依次为甲、乙、丙."""
        named = [token for token in tokens if token.kind == "tiers"]
        if named:
            self._last = tuple(dict.fromkeys(tier for token in named for tier in token.tiers))
            return tokens
        for kind in ("count", "share"):
            number = sum(token.kind == kind for token in tokens)
            for listed in (self._last, tuple(self._names)):
                if number and re.search(r"依次|分别", sentence) and len(listed) > 1 and number % len(listed) == 0:
                    return [Mention("tiers", "", 0, 0, listed), *tokens]
        return tokens

    def _of_this_year(self, sentence: str) -> Iterator[str]:
        """The clauses that tell of this evaluation; 去年, without a number of its own goes for all that follows."""
        elsewhere = False
        if local := _HERE.search(sentence):
            sentence = sentence[: local.start()]
        for clause in re.split(r"(?<=[,;])", sentence):
            now = _NOW.search(clause)
            if EARLIER.search(clause) and now:
                yield clause[now.start() :]
            elif is_about_another_year(clause, self._year) or is_in_another_year(clause, self._year):
                elsewhere = not re.search(r"\d+家|%|持平|相同|相当|一致", clause)
            elif not elsewhere or re.match(r"(?:而)?(?:今年|本次|此次|本年度|这次)", clause):
                elsewhere = False
                yield clause

    def _without_holders(self, sentence: str) -> str:
        """Only the clauses that count neither those who get the grade nor those who kept their level for it."""
        clauses = re.split(r"(?<=[,;])", sentence)
        return "".join(clause for clause in clauses if not (_HOLDING.search(clause) or len(joined_years(clause)) > 1))

    def _take_wholes(self, tokens: list[Mention], sentence: str, place: str) -> list[Mention]:
        """Note how many took part and how many there are; give back the other tokens."""
        kept: list[Mention] = []
        for token in tokens:
            left, right = sentence[: token.start], sentence[token.end :]
            if token.kind == "count" and self._is_present(left, right):
                self._figures.present.setdefault(token.text, place)
            elif token.kind == "count" and self._is_everyone(left, right):
                self._figures.everyone.setdefault(token.text, place)
            elif not (token.kind == "count" and _AMONG.match(right)):
                kept.append(token)
        return kept

    def _is_present(self, left: str, right: str) -> bool:
        """Whether a number between `left` and `right` counts those that took part."""
        if re.search(rf"{PRESENT}的?{_HOW_MANY}", left):
            return not self._mentions.starts_with_tier(right)
        after = re.match(rf"(?:试点|产业技术创新战略|产业)*(?:联盟)?(?:都|均|实际|正式)?的?{PRESENT}", right)
        after = after or re.match(r"(?:试点)?联盟(?:进行|开展|作|做)了?[^,。]{0,6}评价", right)
        return bool(after) and not self._mentions.starts_with_tier(right[after.end() :] if after else "")

    def _is_everyone(self, left: str, right: str) -> bool:
        """Whether a number between `left` and `right` counts all alliances there are."""
        of_whom = (
            r"(?:国家|全国)?(?:试点|产业技术创新战略)*联盟(?:中|里|当中),?"
            rf"(?:(?:共|有|共有)?\d+家|[^。;]{{0,20}}{PRESENT}(?:联盟)?(?:共|有|共有)?\d+家)"
        )
        in_all = re.search(r"(?:全国|全部|所有|全体)的?$", left) and re.match(r"(?:试点|产业技术创新战略)*联盟", right)
        of_them = re.match(rf",其中(?:有)?\d+家[^,]{{0,12}}{PRESENT}", right) and "试点" in left
        narrowed = re.search(r"参加|参评|提交|填报|录入|申报|报名", re.split(r"[,;]", left)[-1])
        if of_them and not narrowed:
            return True
        return bool(in_all or re.search(rf"(?<!%的){_ALL}\(?{_HOW_MANY}", left) or re.match(of_whom, right))

    def _assign(self, tokens: list[Mention], place: str) -> bool:
        for attributed in ATTRIBUTIONS:
            parts = attributed(tokens)
            if parts is None or not all(fits(owner, part) for owner, part in parts):
                continue
            for owner, part in parts:
                self._note(owner, part, place)
            return True
        return False

    def _in_order(self, tiers: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(tiers, key=self._names.index))

    def _note(self, owner: Mention, part: list[Mention], place: str) -> None:
        if owner.kind == "grade":
            return
        if not owner.tiers:
            self._figures.unclear.append(place)
            return
        for kind in ("count", PARTICIPANTS, TOTAL, "share"):
            values = [token.text for token in part if token.kind == kind]
            if len(values) == 1:
                self._figures.row(self._in_order(owner.tiers), guessed=owner.guessed).add(kind, values[0], place)
            for tier, printed in zip(owner.tiers, values if len(values) > 1 else [], strict=False):
                self._figures.row((tier,)).add(kind, printed, place)
