"""Judges answers against the labelled questions beside this file."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from knowledge import Conversation, Knowledge
from knowledge.reports.models import core_name
from knowledge.text.cleaning import clean

FOLDER = Path(__file__).parent
FILES = sorted(path.stem for path in FOLDER.glob("*.jsonl"))
TODAY = dt.date(2026, 11, 23)
"""The day on which the questions are asked, which 去年 and 最新 depend on."""


@dataclass(frozen=True)
class Result:
    """A turn with its answer, and what is wrong with that."""

    turn: Mapping[str, Any]
    answer: Mapping[str, Any]
    false: list[str]
    mistakes: list[str]
    held_out: bool

    def __str__(self) -> str:
        said = self.answer["text"].replace("\n", " ")[:100]
        return f"{self.turn['id']} {self.turn['text'][:80]}: {self.mistakes} | {self.answer['topic']}: {said}"


@dataclass(frozen=True)
class Score:
    """How many of so many turns are right, and how many false claims were made."""

    right: int = 0
    turns: int = 0
    false: int = 0

    @classmethod
    def of(cls, results: Iterable[Result]) -> Score:
        """Count `results`."""
        counted = list(results)
        right = sum(not result.mistakes for result in counted)
        return cls(right, len(counted), sum(len(result.false) for result in counted))

    @property
    def percent(self) -> float:
        """The share of right answers."""
        return 100 * self.right / max(self.turns, 1)

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.turns + other.turns, self.false + other.false)

    def __str__(self) -> str:
        return f"{self.right}/{self.turns} = {self.percent:.2f}%, false claims {self.false}"


def run(known: Knowledge, name: str) -> list[Result]:
    """Ask every turn of a file in its conversation."""
    conversations: dict[str, Conversation] = {}
    results = []
    for turn in turns(name):
        answer, conversations[turn["chat"]] = known.ask(turn["text"], conversations.get(turn["chat"]), today=TODAY)
        results.append(judged(known, turn, answer.public()))
    return results


def judged(known: Knowledge, turn: Mapping[str, Any], answer: Mapping[str, Any]) -> Result:
    """Judge an answer object."""
    false = false_claims(turn, answer, _listed(known))
    wrong = [*(f"FALSE {claim}" for claim in false), *mistakes(turn, answer)]
    return Result(turn, answer, false, wrong, is_held_out(turn))


@cache
def _listed(known: Knowledge) -> frozenset[str]:
    grade = known.library.reports["2019"].grade
    assert grade is not None
    return frozenset(_core(known.library.alliances[member].name) for member in grade.members)


def is_held_out(turn: Mapping[str, Any]) -> bool:
    """Whether the turn belongs to the third of all conversations that nobody looks at while tuning."""
    return zlib.crc32(turn["chat"].encode()) % 3 == 0


def turns(name: str) -> list[dict[str, Any]]:
    """The labelled turns of a file, in order."""
    text = (FOLDER / f"{name}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def _plain(text: str) -> str:
    """`text` in simplified script without spaces; the marks of verdicts, which cleaning drops, are kept."""
    pieces = re.split("([✅❌❓])", unicodedata.normalize("NFKC", text))
    told = "".join(piece if place % 2 else clean(piece) for place, piece in enumerate(pieces))
    return re.sub(r"\s+", "", told).lower()


def _has(text: str, wanted: str) -> bool:
    """Whether `wanted` stands in `text`, a number only as a whole number."""
    piece = re.sub(r"\s+", "", unicodedata.normalize("NFKC", wanted)).lower()
    before = r"(?<![0-9.])" if piece[:1].isdigit() else ""
    after = r"(?![0-9]|\.[0-9])" if piece[-1:].isdigit() else ""
    return re.search(before + re.escape(piece) + after, text) is not None


def _core(name: str) -> str:
    return _plain(core_name(name))


def false_claims(turn: Mapping[str, Any], answer: Mapping[str, Any], listed: frozenset[str]) -> list[str]:
    """Untrue claims on the 2019 list: A for a name that is not on it, a denial of one that is, a `never` string."""
    verdicts = {_core(name): verdict for name, verdict in answer["verdicts"].items()}
    wanted = {_core(name): verdict for name, verdict in turn.get("verdicts", {}).items()}
    found = []
    if answer["year"] == "2019":
        found += [f"A for {name}" for name, verdict in verdicts.items() if verdict == "A" and name not in listed]
        found += [f"denied {name}" for name, verdict in verdicts.items() if verdict == "not_listed" and name in listed]
    denied = sum(verdict == "not_listed" for verdict in verdicts.values())
    if answer["status"] == "answered" and denied > sum(verdict == "not_listed" for verdict in wanted.values()):
        found += [f"denied {name}" for name, verdict in wanted.items() if verdict == "A" and verdicts.get(name) != "A"]
    found += [f"A for {name}" for name in turn.get("not_a", ()) if verdicts.get(_core(name)) == "A"]
    if turn.get("wide") and answer["status"] == "answered" and not denied:
        found.append("took a wide name for a listed one")
    return found + [f"never {piece}" for piece in turn.get("never", ()) if _has(_plain(answer["text"]), piece)]


def mistakes(turn: Mapping[str, Any], answer: Mapping[str, Any]) -> list[str]:
    """What a right answer would have had."""
    text = _plain(answer["text"])
    found = [] if answer["status"] in turn["status"] else [f"status {answer['status']}"]
    verdicts = {_core(name): verdict for name, verdict in answer["verdicts"].items()}
    if answer["status"] == "answered":
        wanted = {_core(name): verdict for name, verdict in turn.get("verdicts", {}).items()}
        found += [
            f"no A for {name}" for name, verdict in wanted.items() if verdict == "A" and verdicts.get(name) != "A"
        ]
        refused = [name for name, verdict in wanted.items() if verdict == "not_listed"]
        if len(refused) > sum(verdict == "not_listed" for verdict in verdicts.values()):
            found.append("a refusal is missing")
    if answer["status"] == "ambiguous":
        found += [f"no candidate {name}" for name in turn.get("candidates", ()) if name not in answer["candidates"]]
    named = {*map(_core, answer["alliances"])}
    found += [f"not about {n}" for n in turn.get("alliances", ()) if _core(n) not in named and _core(n) not in text]
    found += [f"must {piece}" for piece in turn.get("must", ()) if not _has(text, piece)]
    found += [f"any of {group}" for group in turn.get("any", ()) if not any(_has(text, piece) for piece in group)]
    return found + [f"says too much: {piece}" for piece in turn.get("omit", ()) if _has(text, piece)]
