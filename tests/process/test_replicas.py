"""Two replicas that share their state by a real Redis; what happens when one dies stands in `test_kill.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.loadtests.replicas import Redis, serving

if TYPE_CHECKING:
    from pathlib import Path

    from tests.botapi import BotApiServer


async def test_conversation_goes_on_whichever_replica_is_asked(server: BotApiServer, tmp_path: Path) -> None:
    async with Redis(tmp_path) as redis, serving(server, tmp_path, 2, redis):
        user = server.user()
        for _ in range(3):
            await user.asks("活跃度较高有几家")
            assert "19.19%" in (await user.asks("那占比呢")).text
