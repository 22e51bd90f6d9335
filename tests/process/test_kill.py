"""Killed, restarted, and no question lost. The full measure is `python -m tests.loadtests kill`."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from tests.loadtests.kill import Load, survive
from tests.process.harness import our_bot

if TYPE_CHECKING:
    from pathlib import Path

    from tests.botapi import BotApiServer

SMALL = Load(questions=60, people=12, rate=25, deaths=2)
LATENCY = 0.3


async def test_no_question_is_lost_without_a_state_folder(server: BotApiServer, tmp_path: Path) -> None:
    server.latency = LATENCY
    outcome = await survive(server, our_bot(server, tmp_path), SMALL)
    assert (outcome.asked, outcome.unanswered, outcome.out_of_order) == (SMALL.questions, 0, 0)
    assert outcome.repeated <= outcome.unconfirmed


async def test_with_a_state_folder_only_what_was_in_flight_is_repeated(server: BotApiServer, tmp_path: Path) -> None:
    server.latency = LATENCY
    outcome = await survive(server, our_bot(server, tmp_path, state_dir=tmp_path), SMALL)
    assert (outcome.asked, outcome.unanswered, outcome.out_of_order) == (SMALL.questions, 0, 0)
    assert outcome.repeated <= outcome.in_flight


async def test_nothing_is_repeated_after_sigterm(server: BotApiServer, tmp_path: Path) -> None:
    server.latency = LATENCY
    outcome = await survive(server, our_bot(server, tmp_path), SMALL, number=signal.SIGTERM)
    assert (outcome.asked, outcome.unanswered, outcome.out_of_order) == (SMALL.questions, 0, 0)
    assert outcome.repeated == 0
