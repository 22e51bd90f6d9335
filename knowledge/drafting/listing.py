"""Lists of alliances in an article: a line each, rows of a table, or one after the other in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.drafting.article import Article, Paragraph
from knowledge.drafting.numbers import value

_NUMBER = re.compile(
    r"^[-·•*\s]*(?:第([一二三四五六七八九十百]+|\d+)[名位家]?[、,.:]?|\(?(\d+)(?:[.、)．:]|\s+)\s*|([一二三四五六七八九十]+)[、.]|\(([一二三四五六七八九十]+)\))"
)
_NAME = re.compile(r"[^、,;。:“”《》]{1,40}联盟(?:\([^)]{1,20}\))?")
_LED = re.compile(r"^(.*(?:的有|分别[为是]|依次[为是]|包括|[为是即]|有(?![色机])))([^为是即]{2,40}联盟)$")
_NOT_NAMED = re.compile(
    r"^(?:这些|各|上述|以上|该|本|试点|参评|全部|有关|部分|获奖|入选|其他)?(?:的)?(?:试点|A级|A级活跃度|产业技术创新战略)?联盟$"
)
_ELIDED = re.compile(
    r"((?:[^、,;:。]{1,25}(?<!联盟)、)+[^、,;:。]{1,25}?)(?<!联盟)等(?:(\d+)家)?((?:试点)?(?:产业技术创新(?:战略)?)?联盟)"
)
_SUFFIX = re.compile(r"(?:产业)?(?:技术创新)?战略联盟$|(?:产业)?技术创新联盟$")


@dataclass(frozen=True)
class Listing:
    """Names in the list's order, and `lead`, what introduces it.

    `open_end` tells that the text goes on with 等, `short` that no name is written in full, `elided` that names stand
    before 等22家联盟, the first perhaps with words of the sentence before it.
    """

    names: tuple[str, ...]
    lead: str
    place: str
    numbered: bool
    open_end: bool = False
    short: bool = False
    elided: bool = False


def read_listings(article: Article) -> list[Listing]:
    """All lists of alliances, in the article's order."""
    return [*_blocks(article.paragraphs), *_inline(article.paragraphs)]


def _blocks(paragraphs: tuple[Paragraph, ...]) -> Iterator[Listing]:
    """Consecutive lines with a name each; several columns are read by their numbers."""
    block: list[tuple[int | None, str]] = []
    first = 0
    for at, paragraph in enumerate([*paragraphs, None]):
        entries = _entries(paragraph) if paragraph else []
        if entries:
            first = at if not block else first
            block += entries
            continue
        if len(block) > 1 or (block and block[0][0] is not None):
            yield _listing(block, _lead(paragraphs, first), paragraphs[first])
        block = []


def _listing(block: list[tuple[int | None, str]], lead: str, start: Paragraph) -> Listing:
    numbers = [number for number, _ in block if number is not None]
    numbered = len(numbers) == len(block) and sorted(numbers) == list(range(1, len(block) + 1))
    if numbered:
        block = sorted(block, key=lambda entry: entry[0] or 0)
    return Listing(tuple(_bare(name) for _, name in block), lead, start.heading, numbered)


def _lead(paragraphs: tuple[Paragraph, ...], at: int) -> str:
    """What stands before the list: its heading and the sentence that ends there."""
    before = paragraphs[at - 1] if at else None
    while before and len(before.cells) > 1 and at > 1:
        at -= 1
        before = paragraphs[at - 1]
    lead = before.text if before else ""
    if before is None or before.text == before.heading:
        return lead
    return f"{before.heading}:{re.split('[。;]', lead.rstrip('。;'))[-1]}"


def _entries(paragraph: Paragraph) -> list[tuple[int | None, str]]:
    """The alliances of a line that holds nothing but a list, each with its number."""
    cells = paragraph.cells if len(paragraph.cells) > 1 else (paragraph.text,)
    found: list[tuple[int | None, str]] = []
    waiting: int | None = None
    for cell in cells:
        if cell.isdecimal():
            waiting = int(cell)
            continue
        number, name = _numbered(cell)
        if _is_name(name):
            found.append((number if number is not None else waiting, name))
            waiting = None
        elif len(cells) == 1:
            return []
    return found


def _bare(name: str) -> str:
    """`name` without the words of the sentence before it: 我市牵头的海洋牧场联盟."""
    return re.sub(r"^.*的(?=[^的]{2,}联盟)", "", name)


def _numbered(text: str) -> tuple[int | None, str]:
    match = _NUMBER.match(text)
    if not match:
        return None, text.strip(" ,;。、.-·•*")
    number = next((found for group in match.groups() if group and (found := value(group)) is not None), None)
    return number, text[match.end() :].strip(" ,;。、.")


def _is_name(text: str) -> bool:
    return (
        bool(_NAME.fullmatch(text))
        and not _NOT_NAMED.match(text)
        and not re.search(r"\d+家|评为|获评|名单|[A-Z]级|^\(?附", text)
    )


def _inline(paragraphs: tuple[Paragraph, ...]) -> Iterator[Listing]:
    """Names within a paragraph: 甲联盟、乙联盟; (1)甲联盟;(2)乙联盟; 甲、乙、丙产业技术创新战略联盟."""
    for at, paragraph in enumerate(paragraphs):
        if len(paragraph.cells) > 1 or _entries(paragraph) or paragraph.text.count("联盟") == 0:
            continue
        before = ""
        for sentence in re.split(r"[。!?]", paragraph.text):
            yield from _elided(sentence, paragraph.place)
            said_before, before = before, sentence
            for lead, run, rest in _runs(sentence):
                pieces = [_numbered(piece) for piece in re.split(r"[、;,]", run) if piece]
                said = [name for _, name in pieces]
                short = not any("联盟" in name for name in said)
                names = said if short else _with_suffix(said)
                if len(names) > 1:
                    numbers = [number for number, _ in pieces]
                    numbered = numbers == list(range(1, len(names) + 1))
                    intro = lead if re.search(r"[一-龥]{4}", lead) else _lead(paragraphs, at)
                    intro = f"{said_before}。{intro}" if re.match(r"它们|分别|依次|具体|名单", lead) else intro
                    yield Listing(
                        tuple(map(_bare, names)), intro or rest, paragraph.place, numbered, rest.startswith("等"), short
                    )


def _elided(sentence: str, place: str) -> Iterator[Listing]:
    """Names that share an end: 化纤、存储等22家产业技术创新战略联盟."""
    for found in _ELIDED.finditer(sentence):
        items = found[1].split("、")
        names = tuple(f"{item}{found[3]}" for item in items)
        yield Listing(
            names, sentence, place, numbered=False, open_end=str(len(items)) != found[2], short=True, elided=True
        )


def _runs(sentence: str) -> Iterator[tuple[str, str, str]]:
    """What stands before a run of names, the run, and what follows it."""
    lead, colon, listed = sentence.rpartition(":") if "联盟" in sentence else ("", "", sentence)
    pieces = re.split(r"(?<=[、,;])", re.sub(r"(?<=联盟)(?:和|与|以及|及)(?=[^、,;]{2,40}联盟)", "、", listed))
    run: list[str] = []
    start = 0
    for number, piece in enumerate([*pieces, ""]):
        bare = _numbered(piece.strip("、,;"))[1]
        led = _LED.match(bare) if not run and not colon else None
        if led and _is_name(led[2]) and not _is_name(bare):
            lead, start, run = lead + "".join(pieces[:number]) + led[1], number, [f"{led[2]}、"]
            continue
        ended = re.match(r"(.+?联盟)(等.*|.+)$", bare) if not _is_name(bare) else None
        if _is_name(bare) or (colon and _is_short(bare) and not ended):
            start = number if not run else start
            run.append(piece)
            continue
        if ended and run and _is_name(ended[1]) and len(ended[1]) < 40:  # noqa: PLR2004 (a name)
            run.append(ended[1])
        rest = (ended[2] if ended else "") + "".join(pieces[number + 1 :])
        if len(run) > 1 and (any("联盟" in one for one in run) or (colon and "联盟" in lead)):
            yield (lead or "".join(pieces[:start])), "".join(run), rest
        run = []
    if (
        not colon
        and re.fullmatch(r"[^:。]+?、[^:。]+联盟", sentence)
        and sentence.count("联盟") == 1
        and _SUFFIX.search(sentence)
    ):
        yield "", sentence, ""


def _is_short(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z0-9一-龥()\-]{1,20}", text))


def _with_suffix(names: list[str]) -> list[str]:
    """`names` with the suffix that only the last one carries."""
    suffix = _SUFFIX.search(names[-1]) if names else None
    if not suffix or any("联盟" in name for name in names[:-1]):
        return [name for name in names if _is_name(name)]
    return [*(f"{name}{suffix[0]}" for name in names[:-1]), names[-1]]
