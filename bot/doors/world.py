"""What a door that runs handlers tells them of the world: texts and the calendar, no channel."""

from datetime import date

from bot.texts import Texts
from handlers.context import World


def world(today: date) -> World:
    """The world without a chat, on one day."""
    texts = Texts(lambda: today)
    return World(every=texts.every, in_language=texts.render, local_date=lambda at: today)
