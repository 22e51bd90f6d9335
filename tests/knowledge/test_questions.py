"""The labelled questions: no false claim in any file, and no fewer right answers than the floors say."""

from __future__ import annotations

from collections import Counter

import pytest
import yaml

from knowledge import Knowledge
from knowledge.answers import COMPOSERS, composer
from tests.questions.judging import FILES, FOLDER, TODAY, Score, run, turns

FLOORS = yaml.safe_load((FOLDER / "floors.yaml").read_text("utf-8"))


@pytest.mark.parametrize("name", FILES)
def test_labelled_questions(known: Knowledge, name: str) -> None:
    results = run(known, name)
    score = Score.of(results)
    wrong = "\n".join(str(result) for result in results if result.mistakes and not result.held_out)
    assert score.false == 0, "\n".join(claim for result in results for claim in result.false)
    assert score.percent >= FLOORS[name], f"{score}\n{wrong}"


def test_no_two_turns_have_the_same_id() -> None:
    times = Counter(turn["id"] for name in FILES for turn in turns(name))
    assert [one for one, number in times.items() if number > 1] == []


def test_examples_are_read_as_their_own_topic(known: Knowledge) -> None:
    stolen = []
    for topic in known.topics.values():
        for example in topic.examples:
            answer, _ = known.ask(example, today=TODAY)
            if answer.topic != (topic.several or (topic.topic,))[0]:
                stolen.append(f"{example}: {answer.topic} instead of {topic.topic}")
    assert not stolen, "\n".join(stolen)


def test_every_topic_has_a_composer_or_a_reply(known: Knowledge) -> None:
    assert set(COMPOSERS) <= set(known.topics)
    assert all(callable(composer(topic)) for topic in COMPOSERS)
    assert all(topic in COMPOSERS or entry.reply or entry.several for topic, entry in known.topics.items())
