"""Answers come in the script in which people write."""

from __future__ import annotations

from knowledge import Knowledge


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
