"""The secretariat at the command line: a step's context for doors that read and write records."""

from bot.clock import Clock
from bot.settings import Settings
from bot.texts import Texts
from handlers.context import Context, World
from handlers.messages import In, Inbound
from storage import people
from storage.database import Connection


def at_desk(connection: Connection, settings: Settings, language: str) -> Context:
    """A context with the rights of the secretariat and nobody's name."""
    clock = Clock()
    texts = Texts(clock.local_date)
    now = clock.now()
    world = World(every=texts.every, in_language=texts.render, local_date=lambda at: clock.local_date())
    inbound = Inbound("door", "door", In.NOTHING, now)
    nobody = people.Session(0, 0, "", language, None, None, None, None, None, None, False, None, None)
    context = Context(connection, world, now, inbound, nobody, None, language)
    context.roles = (people.Role(0, people.SECRETARIAT, None, "", None),)
    return context
