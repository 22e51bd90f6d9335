"""What is known of an alliance beside its grade."""

from __future__ import annotations

import pytest

from knowledge import Knowledge
from tests.questions.judging import TODAY


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("TD联盟秘书长是哪位", "杨骅"),
        ("花卉联盟是第几批试点", "第三批"),
        ("木竹是第二批试点吗", "第一批"),
        ("BIM联盟哪年成立的", "2012年1月"),
        ("存储联盟是谁牵头的", "浪潮"),
        ("化纤联盟有多少家成员", "51家"),
        ("花卉联盟会长是谁", "张启翔"),
        ("who leads the storage alliance", "浪潮"),
    ],
)
def test_the_fact_that_is_asked_for_comes_first_and_has_a_source(known: Knowledge, text: str, told: str) -> None:
    answer, _ = known.ask(text, today=TODAY)
    assert answer.status == "answered"
    assert told in answer.text.split("\n")[0]
    assert answer.sources
    assert not answer.verdicts


@pytest.mark.parametrize(
    "text",
    [
        "木竹联盟有多少成员单位",
        "住宅科技联盟理事长是谁",
        "再生资源联盟是第几批试点",
        "木竹联盟在哪个城市",
        "航天制造装备联盟成立时间",
    ],
)
def test_what_no_source_tells_is_said_to_be_missing_in_place_of_the_grade(known: Knowledge, text: str) -> None:
    answer, _ = known.ask(text, today=TODAY)
    assert answer.status == "unknown"
    assert answer.text.startswith("❓ 资料里没有")
    assert "A级" not in answer.text
    assert not answer.verdicts


def test_a_deputy_does_not_hold_the_office(known: Knowledge) -> None:
    answer, _ = known.ask("住宅科技联盟秘书长是谁", today=TODAY)
    assert answer.status == "unknown"
    assert "副秘书长张磊" in answer.text


def test_an_office_elsewhere_is_not_held_in_the_alliance(known: Knowledge) -> None:
    answer, _ = known.ask("TD联盟理事长是谁", today=TODAY)
    assert answer.status == "unknown"
    assert "秘书长杨骅" in answer.text


def test_the_fact_is_asked_of_the_alliance_spoken_of(known: Knowledge) -> None:
    _, conversation = known.ask("粉末冶金联盟是A级吗", today=TODAY)
    answer, _ = known.ask("它的秘书长是谁", conversation, today=TODAY)
    assert "韩伟" in answer.text


def test_of_two_alliances_each_is_told(known: Knowledge) -> None:
    answer, _ = known.ask("TD联盟和木竹联盟的秘书长是谁", today=TODAY)
    assert answer.status == "answered"
    assert "杨骅" in answer.text
    assert "资料里没有木竹产业技术创新战略联盟的秘书长" in answer.text


def test_the_talk_goes_on_from_fact_to_fact_and_from_alliance_to_alliance(known: Knowledge) -> None:
    told = []
    conversation = None
    for text in ("化纤是A级吗", "谁牵头的", "有多少成员", "TD呢"):
        answer, conversation = known.ask(text, conversation, today=TODAY)
        told.append(answer.topic)
    assert told == ["a_grade", "alliance_lead", "alliance_members", "alliance_members"]
    assert "TD产业技术创新战略联盟的成员数" in answer.text


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("木竹是哪一批试点", "2010年"),
        ("BIM联盟是谁牵头的", "据2014年的资料"),
        ("粉末冶金联盟是谁牵头的", "来源没有印年份"),
        ("农业装备联盟哪年成立", "2007年6月10日"),
    ],
)
def test_a_fact_of_no_evaluation_says_of_when_it_is(known: Knowledge, text: str, dated: str) -> None:
    told = known.ask(text, today=TODAY)[0].text.split("\n")[0]
    assert dated in told
    assert "）（" not in told
