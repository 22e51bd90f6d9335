"""Formatted text as the Bot API reads it: HTML to plain text and entities, and the limits of both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tests.botapi.errors import ApiError, bad_request

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_RAW_LIMIT = 32_768

_ENTITY_TYPES = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(?:[xX](?P<hex>[0-9a-fA-F]+)|(?P<dec>[0-9]+))|(?P<name>lt|gt|amp|quot)(?![a-zA-Z]));?")
_START_TAG = re.compile(r"<([^\s>]*)")
_END_TAG = re.compile(r"</([^\s>]*)\s*(>?)")
_TAG_END = re.compile(r"\s*>")
_ATTRIBUTE = re.compile(
    r"\s*(?P<name>[^\s=>/\"']+)(?:\s*=\s*(?:\"(?P<double>[^\"]*)(?:\"|$)|'(?P<single>[^']*)(?:'|$)|(?P<token>[A-Za-z0-9.-]+)))?"
)
_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DROPPED = re.compile(r"[\r\u202a-\u202e]")


@dataclass
class _Open:
    tag: str
    entity: dict[str, Any]


def formatted(
    text: str, parse_mode: str | None, entities: list[dict[str, Any]] | None = None
) -> tuple[str, list[dict[str, Any]]]:
    """Return the plain text and its entities.

    Raises:
        ApiError: the markup is wrong, or `parse_mode` is none that the emulator knows (HTML).

    """
    if len(text.encode("utf-8", "replace")) > _RAW_LIMIT:
        raise bad_request("text is too long")
    text = _DROPPED.sub("", _UNWANTED.sub(" ", text))
    if not parse_mode:
        return _stripped(text, entities or [])
    if parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    return _stripped(*_Parser(text).parse())


def check_text(text: str) -> None:
    """Refuse a message text of the wrong length.

    Raises:
        ApiError: it is empty or too long.

    """
    if not text:
        raise bad_request("message text is empty")
    if len(text) > TEXT_LIMIT:
        raise bad_request("message is too long")


def check_caption(text: str) -> None:
    """Refuse a caption that is too long."""
    if len(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class _Parser:
    """One pass over the markup, with a stack of the tags that are open."""

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._plain: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[dict[str, Any]] = []

    def parse(self) -> tuple[str, list[dict[str, Any]]]:
        at = 0
        while at < len(self._markup):
            if self._markup[at] == "<":
                at = self._end_tag(at) if self._markup.startswith("</", at) else self._start_tag(at)
            else:
                stop = self._markup.find("<", at)
                stop = len(self._markup) if stop < 0 else stop
                self._append(_unescape(self._markup[at:stop]))
                at = stop
        if self._open:
            raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        outermost_first = self._entities[::-1]
        outermost_first.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self._plain), outermost_first

    def _append(self, text: str) -> None:
        self._plain.append(text)
        self._length += utf16_length(text)

    def _start_tag(self, at: int) -> int:
        match = _START_TAG.match(self._markup, at)
        assert match
        tag = match[1].lower()
        if match.end() == len(self._markup):
            raise _cannot_parse(f"Unclosed start tag at byte offset {self._byte(at)}")
        if tag not in _ENTITY_TYPES:
            raise _cannot_parse(f'Unsupported start tag "{tag}" at byte offset {self._byte(at)}')
        attributes, end = self._attributes(tag, at, match.end())
        self._open.append(_Open(tag, self._entity(tag, attributes, at)))
        return end

    def _attributes(self, tag: str, at: int, position: int) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        while not (end := _TAG_END.match(self._markup, position)):
            match = _ATTRIBUTE.match(self._markup, position)
            if not self._markup[position:].strip():
                raise _cannot_parse(f'Unclosed start tag "{tag}" at byte offset {self._byte(at)}')
            if not match:
                raise _cannot_parse(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(at)}')
            value = next((match[group] for group in ("double", "single", "token") if match[group] is not None), None)
            if value is None and (tag, match["name"]) != ("blockquote", "expandable"):
                raise _cannot_parse(
                    f'Expected equal sign in declaration of an attribute of the tag "{tag}" '
                    f"at byte offset {self._byte(at)}"
                )
            attributes[match["name"].lower()] = _unescape(value or "")
            position = match.end()
        return attributes, end.end()

    def _entity(self, tag: str, attributes: dict[str, str], at: int) -> dict[str, Any]:
        entity: dict[str, Any] = {"type": _ENTITY_TYPES[tag], "offset": self._length}
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(at)}')
        if tag == "a":
            entity["url"] = attributes.get("href", "")
        if tag == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        if tag == "code" and attributes.get("class", "").startswith("language-"):
            entity["language"] = attributes["class"].removeprefix("language-")
        if tag == "tg-emoji":
            if not attributes.get("emoji-id", "").isdecimal():
                raise _cannot_parse("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = attributes["emoji-id"]
        return entity

    def _end_tag(self, at: int) -> int:
        if not self._open:
            raise _cannot_parse(f"Unexpected end tag at byte offset {self._byte(at)}")
        match = _END_TAG.match(self._markup, at)
        assert match
        if not match[2]:
            raise _cannot_parse(f"Unclosed end tag at byte offset {self._byte(at)}")
        opened = self._open.pop()
        if match[1] and match[1].lower() != opened.tag:
            raise _cannot_parse(
                f'Unmatched end tag at byte offset {self._byte(at)}, expected "</{opened.tag}>", found "</{match[1]}>"'
            )
        self._close(opened.entity)
        return match.end()

    def _close(self, entity: dict[str, Any]) -> None:
        entity["length"] = self._length - entity["offset"]
        if entity["length"] and not (entity["type"] == "text_link" and not entity["url"]):
            self._entities.append(entity)

    def _byte(self, at: int) -> int:
        return len(self._markup[:at].encode())


def _unescape(text: str) -> str:
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    if match["name"]:
        return _NAMED[match["name"]]
    code = int(match["hex"], 16) if match["hex"] else int(match["dec"])
    return chr(code) if 0 < code < 0x10FFFF and len(match[0]) < 10 else match[0]


def _stripped(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    lead = utf16_length(text[: len(text) - len(text.lstrip())])
    plain = text.strip()
    size = utf16_length(plain)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, size)
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    return plain, kept


def _cannot_parse(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")
