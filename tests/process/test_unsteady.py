"""A limited chat, a failing server, a wrong token. In full: `python -m tests.loadtests limited faults`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.botapi import Effect, Fault
from tests.loadtests import limited, unsteady

if TYPE_CHECKING:
    from pathlib import Path

    from tests.botapi import BotApiServer
    from tests.process.conftest import StartBot

MORE_THAN_A_WINDOW = 150


async def test_limited_chat_holds_up_no_other(server: BotApiServer, start_bot: StartBot) -> None:
    await start_bot()
    load = limited.Load(questions=MORE_THAN_A_WINDOW, people=50, rate=1000, retry_after=4)
    outcome = await limited.run(server, load)
    assert outcome.unanswered == 0
    assert outcome.overtaken
    assert outcome.waited >= load.retry_after


async def test_every_kind_of_fault_costs_no_question(server: BotApiServer, start_bot: StartBot, tmp_path: Path) -> None:
    await start_bot(state_dir=tmp_path)
    quick = [effect for effect in unsteady.EFFECTS if effect is not Effect.STALL]
    outcome = await unsteady.run(server, quick, share=0.05, questions=60, people=30, rate=1000)
    assert outcome.faults > 0
    assert outcome.unanswered == 0
    assert outcome.repeated <= outcome.lost


async def test_poll_that_is_cut_goes_on(server: BotApiServer, start_bot: StartBot) -> None:
    await start_bot()
    user = server.user()
    await user.asks("名单")
    await server.log.wait_for(lambda call: call.method == "getUpdates" and call.status is None, what="open poll")
    assert server.hang_up("getUpdates") == 1
    assert "程学忠" in (await user.asks("谁主持的发布会")).text


async def test_token_appears_nowhere_in_the_output(server: BotApiServer, start_bot: StartBot) -> None:
    server.faults.add(Fault(Effect.ERROR_500, method="getMe", times=1))
    server.faults.add(Fault(Effect.DROP_BEFORE, method="getUpdates", times=1))
    process = await start_bot(log_level="DEBUG", log_text=True)
    users = [server.user() for _ in unsteady.EFFECTS]
    for user, effect in zip(users, unsteady.EFFECTS, strict=True):
        server.faults.add(Fault(effect, chat_id=user.id, times=1, seconds=0.1))
        user.says("名单")
    for user in users:
        await user.hears()
    assert await process.end() == 0
    assert "Internal Server Error" in process.output
    assert server.token not in process.output
    assert server.token.split(":")[1] not in process.output
