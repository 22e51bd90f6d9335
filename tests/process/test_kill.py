"""Killed, restarted, and no question lost. The full measure is `python -m tests.loadtests kill`."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING, NamedTuple

import pytest_asyncio

from tests.botapi import BotApiServer
from tests.loadtests.kill import Load, Outcome, survive
from tests.process.harness import our_bot

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SMALL = Load(questions=60, people=12, rate=25, deaths=2)
LATENCY = 0.3


class Outcomes(NamedTuple):
    killed: Outcome
    killed_with_state: Outcome
    terminated: Outcome


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    """What became of three bots, side by side because most of the time is spent waiting."""

    async def outcome(home: Path, number: signal.Signals, state_dir: Path | None = None) -> Outcome:
        async with BotApiServer(latency=LATENCY) as server:
            outcome = await survive(server, our_bot(server, home, state_dir=state_dir), SMALL, number=number)
            server.check()
            return outcome

    home = tmp_path_factory.mktemp("home")
    return Outcomes(
        *await asyncio.gather(
            outcome(home, signal.SIGKILL), outcome(home, signal.SIGKILL, home), outcome(home, signal.SIGTERM)
        )
    )


def test_no_question_is_lost_and_order_is_kept(outcomes: Outcomes) -> None:
    for outcome in outcomes:
        assert (outcome.asked, outcome.unanswered, outcome.out_of_order) == (SMALL.questions, 0, 0)


def test_without_a_state_folder_at_most_the_unconfirmed_are_answered_again(outcomes: Outcomes) -> None:
    assert outcomes.killed.repeated <= outcomes.killed.unconfirmed


def test_with_a_state_folder_at_most_what_was_in_flight_is_answered_again(outcomes: Outcomes) -> None:
    assert outcomes.killed_with_state.repeated <= outcomes.killed_with_state.in_flight


def test_nothing_is_answered_again_after_sigterm(outcomes: Outcomes) -> None:
    assert outcomes.terminated.repeated == 0
