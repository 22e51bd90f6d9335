"""`python -m bot ask`, as scripts use it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Run

KEYS = {
    "text", "status", "topic", "year", "alliances", "verdicts", "candidates", "matched", "sources", "suggestions",
}  # fmt: skip


def objects(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def test_prints_what_a_user_reads(bot: Run) -> None:
    done = bot("ask", "化纤联盟是A级吗")
    assert "化纤产业技术创新战略联盟" in done.stdout
    assert "出处：《" in done.stdout
    assert (done.returncode, done.stderr) == (0, "")


def test_prints_the_answer_object(bot: Run) -> None:
    done = bot("ask", "--json", "化纤联盟和煤炭联盟是A级吗")
    answer = json.loads(done.stdout)
    assert set(answer) == KEYS
    assert answer["verdicts"]["化纤产业技术创新战略联盟"] == "A"
    assert done.stdout.count("\n") == 1


def test_words_need_no_quotes(bot: Run) -> None:
    assert bot("ask", "化纤联盟", "是A级吗").stdout == bot("ask", "化纤联盟 是A级吗").stdout


def test_a_question_may_start_with_a_dash(bot: Run) -> None:
    assert json.loads(bot("ask", "--json", "--", "-5分是什么等级").stdout)["text"]


def test_imports_no_more_than_it_needs(environment: dict[str, str]) -> None:
    program = "import sys; from bot.cli import main; main(['ask', '名单']); print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], check=True, env=environment, capture_output=True)
    loaded = set(done.stdout.decode().splitlines())
    assert "knowledge" in loaded
    assert not loaded & {"telegram", "prompt_toolkit", "aiohttp", "asyncio", "pydantic_settings", "matplotlib"}


def test_lines_of_one_chat_are_one_conversation(bot: Run) -> None:
    lines = [
        {"text": "2019年活跃度较高有几家", "chat": "1"},
        {"text": "2019年活跃度高有几家", "chat": 2},
        {"text": "那占比呢", "chat": "1", "id": "ignored"},
    ]
    done = bot("ask", "--jsonl", stdin="\n".join(json.dumps(line) for line in lines))
    first, second, follow_up = objects(done.stdout)
    assert "19家" in str(first["text"])
    assert "35家" in str(second["text"])
    assert "19.19%" in str(follow_up["text"])
    assert done.returncode == 0


def test_lines_without_chat_stand_alone(bot: Run) -> None:
    lines = '{"text": "活跃度较高有几家"}\n{"text": "那占比呢", "chat": null}\n'
    _, second = objects(bot("ask", "--jsonl", stdin=lines).stdout)
    assert "19.19%" not in str(second["text"])


BAD_LINES = (
    "",
    "nonsense",
    "[]",
    "null",
    '"text"',
    "{}",
    '{"text": 5}',
    '{"text": null}',
    '{"text": "名单", "chat": []}',
    '{"text": "名单", "chat": true}',
    '{"text": "名单", "chat": 1.5}',
    '{"text": "名单"',
    "[" * 100_000,
    '{"text": ' + "9" * 5000 + "}",
)


def test_a_bad_line_gets_an_error_in_its_place(bot: Run) -> None:
    done = bot("ask", "--jsonl", stdin="\n".join([*BAD_LINES, '{"text": "2019年第6个是谁"}']))
    *errors, answer = objects(done.stdout)
    assert [set(error) for error in errors] == [{"error"}] * len(BAD_LINES)
    assert all(f"line {number}: " in str(error["error"]) for number, error in enumerate(errors, start=1))
    assert "化纤" in str(answer["text"])
    assert (done.returncode, done.stderr) == (1, "")


def test_lone_surrogates_do_no_harm(bot: Run) -> None:
    texts = [r"\ud83d", r"化纤\udc00联盟是A级吗", r"\udfff\ud800", r"\u0000", r"\u202e化纤", r"光\ud83d伏联盟是A级吗"]
    lines = [f'{{"text": "{text}", "chat": "{text}"}}' for text in texts]
    done = bot("ask", "--jsonl", stdin="\n".join(lines))
    assert [set(answer) for answer in objects(done.stdout)] == [KEYS] * len(texts)
    assert (done.returncode, done.stderr) == (0, "")


def test_bytes_that_are_no_text_do_no_harm(bot: Run) -> None:
    done = bot("ask", "--jsonl", stdin=b'{"text": "\xff\xfe"}\n\xff\n')
    answer, error = objects(done.stdout)
    assert set(answer) == KEYS
    assert set(error) == {"error"}


def test_each_line_is_answered_before_the_next_is_read(environment: dict[str, str], tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment,
        cwd=tmp_path,
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(2):
            process.stdin.write('{"text": "名单"}\n')
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["status"] == "answered"
        process.stdin.close()
    assert process.returncode == 0


def test_a_reader_that_leaves_is_no_error(environment: dict[str, str], tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        cwd=tmp_path,
    )
    assert process.stdout is not None
    process.stdout.close()
    _, errors = process.communicate(b'{"text": "A"}\n' * 3)
    assert errors == b""
    assert process.returncode == 1


@pytest.mark.parametrize(("year", "report"), [("2019", "2019"), ("2021", "2020-2021")])
def test_year_chooses_the_evaluation(bot: Run, year: str, report: str) -> None:
    assert json.loads(bot("ask", "--json", "--year", year, "多少家参评").stdout)["year"] == report


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("ask",), "TEXT or --jsonl"),
        (("ask", "--jsonl", "名单"), "TEXT or --jsonl"),
        (("ask", "--year", "1999", "名单"), "2019"),
        (("ask", "--yaer", "2019", "名单"), "--yaer"),
        (("asks", "名单"), "asks"),
    ],
)
def test_wrong_arguments_get_one_line(bot: Run, arguments: tuple[str, ...], expected: str) -> None:
    done = bot(*arguments)
    assert expected in done.stderr
    assert done.stderr.count("\n") == 1
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize("command", [("ask", "名单"), ("run",)])
def test_a_knowledge_folder_that_is_none_is_named_with_its_setting(bot: Run, command: tuple[str, ...]) -> None:
    done = bot(*command, BOT_KNOWLEDGE_DIR="/nowhere/at/all", BOT_TOKEN="1:" + "x" * 35)
    assert done.stderr.startswith("python -m bot: BOT_KNOWLEDGE_DIR: /nowhere/at/all: ")
    assert done.stderr.count("\n") == 1
    assert (done.returncode, done.stdout) == (2, "")


def test_settings_may_stand_in_a_file(bot: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("bot_knowledge_dir=/nowhere/at/all\n", encoding="utf-8")
    assert "/nowhere/at/all" in bot("ask", "名单").stderr
    assert bot("ask", "名单", BOT_KNOWLEDGE_DIR=str(ROOT / "knowledge" / "data" / "..")).returncode == 2
    (tmp_path / ".env").write_bytes(b"BOT_TOKEN=\xff\n")
    done = bot("ask", "名单")
    assert done.stderr == "python -m bot: .env: expected a text file in UTF-8\n"
    assert done.returncode == 2
