"""The log of questions without an answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.operations.unanswered import UnansweredLog, mask

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_nothing_in_it_points_to_a_person(tmp_path: Path) -> None:
    log = UnansweredLog(tmp_path / "log")
    log.note("我是@xiao_ming，电话１３８00001111，xm@example.org，天气？\n\ud800", "out_of_scope")
    log.close()
    (line,) = (tmp_path / "log").read_text("utf-8").splitlines()
    entry = json.loads(line)
    assert set(entry) == {"at", "status", "text"}
    assert entry["text"] == "我是@*，电话###########，*@*，天气？\n?"


def test_a_long_question_is_cut() -> None:
    assert len(mask("长" * 1000)) == 300


def test_a_disk_that_is_full_is_one_line_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log").symlink_to("/dev/full")
    log = UnansweredLog(tmp_path / "log")
    log.note("天气？", "out_of_scope")
    log.close()
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == [
        "BOT_UNANSWERED_LOG cannot be written"
    ]
    assert capsys.readouterr().err == ""
