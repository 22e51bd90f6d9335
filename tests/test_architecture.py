"""Rules that the tools do not know: modules stay small, and what is private stays out."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
MODULES = sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("knowledge/**/*.py")])
MOST_LINES = 350
MOST_FUNCTION_LINES = 40


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_have_one_purpose_and_a_size_to_match(module: Path) -> None:
    source = module.read_text("utf-8")
    tree = ast.parse(source)
    assert ast.get_docstring(tree)
    assert source.count("\n") <= MOST_LINES
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < MOST_FUNCTION_LINES, node.name


@pytest.mark.parametrize(("folder", "extras"), [("bot", {"chart"}), ("knowledge", set()), ("tests", {"chart", "dev"})])
def test_whatever_is_imported_is_declared(folder: str, extras: set[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = sum((project["optional-dependencies"][extra] for extra in extras), project["dependencies"])
    declared = {canonicalize_name(Requirement(line).name) for line in lines}
    packages = {
        name.partition(".")[0]
        for module in ROOT.glob(f"{folder}/**/*.py")
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        for name in _imported(node)
    }
    providers = packages_distributions()
    for package in packages - sys.stdlib_module_names - {"bot", "knowledge", "tests"}:
        assert declared & {canonicalize_name(name) for name in providers[package]}, package


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []


def test_nothing_names_a_path_of_somebodys_computer_or_a_package_host() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - git is wherever it is
        check=True,
        capture_output=True,
        cwd=ROOT,
    )
    private = re.compile(rb"/(?:home|root|work)/\w|\bindex-url\b|//[\w.]*pypi\.|files\.pythonhosted")
    for name in tracked.stdout.decode().split("\0"):
        file = ROOT / name
        if file.is_file() and file != Path(__file__):
            assert not private.search(file.read_bytes()), name
