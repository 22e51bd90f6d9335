"""Webhook delivery: in order within a chat, side by side across chats, again until it succeeds."""

from __future__ import annotations

import asyncio
import json
import random
import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import aiohttp

from tests.botapi.clock import Signal
from tests.botapi.errors import ApiError, bad_request, too_many_requests

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable

    from tests.botapi.clock import Clock
    from tests.botapi.polling import LongPoll
    from tests.botapi.updates import Pending, UpdateQueue

    Execute = Callable[[str, dict[str, Any]], Awaitable[Any]]

_PORTS = {443, 80, 88, 8443}
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_ANSWER_SECONDS = 60.0
_LONGEST_RETRY_AFTER = 3600.0
_GONE, _GONE_SECONDS = 410, 23 * 3600.0
_NEVER_EXECUTED = re.compile(r"get|setwebhook$|deletewebhook$|close$|logout$", re.IGNORECASE)


@dataclass(frozen=True)
class Delivery:
    """One try to deliver an update; status 0 means that no answer came."""

    update_id: int
    at: float
    status: int


@dataclass(frozen=True)
class Registration:
    """What setWebhook was told."""

    url: str
    secret_token: str | None
    max_connections: int


class Webhook:
    """setWebhook, deleteWebhook, getWebhookInfo, and the deliveries they cause; `deliveries` logs every try."""

    def __init__(self, queue: UpdateQueue, poll: LongPoll, clock: Clock, execute: Execute) -> None:
        self._queue = queue
        self._poll = poll
        self._clock = clock
        self._execute = execute
        self._task: asyncio.Task[None] | None = None
        self._last_set = float("-inf")
        self._last_error: dict[str, Any] = {}
        self._gone_since: float | None = None
        self.registration: Registration | None = None
        self.deliveries: list[Delivery] = []
        self.changed = Signal()

    async def set_webhook(self, params: dict[str, Any]) -> bool:
        url = params.get("url", "")
        if not url:
            return await self.delete_webhook(params)
        if self._clock.now() - self._last_set < 1:
            raise too_many_requests(1)
        registration = Registration(
            _checked_url(url), _checked_secret(params.get("secret_token")), _connections(params)
        )
        self._last_set = self._clock.now()
        self._queue.allow(params.get("allowed_updates"))
        await self._stop(params)
        self.registration = registration
        self._poll.set_webhook_active(active=True)
        self._task = asyncio.ensure_future(self._run(registration))
        return True

    async def delete_webhook(self, params: dict[str, Any]) -> bool:
        await self._stop(params)
        self.registration = None
        self._last_error = {}
        self._poll.set_webhook_active(active=False)
        return True

    async def get_webhook_info(self, _params: dict[str, Any]) -> dict[str, Any]:
        registration = self.registration
        info: dict[str, Any] = {
            "url": registration.url if registration else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._queue),
            "allowed_updates": self._queue.allowed_updates,
        }
        if registration:
            info["max_connections"] = registration.max_connections
        return info | self._last_error

    async def close(self) -> None:
        await self._stop({})

    async def _stop(self, params: dict[str, Any]) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.wait([self._task])
            self._task = None
        if params.get("drop_pending_updates"):
            self._queue.clear()

    async def _run(self, registration: Registration) -> None:
        connector = aiohttp.TCPConnector(limit=registration.max_connections, keepalive_timeout=60)
        timeout = aiohttp.ClientTimeout(total=_ANSWER_SECONDS)
        lanes: dict[Hashable, deque[Pending]] = {}
        newest = 0
        async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session, asyncio.TaskGroup() as group:
            while True:
                for pending in self._queue.after(newest):
                    newest = pending.update_id
                    if pending.lane in lanes:
                        lanes[pending.lane].append(pending)
                    else:
                        lanes[pending.lane] = deque([pending])
                        group.create_task(self._drain(session, registration, lanes, pending.lane))
                await self._queue.changed.wait()

    async def _drain(
        self,
        session: aiohttp.ClientSession,
        registration: Registration,
        lanes: dict[Hashable, deque[Pending]],
        lane: Hashable,
    ) -> None:
        while lanes[lane]:
            pending = lanes[lane].popleft()
            await self._deliver(session, registration, pending)
            self._queue.remove(pending)
        del lanes[lane]

    async def _deliver(self, session: aiohttp.ClientSession, registration: Registration, pending: Pending) -> None:
        pause = 1.0
        longest = random.uniform(60, 120)  # noqa: S311 - as the server does
        failures = 0
        while self._queue.alive(pending):
            status, retry_after = await self._try(session, registration, pending)
            if 200 <= status < 300:
                return
            failures += 1
            if failures > 1:
                pause = min(pause * 2, longest)
                await self._clock.sleep(min(retry_after or pause, _LONGEST_RETRY_AFTER))

    async def _try(
        self, session: aiohttp.ClientSession, registration: Registration, pending: Pending
    ) -> tuple[int, float]:
        headers = {"Content-Type": "application/json"}
        if registration.secret_token:
            headers["X-Telegram-Bot-Api-Secret-Token"] = registration.secret_token
        self._queue.handed[pending.update_id] += 1
        started = self._clock.now()
        status, retry_after, reason = 0, 0.0, "Connection failed"
        try:
            body = json.dumps(pending.body, ensure_ascii=False).encode()
            async with session.post(registration.url, data=body, headers=headers, allow_redirects=False) as response:
                answer = await response.read()
                status = response.status
                reason = f"Wrong response from the webhook: {status} {response.reason}"
                retry_after = _seconds(response.headers.get("Retry-After"))
        except TimeoutError:
            reason = "Read timeout expired"
        except (aiohttp.ClientError, OSError) as error:
            reason = f"Connection failed: {type(error).__name__}"
        if 200 <= status < 300:
            self._gone_since = None
            await self._execute_answer(answer)
        else:
            self._last_error = {"last_error_date": int(self._clock.now()), "last_error_message": reason}
            self._note_gone(status)
        self.deliveries.append(Delivery(pending.update_id, started, status))
        self.changed.fire()
        return status, retry_after

    def _note_gone(self, status: int) -> None:
        now = self._clock.now()
        if status != _GONE:
            self._gone_since = None
        elif self._gone_since is None:
            self._gone_since = now
        elif now - self._gone_since > _GONE_SECONDS and self._task:
            self.registration = None
            self._poll.set_webhook_active(active=False)
            self._task.cancel()

    async def _execute_answer(self, answer: bytes) -> None:
        try:
            call = json.loads(answer)
        except ValueError:
            return
        method = call.pop("method", None) if isinstance(call, dict) else None
        if isinstance(method, str) and not _NEVER_EXECUTED.match(method):
            await self._execute(method, call)


def _checked_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.hostname not in _LOOPBACK:
        if parts.scheme != "https":
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if (parts.port or 443) not in _PORTS:
            raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    return url


def _checked_secret(secret: str | None) -> str | None:
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise ApiError(400, "Bad Request: secret token contains unallowed characters")
    return secret or None


def _connections(params: dict[str, Any]) -> int:
    return min(max(int(params.get("max_connections", 40)), 1), 100)


def _seconds(header: str | None) -> float:
    return float(header) if header and header.isdecimal() else 0.0
