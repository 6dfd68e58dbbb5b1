"""What one secretary did, as the other ones read it: nothing of the register changes unseen."""

from handlers.context import Context
from handlers.messages import Choice, Kind, Reply, Said, Screen, say
from storage import people


def told(context: Context, said: Said, *choices: Choice) -> list[Reply]:
    """One notice for each other secretary: who did it, what, and where it can be looked at."""
    name = people.name_of(context.connection, context.person)
    screen = Screen("desk.done", (say("desk.done", name=name, said=said),), choices=choices)
    return [
        Reply(screen, person, Kind.NOTICE, live=False)
        for person in people.with_role(context.connection, people.SECRETARIAT)
        if person != context.person
    ]
