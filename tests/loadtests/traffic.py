"""Many people who ask, and the book on who was answered what, how often and in which order."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.botapi import BotApiServer, Message, User

_SCORE = re.compile(r"(\d+)分")
_LOWEST_SCORE = 40
_RECENT = 1000


@dataclass(frozen=True)
class Question:
    """A question after the tier of a score: both our bot and an echo begin their answer with the score."""

    user: User
    score: int
    message: Message


class Traffic:
    """Questions of `people` to the bot behind `server`; each person asks after another score every time."""

    def __init__(self, server: BotApiServer, people: int) -> None:
        self._server = server
        self.users = [server.user(f"user {number}") for number in range(people)]
        self.questions: list[Question] = []
        self._asked = [0] * people

    def ask(self, number: int) -> Question:
        """Let person `number` (counted round) ask their next question."""
        person = number % len(self.users)
        score = _LOWEST_SCORE + self._asked[person]
        self._asked[person] += 1
        user = self.users[person]
        question = Question(user, score, user.says(f"{score}分是什么等级"))
        self.questions.append(question)
        return question

    async def ask_at(self, rate: float, count: int) -> None:
        """Ask `count` questions, person after person, `rate` a second."""
        start = asyncio.get_running_loop().time()
        for number in range(count):
            await asyncio.sleep(start + number / rate - asyncio.get_running_loop().time())
            self.ask(number)

    def answers(self, question: Question) -> list[Message]:
        return [message for message in question.user.chat.from_bot if score_in(message) == question.score]

    def unanswered(self) -> list[Question]:
        return [question for question in self.questions if not self.answers(question)]

    def repeated(self) -> int:
        """How many answers were sent beyond the first."""
        return sum(len(self.answers(question)) - 1 for question in self.questions if self.answers(question))

    def out_of_order(self) -> list[User]:
        """The people whose questions were not answered in the order in which they were asked."""
        return [user for user in self.users if not _ascending(user)]

    def in_flight(self, handed_before: Counter[int] | None = None) -> list[Question]:
        """The questions that the bot was handed (since `handed_before`) and knows of no answer that it gave.

        An answer that the server took counts only when its response has gone back.
        """
        handed = self._server.updates.handed
        before = handed_before or Counter()
        under_way = [call.response for call in self._server.log.calls[-_RECENT:] if call.applied and not call.ended]
        return [
            question
            for question in self.questions
            if (update_id := question.message.update_id)
            and handed[update_id] > before[update_id]
            and all(answer.json in under_way for answer in self.answers(question))
        ]

    def unconfirmed(self) -> int:
        """How many updates the bot was handed and has not confirmed."""
        updates = self._server.updates
        asked = (question.message.update_id for question in self.questions)
        return sum(1 for update_id in asked if update_id and updates.handed[update_id] and update_id in updates)

    async def answered(self, patience: float = 60.0) -> bool:
        """Wait until every question is answered; gives up `patience` seconds after the last sign of progress."""
        loop = asyncio.get_running_loop()
        missing, progress = len(self.questions) + 1, loop.time()
        while left := len(self.unanswered()):
            if left < missing:
                missing, progress = left, loop.time()
            if loop.time() - progress > patience:
                return False
            await self._server.log.changed.wait(1.0)
        return True

    def delays(self) -> list[float]:
        """Seconds from each question to its first answer, ascending."""
        found = ((question, self.answers(question)) for question in self.questions)
        return sorted(answers[0].at - question.message.at for question, answers in found if answers)


def score_in(message: Message) -> int | None:
    """Return the score that an answer begins with."""
    match = _SCORE.match(message.text)
    return int(match[1]) if match else None


def quantile(ascending: list[float], share: float) -> float:
    """Return the value that `share` of the others do not exceed."""
    return ascending[min(int(len(ascending) * share), len(ascending) - 1)]


def _ascending(user: User) -> bool:
    first_answers = list(dict.fromkeys(score for message in user.chat.from_bot if (score := score_in(message))))
    return first_answers == sorted(first_answers)
