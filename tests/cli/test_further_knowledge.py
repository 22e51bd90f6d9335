"""A folder of further knowledge, answered by every command with no code touched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import ROOT, Run

FOLDER = str(ROOT / "tests" / "knowledge" / "evaluation_2031")
QUESTIONS: dict[str, dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests" / "knowledge" / "questions_2031.yaml").read_text("utf-8")
)


def test_ask_answers_of_the_year_that_is_asked_for(bot: Run) -> None:
    done = bot("ask", "--year", "2031", "平稳的有几家", BOT_KNOWLEDGE_DIR=FOLDER)
    assert "2031年度平稳的联盟有21家" in done.stdout
    done = bot("ask", "--year", "2019", "A级有几家", BOT_KNOWLEDGE_DIR=FOLDER)
    assert "2019年度A级联盟共22家" in done.stdout


def test_the_answer_object_is_about_2031(bot: Run) -> None:
    done = bot("ask", "--json", "脑机接口联盟和星载通信联盟是A级吗", BOT_KNOWLEDGE_DIR=FOLDER)
    answer = json.loads(done.stdout)
    assert answer["year"] == "2031"
    assert answer["verdicts"] == {"脑机接口产业技术创新战略联盟": "A", "星载通信产业技术创新战略联盟": "not_listed"}
    assert answer["sources"][0]["title"] == "四家联盟获评2031年度A级"


def test_every_topic_as_json_lines(bot: Run) -> None:
    lines = "\n".join(json.dumps({"text": case["ask"]}) for case in QUESTIONS.values())
    done = bot("ask", "--jsonl", "--year", "2031", stdin=lines, BOT_KNOWLEDGE_DIR=FOLDER)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    for case, answer in zip(QUESTIONS.values(), answers, strict=True):
        assert not [words for words in case["says"] if words not in answer["text"]], case["ask"]


def test_the_conversation_follows_in_the_new_terms(bot: Run) -> None:
    said = bot("chat", stdin="领跑的有几家\n那停滞呢\nA级名单\n第2个呢\n", BOT_KNOWLEDGE_DIR=FOLDER).stdout
    for words in ("14家", "6家，占参评联盟的7.50%", "2031年度A级联盟共4家", "海洋牧场产业技术创新战略联盟"):
        assert words in said


def test_the_chart_draws_five_tiers(bot: Run, tmp_path: Path) -> None:
    done = bot("chart", "tiers.png", "--year", "2031", BOT_KNOWLEDGE_DIR=FOLDER)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "tiers.png").stat().st_size


@pytest.mark.parametrize("command", [("ask", "名单"), ("chat",)])
def test_a_mistake_in_the_folder_is_one_line_with_file_and_key(
    bot: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "more" / "reports").mkdir(parents=True)
    (tmp_path / "more" / "reports" / "2031.yaml").write_text('year: "2031"\nlable: 2031年度\n', "utf-8")
    done = bot(*command, BOT_KNOWLEDGE_DIR=str(tmp_path / "more"))
    assert "2031.yaml: lable: 没有这个键（是否拼错？应为 label）" in done.stderr
    assert "Traceback" not in done.stderr
    assert (done.returncode, done.stdout) == (2, "")
