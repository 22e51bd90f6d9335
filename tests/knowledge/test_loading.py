"""Mistakes in data files are refused with file, key and reason."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

import knowledge
from knowledge.reports import figures
from knowledge.reports.loading import BUILT_IN
from knowledge.reports.models import Result
from tests import built_in

MISTAKES = {
    "a missing key": (
        "label: 2019年度产业技术创新战略联盟活跃度评价\n",
        "",
        "label: 缺少这个键：这次评价的全称",
    ),
    "a misspelt key": (
        "tiers_complete:",
        "tiers_compleet:",
        "tiers_compleet: 没有这个键（是否拼错？应为 tiers_complete）",
    ),
    "a key left empty": ("    name: 活跃度一般\n", "    name:\n", "tiers.2.name: 还没有填：等级的名称"),
    "a word for a number": ("count: 35", "count: 许多", "tiers.0.count: 应为整数（现为 '许多'）"),
    "a number for a word": ('year: "2019"', "year: 2019", "year: 应为文字；数字和日期请加引号（现为 2019）"),
    "a word that is none of the choices": ("act: chaired", "act: sang", "act: 应为 'chaired'"),
    "21 names": ("    - bim\n", "", "grade.members: 完整名单应有 22 家，现有 21 家"),
    "a name twice": ("    - bim\n", "    - td\n", "grade.members: td 出现多次"),
    "a name of nobody": ("    - bim\n", "    - bimm\n", "grade.members: 没有编号为 bimm 的联盟"),
    "tiers that overlap": (
        "highest: 84",
        "highest: 86",
        "tiers.high.lowest: 分数范围与 fairly_high 重叠：85 应大于 86",
    ),
    "a range upside down": ("lowest: 70", "lowest: 90", "tiers.fairly_high.lowest: 下限90高于上限84"),
    "a share that is no quotient": (
        "35.35%",
        "35.45%",
        "tiers.high.share_of_participants: 35÷99 应为 35.35%，现为 35.45%；若报告如此印刷，请加 as_printed: true",
    ),
    "shares that no total fits": ("22.29%", "29.22%", "tiers: 没有一个联盟总数能使各 share_of_total 都与家数吻合"),
    "a sum that is none": ("count: 54", "count: 55", "groups.0.count: 应为各等级之和 35+19=54，现为 55"),
    "a duplicate id": ("id: fairly_high", "id: high", "tiers.high: 编号重复"),
    "a tier of no report": ("    tier: high\n", "    tier: top\n", "grade.rule.tier: 没有编号为 top 的等级"),
    "an unknown source": (
        '["article2019: A级名单"]',
        '["artikel2019: A级名单"]',
        "grade.cite: 没有编号为 artikel2019 的来源",
    ),
    "no YAML": ("year:", "year: [", "不是有效的YAML"),
    "a key twice": ("tiers_complete: true", "tiers_complete: true\ntiers_complete: true", "键 'tiers_complete' 重复"),
}


@pytest.mark.parametrize(("before", "after", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str, said: str
) -> None:
    data = tmp_path / "data"
    shutil.copytree(BUILT_IN, data)
    file = data / "reports" / "2019.yaml"
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), "utf-8")
    monkeypatch.setattr("knowledge.engine.BUILT_IN", data)
    with pytest.raises(knowledge.DataError) as error:
        knowledge.load()
    told = str(error.value).splitlines()
    assert any(line.startswith(f"{file}: ") and said in line for line in told), told


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


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "alliances.yaml").write_bytes("alliances: []  # 联盟".encode("gb18030"))
    with pytest.raises(knowledge.DataError, match=r"alliances\.yaml: 应为UTF-8编码的文本"):
        knowledge.load(tmp_path)


def test_a_file_of_another_name_is_named(tmp_path: Path) -> None:
    (tmp_path / "2031.yaml").write_text("year: '2031'", "utf-8")
    with pytest.raises(knowledge.DataError, match=r"2031\.yaml: 不认识的文件；应为 .*reports"):
        knowledge.load(tmp_path)


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(knowledge.DataError, match="没有数据文件"):
        knowledge.load(tmp_path)


def test_a_second_report_of_a_year_is_named(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    shutil.copy(BUILT_IN / "reports" / "2019.yaml", tmp_path / "reports")
    with pytest.raises(knowledge.DataError, match=r"reports\.2019: .*2019\.yaml"):
        knowledge.load(tmp_path)


def test_a_report_of_five_tiers_and_a_rule_of_four_years_stands_beside_the_real_one() -> None:
    reports = built_in.load(Path(__file__).parent / "evaluation_2031").library.reports
    made_up, real = reports["2031"], reports["2019"]
    assert made_up.grade is not None
    assert made_up.grade.rule is not None
    assert real.grade is not None
    assert [tier.name for tier in made_up.tiers] == ["领跑", "活跃", "平稳", "偏弱", "停滞"]
    assert made_up.grade.rule.years == ("2028", "2029", "2030", "2031")
    assert [tier.count for tier in real.tiers] == [35, 19, 37, 8]
    assert len(real.grade.members) == 22


def test_coarse_shares_that_fit_several_totals_are_no_mistake(tmp_path: Path) -> None:
    """36% of some total may be 45 of 124, 125 or 126: no contradiction, and no total is claimed."""
    report = {
        "year": "2031",
        "label": "2031年度评价",
        "sources": [{"id": "made_up", "title": "虚构", "publisher": "虚构社"}],
        "tiers": [
            {"id": "top", "name": "甲", "short": "甲", "count": 45, "share_of_total": "36%", "cite": ["made_up"]}
        ],
    }
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "2031.yaml").write_text(yaml.safe_dump(report, allow_unicode=True), "utf-8")
    assert figures.total(knowledge.load(tmp_path).library.reports["2031"]) is None


@pytest.mark.parametrize(
    ("score", "points", "at_least"), [("86", 86, False), ("79.5", Fraction(159, 2), False), ("≥95", 95, True)]
)
def test_a_score_is_exact_or_the_least_there_is(score: str, points: Fraction, at_least: bool) -> None:  # noqa: FBT001
    result = Result.model_validate({"alliance": "td", "tier_text": "高", "score": score, "cite": ["made_up"]})
    assert (result.points, result.at_least) == (points, at_least)


@pytest.mark.parametrize("score", ["95+", ">95", "九十分", ""])
def test_another_way_to_write_a_score_is_refused(score: str) -> None:
    with pytest.raises(ValidationError):
        Result.model_validate({"alliance": "td", "tier_text": "高", "score": score, "cite": ["made_up"]})
