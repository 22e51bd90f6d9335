"""Who reads only the beginning of what a command prints, as `| head` does, gets no traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("command", ["knowledge check", "tests.questions", "bot ask --jsonl"])
def test_a_reader_that_leaves_early_ends_the_command_quietly(command: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", *command.split()],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        process.stdout.close()
        _, complaints = process.communicate(b'{"text": "A"}\n' * 3)
    assert complaints == b""
    assert process.returncode == 1
