"""Many mixed questions from many chats, to see whether the process grows."""

from __future__ import annotations

import asyncio
import json
import re
import resource
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.botapi import BotApiServer
    from tests.process.harness import BotProcess

_QUESTIONS = Path(__file__).parents[1] / "questions"
_FOR_ANOTHER_BOT = re.compile(r"/\w+@")
_AT_ONCE = 64
_MIB = 2**20


@dataclass(frozen=True)
class Load:
    """How many questions, from how many chats, and after how many the memory is first measured."""

    questions: int = 20_000
    chats: int = 10_000
    settled: int = 4_000


@dataclass(frozen=True)
class Outcome:
    """Resident memory of the process in bytes, after the first questions and at the end."""

    answered: int
    settled_bytes: int
    final_bytes: int

    @property
    def growth(self) -> float:
        return self.final_bytes / self.settled_bytes - 1

    def __str__(self) -> str:
        return (
            f"{self.answered} answered; RSS {self.settled_bytes / _MIB:.1f} MiB after the first, "
            f"{self.final_bytes / _MIB:.1f} MiB at the end: {self.growth:+.1%}"
        )


async def run(server: BotApiServer, process: BotProcess, load: Load) -> Outcome:
    """Ask the running `process` the labelled questions again and again, each chat its share."""
    texts = mixed_questions()
    users = [server.user() for _ in range(load.chats)]
    settled_bytes = 0
    turns = iter(range(load.questions))

    async def keep_asking() -> None:
        nonlocal settled_bytes
        for turn in turns:
            await users[turn % load.chats].asks(texts[turn % len(texts)])
            if turn == load.settled:
                settled_bytes = resident_bytes(process.pid)
            if turn % load.settled == 0:
                server.log.calls.clear()

    await asyncio.gather(*(keep_asking() for _ in range(_AT_ONCE)))
    answered = sum(min(len(user.chat.from_bot), 2) for user in users)
    return Outcome(answered, settled_bytes, resident_bytes(process.pid))


def mixed_questions() -> list[str]:
    """Return the texts of all labelled questions that a person could ask the bot in Telegram."""
    lines = [line for path in sorted(_QUESTIONS.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    texts = [json.loads(line)["text"].strip() for line in lines]
    return [text for text in texts if text and len(text) <= 4096 and not _FOR_ANOTHER_BOT.match(text)]


def resident_bytes(pid: int) -> int:
    """Return the resident memory of a process (Linux)."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()
