"""Two replicas that share their state by a real Redis. In full: `python -m tests.loadtests replicas`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.loadtests.replicas import Load, Redis, serving, survive

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.botapi import BotApiServer

SMALL = Load(questions=60, people=12, rate=40, replicas=2)


@pytest.fixture
async def redis(tmp_path: Path) -> AsyncIterator[Redis]:
    redis = Redis(tmp_path)
    await redis.start()
    yield redis
    await redis.kill()


async def test_conversation_goes_on_whichever_replica_is_asked(
    server: BotApiServer, tmp_path: Path, redis: Redis
) -> None:
    async with serving(server, tmp_path, 2, redis):
        for _ in range(3):
            user = server.user()
            await user.asks("活跃度较高有几家")
            assert "19.19%" in (await user.asks("那占比呢")).text


@pytest.mark.parametrize("redis_dies", [False, True])
async def test_no_question_is_lost(server: BotApiServer, tmp_path: Path, redis: Redis, *, redis_dies: bool) -> None:
    server.latency = 0.3
    outcome = await survive(server, tmp_path, SMALL, redis, redis_dies=redis_dies)
    assert (outcome.asked, outcome.unanswered, outcome.out_of_order) == (SMALL.questions, 0, 0)
    assert outcome.repeated <= outcome.in_flight
