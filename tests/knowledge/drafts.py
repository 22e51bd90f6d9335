"""Compares a draft with what its article holds, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from knowledge.drafting import draft
from knowledge.reports.loading import Library

ARTICLES = Path(__file__).parent / "articles"
_SKIPPED = {"id", "cite", "short", "words", "range", "text", "kind", "label", "how", "confidence", "note", "as_printed"}


def compare(article: str, expected: Mapping[str, Any], library: Library) -> tuple[list[str], list[str], int]:
    """What the draft of `article` claims wrongly, what it leaves out, and how many fields it claims."""
    claimed = dict(claims(yaml.safe_load(draft(article, library)), library))
    held = dict(flattened(expected))
    wrong = [f"{key}: {value!r}, not {held.get(key)!r}" for key, value in claimed.items() if held.get(key) != value]
    return wrong, sorted(set(held) - set(claimed)), len(claimed)


def claims(report: dict[str, Any], library: Library) -> Iterator[tuple[str, Any]]:
    """Every field that a draft claims, with names instead of ids."""
    names = {one.id: one.name for one in library.alliances.values()}
    names |= {one["id"]: one["name"] for one in report.pop("alliances", [])}
    tiers = {one["id"]: one["name"] for one in report.get("tiers", [])}
    for group in report.get("groups", []):
        group["tiers"] = [tiers[tier] for tier in group["tiers"]]
    grade = report.get("grade") or {}
    grade["members"] = [names[member] for member in grade.get("members", [])]
    if "rule" in grade:
        grade["rule"]["tier"] = tiers[grade["rule"]["tier"]]
    release = report.get("release") or {}
    people = release.pop("people", None) or []
    chair = next((one["name"] for one in people if one["act"] == "chaired"), None)
    report["release"] = {**release, "chair": chair}
    report["source"] = {key: entry for key, entry in report.pop("sources")[0].items() if key in ("publisher", "date")}
    yield from flattened(report)


def flattened(entry: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """`entry` by dotted key, facts as their values, what is empty or False left out."""
    if isinstance(entry, dict) and "printed" in entry:
        entry = entry["printed"]
    if isinstance(entry, dict) and "value" in entry:
        entry = entry["value"]
    if isinstance(entry, dict):
        for name, part in entry.items():
            if name not in _SKIPPED:
                yield from flattened(part, f"{key}.{name}".lstrip("."))
    elif isinstance(entry, list):
        for number, part in enumerate(entry):
            yield from flattened(part, f"{key}.{number}")
    elif entry not in (None, False):
        yield key, entry
