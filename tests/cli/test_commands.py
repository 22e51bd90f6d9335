"""The other commands, as real processes."""

from __future__ import annotations

import http.server
import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.commands.usage import HOW_TO_SERVE
from tests.cli.conftest import Run
from tests.cli.converse import PROMPT, Terminal


def test_without_token_and_terminal_it_says_how_to_get_one(bot: Run) -> None:
    done = bot()
    assert done.stderr == f"{HOW_TO_SERVE}\n"
    assert "@BotFather" in done.stderr
    assert done.stderr.count("\n") == 2
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize("arguments", [(), ("run",)])
def test_a_wrong_token_is_one_line(bot: Run, arguments: tuple[str, ...]) -> None:
    done = bot(*arguments, BOT_TOKEN="not-a-token")
    assert "BOT_TOKEN" in done.stderr
    assert "not-a-token" not in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.returncode == 2


def test_run_needs_a_token(bot: Run) -> None:
    done = bot("run")
    assert "BOT_TOKEN" in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.returncode == 2


def test_on_a_terminal_it_opens_the_conversation(environment: dict[str, str], tmp_path: Path) -> None:
    settings = environment | {"HOME": str(tmp_path), "XDG_STATE_HOME": ""}
    with Terminal(sys.executable, "-m", "bot", environment=settings) as terminal:
        for line in HOW_TO_SERVE.splitlines():
            terminal.expect(line[:40])
        terminal.expect(PROMPT)
        terminal.type("2019年第6个是谁？")
        terminal.expect("化纤产业技术创新战略联盟")
        terminal.expect(PROMPT)
        terminal.press("WAPI产\t")
        terminal.expect("WAPI产业")
        terminal.type("2019年是A级吗？")
        terminal.expect("✅")
        terminal.expect(PROMPT)
        terminal.type("退出")
        assert terminal.wait() == 0
    history = tmp_path / ".local" / "state" / "alliance-activity-bot" / "history"
    assert "+2019年第6个是谁？" in history.read_text("utf-8")
    assert history.stat().st_mode & 0o077 == 0


def test_piped_conversation_has_an_answer_per_line_and_nothing_else(bot: Run) -> None:
    done = bot("chat", stdin="2019年活跃度较高有几家\n那占比呢\n退出\n名单\n")
    count, share = bot("ask", "2019年活跃度较高有几家").stdout, "19.19%"
    assert done.stdout.startswith(count)
    assert share in done.stdout.removeprefix(count)
    assert "北京" not in done.stdout.removeprefix(count)
    assert "\x1b" not in done.stdout
    assert (done.returncode, done.stderr) == (0, "")


def test_piped_conversation_ends_with_its_input(bot: Run) -> None:
    done = bot("chat", stdin=b"\xff\n")
    assert done.stdout
    assert (done.returncode, done.stderr) == (0, "")


@contextmanager
def server(status: int, body: str) -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002 - the library's name

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def test_health_follows_the_instance(bot: Run) -> None:
    with server(200, "ok\n") as address:
        assert bot("health", f"http://{address}/healthz").returncode == 0
        assert bot("health", BOT_OPS_LISTEN=address).returncode == 0
        everywhere = address.replace("127.0.0.1", "0.0.0.0")  # noqa: S104 - as an operator may write it
        assert bot("health", BOT_OPS_LISTEN=everywhere).returncode == 0
    with server(503, "the loop\nstands still\n") as address:
        done = bot("health", BOT_OPS_LISTEN=address)
        assert done.returncode == 1
        assert done.stderr.endswith("503 the loop stands still\n")
    done = bot("health", BOT_OPS_LISTEN=address)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "127.0.0.1:9090", "http://", "http://[", "http://127.0.0.1/健康"])
def test_health_wants_a_url(bot: Run, url: str) -> None:
    done = bot("health", url)
    assert f"{url}: expected a URL" in done.stderr
    assert done.returncode == 2


def test_health_does_not_guess(bot: Run) -> None:
    done = bot("health")
    assert "BOT_OPS_LISTEN" in done.stderr
    assert done.returncode == 2


def test_unanswered_questions_are_ranked(bot: Run, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    questions = [
        ("2026-01-02", "out_of_scope", "今天天气怎么样？"),
        ("2026-01-03", "unknown", "化纤得了多少分"),
        ("2026-01-04", "unknown", "化纖 得了多少分？"),
    ]
    entries = [{"at": f"{at}T00:00:00+00:00", "status": status, "text": text} for at, status, text in questions]
    log.write_text("\n".join(map(json.dumps, entries)), encoding="utf-8")
    done = bot("unanswered", str(log))
    first, second = done.stdout.splitlines()
    assert first.split() == ["2", "2026-01-04", "unknown", "化纤得了多少分"]
    assert second.split() == ["1", "2026-01-02", "out_of_scope", "今天天气怎么样？"]
    assert (done.returncode, done.stderr) == (0, "")


def test_unanswered_names_lines_that_are_no_entries(bot: Run, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_bytes(b'{"at": "2026", "status": "unknown", "text": "x"}\n[]\n\xff\n{}\n')
    done = bot("unanswered", str(log))
    assert done.stdout.split() == ["1", "2026", "unknown", "x"]
    assert "2, 3, 4" in done.stderr
    assert done.returncode == 1


@pytest.mark.parametrize("file", ["missing.jsonl", "."])
def test_unanswered_wants_a_file(bot: Run, file: str) -> None:
    done = bot("unanswered", file)
    assert f"{file}: expected" in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.returncode == 2
