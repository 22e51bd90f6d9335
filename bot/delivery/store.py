"""What outlives an update: conversations, answered updates, parked updates, which reply belongs to what.

`SqliteStore` keeps it in one file, or in memory. All stores forget conversations, turns and answered updates by age.
Parked updates go when they are finished, as every update is within a day; ids of files stay, one for each chart.
"""

from __future__ import annotations

import enum
import json
import logging
import sqlite3
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self

from pydantic import TypeAdapter, ValidationError

from knowledge import Conversation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_log = logging.getLogger(__name__)
KEEP_SECONDS = 24 * 3600
"""So long Telegram keeps an update, and may bring it again."""
_PRUNE_EVERY = 1000
_MOST_ROWS = 20_000
_MOST_TURNS_IN_MEMORY = 5_000
_MOST_LIVE = 1_000
_CONVERSATION = TypeAdapter(Conversation)


class Claim(enum.Enum):
    """Whose an update is."""

    OURS = "ours"
    DONE = "done"
    ELSEWHERE = "elsewhere"


class Turn(NamedTuple):
    """A question, the messages that answered it, and the conversation before and after."""

    chat_id: int
    question_id: int
    answer_ids: tuple[int, ...]
    before: Conversation
    after: Conversation

    def dump(self, before: str, after: str) -> str:
        """Write it as JSON, given its conversations as `dump_conversation` writes them."""
        ids = json.dumps([self.chat_id, self.question_id, self.answer_ids])
        return f"{ids[:-1]}, {before}, {after}]"

    @classmethod
    def load(cls, text: str | bytes | None) -> Self | None:
        """Read what `dump` wrote; None where there is nothing, or it is of another version."""
        if text is None:
            return None
        try:
            chat_id, question_id, answer_ids, before, after = json.loads(text)
            return cls(chat_id, question_id, tuple(answer_ids), *map(_CONVERSATION.validate_python, (before, after)))
        except (ValueError, ValidationError):
            return None


class Memory(NamedTuple):
    """What remains of an answered update: the conversation of `key`, and the turn that led to it where messages were sent."""

    key: str
    conversation: Conversation
    turn: Turn | None = None


class Store(Protocol):
    """What the bot remembers; what it cannot read or write it logs."""

    async def claim(self, update_id: int) -> Claim:
        """Take the update for this process, unless it is answered or another replica has it."""

    async def release(self, update_id: int) -> None:
        """Give an unanswered update back."""

    async def finish(self, update_id: int, memory: Memory | None) -> None:
        """Note that the update is answered, together with what remains of it."""

    async def conversation(self, key: str) -> Conversation | None:
        """Return the conversation of `key`, unless it paused for too long."""

    async def turn_of_question(self, chat_id: int, message_id: int) -> Turn | None:
        """Return the turn in which the message asked."""

    async def turn_of_answer(self, chat_id: int, message_id: int) -> Turn | None:
        """Return the turn in which the message answered."""

    async def park(self, update_id: int, update: str) -> None:
        """Keep an update (JSON) that Telegram may forget, until it is finished.

        Raises:
            OSError: it cannot be kept.

        """

    async def parked(self) -> list[str]:
        """Return the parked updates, oldest first."""

    async def file_id(self, name: str) -> str | None:
        """Return the id under which Telegram keeps the file that we call `name`."""

    async def keep_file_id(self, name: str, file_id: str) -> None:
        """Note that id."""

    async def close(self) -> None:
        """Let go of files and connections."""


_SCHEMA = """
CREATE TABLE IF NOT EXISTS answered (update_id INTEGER PRIMARY KEY, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS conversation (key TEXT PRIMARY KEY, at REAL NOT NULL, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS turn (
    chat_id INTEGER, question_id INTEGER, at REAL NOT NULL, value TEXT NOT NULL, PRIMARY KEY (chat_id, question_id)
);
CREATE TABLE IF NOT EXISTS answer (
    chat_id INTEGER, answer_id INTEGER, question_id INTEGER NOT NULL, at REAL NOT NULL, PRIMARY KEY (chat_id, answer_id)
);
CREATE TABLE IF NOT EXISTS parked (update_id INTEGER PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS file (name TEXT PRIMARY KEY, file_id TEXT NOT NULL);
"""


class _Live(NamedTuple):
    """A conversation at hand: when it last went on, and what is stored of it."""

    at: float
    conversation: Conversation
    dumped: str


class SqliteStore:
    """A store in one SQLite file, for one process; `path` None keeps it in memory.

    Conversations that went on lately are also at hand without reading them from there. `failed` hears of every
    read or write that went wrong.

    Raises:
        OSError: the file cannot be opened or is no database.

    """

    def __init__(
        self, path: Path | None, *, memory_seconds: float, failed: Callable[[], object] = lambda: None
    ) -> None:
        self._memory_seconds = memory_seconds
        self._failed = failed
        self._most_turns = _MOST_ROWS if path else _MOST_TURNS_IN_MEMORY
        self._finished = 0
        self._live: OrderedDict[str, _Live] = OrderedDict()
        try:
            self._db = sqlite3.connect(path or ":memory:", isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise OSError(str(error)) from error

    async def claim(self, update_id: int) -> Claim:
        return Claim.DONE if self._row("SELECT 1 FROM answered WHERE update_id = ?", update_id) else Claim.OURS

    async def release(self, update_id: int) -> None:
        """Nothing to give back: no other process uses the file."""

    async def finish(self, update_id: int, memory: Memory | None) -> None:
        now = time.time()
        try:
            with self._db:
                self._db.execute("BEGIN")
                self._finish(update_id, memory, now)
        except sqlite3.Error as error:
            self._complain("written", error)

    def _finish(self, update_id: int, memory: Memory | None, now: float) -> None:
        self._db.execute("INSERT OR REPLACE INTO answered VALUES (?, ?)", (update_id, now))
        self._db.execute("DELETE FROM parked WHERE update_id = ?", (update_id,))
        if memory is not None:
            conversation = dump_conversation(memory.conversation)
            self._db.execute("INSERT OR REPLACE INTO conversation VALUES (?, ?, ?)", (memory.key, now, conversation))
            before = self._dumped(memory.key, memory.turn.before) if memory.turn else ""
            self._live[memory.key] = _Live(now, memory.conversation, conversation)
            self._live.move_to_end(memory.key)
            if len(self._live) > _MOST_LIVE:
                self._live.popitem(last=False)
            if memory.turn:
                self._keep(memory.turn, memory.turn.dump(before, conversation), now)
        self._finished += 1
        if self._finished % _PRUNE_EVERY == 0:
            self._prune(now)

    def _dumped(self, key: str, conversation: Conversation) -> str:
        """Write a conversation; one that goes on from what is at hand was written before."""
        live = self._live.get(key)
        return live.dumped if live and live.conversation is conversation else dump_conversation(conversation)

    def _keep(self, turn: Turn, dumped: str, now: float) -> None:
        key = (turn.chat_id, turn.question_id)
        self._db.execute("INSERT OR REPLACE INTO turn VALUES (?, ?, ?, ?)", (*key, now, dumped))
        for answer_id in turn.answer_ids:
            row = (turn.chat_id, answer_id, turn.question_id, now)
            self._db.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)", row)

    def _prune(self, now: float) -> None:
        bounds = {
            "answered": (KEEP_SECONDS, _MOST_ROWS),
            "turn": (KEEP_SECONDS, self._most_turns),
            "answer": (KEEP_SECONDS, self._most_turns),
            "conversation": (self._memory_seconds, _MOST_ROWS),
        }
        for table, (age, most) in bounds.items():
            newest = f"SELECT rowid FROM {table} ORDER BY at DESC LIMIT {most}"  # noqa: S608 - names of ours
            self._db.execute(f"DELETE FROM {table} WHERE at < ? OR rowid NOT IN ({newest})", (now - age,))  # noqa: S608

    async def conversation(self, key: str) -> Conversation | None:
        since = time.time() - self._memory_seconds
        if live := self._live.get(key):
            return live.conversation if live.at > since else None
        row = self._row("SELECT value FROM conversation WHERE key = ? AND at > ?", key, since)
        return parse_conversation(row[0]) if row else None

    async def turn_of_question(self, chat_id: int, message_id: int) -> Turn | None:
        row = self._row("SELECT value FROM turn WHERE chat_id = ? AND question_id = ?", chat_id, message_id)
        return Turn.load(row[0]) if row else None

    async def turn_of_answer(self, chat_id: int, message_id: int) -> Turn | None:
        row = self._row("SELECT question_id FROM answer WHERE chat_id = ? AND answer_id = ?", chat_id, message_id)
        return await self.turn_of_question(chat_id, row[0]) if row else None

    async def park(self, update_id: int, update: str) -> None:
        try:
            self._db.execute("INSERT OR REPLACE INTO parked VALUES (?, ?)", (update_id, update))
        except sqlite3.Error as error:
            self._failed()
            raise OSError(str(error)) from error

    async def parked(self) -> list[str]:
        return [row[0] for row in self._rows("SELECT value FROM parked ORDER BY update_id")]

    async def file_id(self, name: str) -> str | None:
        row = self._row("SELECT file_id FROM file WHERE name = ?", name)
        return row[0] if row else None

    async def keep_file_id(self, name: str, file_id: str) -> None:
        try:
            self._db.execute("INSERT OR REPLACE INTO file VALUES (?, ?)", (name, file_id))
        except sqlite3.Error as error:
            self._complain("written", error)

    async def close(self) -> None:
        self._db.close()

    def _row(self, query: str, *values: object) -> Any:
        return next(iter(self._rows(query, *values)), None)

    def _rows(self, query: str, *values: object) -> list[Any]:
        """Return what the query finds; what cannot be read counts as not there."""
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            self._complain("read", error)
            return []

    def _complain(self, action: str, error: sqlite3.Error) -> None:
        _log.error("the state cannot be %s: %s", action, error)
        self._failed()


def dump_conversation(conversation: Conversation) -> str:
    """Write a conversation as JSON, what is as ever left out."""
    return _CONVERSATION.dump_json(conversation, exclude_defaults=True).decode()


def parse_conversation(value: str | bytes) -> Conversation | None:
    """Read a stored conversation; one of another version counts as none."""
    try:
        return _CONVERSATION.validate_json(value)
    except ValidationError:
        return None
