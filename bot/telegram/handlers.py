"""Update in, reply out. What is known and how it is found lives in `knowledge`."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, TelegramError

from bot.api.updates import CallbackQuery, ChatMemberUpdated, InlineQuery, Message
from bot.delivery.attempt import current
from bot.delivery.store import Memory, Turn
from bot.replies import texts
from bot.replies.buttons import Press, Verb
from bot.replies.rendering import render
from bot.replies.sender import Place
from bot.telegram.questions import Question, question_of
from knowledge import Conversation, UnknownTokenError, today_in_china
from knowledge.engine import COMMANDS
from knowledge.text.script import SCRIPT_SHOWS, is_traditional

if TYPE_CHECKING:
    from bot.api.client import Client
    from bot.api.updates import Update
    from bot.delivery.store import Store
    from bot.operations.metrics import Metrics
    from bot.operations.unanswered import UnansweredLog
    from bot.replies.sender import Sender
    from bot.telegram.inline import Inline
    from bot.telegram.throttle import Taps, Throttle
    from knowledge import Answer, Knowledge

_log = logging.getLogger(__name__)
_OUTSIDE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


@dataclass(frozen=True, kw_only=True)
class Handlers:
    """All that the bot does with an update, as methods; `handle` says which does what."""

    knowledge: Knowledge
    store: Store
    bot: Client
    sender: Sender
    inline: Inline
    throttle: Throttle
    taps: Taps
    metrics: Metrics
    unanswered: UnansweredLog
    privacy: str

    async def handle(self, update: Update) -> None:
        """Do what an update asks for; what that failed of is noted in the attempt."""
        try:
            match update.content:
                case Message() as message:
                    await self._message(update, message)
                case CallbackQuery() as query:
                    await self._button(update, query)
                case InlineQuery() as query:
                    await self.inline.query(query)
                case ChatMemberUpdated() as change:
                    await self._joined(change)
        except Exception as error:  # noqa: BLE001 - no update may stop those behind it
            await self._failed(update, error)

    async def _message(self, update: Update, message: Message) -> None:
        """Answer a message, an edit of one, or a guest's question."""
        question = question_of(message, self.bot)
        album = (message.chat.id, message.media_group_id)
        known_album = message.media_group_id is not None and self.taps.repeated(album, update.update_id)
        if question is None:
            if update.kind == "message" and not known_album:
                await self._no_words(message)
        elif update.kind == "guest_message":
            await self.inline.guest(message, question)
        elif await self._admitted(message):
            await self._answer(message, question, edited=update.kind == "edited_message")

    async def _button(self, update: Update, query: CallbackQuery) -> None:
        """Do what a button says."""
        press = Press.parse(query.data)
        place = _place_of_press(query)
        message_id = query.message.message_id if query.message else None
        tapped = (query.from_user.id, query.inline_message_id or message_id, query.data)
        if self.taps.repeated(tapped, update.update_id):
            await self._acknowledge(query)
            return
        before = place and await self.store.conversation(place.key)
        before = before or Conversation(traditional=press is not None and press.traditional)
        admitted = self._admits(query.from_user.id, place.chat_id if place else query.from_user.id)
        chosen = self._pressed(press, before) if press and admitted else None
        refusal = texts.EXPIRED_BUTTON if admitted else texts.TOO_FAST
        await self._acknowledge(query, None if chosen else texts.written(refusal, traditional=_script("", before)))
        if press is None or chosen is None:
            return
        answer, after = chosen
        if place and message_id:
            place = place._replace(traditional=after.traditional)
            sent = await self._show(place, press, answer, pressed=message_id)
            told = Turn(place.chat_id, sent[0], sent, before, after)
            current.get().memory = Memory(place.key, after, told)
        elif query.inline_message_id:
            await self.sender.edit_inline(query.inline_message_id, answer, press.page, traditional=after.traditional)

    async def _joined(self, change: ChatMemberUpdated) -> None:
        """Say in one line how to address the bot when it was added to a group."""
        if (
            change.old in _OUTSIDE
            and change.new not in _OUTSIDE
            and change.chat.type in {ChatType.GROUP, ChatType.SUPERGROUP}
        ):
            place = Place(change.chat.id, change.from_user.id)
            await self.sender.send_text(place, texts.JOINED.format(username=self.bot.username))

    async def _failed(self, update: Update, error: Exception) -> None:
        """Note what an update failed of; a fault of our own is told to the user."""
        current.get().error = error
        if isinstance(error, TelegramError):
            return
        _log.error("update %d failed", update.update_id, exc_info=error)
        message = update.content
        if update.kind == "message" and isinstance(message, Message) and message.chat.type == ChatType.PRIVATE:
            try:
                await self._say(_place_of(message), texts.FAILED, message)
            except Exception as further:  # noqa: BLE001 - as above
                _log.warning("update %d: the apology failed too: %s", update.update_id, further)

    async def _answer(self, message: Message, question: Question, *, edited: bool) -> None:
        place = _place_of(message)
        if question.command == "privacy":
            await self._say(place, self.privacy, message)
            return
        turn = await self.store.turn_of_question(message.chat.id, message.message_id) if edited else None
        before = turn.before if turn else await self._context_of(message, place)
        press, answer, after = self._reply(question, before)
        self._count(answer, question)
        place = place._replace(traditional=after.traditional)
        if press.verb is Verb.PAGE and not 0 <= press.page < len(render(answer)):
            await self.sender.send_text(place, texts.NO_PAGE)
            return
        if turn and press.verb is Verb.SEND:
            sent = await self.sender.edit(place, turn.answer_ids, answer)
        else:
            sent = await self._show(place, press, answer)
        told = Turn(place.chat_id, message.message_id, sent, before or Conversation(), after)
        current.get().memory = Memory(place.key, after, told)

    def _reply(self, question: Question, conversation: Conversation | None) -> tuple[Press, Answer, Conversation]:
        """Find the answer, and the way to show it: what words and commands mean that stand for buttons, or the text."""
        if question.command == "chart":
            return self._charted(question.argument, conversation)
        press = _press_of(question) or Press.spoken(question.text, conversation)
        if press is None:
            return Press(Verb.SEND, ""), *self.knowledge.ask(question.text, conversation, today=today_in_china())
        chosen = self._pressed(press, conversation)
        if chosen:
            return press, *chosen
        return Press(Verb.SEND, ""), *self._choose("greeting", conversation)

    def _charted(self, argument: str, conversation: Conversation | None) -> tuple[Press, Answer, Conversation]:
        """Find the tiers that a chart is wanted of: `/chart 2020` means the same evaluation as `/tiers 2020`."""
        answer, after = self.knowledge.ask(f"/tiers {argument}", conversation, today=today_in_china())
        return Press(Verb.CHART if answer.topic == "tiers" else Verb.SEND, ""), answer, after

    def _pressed(self, press: Press, conversation: Conversation | None) -> tuple[Answer, Conversation] | None:
        try:
            answer, after = self._choose(press.token, conversation)
        except UnknownTokenError:
            return None
        return answer, after.but(page=press.page)

    def _choose(self, token: str, conversation: Conversation | None) -> tuple[Answer, Conversation]:
        return self.knowledge.choose(token, conversation, today=today_in_china())

    async def _context_of(self, message: Message, place: Place) -> Conversation | None:
        replied = message.reply_to
        turn = replied and await self.store.turn_of_answer(place.chat_id, replied.message_id)
        return turn.after if turn else await self.store.conversation(place.key)

    async def _admitted(self, message: Message) -> bool:
        """Whether the throttle lets the message pass; the first that it does not is told so."""
        place = _place_of(message)
        tried = current.get().admitted is not None
        if self._admits(place.user_id, place.chat_id):
            return True
        if tried or self.throttle.tell(place.user_id):
            await self._say(place, texts.TOO_FAST, message)
        return False

    def _admits(self, user_id: int, chat_id: int) -> bool:
        attempt = current.get()
        if attempt.admitted is None:
            attempt.admitted = self.throttle.admit(*{user_id, chat_id})
            if not attempt.admitted:
                self.metrics.throttled.inc()
        return attempt.admitted

    async def _say(self, place: Place, text: str, message: Message) -> None:
        """Say one of the bot's own texts, in the script of the message and of what was said before."""
        before = await self.store.conversation(place.key)
        script = _script(message.text, before)
        await self.sender.send_text(place._replace(traditional=script), text)

    async def _no_words(self, message: Message) -> None:
        """Say politely that only words can be read: in private, and not to what Telegram itself says."""
        private = message.chat.type == ChatType.PRIVATE
        if private and message.attached and not message.text:
            await self._say(_place_of(message), texts.TEXT_ONLY, message)

    async def _show(self, place: Place, press: Press, answer: Answer, pressed: int | None = None) -> tuple[int, ...]:
        """Send `answer` as `press` says, or put it in place of the message that was `pressed`."""
        match press.verb:
            case Verb.CHART:
                return await self.sender.send_chart(place, answer, answer.year or self.knowledge.default_year)
            case Verb.TABLE:
                return await self.sender.send_table(place, answer)
            case Verb.TABLE_IN_PLACE if pressed:
                return await self.sender.edit_table(place, (pressed,), answer)
            case Verb.PAGE if pressed:
                return await self.sender.edit(place, (pressed,), answer, press.page)
        return await self.sender.send(place, answer, press.page)

    async def _acknowledge(self, query: CallbackQuery, text: str | None = None) -> None:
        try:
            await self.bot.answer_callback_query(query.id, text)
        except BadRequest as error:
            _log.debug("a callback query came too late: %s", error)

    def _count(self, answer: Answer, question: Question) -> None:
        attempt = current.get()
        if attempt.counted:
            return
        attempt.counted = True
        self.metrics.answers.labels(answer.status, answer.topic).inc()
        if answer.status in {"unknown", "out_of_scope"}:
            self.unanswered.note(question.text, answer.status)


def _press_of(question: Question) -> Press | None:
    """What a command stands for, where it stands for a button."""
    if question.command == "start" and question.argument:
        return Press.linked(question.argument)
    token = COMMANDS.get(question.command or "")
    return Press(Verb.SEND, token) if token and not question.argument else None


def _script(said: str, before: Conversation | None) -> bool:
    """Whether `said` is written in traditional characters, or what went before where that can be read either way."""
    return is_traditional(said[:SCRIPT_SHOWS], before=before is not None and before.traditional)


def _place_of(message: Message) -> Place:
    asker = message.from_user or message.sender_chat or message.chat
    in_group = message.chat.type != ChatType.PRIVATE
    return Place(
        chat_id=message.chat.id,
        user_id=asker.id,
        thread_id=message.thread_id,
        reply_to=message.message_id if in_group else None,
    )


def _place_of_press(query: CallbackQuery) -> Place | None:
    message = query.message
    if message is None:
        return None
    in_group = message.chat.type != ChatType.PRIVATE
    return Place(
        chat_id=message.chat.id,
        user_id=query.from_user.id,
        thread_id=message.thread_id,
        reply_to=message.message_id if in_group and message.date else None,
    )
