"""What a person wishes to be written to about unasked: everything, the important, a digest, or a pause.

Not here: what is held because of it (the decisions about reminders).
"""

from datetime import date, timedelta

from handlers.context import Context
from handlers.errors import NotAllowed
from handlers.messages import Choice, Day, Input, Reply, Role, Said, Screen, say
from handlers.understand.ahead import read_ahead
from handlers.understand.result import Understood
from storage import wishes

SCREEN = "notices"
PAUSE = timedelta(weeks=2)
LONGEST = timedelta(days=366)
"""Nobody means a longer pause: who leaves for good has other ways."""


def show(context: Context, problem: Said | None = None) -> list[Reply]:
    """The present wish, the promise, and the ways to change it."""
    wish = wishes.of(context.connection, context.person)
    paused = wish.is_paused(context.today)
    body: list[Said] = [say("notices.promise")]
    if paused and wish.paused_until is not None:
        body.append(say("notices.paused", day=Day(wish.paused_until, "long")))
    body.append(say("notices.until"))
    choices = [
        Choice("notices.choose", say(f"notices.{one}.button"), (one,), checked=one == wish.notices)
        for one in wishes.WISHES
    ]
    if paused:
        choices.append(Choice("notices.resume", say("notices.resume.button"), role=Role.PRIMARY))
    else:
        until = context.today + PAUSE - timedelta(days=1)
        choices.append(Choice("notices.pause", say("notices.pause.button"), (until.isoformat(),)))
    choices.append(Choice("home", say("ask.menu.button"), role=Role.NAV))
    screen = Screen(SCREEN, tuple(body), error=problem, choices=tuple(choices), input=Input("date"))
    return [Reply(screen)]


def choose(context: Context, notices: str) -> list[Reply]:
    """From now on only this."""
    if notices not in wishes.WISHES:
        raise NotAllowed
    wishes.choose(context.connection, context.person, notices)
    return show(context, say(f"notices.{notices}.done"))


def pause(context: Context, until: str) -> list[Reply]:
    """Nothing until a day; a button that waited too long names a day that is past."""
    day = date.fromisoformat(until)
    problem = _unfit(context, day)
    if problem is not None:
        return show(context, problem)
    wishes.pause(context.connection, context.person, day)
    return show(context)


def resume(context: Context) -> list[Reply]:
    """End the pause."""
    wishes.pause(context.connection, context.person, None)
    return show(context, say("notices.resumed"))


def typed(context: Context, key: str, text: str) -> list[Reply]:
    """A day typed while the wishes are shown is the end of a pause."""
    read = read_ahead(text, context.today)
    if not isinstance(read, Understood):
        return show(context, say("notices.until.constraint", text=text.strip()[:60]))
    return pause(context, read.value.isoformat())


def _unfit(context: Context, day: date) -> Said | None:
    if day < context.today:
        return say("notices.until.past", day=Day(day, "long"))
    if day - context.today > LONGEST:
        return say("notices.until.far", day=Day(day, "long"))
    return None
