"""Runs a command under a pseudo-terminal, types three questions into the conversation it opens, checks the answers.

Usage: python -m tests.cli.converse COMMAND
"""

import codecs
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from typing import Self

SECONDS = 900
PROMPT = r"\n> ?$"
TALK = [
    ("化纤联盟是A级吗？", "化纤产业技术创新战略联盟"),
    ("活跃度较高的有几家？", "19家"),
    ("谁主持的发布会？", "程学忠"),
]
CONTROL = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[@-Z\\-_]|\][^\x07]*\x07)|[\r\x08]")


class Terminal:
    """A process on a pseudo-terminal of 40 rows and 100 columns."""

    def __init__(self, *command: str, environment: Mapping[str, str] = os.environ) -> None:
        self._deadline = time.monotonic() + SECONDS
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._seen = ""
        self._terminal, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
        settings = {"TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"}
        self._process = subprocess.Popen(
            command, stdin=inner, stdout=inner, stderr=inner, env={**environment, **settings}, start_new_session=True
        )
        os.close(inner)

    def expect(self, pattern: str) -> None:
        """Read until `pattern` appears, and forget what came before and with it."""
        while not (match := re.search(pattern, CONTROL.sub("", self._seen))):
            piece = self._read()
            if piece is None:
                sys.exit(f"\nexpected {pattern!r} before the command ended or {SECONDS} s passed")
            self._seen += piece
        self._seen = CONTROL.sub("", self._seen)[match.end() :]

    def type(self, line: str) -> None:
        """Type `line` and press Enter."""
        self.press(f"{line}\r")

    def press(self, keys: str) -> None:
        """Press `keys`."""
        os.write(self._terminal, keys.encode())

    def wait(self) -> int:
        """Read to the end; returns the exit code."""
        while self._read() is not None:
            pass
        return self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End what has not ended by itself."""
        self._process.kill()
        self._process.wait()
        os.close(self._terminal)

    def _read(self) -> str | None:
        left = self._deadline - time.monotonic()
        ready, _, _ = select.select([self._terminal], [], [], max(left, 0))
        try:
            raw = os.read(self._terminal, 65536) if ready else b""
        except OSError:  # Linux says so when nobody holds the other end
            return None
        piece = self._decode(raw)
        sys.stdout.write(piece)
        sys.stdout.flush()
        return piece if raw else None


def main() -> None:
    """Hold the conversation."""
    with Terminal("bash", "-c", sys.argv[1]) as terminal:
        terminal.expect("@BotFather")
        for question, answer in TALK:
            terminal.expect(PROMPT)
            terminal.type(question)
            terminal.expect(re.escape(answer))
        terminal.expect(PROMPT)
        terminal.type("退出")
        if code := terminal.wait():
            sys.exit(f"\nthe conversation ended with exit code {code}")


if __name__ == "__main__":
    main()
