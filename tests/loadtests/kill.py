"""A bot that is killed again and again while people ask."""

from __future__ import annotations

import asyncio
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.loadtests.traffic import Traffic

if TYPE_CHECKING:
    from tests.botapi import BotApiServer
    from tests.process.harness import BotProcess


@dataclass
class Load:
    """How hard: questions, people, questions a second, deaths, and how many questions must be in flight at each."""

    questions: int = 600
    people: int = 50
    rate: float = 25.0
    deaths: int = 10
    in_flight: int = 5


@dataclass
class Outcome:
    """What became of the questions; `in_flight` and `unconfirmed` are sums over the moments of death."""

    asked: int = 0
    unanswered: int = 0
    repeated: int = 0
    out_of_order: int = 0
    in_flight: int = 0
    unconfirmed: int = 0

    def book(self, traffic: Traffic) -> None:
        """Count what became of the questions."""
        self.asked = len(traffic.questions)
        self.unanswered = len(traffic.unanswered())
        self.repeated = traffic.repeated()
        self.out_of_order = len(traffic.out_of_order())

    def __str__(self) -> str:
        return (
            f"{self.asked} asked, {self.unanswered} unanswered, {self.repeated} answered again "
            f"({self.in_flight} in flight and {self.unconfirmed} unconfirmed at the deaths), "
            f"{self.out_of_order} chats out of order"
        )


async def survive(
    server: BotApiServer,
    process: BotProcess,
    load: Load,
    *,
    number: signal.Signals = signal.SIGKILL,
    patience: float = 60.0,
) -> Outcome:
    """Start `process`, ask it, end it `load.deaths` times by signal `number`, starting it again each time.

    `patience` are the seconds without progress after which the unanswered questions count as lost.
    """
    traffic = Traffic(server, load.people)
    outcome = Outcome()
    await process.start()
    try:
        await process.ready()
        asking = asyncio.create_task(traffic.ask_at(load.rate, load.questions))
        for death in range(1, load.deaths + 1):
            await until_busy(server, traffic, load, death)
            outcome.in_flight += len(traffic.in_flight())
            outcome.unconfirmed += traffic.unconfirmed()
            await process.end(number)
            await process.start()
        await asking
        await traffic.answered(patience)
    finally:
        await process.stop()
    outcome.book(traffic)
    return outcome


async def until_busy(server: BotApiServer, traffic: Traffic, load: Load, death: int) -> None:
    """Wait for the time of this death: its share of the questions asked, and enough of them in flight."""
    due = load.questions * death // (load.deaths + 1)
    handed_before = server.updates.handed.copy()

    def busy() -> bool:
        return len(traffic.questions) >= due and len(traffic.in_flight(handed_before)) >= load.in_flight

    await server.log.changed.until(busy, lambda: f"the bot was never busy: {server.log.tail()}")
