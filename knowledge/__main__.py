"""Tools for editors: `python -m knowledge check [DIR …]` and `python -m knowledge schema`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge import figures
from knowledge.answers.facts import default_year
from knowledge.checks import check
from knowledge.loading import BUILT_IN, Finding, Library, read_library
from knowledge.models import Fact, Model, Report
from knowledge.topics import read_topics


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a tool; the exit code is 1 where a data file is wrong."""
    parser = argparse.ArgumentParser(prog="python -m knowledge", description="Tools for editors of the data files.")
    tools = parser.add_subparsers(dest="tool", required=True)
    checking = tools.add_parser("check", help="validate every data file, print what was read and every finding")
    checking.add_argument("folders", metavar="DIR", nargs="*", type=Path, help="further data, beside the built-in")
    tools.add_parser("schema", help="print the JSON Schema of a report file")
    options = parser.parse_args(arguments)
    if options.tool == "schema":
        print(json.dumps(Report.model_json_schema(), ensure_ascii=False, indent=2))
        return 0
    return _check(options.folders)


def _check(folders: Sequence[Path]) -> int:
    library, findings = read_library([BUILT_IN, *folders])
    findings += read_topics(BUILT_IN)[1]
    if not any(finding.level == "error" for finding in findings):
        findings += check(library)
    for line in _table(library, findings):
        print(line)
    for finding in findings:
        print(f"{finding.level}: {finding}")
    return 1 if any(finding.level == "error" for finding in findings) else 0


def _table(library: Library, findings: Sequence[Finding]) -> Iterator[str]:
    yield f"{'report':12}{'facts':>6}{'A':>6}{'tiers':>7}{'took part':>11}{'in all':>8}{'warnings':>10}"
    for year, report in library.reports.items():
        file = library.files["reports", year]
        warnings = sum(finding.level == "warning" and finding.file == file for finding in findings)
        held, present, everyone = figures.grade_count(report), figures.participants(report), figures.total(report)
        yield (
            f"{year:12}{_facts(report):6}{_shown(held):>6}{len(report.tiers):7}"
            f"{_shown(present):>11}{_shown(everyone):>8}{warnings:10}"
        )
    names = sum(len(one.aliases) + len(one.words) + len(one.english) for one in library.alliances.values())
    yield f"{len(library.alliances)} alliances, {names} aliases, {len(library.sources)} sources; * is derived"
    if library.reports:
        yield f"default year: {default_year(library)}"


def _shown(known: figures.Figure | None) -> str:
    return "-" if known is None else f"{known.value}{'*' if known.confidence == 'derived' else ''}"


def _facts(entry: object) -> int:
    """How many facts with a source an entry holds."""
    if isinstance(entry, tuple):
        return sum(_facts(part) for part in entry)
    if not isinstance(entry, Model):
        return 0
    inner = sum(_facts(getattr(entry, name)) for name in type(entry).model_fields if name != "cite")
    return inner + (isinstance(entry, Fact) or hasattr(entry, "cite"))


if __name__ == "__main__":
    sys.exit(main())
