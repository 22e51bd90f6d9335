"""Inline mode and guest mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bot.conftest import Serving
    from tests.botapi.server import BotApiServer


async def test_a_query_offers_complete_answers(api: BotApiServer, serving: Serving) -> None:
    async with serving():
        user = api.user()
        answer = await user.answer_to(user.types_inline("化纤"))
    first, second, *overview = answer["results"]
    assert first["title"] == "您问：化纤"
    assert "出处" in first["input_message_content"]["message_text"]
    assert second["title"] == "您问：[a_list-y2019]"
    assert [article["title"] for article in overview] == [
        f"您问：[{token}]" for token in ("tiers", "a_list", "a_rule", "about")
    ]


async def test_an_empty_query_offers_an_overview(api: BotApiServer, serving: Serving) -> None:
    async with serving():
        user = api.user()
        answer = await user.answer_to(user.types_inline(""))
    assert answer["results"]


async def test_offsets_page_through_the_results(api: BotApiServer, serving: Serving) -> None:
    titles, offset = [], ""
    async with serving():
        user = api.user()
        for expected in ("10", "20", ""):
            answer = await user.answer_to(user.types_inline("产", offset=offset))
            titles += [article["title"] for article in answer["results"]]
            offset = answer.get("next_offset", "")
            assert offset == expected
        assert not (await user.answer_to(user.types_inline("产", offset="90")))["results"]
    assert len(titles) == len(set(titles)) == 1 + 20 + 1 + 4


async def test_nothing_found_leads_to_help(api: BotApiServer, serving: Serving) -> None:
    async with serving():
        user = api.user()
        answer = await user.answer_to(user.types_inline("天气"))
    assert not answer["results"]
    assert answer["button"]["start_parameter"] == "help"


async def test_a_late_query_is_dropped_quietly(api: BotApiServer, serving: Serving) -> None:
    user = api.user()
    user.types_inline("化纤")
    late = user.types_inline("煤炭")
    late.seconds = -1
    async with serving():
        assert (await user.asks("化纤")).text.startswith("您问：化纤")
    assert not len(api.updates)


async def test_a_guest_is_answered_by_the_guest_query_and_nothing_else(api: BotApiServer, serving: Serving) -> None:
    async with serving():
        user = api.user()
        answer = await user.answer_to(user.summons(f"@{api.username} 化纤"))
    assert answer["result"]["title"] == "您问：化纤"
    assert not api.log.of("sendMessage")


async def test_a_long_answer_is_paged_in_chats_of_others_too(api: BotApiServer, serving: Serving) -> None:
    async with serving():
        user = api.user()
        await user.answer_to(user.summons(f"@{api.username} 长"))
        (inline_message_id, first), *_ = api.messages.inline.items()
        await user.answer_to(user.taps_inline(inline_message_id, "下一页"))
        await api.log.wait_for(lambda call: call.method == "editMessageText")
    second = api.messages.inline[inline_message_id]
    assert first["text"].startswith("您问：长\n· 第0家联盟")
    assert second["text"].startswith("· 第")
    labels = [button["text"] for row in second["reply_markup"]["inline_keyboard"] for button in row]
    assert labels[:2] == ["上一页", "下一页"]
    assert not {"表格", "图表"} & set(labels)


async def test_a_page_that_is_turned_there_stays_in_its_script(api: BotApiServer, serving: Serving) -> None:
    async with serving():
        user = api.user()
        await user.answer_to(user.summons(f"@{api.username} 哪些聯盟 [long]"))
        inline_message_id = next(iter(api.messages.inline))
        await user.answer_to(user.taps_inline(inline_message_id, "下一頁"))
        await api.log.wait_for(lambda call: call.method == "editMessageText")
    second = api.messages.inline[inline_message_id]
    labels = [button["text"] for row in second["reply_markup"]["inline_keyboard"] for button in row]
    assert labels[:2] == ["上一頁", "下一頁"]


async def test_buttons_of_inline_messages_edit_them(api: BotApiServer, serving: Serving) -> None:
    async with serving():
        user = api.user()
        query = user.summons(f"@{api.username} 纺织")
        await user.answer_to(query)
        inline_message_id = next(iter(api.messages.inline))
        await user.answer_to(user.taps_inline(inline_message_id, "化纤"))
        await api.log.wait_for(lambda call: call.method == "editMessageText")
    assert api.messages.inline[inline_message_id]["text"].startswith("您问：[a-huaxian]")
