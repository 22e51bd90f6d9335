"""One update on its way to an answer, over all the tries it takes."""

from __future__ import annotations

import time
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.delivery.store import Memory


@dataclass
class Attempt:
    """What one try leaves for the next, so that nothing is sent or counted twice.

    `failures` are all failed tries, `refusals` those that the server answered. `sent` are the ids of the
    messages sent so far, `admitted` what the throttle said, `counted` whether the answer is in the figures,
    `memory` what is to be stored, `error` what the present try failed of.
    """

    started: float = field(default_factory=time.monotonic)
    claimed: bool = False
    failures: int = 0
    refusals: int = 0
    sent: list[int] = field(default_factory=list)
    admitted: bool | None = None
    counted: bool = False
    memory: Memory | None = None
    error: Exception | None = None


current: ContextVar[Attempt] = ContextVar("attempt")
