"""Loading what is known, for a process that keeps it until it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import knowledge
from bot import garbage

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge import Knowledge


RARE = ("huaxian lianmeng shi A ji ma", "積體電路設計聯盟是A級嗎", "which tier?", "佢系咪A级")
"""Questions for which tables are read that others do without: pinyin, traditional characters, English, Cantonese."""


def load(folder: Path | None, *, serving: bool = False) -> Knowledge:
    """Load the knowledge, with that of `folder`; the garbage collector never looks at it again.

    `serving`: what only some questions need (some 0.1 s) is read now, not when the first of them comes.

    Raises:
        knowledge.DataError: a data file is wrong.

    """
    garbage.pause()
    try:
        known = knowledge.load(folder)
    except knowledge.DataError as error:
        if folder is None:
            raise
        msg = f"BOT_KNOWLEDGE_DIR: {error}"
        raise knowledge.DataError(msg) from None
    else:
        for question in RARE if serving else ():
            known.ask(question)
        return known
    finally:
        garbage.resume()
