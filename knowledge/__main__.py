"""Tools for editors of the data files; `knowledge/README.md` tells how to go from an article to an answer."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from pydantic import TypeAdapter

from knowledge.drafting import draft, is_about_an_evaluation, skeleton
from knowledge.questions.topic_files import read_topics
from knowledge.reports.checks import read_checked
from knowledge.reports.comparing import differences
from knowledge.reports.loading import BUILT_IN, Finding, Library, read_library, read_yaml
from knowledge.reports.models import Report
from knowledge.reports.overview import counts, derived, table
from knowledge.text.cleaning import simplified
from knowledge.text.patterns import lazy_pattern

_YEAR = lazy_pattern(r"20\d\d(-20\d\d)?")
_USAGE = 2
_PROGRAM = "python -m knowledge"


class _UsageError(Exception):
    """What was asked for cannot be done; the message says what was expected."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(_USAGE, f"{self.prog}: {message} (see {self.prog} --help)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a tool; the exit code is 1 where a data file is wrong, 2 where the command is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what the tools say is Chinese, whatever the terminal is set to
            stream.reconfigure(encoding="utf-8", newline="\n")
    options = _parser().parse_args(arguments)
    try:
        code = int(options.run(options))
        sys.stdout.flush()
    except BrokenPipeError:  # as by `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except _UsageError as error:
        print(f"{_PROGRAM} {options.tool}: {error}", file=sys.stderr)
        return _USAGE
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog=_PROGRAM, description="Tools for editors of the data files.")
    tools = parser.add_subparsers(dest="tool", required=True)

    told = "validate every data file; print what was read, the derived figures and every finding"
    checking = tools.add_parser("check", help=told, description=told)
    checking.add_argument("folders", metavar="DIR", nargs="*", type=Path, help="further data, beside the built-in")
    checking.set_defaults(run=_check)

    told = "print the JSON Schema of a report file"
    tools.add_parser("schema", help=told, description=told).set_defaults(run=_schema)

    told = "an empty report file in which every key is explained"
    starting = tools.add_parser("new", help=told, description=f"Give {told}. An existing file is never overwritten.")
    starting.add_argument("year", metavar="YEAR", help="the year evaluated, such as 2023 or 2020-2021")
    starting.add_argument(
        "folder",
        metavar="DIR",
        nargs="?",
        type=Path,
        help="write DIR/reports/YEAR.yaml; without it, to standard output",
    )
    starting.set_defaults(run=_new)

    told = "propose a report file from a Chinese press article, on standard output"
    drafting = tools.add_parser(
        "draft",
        help=told,
        description=f"{told[0].upper()}{told[1:]}. Every value cites the section and paragraph that says it; what the "
        "article does not say is left open and marked 待填, what has to be compared is marked 待核对.",
    )
    drafting.add_argument("article", metavar="ARTICLE.txt", type=Path, help="the article as UTF-8 text")
    drafting.set_defaults(run=_draft)

    told = "what differs between two reports"
    comparing = tools.add_parser("diff", help=told, description=f"Print {told}, key by key: 键: 前 → 后.")
    for name in ("first", "second"):
        comparing.add_argument(name, metavar="YEAR", help="a year such as 2019, or a report file such as draft.yaml")
    comparing.set_defaults(run=_diff)
    return parser


def _check(options: argparse.Namespace) -> int:
    library, findings = read_checked([BUILT_IN, *options.folders])
    findings += read_topics(BUILT_IN)[1]
    for line in table(library, findings):
        print(line)
    for year, report in library.reports.items():
        for line in (counts(report), *derived(report)):
            print(f"{year}: {line}")
    for finding in findings:
        print(f"{finding.level}: {finding}")
    return 1 if any(finding.level == "error" for finding in findings) else 0


def _schema(_: argparse.Namespace) -> int:
    print(json.dumps(Report.model_json_schema(), ensure_ascii=False, indent=2))
    return 0


def _new(options: argparse.Namespace) -> int:
    if not _YEAR.fullmatch(options.year):
        message = f"{options.year}: expected a year such as 2023 or 2020-2021"
        raise _UsageError(message)
    if options.folder is None:
        print(skeleton(options.year), end="")
        return 0
    path = options.folder / "reports" / f"{options.year}.yaml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(skeleton(options.year))
    except FileExistsError:
        message = f"{path} exists and is left as it is"
        raise _UsageError(message) from None
    except OSError as error:
        message = f"{path}: cannot be written: {error.strerror}"
        raise _UsageError(message) from None
    print(path)
    return 0


def _draft(options: argparse.Namespace) -> int:
    try:
        text = options.article.read_text("utf-8-sig")
    except OSError as error:
        message = f"{options.article}: cannot be read: {error.strerror}"
        raise _UsageError(message) from None
    except UnicodeDecodeError as error:
        message = f"{options.article}: expected UTF-8 text; byte {error.start} is none; {_saved_as(options.article)}"
        raise _UsageError(message) from None
    if not text.strip():
        message = f"{options.article}: expected an article; the file is empty"
        raise _UsageError(message)
    if not is_about_an_evaluation(text):
        message = (
            f"{options.article}: expected a Chinese article about an evaluation of alliances (联盟, 评价 or 活跃度)"
        )
        raise _UsageError(message)
    print(draft(text, read_library([BUILT_IN])[0]), end="")
    return 0


def _saved_as(path: Path) -> str:
    """What to do about a file in another encoding, as far as its bytes tell."""
    raw = path.read_bytes()
    encoding = "utf-16" if raw[:2] in (BOM_UTF16_LE, BOM_UTF16_BE) else "gb18030"
    with suppress(UnicodeDecodeError):
        if "联盟" in simplified(raw.decode(encoding)):
            return f"it is {encoding.upper()}, save it as UTF-8"
    return "is it a text file?"


def _diff(options: argparse.Namespace) -> int:
    library, _ = read_library([BUILT_IN])
    first, second = (_report(name, library) for name in (options.first, options.second))
    found = list(differences(first, second, library))
    print("\n".join(found) if found else "没有差别")
    return 0


def _report(name: str, library: Library) -> Report:
    """The report of a year, or of a file."""
    if name in library.reports:
        return library.reports[name]
    if _YEAR.fullmatch(name) or not Path(name).exists():
        message = f"{name}: expected a report file or one of the years {', '.join(library.reports)}"
        raise _UsageError(message)
    findings: list[Finding] = []
    report = read_yaml(Path(name), TypeAdapter(Report), findings)
    if report is None:
        raise _UsageError("; ".join(map(str, findings)))
    return report


if __name__ == "__main__":
    sys.exit(main())
