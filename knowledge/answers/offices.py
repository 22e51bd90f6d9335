"""Which people and organisations a question means, by their offices and by shortened names."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.reports.models import Fact, Person
from knowledge.text.patterns import lazy_pattern

from .facts import Facts

SHORTEST = 2
"""A title has at least this many characters (处长)."""
SHORTEST_NAME = 3
"""So has a shortened name of an organisation (协发网)."""
DEPUTY = "副"
_ANY_DEPUTY = lazy_pattern("副(?:的|职|手)")
_TITLE = lazy_pattern("[一-龥]长|主任|负责人|领导")
_HEADED = "单位负责人"


def holders(people: Sequence[Person], text: str, organisations: Sequence[str]) -> list[tuple[Person, str]]:
    """Those whose office `text` names, with it: by its title (秘书长 is no 副秘书长), then by its organisation."""
    offices = [(person, office) for person in people for office in person.offices]
    titles = [_shared_title(office, text) for _, office in offices]
    longest = max(titles, default=0)
    if longest < SHORTEST:
        deputies = [(person, office) for person, office in offices if DEPUTY in office]
        return deputies if _ANY_DEPUTY.search(text) else []
    found = [pair for pair, length in zip(offices, titles, strict=True) if length == longest]
    if named := [pair for pair in found if any(belongs(pair[1], one) for one in organisations)]:
        return named
    overlaps = [len(set(office[:-longest]) & set(text)) for _, office in found]
    best = max(overlaps)
    if best < SHORTEST_NAME:
        return found
    return [pair for pair, overlap in zip(found, overlaps, strict=True) if overlap == best]


def disputed_offices(people: Sequence[Person], text: str, facts: Facts) -> list[Fact[str]]:
    """What other sources say of the office, by a title in `text`, of one of `people`."""
    series, titles = facts.library.series, _TITLE.findall(text)
    return [
        fact
        for fact in (series.remarks if series else ())
        if any(one.name in fact.value for one in people) and any(title in fact.value for title in titles)
    ]


def _shared_title(office: str, text: str) -> int:
    """How many characters at the end of `office` stand in `text`, 0 where 副 would be left out."""
    longest = 0
    for name in {office, office.removesuffix(_HEADED)}:
        lengths = (n for n in range(len(name), SHORTEST - 1, -1) if name[-n:] in text)
        length = next(lengths, 0)
        if not name[:-length].endswith(DEPUTY):
            longest = max(longest, length)
    return longest


def shortened(name: str, text: str) -> str | None:
    """The part of `text` that shortens `name` (协发网 for …协同发展网), None where there is none."""
    found = [text[start : end + 1] for end, char in enumerate(text) if char == name[-1] for start in range(end)]
    fitting = [part for part in found if len(part) >= SHORTEST_NAME and belongs(name, part)]
    return max(fitting, key=len, default=None)


def belongs(office: str, organisation: str) -> bool:
    """Whether the characters of `organisation`, a short form (协发网), stand in `office` in this order."""
    rest = iter(office)
    return all(char in rest for char in organisation)
