"""What is outside of the evaluation, and what only looks like it."""

from __future__ import annotations

import pytest

from knowledge import Knowledge
from tests.questions.judging import TODAY


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("发布会几点开始", "苹果发布会几点开始"),
        ("谁主持的", "春晚谁主持"),
        ("秘书长是谁", "联合国秘书长是谁"),
        ("怎么评价的", "淘宝怎么写评价"),
        ("考核什么", "绩效考核怎么写"),
        ("大会在哪开的", "特斯拉股东大会在哪开"),
        ("主持人是谁", "婚礼主持人多少钱"),
        ("央视去了没", "微博热搜是什么"),
    ],
)
def test_an_object_belongs_to_the_word_before_it(known: Knowledge, ours: str, theirs: str) -> None:
    assert known.ask(ours, today=TODAY)[0].status in ("answered", "unknown")
    assert known.ask(theirs, today=TODAY)[0].status == "out_of_scope"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("这次发布会怎么样啊", "event"),
        ("关于那场会你知道点什么", "event"),
        ("活跃度这回事", "evaluation"),
        ("说说评价", "evaluation"),
    ],
)
def test_an_object_alone_is_told_of_at_a_glance(known: Knowledge, text: str, topic: str) -> None:
    answer, _ = known.ask(text, today=TODAY)
    assert (answer.status, answer.topic) == ("answered", topic)


@pytest.mark.parametrize("word", ["股票", "火锅", "签证", "高考"])
def test_an_outside_word_beside_the_evaluation_does_not_hide_it(known: Knowledge, word: str) -> None:
    text = f"我同事在聊{word}，我想问活跃度评价是谁组织的"
    assert known.ask(text, today=TODAY)[0].topic == "organiser"


@pytest.mark.parametrize(
    "text",
    [
        "神舟几号发射",
        "血压160算高吗",
        "苹果秋季发布会几号",
        "人生的意义",
        "B站怎么涨粉",
        "昨天股市排第几",
        "化纤毛衣扎人怎么办",
        "今年立秋是几号",
    ],
)
def test_what_others_have_too_belongs_to_the_foreign_word_beside_it(known: Knowledge, text: str) -> None:
    answer, _ = known.ask(text, today=TODAY)
    assert answer.status == "out_of_scope"
    assert "年度" not in answer.text.split("\n")[0]


@pytest.mark.parametrize(
    "text", ["清华大学是A级吗", "A级通缉犯名单", "A级写字楼", "这家酒店是A级吗", "驾照A级能开什么车"]
)
def test_other_things_have_an_a_too(known: Knowledge, text: str) -> None:
    answer, _ = known.ask(text, today=TODAY)
    assert (answer.topic, answer.status) == ("other_grading", "out_of_scope")
    assert not answer.verdicts
