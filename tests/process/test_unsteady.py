"""A limited chat, a failing server, a wrong token. In full: `python -m tests.loadtests limited faults`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.botapi import Effect
from tests.loadtests import limited, unsteady

if TYPE_CHECKING:
    from pathlib import Path

    from tests.botapi import BotApiServer
    from tests.process.conftest import StartBot

MORE_THAN_A_WINDOW = 150


async def test_limited_chat_holds_up_no_other(server: BotApiServer, start_bot: StartBot) -> None:
    await start_bot()
    load = limited.Load(questions=MORE_THAN_A_WINDOW, people=50, rate=1000, retry_after=3)
    outcome = await limited.run(server, load)
    assert outcome.unanswered == 0
    assert outcome.overtaken
    assert outcome.waited >= load.retry_after


async def test_faults_cost_no_question_and_show_no_token(
    server: BotApiServer, start_bot: StartBot, tmp_path: Path
) -> None:
    process = await start_bot(state_dir=tmp_path, log_level="DEBUG", log_text=True)
    quick = [effect for effect in unsteady.EFFECTS if effect is not Effect.STALL]
    outcome = await unsteady.run(server, quick, share=0.05, questions=60, people=30, rate=1000)
    assert outcome.faults > 0
    assert outcome.unanswered == 0
    assert outcome.repeated <= outcome.lost
    assert await process.end() == 0
    assert "Internal Server Error" in process.output
    assert server.token.split(":")[1] not in process.output


async def test_poll_that_is_cut_goes_on(server: BotApiServer, start_bot: StartBot) -> None:
    await start_bot()
    user = server.user()
    await user.asks("名单")
    await server.log.wait_for(lambda call: call.method == "getUpdates" and call.status is None, what="open poll")
    assert server.hang_up("getUpdates") == 1
    assert "程学忠" in (await user.asks("谁主持的发布会")).text
