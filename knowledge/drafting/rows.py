"""What an article counts: by tier or by several tiers together, and in all."""

from __future__ import annotations

from dataclasses import dataclass, field

PARTICIPANTS, TOTAL = "share_of_participants", "share_of_total"


@dataclass
class Row:
    """What is printed of one tier or of several together: by field, each value with its place; `notes` by field.

    `guessed` tells that the article does not name the tiers: 前两档.
    """

    tiers: tuple[str, ...]
    said: dict[str, dict[str, str]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    guessed: bool = False

    def add(self, key: str, printed: str, place: str) -> None:
        self.said.setdefault(key, {}).setdefault(printed, place)

    def only(self, key: str) -> str | None:
        """The value of `key` where all places agree."""
        printed = list(self.said.get(key, {}))
        return printed[0] if len(printed) == 1 else None

    @property
    def places(self) -> list[str]:
        return list(dict.fromkeys(place for printed in self.said.values() for place in printed.values()))


@dataclass
class Figures:
    """Rows by tiers; `present` and `everyone` by printed number; `unclear` are places that no reading fits."""

    rows: dict[tuple[str, ...], Row] = field(default_factory=dict)
    present: dict[str, str] = field(default_factory=dict)
    everyone: dict[str, str] = field(default_factory=dict)
    unclear: list[str] = field(default_factory=list)

    def row(self, tiers: tuple[str, ...], *, guessed: bool = False) -> Row:
        row = self.rows.setdefault(tiers, Row(tiers, guessed=guessed))
        row.guessed = row.guessed and guessed
        return row
