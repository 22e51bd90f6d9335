"""The labelled questions: no false claim in any file, and no fewer right answers than the floors say."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import yaml

from knowledge import Conversation, Knowledge
from knowledge.models import core_name
from knowledge.text import clean
from tests.questions.judging import FILES, FOLDER, false_claims, mistakes, turns

FLOORS = yaml.safe_load((FOLDER / "floors.yaml").read_text("utf-8"))
TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize("name", FILES)
def test_labelled_questions(known: Knowledge, name: str) -> None:
    grade = known.library.reports["2019"].grade
    assert grade is not None
    listed = frozenset(clean(core_name(known.library.alliances[member].name)).lower() for member in grade.members)
    conversations: dict[str, Conversation] = {}
    false, wrong = [], []
    asked: list[dict[str, Any]] = turns(name)
    for turn in asked:
        answer, conversations[turn["chat"]] = known.ask(turn["text"], conversations.get(turn["chat"]), today=TODAY)
        shown = answer.public()
        false += [f"{turn['id']} {turn['text']}: {claim}" for claim in false_claims(turn, shown, listed)]
        if complaints := mistakes(turn, shown):
            wrong.append(f"{turn['id']} {turn['text'][:60]}: {complaints} | {shown['text'][:80]}")
    right = 100 * (1 - len(wrong) / len(asked))
    assert not false, "\n".join(false)
    assert right >= FLOORS[name], f"{right:.2f}% right\n" + "\n".join(wrong)


def test_examples_are_read_as_their_own_topic(known: Knowledge) -> None:
    stolen = []
    for topic in known.topics.values():
        for example in topic.examples:
            answer, _ = known.ask(example, today=TODAY)
            if answer.topic != topic.topic:
                stolen.append(f"{example}: {answer.topic} instead of {topic.topic}")
    assert len(stolen) <= FLOORS["stolen_examples"], "\n".join(stolen)
