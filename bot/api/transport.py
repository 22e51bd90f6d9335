"""HTTP under the Telegram library: one aiohttp session."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram._utils.types import JSONDict, ODVInput

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
_JSON = {"Content-Type": "application/json"}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class UnreachableError(NetworkError):
    """No answer came from the server: nobody knows whether it took the request."""


class AiohttpRequest(BaseRequest):
    """Requests to the Bot API.

    `connections` bounds the open connections; `observe(method, status)` hears of every request how it
    ended: the HTTP status, or 0 where there was none.
    """

    def __init__(self, *, connections: int, observe: Callable[[str, int], None], proxy: str | None = None) -> None:
        self._connections = connections
        self._observe = observe
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return READ_SECONDS

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=self._connector(),
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _connector(self) -> aiohttp.BaseConnector:
        if self._proxy and self._proxy.startswith("socks"):
            from aiohttp_socks import ProxyConnector  # noqa: PLC0415 - only where a SOCKS proxy is in use

            connector: aiohttp.BaseConnector = ProxyConnector.from_url(self._proxy, limit=self._connections)
            return connector
        return aiohttp.TCPConnector(limit=self._connections)

    async def do_request(  # noqa: PLR0917 - the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        if self._session is None:
            msg = "the transport is not initialized"
            raise RuntimeError(msg)
        seconds = read_timeout if isinstance(read_timeout, int | float) else READ_SECONDS
        timeout = _timeout(seconds)
        endpoint = url.rpartition("/")[2]
        proxy = self._proxy if self._proxy and not self._proxy.startswith("socks") else None
        status = 0
        try:
            async with self._session.request(
                method, url, timeout=timeout, proxy=proxy, allow_redirects=False, **_body(request_data)
            ) as response:
                payload = await response.read()
                status = response.status
        except TimeoutError as error:
            msg = f"{endpoint}: no answer within {timeout.total:.0f} s"
            raise TimedOut(msg) from error
        except (aiohttp.ClientError, OSError) as error:
            msg = f"{endpoint}: {type(error).__name__}"
            raise UnreachableError(msg) from error
        finally:
            self._observe(endpoint, status)
        return status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        try:
            answer = json.loads(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or (answer.get("ok") and "result" not in answer):
            msg = "the server's answer is no JSON of the Bot API"
            raise NetworkError(msg)
        return answer


@cache
def _timeout(read_seconds: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(sock_connect=CONNECT_SECONDS, total=CONNECT_SECONDS + read_seconds)


def _body(request_data: RequestData | None) -> dict[str, Any]:
    if request_data is None:
        return {}
    if not request_data.contains_files:
        return {"data": _encode(request_data.parameters).encode("utf-8", "replace"), "headers": _JSON}
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return {"data": form}
