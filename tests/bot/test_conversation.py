"""Private chats: what a user types and taps, and what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.replies import texts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.conftest import Serving
    from tests.botapi.server import BotApiServer


async def test_a_question_is_answered_with_markup_sources_and_buttons(api: BotApiServer, serving: Serving) -> None:
    async with serving():
        reply = await api.user().asks("化纤是A级吗？<b>&amp;")
    assert (
        reply.text == "您问：化纤是A级吗？<b>&amp;\n仅限2019年度\n出处：《评价<结果>出炉》（某杂志，2020-11-19），第1段"
    )
    kinds = [entity["type"] for entity in reply.json["entities"]]
    assert kinds == ["bold", "italic", "expandable_blockquote"]
    assert reply.button("名单有哪些？")["callback_data"] == "q:a_list-y2019"
    assert reply.button("复制引用")["copy_text"]["text"].startswith("您问：")
    assert "start%3Da_grade-y2019" in reply.button("分享")["url"]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("/start", "[greeting]"),
        ("/help", "[help]"),
        ("/list", "[a_list]"),
        ("/tiers", "[tiers]"),
        ("/rule", "[a_rule]"),
        ("/about", "[about]"),
        ("/source", "[article]"),
        ("/LIST", "[a_list]"),
        ("/start a_grade-y2019", "[a_grade-y2019]"),
        ("/start unknown", "[greeting]"),
        ("/rule 化纤", "/rule 化纤"),
        ("/whatever", "/whatever"),
    ],
)
async def test_commands_and_deep_links(api: BotApiServer, serving: Serving, said: str, asked: str) -> None:
    async with serving():
        reply = await api.user().asks(said)
    assert reply.text.startswith(f"您问：{asked}\n")


async def test_a_command_with_the_bots_name_is_its_own_and_one_for_another_bot_is_not(
    api: BotApiServer, serving: Serving
) -> None:
    async with serving():
        user = api.user()
        user.says("/list@another_bot")
        assert (await user.asks(f"/list@{api.username}")).text.startswith("您问：[a_list]")


async def test_follow_ups_know_what_was_said_before_even_after_a_restart(
    api: BotApiServer, serving: Serving, tmp_path: Path
) -> None:
    user, other = api.user(), api.user("小红")
    async with serving(state_dir=tmp_path / "state"):
        await user.asks("化纤呢")
        assert (await other.asks("刚才说的")).text.startswith("刚才：没有")
    async with serving(state_dir=tmp_path / "state"):
        assert (await user.asks("刚才说的")).text.startswith("刚才：化纤呢")


async def test_a_choice_answers_the_question_back(api: BotApiServer, serving: Serving) -> None:
    async with serving():
        user = api.user()
        question_back = await user.asks("纺织联盟")
        answer = await user.presses(question_back, "化纤")
        reply = await user.hears()
    assert reply.text.startswith("您问：[a-huaxian]")
    assert "text" not in answer


async def test_a_double_tap_gets_one_answer(api: BotApiServer, serving: Serving) -> None:
    async with serving():
        user = api.user()
        question_back = await user.asks("纺织联盟")
        first, second = user.taps(question_back, "化纤"), user.taps(question_back, "化纤")
        await user.answer_to(first)
        await user.answer_to(second)
        assert (await user.hears()).text.startswith("您问：[a-huaxian]")
        assert (await user.asks("下一个")).text.startswith("您问：下一个")


async def test_old_and_inaccessible_buttons(api: BotApiServer, serving: Serving) -> None:
    async with serving():
        user = api.user()
        reply = await user.asks("化纤")
        await user.presses(reply, "名单有哪些？", accessible=False)
        assert (await user.hears()).text.startswith("您问：[a_list-y2019]")
        reply.button("名单有哪些？")["callback_data"] = "gone"
        assert (await user.presses(reply, "名单有哪些？"))["text"] == texts.EXPIRED_BUTTON
        reply.button("名单有哪些？")["callback_data"] = "q:unknown"
        assert (await user.presses(reply, "名单有哪些？"))["text"] == texts.EXPIRED_BUTTON


async def test_an_edited_question_edits_its_answer(api: BotApiServer, serving: Serving) -> None:
    async with serving():
        user = api.user()
        await user.asks("煤炭")
        question = user.says("化纤")
        reply = await user.hears()
        user.edits(question, "刚才")
        assert (await user.sees_edit(reply)).text.startswith("刚才：煤炭")


async def test_an_edit_of_an_unknown_question_is_answered_anew(api: BotApiServer, serving: Serving) -> None:
    user = api.user()
    async with serving():
        question = user.says("化纤")
        await user.hears()
    async with serving():
        user.edits(question, "煤炭")
        assert (await user.hears()).text.startswith("您问：煤炭")


async def test_a_long_answer_is_paged_in_place(api: BotApiServer, serving: Serving) -> None:
    async with serving():
        user = api.user()
        reply = await user.asks("长")
        assert reply.text.startswith("您问：长")
        await user.presses(reply, "下一页")
        second = await user.sees_edit(reply)
        assert not second.text.startswith("您问")
        await user.presses(reply, "上一页")
        assert (await user.sees_edit(reply, revision=2)).text.startswith("您问：[long]"[:3])


async def test_pages_are_turned_by_words_too(api: BotApiServer, serving: Serving) -> None:
    async with serving():
        user = api.user()
        assert (await user.asks("下一页")).text == texts.NO_PAGE
        first = await user.asks("长")
        assert (await user.asks("上一页")).text == texts.NO_PAGE
        second = await user.asks("下一頁。")
        assert second.text.startswith("· 第")
        third = await user.asks("下一页")
        assert third.text not in {first.text, second.text}
        assert (await user.asks("上一页")).text == second.text
        await user.presses(first, "下一页")
        await user.sees_edit(first)
        assert (await user.asks("下一页")).text == third.text


async def test_another_view_stands_in_place(api: BotApiServer, serving: Serving) -> None:
    async with serving():
        user = api.user()
        reply = await user.asks("表")
        await user.presses(reply, "只看占参评联盟")
        assert (await user.sees_edit(reply)).text.startswith("您问：[table-bparticipants]")
        await user.presses(reply, "表格")
        rich = await user.hears()
        await user.presses(rich, "只看占参评联盟")
        await user.sees_edit(rich)
    assert "[table-bparticipants]" in api.log.of("editMessageText")[-1].params["rich_message"]["html"]


async def test_a_reply_to_what_a_button_brought_takes_that_as_context(api: BotApiServer, serving: Serving) -> None:
    async with serving():
        user = api.user()
        reply = await user.asks("化纤")
        await user.presses(reply, "名单有哪些？")
        named = await user.hears()
        await user.asks("煤炭")
        assert (await user.asks("刚才", reply_to=named)).text.startswith("刚才：[a_list-y2019]")


async def test_a_table_is_drawn_natively_behind_a_button(api: BotApiServer, serving: Serving) -> None:
    async with serving():
        user = api.user()
        reply = await user.asks("表")
        await user.presses(reply, "表格")
        await user.hears()
    assert "<td>35</td>" in api.log.of("sendRichMessage")[0].params["rich_message"]["html"]


async def test_a_server_without_rich_messages_gets_text_and_no_further_button(
    api: BotApiServer, serving: Serving
) -> None:
    api.missing.add("sendRichMessage")
    async with serving(rich_messages="always"):
        user = api.user()
        reply = await user.asks("表")
        assert "高：35家" in reply.text
        labels = [button["text"] for row in reply.json["reply_markup"]["inline_keyboard"] for button in row]
        assert "表格" not in labels
        await user.asks("表")
    assert len(api.log.of("sendRichMessage")) == 1


async def test_native_tables_can_be_the_rule_also_for_an_edit(api: BotApiServer, serving: Serving) -> None:
    async with serving(rich_messages="always"):
        user = api.user()
        question = user.says("表")
        reply = await user.hears()
        assert [block["type"] for block in reply.json["rich_message"]["blocks"]][:2] == ["paragraph", "table"]
        user.edits(question, "表2")
        await user.sees_edit(reply)
    assert "您问：表2" in api.log.of("editMessageText")[0].params["rich_message"]["html"]


async def test_native_tables_can_be_turned_off(api: BotApiServer, serving: Serving) -> None:
    async with serving(rich_messages="off"):
        user = api.user()
        reply = await user.asks("表")
        assert "表格" not in reply.labels
        assert "高：35家" in (await user.asks("表格")).text
    assert not api.log.of("sendRichMessage")


async def test_captions_are_questions_and_what_has_no_words_gets_one_polite_line(
    api: BotApiServer, serving: Serving
) -> None:
    photo = [{"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1}]
    voice = {"file_id": "x", "file_unique_id": "y", "duration": 1}
    async with serving():
        user = api.user()
        user.sends(photo=photo, caption="化纤")
        assert (await user.hears()).text.startswith("您问：化纤")
        user.sends(voice=voice)
        assert (await user.hears()).text == texts.TEXT_ONLY
        for _ in range(3):
            user.sends(photo=photo, media_group_id="album")
        assert (await user.hears()).text == texts.TEXT_ONLY
        user.sends(photo=photo, media_group_id="other", caption="化纤")
        user.sends(photo=photo, media_group_id="other")
        assert (await user.hears()).text.startswith("您问：化纤")
        user.sends(via_bot=api.profile.me, text="您问：自己说的话")
        assert (await user.asks("煤炭")).text.startswith("您问：煤炭")


async def test_a_fault_of_ours_is_told_and_the_next_question_answered(api: BotApiServer, serving: Serving) -> None:
    async with serving():
        user = api.user()
        assert (await user.asks("炸")).text == texts.FAILED
        assert (await user.asks("化纤")).text.startswith("您问：化纤")


async def test_who_asks_too_fast_hears_of_it_once(api: BotApiServer, serving: Serving) -> None:
    async with serving(user_rate=0.001, user_burst=2):
        hasty, patient = api.user(), api.user()
        for _ in range(5):
            hasty.says("化纤")
        heard = [(await hasty.hears()).text for _ in range(3)]
        assert (await patient.asks("煤炭")).text.startswith("您问：煤炭")
    assert heard[2] == texts.TOO_FAST
    assert len(api.log.of("sendMessage")) == 4


async def test_who_presses_too_fast_is_told_on_the_button_and_sent_nothing(api: BotApiServer, serving: Serving) -> None:
    async with serving(user_rate=0.001, user_burst=2):
        user = api.user()
        reply = await user.asks("表")
        assert "text" not in await user.presses(reply, "名单有哪些？")
        await user.hears()
        for label in ("表格", "只看占参评联盟"):
            assert (await user.presses(reply, label))["text"] == texts.TOO_FAST
        user.says("化纤")
        assert (await user.hears()).text == texts.TOO_FAST
    assert reply.revision == 0
    assert len(api.log.of("sendMessage")) == 3


async def test_who_writes_traditional_characters_reads_the_bots_own_words_in_them(
    api: BotApiServer, serving: Serving
) -> None:
    async with serving(user_rate=0.001, user_burst=5):
        user = api.user()
        reply = await user.asks("化纖聯盟[long]")
        assert {"下一頁", "複製引用"} <= set(reply.labels)
        assert (await user.presses(reply, "下一頁")) is not None
        assert "上一頁" in (await user.sees_edit(reply)).labels
        assert "關於您的數據" in (await user.asks("/privacy")).text
        assert (await user.asks("煤炭")).text.startswith("您问")
        assert (await user.asks("上一頁")).text == "沒有更多頁可以翻了。"
        assert (await user.asks("/privacy")).text == "您問得有點快，請稍等片刻再問。"
        assert (await api.user().asks("/privacy")).text.startswith("关于您的数据")


@pytest.mark.parametrize(
    ("settings", "said"),
    [({}, "内存"), ({"unanswered_log": "unanswered.jsonl"}, "遮盖"), ({"log_text": True}, "可能包含")],
)
async def test_privacy_tells_what_the_settings_in_force_keep(
    api: BotApiServer, serving: Serving, settings: dict[str, object], said: str
) -> None:
    async with serving(**settings):
        assert said in (await api.user().asks("/privacy")).text


async def test_what_cannot_be_answered_is_logged_without_numbers_and_names(
    api: BotApiServer, serving: Serving, tmp_path: Path
) -> None:
    async with serving(unanswered_log=tmp_path / "log.jsonl"):
        await api.user().asks("天气 13800138000 a.b@example.com @somebody")
        await api.user().asks("化纤")
    line = (tmp_path / "log.jsonl").read_text(encoding="utf-8")
    assert '"text": "天气 ########### *@* @*"' in line
    assert line.count("\n") == 1
