"""When Python searches for garbage: not while it starts, never in what was loaded, and seldom while it serves."""

from __future__ import annotations

import gc

_SEARCHED_FROM = 10_000
"""So many objects more than were let go of; Python's own 700 suit programs that make few."""


def pause() -> None:
    """Search no more until all is loaded: what is made at start is there to stay."""
    gc.disable()


def resume() -> None:
    """Search again, but never in what is there by now."""
    gc.freeze()
    gc.enable()


def search_seldom() -> None:
    """Leave what is there by now out of all searches, and search seldom.

    An answer makes thousands of objects that nobody but itself refers to: by default the collector runs once or
    more for each, an eighth of all processor time, and now and then holds up everybody while it goes through
    what is known.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_SEARCHED_FROM, *gc.get_threshold()[1:])
