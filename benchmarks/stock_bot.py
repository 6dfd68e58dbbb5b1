"""The usual way: the same questions as a ``ConversationHandler``, each answer written to SQLite at once.

Transport and concurrency are the library's defaults. No deduplication, no audit, no outbox: an answer is
on disk before the next question is asked, and that is all it promises.
``python -m benchmarks.stock_bot BASE_URL TOKEN FOLDER``
"""

import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import (
    Application,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)

QUESTIONS = (
    ("activity", "Ce activitate raportați?", ("9.1 Evenimente culturale", "6.1 Incluziune", "Alta")),
    ("kind", "Ce fel de eveniment a fost?", ("festival", "expoziție", "târg", "eveniment artistic")),
    ("held", "Când a avut loc?", ("Azi", "Ieri")),
    ("place", "Unde a avut loc?", ("Online",)),
    ("participants", "Câți participanți au fost?", ()),
    ("groups", "Câte femei, câți tineri, câți din grupuri vulnerabile?", ("Nu știu",)),
    ("photos", "Trimiteți poze.", ("Fără poze",)),
    ("parties", "Cu cine ați lucrat?", ("Fără parteneri",)),
    ("save", "Verificați și salvați.", ("Salvează", "Renunță")),
)

SCHEMA = """
CREATE TABLE conversation (chat INTEGER PRIMARY KEY, state INTEGER, answers TEXT);
CREATE TABLE report (id INTEGER PRIMARY KEY, chat INTEGER, answers TEXT);
"""


class Store:
    """A row for each conversation, and the finished reports."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path)
        self._database.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; {SCHEMA}")

    def keep(self, chat: int, state: int, answers: dict[str, str]) -> None:
        """Write where a conversation stands."""
        with self._database:
            values = (chat, state, json.dumps(answers, ensure_ascii=False))
            self._database.execute("INSERT OR REPLACE INTO conversation VALUES (?, ?, ?)", values)

    def finish(self, chat: int, answers: dict[str, str]) -> int:
        """Turn a conversation into a report."""
        with self._database:
            values = (chat, json.dumps(answers, ensure_ascii=False))
            made = self._database.execute("INSERT INTO report (chat, answers) VALUES (?, ?)", values)
            self._database.execute("DELETE FROM conversation WHERE chat = ?", (chat,))
        return int(made.lastrowid or 0)


class Form:
    """Asks the questions one after the other."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def begin(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        """Ask the first question."""
        answers = _answers(context)
        answers.clear()
        return await self._ask(_message(update), answers)

    async def answer(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        """Keep an answer and ask the next question, or save the report."""
        message, answers = _message(update), _answers(context)
        answers[QUESTIONS[len(answers)][0]] = message.text or ""
        if len(answers) < len(QUESTIONS):
            return await self._ask(message, answers)
        number = self._store.finish(message.chat_id, answers)
        await message.reply_text(f"Salvat. Raportul are numărul {number}.")
        return ConversationHandler.END

    async def _ask(self, message: Message, answers: dict[str, str]) -> int:
        state = len(answers)
        self._store.keep(message.chat_id, state, answers)
        _, words, labels = QUESTIONS[state]
        buttons = [[InlineKeyboardButton(label, callback_data=label)] for label in labels]
        text = f"Raport nou · {state + 1} din {len(QUESTIONS)}\n{words}"
        await message.reply_text(text, reply_markup=InlineKeyboardMarkup(buttons) if buttons else None)
        return state

    def handler(self) -> ConversationHandler[Any]:
        """The conversation: one state a question."""
        typed = MessageHandler(filters.TEXT & ~filters.COMMAND, self.answer)
        begin: Any = CommandHandler("raport", self.begin)
        states: dict[object, list[Any]] = {state: [typed] for state in range(len(QUESTIONS))}
        return ConversationHandler([begin], states, fallbacks=[begin])


def _message(update: Update) -> Message:
    assert update.message is not None
    return update.message


def _answers(context: ContextTypes.DEFAULT_TYPE) -> dict[str, str]:
    assert context.user_data is not None
    answers: dict[str, str] = context.user_data.setdefault("answers", {})
    return answers


def main() -> None:
    """Poll until a signal comes."""
    base_url, token, folder = sys.argv[1:4]
    bot: Application[Any, Any, Any, Any, Any, Any]
    bot = Application.builder().token(token).base_url(base_url).build()
    bot.add_handler(Form(Store(Path(folder) / "stock.sqlite")).handler())
    bot.run_polling()


if __name__ == "__main__":
    main()
