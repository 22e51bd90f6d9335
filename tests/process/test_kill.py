"""Killed in the middle of things, and no question lost. In full: `python -m tests.loadtests kill replicas`."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

import pytest_asyncio

from tests.botapi import BotApiServer
from tests.loadtests import kill, replicas
from tests.process.harness import our_bot

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    import pytest

    from tests.loadtests.kill import Outcome

    Scenario = Callable[[BotApiServer, Path], Awaitable[Outcome]]

SMALL = kill.Load(questions=60, people=12, rate=25, deaths=2)
SMALL_REPLICAS = replicas.Load(questions=60, people=12, rate=25, replicas=2)
LATENCY = 0.3


async def killed(server: BotApiServer, home: Path) -> Outcome:
    return await kill.survive(server, our_bot(server, home), SMALL)


async def killed_with_state(server: BotApiServer, home: Path) -> Outcome:
    return await kill.survive(server, our_bot(server, home, state_dir=home), SMALL)


async def terminated(server: BotApiServer, home: Path) -> Outcome:
    return await kill.survive(server, our_bot(server, home), SMALL, number=signal.SIGTERM)


async def replica_killed(server: BotApiServer, home: Path) -> Outcome:
    async with replicas.Redis(home) as redis:
        return await replicas.survive(server, home, SMALL_REPLICAS, redis)


async def redis_killed(server: BotApiServer, home: Path) -> Outcome:
    async with replicas.Redis(home) as redis:
        return await replicas.survive(server, home, SMALL_REPLICAS, redis, redis_dies=True)


SCENARIOS: list[Scenario] = [killed, killed_with_state, terminated, replica_killed, redis_killed]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[Scenario, Outcome]:
    """What became of the questions; the scenarios run side by side, because most of their time is spent waiting."""

    async def outcome(scenario: Scenario) -> Outcome:
        server = BotApiServer(latency=LATENCY)
        servers.append(server)
        async with server:
            return await scenario(server, tmp_path_factory.mktemp("home"))

    servers: list[BotApiServer] = []
    outcomes = await asyncio.gather(*map(outcome, SCENARIOS))
    for server in servers:
        server.check()
    return dict(zip(SCENARIOS, outcomes, strict=True))


def test_no_question_is_lost_and_order_is_kept(outcomes: dict[Scenario, Outcome]) -> None:
    for outcome in outcomes.values():
        assert (outcome.asked, outcome.unanswered, outcome.out_of_order) == (SMALL.questions, 0, 0)


def test_without_a_state_folder_at_most_the_unconfirmed_are_answered_again(outcomes: dict[Scenario, Outcome]) -> None:
    assert outcomes[killed].repeated <= outcomes[killed].unconfirmed


def test_with_shared_or_lasting_state_at_most_what_was_in_flight_is_answered_again(
    outcomes: dict[Scenario, Outcome],
) -> None:
    for scenario in (killed_with_state, replica_killed, redis_killed):
        assert outcomes[scenario].repeated <= outcomes[scenario].in_flight


def test_nothing_is_answered_again_after_sigterm(outcomes: dict[Scenario, Outcome]) -> None:
    assert outcomes[terminated].repeated == 0
