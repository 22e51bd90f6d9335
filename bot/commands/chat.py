"""The conversation in the terminal: history, completion, and buttons as numbered choices."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from bot.commands.ask import GOODBYES, readable
from knowledge import today_in_china

if TYPE_CHECKING:
    from knowledge import Answer, Choice, Conversation, Knowledge

_WELCOME = "请直接用中文提问；输入数字选择一项，Tab 键补全，输入“退出”或按 Ctrl-D 离开。"


class Chat:
    """One conversation with whoever sits at the terminal."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._conversation: Conversation | None = None
        self._related: tuple[Choice, ...] = ()

    def run(self) -> None:
        """Ask and answer until the user leaves: by a goodbye, Ctrl-D or Ctrl-C."""
        greeting = self._choose("greeting")
        _show(greeting)
        print_formatted_text(FormattedText([("ansibrightblack", _WELCOME)]))
        session: PromptSession[str] = PromptSession(
            history=_history(), completer=self._completer(greeting), complete_while_typing=False
        )
        with suppress(EOFError, KeyboardInterrupt):
            while (text := session.prompt("\n> ").strip()) not in GOODBYES:
                if text:
                    _show(self.reply(text))

    def reply(self, text: str) -> Answer:
        """Answer `text`; the number of a related question asks it.

        After a question back, numbers mean its choices, and the conversation itself knows these.
        """
        if text.isdecimal() and 1 <= int(text) <= len(self._related):
            return self._choose(self._related[int(text) - 1].token)
        answer, self._conversation = self._knowledge.ask(readable(text), self._conversation, today=today_in_china())
        return self._remember(answer)

    def _choose(self, token: str) -> Answer:
        answer, self._conversation = self._knowledge.choose(token, self._conversation, today=today_in_china())
        return self._remember(answer)

    def _remember(self, answer: Answer) -> Answer:
        self._related = () if answer.choices else answer.related
        return answer

    def _completer(self, greeting: Answer) -> WordCompleter:
        examples = [choice.label for choice in greeting.related]
        names = [alliance.name for alliance in self._knowledge.library.alliances.values()]
        return WordCompleter([*examples, *names], sentence=True, match_middle=True)


class _ForgivingHistory(FileHistory):
    """A history file that may become unwritable while it is in use."""

    def store_string(self, string: str) -> None:
        with suppress(OSError, UnicodeError):
            super().store_string(string)


def _history() -> History:
    """Return the history in the user's state folder, or one in memory where that cannot be written."""
    try:
        state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
        file = state / "alliance-activity-bot" / "history"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.open("r+b").close()
    except (OSError, RuntimeError):
        return InMemoryHistory()
    return _ForgivingHistory(file)


def _show(answer: Answer) -> None:
    choices = answer.choices or answer.related
    numbered = [("ansicyan", f"\n  [{number}] {choice.label}") for number, choice in enumerate(choices, start=1)]
    print_formatted_text(FormattedText([("", answer.text), *numbered]))
