"""The word files of `data/words/`: lists, one entry a line, and tables."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent.parent / "data" / "words"
YAML_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The faster one where it was built."""
_TEXT_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Reads every value as text: 3年 and 100 are words alike."""


def lines(name: str) -> list[str]:
    """The lines of the list `name`, without comments and empty ones."""
    text = (_FOLDER / f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def table(name: str) -> Any:
    """The content of the table `name`, a YAML file: words in lists or by words."""
    return yaml.load((_FOLDER / f"{name}.yaml").read_text("utf-8"), Loader=_TEXT_LOADER)  # noqa: S506 (a safe loader)
