"""An emulator of the Telegram Bot API for tests; README.md tells how to use it."""

from tests.botapi.chats import Chat, Message
from tests.botapi.errors import ApiError
from tests.botapi.faults import Effect, Fault
from tests.botapi.people import User
from tests.botapi.server import BotApiServer

__all__ = ["ApiError", "BotApiServer", "Chat", "Effect", "Fault", "Message", "User"]
