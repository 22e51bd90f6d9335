"""Ids for what an article names: those of the registry where it knows the name, else new ones from the sound."""

from __future__ import annotations

import re
from typing import Any

from knowledge.drafting.emitting import Noted, Open
from knowledge.drafting.scores import distributed
from knowledge.reports.loading import Library
from knowledge.reports.models import Alliance, core_name
from knowledge.text.syllables import reading, readings

_LONGEST = 16


class Registry:
    """The alliances and tiers that are known; `new` are the alliances that the report file has to bring along."""

    def __init__(self, library: Library, *, pilots: bool) -> None:
        self._library = library
        self._pilots = pilots
        self._owners = {key: one.id for one in reversed(library.alliances.values()) for key in _keys(one)}
        self._taken = {*library.alliances}
        self.new: list[dict[str, Any]] = []

    def id_of(self, name: str) -> str:
        """The id of the alliance that an article calls `name`."""
        if known := self._known(name):
            return known
        printed = name.replace("(", "（").replace(")", "）")
        alliance_id = slug(core_name(printed), self._taken)
        self._taken.add(alliance_id)
        self._owners[_key(name)] = alliance_id
        kind: Any = "pilot" if self._pilots else Noted("unverified", "待核对：是试点联盟时写 pilot")
        self.new.append({"id": alliance_id, "name": printed, "kind": kind})
        return alliance_id

    def known_in(self, name: str) -> str | None:
        """The id of the known alliance that `name` is, perhaps after words of the sentence: 连续三年的化纤."""
        return self._known(name) or self._known(re.sub(r"^.*(?:[的有为是中]|包括)(?=.)", "", name))

    def _known(self, name: str) -> str | None:
        plain = name.removeprefix("国家")
        forms = (name, core_name(plain), plain.removesuffix("联盟"))
        return next((self._owners[_key(form)] for form in forms if _key(form) in self._owners), None)

    def tier_ids(self, names: list[str]) -> dict[str, str]:
        """By name, the id that the newest report uses for it, else one from its sound."""
        known = {tier.name: tier.id for report in self._library.reports.values() for tier in report.tiers}
        ids: dict[str, str] = {}
        for name in names:
            ids[name] = known[name] if name in known else slug(name, {*ids.values(), *known.values()})
        return ids

    def wordings(self, name: str, names: list[str]) -> dict[str, Any]:
        """How people call the tier: as in a known report with the very same tiers, else to be filled in."""
        for report in reversed(self._library.reports.values()):
            if [tier.name for tier in report.tiers] == names:
                tier = next(tier for tier in report.tiers if tier.name == name)
                return {"short": tier.short, "words": list(tier.words)}
        stem = next((m[1] for one in names if (m := re.match(r"(.{1,5}[度性力])(?=.)", one))), "")
        short = name.removeprefix(stem) if distributed(names) == names else name
        return {"short": short or name, "words": Open("人们还会怎么叫这一档")}


def slug(text: str, taken: set[str]) -> str:
    """An id from the sound of `text` that is not in `taken`.

    >>> slug("海洋牧场", set())
    'haiyangmuchang'
    """
    spelt = "".join(f" {reading(char)} " if readings(char) else char for char in text)
    syllables = re.findall(r"[a-z0-9]+", spelt.lower())
    whole = "".join(syllables) or "a"
    whole = whole if whole[0].isalpha() else f"a{whole}"
    if len(whole) > _LONGEST:
        whole = "".join(syllable[:2] for syllable in syllables)[:_LONGEST]
    candidate, number = whole, 2
    while candidate in taken:
        candidate, number = f"{whole[: _LONGEST - len(str(number))]}{number}", number + 1
    return candidate


def _keys(alliance: Alliance) -> set[str]:
    names = (alliance.name, alliance.core, *alliance.aliases, *alliance.words)
    return {_key(name) for name in names}


def _key(name: str) -> str:
    return re.sub(r"[\s()（）“”·-]", "", name).lower()
