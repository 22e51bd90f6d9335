"""A bot on a library that knows nothing of the emulator gets along with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.process.harness import ptb_echo

if TYPE_CHECKING:
    from pathlib import Path

    from tests.botapi import BotApiServer


async def test_echo(server: BotApiServer, tmp_path: Path) -> None:
    process = ptb_echo(server, tmp_path)
    await process.start()
    try:
        await process.ready()
        user = server.user()
        assert (await user.asks("你好 <b>&")).text == "你好 <b>&"
        assert await process.end() == 0
        assert len(server.updates) == 0
    finally:
        await process.stop()
    server.check()
