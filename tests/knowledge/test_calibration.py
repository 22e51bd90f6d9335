"""Two thousand misspelt, unlisted and made-up names: nobody is given a grade they do not hold."""

from __future__ import annotations

from knowledge import Knowledge
from knowledge.names import matching
from tests.benchmarks.calibration import GRID, cases, count


def test_no_wording_gets_the_grade_of_another_alliance(known: Knowledge) -> None:
    asked = cases(known)
    found = count(known, asked)
    assert found["wrong"] == 0
    assert found["right"] >= 0.85 * len(asked)
    assert found["refused"] <= 0.04 * len(asked)


def test_the_thresholds_are_among_those_that_were_measured() -> None:
    for threshold, values in GRID.items():
        assert getattr(matching, threshold) in values
