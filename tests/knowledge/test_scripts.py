"""Answers in the characters of the question, as newspapers in Taiwan and Hong Kong print them."""

from __future__ import annotations

import pytest
from opencc import OpenCC

from knowledge import Knowledge
from knowledge.text.script import is_traditional, traditional
from tests.questions.judging import FILES, TODAY, turns

TO_SIMPLIFIED, TO_TRADITIONAL = OpenCC("t2s"), OpenCC("s2t")
MISTAKEN = "髮隻覈纔爲裏衆臺佈"
"""A hairnet for 协发网, a counted bird for 名单只, and variants that nobody types."""
QUESTIONS = [turn["text"] for name in FILES for turn in turns(name) if is_traditional(turn["text"])]


@pytest.mark.parametrize("text", ["化纖聯盟是A級嗎", "化纤聯盟是A級", "發布會在哪"])
def test_traditional_texts(text: str) -> None:
    assert is_traditional(text)


@pytest.mark.parametrize("text", ["化纤联盟是A级吗", "著名的化纤联盟", "瞭望台上看得见光热联盟吗", "TD", ""])
def test_texts_that_are_not_traditional(text: str) -> None:
    assert not is_traditional(text)


def test_a_text_that_can_be_read_either_way_stays_in_the_script_before() -> None:
    assert is_traditional("TD?", before=True)
    assert not is_traditional("TD联盟呢", before=True)


def test_official_names_keep_every_character(known: Knowledge) -> None:
    for alliance in known.library.alliances.values():
        written = traditional(alliance.name)
        assert len(written) == len(alliance.name)
        assert TO_SIMPLIFIED.convert(written) == alliance.name


def test_names_of_the_list_are_as_opencc_has_them(known: Knowledge) -> None:
    grade = known.library.reports["2019"].grade
    assert grade is not None
    for name in (known.library.alliances[member].name for member in grade.members):
        assert traditional(name) == TO_TRADITIONAL.convert(name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("协发网秘书长在发布会上", "協發網秘書長在發布會上"),
        ("目前名单只查到两家", "目前名單只查到兩家"),
        ("报道里没有提到，规则里也没有", "報道裡沒有提到，規則裡也沒有"),
        ("复核会评、复评，后来", "複核會評、複評，後來"),
        ("干什么，干部，若干；公里", "幹什麼，幹部，若干；公里"),
        ("头发和发展，一只和只有", "頭髮和發展，一隻和只有"),
        ("标准、批准；其余、我余；联系、系统", "標準、批准；其餘、我餘；聯繫、系統"),
    ],
)
def test_words_with_two_traditional_forms(text: str, expected: str) -> None:
    assert traditional(text) == expected


def test_answers_read_right(known: Knowledge) -> None:
    assert len(QUESTIONS) > 100
    for question in QUESTIONS:
        answer, _ = known.ask(question, today=TODAY)
        shown = answer.text.replace(question, "")
        assert "出处" not in shown
        assert not [char for char in shown if char in MISTAKEN], shown
        assert TO_TRADITIONAL.convert(TO_SIMPLIFIED.convert(shown)) != TO_SIMPLIFIED.convert(shown)


def test_a_conversation_stays_in_its_script_where_a_message_tells_nothing(known: Knowledge) -> None:
    first, conversation = known.ask("活躍度較高有幾家")
    assert "活躍度較高的聯盟有19家" in first.text
    neutral, conversation = known.ask("83分?", conversation)
    assert "屬於“活躍度較高”" in neutral.text
    pressed, conversation = known.choose(neutral.related[0].token, conversation)
    assert "年度活躍度分" in pressed.text
    back, conversation = known.ask("活跃度高有几家", conversation)
    assert "活跃度高的联盟" in back.text
    assert "屬於" not in known.ask("83分?", conversation)[0].text
