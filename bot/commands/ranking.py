"""Reads the log of questions without an answer, and shows what is asked most."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.text.cleaning import clean

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Entry:
    """A line of the log; `at` is an ISO time."""

    at: str
    status: str
    text: str


@dataclass
class Group:
    """A question however it was typed: its first wording and status, how often and when last it was asked."""

    text: str
    status: str
    count: int = 0
    latest: str = ""

    def __str__(self) -> str:
        return f"{self.count:5}  {self.latest[:10]}  {self.status:12}  {self.text}"


def read_log(lines: Iterable[str]) -> tuple[list[Entry], list[int]]:
    """Read the log's lines; returns the entries, and the numbers of the lines that are none."""
    entries, strange = [], []
    for number, line in enumerate(lines, start=1):
        try:
            fields = json.loads(line)
            entries.append(Entry(*(" ".join(str(fields[key]).split()) for key in ("at", "status", "text"))))
        except (ValueError, TypeError, KeyError, RecursionError):
            strange.append(number)
    return entries, strange


def rank(entries: Iterable[Entry]) -> list[Group]:
    """Group questions that differ in script, width, case, blanks and punctuation only; the most frequent first."""
    groups: dict[str, Group] = {}
    for entry in entries:
        key = "".join(char for char in clean(entry.text).casefold() if char.isalnum()) or entry.text
        group = groups.setdefault(key, Group(entry.text, entry.status))
        group.count += 1
        group.latest = max(group.latest, entry.at)
    return sorted(groups.values(), key=lambda group: (group.count, group.latest), reverse=True)
