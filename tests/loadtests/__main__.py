"""`python -m tests.loadtests [SCENARIO …]`: the scenarios in full; exit code 1 if a promise was broken."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.botapi import BotApiServer, Effect
from tests.loadtests import kill, limited, replicas, soak, unsteady
from tests.printing import printing
from tests.process.harness import our_bot, ptb_echo

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from tests.process.harness import BotProcess

    Findings = AsyncIterator[bool]

LATENCY = 0.3
WEAR_ALLOWED = 0.10
ECHO_PATIENCE = 8.0


def say(name: str, outcome: object, *, kept: bool | None) -> bool:
    """Print what became of a scenario; `kept` is None where nothing was promised."""
    mark = {True: "ok    ", False: "BROKEN", None: "      "}[kept]
    print(f"{mark} {name}: {outcome}", flush=True)
    return kept is not False


async def kills(home: Path) -> Findings:
    """Issue SIGKILL ten times, then SIGTERM, to our bot; SIGKILL to plain echo bots beside it."""
    load = kill.Load()

    async def survive(
        make: Callable[[BotApiServer], BotProcess], number: signal.Signals = signal.SIGKILL, patience: float = 60
    ) -> kill.Outcome:
        async with BotApiServer(latency=LATENCY) as server:
            return await kill.survive(server, make(server), load, number=number, patience=patience)

    outcome = await survive(lambda server: our_bot(server, home))
    yield say("killed", outcome, kept=_complete(outcome) and outcome.repeated <= outcome.unconfirmed)
    state = home / "state"
    state.mkdir()
    outcome = await survive(lambda server: our_bot(server, home, state_dir=state))
    yield say("killed, BOT_STATE_DIR", outcome, kept=_complete(outcome) and outcome.repeated <= outcome.in_flight)
    outcome = await survive(lambda server: our_bot(server, home), signal.SIGTERM)
    yield say("terminated", outcome, kept=_complete(outcome) and outcome.repeated == 0)
    for updates in (0, 64):
        outcome = await survive(lambda server, updates=updates: ptb_echo(server, home, updates), patience=ECHO_PATIENCE)  # type: ignore[misc]
        yield say(f"python-telegram-bot echo, run_polling, concurrent_updates({updates or False})", outcome, kept=None)


async def replica_kills(home: Path) -> Findings:
    """Three replicas with Redis: one is killed; then Redis is."""
    for redis_dies in (False, True):
        async with BotApiServer(latency=LATENCY) as server, replicas.Redis(home) as redis:
            outcome = await replicas.survive(server, home, replicas.Load(), redis, redis_dies=redis_dies)
        name = "Redis killed" if redis_dies else "one of three replicas killed"
        yield say(name, outcome, kept=_complete(outcome) and outcome.repeated <= outcome.in_flight)


async def limited_chat(home: Path) -> Findings:
    """One chat has to wait 30 s while others ask 300 questions."""
    load = limited.Load()
    async with BotApiServer(latency=0.05) as server, running(server, home):
        outcome = await limited.run(server, load)
    kept = outcome.unanswered == 0 and outcome.waited >= load.retry_after
    yield say("limited chat", outcome, kept=kept and outcome.p99_beside <= 2 * outcome.p99_alone)


async def faults(home: Path) -> Findings:
    """Each kind of fault alone at 10% of all calls."""
    for effect in unsteady.EFFECTS:
        async with BotApiServer(latency=0.05) as server, running(server, home):
            questions = 40 if effect is Effect.STALL else 200
            outcome = await unsteady.run(server, [effect], questions=questions)
        yield say(effect.name, outcome, kept=outcome.unanswered == 0 and outcome.repeated <= outcome.lost)


async def wear(home: Path) -> Findings:
    """20,000 mixed questions from 10,000 chats."""
    async with BotApiServer() as server, running(server, home, user_rate=0) as process:
        outcome = await soak.run(server, process, soak.Load())
    yield say("soak", outcome, kept=outcome.answered >= soak.Load.questions and outcome.growth <= WEAR_ALLOWED)


def _complete(outcome: kill.Outcome) -> bool:
    return outcome.unanswered == 0 and outcome.out_of_order == 0


class running:  # noqa: N801 - reads as what it does: async with running(…)
    """Our bot, from ready to stopped."""

    def __init__(self, server: BotApiServer, home: Path, **settings: object) -> None:
        self._process = our_bot(server, home, **settings)

    async def __aenter__(self) -> BotProcess:
        await self._process.start()
        await self._process.ready()
        return self._process

    async def __aexit__(self, *_: object) -> None:
        await self._process.stop()


SCENARIOS: dict[str, Callable[[Path], Findings]] = {
    "kill": kills,
    "replicas": replica_kills,
    "limited": limited_chat,
    "faults": faults,
    "soak": wear,
}


async def _run(names: list[str]) -> bool:
    kept = True
    for name in names:
        with tempfile.TemporaryDirectory() as home:
            async for finding in SCENARIOS[name](Path(home)):
                kept &= finding
    return kept


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.loadtests", description=__doc__)
    parser.add_argument("scenario", nargs="*", help=", ".join(SCENARIOS))
    names = parser.parse_args().scenario or list(SCENARIOS)
    if unknown := set(names) - SCENARIOS.keys():
        parser.error(f"no scenario {', '.join(sorted(unknown))}; expected some of {', '.join(SCENARIOS)}")
    return 0 if asyncio.run(_run(names)) else 1


if __name__ == "__main__":
    sys.exit(printing(main))
