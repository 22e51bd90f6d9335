"""`python -m bot`."""

import gc
import sys

gc.disable()  # until all is loaded: what is made at start is there to stay

from bot.cli import main  # noqa: E402 - imports are a part of the start

sys.exit(main())
