"""Health and metrics for operators, on an address of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

if TYPE_CHECKING:
    from bot.operations.metrics import Metrics
    from bot.operations.pulse import Pulse


def application(pulse: Pulse, metrics: Metrics) -> web.Application:
    """Return the web application with /healthz, /readyz and /metrics."""

    async def healthz(_request: web.Request) -> web.Response:
        alive = pulse.alive()
        return web.Response(text="ok\n" if alive else "the loop stands still\n", status=200 if alive else 503)

    async def readyz(_request: web.Request) -> web.Response:
        trouble = pulse.trouble()
        return web.Response(text=f"{trouble or 'ok'}\n", status=503 if trouble else 200)

    async def figures(_request: web.Request) -> web.Response:
        return web.Response(body=generate_latest(metrics.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    application = web.Application()
    application.router.add_get("/healthz", healthz)
    application.router.add_get("/readyz", readyz)
    application.router.add_get("/metrics", figures)
    return application
