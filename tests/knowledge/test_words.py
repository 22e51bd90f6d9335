"""The words and wordings that people ask with: each is used, and none stands twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from knowledge.questions.topic_files import all_wordings, read_topics
from knowledge.reports.loading import BUILT_IN
from knowledge.text.cleaning import clean, simplified
from knowledge.text.words import lines, table

WORDS = BUILT_IN / "words"
WORDINGS = sorted([*(BUILT_IN / "topics").glob("*.yaml"), *(BUILT_IN / "dialogue").glob("*.yaml")])
TABLES = sorted([*WORDS.glob("*.yaml"), *WORDINGS])


def lists(content: object, key: str = "") -> Iterator[tuple[str, list[object]]]:
    """Every list in `content` with the keys that lead to it."""
    parts = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for name, part in parts:
        yield from lists(part, f"{key}.{name}")
    if isinstance(content, list):
        yield key, content


def test_every_class_is_used() -> None:
    used = {name for file in WORDINGS for name in re.findall(r"@(\w+)", file.read_text("utf-8"), re.ASCII)}
    named = set(re.findall(r'table\("classes"\)\["(\w+)"\]', _source()))
    assert set(table("classes")) <= used | named


def _source() -> str:
    return "".join(file.read_text("utf-8") for file in Path(BUILT_IN.parent).rglob("*.py"))


@pytest.mark.parametrize("file", sorted(WORDS.glob("*.txt")), ids=lambda file: file.stem)
def test_no_line_stands_twice(file: Path) -> None:
    lines = [line for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert [line for line, times in Counter(lines).items() if times > 1] == []


def test_no_word_is_a_frame_and_a_particle() -> None:
    assert set(lines("frames")).isdisjoint(lines("frames_single"))


@pytest.mark.parametrize("file", TABLES, ids=lambda file: file.stem)
def test_no_word_stands_twice_in_a_list(file: Path) -> None:
    content = yaml.safe_load(file.read_text("utf-8"))
    twice = [
        (key, word)
        for key, items in lists(content)
        for word, times in Counter(item for item in items if isinstance(item, str)).items()
        if times > 1
    ]
    assert twice == []


def _words_of_wordings() -> set[str]:
    wordings = [line for topic in read_topics(BUILT_IN)[0] for line in all_wordings(topic)]
    groups = [group.removeprefix("!") for line in wordings for group in line.split()]
    words = {word.removeprefix("=") for group in groups for word in group.split("|") if word[0] not in "{@"}
    return words | {word for members in table("classes").values() for word in members}


def test_every_word_of_a_wording_is_written_as_a_cleaned_question_has_it() -> None:
    assert [word for word in sorted(_words_of_wordings()) if clean(word).lower() != word] == []


@pytest.mark.parametrize("name", ["frames", "frames_single"])
def test_every_frame_is_met_in_a_cleaned_question(name: str) -> None:
    """As it stands somewhere: 我俩 before other words, but 两个人 nowhere, where it is 2个人."""
    around = [("", ""), ("", "都是"), ("请问", "联盟"), ("说", ",")]
    never = [
        word
        for word in lines(name)
        if all(word not in clean(before + word + behind).lower() for before, behind in around)
    ]
    assert never == []


def test_no_frame_is_what_shorter_ones_make_together() -> None:
    """But for those that hide a word of a wording, and for two characters, which may begin or end a name one by one."""
    slots = {word.lower() for fillers in table("slots").values() for forms in fillers.values() for word in forms}
    wordings = _words_of_wordings() | slots
    frames = set(lines("frames"))
    parts = frames - wordings
    long = [word for word in frames if len(word) > 2 and not word.isascii()]
    assert [word for word in long if _made_of(word, parts) and not any(one in word for one in wordings)] == []


def _made_of(word: str, parts: set[str]) -> bool:
    """Whether `word` is two or more of `parts`, one behind the other."""
    ends = {0}
    for end in range(1, len(word) + 1):
        if any(word[start:end] in parts for start in ends if end - start < len(word)):
            ends.add(end)
    return len(word) in ends


def test_every_word_of_a_list_or_slot_is_simplified() -> None:
    words = {form for fillers in table("slots").values() for forms in fillers.values() for form in forms}
    words.update(*map(lines, ("frames", "frames_single", "nouns", "sectors")))
    assert [word for word in sorted(words) if simplified(word) != word] == []
