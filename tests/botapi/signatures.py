"""The published methods and their parameters (`methods.json`, from the Bot API 10.1 documentation)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_TABLE: dict[str, dict[str, str]] = json.loads(Path(__file__).with_name("methods.json").read_text(encoding="utf-8"))
_BY_LOWER_CASE = {name.lower(): name for name in _TABLE}
_PLAIN = {"String", "InputFile"}


def published_name(name: str) -> str | None:
    """Return the method's name in its published spelling; None where there is no such method."""
    return _BY_LOWER_CASE.get(name.lower())


def decode_form(method: str, form: dict[str, Any]) -> dict[str, Any]:
    """Read form values, where all but strings and files stand as JSON."""
    return {name: _decode(_TABLE[method].get(name, "String"), value) for name, value in form.items()}


def parameter_faults(method: str, params: dict[str, Any]) -> list[str]:
    """Tell which parameters are missing or unknown."""
    known = _TABLE[method]
    missing = [
        f"{method}: {name} is missing"
        for name, kind in known.items()
        if not kind.startswith("?") and name not in params
    ]
    return missing + [f"{method}: no parameter {name}" for name in params if name not in known]


def _decode(kind: str, value: Any) -> Any:
    kinds = set(kind.removeprefix("?").split("|"))
    if not isinstance(value, str) or (kinds & _PLAIN and "Integer" not in kinds):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
