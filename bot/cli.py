"""The commands of `python -m bot`. Each imports what it needs when it runs, so that `ask` starts quickly."""

from __future__ import annotations

import argparse
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from bot.commands.environment import knowledge_dir, setting
from bot.commands.errors import WRONG_INPUT, CommandError
from bot.commands.usage import COMMANDS, EPILOG, HOW_TO_SERVE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge import Knowledge

_INTERRUPTED = 130
_PROGRAM = "python -m bot"
_PICTURE = (".png", "")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_INPUT, f"{self.prog}: {message} (see {self.prog} --help)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that `arguments` name, by default those of the process; returns the exit code."""
    _speak_utf8()
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except CommandError as error:
        print(f"{_PROGRAM}: {error}", file=sys.stderr)
        return error.code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError as error:
        print(f"{_PROGRAM}: {error}", file=sys.stderr)
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog=_PROGRAM, description=COMMANDS[""], epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.set_defaults(run=_start)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=COMMANDS[name], description=COMMANDS[name])
        added.set_defaults(run=run)
        return added

    command("run", _run)
    command("chat", _chat)
    ask = command("ask", _ask)
    ask.add_argument(
        "text", metavar="TEXT", nargs="*", help="the question, such as 化纤联盟是A级吗？ (after -- if it starts with -)"
    )
    ask.add_argument("--json", action="store_true", help="print the answer object instead of its text")
    ask.add_argument(
        "--jsonl", action="store_true", help='answer {"text": …, "chat": …}, one a line on stdin, likewise'
    )
    ask.add_argument("--year", metavar="Y", help="the evaluation meant where the question names none, such as 2019")
    chart = command("chart", _chart)
    chart.add_argument("file", metavar="FILE.png", type=Path, help="the picture to write")
    chart.add_argument("--year", metavar="Y", help="the evaluation, such as 2019; by default the newest complete one")
    health = command("health", _health)
    health.add_argument("url", metavar="URL", nargs="?", help="by default /healthz at BOT_OPS_LISTEN")
    unanswered = command("unanswered", _unanswered)
    unanswered.add_argument("file", metavar="FILE", type=Path, help="a log that BOT_UNANSWERED_LOG named")
    return parser


def _start(options: argparse.Namespace) -> int:
    if setting("BOT_TOKEN") or setting("BOT_TOKEN_FILE"):
        return _run(options)
    if not _on_terminal():
        print(HOW_TO_SERVE, file=sys.stderr)
        return WRONG_INPUT
    print(HOW_TO_SERVE)
    return _chat(options)


def _run(_: argparse.Namespace) -> int:
    from bot.serve import run
    from bot.settings import SettingsError, load_settings

    try:
        settings = load_settings()
    except SettingsError as error:
        raise CommandError(error) from None
    run(settings)
    return 0


def _chat(_: argparse.Namespace) -> int:
    knowledge = _knowledge()
    if _on_terminal():
        from bot.commands.chat import Chat

        Chat(knowledge).run()
    else:
        from bot.commands.ask import converse

        for text in converse(knowledge, sys.stdin or ()):
            print(text, flush=True)
    return 0


def _ask(options: argparse.Namespace) -> int:
    from bot.commands.ask import ask, ask_lines, readable

    if bool(options.text) == options.jsonl:
        msg = "ask: expected either TEXT or --jsonl"
        raise CommandError(msg)
    knowledge = _knowledge()
    year = _year(knowledge, options.year)
    if not options.jsonl:
        print(ask(knowledge, readable(" ".join(options.text)), as_json=options.json, year=year))
        return 0
    understood = True
    for line, fine in ask_lines(knowledge, sys.stdin or (), year=year):
        print(line, flush=True)
        understood = understood and fine
    return 0 if understood else 1


def _chart(options: argparse.Namespace) -> int:
    from bot.replies.drawing import DrawingError, draw

    if options.file.suffix.lower() not in _PICTURE:
        msg = f"{options.file}: expected a name that ends in .png"
        raise CommandError(msg)
    knowledge = _knowledge()
    year = _year(knowledge, options.year) or knowledge.default_year
    try:
        options.file.write_bytes(draw(knowledge, year))
    except DrawingError as error:
        raise CommandError(error) from None
    except OSError as error:
        msg = f"{options.file}: expected a file that can be written ({error.strerror})"
        raise CommandError(msg) from None
    return 0


def _health(options: argparse.Namespace) -> int:
    from bot.commands.health import health

    if problem := health(options.url):
        print(problem, file=sys.stderr)
        return 1
    return 0


def _unanswered(options: argparse.Namespace) -> int:
    from bot.commands.ranking import rank, read_log

    try:
        with options.file.open(encoding="utf-8", errors="replace") as lines:
            entries, strange = read_log(lines)
    except OSError as error:
        msg = f"{options.file}: expected a log of unanswered questions ({error.strerror})"
        raise CommandError(msg) from None
    for group in rank(entries):
        print(group)
    if strange:
        places = ", ".join(map(str, strange[:5])) + (", …" if len(strange) > 5 else "")  # noqa: PLR2004
        print(f'{options.file}: expected {{"at", "status", "text"}} in line {places}', file=sys.stderr)
        return 1
    return 0


def _knowledge() -> Knowledge:
    from bot.loading import load
    from knowledge import DataError

    try:
        return load(knowledge_dir())
    except DataError as error:
        raise CommandError(error) from None


def _year(knowledge: Knowledge, wanted: str | None) -> str | None:
    """Return the year of the report that `wanted` names: `2020-2021` is found by `2020` and `2021` too."""
    if wanted is None:
        return None
    reports = knowledge.library.reports
    for report in reports.values():
        if wanted in {report.year, str(report.first_year), str(report.last_year)}:
            return report.year
    msg = f"--year {wanted}: expected one of {', '.join(reports)}"
    raise CommandError(msg)


def _on_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _speak_utf8() -> None:
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
