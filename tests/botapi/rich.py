"""Rich messages: their HTML, read into blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from tests.botapi.errors import ApiError, bad_request

_TEXT_LIMIT = 32_768
_BLOCK_LIMIT = 500
_DEPTH_LIMIT = 16
_COLUMN_LIMIT = 20

_INLINE = {
    *("a", "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "mark", "sub", "sup", "br"),
    *("tg-spoiler", "tg-emoji", "tg-time", "tg-math", "tg-reference"),
}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TEXT_TYPES = {
    **dict.fromkeys(_HEADINGS, "heading"),
    "p": "paragraph",
    "pre": "preformatted",
    "footer": "footer",
    "aside": "pullquote",
}
_CONTAINERS = {"ul", "ol", "li", "blockquote", "details", "summary", "table", "caption", "tr", "th", "td", "hr", "cite"}
_VOID = {"br", "hr"}
_PARENTS = {
    "li": {"ul", "ol"},
    "summary": {"details"},
    "caption": {"table"},
    "tr": {"table"},
    "th": {"tr"},
    "td": {"tr"},
}


@dataclass
class _Element:
    tag: str
    attributes: dict[str, str]
    children: list[_Element | str] = field(default_factory=list)

    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def named(self, *tags: str) -> list[_Element]:
        return [child for child in self.children if isinstance(child, _Element) and child.tag in tags]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Element("", {})
        self._path = [self.root]
        self._blocks = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE | _TEXT_TYPES.keys() | _CONTAINERS:
            raise _cannot_parse(f'Unsupported start tag "{tag}"')
        if tag in _PARENTS and self._path[-1].tag not in _PARENTS[tag]:
            raise _cannot_parse(f'Tag "{tag}" can\'t be inside of tag "{self._path[-1].tag}"')
        self._blocks += tag not in _INLINE
        element = _Element(tag, {name: value or "" for name, value in attrs})
        self._path[-1].children.append(element)
        if tag not in _VOID:
            self._path.append(element)
        if len(self._path) > _DEPTH_LIMIT or self._blocks > _BLOCK_LIMIT:
            raise bad_request("rich message is too complex")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._path[-1].tag != tag:
            raise _cannot_parse(f'Unmatched end tag "{tag}"')
        self._path.pop()

    def handle_data(self, data: str) -> None:
        self._path[-1].children.append(data)

    def finish(self) -> _Element:
        self.close()
        if len(self._path) > 1:
            raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{self._path[-1].tag}"')
        return self.root


def rich_message(given: dict[str, Any]) -> dict[str, Any]:
    """Turn an InputRichMessage into the RichMessage that the server shows; texts lose their inline formatting.

    Raises:
        ApiError: it is no rich message, or its HTML is wrong or too large.

    """
    if ("html" in given) == ("markdown" in given):
        raise bad_request("exactly one of html and markdown must be specified")
    if "markdown" in given:
        raise bad_request("the emulator reads no markdown")
    reader = _Reader()
    reader.feed(given["html"])
    root = reader.finish()
    if not root.text().strip():
        raise bad_request("rich message is empty")
    if len(root.text()) > _TEXT_LIMIT:
        raise bad_request("rich message is too long")
    return {"blocks": _blocks(root)}


def _blocks(parent: _Element) -> list[dict[str, Any]]:
    blocks = []
    for child in parent.children:
        if isinstance(child, str) or child.tag in _INLINE:
            text = child if isinstance(child, str) else child.text()
            if text.strip():
                blocks.append({"type": "paragraph", "text": text.strip()})
        elif child.tag not in {"summary", "caption", "cite"}:
            blocks.append(_block(child))
    return blocks


def _block(element: _Element) -> dict[str, Any]:
    kind = element.tag
    if kind == "table":
        return _table(element)
    if kind in {"ul", "ol"}:
        return {"type": "list", "items": [_item(item, kind) for item in element.named("li")]}
    if kind == "details":
        summary = "".join(part.text() for part in element.named("summary"))
        return {"type": "details", "summary": summary, "blocks": _blocks(element)}
    if kind == "blockquote":
        return {"type": "blockquote", "blocks": _blocks(element)}
    return {"type": "divider"} if kind == "hr" else {"type": _TEXT_TYPES[kind], "text": element.text()}


def _item(element: _Element, list_tag: str) -> dict[str, Any]:
    item: dict[str, Any] = {"label": "•" if list_tag == "ul" else "", "blocks": _blocks(element)}
    if "value" in element.attributes:
        item["value"] = int(element.attributes["value"])
    return item


def _table(element: _Element) -> dict[str, Any]:
    cells = [
        [{"text": cell.text(), "is_header": cell.tag == "th"} for cell in row.named("th", "td")]
        for row in element.named("tr")
    ]
    if any(len(row) > _COLUMN_LIMIT for row in cells):
        raise bad_request("rich message table has too many columns")
    table: dict[str, Any] = {"type": "table", "cells": cells}
    for caption in element.named("caption"):
        table["caption"] = caption.text()
    for attribute, name in (("bordered", "is_bordered"), ("striped", "is_striped")):
        if attribute in element.attributes:
            table[name] = True
    return table


def _cannot_parse(reason: str) -> ApiError:
    return bad_request(f"can't parse rich message: {reason}")
