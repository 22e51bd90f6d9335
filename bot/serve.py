"""Serving Telegram: started, kept going, and brought to an end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from typing import TYPE_CHECKING, NoReturn, TypeVar

from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot import garbage
from bot.api.updates import ALLOWED_UPDATES
from bot.assembly import Service, StartError, assemble, listening, resume_parked
from bot.commands.errors import OTHER_INSTANCE, CommandError
from bot.delivery.courier import backoff, retry_after_seconds
from bot.delivery.lanes import Lanes
from bot.delivery.polling import OtherInstanceError, Poller, Window
from bot.delivery.webhook import PATH, Webhook
from bot.operations import logs
from bot.telegram import menus
from knowledge import DataError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from bot.settings import Settings

_log = logging.getLogger(__name__)
_MOST_WEBHOOK_CONNECTIONS = 100
_HEARTBEAT_SECONDS = 30
_CONFIRM_SECONDS = 2.0
_T = TypeVar("_T")


def run(settings: Settings) -> None:
    """Serve Telegram until SIGTERM or SIGINT.

    Raises:
        CommandError: the token, a setting or a data file is wrong, or another instance polls.

    """
    logs.configure(settings)
    try:
        asyncio.run(_until_signal(settings))
    except InvalidToken:
        msg = "BOT_TOKEN: Telegram does not accept this token; expected one that @BotFather gave"
        raise CommandError(msg) from None
    except OtherInstanceError:
        msg = "BOT_TOKEN: another instance has been polling with it for over a minute"
        raise CommandError(msg, OTHER_INSTANCE) from None
    except (StartError, DataError) as error:
        raise CommandError(error) from None


async def _until_signal(settings: Settings) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await serve(settings, stop)


async def serve(settings: Settings, stop: asyncio.Event) -> None:
    """Serve Telegram until `stop` is set.

    Raises:
        InvalidToken: Telegram does not accept the token.
        OtherInstanceError: another instance polls the same token.
        StartError: something that a setting names cannot be used.
        DataError: a data file is wrong.

    """
    async with assemble(settings) as service:
        garbage.search_seldom()
        if await _unless(stop, _patiently(service.bot.initialize, service)):
            return
        menu = asyncio.create_task(_publish_menus(service))
        try:
            await (_webhook if settings.mode == "webhook" else _polling)(service, stop)
        finally:
            menu.cancel()
            await asyncio.gather(menu, return_exceptions=True)
        _log.info("stopped")


async def _polling(service: Service, stop: asyncio.Event) -> None:
    window = Window()
    lanes = _lanes(service, window.settle)
    poller = Poller(service.bot, window, lanes, service.pulse)
    if await _unless(stop, _patiently(service.bot.delete_webhook, service)):
        return
    await resume_parked(service, lanes)
    _log.info("serving @%s by polling", service.bot.username)
    try:
        await _unless(stop, poller.run())
    finally:
        await lanes.drain(service.settings.stop_seconds)
        with contextlib.suppress(TelegramError, TimeoutError):
            async with asyncio.timeout(_CONFIRM_SECONDS):
                await poller.confirm()


def _lanes(service: Service, passed: Callable[[int], None]) -> Lanes:
    durable = service.settings.state_dir is not None or service.settings.redis_url is not None
    return Lanes(service.courier, service.store, service.metrics, passed, durable=durable)


async def _webhook(service: Service, stop: asyncio.Event) -> None:
    """Serve by webhook; what was parked while the bot was polling is worked off beside."""
    settings = service.settings
    assert settings.listen is not None  # noqa: S101 - for the type checker: the settings have seen to it
    assert settings.webhook_secret is not None  # noqa: S101
    secret = settings.webhook_secret.get_secret_value()
    webhook = Webhook(service.bot, service.courier, secret)
    lanes = _lanes(service, lambda _: None)

    async def register() -> None:
        await service.bot.set_webhook(
            f"{settings.webhook_url}{PATH}",
            secret_token=secret,
            allowed_updates=list(ALLOWED_UPDATES),
            max_connections=min(settings.concurrency, _MOST_WEBHOOK_CONNECTIONS),
        )

    async with listening(webhook.application(), settings.listen, "BOT_LISTEN"):
        try:
            if await _unless(stop, _patiently(register, service)):
                return
        except BadRequest as error:
            msg = f"BOT_WEBHOOK_URL: Telegram refuses it: {error.message}"
            raise StartError(msg) from error
        await resume_parked(service, lanes)
        _log.info("serving @%s by webhook", service.bot.username)
        try:
            await _unless(stop, _heartbeat(service))
        finally:
            await asyncio.gather(webhook.drain(settings.stop_seconds), lanes.drain(settings.stop_seconds))


async def _heartbeat(service: Service) -> NoReturn:
    """Keep the signs of life fresh where no poll loop does."""
    while True:
        service.pulse.turn()
        try:
            await service.bot.get_me()
        except InvalidToken:
            raise
        except TelegramError as error:
            _log.warning("getMe failed: %s", error)
        await asyncio.sleep(_HEARTBEAT_SECONDS)


async def _publish_menus(service: Service) -> None:
    """Set menus and descriptions, however long it takes; a server without them is no reason to stop."""
    try:
        await _patiently(lambda: menus.publish(service.bot, service.knowledge.grade), service)
    except TelegramError as error:
        _log.warning("the menus could not be set: %s", error)


async def _patiently(call: Callable[[], Awaitable[_T]], service: Service) -> _T:
    """Call until the server can be reached. Refusals (wrong token, bad request) are raised."""
    failures = 0
    while True:
        service.pulse.turn()
        try:
            return await call()
        except (InvalidToken, BadRequest):
            raise
        except TelegramError as error:
            failures += 1
            pause = retry_after_seconds(error) if isinstance(error, RetryAfter) else backoff(failures)
            _log.warning("%s; next try in %.1f s", error, pause)
        await service.pulse.rest(pause)


async def _unless(stop: asyncio.Event, work: Coroutine[None, None, object]) -> bool:
    """Do `work` until it ends (False) or `stop` is set (True); its errors are raised."""
    doing = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({doing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if doing.done():
            doing.result()
        return not doing.done()
    finally:
        doing.cancel()
        stopping.cancel()
        await asyncio.gather(doing, stopping, return_exceptions=True)
