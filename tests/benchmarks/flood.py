"""Sends messages as fast as a server takes them, and prints how many a second: `flood.py API_ROOT TOKEN CHAT_ID`."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from urllib.parse import urlsplit

CONNECTIONS = 16
MESSAGES = 10_000


async def send(host: str, port: int, request: bytes, count: int) -> None:
    """Send `request` so many times over one connection, each after the answer to the last."""
    reader, writer = await asyncio.open_connection(host, port)
    for _ in range(count):
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length))
    writer.close()


async def main(root: str, token: str, chat_id: str) -> None:
    parts = urlsplit(root)
    assert parts.hostname
    assert parts.port
    body = json.dumps({"chat_id": int(chat_id), "text": "<b>化纤</b>：2019年度A级", "parse_mode": "HTML"}).encode()
    head = f"POST /bot{token}/sendMessage HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
    request = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
    start = time.perf_counter()
    share = MESSAGES // CONNECTIONS
    await asyncio.gather(*(send(parts.hostname, parts.port, request, share) for _ in range(CONNECTIONS)))
    print(share * CONNECTIONS / (time.perf_counter() - start))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
