"""What a few typed characters may be the beginning of."""

from __future__ import annotations

from unittest import mock

import pytest

from knowledge import Knowledge, fragments
from knowledge.text.cleaning import clean


def labels(known: Knowledge, fragment: str) -> list[str]:
    return [choice.label for choice in known.fitting(fragment)]


@pytest.mark.parametrize("fragment", ["化", "材料", "TD", "td", "汽车", "光伏"])
def test_every_alliance_with_such_a_name_is_offered_once(known: Knowledge, fragment: str) -> None:
    wanted = clean(fragment).lower()
    named = {
        one.name
        for one in known.library.alliances.values()
        if any(wanted in clean(name).lower() for name in (one.core, *one.words, *one.english, *one.sectors))
    }
    found = labels(known, fragment)
    assert named
    assert set(found[: len(named)]) == named
    assert len(found) == len(set(found))


def test_the_list_comes_first_in_its_order(known: Knowledge) -> None:
    grade = known.library.reports[known.default_year].grade
    assert grade is not None
    listed = [known.library.alliances[member].name for member in grade.members]
    found = labels(known, "材料")
    first = [name for name in listed if name in found]
    assert first
    assert found[: len(first)] == first


def test_suggested_questions_come_last(known: Knowledge) -> None:
    assert "A级名单有哪些？" in labels(known, "名单")


@pytest.mark.parametrize("fragment", ["", " ", "\0", "化纤\0", "纤\n花", "没有这样的联盟"])
def test_nothing_goes_across_names(known: Knowledge, fragment: str) -> None:
    assert set(labels(known, fragment)) <= set(labels(known, "化纤"))
    assert labels(known, fragment) == [] or "化纤" in fragment


def test_names_are_cleaned_once(known: Knowledge) -> None:
    labels(known, "化")
    with mock.patch.object(fragments, "clean", wraps=clean) as cleaning:
        labels(known, "化纤")
    assert cleaning.call_args_list == [mock.call("化纤")]
