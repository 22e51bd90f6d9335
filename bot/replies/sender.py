"""One way from an answer to messages: chart or rich → HTML → plain, in parts, with buttons."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from telegram import InputFile
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, InvalidToken, TelegramError

from bot.delivery.attempt import current
from bot.replies import texts
from bot.replies.buttons import Verb, chart_keyboard, keyboard
from bot.replies.rendering import Part, caption, has_table, render, render_text, rich_html
from knowledge.answer import Paragraph

if TYPE_CHECKING:
    from collections.abc import Container

    from bot.api.client import Client
    from bot.operations.metrics import Metrics
    from bot.replies.buttons import Json
    from bot.replies.charts import Charts
    from knowledge import Answer

_log = logging.getLogger(__name__)
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid", "no text in the message to edit")
_MENDS = 4
_ACTION_SECONDS = 4.0
"""A chat action is shown for at most five seconds."""


class Place(NamedTuple):
    """Where a reply goes: a chat, its forum topic, the message it replies to; who asked, and in which script."""

    chat_id: int
    user_id: int
    thread_id: int | None = None
    reply_to: int | None = None
    traditional: bool = False

    @property
    def key(self) -> str:
        """The name of the conversation: one per chat, topic and user."""
        return f"{self.chat_id}:{self.thread_id or 0}:{self.user_id}"


class Sender:
    """Sends and edits.

    What a former try of the same update has sent is not sent again. Errors of the Bot API that sending
    otherwise can mend are mended, the others raised (`TelegramError`).
    """

    def __init__(
        self, bot: Client, metrics: Metrics, charts: Charts, rich: Literal["button", "always", "off"] = "button"
    ) -> None:
        self._bot = bot
        self._metrics = metrics
        self._charts = charts
        self._rich = rich

    async def send(self, place: Place, answer: Answer, page: int = 0) -> tuple[int, ...]:
        """Send `answer`, or one page of it; returns the ids of its messages."""
        if self._rich == "always" and has_table(answer):
            return await self.send_table(place, answer)
        return await self._send_parts(place, *self._parts(place, answer, page))

    async def send_text(self, place: Place, text: str) -> tuple[int, ...]:
        """Send one of the bot's own texts; returns the ids of its messages."""
        return await self._send_parts(place, render_text(texts.written(text, traditional=place.traditional)), None)

    async def send_table(self, place: Place, answer: Answer) -> tuple[int, ...]:
        """Send `answer` with its tables drawn; as HTML where the server cannot draw them."""
        sent = current.get().sent
        message = None if sent else await self._draw_table("sendRichMessage", place, _address(place), answer)
        if message:
            sent.append(message["message_id"])
        return tuple(sent) if sent else await self._send_parts(place, *self._parts(place, answer))

    async def send_chart(self, place: Place, answer: Answer, year: str) -> tuple[int, ...]:
        """Send the chart of `year`, which shows what `answer` says; `answer` itself where that cannot be done."""
        if answer.status != "answered":
            return await self.send(place, answer)
        sent = current.get().sent
        if not sent and (message := await self._send_photo(place, answer, year)):
            sent.append(message["message_id"])
            await self._charts.keep(year, message["photo"][-1]["file_id"])
        if sent:
            return tuple(sent)
        apology = Paragraph(text=texts.written(texts.NO_CHART, traditional=place.traditional))
        return await self.send(place, answer.model_copy(update={"blocks": (apology, *answer.blocks)}))

    async def edit(self, place: Place, message_ids: tuple[int, ...], answer: Answer, page: int = 0) -> tuple[int, ...]:
        """Replace the messages of an earlier reply by `answer`; returns the ids of the new reply.

        What cannot be edited any more is sent anew.
        """
        if self._rich == "always" and has_table(answer):
            return await self.edit_table(place, message_ids, answer)
        parts, markup = self._parts(place, answer, page)
        if len(parts) != 1 or not message_ids:
            return await self._send_parts(place, parts, markup)
        target = {"chat_id": place.chat_id, "message_id": message_ids[0]}
        try:
            await self._call("editMessageText", target, parts[0], markup)
        except BadRequest as error:
            if not any(reason in error.message.lower() for reason in _GONE):
                raise
            return await self._send_parts(place, parts, markup)
        return message_ids

    async def edit_table(self, place: Place, message_ids: tuple[int, ...], answer: Answer) -> tuple[int, ...]:
        """Replace an earlier reply by `answer` with its tables drawn; returns the ids of the new reply."""
        target = {"chat_id": place.chat_id, "message_id": message_ids[0]}
        if await self._draw_table("editMessageText", place, target, answer) is None:
            return await self._send_parts(place, *self._parts(place, answer))
        return message_ids

    async def edit_inline(
        self, inline_message_id: str, answer: Answer, page: int = 0, *, traditional: bool = False
    ) -> None:
        """Replace a message that was sent by inline or guest mode."""
        part, markup = paged(answer, self._bot.username, page, traditional=traditional)
        await self._call("editMessageText", {"inline_message_id": inline_message_id}, part, markup)

    def _parts(self, place: Place, answer: Answer, page: int = 0) -> tuple[list[Part], Json | None]:
        """Return the messages and the buttons under the last: one page where the answer can be paged."""
        script = place.traditional
        if answer.token:
            part, markup = paged(answer, self._bot.username, page, self._also(), traditional=script)
            return [part], markup
        return render(answer), keyboard(answer, username=self._bot.username, also=self._also(), traditional=script)

    def _also(self) -> set[Verb]:
        offered = {Verb.TABLE: self._rich != "off", Verb.CHART: self._charts.offered}
        return {verb for verb, possible in offered.items() if possible}

    async def _draw_table(self, method: str, place: Place, target: dict[str, Any], answer: Answer) -> Any:
        """Send or edit a rich message; returns what the server says, None where it cannot draw it."""
        if self._rich == "off":
            return None
        call = target | {"rich_message": {"html": rich_html(answer)}}
        also, script = self._also() - {Verb.TABLE}, place.traditional
        view = Verb.TABLE_IN_PLACE
        if markup := keyboard(answer, username=self._bot.username, also=also, view=view, traditional=script):
            call["reply_markup"] = markup
        try:
            return await self._bot.call(method, call)
        except InvalidToken:
            _log.info("this Bot API server knows no rich messages: tables are sent as text")
            self._rich = "off"
        except ChatMigrated:
            return None
        except BadRequest as error:
            if "not modified" in error.message.lower():
                return target
            _log.warning("rich message refused, sent as text instead: %s", error.message)
            self._metrics.plain.inc()
        return None

    async def _send_photo(self, place: Place, answer: Answer, year: str) -> Any:
        """Send the chart as the file that Telegram keeps, else as a new one; returns the message, None without it."""
        script = place.traditional
        part = caption(texts.written(texts.CHART.format(year=year), traditional=script), answer)
        markup = chart_keyboard(answer, username=self._bot.username, traditional=script)

        async def send(photo: str | InputFile) -> Any:
            try:
                return await self._call("sendPhoto", _address(place) | {"photo": photo}, part, markup)
            except BadRequest as error:
                _log.warning("photo refused: %s", error.message)
                return None

        kept = await self._charts.kept(year)
        if kept and (message := await send(kept)):
            return message
        drawn = await self._draw_chart(place, year)
        return await send(InputFile(drawn, filename=f"{year}.png")) if drawn else None

    async def _draw_chart(self, place: Place, year: str) -> bytes | None:
        showing = asyncio.create_task(self._show_upload(place))
        try:
            return await self._charts.drawn(year)
        finally:
            showing.cancel()
            await asyncio.gather(showing, return_exceptions=True)

    async def _show_upload(self, place: Place) -> None:
        """Let the chat see that a picture is on its way, until cancelled."""
        while True:
            with contextlib.suppress(TelegramError):
                action = {key: value for key, value in _address(place).items() if key != "reply_parameters"}
                await self._bot.call("sendChatAction", action | {"action": ChatAction.UPLOAD_PHOTO})
            await asyncio.sleep(_ACTION_SECONDS)

    async def _send_parts(self, place: Place, parts: list[Part], markup: Json | None) -> tuple[int, ...]:
        sent = current.get().sent
        for number, part in enumerate(parts[len(sent) :], start=len(sent) + 1):
            last = number == len(parts)
            message = await self._call("sendMessage", _address(place), part, markup if last else None)
            sent.append(message["message_id"])
        return tuple(sent)

    async def _call(self, method: str, target: dict[str, Any], part: Part, markup: Json | None) -> Any:
        call = target | {"parse_mode": ParseMode.HTML}
        if method == "sendPhoto":
            call["caption"] = part.html
        else:
            call |= {"text": part.html, "link_preview_options": {"is_disabled": True}}
        if markup:
            call["reply_markup"] = markup
        for _ in range(_MENDS):
            try:
                return await self._bot.call(method, call)
            except ChatMigrated as error:
                call["chat_id"] = error.new_chat_id
            except BadRequest as error:
                if "not modified" in error.message.lower():
                    return None
                if not self._mend(call, part, error.message.lower()):
                    raise
        return await self._bot.call(method, call)

    def _mend(self, call: dict[str, Any], part: Part, reason: str) -> bool:
        if "parse entities" in reason and "parse_mode" in call:
            _log.warning("markup refused, sent plain instead: %s", reason)
            self._metrics.plain.inc()
            call["caption" if "caption" in call else "text"] = part.plain
            del call["parse_mode"]
            return True
        for sign, name in (("repl", "reply_parameters"), ("thread", "message_thread_id"), ("button", "reply_markup")):
            if sign in reason and name in call:
                _log.info("sent without %s: %s", name, reason)
                del call[name]
                return True
        return False


def paged(
    answer: Answer, username: str, page: int = 0, also: Container[Verb] = (), *, traditional: bool = False
) -> tuple[Part, Json | None]:
    """Return one page of `answer`, the last where it has fewer, and the buttons under it."""
    parts = render(answer)
    page, pages = min(page, len(parts) - 1), len(parts)
    return parts[page], keyboard(answer, username=username, also=also, page=page, pages=pages, traditional=traditional)


def _address(place: Place) -> dict[str, Any]:
    address: dict[str, Any] = {"chat_id": place.chat_id}
    if place.thread_id is not None:
        address["message_thread_id"] = place.thread_id
    if place.reply_to is not None:
        address["reply_parameters"] = {"message_id": place.reply_to, "allow_sending_without_reply": True}
    return address
