"""One chat that Telegram makes wait, among many that it does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.loadtests.traffic import Traffic, quantile

if TYPE_CHECKING:
    from tests.botapi import BotApiServer


@dataclass(frozen=True)
class Load:
    """How many questions others ask, at how many a second, while one chat has to wait `retry_after` seconds."""

    questions: int = 300
    people: int = 50
    rate: float = 30.0
    retry_after: float = 30.0


@dataclass(frozen=True)
class Outcome:
    """p99 in seconds of the others' delays without and with the limited chat, and what became of the questions.

    `waited` are the seconds after which the limited chat was answered, `overtaken` says whether it was
    answered only after all others.
    """

    p99_alone: float
    p99_beside: float
    unanswered: int
    waited: float
    overtaken: bool

    def __str__(self) -> str:
        return (
            f"others' p99 {self.p99_alone * 1000:.0f} ms, beside the limited chat {self.p99_beside * 1000:.0f} ms; "
            f"{self.unanswered} unanswered; the limited chat was answered after {self.waited:.1f} s"
        )


async def run(server: BotApiServer, load: Load) -> Outcome:
    """Ask the bot behind `server`, first without a limited chat, then beside one."""
    alone = Traffic(server, load.people)
    await alone.ask_at(load.rate, load.questions)
    await alone.answered()
    limited, others = Traffic(server, 1), Traffic(server, load.people)
    server.faults.limit_chat(limited.users[0].id, load.retry_after)
    limited.ask(0)
    await others.ask_at(load.rate, load.questions)
    await others.answered()
    overtaken = bool(limited.unanswered())
    await limited.answered(load.retry_after + 60)
    unanswered = sum(len(traffic.unanswered()) for traffic in (alone, limited, others))
    (waited,) = limited.delays() or [float("inf")]
    return Outcome(quantile(alone.delays(), 0.99), quantile(others.delays(), 0.99), unanswered, waited, overtaken)
