"""A proposal as YAML with comments: what is open stands there as a comment that says what to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from knowledge.reports.fields import meaning

MARK = "待填"
DOUBT = "待核对"
_WIDEST = 100


@dataclass(frozen=True)
class Open:
    """A key without a value. A `required` one is written empty, so that `check` asks for it; else as a comment."""

    why: str
    required: bool = False


def open_key(key: str, *, required: bool = False) -> Open:
    """`key` (dotted) without a value, with what belongs there."""
    return Open(meaning(key) or key, required=required)


@dataclass(frozen=True)
class Noted:
    """A value with something to compare, written behind it as a comment."""

    value: Any
    note: str


def emit(entries: Mapping[str, Any], indent: int = 0) -> Iterator[str]:
    """`entries` as lines of block YAML."""
    blank = " " * indent
    for key, entry in entries.items():
        match entry:
            case Open(why=why, required=required):
                yield f"{blank}{key}:  # {MARK}：{why}" if required else f"{blank}# {key}:  # {MARK}：{why}"
            case Noted(value=value, note=note):
                yield f"{blank}{key}: {inline(value)}  # {note}"
            case Mapping():
                empty = all(isinstance(part, Open) and not part.required for part in entry.values())
                yield f"{blank}# {key}:" if empty else f"{blank}{key}:"
                yield from emit(entry, indent + 2)
            case [Mapping(), *_]:
                yield f"{blank}{key}:"
                for part in entry:
                    yield from _item(part, indent + 2)
            case _:
                line = f"{blank}{key}: {inline(entry)}"
                if len(line) <= _WIDEST or not isinstance(entry, Sequence) or isinstance(entry, str):
                    yield line
                else:
                    yield f"{blank}{key}:"
                    yield from (f"{blank}  - {inline(part)}" for part in entry)


def _item(entries: Mapping[str, Any], indent: int) -> Iterator[str]:
    lines = list(emit(entries, indent + 2))
    yield f"{' ' * indent}- {lines[0].strip()}"
    yield from lines[1:]


def inline(value: Any) -> str:
    """`value` on one line, quoted where YAML would read something else."""
    if isinstance(value, tuple | list):
        return f"[{', '.join(inline(part) for part in value)}]"
    if isinstance(value, str):
        return yaml.safe_dump([value], default_flow_style=True, allow_unicode=True, width=10**6).strip()[1:-1]
    return yaml.safe_dump(value).splitlines()[0]
