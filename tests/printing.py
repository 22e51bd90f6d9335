"""Scripts whose output may be cut short, as by `| head`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def printing(main: Callable[[], int | None]) -> int:
    """Run `main` and return its exit code; 1, without a traceback, where nobody reads its output to the end."""
    try:
        code = main() or 0
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code
