"""The throttle, by a clock that the test moves."""

from __future__ import annotations

from bot.telegram.throttle import Taps, Throttle


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_passes_and_then_the_rate() -> None:
    clock = Clock()
    throttle = Throttle(rate=2, burst=3, clock=clock)
    assert [throttle.admit("a") for _ in range(4)] == [True, True, True, False]
    assert throttle.admit("b")
    clock.now += 0.5
    assert [throttle.admit("a"), throttle.admit("a")] == [True, False]
    clock.now += 60
    assert [throttle.admit("a") for _ in range(4)] == [True, True, True, False]


def test_a_group_counts_beside_its_users() -> None:
    throttle = Throttle(rate=1, burst=2, clock=Clock())
    assert throttle.admit("one", "group")
    assert throttle.admit("two", "group")
    assert not throttle.admit("three", "group")
    assert throttle.admit("three", "private")


def test_a_refusal_is_told_once_until_the_next_admission() -> None:
    clock = Clock()
    throttle = Throttle(rate=1, burst=1, clock=clock)
    throttle.admit("a")
    assert [throttle.tell("a"), throttle.tell("a")] == [True, False]
    clock.now += 1
    throttle.admit("a")
    assert throttle.tell("a")


def test_rate_zero_lets_all_pass() -> None:
    assert all(Throttle(rate=0, burst=1).admit("a") for _ in range(100))


def test_memory_is_bounded() -> None:
    throttle = Throttle(rate=1, burst=1, clock=Clock())
    for user in range(30_000):
        throttle.admit(user)
        throttle.tell(user)
    assert len(throttle._buckets) <= 10_000
    assert len(throttle._told) <= 10_000
    assert not throttle.admit(29_999)


def test_a_second_tap_is_one_by_another_update_within_seconds() -> None:
    clock = Clock()
    taps = Taps(seconds=3, clock=clock)
    assert not taps.repeated("key", 1)
    assert not taps.repeated("key", 1)
    assert taps.repeated("key", 2)
    clock.now += 4
    assert not taps.repeated("key", 3)
