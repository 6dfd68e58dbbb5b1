"""The lower bound: python-telegram-bot as its first example has it. One send a message, nothing kept.

``python -m benchmarks.echo_bot BASE_URL TOKEN``
"""

import sys
from typing import Any

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say the same."""
    if update.message is not None and update.message.text is not None:
        await update.message.reply_text(update.message.text)


def main() -> None:
    """Poll until a signal comes; transport and concurrency are the library's defaults."""
    base_url, token = sys.argv[1:3]
    bot: Application[Any, Any, Any, Any, Any, Any]
    bot = Application.builder().token(token).base_url(base_url).build()
    bot.add_handler(MessageHandler(filters.TEXT, echo))
    bot.run_polling()


if __name__ == "__main__":
    main()
