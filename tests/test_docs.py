"""What the documents say is what the program has: settings, commands, the image's versions, examples in docstrings."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.settings import SECRETS, Settings
from bot.telegram.menus import COMMANDS as MENU
from knowledge.engine import COMMANDS as ASKING

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
EXAMPLE = (ROOT / ".env.example").read_text("utf-8")
SETTINGS = {f"BOT_{name.upper()}": field for name, field in Settings.model_fields.items()}
FILES = {f"BOT_{name.upper()}_FILE" for name in SECRETS}
COMMANDS = ("run", "chat", "ask", "chart", "health", "unanswered")
EXEMPLIFIED = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for package in ("bot", "knowledge")
    for path in (ROOT / package).rglob("*.py")
    if ">>>" in path.read_text("utf-8")
)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def program_help(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *arguments, "--help"], check=True, capture_output=True, cwd=ROOT, encoding="utf-8"
    )
    return done.stdout


def test_every_setting_stands_in_readme_help_and_example() -> None:
    for document in (README, program_help("bot"), EXAMPLE):
        assert set(re.findall(r"\bBOT_[A-Z_]+\b", document)) == set(SETTINGS)


@pytest.mark.parametrize("module", EXEMPLIFIED)
def test_the_examples_in_docstrings_hold(module: str) -> None:
    assert doctest.testmod(import_module(module)).failed == 0


def test_every_secret_may_come_from_a_file() -> None:
    assert set(SETTINGS) >= FILES


@pytest.mark.parametrize("name", sorted(set(SETTINGS) - FILES))
def test_readme_and_example_give_the_default(name: str) -> None:
    field = SETTINGS[name]
    row = re.search(rf"^\| `{name}` \| (.*?) \|", README, re.MULTILINE)
    assert row is not None
    if field.is_required() or field.default is None:
        assert row[1] == "–"
        return
    default = field.default
    shown = str(default).lower() if isinstance(default, bool) else str(default)
    assert row[1] == f"`{shown}`"
    assert re.search(rf"^# {name}={re.escape(shown)}$", EXAMPLE, re.MULTILINE)


def test_every_command_stands_in_readme_and_help() -> None:
    listed = re.search(r"^commands:\n.*\n((?:    .*\n)+)", program_help("bot"), re.MULTILINE)
    assert listed is not None
    assert tuple(re.findall(r"^    (\w+)", listed[1], re.MULTILINE)) == COMMANDS
    assert all(f"| `python -m bot {command}" in README for command in COMMANDS)
    knowledge_commands = re.findall(r"^\| `python -m knowledge (\w+)", README, re.MULTILINE)
    choices = re.search(r"{([\w,]+)}", program_help("knowledge"))
    assert choices is not None
    assert knowledge_commands == choices[1].split(",")


def test_every_command_of_the_menu_stands_in_readme() -> None:
    assert all(f"`/{command.name}`" in README for command in MENU)


def test_every_command_of_the_menu_asks_something() -> None:
    assert {command.name for command in MENU} - {"chart", "privacy"} == set(ASKING)


def test_every_option_stands_in_readme() -> None:
    options = set(re.findall(r"--\w+", program_help("bot", "ask") + program_help("bot", "chart"))) - {"--help"}
    assert all(option in README for option in options)


def test_every_part_of_the_architecture_exists() -> None:
    drawing = re.search(r"^ text ──▶(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert drawing is not None
    parts = re.findall(r"\b((?:knowledge|bot)/\w+)", drawing[1])
    assert parts
    assert all((ROOT / f"{part}.py").is_file() or (ROOT / part).is_dir() for part in parts)


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).exists()


def test_the_editors_guide_names_what_is_there() -> None:
    guide = (ROOT / "knowledge" / "README.md").read_text("utf-8")
    assert [int(number) for number in re.findall(r"^(\d+)\. \*\*", guide, re.MULTILINE)] == list(range(1, 11))
    choices = re.search(r"{([\w,]+)}", program_help("knowledge"))
    assert choices is not None
    assert set(re.findall(r"python -m knowledge (\w+)", guide)) - {"COMMAND"} == set(choices[1].split(","))
    for path in re.findall(r"`(data/[\w/.]+)`", guide):
        assert (ROOT / "knowledge" / path).exists(), path


def test_constraints_are_versions_and_nothing_else() -> None:
    for line in constraint_lines():
        assert re.fullmatch(r"[\w.-]+==[\w.]+", line)


def test_constraints_fit_what_the_project_asks_for() -> None:
    pinned = dict(line.split("==") for line in constraint_lines())
    versions = {canonicalize_name(name): version for name, version in pinned.items()}
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["chart"]]
    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)])
    assert closure(wanted) <= set(versions)


def constraint_lines() -> list[str]:
    lines = (ROOT / ".ci" / "constraints.txt").read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def closure(wanted: list[str]) -> set[str]:
    """All packages that `wanted` lead to on this computer."""
    found: set[str] = set()
    ahead = [Requirement(line) for line in wanted]
    while ahead:
        requirement = ahead.pop()
        name = canonicalize_name(requirement.name)
        if name in found:
            continue
        found.add(name)
        for extra in ("", *requirement.extras):
            deeper = map(Requirement, requires(name) or ())
            ahead += [one for one in deeper if one.marker is None or one.marker.evaluate({"extra": extra})]
    return found
