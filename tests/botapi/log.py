"""Every call that reached the server, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.botapi.clock import Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.botapi.faults import Effect


@dataclass(slots=True)
class Call:
    """One call: `status` and `response` (result or error description) are None until it is answered.

    `started` and `ended` are seconds of the emulator's clock, `applied` says whether it took effect,
    `fault` what the test made of it.
    """

    method: str
    params: dict[str, Any]
    started: float
    applied: bool = False
    fault: Effect | None = None
    ended: float | None = None
    status: int | None = None
    response: Any = None

    @property
    def chat_id(self) -> Any:
        return self.params.get("chat_id")


class CallLog:
    """The calls, and a way to wait for one."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.changed = Signal()

    def of(self, *methods: str) -> list[Call]:
        return [call for call in self.calls if call.method in methods]

    async def wait_for(self, find: Callable[[Call], bool], *, since: int = 0, what: str = "call") -> Call:
        """Return the first call from number `since` on that `find` accepts, waiting for it if need be."""

        def found() -> Call | None:
            return next((call for call in self.calls[since:] if find(call)), None)

        call = await self.changed.until(found, lambda: f"no such {what}; the last calls: {self.tail()}")
        assert call
        return call

    def tail(self, count: int = 8) -> str:
        return "; ".join(f"{call.method} → {call.status} {call.response!r}"[:200] for call in self.calls[-count:])
