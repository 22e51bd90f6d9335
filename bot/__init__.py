"""Telegram, the terminal and operations. What is known lives in `knowledge`."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "1")  # the Telegram library gives waits as timedelta instead of warning
