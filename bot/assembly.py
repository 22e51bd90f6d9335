"""The parts of a serving bot, put together as the settings say."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from bot.api.client import Client
from bot.api.transport import AiohttpRequest
from bot.delivery.courier import Courier
from bot.delivery.lanes import Job, Lanes
from bot.delivery.polling import MOST_POLLS
from bot.delivery.redis_store import RedisStore
from bot.delivery.store import SqliteStore
from bot.loading import load
from bot.operations import server as ops
from bot.operations.metrics import Metrics
from bot.operations.pulse import Pulse
from bot.operations.unanswered import UnansweredLog
from bot.replies import texts
from bot.replies.charts import Charts
from bot.replies.sender import Sender
from bot.telegram.handlers import Handlers
from bot.telegram.inline import Inline
from bot.telegram.throttle import Taps, Throttle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.delivery.store import Store
    from bot.settings import Settings
    from knowledge import Knowledge

_SPARE_CONNECTIONS = 8
_CLOSING_SECONDS = 1.0


class StartError(Exception):
    """Something that a setting names cannot be used; the message is one line."""


@dataclass(frozen=True)
class Service:
    """What serving needs, in either mode."""

    settings: Settings
    knowledge: Knowledge
    metrics: Metrics
    pulse: Pulse
    bot: Client
    store: Store
    courier: Courier


@contextlib.asynccontextmanager
async def assemble(settings: Settings) -> AsyncIterator[Service]:
    """Open and put together all parts, and close them at the end; nothing is asked of Telegram yet.

    Raises:
        StartError: a file, folder or address of the settings cannot be used.
        knowledge.DataError: a data file is wrong.

    """
    knowledge = load(settings.knowledge_dir, serving=True)
    metrics, pulse = Metrics(), Pulse()
    metrics.knowledge.info({"version": knowledge.version})
    async with contextlib.AsyncExitStack() as stack:
        store = _open_store(settings, metrics)
        stack.push_async_callback(store.close)
        unanswered = _open_unanswered(settings)
        stack.callback(unanswered.close)
        bot = _client(settings, metrics, pulse)
        stack.push_async_callback(bot.shutdown)
        handlers = Handlers(
            knowledge=knowledge,
            store=store,
            bot=bot,
            sender=Sender(bot, metrics, Charts(knowledge, store), settings.rich_messages),
            inline=Inline(bot, knowledge),
            throttle=Throttle(settings.user_rate, settings.user_burst),
            taps=Taps(),
            metrics=metrics,
            unanswered=unanswered,
            privacy=texts.privacy(settings),
        )
        if settings.ops_listen:
            server = listening(ops.application(pulse, metrics), settings.ops_listen, "BOT_OPS_LISTEN")
            await stack.enter_async_context(server)
        courier = Courier(handlers.handle, store, metrics, settings.concurrency)
        yield Service(settings, knowledge, metrics, pulse, bot, store, courier)


@contextlib.asynccontextmanager
async def listening(application: web.Application, address: tuple[str, int], setting: str) -> AsyncIterator[None]:
    """Serve `application` on `address`.

    Raises:
        StartError: the address, which `setting` names, cannot be used.

    """
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=_CLOSING_SECONDS)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, *address).start()
        except OSError as error:
            msg = f"{setting}: cannot listen on {address[0]}:{address[1]} ({error.strerror})"
            raise StartError(msg) from error
        yield
    finally:
        await runner.cleanup()


async def resume_parked(service: Service, lanes: Lanes) -> None:
    """Put back in hand what a former process had parked."""
    for text in await service.store.parked():
        raw = json.loads(text)
        update = service.bot.parse_update(raw)
        if update is None:
            await service.store.finish(raw["update_id"], None)
        else:
            await lanes.put(Job(update, raw, parked=True))


def _open_store(settings: Settings, metrics: Metrics) -> Store:
    memory_seconds = settings.memory_minutes * 60
    path = None
    try:
        if settings.state_dir and not settings.redis_url:
            settings.state_dir.mkdir(parents=True, exist_ok=True)
            path = settings.state_dir / "state.sqlite3"
        local = SqliteStore(path, memory_seconds=memory_seconds, failed=metrics.state_errors.inc)
    except OSError as error:
        msg = f"BOT_STATE_DIR: expected a folder that can be written ({error.strerror or error})"
        raise StartError(msg) from error
    if settings.redis_url is None:
        return local
    return RedisStore(
        settings.redis_url.get_secret_value(),
        local,
        memory_seconds=memory_seconds,
        namespace=f"bot{settings.token.get_secret_value().partition(':')[0]}",
        degraded=metrics.degraded.set,
    )


def _open_unanswered(settings: Settings) -> UnansweredLog:
    try:
        return UnansweredLog(settings.unanswered_log)
    except OSError as error:
        msg = f"BOT_UNANSWERED_LOG: expected a file that can be written ({error.strerror})"
        raise StartError(msg) from error


def _client(settings: Settings, metrics: Metrics, pulse: Pulse) -> Client:
    def observe(endpoint: str, status: int) -> None:
        metrics.observe(endpoint, status)
        pulse.observe(endpoint, status)

    def transport(connections: int) -> AiohttpRequest:
        return AiohttpRequest(connections=connections, observe=observe, proxy=settings.proxy_url)

    return Client(
        settings.token.get_secret_value(),
        base_url=f"{settings.api_base_url}/bot",
        base_file_url=f"{settings.api_base_url}/file/bot",
        request=transport(settings.concurrency + _SPARE_CONNECTIONS),
        get_updates_request=transport(MOST_POLLS),
    )
