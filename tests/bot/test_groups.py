"""Groups: the bot speaks only when it is addressed, and in the right place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.bot.conftest import Serving
    from tests.botapi.chats import Chat
    from tests.botapi.server import BotApiServer


@pytest.fixture
def group(api: BotApiServer) -> Chat:
    """A group in which the bot reads everything, so that silence is the bot's own doing."""
    api.profile.me["can_read_all_group_messages"] = True
    return api.group()


async def test_it_answers_mentions_commands_and_replies_as_a_reply(
    api: BotApiServer, serving: Serving, group: Chat
) -> None:
    async with serving():
        user = api.user()
        asked = user.says(f"@{api.username} 化纤是A级吗", chat=group)
        mentioned = await user.hears(chat=group)
        command = await user.asks("/list", chat=group)
        addressed = await user.asks(f"/tiers@{api.username}", chat=group)
        replied = await user.asks("那煤炭呢", chat=group, reply_to=mentioned)
    assert mentioned.text.startswith("您问：化纤是A级吗\n")
    assert mentioned.reply_to == asked.id
    assert command.text.startswith("您问：[a_list]")
    assert addressed.text.startswith("您问：[tiers]")
    assert replied.text.startswith("您问：那煤炭呢")


async def test_it_is_silent_otherwise(api: BotApiServer, serving: Serving, group: Chat) -> None:
    async with serving():
        user = api.user()
        colleague = user.says("化纤是A级吗", chat=group)
        user.says("我也想知道", chat=group, reply_to=colleague)
        user.says("/roll", chat=group)
        user.says("/list@another_bot", chat=group)
        user.says(f"{api.username} 是什么", chat=group)
        user.sends(chat=group, voice={"file_id": "x", "file_unique_id": "y", "duration": 1})
        assert (await user.asks(f"@{api.username} 完了", chat=group)).text.startswith("您问：完了")
    assert len(api.log.of("sendMessage")) == 1


async def test_a_mention_of_its_name_without_the_username_is_one_too(
    api: BotApiServer, serving: Serving, group: Chat
) -> None:
    entity = {"type": "text_mention", "offset": 3, "length": 2, "user": api.profile.me}
    async with serving():
        user = api.user()
        user.sends(chat=group, text="🙂 小盟 化纤是A级吗", entities=[entity])
        assert (await user.hears(chat=group)).text.startswith("您问：🙂  化纤是A级吗")


async def test_anonymous_administrators_are_answered_and_other_bots_are_not(
    api: BotApiServer, serving: Serving, group: Chat
) -> None:
    async with serving():
        other_bot, administrator = api.user("别的机器人"), api.user("Group")
        other_bot.json["is_bot"] = administrator.json["is_bot"] = True
        other_bot.says(f"@{api.username} 煤炭", chat=group)
        administrator.says(f"@{api.username} 化纤", chat=group, sender_chat=group.json())
        assert (await administrator.hears(chat=group)).text.startswith("您问：化纤")
    assert len(api.log.of("sendMessage")) == 1


async def test_a_bare_mention_gets_help(api: BotApiServer, serving: Serving, group: Chat) -> None:
    async with serving():
        assert (await api.user().asks(f"@{api.username}", chat=group)).text.startswith("您问：[help]")


async def test_conversations_are_kept_per_topic_and_user(api: BotApiServer, serving: Serving) -> None:
    forum = api.group(is_forum=True)
    one, two = forum.open_topic(), forum.open_topic()
    at = f"@{api.username} "
    async with serving():
        user, other = api.user(), api.user("小红")
        reply = await user.asks(f"{at}化纤", chat=forum, thread_id=one)
        assert reply.thread_id == one
        assert (await user.asks(f"{at}刚才", chat=forum, thread_id=two)).text.startswith("刚才：没有")
        assert (await other.asks(f"{at}刚才", chat=forum, thread_id=one)).text.startswith("刚才：没有")
        assert (await user.asks(f"{at}刚才", chat=forum, thread_id=one)).text.startswith("刚才：化纤")


async def test_a_reply_to_an_older_answer_takes_up_that_answer(api: BotApiServer, serving: Serving) -> None:
    group = api.group()
    async with serving():
        user, other = api.user(), api.user("小红")
        older = await user.asks(f"@{api.username} 化纤", chat=group)
        await user.asks(f"@{api.username} 煤炭", chat=group)
        assert (await other.asks("刚才呢", chat=group, reply_to=older)).text.startswith("刚才：化纤")


async def test_it_says_how_to_address_it_when_added_to_a_group(api: BotApiServer, serving: Serving) -> None:
    group = api.group()
    async with serving():
        user = api.user()
        user.adds_bot(group)
        assert f"@{api.username}" in (await user.hears(chat=group)).text
        user.blocks_bot()
        user.unblocks_bot()
        assert (await user.asks("化纤")).text.startswith("您问：化纤")
    assert len(api.log.of("sendMessage")) == 2


async def test_a_closed_topic_and_a_lost_chat_hold_up_nothing(api: BotApiServer, serving: Serving) -> None:
    forum = api.group(is_forum=True)
    topic = forum.open_topic()
    async with serving():
        user = api.user()
        user.says(f"@{api.username} 化纤", chat=forum, thread_id=topic)
        forum.close_topic(topic)
        blocked = api.user("小红")
        blocked.says("化纤")
        blocked.blocks_bot()
        assert (await user.asks("煤炭")).text.startswith("您问：煤炭")
    assert not len(api.updates)


async def test_a_group_that_was_upgraded_gets_its_answer_in_the_new_chat(api: BotApiServer, serving: Serving) -> None:
    old, new = api.group(), api.group()
    user = api.user()
    user.says(f"@{api.username} 化纤", chat=old)
    old.migrate(new)
    async with serving():
        assert (await user.hears(chat=new)).text.startswith("您问：化纤")


async def test_a_table_for_a_group_that_was_upgraded_comes_as_text_in_the_new_chat(
    api: BotApiServer, serving: Serving
) -> None:
    old, new = api.group(), api.group()
    user = api.user()
    user.says(f"@{api.username} 表", chat=old)
    old.migrate(new)
    async with serving(rich_messages="always"):
        assert "高：35家" in (await user.hears(chat=new)).text
