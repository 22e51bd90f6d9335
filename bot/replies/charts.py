"""Charts for chats: drawn once for each version of the data, off the event loop, and then known by their `file_id`."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.replies.drawing import draw, installed

if TYPE_CHECKING:
    from bot.delivery.store import Store
    from knowledge import Knowledge

_log = logging.getLogger(__name__)


class Charts:
    """The chart of each year. `offered`: whether charts can be drawn at all; if not, a line in the log says why."""

    def __init__(self, knowledge: Knowledge, store: Store) -> None:
        self._knowledge = knowledge
        self._store = store
        self._drawing = asyncio.Lock()
        self.offered = installed()
        if not self.offered:
            _log.warning("no charts, text instead: expected the extra (pip install 'alliance-activity-bot[chart]')")

    async def kept(self, year: str) -> str | None:
        """Return the `file_id` of the chart, if it was sent before."""
        return await self._store.file_id(self._name(year))

    async def keep(self, year: str, file_id: str) -> None:
        """Note the `file_id` of the chart."""
        await self._store.keep_file_id(self._name(year), file_id)

    async def drawn(self, year: str) -> bytes | None:
        """Draw the chart as PNG; None, and a line in the log, where that cannot be done."""
        if not self.offered:
            return None
        async with self._drawing:  # the plotting library does one thing at a time
            try:
                return await asyncio.to_thread(draw, self._knowledge, year)
            except Exception as error:  # noqa: BLE001 - whatever the drawing trips over, the answer is sent as text
                _log.warning("no chart of %s, text instead: %s", year, error)
                return None

    def _name(self, year: str) -> str:
        return f"chart-{self._knowledge.version}-{year}"
