"""The queue in which updates wait until the bot has confirmed them."""

from __future__ import annotations

import random
from collections import Counter, OrderedDict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from tests.botapi.clock import Signal

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from tests.botapi.clock import Clock

_DAY = 86_400.0
_LIFETIMES = {"callback_query": 150.0, "inline_query": 30.0, "chosen_inline_result": 600.0}
_ONLY_ON_DEMAND = {"chat_member", "message_reaction", "message_reaction_count"}
_KINDS = {
    *("message", "edited_message", "channel_post", "edited_channel_post", "guest_message", "inline_query"),
    *("chosen_inline_result", "callback_query", "my_chat_member", "chat_member", "message_reaction"),
    *("message_reaction_count", "poll", "poll_answer", "chat_join_request", "chat_boost", "removed_chat_boost"),
    *("business_connection", "business_message", "edited_business_message", "deleted_business_messages"),
    *("shipping_query", "pre_checkout_query", "purchased_paid_media"),
}
_STALE_OFFSET = 10


@dataclass(slots=True)
class Pending:
    """An update that waits; `lane` is the chat or user within which webhooks keep the order."""

    update_id: int
    body: dict[str, Any]
    lane: Hashable
    expires: float


class UpdateQueue:
    """Pending updates, oldest first; `handed` counts how often each update went out."""

    def __init__(self, clock: Clock, seed: int) -> None:
        self._clock = clock
        self._pending: OrderedDict[int, Pending] = OrderedDict()
        self._allowed = _KINDS - _ONLY_ON_DEMAND
        self._tail = random.Random(seed).randrange(2_000_001, 1_000_000_000)  # noqa: S311 - no secret
        self._soonest = float("inf")
        self.handed: Counter[int] = Counter()
        self.changed = Signal()

    def __len__(self) -> int:
        return len(self._pending)

    def __contains__(self, update_id: int) -> bool:
        return update_id in self._pending

    @property
    def allowed_updates(self) -> list[str]:
        return sorted(self._allowed)

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Set which kinds of updates are created: None leaves it, none at all means the default."""
        if kinds is not None:
            self._allowed = _KINDS & set(kinds) or _KINDS - _ONLY_ON_DEMAND

    def put(self, kind: str, payload: Any, lane: Hashable, **more: Any) -> int | None:
        """Queue an update and return its id; None where its kind is not among the allowed ones."""
        if kind in _KINDS and kind not in self._allowed:
            return None
        update_id = self._tail
        self._tail += 1
        expires = self._clock.now() + _LIFETIMES.get(kind, _DAY)
        self._soonest = min(self._soonest, expires)
        self._pending[update_id] = Pending(update_id, {"update_id": update_id, kind: payload, **more}, lane, expires)
        self.changed.fire()
        return update_id

    def read(self, offset: int, limit: int) -> list[dict[str, Any]]:
        """Confirm what lies before `offset` and return the oldest `limit` updates that remain."""
        self._expire()
        if offset < 0:
            self._forget(len(self._pending) + offset)
        elif offset <= self._tail + _STALE_OFFSET:
            while self._pending and next(iter(self._pending)) < offset:
                self._pending.popitem(last=False)
        window = [pending.body for pending in islice(self._pending.values(), limit)]
        self.handed.update(body["update_id"] for body in window)
        return window

    def after(self, update_id: int) -> Iterator[Pending]:
        """Yield the pending updates that are younger than `update_id`."""
        self._expire()
        return iter([pending for pending in self._pending.values() if pending.update_id > update_id])

    def alive(self, pending: Pending) -> bool:
        return pending.update_id in self._pending and pending.expires > self._clock.now()

    def remove(self, pending: Pending) -> None:
        self._pending.pop(pending.update_id, None)
        self.changed.fire()

    def clear(self) -> None:
        self._pending.clear()

    def _forget(self, count: int) -> None:
        for _ in range(count):
            self._pending.popitem(last=False)

    def _expire(self) -> None:
        now = self._clock.now()
        if now < self._soonest:
            return
        for pending in [pending for pending in self._pending.values() if pending.expires <= now]:
            del self._pending[pending.update_id]
        self._soonest = min((pending.expires for pending in self._pending.values()), default=float("inf"))
