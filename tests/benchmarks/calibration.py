"""How far a wording may be from a name: `python -m tests.benchmarks.calibration` prints what each threshold would do.

Asked are misspelt names of all alliances of the registry, listed or not, and names that are none of them: those that
the labelled questions refuse, and made-up ones. Each answer is one of

- right: the verdict of the alliance that was meant; a name that is not listed, refused;
- asked: a question back that offers the alliance that was meant, or asks whether a listed one was;
- refused: a misspelt name of a listed alliance taken for nobody's;
- wrong: a false claim, that is the grade given to a name that does not hold it.

The thresholds in `knowledge.names.matching` are those with most right among those with none wrong.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from unittest import mock

from knowledge import Answer, Knowledge
from knowledge.names import matching
from knowledge.reports.models import Alliance, core_name
from knowledge.text.cleaning import clean
from tests import built_in, synthetic
from tests.printing import printing
from tests.questions.judging import FILES, TODAY, turns

SPELLINGS = 12
"""So many misspellings of each name with one fault, and as many with two."""
MADE_UP = 600
OUTCOMES = ("right", "asked", "refused", "wrong")
GRID = {
    "SURE_SHARE": (0.12, 0.18, 0.24, 0.30, 0.40),
    "SURE_COST": (0.5, 0.72, 0.96, 1.2),
    "MARGIN": (0.0, 0.12, 0.25, 0.4),
    "NEAR_SHARE": (0.3, 0.45, 0.6),
}


@dataclass(frozen=True)
class Case:
    """A wording and the alliance (id) that is meant by it, None for nobody's."""

    said: str
    meant: str | None


def cases(known: Knowledge) -> list[Case]:
    """All wordings, the same ones in every run."""
    own = {_plain(name): alliance.id for alliance in known.library.alliances.values() for name in _written(alliance)}
    others = [*_refused_names(), *synthetic.names(MADE_UP, seed=7)]
    found = [Case(said, alliance) for said, alliance in own.items()]
    found += [case for case in _misspellings(known) if _plain(case.said) not in own]
    found += [Case(said, None) for said in others if _plain(said) not in own]
    return found


def _written(alliance: Alliance) -> tuple[str, ...]:
    return (alliance.core, *(core_name(alias) for alias in (*alliance.aliases, *alliance.words)))


def _misspellings(known: Knowledge) -> Iterator[Case]:
    source = random.Random(1)  # noqa: S311 (no secret)
    for alliance in known.library.alliances.values():
        for faults in (1, 2):
            if len(alliance.core) <= faults:
                continue
            said = {synthetic.misspelt(alliance.core, faults, source) for _ in range(SPELLINGS)}
            yield from (Case(one, alliance.id) for one in sorted(said))


def _refused_names() -> set[str]:
    """The names that labelled questions say are not on the list."""
    labelled = (turn.get("verdicts", {}) for name in FILES for turn in turns(name))
    return {name for verdicts in labelled for name, verdict in verdicts.items() if verdict == "not_listed"}


def _plain(name: str) -> str:
    return clean(core_name(clean(name))).lower()


def outcome(case: Case, answer: Answer, known: Knowledge) -> str:
    """What `answer` makes of `case`."""
    library = known.library
    grade = library.reports[known.default_year].grade
    assert grade is not None
    if any(answer.verdicts.get(library.alliances[one].name) == "A" for one in grade.members if one != case.meant):
        return "wrong"
    listed = case.meant in grade.members
    if answer.status == "ambiguous":
        return "asked" if not listed or _name(case, known) in answer.candidates else "refused"
    return "refused" if listed and answer.verdicts.get(_name(case, known)) != "A" else "right"


def _name(case: Case, known: Knowledge) -> str:
    return known.library.alliances[case.meant].name if case.meant else ""


def count(known: Knowledge, asked: list[Case]) -> Counter[str]:
    """How many of the cases come out how."""
    found: Counter[str] = Counter()
    for case in asked:
        answer, _ = known.ask(f"{case.said}联盟是A级吗", today=TODAY)
        found[outcome(case, answer, known)] += 1
    return found


def main() -> None:
    """Print a line for each value of each threshold, the others as they are."""
    known = built_in.load()
    asked = cases(known)
    print(f"{len(asked)} wordings, {sum(case.meant is None for case in asked)} of them of nobody; * as it is")
    for threshold, values in GRID.items():
        for value in values:
            with mock.patch.object(matching, threshold, value):
                found = count(known, asked)
            mark = "*" if value == getattr(matching, threshold) else " "
            told = ", ".join(f"{one} {found[one]}" for one in OUTCOMES)
            print(f"{mark} {threshold} {value:.2f}: {told}")


if __name__ == "__main__":
    sys.exit(printing(main))
