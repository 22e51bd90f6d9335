"""Bots as real processes: started, watched through what they ask of the server, killed, restarted."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.botapi.clock import PATIENCE_SECONDS, Signal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.botapi import BotApiServer

_ROOT = Path(__file__).parents[2]
_ECHO_PTB = str(_ROOT / "tests/botapi/echo_ptb.py")
_ECHO_AIOGRAM = str(_ROOT / "tests/botapi/echo_aiogram.py")


class BotProcess:
    """A bot's process, `python ARGUMENTS`, that talks to `server`; `output` is all it wrote.

    It runs in the folder `home` and sees of the environment's `BOT_…` variables only those of `settings`.
    """

    def __init__(
        self, server: BotApiServer, home: Path, arguments: list[str], settings: Mapping[str, object] | None = None
    ) -> None:
        self._server = server
        self._home = home
        self._arguments = arguments
        self._settings = dict(settings or {})
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self._calls_before = 0
        self._spoke = Signal()
        self.output = ""

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    async def start(self) -> None:
        """Start the process and return at once."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
        environment |= {name: str(value) for name, value in self._settings.items()}
        environment["PYTHONPATH"] = str(_ROOT)
        self._calls_before = len(self._server.log.calls)
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *self._arguments,
            cwd=self._home,
            env=environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        self._reader = asyncio.create_task(self._read())

    async def ready(self, method: str = "getUpdates") -> None:
        """Wait until the process has called `method`, or fail with its output if it ends before."""
        assert self._process
        ended = asyncio.ensure_future(self._process.wait())
        called = asyncio.ensure_future(
            self._server.log.wait_for(lambda call: call.method == method, since=self._calls_before, what=method)
        )
        done, rest = await asyncio.wait({ended, called}, return_when=asyncio.FIRST_COMPLETED)
        for future in rest:
            future.cancel()
        if called not in done:
            code = await self.wait()
            pytest.fail(f"the process ended with {code}:\n{self.output}")
        called.result()

    async def says(self, words: str) -> None:
        """Wait until `words` stand in the output."""
        await self._spoke.until(lambda: words in self.output, lambda: f"no {words!r} in the output:\n{self.output}")

    async def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and wait for the end; returns the exit code."""
        assert self._process
        self._process.send_signal(number)
        return await self.wait()

    async def wait(self) -> int:
        """Wait for the end of the process and return its exit code."""
        assert self._process
        assert self._reader
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self._reader
            return await self._process.wait()

    async def stop(self) -> None:
        """Kill the process if it still runs."""
        if self._process and self._process.returncode is None:
            await self.end(signal.SIGKILL)

    async def _read(self) -> None:
        assert self._process
        assert self._process.stdout
        while chunk := await self._process.stdout.read(65_536):
            self.output += chunk.decode("utf-8", "replace")
            self._spoke.fire()


def our_bot(server: BotApiServer, home: Path, **settings: object) -> BotProcess:
    """Return `python -m bot run` with `settings` (`state_dir` for BOT_STATE_DIR and so on), polling unless told otherwise."""
    environment = {f"BOT_{name.upper()}": value for name, value in settings.items() if value is not None}
    basics = {"BOT_TOKEN": server.token, "BOT_API_BASE_URL": server.url}
    return BotProcess(server, home, ["-m", "bot", "run"], basics | environment)


def ptb_echo(server: BotApiServer, home: Path, concurrent_updates: int = 0) -> BotProcess:
    """Return the echo bot on python-telegram-bot."""
    return BotProcess(server, home, [_ECHO_PTB, server.url, server.token, str(concurrent_updates)])


def aiogram_echo(server: BotApiServer, home: Path) -> BotProcess:
    """Return the echo bot on aiogram."""
    return BotProcess(server, home, [_ECHO_AIOGRAM, server.url, server.token])
