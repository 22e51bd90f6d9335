"""How much one user, or one group, may ask."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

_MOST_KEYS = 10_000


class Throttle:
    """Token buckets: `burst` questions at once, `rate` a second in the long run; rate 0 lets all pass.

    Memory is bounded: of more than 10,000 keys, those unseen for longest start afresh.
    """

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()
        self._told: OrderedDict[Hashable, None] = OrderedDict()

    def admit(self, *keys: Hashable) -> bool:
        """Take one question off the bucket of each key; False, and nothing taken, when one is empty."""
        if self._rate == 0:
            return True
        now = self._clock()
        levels = {key: self._level(key, now) for key in keys}
        if min(levels.values()) < 1:
            return False
        for key, level in levels.items():
            self._buckets[key] = (level - 1, now)
            self._buckets.move_to_end(key)
            self._told.pop(key, None)
        _trim(self._buckets)
        return True

    def tell(self, key: Hashable) -> bool:
        """Tell whether `key` is to hear of its refusal: once, until it is admitted again."""
        if key in self._told:
            return False
        self._told[key] = None
        _trim(self._told)
        return True

    def _level(self, key: Hashable, now: float) -> float:
        level, at = self._buckets.get(key, (float(self._burst), now))
        return min(self._burst, level + (now - at) * self._rate)


class Taps:
    """Recognises the second tap on a button that was only just tapped."""

    def __init__(self, seconds: float = 3.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._last: OrderedDict[Hashable, tuple[int, float]] = OrderedDict()

    def repeated(self, key: Hashable, update_id: int) -> bool:
        """Tell whether `key` was tapped a moment ago by another update than this one."""
        now = self._clock()
        first, at = self._last.get(key, (update_id, now))
        if first != update_id and now - at < self._seconds:
            return True
        self._last[key] = (update_id, now)
        self._last.move_to_end(key)
        _trim(self._last)
        return False


def _trim(table: OrderedDict[Hashable, Any]) -> None:
    while len(table) > _MOST_KEYS:
        table.popitem(last=False)
