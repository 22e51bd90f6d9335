"""A press article as sections and paragraphs, in one plain form: simplified, half width, numerals as digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.drafting.numbers import plain
from knowledge.text.cleaning import simplified

LEAD = "导语"
_CIRCLED = re.compile(r"[①-⑳]")
_BLANK = re.compile(r"(?<![A-Za-z]) +| +(?![A-Za-z])")
_CELLS = re.compile(r"\t+|\s*\|\s*|\s{2,}")
_DATE = r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
_SOURCE_LINE = re.compile(
    r"^\(?(?:(?:文章|稿件|信息|新闻)?来源(?:于|自)?|转载自|转自|摘自|出处|发布时间|发表时间|时间|日期|发布日期)[:：]?"
)
_PUBLISHER = re.compile(
    r"(?:来源(?:于|自)?|转载自|转自|摘自|出处)[:：]?\s*([^\s,;。|()]+?)(?=\s|[,;。|()]|发布时间|时间|日期|$)"
)
_REPORTED = re.compile(r"据[《“]?([^《》“”,。]+?)[》”]?(?:杂志|网站)?(20\d\d年\d+月\d+日)?(?:报道|消息)")
_DATED = re.compile(rf"^(?:([一-龥A-Za-z]{{2,15}}?)\s*)?{_DATE}(?:\s+\d+:\d+(?::\d+)?)?(?:\s.{{0,40}})?$")
_ENDS = "。；！？.;!?,，、"
_NUMBERED = re.compile(r"^(\d{1,3}) +(?=[^\d\s].*联盟)")
_SECTION = re.compile(r"\(?附|[一二三四五六七八九十]+、(?!.*战略)|[A-Z]+级|(?:获评|入选|关于)")
_LONGEST_HEADING = 24
_WIDEST_CELL = 40
_SHORT_NAME = 2
SUMS = ("合计", "总计")


@dataclass(frozen=True)
class Paragraph:
    """`place` is how the paragraph is cited; `cells` are the columns of a row of a table, else one."""

    place: str
    text: str
    cells: tuple[str, ...]
    heading: str

    @property
    def sentences(self) -> list[str]:
        return [part for part in re.split(r"[。;!?]", self.text) if part]


@dataclass(frozen=True)
class Article:
    """`dated` is the day of publication, `YYYY-MM-DD`; headings are paragraphs too, cited by themselves."""

    title: str | None
    publisher: str | None
    dated: str | None
    paragraphs: tuple[Paragraph, ...]

    @property
    def body(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


def read_article(text: str) -> Article:
    """Cut `text` into title, source line, sections and paragraphs."""
    lines = [line for line in (_normal(line) for line in text.splitlines()) if line.strip(" |\t")]
    title = re.sub(r"\s+", " ", lines[0]) if lines and _is_heading(_squeezed(lines[0]), 40) else None
    publisher, dated, rest = None, None, []
    for number, line in enumerate(lines):
        bare = line.strip(" ()")
        if number and number <= 4 and _is_source_line(bare):  # noqa: PLR2004 (a source line stands at the top)
            found = _PUBLISHER.search(bare) or _DATED.match(bare)
            publisher = publisher or (found[1] if found and found[1] else _medium_in(bare))
            dated = dated or iso_date(line)
        elif number or title is None:
            rest.append(line)
    paragraphs = tuple(_with_stem(_paragraphs(rest)))
    said = next((match for p in paragraphs if (match := _REPORTED.search(p.text))), None)
    if said and not publisher and _is_medium(said[1]):
        publisher, dated = said[1], dated or iso_date(said[2] or "")
    return Article(title, publisher, dated or _bracketed_date(paragraphs), paragraphs)


def _medium_in(line: str) -> str | None:
    """The word of a source line that is the name of a medium."""
    return next((word for word in re.split(r"[\s|]+", line) if _is_medium(word)), None)


def _is_source_line(line: str) -> bool:
    return bool(_SOURCE_LINE.match(line) or (_DATED.match(line) and not re.search(r"[,。]", line)))


def iso_date(text: str) -> str | None:
    """The first full date in `text` as `YYYY-MM-DD`."""
    found = re.search(_DATE, text)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else None


def _is_medium(name: str) -> bool:
    return bool(re.search(r"(?:报|社|网|刊|杂志|中国|电视台|周刊)$", name)) and len(name) <= 12  # noqa: PLR2004 (a name)


def _bracketed_date(paragraphs: tuple[Paragraph, ...]) -> str | None:
    """A date that stands alone in brackets or on the last line."""
    for paragraph in paragraphs:
        found = re.search(rf"\(({_DATE})\)", paragraph.text)
        if found:
            return iso_date(found[1])
    last = paragraphs[-1].text if paragraphs else ""
    return iso_date(last) if re.fullmatch(_DATE, last) else None


def _normal(line: str) -> str:
    line = _CIRCLED.sub(lambda match: f"{ord(match[0]) - ord('①') + 1}.", line)
    line = line.replace("\u3000", "  ").translate(str.maketrans("「」『』﹁﹂", "“”“”“”"))
    line = unicodedata.normalize("NFKC", line)
    line = "".join(char for char in line if char == "\t" or unicodedata.category(char) not in {"Cf", "Cc", "So"})
    return simplified(line).strip(" ").replace('"', "”")


def _squeezed(line: str) -> str:
    return plain(_BLANK.sub("", re.sub(r"\s+", " ", line).strip()))


def _is_heading(line: str, longest: int = _LONGEST_HEADING) -> bool:
    return 0 < len(line) <= longest and line[-1] not in _ENDS and not re.match(r"[-·•]|\d+[.、)]|\(\d+\)|第\d", line)


def _paragraphs(lines: list[str]) -> list[Paragraph]:
    found: list[Paragraph] = []
    section, number = LEAD, 0
    for line in lines:
        cut = r"," if re.match(r"\d+,|序号,", line) else _CELLS
        cells = tuple(plain(cell.strip()) for cell in re.split(cut, line.strip(" |\t")) if cell.strip())
        text = _squeezed(_NUMBERED.sub(r"\1.", line))
        is_row = len(cells) > 1 and "。" not in line and max(map(len, cells)) <= _WIDEST_CELL
        listed = text.endswith("联盟") and (bool(found) and found[-1].text.endswith("联盟"))
        named = text.endswith(("联盟", ")")) and not _SECTION.match(text)
        if _is_heading(text.rstrip(":")) and not is_row and not listed and not named:
            section, number = text.rstrip(":"), 0
            found.append(Paragraph(section, text, (text,), section))
            continue
        number += 1
        found.append(Paragraph(f"{section}，第{number}段", text, cells if is_row else (text,), section))
    return found


def _with_stem(paragraphs: list[Paragraph]) -> Iterator[Paragraph]:
    """Rows of a table of tiers with what its head says before each name: 活跃度等级 | 高 → 活跃度高."""
    stem = ""
    for paragraph in paragraphs:
        headed = (
            re.match(r"(.{1,5}[度性力])(?:等级|档次|级别)?$", paragraph.cells[0]) if len(paragraph.cells) > 1 else None
        )
        if headed or len(paragraph.cells) == 1:
            stem = headed[1] if headed else ""
        first = paragraph.cells[0]
        bare = stem and not headed and len(first) <= _SHORT_NAME and stem[:-1] not in first and not first.isdecimal()
        yield (
            replace(paragraph, cells=(stem + first, *paragraph.cells[1:])) if bare and first not in SUMS else paragraph
        )
