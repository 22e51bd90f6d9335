"""What a few typed characters may be the beginning of: for faces that offer answers while somebody types."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache, cached_property

from knowledge.answer import Choice
from knowledge.answers.parts import choice
from knowledge.questions.topic_files import Topic
from knowledge.reports.loading import Library
from knowledge.text.cleaning import clean

_BETWEEN = "\0"
"""Stands between names; no cleaned text has it."""


class Fragments:
    """The names of all alliances as one text, made when first asked for, so that each look-up is one search."""

    def __init__(self, library: Library, topics: Mapping[str, Topic], year: str) -> None:
        self._library = library
        self._topics = topics
        self._year = year
        grade = library.reports[year].grade
        self._places = {member: place for place, member in enumerate(grade.members if grade else ())}

    def fitting(self, fragment: str) -> Iterator[Choice]:
        """Grade checks for the alliances of which `fragment` is a part of a name, then suggestions that hold it.

        The alliances of the A list come first, in its order.
        """
        wanted = clean(fragment).lower()
        if not wanted:
            return
        found = sorted(self._named(wanted), key=lambda one: self._places.get(one, len(self._places)))
        for one in found:
            name = self._library.alliances[one].name
            if check := choice(name, "a_grade", year=self._year, alliances=(one,)):
                yield check
        yield from (suggestion for label, suggestion in self._suggestions if wanted in label)

    def _named(self, wanted: str) -> Iterator[str]:
        text, starts, ids = self._names
        at = text.find(wanted)
        while at >= 0:
            number = bisect_right(starts, at)
            yield ids[number - 1]
            at = text.find(wanted, starts[number]) if number < len(starts) else -1

    @cached_property
    def _names(self) -> tuple[str, list[int], list[str]]:
        """The cleaned names, and where those of each alliance begin, with its id."""
        cleaned = cache(lambda name: clean(name).lower())
        parts, starts, length = [], [], 0
        for one in self._library.alliances.values():
            names = map(cleaned, (one.core, *one.words, *one.english, *one.sectors))
            parts.append("".join(name + _BETWEEN for name in names))
            starts.append(length)
            length += len(parts[-1])
        return "".join(parts), starts, list(self._library.alliances)

    @cached_property
    def _suggestions(self) -> list[tuple[str, Choice]]:
        return [
            (clean(label).lower(), Choice(label=label, token=token))
            for topic in self._topics.values()
            for label, token in topic.suggestions.items()
        ]
