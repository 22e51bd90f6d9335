"""A press article as sections and paragraphs, in one plain form: simplified, half width, numerals as digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.drafting.masthead import read_masthead
from knowledge.drafting.numbers import common, plain
from knowledge.text.cleaning import simplified

LEAD = "导语"
_CIRCLED = re.compile(r"[①-⑳]")
_BLANK = re.compile(r"(?<![A-Za-z]) +| +(?![A-Za-z])")
_CELLS = re.compile(r"\t+|\s*\|\s*|\s{2,}")
_ENDS = "。；！？.;!?,，、"
_NUMBERED = re.compile(r"^(\d{1,3}) +(?=[^\d\s].*联盟)")
_SECTION = re.compile(r"\(?附|[一二三四五六七八九十]+、(?!.*战略)|[A-Z]+级|(?:获评|入选|关于)")
_CAPTION = re.compile(r"表(?:\d{1,2}|[一二三四五六七八九十])(?=[\s:])")
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
    head = read_masthead(lines[bool(title) :], titled=bool(title))
    return Article(title, head.publisher, head.dated, tuple(_with_stem(_paragraphs(head.rest))))


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
        cells = _cells(line, len(found[-1].cells) if found else 0)
        text = _squeezed(_NUMBERED.sub(r"\1.", line))
        captioned = bool(_CAPTION.match(line))
        is_row = len(cells) > 1 and "。" not in line and max(map(len, cells)) <= _WIDEST_CELL and not captioned
        listed = text.endswith("联盟") and (bool(found) and found[-1].text.endswith("联盟"))
        named = text.endswith(("联盟", ")")) and not _SECTION.match(text)
        if _is_heading(text.rstrip(":")) and not is_row and not listed and not named:
            section, number = text.rstrip(":"), 0
            found.append(Paragraph(section, common(text), (common(text),), section))
            continue
        number += 1
        text = common(text)
        found.append(Paragraph(f"{section}，第{number}段", text, cells if is_row else (text,), section))
    return found


def _cells(line: str, width: int) -> tuple[str, ...]:
    """The columns of `line`; an empty one counts where the row is then as wide as the one before."""
    if re.match(r"\d+,|序号,", line):
        cells = line.split(",")
    else:
        cells = re.split(r"\t|\|", line.strip(" |"))
        cells = cells if len(cells) == width > 1 else re.split(_CELLS, line.strip(" |\t"))
    cells = [plain(cell.strip()) for cell in cells]
    return tuple(cells if len(cells) == width > 1 else [cell for cell in cells if cell])


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
