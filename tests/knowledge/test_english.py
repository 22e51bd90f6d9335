"""English questions are answered as their Chinese ones."""

from __future__ import annotations

import pytest

from knowledge import Knowledge
from knowledge.text.english import in_chinese


@pytest.mark.parametrize(
    ("english", "topic"),
    [
        ("which alliances got A级", "a_list"),
        ("How many alliances are highly active?", "tier"),
        ("is the TD alliance A-grade?", "a_grade"),
        ("TD or 5G, which is A grade", "a_grade"),
        ("When was the press conference held?", "event_date"),
        ("who chaired the meeting", "chair"),
        ("what are the three procedures", "procedure"),
        ("83 points is what level", "score"),
        ("what is the weather today", "out_of_scope"),
        ("tell me a joke", "out_of_scope"),
        ("who are you", "about"),
    ],
)
def test_topics(known: Knowledge, english: str, topic: str) -> None:
    answer, _ = known.ask(english)
    assert answer.topic == topic


@pytest.mark.parametrize("kept", ["huaxian lianmeng shi A ji ma", "bamboo and wood alliance", "WAPI", "化纤联盟"])
def test_names_and_pinyin_stay(kept: str) -> None:
    assert in_chinese(kept).replace("联盟", "alliance") == kept.replace("联盟", "alliance")


@pytest.mark.parametrize(
    ("command", "topic", "year"),
    [
        ("/list", "a_list", "2019"),
        ("/tiers", "tiers", "2019"),
        ("/rule", "a_rule", "2019"),
        ("/source@some_bot", "article", "2019"),
        ("/tiers 2015", "tiers", "2015"),
        ("/list 2020-2021年度", "a_list", "2020-2021"),
        ("/ask 化纤联盟是A级吗", "a_grade", "2019"),
    ],
)
def test_commands_are_no_english(known: Knowledge, command: str, topic: str, year: str) -> None:
    answer, _ = known.ask(command)
    assert (answer.topic, answer.year) == (topic, year)
