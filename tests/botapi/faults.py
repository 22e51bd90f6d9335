"""What can go wrong between a bot and the Bot API, by order of a test."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from tests.botapi.errors import ApiError, too_many_requests

if TYPE_CHECKING:
    from tests.botapi.clock import Clock


class Effect(Enum):
    """How a call fails; all but DROP_AFTER and MALFORMED keep it from taking effect."""

    TOO_MANY_REQUESTS = auto()
    REFUSE = auto()
    ERROR_500 = auto()
    BAD_GATEWAY = auto()
    STALL = auto()
    DROP_BEFORE = auto()
    DROP_AFTER = auto()
    MALFORMED = auto()


LATE_EFFECTS = {Effect.DROP_AFTER, Effect.MALFORMED}


@dataclass
class Fault:
    """A rule: calls of `method` to `chat_id` (any where None) fail with `effect`.

    `share` of the calls are hit, at most `times` of them, until the emulator's clock shows `until`.
    `error` goes with REFUSE, `retry_after` seconds with TOO_MANY_REQUESTS (where `until` is set, the
    seconds left till then); STALL holds the connection for `seconds`.
    """

    effect: Effect
    method: str | None = None
    chat_id: int | None = None
    share: float = 1.0
    times: int | None = None
    until: float | None = None
    retry_after: int = 1
    error: ApiError | None = None
    seconds: float = 60.0
    hits: int = 0

    def refusal(self, now: float) -> ApiError:
        """Return the error that the hit call is answered with."""
        if self.effect is Effect.REFUSE:
            return self.error or ApiError(400, "Bad Request: refused by the test")
        if self.effect is Effect.TOO_MANY_REQUESTS:
            return too_many_requests(self.retry_after if self.until is None else math.ceil(self.until - now))
        return ApiError(500, "Internal Server Error")


class Faults:
    """The rules in force; the first that fits a call hits it."""

    def __init__(self, clock: Clock, seed: int) -> None:
        self._clock = clock
        self._random = random.Random(seed)  # noqa: S311 - the same faults in every run
        self._rules: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        self._rules.append(fault)
        return fault

    def limit_chat(self, chat_id: int, seconds: float) -> Fault:
        """Refuse every call to the chat with 429 until `seconds` have passed."""
        return self.add(Fault(Effect.TOO_MANY_REQUESTS, chat_id=chat_id, until=self._clock.now() + seconds))

    def remove(self, fault: Fault) -> None:
        self._rules.remove(fault)

    def clear(self) -> None:
        self._rules.clear()

    def find(self, method: str, params: dict[str, Any]) -> Fault | None:
        """Return the fault that hits this call, and count the hit."""
        for rule in self._rules:
            if self._fits(rule, method, params) and self._random.random() < rule.share:
                rule.hits += 1
                return rule
        return None

    def _fits(self, rule: Fault, method: str, params: dict[str, Any]) -> bool:
        return (
            rule.method in {None, method}
            and rule.chat_id in {None, params.get("chat_id")}
            and (rule.times is None or rule.hits < rule.times)
            and (rule.until is None or self._clock.now() < rule.until)
        )
