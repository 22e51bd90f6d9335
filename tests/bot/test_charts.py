"""Charts in chats: drawn once, sent as a photo, and text where there is none. What they look like: tests/cli."""

from __future__ import annotations

import asyncio
import struct
import threading
from typing import TYPE_CHECKING, Any

import pytest

from bot.replies import charts, texts
from tests.botapi.errors import ApiError
from tests.botapi.faults import Effect, Fault

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.conftest import Serving
    from tests.botapi.server import BotApiServer

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", 1080, 1350)


class Drawing:
    """Stands for the plotting library, which takes its time; `years` tells what was drawn."""

    def __init__(self) -> None:
        self.years: list[str] = []
        self.may_end = threading.Event()
        self.may_end.set()

    def draw(self, _knowledge: Any, year: str) -> bytes:
        assert self.may_end.wait(30)
        self.years.append(year)
        return PNG


@pytest.fixture
def drawing(monkeypatch: pytest.MonkeyPatch) -> Drawing:
    drawing = Drawing()
    monkeypatch.setattr(charts, "draw", drawing.draw)
    return drawing


def photos(api: BotApiServer) -> list[Any]:
    return [call.params["photo"] for call in api.log.of("sendPhoto")]


@pytest.mark.parametrize("said", ["/chart", "图表", "圖表", "/start c-tiers-y2019", "/chart 2019"])
async def test_a_chart_is_a_photo_with_caption_and_buttons(
    api: BotApiServer, serving: Serving, drawing: Drawing, said: str
) -> None:
    async with serving():
        user = api.user()
        photo = await user.asks(said)
        await user.presses(photo, "看数据")
        assert "高：35家" in (await user.hears()).text
    assert drawing.years == ["2019"]
    assert photo.json["caption"].startswith("2019年度各活跃度等级")
    assert "出处：《评价<结果>出炉》" in photo.json["caption"]
    assert "start%3Dc-table" in photo.button("分享")["url"]


async def test_it_is_drawn_once_and_then_sent_by_its_file_id_even_after_a_restart(
    api: BotApiServer, serving: Serving, drawing: Drawing, tmp_path: Path
) -> None:
    settings = {"state_dir": tmp_path / "state"}
    async with serving(**settings):
        user = api.user()
        reply = await user.asks("表")
        await user.presses(reply, "图表")
        first = await user.hears()
        await api.user().asks("/chart")
    async with serving(**settings):
        await user.asks("/chart")
    assert drawing.years == ["2019"]
    assert photos(api) == [PNG, *[first.json["photo"][-1]["file_id"]] * 2]


async def test_a_file_id_that_is_not_known_any_more_is_drawn_anew(
    api: BotApiServer, serving: Serving, drawing: Drawing
) -> None:
    async with serving():
        user = api.user()
        await user.asks("/chart")
        api.faults.add(
            Fault(Effect.REFUSE, "sendPhoto", times=1, error=ApiError(400, "Bad Request: wrong file identifier"))
        )
        assert (await user.asks("/chart")).json["photo"]
    assert drawing.years == ["2019", "2019"]


async def test_while_it_is_drawn_the_chat_sees_an_upload_and_others_are_answered(
    api: BotApiServer, serving: Serving, drawing: Drawing
) -> None:
    drawing.may_end.clear()
    async with serving():
        user = api.user()
        user.says("/chart")
        action = await api.log.wait_for(lambda call: call.method == "sendChatAction")
        assert action.params == {"chat_id": user.id, "action": "upload_photo"}
        assert (await api.user().asks("化纤")).text.startswith("您问：化纤")
        drawing.may_end.set()
        assert (await user.hears()).json["photo"]


async def test_many_who_ask_at_once_do_not_draw_at_once(
    api: BotApiServer, serving: Serving, drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy, most = 0, 0

    def draw(knowledge: Any, year: str) -> bytes:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        picture = drawing.draw(knowledge, year)
        busy -= 1
        return picture

    monkeypatch.setattr(charts, "draw", draw)
    async with serving():
        await asyncio.gather(*(api.user().asks("/chart") for _ in range(8)))
    assert most == 1
    assert len(photos(api)) == 8


async def test_without_the_extra_it_is_text_and_the_log_says_what_is_missing(
    api: BotApiServer, serving: Serving, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(charts, "installed", lambda: False)
    async with serving():
        user = api.user()
        reply = await user.asks("/chart")
        assert "图表" not in (await user.asks("表")).labels
    assert reply.text.startswith(texts.NO_CHART)
    assert "高：35家" in reply.text
    assert "alliance-activity-bot[chart]" in caplog.text
    assert not photos(api)


async def test_where_photos_are_refused_and_where_drawing_fails_it_is_text(
    api: BotApiServer, serving: Serving, drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal = ApiError(400, "Bad Request: not enough rights to send photos to the chat")
    api.faults.add(Fault(Effect.REFUSE, "sendPhoto", times=1, error=refusal))
    async with serving():
        user = api.user()
        assert "高：35家" in (await user.asks("/chart")).text

        def fail(*_: object) -> bytes:
            raise RuntimeError(drawing)

        monkeypatch.setattr(charts, "draw", fail)
        assert "高：35家" in (await user.asks("/chart")).text


async def test_an_edit_replaces_a_photo_by_a_new_message(api: BotApiServer, serving: Serving, drawing: Drawing) -> None:
    async with serving():
        user = api.user()
        question = user.says("/chart")
        await user.hears()
        user.edits(question, "化纤")
        assert (await user.hears()).text.startswith("您问：化纤")
    assert drawing.years == ["2019"]


async def test_in_a_forum_it_stands_in_the_topic_as_a_reply(
    api: BotApiServer, serving: Serving, drawing: Drawing
) -> None:
    forum = api.group(is_forum=True)
    topic = forum.open_topic()
    async with serving():
        user = api.user()
        asked = user.says("/chart", chat=forum, thread_id=topic)
        photo = await user.hears(chat=forum)
    assert (photo.thread_id, photo.reply_to) == (topic, asked.id)
    assert drawing.years
