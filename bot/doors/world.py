"""What a door that runs handlers tells them of the world: texts and the calendar, no channel."""

from bot.clock import Clock
from bot.texts import Texts
from handlers.context import World


def world() -> World:
    """The world without a chat."""
    clock = Clock()
    texts = Texts(clock.local_date)
    return World(every=texts.every, in_language=texts.render, local_date=lambda at: clock.local_date())
