"""Answers a second: this bot on real questions beside plain echo bots, all through the Bot API test server.

The server and the people who ask run in this process, each bot in one of its own. So that the server is not
what is measured, it is first asked alone how many messages a second it can take. The questions are those of
`tests/questions`, mixed anew in every round and none asked twice of the same process. Where other work shares
the machine, the CPU time of an answer says more than the answers a second.

Usage: python -m tests.benchmarks.throughput [--people N] [--questions N] [--rounds N]
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.botapi import BotApiServer
from tests.loadtests.soak import mixed_questions
from tests.loadtests.traffic import quantile
from tests.printing import printing
from tests.process.harness import aiogram_echo, our_bot, ptb_echo

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.process.harness import BotProcess

    Make = Callable[[BotApiServer, Path], BotProcess]

LATENCY = 0.05
CONCURRENT = 64
WARM_UP = 4
FLOOD = Path(__file__).with_name("flood.py")
OURS, DEFAULTS, AIOGRAM = "this bot", "python-telegram-bot echo", "aiogram echo"
BOTS: dict[str, Make] = {
    OURS: lambda server, home: our_bot(server, home, concurrency=CONCURRENT, user_rate=0),
    DEFAULTS: lambda server, home: ptb_echo(server, home, CONCURRENT),
    AIOGRAM: aiogram_echo,
}
TIMES_DEFAULTS, TIMES_AIOGRAM = 5, 1


@dataclass(frozen=True)
class Result:
    """Answers a second, the bot's CPU seconds for one, and the delays from question to answer in seconds, ascending."""

    rate: float
    cpu: float
    delays: list[float]

    def __str__(self) -> str:
        median, p99 = quantile(self.delays, 0.5), quantile(self.delays, 0.99)
        return (
            f"{self.rate:6.0f} answers/s, {self.cpu * 1000:5.2f} ms CPU each, "
            f"delay median {median * 1000:5.0f} ms, p99 {p99 * 1000:5.0f} ms"
        )


async def measure(make: Make, *, people: int, texts: list[str]) -> Result:
    """Let `people` ask, each the next of `texts` as soon as the last is answered; the first are not counted."""
    delays: list[float] = []
    warm_up, counted = texts[: WARM_UP * people], texts[WARM_UP * people :]
    with tempfile.TemporaryDirectory() as home:
        async with BotApiServer(latency=LATENCY) as server:
            process = make(server, Path(home))
            await process.start()
            users = [server.user() for _ in range(people)]

            async def ask(texts: list[str]) -> float:
                turns = iter(texts)
                start = time.perf_counter()

                async def keep_asking(number: int) -> None:
                    for text in turns:
                        asked = time.perf_counter()
                        await users[number].asks(text)
                        delays.append(time.perf_counter() - asked)

                await asyncio.gather(*(keep_asking(number) for number in range(people)))
                return time.perf_counter() - start

            try:
                await process.ready()
                await ask(warm_up)
                delays.clear()
                cpu = -cpu_seconds(process.pid)
                seconds = await ask(counted)
                cpu += cpu_seconds(process.pid)
            finally:
                await process.stop()
    return Result(len(counted) / seconds, cpu / len(counted), sorted(delays))


def cpu_seconds(pid: int) -> float:
    """Return the CPU time that a process has used (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def capacity() -> float:
    """Return how many messages a second the server takes, from a process that does nothing but send."""
    async with BotApiServer() as server:
        user = server.user()
        process = await asyncio.create_subprocess_exec(
            sys.executable, str(FLOOD), server.url, server.token, str(user.id), stdout=asyncio.subprocess.PIPE
        )
        said, _ = await process.communicate()
    return float(said)


async def compare(people: int, questions: int, rounds: int) -> bool:
    """Measure all bots in turn, `rounds` times, and print the medians; returns whether ours is as quick as wanted."""
    print(f"the server alone: {await capacity():.0f} messages/s", flush=True)
    texts = distinct_questions()
    results: dict[str, list[Result]] = {name: [] for name in BOTS}
    for _ in range(rounds):
        random.shuffle(texts)
        for name, make in BOTS.items():
            share = questions // 4 if name == DEFAULTS else questions
            result = await measure(make, people=people, texts=texts[: WARM_UP * people + share])
            print(f"{result}  {name}", flush=True)
            results[name].append(result)
    rates = {name: statistics.median(result.rate for result in found) for name, found in results.items()}
    for name, found in results.items():
        cpu = statistics.median(result.cpu for result in found)
        print(f"median: {rates[name]:.0f} answers/s, {cpu * 1000:.2f} ms CPU each  {name}")
    beside_defaults, beside_aiogram = rates[OURS] / rates[DEFAULTS], rates[OURS] / rates[AIOGRAM]
    print(f"{beside_defaults:.2f} times {DEFAULTS} (wanted {TIMES_DEFAULTS}), ", end="")
    print(f"{beside_aiogram:.2f} times {AIOGRAM} (wanted {TIMES_AIOGRAM})")
    return beside_defaults >= TIMES_DEFAULTS and beside_aiogram >= TIMES_AIOGRAM


def distinct_questions() -> list[str]:
    """Return the labelled questions, each text once."""
    return list(dict.fromkeys(mixed_questions()))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.throughput", description=__doc__)
    parser.add_argument("--people", type=int, default=CONCURRENT, help="who ask at the same time")
    parser.add_argument("--questions", type=int, default=3900, help="asked of each bot in a round")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    most = len(distinct_questions()) - WARM_UP * options.people
    if options.questions > most:
        parser.error(f"--questions: expected at most {most}, so that none is asked twice")
    return 0 if asyncio.run(compare(options.people, options.questions, options.rounds)) else 1


if __name__ == "__main__":
    sys.exit(printing(main))
