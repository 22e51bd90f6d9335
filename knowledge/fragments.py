"""What a few typed characters may be the beginning of: for faces that offer answers while somebody types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from knowledge.answer import Choice
from knowledge.answers.parts import choice
from knowledge.questions.topic_files import Topic
from knowledge.reports.loading import Library
from knowledge.reports.models import Alliance
from knowledge.text.cleaning import clean


def fitting(fragment: str, library: Library, topics: Mapping[str, Topic], year: str) -> tuple[Choice, ...]:
    """Grade checks for the alliances of which `fragment` is a part of a name, then suggestions that hold it.

    The alliances of the A list of `year` come first, in its order.
    """
    wanted = clean(fragment).lower()
    if not wanted:
        return ()
    grade = library.reports[year].grade
    places = {member: place for place, member in enumerate(grade.members if grade else ())}
    found = [one for one in library.alliances.values() if any(wanted in name for name in _names(one))]
    found.sort(key=lambda one: places.get(one.id, len(places)))
    checks = (choice(one.name, "a_grade", year=year, alliances=(one.id,)) for one in found)
    return tuple(check for check in checks if check) + tuple(_suggested(wanted, topics))


def _names(alliance: Alliance) -> Iterator[str]:
    yield clean(alliance.core).lower()
    for name in (*alliance.words, *alliance.english, *alliance.sectors):
        yield clean(name).lower()


def _suggested(wanted: str, topics: Mapping[str, Topic]) -> Iterator[Choice]:
    for topic in topics.values():
        for label, token in topic.suggestions.items():
            if wanted in clean(label).lower():
                yield Choice(label=label, token=token)
