"""A Bot API that fails in every way it can, some of the time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.botapi import Effect, Fault
from tests.botapi.faults import LATE_EFFECTS
from tests.loadtests.traffic import Traffic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.botapi import BotApiServer

EFFECTS = (
    *(Effect.TOO_MANY_REQUESTS, Effect.ERROR_500, Effect.BAD_GATEWAY, Effect.STALL),
    *(Effect.DROP_BEFORE, Effect.DROP_AFTER, Effect.MALFORMED),
)


@dataclass(frozen=True)
class Outcome:
    """What became of the questions; `lost` are the answers that the server took without the bot hearing of it."""

    asked: int
    unanswered: int
    repeated: int
    lost: int
    faults: int

    def __str__(self) -> str:
        return (
            f"{self.asked} asked, {self.unanswered} unanswered, {self.faults} calls failed, "
            f"{self.repeated} answered again ({self.lost} answers taken whose confirmation was lost)"
        )


async def run(
    server: BotApiServer,
    effects: Iterable[Effect],
    *,
    share: float = 0.1,
    questions: int = 100,
    people: int = 50,
    rate: float = 25.0,
    patience: float = 180.0,
) -> Outcome:
    """Ask the bot behind `server` while each of `effects` hits `share` of all its calls."""
    faults = [server.faults.add(Fault(effect, share=share)) for effect in effects]
    traffic = Traffic(server, people)
    before = len(server.log.calls)
    await traffic.ask_at(rate, questions)
    await traffic.answered(patience)
    server.faults.clear()
    sends = [call for call in server.log.calls[before:] if call.method == "sendMessage"]
    lost = sum(1 for call in sends if call.applied and call.fault in LATE_EFFECTS)
    hits = sum(fault.hits for fault in faults)
    return Outcome(len(traffic.questions), len(traffic.unanswered()), traffic.repeated(), lost, hits)
