"""The plainest echo bot on python-telegram-bot, for comparison: `echo_ptb.py API_ROOT TOKEN [CONCURRENT_UPDATES]`."""

from __future__ import annotations

import sys

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def main(root: str, token: str, concurrent_updates: int = 0) -> None:
    builder = ApplicationBuilder().token(token).base_url(f"{root}/bot")
    application: Application = builder.concurrent_updates(concurrent_updates or False).build()  # type: ignore[type-arg]
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
