"""From an answer to what Telegram shows: HTML in parts of the right length, rich tables, plain text.

Without its markup the HTML says exactly `Answer.text`.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from knowledge.answer import Listing, Note, Paragraph, Table, cite, lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge import Answer

MESSAGE_LIMIT = 4096
CAPTION_LIMIT = 1024
MOST_OPEN_LINES = 6
_FOLD = "blockquote expandable"
_LISTED = (Listing, Table)
_SIGNS = re.compile(r"[✅❌❓] ?(?:不?是的?。)?|^不?是的。")


def escape(text: str) -> str:
    """`text` as it may stand between tags: markup escaped, what is no Unicode text replaced."""
    return html.escape(text.encode("utf-8", "replace").decode(), quote=False)


def length(text: str) -> int:
    """Count as Telegram does at most: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class Part(NamedTuple):
    """One message: `plain` is what `html` says without its markup."""

    html: str
    plain: str


class _Piece(NamedTuple):
    text: str
    tag: str = ""

    def html(self) -> str:
        if not self.tag:
            return escape(self.text)
        return f"<{self.tag}>{escape(self.text)}</{self.tag.partition(' ')[0]}>"


def render(answer: Answer, limit: int = MESSAGE_LIMIT) -> list[Part]:
    """Say `answer` in messages, split at the borders of blocks and lines."""
    return list(_pack(_pieces(answer), limit))


def render_text(text: str) -> list[Part]:
    """Say `text`, one of the bot's own, in messages."""
    return list(_pack([_Piece(text)], MESSAGE_LIMIT))


def rich_html(answer: Answer) -> str:
    """Write the content of a native rich message: tables as tables, the sources behind a fold."""
    parts = []
    for block in answer.blocks:
        match block:
            case Table():
                parts.append(_rich_table(block))
            case Listing(items=items, numbers=numbers) if numbers:
                rows = [(str(number), item) for number, item in zip(numbers, items, strict=True)]
                parts.append(f"<table bordered striped>{_rows(rows)}</table>")
            case Listing(items=items):
                parts.append(f"<ul>{_list_items(items)}</ul>")
            case Paragraph(text=text, lead=True):
                parts.append(f"<p><b>{escape(text)}</b></p>")
            case Note(text=text):
                parts.append(f"<p><i>{escape(text)}</i></p>")
            case Paragraph(text=text):
                parts.append(f"<p>{escape(text)}</p>")
    if answer.sources:
        sources = _list_items(tuple(cite(source) for source in answer.sources))
        parts.append(f"<details><summary>{answer.cited_as}</summary><ul>{sources}</ul></details>")
    return "".join(parts)


def caption(text: str, answer: Answer) -> Part:
    """Say `text` and the sources of `answer` under a picture; sources that find no room are left to the picture."""
    pieces = [_Piece(text, "b"), *_sources(answer)]
    return next(_pack(pieces, CAPTION_LIMIT))


def has_table(answer: Answer) -> bool:
    """Whether a rich message would show more than HTML can."""
    return any(
        isinstance(block, Table) or (isinstance(block, Listing) and len(block.numbers) > 1) for block in answer.blocks
    )


def citation(answer: Answer, limit: int) -> str | None:
    """One sentence to copy into a text of one's own, with all its sources, and with a list or table that finds room.

    None where there is nothing to cite, or no room for it within `limit`.
    """
    told = _SIGNS.sub("", answer.lead)
    if not told or not answer.sources:
        return None
    sources = f"（{'；'.join(cite(source) for source in answer.sources)}）"
    listed = [
        _SIGNS.sub("", line.removeprefix("· "))
        for block in answer.blocks
        if isinstance(block, _LISTED)
        for line in lines(block)
    ]
    ways = [f"{told}{'；'.join(listed)}", told.removesuffix("：")] if told.endswith("：") else [told]
    return next((way + sources for way in ways if length(way + sources) <= limit), None)


def _pieces(answer: Answer) -> Iterator[_Piece]:
    """The blocks; where an answer is long, its list is folded, unless it is numbered: that is what was asked for."""
    said = [lines(block) for block in answer.blocks]
    folded = sum(map(len, said)) > MOST_OPEN_LINES
    for block, text in zip(answer.blocks, map("\n".join, said), strict=True):
        match block:
            case Listing(numbers=()) | Table() if folded:
                yield _Piece(text, _FOLD)
            case Listing() | Table():
                yield _Piece(text)
            case Note():
                yield _Piece(text, "i")
            case Paragraph():
                yield _Piece(text, "b" if block.lead else "")
    yield from _sources(answer)


def _sources(answer: Answer) -> Iterator[_Piece]:
    if answer.sources:
        yield _Piece("\n".join(f"{answer.cited_as}：{cite(source)}" for source in answer.sources), _FOLD)


def _pack(pieces: Iterable[_Piece], limit: int) -> Iterator[Part]:
    """Fill messages; only a piece that is too long for any message is split."""
    held: list[_Piece] = []
    room = limit
    ahead = [piece for piece in pieces if piece.text.strip()][::-1]
    while ahead:
        piece = ahead.pop()
        needed = length(piece.text) + bool(held)
        if needed <= room:
            held.append(piece)
            room -= needed
            continue
        if not held or (length(piece.text) > limit and room > limit // 2):
            head, rest = _split(piece, room - bool(held))
            held.append(head)
            ahead += [rest] if rest.text.strip() else []
        else:
            ahead.append(piece)
        yield _part(held)
        held, room = [], limit
    if held:
        yield _part(held)


def _part(pieces: list[_Piece]) -> Part:
    return Part(html="\n".join(piece.html() for piece in pieces), plain="\n".join(piece.text for piece in pieces))


def _split(piece: _Piece, limit: int) -> tuple[_Piece, _Piece]:
    cut = _cut(piece.text, limit)
    return _Piece(piece.text[:cut].rstrip("\n"), piece.tag), _Piece(piece.text[cut:], piece.tag)


def _cut(text: str, limit: int) -> int:
    end = min(len(text), limit)
    while length(text[:end]) > limit:
        end -= 1
    border = max(text.rfind(mark, end // 2, end) for mark in "\n。；")
    return border + 1 if border > 0 else end


def _list_items(items: tuple[str, ...]) -> str:
    return "".join(f"<li>{escape(item)}</li>" for item in items)


def _rich_table(table: Table) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in table.header)
    title = f"<caption>{escape(table.caption)}</caption>"
    return f"<table bordered striped>{title}<tr>{head}</tr>{_rows(table.rows)}</table>"


def _rows(rows: Iterable[Iterable[str]]) -> str:
    return "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
