"""The Bot API over HTTP."""

from __future__ import annotations

import asyncio
import inspect
import json
from typing import TYPE_CHECKING, Any, Self

from aiohttp import web

from tests.botapi.chats import Chat, Chats
from tests.botapi.clock import Clock
from tests.botapi.errors import ApiError
from tests.botapi.faults import LATE_EFFECTS, Effect, Fault, Faults
from tests.botapi.files import Files
from tests.botapi.log import Call, CallLog
from tests.botapi.messages import Messages
from tests.botapi.people import User
from tests.botapi.polling import LongPoll
from tests.botapi.profile import Profile
from tests.botapi.queries import Queries
from tests.botapi.signatures import decode_form, published_name
from tests.botapi.updates import UpdateQueue
from tests.botapi.webhook import Webhook

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

_TOKEN = "123456789:AAF0test-Token_0123456789abcdefghij"  # noqa: S105 - opens this emulator only
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ATTACH = "attach://"
_SHUTDOWN_SECONDS = 0.01  # 0 would mean: until the last long poll is over
_UPLOAD_LIMIT = 50 * 1024 * 1024
_FIRST_USER, _FIRST_GROUP = 1_000, -1_001_000_000_000


class BotApiServer:
    """One bot's Bot API server on loopback; its state outlives the bot's process.

    `latency` is what each call takes in seconds, half of it before the call takes effect and half after.
    `missing` are methods that this server does not know. The parts are public: `log`, `faults`, `clock`,
    `updates`, `chats`, `webhook`, `queries`, `profile`, `messages`.
    """

    def __init__(self, *, latency: float = 0.0, seed: int = 1) -> None:
        self.token = _TOKEN
        self.latency = latency
        self.missing: set[str] = set()
        self.violations: list[str] = []
        self.log = CallLog()
        self.clock = Clock()
        self.faults = Faults(self.clock, seed)
        self.updates = UpdateQueue(self.clock, seed)
        self.chats = Chats(self.clock)
        self.profile = Profile(_bot_user())
        self._files = Files()
        self.messages = Messages(self.chats, self._files, _short(self.profile.me))
        self.queries = Queries(self.clock, self.messages)
        self.poll = LongPoll(self.updates, self.clock)
        self.webhook = Webhook(self.updates, self.poll, self.clock, self._execute_quietly)
        self._methods = self._table()
        self._open_requests: dict[asyncio.Task[Any], tuple[str, web.BaseRequest]] = {}
        self._users = 0
        self._groups = 0

    @property
    def username(self) -> str:
        return str(self.profile.me["username"])

    @property
    def url(self) -> str:
        """The root of the API, for BOT_API_BASE_URL."""
        return f"http://127.0.0.1:{self._port}"

    async def __aenter__(self) -> Self:
        self._runner = web.ServerRunner(
            web.Server(self._handle, request_factory=_large_request),
            shutdown_timeout=_SHUTDOWN_SECONDS,
            access_log=None,
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.webhook.close()
        for task in self._open_requests:
            task.cancel()
        await asyncio.gather(*self._open_requests, return_exceptions=True)
        await self._runner.cleanup()

    def user(self, first_name: str = "小明", *, language_code: str = "zh-hans") -> User:
        """Add a person with a private chat with the bot."""
        self._users += 1
        user_id = _FIRST_USER + self._users
        chat = self.chats.add(Chat(user_id, "private", {"first_name": first_name}))
        return User(
            self, chat, {"id": user_id, "is_bot": False, "first_name": first_name, "language_code": language_code}
        )

    def group(self, title: str = "联盟交流群", *, is_forum: bool = False) -> Chat:
        """Add a supergroup with the bot in it."""
        self._groups += 1
        return self.chats.add(Chat(_FIRST_GROUP - self._groups, "supergroup", {"title": title}, is_forum))

    async def execute(self, method: str, params: dict[str, Any]) -> Any:
        """Carry out a call and return its result.

        Raises:
            ApiError: the server refuses.

        """
        name = published_name(method)
        if name is None or name in self.missing:
            if name is None:
                self.violations.append(f"{method}: there is no such method")
            raise ApiError(404, "Not Found: method not found")
        if name not in self._methods:
            self.violations.append(f"{name}: the emulator does not know this method yet")
            raise ApiError(404, "Not Found: method not found")
        result = self._methods[name](params)
        return await result if inspect.isawaitable(result) else result

    def hang_up(self, method: str) -> int:
        """Cut the connections of the calls of `method` that wait for their answer; returns how many."""
        waiting = [request for name, request in self._open_requests.values() if name == method]
        for request in waiting:
            _cut(request)
        return len(waiting)

    def check(self) -> None:
        """Fail if the bot made a request that the Bot API does not know.

        Every call is held against the published method table and aiogram's models.
        """
        from tests.botapi.validation import request_faults  # noqa: PLC0415 - aiogram takes seconds to import

        faults = self.violations + request_faults(self.log.calls)
        assert not faults, "requests that the Bot API does not know:\n" + "\n".join(dict.fromkeys(faults))

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        parts = request.path.split("/")
        if parts[1] == "file":
            return self._file(parts)
        if parts[1] != f"bot{self.token}" or len(parts) != 3:
            return _json(401, _failure(ApiError(401, "Unauthorized: invalid token specified")))
        method = published_name(parts[2]) or parts[2]
        call = Call(method, await _params(method, request), self.clock.now())
        self.log.calls.append(call)
        self.log.changed.fire()
        task = asyncio.current_task()
        assert task
        self._open_requests[task] = (method, request)
        try:
            return await self._answer(call, request)
        finally:
            del self._open_requests[task]

    async def _answer(self, call: Call, request: web.BaseRequest) -> web.StreamResponse:
        fault = self.faults.find(call.method, call.params)
        call.fault = fault.effect if fault else None
        await self._half_latency()
        if fault and fault.effect not in LATE_EFFECTS:
            status, body = 0, await self._fail(call, fault)
        else:
            status, body = await self._apply(call)
            await self._half_latency()
        call.ended = self.clock.now()
        self.log.changed.fire()
        if call.fault in {Effect.DROP_BEFORE, Effect.DROP_AFTER, Effect.STALL}:
            _cut(request)
        if call.fault is Effect.BAD_GATEWAY:
            return web.Response(status=502, text="<html><body>502 Bad Gateway</body></html>", content_type="text/html")
        if call.fault is Effect.MALFORMED:
            return web.Response(text='{"ok":true,"result":', content_type="application/json")
        return _json(call.status or status, body)

    async def _half_latency(self) -> None:
        if self.latency:
            await asyncio.sleep(self.latency / 2)

    async def _fail(self, call: Call, fault: Fault) -> dict[str, Any]:
        if fault.effect is Effect.STALL:
            await asyncio.sleep(fault.seconds)
        error = fault.refusal(self.clock.now())
        call.status, call.response = error.code, error.description
        if fault.effect is Effect.BAD_GATEWAY:
            call.status = 502
        return _failure(error)

    async def _apply(self, call: Call) -> tuple[int, dict[str, Any]]:
        try:
            call.response = await self.execute(call.method, call.params)
        except ApiError as error:
            call.status, call.response = error.code, error.description
            return error.code, _failure(error)
        call.status, call.applied = 200, True
        return 200, {"ok": True, "result": call.response}

    async def _execute_quietly(self, method: str, params: dict[str, Any]) -> None:
        """Carry out a call that came as the answer to a webhook: nobody hears of its result."""
        call = Call(published_name(method) or method, params, self.clock.now())
        self.log.calls.append(call)
        await self._apply(call)
        call.ended = self.clock.now()
        self.log.changed.fire()

    def _file(self, parts: list[str]) -> web.Response:
        content = self._files.content("/".join(parts[3:])) if parts[2] == f"bot{self.token}" else None
        return web.Response(body=content) if content is not None else web.Response(status=404)

    def _table(self) -> dict[str, Callable[[dict[str, Any]], Any]]:
        profile, messages, queries = self.profile, self.messages, self.queries
        return {
            "getMe": profile.get_me,
            "setMyCommands": profile.set_my_commands,
            "getMyCommands": profile.get_my_commands,
            "deleteMyCommands": profile.delete_my_commands,
            "setMyName": lambda params: profile.set_text("name", params),
            "getMyName": lambda params: profile.get_text("name", params),
            "setMyDescription": lambda params: profile.set_text("description", params),
            "getMyDescription": lambda params: profile.get_text("description", params),
            "setMyShortDescription": lambda params: profile.set_text("short_description", params),
            "getMyShortDescription": lambda params: profile.get_text("short_description", params),
            "getUpdates": self.poll.get_updates,
            "setWebhook": self.webhook.set_webhook,
            "deleteWebhook": self.webhook.delete_webhook,
            "getWebhookInfo": self.webhook.get_webhook_info,
            "sendMessage": messages.send_message,
            "sendRichMessage": messages.send_rich_message,
            "sendPhoto": messages.send_photo,
            "sendChatAction": messages.send_chat_action,
            "editMessageText": messages.edit_message_text,
            "editMessageReplyMarkup": messages.edit_message_reply_markup,
            "deleteMessage": messages.delete_message,
            "answerCallbackQuery": queries.answer_callback_query,
            "answerInlineQuery": queries.answer_inline_query,
            "answerGuestQuery": queries.answer_guest_query,
            "getFile": self._files.get_file,
            "getChat": lambda params: self.chats.find(params.get("chat_id", 0)).json(),
        }


async def _params(method: str, request: web.BaseRequest) -> dict[str, Any]:
    params: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        body = await request.read()
        return params | (json.loads(body) if body else {})
    form = await request.post()
    fields = {name: await asyncio.to_thread(_content, value) for name, value in form.items()}
    attached = {value for value in fields.values() if isinstance(value, str) and value.startswith(_ATTACH)}
    uploads = {name: fields.pop(name.removeprefix(_ATTACH), name) for name in attached}
    params |= {name: uploads.get(value, value) if isinstance(value, str) else value for name, value in fields.items()}
    return decode_form(method, params) if published_name(method) else params


def _content(value: Any) -> Any:
    return value.file.read() if isinstance(value, web.FileField) else value


def _large_request(message: Any, payload: Any, protocol: Any, writer: Any, task: asyncio.Task[None]) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=_UPLOAD_LIMIT)


def _cut(request: web.BaseRequest) -> None:
    if request.transport:
        request.transport.abort()


def _failure(error: ApiError) -> dict[str, Any]:
    body: dict[str, Any] = {"ok": False, "error_code": error.code, "description": error.description}
    return body | {"parameters": error.parameters} if error.parameters else body


def _json(status: int, body: dict[str, Any]) -> web.Response:
    headers = {}
    if retry_after := body.get("parameters", {}).get("retry_after"):
        headers["Retry-After"] = str(retry_after)
    return web.Response(status=status, body=_encode(body).encode(), content_type="application/json", headers=headers)


def _bot_user() -> dict[str, Any]:
    return {
        "id": 123456789,
        "is_bot": True,
        "first_name": "联盟活跃度",
        "username": "alliance_test_bot",
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "supports_guest_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _short(me: dict[str, Any]) -> dict[str, Any]:
    return {key: me[key] for key in ("id", "is_bot", "first_name", "username")}
