"""The conversation in the terminal, typed through the terminal library's own pipe."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

import knowledge
from bot.commands.chat import Chat
from tests import built_in

ENTER, CTRL_C, CTRL_D, UP = "\r", "\x03", "\x04", "\x1b[A"
Talk = Callable[..., str]


@pytest.fixture(scope="module")
def known() -> knowledge.Knowledge:
    return built_in.load()


@pytest.fixture
def talk(known: knowledge.Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Talk:
    """Type keys into a conversation; returns what was shown once it has ended."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def type_in(*keys: str) -> str:
        shown = io.StringIO()
        output = Vt100_Output(shown, lambda: Size(rows=40, columns=100), enable_cpr=False)
        with create_pipe_input() as pipe, create_app_session(input=pipe, output=output):
            pipe.send_bytes("".join(keys).encode("utf-8", "surrogateescape"))
            Chat(known).run()
        return shown.getvalue()

    return type_in


@pytest.mark.parametrize("goodbye", [f"退出{ENTER}", f" quit {ENTER}", CTRL_C, CTRL_D])
def test_leaves_cleanly(talk: Talk, goodbye: str) -> None:
    assert "请直接用中文提问" in talk(goodbye)


def test_gives_the_same_answers_as_ask(talk: Talk, known: knowledge.Knowledge) -> None:
    answer, _ = known.ask("活跃度较高的有几家")
    shown = talk("活跃度较高的有几家", ENTER, "那占比呢", ENTER, CTRL_D)
    assert all(line in shown for line in answer.text.splitlines())
    assert shown.count("19.19%") > answer.text.count("19.19%")


def test_a_number_asks_a_related_question(talk: Talk, known: knowledge.Knowledge) -> None:
    answer, conversation = known.ask("活跃度较高的有几家")
    related, _ = known.choose(answer.related[1].token, conversation)
    shown = talk("活跃度较高的有几家", ENTER, "2", ENTER, CTRL_D)
    assert f"[2] {answer.related[1].label}" in shown
    assert all(line in shown for line in related.text.splitlines())


def test_a_number_answers_a_question_back(talk: Talk, known: knowledge.Knowledge) -> None:
    answer, _ = known.ask("汽车联盟是A级吗")
    assert answer.choices
    shown = talk("汽车联盟是A级吗", ENTER, "1", ENTER, CTRL_D)
    assert f"[1] {answer.choices[0].label}" in shown
    assert "✅" in shown
    assert answer.candidates[0] in shown


def test_a_number_beyond_the_choices_is_a_question(talk: Talk) -> None:
    assert "活跃度较高" in talk("活跃度高有几家", ENTER, "83", ENTER, CTRL_D)


def test_empty_lines_ask_nothing(talk: Talk) -> None:
    assert talk(ENTER, "  ", ENTER, CTRL_D).count("出处") == 0


def test_half_an_emoji_does_no_harm(talk: Talk) -> None:
    assert "化纤产业" in talk("第6个是谁\udc80", ENTER, CTRL_D)


def test_history_outlives_the_conversation(talk: Talk) -> None:
    talk("第6个是谁", ENTER, CTRL_D)
    assert "化纤产业" in talk(UP, ENTER, CTRL_D)


@pytest.mark.parametrize("broken", ["state is a file", "history is a folder"])
def test_no_history_is_no_harm(talk: Talk, tmp_path: Path, broken: str) -> None:
    if broken == "state is a file":
        (tmp_path / "state").touch()
    else:
        (tmp_path / "state" / "alliance-activity-bot" / "history").mkdir(parents=True)
    assert "化纤产业" in talk("第6个是谁", ENTER, CTRL_D)
