"""What several replicas share, in Redis; while Redis is away, what this process knows itself has to do."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
import uuid
from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.delivery.store import KEEP_SECONDS, Claim, Memory, Store, Turn, dump_conversation, parse_conversation

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from knowledge import Conversation

_log = logging.getLogger(__name__)
_LEASE_SECONDS = 10
"""So long the updates of a replica that died wait for another one."""
_RENEW_SECONDS = 3
"""Two renewals may fail before a lease ends."""
_AWAY_SECONDS = 5
"""So long Redis is not asked after it could not be reached, so that few questions wait for the time-out."""
_TIMEOUT_SECONDS = 2
"""Redis answers within milliseconds; a person waits no longer for what the process can do without."""
_MOST_OWED = 10_000
"""A bound for the memory, reached only where Redis is away for long."""
_NOT_WRITTEN = False
_T = TypeVar("_T")
_RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"


class RedisStore:
    """A store that replicas share.

    An update belongs to one replica by a short lease, renewed while it is being handled. Everything is
    also noted in `local`, which answers while Redis cannot be reached. `degraded` hears of it: 1 down, 0 up.
    What was answered meanwhile is noted in Redis when it is back.
    """

    def __init__(
        self, url: str, local: Store, *, memory_seconds: float, namespace: str, degraded: Callable[[int], None]
    ) -> None:
        self._redis = Redis.from_url(
            url, socket_timeout=_TIMEOUT_SECONDS, socket_connect_timeout=_TIMEOUT_SECONDS, decode_responses=True
        )
        self._local = local
        self._memory_ms = int(memory_seconds * 1000)
        self._namespace = namespace
        self._degraded = degraded
        self._me = uuid.uuid4().hex
        self._leases: set[int] = set()
        self._owed: OrderedDict[int, None] = OrderedDict()
        self._away_until = 0.0
        self._closed = False
        self._renewing: asyncio.Task[None] | None = None

    async def claim(self, update_id: int) -> Claim:
        if await self._local.claim(update_id) is Claim.DONE:
            return Claim.DONE

        async def ask() -> Claim:
            if await self._redis.exists(self._key("done", update_id)):
                return Claim.DONE
            ours = await self._redis.set(self._key("lease", update_id), self._me, nx=True, ex=_LEASE_SECONDS)
            return Claim.OURS if ours else Claim.ELSEWHERE

        claim = await self._or(Claim.OURS, ask)
        if claim is Claim.OURS:
            self._leases.add(update_id)
            self._renewing = self._renewing or asyncio.create_task(self._renew())
        return claim

    async def release(self, update_id: int) -> None:
        self._leases.discard(update_id)
        await self._or(None, lambda: self._redis.eval(_RELEASE, 1, self._key("lease", update_id), self._me))

    async def finish(self, update_id: int, memory: Memory | None) -> None:
        self._leases.discard(update_id)
        await self._local.finish(update_id, memory)
        if not await self._or(_NOT_WRITTEN, lambda: self._finish(update_id, memory)):
            self._owed[update_id] = None
            if len(self._owed) > _MOST_OWED:
                self._owed.popitem(last=False)

    async def _finish(self, update_id: int, memory: Memory | None) -> bool:
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.set(self._key("done", update_id), 1, ex=KEEP_SECONDS)
            pipe.delete(self._key("lease", update_id))
            pipe.hdel(self._key("parked"), str(update_id))
            if memory:
                conversation = dump_conversation(memory.conversation)
                pipe.set(self._key("conversation", memory.key), conversation, px=self._memory_ms)
                if turn := memory.turn:
                    dumped = turn.dump(dump_conversation(turn.before), conversation)
                    pipe.set(self._key("turn", turn.chat_id, turn.question_id), dumped, ex=KEEP_SECONDS)
                    for answer_id in turn.answer_ids:
                        pipe.set(self._key("answer", turn.chat_id, answer_id), turn.question_id, ex=KEEP_SECONDS)
            await pipe.execute()
        return True

    async def conversation(self, key: str) -> Conversation | None:
        async def ask() -> Conversation | None:
            value = await self._redis.get(self._key("conversation", key))
            return parse_conversation(value) if value else None

        return await self._or_local(ask, lambda: self._local.conversation(key))

    async def turn_of_question(self, chat_id: int, message_id: int) -> Turn | None:
        async def ask() -> Turn | None:
            return Turn.load(await self._redis.get(self._key("turn", chat_id, message_id)))

        return await self._or_local(ask, lambda: self._local.turn_of_question(chat_id, message_id))

    async def turn_of_answer(self, chat_id: int, message_id: int) -> Turn | None:
        async def ask() -> Turn | None:
            question_id = await self._redis.get(self._key("answer", chat_id, message_id))
            return await self.turn_of_question(chat_id, int(question_id)) if question_id else None

        return await self._or_local(ask, lambda: self._local.turn_of_answer(chat_id, message_id))

    async def park(self, update_id: int, update: str) -> None:
        async def keep() -> bool:
            await self._redis.hset(self._key("parked"), str(update_id), update)
            return True

        if not await self._or(_NOT_WRITTEN, keep):
            msg = "Redis cannot be reached"
            raise OSError(msg)

    async def parked(self) -> list[str]:
        async def ask() -> list[str]:
            found = await self._redis.hgetall(self._key("parked"))
            return [str(found[update_id]) for update_id in sorted(found, key=int)]

        return await self._or([], ask)

    async def file_id(self, name: str) -> str | None:
        async def ask() -> str | None:
            found = await self._redis.hget(self._key("file"), name)
            return str(found) if found else None

        return await self._or_local(ask, lambda: self._local.file_id(name))

    async def keep_file_id(self, name: str, file_id: str) -> None:
        await self._local.keep_file_id(name, file_id)
        await self._or(None, lambda: self._redis.hset(self._key("file"), name, file_id))

    async def close(self) -> None:
        self._closed = True
        if self._renewing:
            self._renewing.cancel()
            await asyncio.gather(self._renewing, return_exceptions=True)
        with contextlib.suppress(RedisError, OSError):
            await self._redis.aclose()
        await self._local.close()

    async def _renew(self) -> None:
        """Keep the leases of what is in hand, and note what is owed; a process that was killed loses its leases soon."""
        while not self._closed:  # being cancelled is not enough: the Redis client may swallow it
            await asyncio.sleep(_RENEW_SECONDS)
            for update_id in list(self._owed):
                if await self._or(_NOT_WRITTEN, partial(self._finish, update_id, None)):
                    del self._owed[update_id]
            for update_id in list(self._leases):
                await self._or(None, partial(self._redis.expire, self._key("lease", update_id), _LEASE_SECONDS))

    async def _or(self, otherwise: _T, ask: Callable[[], Awaitable[_T]]) -> _T:
        """Ask Redis; `otherwise` while it is away."""

        async def local() -> _T:
            return otherwise

        return await self._or_local(ask, local)

    async def _or_local(self, ask: Callable[[], Awaitable[_T]], local: Callable[[], Awaitable[_T]]) -> _T:
        if time.monotonic() < self._away_until:
            return await local()
        try:
            answer = await ask()
        except (RedisError, OSError) as error:
            if not self._away_until:
                _log.warning("Redis cannot be reached, going on with local state: %s", error)
            self._away_until = time.monotonic() + _AWAY_SECONDS
            self._degraded(1)
            return await local()
        if self._away_until:
            _log.info("Redis is back")
            self._away_until = 0.0
            self._degraded(0)
        return answer

    def _key(self, *parts: object) -> str:
        return ":".join((self._namespace, *map(str, parts)))
