"""What day it is."""

from __future__ import annotations

import datetime as dt

_CHINA = dt.timezone(dt.timedelta(hours=8))


def today() -> dt.date:
    """Return the date in China, for which 今年 and 去年 are meant."""
    return dt.datetime.now(_CHINA).date()
