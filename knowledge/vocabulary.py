"""The words that are known beside names and wordings: word lists, tiers, grades, people, media and what closes a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from knowledge.names.faults import shape_alikes
from knowledge.names.neighbours import nouns
from knowledge.reports.loading import Library
from knowledge.reports.models import SUFFIX, Release
from knowledge.text.cleaning import clean
from knowledge.text.lexicon import Lexicon
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
_OF_A_TIER = ("等级", "档", "档次", "层次")
"""较高等级 is the tier 较高, not 较 and 高等级."""


def add_vocabulary(lexicon: Lexicon, library: Library) -> None:
    """Everything that is known beside names and wordings: word lists, tiers, grades, people, media."""
    tiers = {word for report in library.reports.values() for tier in report.tiers for word in (tier.name, *tier.words)}
    own = re.compile("|".join(map(re.escape, sorted(tiers))))
    frames = [word for word in lines("frames") if not own.search(word)]
    sectors = lines("sectors")
    _add_words(lexicon, frames, sectors)
    _add_slots(lexicon)
    for report in library.reports.values():
        for tier in report.tiers:
            for word in (tier.name, tier.short, *tier.words):
                for form in (word, *shape_alikes(word)):
                    lexicon.add(clean(form).lower(), "tier", tier.id)
            for unit in _OF_A_TIER:
                lexicon.add(clean(tier.short + unit).lower(), "tier", tier.id)
        if report.grade:
            for word in (report.grade.name, *report.grade.words):
                lexicon.add(clean(word).lower(), "keyword", "{grade}:" + report.grade.name)
        if report.release:
            _add_participants(lexicon, report.release)


def _add_slots(lexicon: Lexicon) -> None:
    """The words that fill slots, cleaned and as written: 它俩 is 它2 only where nothing follows."""
    for slot, fillers in table("slots").items():
        for filler, forms in fillers.items():
            for form in map(str, forms):
                value = form if slot == "medium" else filler
                for said in dict.fromkeys((clean(form).lower(), form.lower())):
                    lexicon.add(said, "keyword", f"{{{slot}}}:{value}")


def _add_participants(lexicon: Lexicon, release: Release) -> None:
    """The people and the media at the release of a report."""
    for person in release.people:
        for word in (person.name, *person.words):
            lexicon.add(word, "keyword", "{person}:" + person.name)
    for medium in release.media.value if release.media else ():
        lexicon.add(medium, "keyword", "{medium}:" + medium)


def _add_words(lexicon: Lexicon, frames: Iterable[str], sectors: Sequence[str]) -> None:
    """The word lists, which are clean already (a test checks it), and what closes a name."""
    typed = (word for word in frames if not (word.isascii() and cut(word)))  # typed pinyin is read by its sound
    lexicon.add_all(typed, "frame")
    lexicon.add_all(lines("frames_single"), "particle")
    lexicon.add_all((word.lower() for word in sectors), "sector")
    lexicon.add_all((*SUFFIXES, *SHORT_SUFFIXES), "suffix")
    lexicon.add_all((word for word in nouns().difference(sectors) if len(word) > 1), "noun")
