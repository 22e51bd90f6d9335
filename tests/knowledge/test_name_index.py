"""The index of names finds what comparing the whole list finds, and more of the misspelt names."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from knowledge.names.faults import _compared, distance
from knowledge.names.index import MOST_FAULTS, NameIndex
from knowledge.text.syllables import spoken
from tests import synthetic

NAMES = synthetic.names(2_200)
INDEX = NameIndex(NAMES)
SHORT = st.text(st.sampled_from("化华纤千a"), min_size=1, max_size=4)
SOUNDS = [spoken(name) for name in NAMES]
WORDS = st.sampled_from(NAMES) | st.text(st.sampled_from("化纤木竹光伏热电汽车材料设备a"), min_size=1, max_size=9)


def whole_list(said: str) -> set[int]:
    """The names within the fewest faults in sound, of those that hold at least half of what was said."""
    heard = spoken(said)
    for faults in range(1, MOST_FAULTS + 1):
        near = {
            position
            for position, sound in enumerate(SOUNDS)
            if OSA.distance(heard, sound) <= faults
            and sum(syllable not in sound for syllable in heard) <= len(heard) // 2
        }
        if near:
            return near
    return set()


@given(WORDS, st.integers(0, 3), st.randoms(use_true_random=False))
def test_the_index_finds_what_the_whole_list_holds(word: str, faults: int, source: random.Random) -> None:
    said = synthetic.misspelt(word, faults, source) if faults and len(word) > faults + 1 else word
    found = {position for position, _ in INDEX.nearest(said)}
    wanted = whole_list(said)
    assert found <= wanted
    assert bool(found) == bool(wanted)
    if len(wanted) <= len(found):
        assert found == wanted


@given(st.text(st.sampled_from("".join(NAMES[:40])), min_size=1, max_size=3))
def test_parts_of_names_are_found_in_all_that_hold_them(part: str) -> None:
    assert list(INDEX.containing(part)) == [position for position, name in enumerate(NAMES) if part in name]


@pytest.mark.parametrize("faults", [1, 2])
def test_no_fewer_misspelt_names_are_found_than_by_comparing_all(faults: int) -> None:
    source = random.Random(faults)  # noqa: S311 (no secret)
    ours = plain = 0
    for name in source.choices(NAMES, k=300):
        said = synthetic.misspelt(name, faults, source)
        found = INDEX.nearest(said)
        ours += bool(found) and NAMES[found[0].position] == name
        plain += process.extractOne(said, NAMES, scorer=Levenshtein.distance, processor=None)[0] == name
    assert ours >= plain


@settings(max_examples=1_000)
@given(SHORT, SHORT)
def test_one_mistake_costs_what_comparing_all_says(said: str, name: str) -> None:
    assert distance(said, name) == _compared(said, name)
