"""Whatever people are called, their chats are called and they write: the requests that follow are right.

The judge is not ours: teremok's reading of Telegram's HTML, beside aiogram's models and the emulator's own parser.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from telegram.request import BaseRequest, RequestData
from teremok.validation import validate_html

from bot import assembly
from bot.assembly import Service, assemble
from bot.delivery.attempt import Attempt
from bot.settings import Settings
from tests.botapi.log import Call
from tests.botapi.markup import check_text, formatted, utf16_length
from tests.botapi.validation import request_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

BOT = {"id": 1, "is_bot": True, "first_name": "联盟", "username": "some_bot", "supports_inline_queries": True}
MENTION = "@some_bot "
WORDS = (
    "<",
    "<b>",
    "</i>",
    "&lt;",
    "&",
    '"',
    "<a href='x'>",
    "😀",
    "化纤",
    "纺织",
    "联盟",
    "是A级吗",
    "活跃度高",
    "83分",
    "2017",
    "名单",
)
foreign = st.one_of(
    st.text(min_size=1, max_size=60), st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map("".join)
)
PATTERNS = ("{}", "{}联盟是A级吗？", "{}有几家，占多少", "A级名单里名字带“{}”的有哪些")
questions = st.builds(str.format, st.sampled_from(PATTERNS), foreign)


class Recorder(BaseRequest):
    """Takes every request and says yes."""

    def __init__(self, **_: Any) -> None:
        self.calls: list[Call] = []
        RECORDERS.append(self)

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002 - as the library calls it
        request_data: RequestData | None = None,
        *_: Any,
        **__: Any,
    ) -> tuple[int, bytes]:
        endpoint = url.rpartition("/")[2]
        self.calls.append(Call(endpoint, request_data.parameters if request_data else {}, 0))
        message = {"message_id": len(self.calls), "date": 0, "chat": {"id": 1, "type": "private"}}
        results = {"getMe": BOT, "answerGuestQuery": {"inline_message_id": "x"}}
        result = results.get(endpoint, True if endpoint.startswith("answer") else message)
        return 200, json.dumps({"ok": True, "result": result}).encode()


RECORDERS: list[Recorder] = []


class Served:
    """The whole bot with its real knowledge, without a network."""

    def __init__(self, runner: asyncio.Runner, service: Service, recorder: Recorder) -> None:
        self._runner = runner
        self._service = service
        self._calls = recorder.calls
        self._updates = 0

    def calls_after(self, kind: str, payload: dict[str, Any]) -> list[Call]:
        """Deliver an update and return the calls it leads to."""
        self._updates += 1
        seen = len(self._calls)
        update = self._service.bot.parse_update({"update_id": self._updates, kind: payload})
        assert update is not None
        attempt = Attempt()
        assert self._runner.run(self._service.courier.deliver(update, attempt)) == 0
        assert attempt.error is None
        return self._calls[seen:]


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with pytest.MonkeyPatch.context() as patch, asyncio.Runner() as runner:
        patch.setattr(assembly, "AiohttpRequest", Recorder)
        RECORDERS.clear()
        opening = assemble(Settings(_env_file=None, token="1:" + "a" * 35, user_rate=0))
        service = runner.run(opening.__aenter__())
        runner.run(service.bot.initialize())
        yield Served(runner, service, RECORDERS[0])
        runner.run(opening.__aexit__(None, None, None))


def assert_right(calls: list[Call]) -> None:
    assert not request_faults(calls)
    texts = [call.params["text"] for call in calls if call.method == "sendMessage"]
    for call in calls:
        articles = call.params.get("results", []) + [call.params[key] for key in ("result",) if key in call.params]
        texts += [article["input_message_content"]["message_text"] for article in articles]
    for text in texts:
        validate_html(text)
        check_text(formatted(text, "HTML")[0])


def message(text: str, name: str, **chat: Any) -> dict[str, Any]:
    sender = {"id": 7, "is_bot": False, "first_name": name, "last_name": name, "username": "somebody"}
    mention = {"type": "mention", "offset": 0, "length": utf16_length(MENTION.strip())}
    return {"message_id": 5, "date": 1, "from": sender, "chat": chat, "text": MENTION + text, "entities": [mention]}


@settings(deadline=None)
@example(text="A级名单里名字带“<&”的有哪些", name="<b>", title="&")
@given(text=questions, name=foreign, title=foreign)
def test_in_private_and_in_groups(served: Served, text: str, name: str, title: str) -> None:
    for chat in ({"id": 7, "type": "private", "first_name": name}, {"id": -7, "type": "supergroup", "title": title}):
        calls = served.calls_after("message", message(text, name, **chat))
        assert [call.method for call in calls] == ["sendMessage"]
        assert_right(calls)


@settings(deadline=None)
@example(text="A级名单里名字带“<&”的有哪些", name="<b>", title="&")
@given(text=questions, name=foreign, title=foreign)
def test_inline_as_a_guest_and_when_added(served: Served, text: str, name: str, title: str) -> None:
    sender = {"id": 7, "is_bot": False, "first_name": name}
    group = {"id": -7, "type": "supergroup", "title": title}
    query = {"id": "1", "from": sender, "query": text, "offset": ""}
    guest = message(text, name, **group) | {"guest_query_id": "2"}
    changes = {"old_chat_member": {"user": BOT, "status": "left"}, "new_chat_member": {"user": BOT, "status": "member"}}
    joined = {"chat": group, "from": sender, "date": 1, **changes}
    for kind, payload, method in (
        ("inline_query", query, "answerInlineQuery"),
        ("guest_message", guest, "answerGuestQuery"),
        ("my_chat_member", joined, "sendMessage"),
    ):
        calls = served.calls_after(kind, payload)
        assert [call.method for call in calls] == [method]
        assert_right(calls)
