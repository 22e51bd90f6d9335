"""The questions of everyday life, asked of the running bot; one process for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.botapi import BotApiServer

pytestmark = pytest.mark.asyncio(loop_scope="module")

ALL_22 = 22


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("化纤联盟是A级吗", ["✅", "化纤产业技术创新战略联盟", "2019年度A级", "出处"]),
        ("煤炭联盟是A级吗", ["❌", "“煤炭”不在2019年度A级名单上", "没有公布它属于哪个等级"]),
        ("纺织联盟是A级吗", ["❓", "新一代纺织设备产业技术创新战略联盟吗"]),
        ("活跃度较高有几家", ["2019年度", "19家", "19.19%", "12.10%"]),
        ("83分是什么等级", ["83分", "活跃度较高"]),
        ("第6个是谁", ["2019年度", "第6位", "化纤产业技术创新战略联盟", "没有说这是排名"]),
        ("谁主持的发布会", ["程学忠"]),
        ("总共多少家联盟", ["157家", "推算", "99家"]),
        ("尚辉良说了什么", ["报道没有写尚辉良说了什么"]),
        ("今天天气怎么样", ["超出了我的范围", "化纤联盟是A级吗？"]),
        ("/start", ["您好", "化纤联盟是A级吗？"]),
        ("/help", ["A级名单有哪些？"]),
        ("/tiers", ["活跃度高", "35", "37.38%"]),
        ("/rule", ["连续3年"]),
    ],
)
async def test_answer(served: BotApiServer, question: str, said: list[str]) -> None:
    answer = await served.user().asks(question)
    for words in said:
        assert words in answer.text


@pytest.mark.parametrize("question", ["名单", "/list"])
async def test_the_whole_list_in_one_message(served: BotApiServer, question: str) -> None:
    user = served.user()
    answer = await user.asks(question)
    entries = [line for line in answer.text.splitlines() if line.endswith("产业技术创新战略联盟")]
    assert [int(line.split(".")[0]) for line in entries] == list(range(1, ALL_22 + 1))


async def test_follow_up_takes_what_it_leaves_open_from_the_conversation(served: BotApiServer) -> None:
    user = served.user()
    await user.asks("活跃度较高有几家")
    assert "19.19%" in (await user.asks("那占比呢")).text
    stranger = await served.user().asks("那占比呢")
    assert "19.19%" not in stranger.text


async def test_question_back_is_answered_by_its_button(served: BotApiServer) -> None:
    user = served.user()
    question_back = await user.asks("纺织联盟是A级吗")
    await user.presses(question_back, "新一代纺织设备")
    answer = await user.hears()
    assert "✅" in answer.text
    assert "新一代纺织设备产业技术创新战略联盟" in answer.text


async def test_edited_question_changes_its_answer(served: BotApiServer) -> None:
    user = served.user()
    asked = user.says("煤炭联盟是A级吗")
    answer = await user.hears()
    user.edits(asked, "化纤联盟是A级吗")
    assert "✅" in (await user.sees_edit(answer)).text
    assert user.chat.from_bot == [answer]


@pytest.mark.parametrize("name", ["<b>x", "a & b", "</i>", "&lt;", "😀<", "\"'", "{x}", "%s", "\u202ex\u200b"])
async def test_any_name_leads_to_markup_that_is_accepted(served: BotApiServer, name: str) -> None:
    user = served.user(first_name=name)
    calls = len(served.log.calls)
    answer = await user.asks(f"{name}联盟是A级吗")
    assert answer.text
    assert all(call.status == 200 for call in served.log.calls[calls:] if call.method == "sendMessage")
