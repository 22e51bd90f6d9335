"""`python -m bot`."""

import sys

from bot import garbage

garbage.pause()

from bot.cli import main  # noqa: E402 - imports are a part of the start

sys.exit(main())
