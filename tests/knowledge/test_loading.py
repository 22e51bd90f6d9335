"""Mistakes in data files are refused with file, key and reason."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import knowledge
from knowledge.loading import BUILT_IN

MISTAKES = {
    "a missing key": ("label: 2019年度产业技术创新战略联盟活跃度评价\n", "", "label"),
    "a misspelt key": ("tiers_complete:", "tiers_compleet:", "tiers_compleet"),
    "21 names": ("    - bim\n", "", "grade.members"),
    "tiers that overlap": ("highest: 84", "highest: 86", "tiers.high.lowest"),
    "a share that is no quotient": ("35.35%", "35.45%", "tiers.high.share_of_participants"),
    "a duplicate id": ("id: fairly_high", "id: high", "tiers.high"),
    "an unknown source": ('["seed: A级名单"]', '["sead: A级名单"]', "sead"),
    "no YAML": ("year:", "year: [", "YAML"),
}


@pytest.mark.parametrize(("before", "after", "key"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str, key: str) -> None:
    data = tmp_path / "data"
    shutil.copytree(BUILT_IN, data)
    file = data / "reports" / "2019.yaml"
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")
    monkeypatch.setattr("knowledge.engine.BUILT_IN", data)
    with pytest.raises(knowledge.DataError) as error:
        knowledge.load()
    assert "2019.yaml" in str(error.value)
    assert key in str(error.value)


def test_an_alias_with_two_owners_is_named(tmp_path: Path) -> None:
    (tmp_path / "alliances.yaml").write_text("alliances: [{id: other, name: 另一联盟, words: [光热]}]", "utf-8")
    with pytest.raises(knowledge.DataError, match=r"alliances\.yaml: other\.aliases.*光热.*guangre"):
        knowledge.load(tmp_path)


def test_a_duplicate_alliance_is_named(tmp_path: Path) -> None:
    (tmp_path / "alliances.yaml").write_text("alliances: [{id: td, name: 另一联盟}]", "utf-8")
    with pytest.raises(knowledge.DataError, match=r"alliances\.td"):
        knowledge.load(tmp_path)


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "alliances.yaml").mkdir()
    with pytest.raises(knowledge.DataError, match=r"alliances\.yaml: 无法读取"):
        knowledge.load(tmp_path)
