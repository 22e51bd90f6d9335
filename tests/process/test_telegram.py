"""What Telegram offers besides a question and its answer, asked of the running bot; one process for all of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from bot.replies import texts
from bot.telegram.menus import COMMANDS
from tests.botapi import BotApiServer
from tests.process.harness import our_bot

if TYPE_CHECKING:
    from tests.botapi.chats import Message

pytestmark = pytest.mark.asyncio(loop_scope="module")

FULL_NAME = "化纤产业技术创新战略联盟"
MADE_UP = 250


def titles(answer: dict[str, Any]) -> list[str]:
    return [article["title"] for article in answer["results"]]


def bodies(answer: dict[str, Any]) -> list[str]:
    return [article["input_message_content"]["message_text"] for article in answer["results"]]


async def test_inline_a_fragment_offers_verdicts_tiers_list_and_rule(served: BotApiServer) -> None:
    user = served.user()
    answer = await user.answer_to(user.types_inline("化纤"))
    assert titles(answer)[0].startswith(f"{FULL_NAME}获评2019年度A级")
    for words in ("活跃度分为4个等级", "A级联盟共22家", "A级的条件"):
        assert any(words in title for title in titles(answer))
    assert all("2019年度" in body or "默认回答" in body for body in bodies(answer))
    assert "《纺织科学研究》杂志，2020-11-19" in bodies(answer)[0]


async def test_inline_a_question_is_answered_with_yes_or_no(served: BotApiServer) -> None:
    user = served.user()
    assert titles(await user.answer_to(user.types_inline("化纤是A级吗")))[0].startswith(f"✅ 是。{FULL_NAME}")
    assert titles(await user.answer_to(user.types_inline("煤炭是A级吗")))[0].startswith(
        "❌ “煤炭”不在2019年度A级名单上"
    )


async def test_inline_pages_go_on_without_repeating(served: BotApiServer) -> None:
    user = served.user()
    first = await user.answer_to(user.types_inline("化"))
    second = await user.answer_to(user.types_inline("化", offset=first["next_offset"]))
    assert len(titles(first)) == 10
    assert titles(second)
    assert not set(titles(first)) & set(titles(second))


async def test_inline_empty_query_and_nothing_found(served: BotApiServer) -> None:
    user = served.user()
    assert len(titles(await user.answer_to(user.types_inline("")))) >= 3
    nothing = await user.answer_to(user.types_inline("今天天气"))
    assert nothing["results"] == []
    assert nothing["button"] == {"text": texts.NOTHING_FOUND, "start_parameter": "help"}
    assert "A级名单有哪些？" in (await user.asks("/start help")).labels


async def test_guests_are_answered_by_the_guest_query_and_by_nothing_else(served: BotApiServer) -> None:
    user = served.user()
    calls = len(served.log.calls)
    answer = await user.answer_to(user.summons(f"@{served.username} 化纤联盟是A级吗"))
    assert FULL_NAME in answer["result"]["input_message_content"]["message_text"]
    inline_message_id = max(served.messages.inline, key=lambda key: int(key.split("-")[1]))
    await user.answer_to(
        user.taps_inline(inline_message_id, answer["content"]["reply_markup"]["inline_keyboard"][0][0]["text"])
    )
    edit = await served.log.wait_for(lambda call: call.method == "editMessageText", since=calls)
    assert edit.params["inline_message_id"] == inline_message_id
    said = [call.method for call in served.log.calls[calls:] if not call.method.startswith(("get", "set"))]
    assert said == ["answerGuestQuery", "answerCallbackQuery", "editMessageText"]


async def test_groups_answer_when_addressed_in_the_right_topic_and_stay_silent_otherwise(
    served: BotApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(served.profile.me, "can_read_all_group_messages", value=True)
    forum = served.group(is_forum=True)
    one, two = forum.open_topic(), forum.open_topic()
    user, other = served.user(), served.user("小红")
    user.says("化纤联盟是A级吗", chat=forum, thread_id=one)
    user.says("胡说八道", chat=forum, thread_id=one)
    asked = user.says(f"@{served.username} 活跃度较高有几家", chat=forum, thread_id=one)
    older = await user.hears(chat=forum)
    assert (older.thread_id, older.reply_to) == (one, asked.id)
    assert "19家" in older.text
    listed = await user.asks(f"/list@{served.username}", chat=forum, thread_id=two)
    assert listed.thread_id == two
    goes_on = await other.asks("那占比呢", chat=forum, thread_id=one, reply_to=older)
    assert "19.19%" in goes_on.text
    assert len(forum.from_bot) == 3


async def test_being_added_to_a_group(served: BotApiServer) -> None:
    group = served.group()
    user = served.user()
    user.adds_bot(group)
    assert (await user.hears(chat=group)).text == texts.JOINED.format(username=served.username)


async def test_the_tiers_by_either_base_in_place(served: BotApiServer) -> None:
    user = served.user()
    reply = await user.asks("/tiers")
    both = reply.text
    await user.presses(reply, "只看占联盟总数")
    assert "22.29%" in (await user.sees_edit(reply)).text
    assert "35.35%" not in reply.text
    await user.presses(reply, "只看占参评联盟")
    assert "35.35%" in (await user.sees_edit(reply, 2)).text
    await user.presses(reply, "两种占比都看")
    assert (await user.sees_edit(reply, 3)).text == both


@pytest.mark.parametrize(("command", "cell"), [("/tiers", "35.35%"), ("/list", FULL_NAME)])
async def test_tables(served: BotApiServer, command: str, cell: str) -> None:
    user = served.user()
    await user.presses(await user.asks(command), "表格")
    blocks = (await user.hears()).json["rich_message"]["blocks"]
    table = next(block for block in blocks if block["type"] == "table")
    assert cell in [entry["text"] for row in table["cells"] for entry in row]
    assert any(block["type"] == "details" and block["summary"] == "出处" for block in blocks)


async def test_charts_by_upload_and_then_by_file_id(served: BotApiServer) -> None:
    user = served.user()
    await user.presses(await user.asks("/tiers"), "图表")
    drawn = await user.hears()
    again = await user.asks("/chart")
    uploads = [call.params["photo"] for call in served.log.of("sendPhoto")]
    assert isinstance(uploads[0], bytes)
    assert uploads[1] == drawn.json["photo"][-1]["file_id"] == again.json["photo"][-1]["file_id"]
    assert drawn.json["photo"][-1]["width"] == 1080
    assert served.log.of("sendChatAction")[0].params["action"] == "upload_photo"
    assert len(drawn.json["caption"]) <= 1024
    assert "没有查到" in (await user.asks("/chart 2018")).text
    assert "2020-2021年度" in (await user.asks("/chart 2020")).json["caption"]
    assert "没有查到" in (await user.asks("/chart 1999")).text


def shared(message: Message) -> str:
    """Return the parameter of the deep link behind the share button."""
    return unquote(message.button("分享")["url"]).partition("?start=")[2].partition("&")[0]


@pytest.mark.parametrize(
    "question",
    [
        "化纤联盟是A级吗",
        "名单",
        "活跃度较高有几家",
        "83分是什么等级",
        "怎么评A级",
        "54.55%是什么",
        "程学忠是谁",
        "2017年跟2019年比较一下",
        "/chart",
    ],
)
async def test_a_shared_link_leads_to_the_same_answer(served: BotApiServer, question: str) -> None:
    user = served.user()
    reply = await user.asks(question)
    again = await served.user().asks(f"/start {shared(reply)}")
    assert again.json.get("text") == reply.json.get("text")
    assert again.json.get("caption") == reply.json.get("caption")


async def test_the_citation_to_copy_names_year_figure_base_and_source(served: BotApiServer) -> None:
    copied = (await served.user().asks("活跃度较高有几家")).button("复制引用")["copy_text"]["text"]
    assert len(copied) <= 256
    for words in ("2019年度", "19家", "占参评联盟的19.19%", "《纺织科学研究》杂志，2020-11-19"):
        assert words in copied


async def test_buttons_pressed_late_twice_or_under_a_message_out_of_reach(served: BotApiServer) -> None:
    user = served.user()
    question_back = await user.asks("纺织联盟是A级吗")
    label = question_back.labels[0]
    late = user.taps(question_back, label)
    late.seconds = -1
    assert "✅" in (await user.hears()).text
    await user.presses(question_back, label, accessible=False)
    reply = await served.user().asks("名单")
    once, twice = user.taps(reply, "表格"), user.taps(reply, "表格")
    await user.answer_to(once)
    await user.answer_to(twice)
    question_back.button(label)["callback_data"] = "from-an-older-version"
    assert (await user.presses(question_back, label))["text"] == texts.EXPIRED_BUTTON


async def test_what_else_arrives(served: BotApiServer) -> None:
    user = served.user()
    photo = [{"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1}]
    file = {"file_id": "x", "file_unique_id": "y"}
    user.sends(photo=photo, caption="化纤联盟是A级吗")
    assert "✅" in (await user.hears()).text
    user.sends(document=file, caption="第6个是谁")
    assert FULL_NAME in (await user.hears()).text
    sticker = file | {"width": 1, "height": 1, "type": "regular", "is_animated": False, "is_video": False}
    for content in (
        {"voice": file | {"duration": 1}},
        {"sticker": sticker},
        {"location": {"latitude": 1, "longitude": 1}},
    ):
        user.sends(**content)
        assert (await user.hears()).text == texts.TEXT_ONLY
    asked = user.says("煤炭联盟是A级吗")
    reply = await user.hears()
    user.edits(asked, "化纤联盟是A级吗")
    assert "✅" in (await user.sees_edit(reply)).text


async def test_the_bots_own_texts(served: BotApiServer) -> None:
    user = served.user()
    assert "保存在内存中" in (await user.asks("/privacy")).text
    assert "《纺织科学研究》杂志" in (await user.asks("/source")).text
    help_text = await user.asks("/help")
    for label in help_text.labels:
        await user.presses(help_text, label)
        assert "出处：" in (await user.hears()).text


async def test_menus_by_scope_and_language(served: BotApiServer) -> None:
    await served.log.wait_for(
        lambda call: call.method == "getMyShortDescription" and call.params == {"language_code": "en"}
    )
    for language in ("", "zh", "en"):
        menus = [
            served.profile.get_my_commands({"language_code": language} | scope)
            for scope in ({}, {"scope": {"type": "all_group_chats"}})
        ]
        shown = [[entry["command"] for entry in menu] for menu in menus]
        assert shown == [[c.name for c in COMMANDS], [c.name for c in COMMANDS if c.in_groups]]
        assert menus[0][1]["description"] == ("What you can ask" if language == "en" else "可以问什么")
        assert served.profile.get_text("description", {"language_code": language})["description"]


async def test_menus_are_set_again_only_when_they_changed(served: BotApiServer, tmp_path: Path) -> None:
    """A second process looks, and sets nothing but what was altered in between."""
    served.profile.set_text("short_description", {"short_description": "别的", "language_code": "zh"})
    seen = len(served.log.calls)
    process = our_bot(served, tmp_path)
    await process.start()
    await served.log.wait_for(
        lambda call: call.method == "getMyShortDescription" and call.params == {"language_code": "en"}, since=seen
    )
    await process.stop()
    changed = [
        (call.method, call.params.get("language_code")) for call in served.log.calls[seen:] if "set" in call.method
    ]
    assert changed == [("setMyShortDescription", "zh")]


def large_report(folder: Path) -> Path:
    """Write a made-up evaluation whose list is longer than a message."""
    (folder / "reports").mkdir(parents=True)
    ids = [f"made_up_{number}" for number in range(MADE_UP)]
    members = [{"id": one, "name": f"虚构第{number}号产业技术创新战略联盟"} for number, one in enumerate(ids)]
    source = {"id": "made_up", "title": "虚构的报道", "publisher": "虚构社"}
    grade = {"name": "A级", "complete": True, "numbered": True, "members": ids, "cite": ["made_up"]}
    grade["count"] = {"value": len(ids), "cite": ["made_up"]}
    report = {"year": "2031", "label": "2031年度评价", "sources": [source], "alliances": members, "grade": grade}
    (folder / "reports" / "2031.yaml").write_text(json.dumps(report), "utf-8")
    return folder


async def test_a_list_longer_than_a_message_is_paged_by_button_and_by_word(tmp_path: Path) -> None:
    async with BotApiServer() as api:
        process = our_bot(api, tmp_path, knowledge_dir=large_report(tmp_path / "more"))
        await process.start()
        user = api.user()
        reply = await user.asks("2031年度A级名单")
        first = reply.text
        await user.presses(reply, "下一页")
        second = (await user.sees_edit(reply)).text
        spoken = await user.asks("上一页")
        assert spoken.text == first
        assert (await user.asks("下一页")).text == second
        assert (await user.asks("下一页")).text == texts.NO_PAGE
        listed = [line for line in f"{first}\n{second}".splitlines() if "虚构第" in line]
        assert [int(line.partition(".")[0]) for line in listed] == list(range(1, MADE_UP + 1))
        await process.stop()
        api.check()


async def test_a_server_of_an_older_version_gets_text_and_is_asked_only_once(tmp_path: Path) -> None:
    async with BotApiServer() as api:
        api.missing.add("sendRichMessage")
        process = our_bot(api, tmp_path, rich_messages="always")
        await process.start()
        user = api.user()
        for command in ("/tiers", "/list", "/tiers"):
            reply = await user.asks(command)
            assert "2019年度" in reply.text
            assert "表格" not in reply.labels
        assert len(api.log.of("sendRichMessage")) == 1
        await process.stop()
        api.check()
