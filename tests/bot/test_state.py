"""The stores: one file, memory, or Redis; the same promises for all."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from bot.delivery.redis_store import RedisStore
from bot.delivery.store import Claim, Memory, SqliteStore, Store, Turn
from knowledge import Conversation
from tests.loadtests.replicas import Redis

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

BEFORE, AFTER = Conversation(), Conversation(shown=("huaxian",))


@asynccontextmanager
async def running_redis(home: Path) -> AsyncIterator[Redis]:
    server = Redis(home)
    await server.start()
    try:
        yield server
    finally:
        await server.kill()


@pytest.fixture
async def redis(tmp_path: Path) -> AsyncIterator[Redis]:
    async with running_redis(tmp_path) as server:
        yield server


def shared(redis: Redis, downs: list[int] | None = None, **options: Any) -> RedisStore:
    settings: dict[str, Any] = {"memory_seconds": 600, "namespace": "bot1"} | options
    local = SqliteStore(None, memory_seconds=settings["memory_seconds"])
    return RedisStore(redis.url, local, degraded=([] if downs is None else downs).append, **settings)


@pytest.fixture(params=["file", "memory", "redis"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    async with AsyncExitStack() as stack:
        if request.param == "redis":
            store: Store = shared(await stack.enter_async_context(running_redis(tmp_path)))
        else:
            store = SqliteStore(tmp_path / "state" if request.param == "file" else None, memory_seconds=600)
        stack.push_async_callback(store.close)
        yield store


async def test_the_id_of_a_file_is_kept_and_replaced(store: Store) -> None:
    assert await store.file_id("chart") is None
    await store.keep_file_id("chart", "one")
    await store.keep_file_id("chart", "two")
    assert await store.file_id("chart") == "two"


async def test_an_update_is_ours_until_it_is_done(store: Store) -> None:
    assert await store.claim(5) is Claim.OURS
    await store.finish(5, None)
    assert await store.claim(5) is Claim.DONE
    assert await store.claim(6) is Claim.OURS
    await store.release(6)
    assert await store.claim(6) is Claim.OURS


async def test_what_remains_of_an_update_is_found_from_all_sides(store: Store) -> None:
    turn = Turn(chat_id=-7, question_id=1, answer_ids=(2, 3), before=BEFORE, after=AFTER)
    await store.finish(5, Memory("-7:0:9", AFTER, turn))
    assert await store.conversation("-7:0:9") == AFTER
    assert await store.conversation("-7:0:10") is None
    assert await store.turn_of_question(-7, 1) == turn
    assert await store.turn_of_answer(-7, 3) == turn
    assert await store.turn_of_answer(-8, 3) is None


async def test_a_turn_holds_the_conversation_it_began_with_whatever_went_on_meanwhile(store: Store) -> None:
    first = Turn(chat_id=-7, question_id=1, answer_ids=(2,), before=BEFORE, after=AFTER)
    follows = Turn(chat_id=-7, question_id=3, answer_ids=(4,), before=AFTER, after=BEFORE)
    replies_to_the_first = Turn(chat_id=-7, question_id=5, answer_ids=(6,), before=AFTER, after=AFTER)
    for update_id, turn in enumerate((first, follows, replies_to_the_first)):
        await store.finish(update_id, Memory("-7:0:9", turn.after, turn))
    for turn in (first, follows, replies_to_the_first):
        assert await store.turn_of_question(-7, turn.question_id) == turn


async def test_parked_updates_come_back_oldest_first_until_they_are_done(store: Store) -> None:
    await store.park(10, "ten")
    await store.park(9, "nine")
    assert await store.parked() == ["nine", "ten"]
    await store.finish(9, None)
    assert await store.parked() == ["ten"]


async def test_a_file_outlives_the_process(tmp_path: Path) -> None:
    first = SqliteStore(tmp_path / "state", memory_seconds=600)
    await first.finish(5, Memory("key", AFTER))
    await first.park(6, "six")
    second = SqliteStore(tmp_path / "state", memory_seconds=600)
    assert await second.claim(5) is Claim.DONE
    assert await second.conversation("key") == AFTER
    assert await second.parked() == ["six"]
    await first.close()
    await second.close()


async def test_what_is_old_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000_000.0
    monkeypatch.setattr("time.time", lambda: now)
    store = SqliteStore(None, memory_seconds=600)
    turn = Turn(1, 1, (2,), BEFORE, AFTER)
    await store.finish(1, Memory("key", AFTER, turn))
    now += 601
    assert await store.conversation("key") is None
    now += 24 * 3600
    for update_id in range(2, 1001):
        await store.finish(update_id, None)
    assert await store.claim(1) is Claim.OURS
    assert await store.turn_of_question(1, 1) is None
    await store.close()


async def test_a_conversation_of_another_version_counts_as_none(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "state", memory_seconds=600)
    await store.finish(1, Memory("key", AFTER, Turn(1, 1, (2,), BEFORE, AFTER)))
    await store.close()
    with sqlite3.connect(tmp_path / "state") as db:
        db.execute("UPDATE conversation SET value = '5'")
        db.execute("UPDATE turn SET value = '[1]'")
    db.close()
    store = SqliteStore(tmp_path / "state", memory_seconds=600)
    assert await store.conversation("key") is None
    assert await store.turn_of_question(1, 1) is None
    await store.close()


async def test_a_file_that_breaks_costs_the_memory_and_no_more(tmp_path: Path) -> None:
    failures: list[bool] = []
    store = SqliteStore(tmp_path / "state", memory_seconds=600, failed=lambda: failures.append(True))
    with sqlite3.connect(tmp_path / "state") as db:
        for table in ("answered", "conversation", "turn", "answer", "parked"):
            db.execute(f"DROP TABLE {table}")
    db.close()
    assert await store.parked() == []
    assert len(failures) == 1
    assert await store.claim(1) is Claim.OURS
    assert await store.conversation("key") is None
    assert await store.turn_of_answer(1, 2) is None
    await store.finish(1, Memory("key", AFTER))
    with pytest.raises(OSError, match="parked"):
        await store.park(2, "two")
    assert len(failures) == 6
    await store.close()


async def test_replicas_share_what_is_said_and_who_answers(redis: Redis) -> None:
    one, two = shared(redis), shared(redis)
    assert await one.claim(5) is Claim.OURS
    assert await two.claim(5) is Claim.ELSEWHERE
    await two.release(5)
    assert await two.claim(5) is Claim.ELSEWHERE
    await one.release(5)
    assert await two.claim(5) is Claim.OURS
    await two.finish(5, Memory("key", AFTER))
    assert await one.claim(5) is Claim.DONE
    assert await one.conversation("key") == AFTER
    await one.close()
    await two.close()


async def test_leases_are_renewed_while_an_update_is_in_hand(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.redis_store._RENEW_SECONDS", 0.05)
    monkeypatch.setattr("bot.delivery.redis_store._LEASE_SECONDS", 1)
    one, two = shared(redis), shared(redis)
    await one.claim(5)
    await asyncio.sleep(1.2)  # longer than the lease: only renewal keeps it
    assert await two.claim(5) is Claim.ELSEWHERE
    await one.close()
    await two.close()


async def test_without_redis_it_goes_on_alone_and_notices_when_it_is_back(
    redis: Redis, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.delivery.redis_store._AWAY_SECONDS", 0)
    downs: list[int] = []
    store = shared(redis, downs)
    await store.finish(4, Memory("key", AFTER))
    await redis.kill()
    assert await store.claim(5) is Claim.OURS
    assert await store.conversation("key") == AFTER
    await store.finish(5, Memory("key", BEFORE, Turn(1, 1, (2,), AFTER, BEFORE)))
    assert await store.claim(5) is Claim.DONE
    assert (await store.turn_of_answer(1, 2)) is not None
    assert await store.parked() == []
    with pytest.raises(OSError, match="Redis cannot be reached"):
        await store.park(6, "six")
    assert downs[-1] == 1
    assert sum("Redis cannot be reached" in record.message for record in caplog.records) == 1
    await redis.start()
    assert await store.claim(7) is Claim.OURS
    assert downs[-1] == 0
    await store.close()


async def test_what_was_answered_without_redis_is_noted_when_it_is_back(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.redis_store._AWAY_SECONDS", 0)
    monkeypatch.setattr("bot.delivery.redis_store._RENEW_SECONDS", 0.01)
    store, other = shared(redis), shared(redis)
    await store.claim(5)
    await redis.kill()
    await store.finish(5, Memory("key", AFTER))
    await redis.start()
    async with asyncio.timeout(20):
        while await other.claim(5) is not Claim.DONE:
            await other.release(5)
    await store.close()
    await other.close()
