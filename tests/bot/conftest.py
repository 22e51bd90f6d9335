"""The bot in the same process as a Bot API server, with a small world of answers instead of the real data."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Protocol

import pytest

import knowledge
from bot.serve import serve
from bot.settings import Settings
from knowledge import Answer, Choice, Conversation, UnknownTokenError
from knowledge.answer import Listing, Note, Paragraph, SourceRef, Table
from knowledge.text.script import is_traditional
from tests.botapi.server import BotApiServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from contextlib import AbstractAsyncContextManager

SOURCE = SourceRef(title="评价<结果>出炉", publisher="某杂志", date="2020-11-19", where="第1段")


class SmallWorld:
    """Answers by key words; `刚才` repeats what was asked before."""

    version = "test"
    default_year = "2019"
    grade = "甲级"

    def ask(self, text: str, conversation: Conversation | None = None, **_: Any) -> tuple[Answer, Conversation]:
        if "炸" in text:
            raise RuntimeError(text)
        before = conversation.shown if conversation else ()
        said = f"刚才：{'，'.join(before) or '没有'}" if "刚才" in text else f"您问：{text}"
        answer = self._answer(text, said)
        script = is_traditional(text, before=conversation is not None and conversation.traditional)
        return answer, Conversation(shown=(text,), token=answer.token, traditional=script)

    def choose(self, token: str, conversation: Conversation | None = None, **_: Any) -> tuple[Answer, Conversation]:
        if token.startswith("unknown"):
            raise UnknownTokenError(token)
        return self.ask(f"[{token}]", conversation)

    def fitting(self, fragment: str) -> Iterator[Choice]:
        """Twenty-five alliances have 产 in their names, of which five have the same answer."""
        return (Choice(label=f"{n}", token=f"a-{n % 20}") for n in range(25 if fragment == "产" else 0))

    def _answer(self, text: str, said: str) -> Answer:
        lead = Paragraph(text=said, lead=True)
        if "天气" in text:
            return Answer(status="out_of_scope", topic="out_of_scope", blocks=(lead,))
        if "纺织" in text:
            choices = (Choice(label="新一代纺织设备", token="a-fangzhi"), Choice(label="化纤", token="a-huaxian"))
            return Answer(status="ambiguous", topic="a_grade", blocks=(lead,), choices=choices)
        text = text.replace("[long]", "长").replace("[table", "表[").replace("[tiers", "表[").replace("/tiers", "表")
        blocks = {
            "长": Listing(items=tuple(f"第{number}家联盟" + "名" * 90 for number in range(100))),
            "表": Table(caption="等级", header=("等级", "家数"), rows=(("高", "35"),), lines=("高：35家",)),
        }
        return Answer(
            status="answered",
            topic="tiers" if "表" in text else "a_grade",
            year="2019",
            blocks=(lead, *(block for word, block in blocks.items() if word in text), Note(text="仅限2019年度")),
            sources=(SOURCE,),
            related=(Choice(label="名单有哪些？", token="a_list-y2019"),),
            views=(Choice(label="只看占参评联盟", token="table-bparticipants"),) if "表" in text else (),
            token="long"
            if "长" in text
            else "table"
            if "表" in text
            else text.strip("[]")
            if "[" in text
            else "a_grade-y2019",
        )


class Serving(Protocol):
    def __call__(self, **settings: Any) -> AbstractAsyncContextManager[asyncio.Task[None]]: ...


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"BOT_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
async def api() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as server:
        yield server
        server.check()


@pytest.fixture
def serving(api: BotApiServer, monkeypatch: pytest.MonkeyPatch) -> Serving:
    """Serve the small world with the given settings as long as the context lasts; ends as SIGTERM would."""
    monkeypatch.setattr(knowledge, "load", lambda _extra=None: SmallWorld())
    monkeypatch.setattr("bot.serve._CONFIRM_SECONDS", 0.2)  # the server holds such a poll for three seconds

    @asynccontextmanager
    async def run(**changes: Any) -> AsyncIterator[asyncio.Task[None]]:
        settings = Settings(**{"token": api.token, "api_base_url": api.url, "user_rate": 0, **changes})
        stop = asyncio.Event()
        task = asyncio.create_task(serve(settings, stop))
        try:
            yield task
        finally:
            stop.set()
            await task

    return run
