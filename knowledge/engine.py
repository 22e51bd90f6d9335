"""From a text to an answer: the one way through this package."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from knowledge.answer import Answer, Choice, Paragraph, SourceRef
from knowledge.dialogue import Conversation


class UnknownTokenError(ValueError):
    """A token that no answer of this version of the data stands behind."""


class Knowledge:
    """All that was loaded. Immutable, so that one instance serves every conversation."""

    version: str = "0"  # digest of the data files

    def ask(
        self,
        text: str,
        conversation: Conversation | None = None,
        *,
        today: dt.date | None = None,
        year: str | None = None,
    ) -> tuple[Answer, Conversation]:
        """Answer `text`, anything a user may type. `year` replaces the default evaluation."""
        choice = Choice(label="A级名单有哪些？", token="a_list-y2019")
        source = SourceRef(title="标题", publisher="纺织科学研究", date="2020-11-19", where="第1段")
        answer = Answer(
            status="answered",
            topic="a_grade",
            year="2019",
            blocks=(Paragraph(text=f"（占位）{text}", lead=True),),
            sources=(source,),
            related=(choice,),
            token="a_list-y2019",
        )
        return answer, Conversation()

    def choose(
        self, token: str, conversation: Conversation | None = None, *, today: dt.date | None = None
    ) -> tuple[Answer, Conversation]:
        """Answer the question behind a button, a command or a deep link.

        Plain topics are tokens too: `greeting`, `help`, `about`, `a_list`, `tiers`, `a_rule`.

        Raises:
            UnknownTokenError: no such token.
        """
        return self.ask(token, conversation)


def load(extra: Path | None = None) -> Knowledge:
    """Read the built-in data, and those of the folder `extra` beside them.

    Raises:
        DataError: a data file is wrong.
    """
    return Knowledge()
