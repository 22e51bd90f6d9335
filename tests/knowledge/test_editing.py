"""The editor's commands: an empty report that `check` explains, drafts, differences, and errors of one line."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.reports.fields import meaning
from knowledge.reports.loading import BUILT_IN
from knowledge.reports.models import Report


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_check_shows_every_derived_figure_of_2019(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check")
    assert code == 0
    for shown in (
        "等级 4，A级 22，参评联盟 99（推算），联盟总数 157（推算）",
        "参评联盟 99：",
        "联盟总数 157：",
        "未参评 58：",
        "35÷99=35.35%，相符",
        "37÷99=37.37%，不符（as_printed）",
    ):
        assert shown in out


def test_check_begins_with_a_table_of_the_reports(capsys: pytest.CaptureFixture[str]) -> None:
    head, *rows = run(capsys, "check")[1].splitlines()
    assert head.split() == ["report", "facts", "alliances", "aliases", "warnings"]
    of_2019 = next(row.split() for row in rows if row.startswith("2019 "))
    assert len(of_2019) == 5
    assert int(of_2019[2]) >= 22


def test_check_explains_each_key_that_a_new_report_lacks(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(capsys, "new", "2031", str(tmp_path))[0] == 0
    code, out, _ = run(capsys, "check", str(tmp_path))
    found = [line for line in out.splitlines() if line.startswith("error: ")]
    assert code == 1
    assert found
    assert all("2031.yaml: " in line and "还没有填：" in line for line in found)
    text = (tmp_path / "reports" / "2031.yaml").read_text("utf-8")
    empty = [line for line in text.splitlines() if not line.lstrip().startswith("#") and ":  # 待填：" in line]
    assert len(found) == len(empty)


def test_a_new_report_explains_every_key_that_a_report_may_have(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "new", "2031")
    for key in set(Report.model_fields) - {"alliances", "published"}:
        assert f"\n{key}:" in out or f"\n# {key}:" in out, key


@pytest.mark.parametrize("arguments", [("new", "2031"), ("check",), ("diff", "2018", "2019")])
def test_what_the_tools_say_is_utf8_in_any_terminal(
    monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="latin-1"))
    assert main(arguments) == 0
    assert not raw.getvalue().decode("utf-8").isascii()


def test_new_never_overwrites(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "2031.yaml").write_text("mine", "utf-8")
    code, out, err = run(capsys, "new", "2031", str(tmp_path))
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "2031.yaml exists" in err
    assert (tmp_path / "reports" / "2031.yaml").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", "last"), "expected a year"),
        (("draft", "no-such-file.txt"), "cannot be read"),
        (("draft", str(BUILT_IN)), "cannot be read"),
        (("diff", "2019", "1999"), "expected a report file or one of the years"),
        (("diff", "2019", "2031"), "expected a report file or one of the years"),
        (("diff", "2019", str(BUILT_IN / "series.yaml")), "series.yaml"),
    ],
)
def test_a_wrong_command_gets_one_line(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert err.startswith(f"python -m knowledge {arguments[0]}: ")
    assert said in err


@pytest.mark.parametrize("arguments", [("new",), ("diff", "2019"), ("draft", "a.txt", "b.txt"), ("tell",), ()])
def test_a_command_that_cannot_be_read_gets_one_line_too(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert err.startswith("python -m knowledge")
    assert "--help" in err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\xff\xfe2", "expected UTF-8"),
        (b"\x7fELF\x02\x01\xd0", "is it a text file?"),
        ("22家联盟获评A级".encode("gb18030"), "it is GB18030, save it as UTF-8"),
        ("22家聯盟獲評A級".encode("utf-16"), "it is UTF-16, save it as UTF-8"),
        (b"Of 99 alliances, 22 were given grade A.\n", "expected a Chinese article about an evaluation"),
        ("今天多云转晴，最高气温25度。\n明天有小雨。\n".encode(), "expected a Chinese article about an evaluation"),
        ("2022年度企业信用评价：A级企业120家，占34.29%。\n".encode(), "expected a Chinese article about an evaluation"),
        ("氢能联盟成立大会8月1日在南京举行。\n".encode(), "expected a Chinese article about an evaluation"),
    ],
)
def test_an_article_that_is_none_gets_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, said: str
) -> None:
    article = tmp_path / "article.txt"
    article.write_bytes(content)
    code, out, err = run(capsys, "draft", str(article))
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert said in err


def test_a_draft_says_that_the_year_has_a_report_already(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("2019年度产业技术创新战略联盟活跃度评价结果公布，活跃度高的联盟35家。\n", "utf-8")
    _, out, _ = run(capsys, "draft", str(article))
    assert "已有2019年度的报告（2019.yaml）" in out


def test_diff_tells_what_changed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "diff", "2019", "2020-2021")
    assert code == 0
    lines = out.splitlines()
    assert "grade.count: 22 → 24（一处转载）" in lines
    assert "参评联盟: 99（推算） → 86（一处转载）" in lines
    assert "release.people.李新男: 有 → 没有" in lines
    only = next(line for line in lines if line.startswith("grade.members: 只在2019"))
    assert "建筑信息模型（BIM）产业技术创新战略联盟" in only
    assert "化纤" not in only


def test_diff_with_a_file_and_with_itself(capsys: pytest.CaptureFixture[str]) -> None:
    built_in = str(BUILT_IN / "reports" / "2019.yaml")
    assert run(capsys, "diff", "2019", built_in)[1] == "没有差别\n"


def test_nothing_that_differs_is_passed_over(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = (BUILT_IN / "reports" / "2019.yaml").read_text("utf-8")
    changed = tmp_path / "changed.yaml"
    for before, after, line in [
        ("35.35%", "35.36%", "tiers.high.share_of_participants: 35.35% → 35.36%"),
        ("    - bim\n", "", "grade.members: 只在2019：建筑信息模型（BIM）产业技术创新战略联盟"),
        ("complete: true\n  numbered", "complete: false\n  numbered", "grade.complete: 是 → 否"),
        ("highest: 84", "highest: 83", "tiers.fairly_high.highest: 84 → 83"),
    ]:
        assert before in text
        changed.write_text(text.replace(before, after), "utf-8")
        assert line in run(capsys, "diff", "2019", str(changed))[1].splitlines()


def test_every_key_of_a_report_has_words() -> None:
    assert all(meaning(key) for key in Report.model_fields)
