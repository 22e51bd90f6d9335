"""Loading what is known, for a process that keeps it until it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import knowledge
from bot import garbage

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge import Knowledge


def load(folder: Path | None) -> Knowledge:
    """Load the knowledge, with that of `folder`; the garbage collector never looks at it again.

    Raises:
        knowledge.DataError: a data file is wrong.

    """
    garbage.pause()
    try:
        return knowledge.load(folder)
    except knowledge.DataError as error:
        if folder is None:
            raise
        msg = f"BOT_KNOWLEDGE_DIR: {error}"
        raise knowledge.DataError(msg) from None
    finally:
        garbage.resume()
