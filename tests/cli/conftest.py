"""The commands as real processes, away from any `.env` and any setting of whoever runs the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest

ROOT = Path(__file__).parents[2]


class Run(Protocol):
    """Runs `python -m bot ARGUMENTS` to its end."""

    def __call__(
        self, *arguments: str, stdin: str | bytes = "", **settings: str
    ) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture
def environment() -> dict[str, str]:
    """The environment without settings of the bot."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("BOT_")}
    return kept | {"PYTHONPATH": str(ROOT)}


@pytest.fixture
def bot(tmp_path: Path, environment: dict[str, str]) -> Run:
    """Run a command in an empty folder, with `settings` in its environment."""

    def run(*arguments: str, stdin: str | bytes = "", **settings: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            check=False,
            capture_output=True,
            cwd=tmp_path,
            env=environment | settings,
            input=stdin if isinstance(stdin, bytes) else stdin.encode(),
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
