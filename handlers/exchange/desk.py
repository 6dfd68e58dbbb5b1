"""The secretariat without a chat: the context in which a door reads and writes records."""

from datetime import datetime

from handlers.context import Context, World
from handlers.messages import In, Inbound
from storage import people
from storage.database import Connection


def at_desk(connection: Connection, world: World, now: datetime, language: str) -> Context:
    """A context with the rights of the secretariat and nobody's name."""
    inbound = Inbound("door", "door", In.NOTHING, now)
    context = Context(connection, world, now, inbound, people.nobody(language), None, language)
    context.roles = (people.Role(0, people.SECRETARIAT, None, "", None),)
    return context
