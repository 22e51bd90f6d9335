"""The words that are known beside names and wordings: word lists, tiers, grades, people, media and what closes a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from knowledge.names.belonging import nouns
from knowledge.names.faults import shape_alikes
from knowledge.reports.loading import Library
from knowledge.reports.models import GRADE, SUFFIX, Release
from knowledge.text.cleaning import clean
from knowledge.text.lexicon import Lexicon
from knowledge.text.numerals import arabic
from knowledge.text.syllables import cut
from knowledge.text.words import lines, table

SUFFIXES = (
    SUFFIX,
    "技术创新战略联盟",
    "产业链技术创新战略联盟",
    "产业技术创新联盟",
    "技术创新联盟",
    "产业创新联盟",
    "产业技术联盟",
)
SHORT_SUFFIXES = (
    "产业战略联盟",
    "产业联盟",
    "战略联盟",
    "创新联盟",
    "联盟",
    "产业",
    "alliance",
    *(f"联{sound}" for sound in "萌梦猛蒙门们孟朦檬盂"),
    *(f"{sound}盟" for sound in "连链莲恋"),
)
_ALLIANCE = "联盟"
_OF_A_TIER = ("等级", "档", "档次", "层次")
"""较高等级 is the tier 较高, not 较 and 高等级."""


def add_vocabulary(lexicon: Lexicon, library: Library) -> None:
    """Everything that is known beside names and wordings: word lists, tiers, grades, people, media.

    `lexicon` has the wordings already: a frame or particle that is a word of one is left out.
    """
    tiers = {word for report in library.reports.values() for tier in report.tiers for word in (tier.name, *tier.words)}
    own = re.compile("|".join(map(re.escape, sorted(tiers))))
    _add_slots(lexicon)
    _add_words(lexicon, [word for word in lines("frames") if not own.search(word)])
    for word, tier in dict.fromkeys(_words_of_tiers(library)):
        lexicon.add(clean(word).lower(), "tier", tier)
    lexicon.add(GRADE.lower(), "keyword", f"{{grade}}:{GRADE}")
    for report in library.reports.values():
        if report.grade and report.grade.name == GRADE:
            for word in report.grade.words:
                lexicon.add(clean(word).lower(), "keyword", f"{{grade}}:{GRADE}")
        if report.release:
            _add_participants(lexicon, report.release)


def other_grades(library: Library) -> list[tuple[re.Pattern[str], str]]:
    """Patterns for what a cleaned question calls a grade that is not called A级, with what the wordings call it."""
    grades = (report.grade for report in library.reports.values() if report.grade and report.grade.name != GRADE)
    names = {clean(word) for grade in grades for word in (grade.name, *grade.words)}
    return [
        (re.compile(re.escape(name), re.IGNORECASE), GRADE + (_ALLIANCE if name.endswith(_ALLIANCE) else ""))
        for name in sorted(names, key=len, reverse=True)
    ]


def _words_of_tiers(library: Library) -> Iterator[tuple[str, str]]:
    """What the tiers are called in all reports, each with the id of its tier."""
    for report in library.reports.values():
        for tier in report.tiers:
            for word in (tier.name, tier.short, *tier.words):
                yield word, tier.id
                yield from ((alike, tier.id) for alike in shape_alikes(word))
            yield from ((tier.short + unit, tier.id) for unit in _OF_A_TIER)


def _add_slots(lexicon: Lexicon) -> None:
    """The words that fill slots, with numerals as digits and as written: 它俩 is 它2 only where nothing follows."""
    for slot, fillers in table("slots").items():
        for filler, written in fillers.items():
            for form in _spelt_out(written):
                value = form if slot == "medium" else filler
                for said in dict.fromkeys((arabic(form), form)):
                    lexicon.add(said.lower(), "keyword", f"{{{slot}}}:{value}")


def _spelt_out(written: Iterable[str]) -> Iterator[str]:
    """The words `written`, those of a class where its name stands."""
    for word in written:
        yield from table("classes")[word[1:]] if word.startswith("@") else (word,)


def _add_participants(lexicon: Lexicon, release: Release) -> None:
    """The people and the media at the release of a report."""
    for person in release.people:
        for word in (person.name, *person.words):
            lexicon.add(word, "keyword", "{person}:" + person.name)
    for medium in release.media.value if release.media else ():
        lexicon.add(medium, "keyword", "{medium}:" + medium)


def _add_words(lexicon: Lexicon, frames: Iterable[str]) -> None:
    """The word lists, which are simplified already (a test checks it), and what closes a name."""
    typed = (word for word in frames if not (word.isascii() and cut(word)))  # typed pinyin is read by its sound
    lexicon.add_all((word for word in typed if not lexicon.is_keyword(word)), "frame")
    lexicon.add_all((word for word in lines("frames_single") if not lexicon.is_keyword(word)), "particle")
    sectors = [word.lower() for word in lines("sectors")]
    lexicon.add_all(sectors, "sector")
    lexicon.add_all((*SUFFIXES, *SHORT_SUFFIXES), "suffix")
    lexicon.add_all((word for word in nouns().difference(sectors) if len(word) > 1), "noun")
