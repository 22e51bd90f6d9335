"""What can be told of the image without an engine to build it: the Dockerfile keeps what the README promises."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
LINES = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text("utf-8")).splitlines()
STAGES = [number for number, line in enumerate(LINES) if line.startswith("FROM ")]
README = (ROOT / "README.md").read_text("utf-8")


def last(instruction: str) -> str:
    """The argument of the last such instruction of the final stage."""
    return [line.partition(" ")[2] for line in LINES[STAGES[-1] :] if line.startswith(f"{instruction} ")][-1]


def environment() -> dict[str, str]:
    return dict(re.findall(r"(\w+)=(\S+)", last("ENV")))


def test_it_is_built_in_two_stages_on_the_same_slim_base() -> None:
    bases = [LINES[number].split()[1] for number in STAGES]
    assert len(bases) == 2
    assert len(set(bases)) == 1
    assert re.fullmatch(r"python:3\.\d+-slim(-\w+)?", bases[0])


def test_it_runs_as_a_user_with_a_fixed_number_who_owns_the_state() -> None:
    assert last("USER") == "10001:10001"
    assert last("VOLUME") == environment()["BOT_STATE_DIR"] == last("WORKDIR") == "/state"
    assert any(line.startswith("COPY") and "--chown=10001:10001" in line and "/state" in line for line in LINES)
    assert "runs as user 10001" in README


def test_it_starts_and_asks_its_health_without_a_shell() -> None:
    start, default = json.loads(last("ENTRYPOINT")), json.loads(last("CMD"))
    check = json.loads(last("HEALTHCHECK").partition("CMD ")[2])
    assert start == ["python", "-m", "bot"]
    assert check[:3] == start
    for command in (default, check[3:]):
        with pytest.raises(SystemExit) as told:
            main([*command, "--help"])
        assert told.value.code == 0


def test_its_settings_are_settings() -> None:
    ours = {name: value for name, value in environment().items() if name.startswith("BOT_")}
    assert set(ours) == {"BOT_STATE_DIR", "BOT_OPS_LISTEN"}
    values: dict[str, Any] = {name.removeprefix("BOT_").lower(): value for name, value in ours.items()}
    settings = Settings(token="1:" + "x" * 35, **values)
    assert settings.ops_listen == ("127.0.0.1", 9090)
    assert all(f"The Docker image sets `{value}`" in README for value in ours.values())


def test_it_carries_labels_and_no_secret_and_no_host() -> None:
    labels = re.findall(r"org\.opencontainers\.image\.(\w+)=", last("LABEL"))
    assert {"title", "description", "version", "revision", "licenses"} <= set(labels)
    text = "\n".join(LINES)
    assert not re.search(r"https?://|index|TOKEN|SECRET", text)


def test_what_is_needed_is_let_through_and_copied() -> None:
    needed = {"bot", "knowledge", "pyproject.toml", "README.md", "LICENSE", ".ci/constraints.txt"}
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert ignored[0] == "*"
    assert {line.removeprefix("!") for line in ignored if line.startswith("!")} == needed
    copies = [line.split()[1:-1] for line in LINES if line.startswith("COPY ") and "--from=" not in line]
    assert {source.rstrip("/") for sources in copies for source in sources} == needed
