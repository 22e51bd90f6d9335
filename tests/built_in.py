"""The data that the tests speak of: the built-in ones without evaluations that were added later.

What 历年, 最新 and a question without a year mean changes with every further report; right answers were written down
for the reports up to `NEWEST`. Tests of what holds for any data ask `knowledge.load()` itself.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge import Knowledge
from knowledge.questions.topic_files import read_topics
from knowledge.reports.checks import read_checked
from knowledge.reports.loading import BUILT_IN

NEWEST = "2020-2021"
"""The last evaluation of which right answers are written down."""
_YEAR = re.compile(r"^year: *[\"']?(20\d\d(?:-20\d\d)?)", re.MULTILINE)


def load(*further: Path, built_in: Path = BUILT_IN) -> Knowledge:
    """The knowledge that the tests speak of, and that of the folders `further`."""
    with TemporaryDirectory() as folder:
        data = shutil.copytree(built_in, Path(folder) / "data", ignore=_newer)
        library, findings = read_checked([data, *further])
    wrong = [str(finding) for finding in findings if finding.level == "error"]
    assert not wrong, wrong
    return Knowledge(library, read_topics(built_in)[0])


def _newer(folder: str, names: list[str]) -> list[str]:
    if Path(folder).name != "reports":
        return []
    years = {name: _YEAR.search((Path(folder) / name).read_text("utf-8")) for name in names}
    return [name for name, year in years.items() if year and year[1] > NEWEST]
