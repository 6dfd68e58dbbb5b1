"""Days that the Government or the town hall moved: typed in one line, shown with their effect, taken back."""

from datetime import date

from handlers.context import Context
from handlers.deadlines import saving
from handlers.deadlines.effect import trial
from handlers.deadlines.words import effect_lines
from handlers.errors import NotAllowed
from handlers.messages import Choice, Day, Kind, Reply, Role, Said, Screen, say
from handlers.proactive.generate import generate
from handlers.understand.moves import read_moved_day
from storage import calendar, rules
from storage.calendar import MovedDay

SCREEN = "deadlines.days"


def show(context: Context, problem: Said | None = None) -> list[Reply]:
    """The days moved from this year on; a typed line moves another."""
    days = calendar.load(context.connection)
    shown = sorted(day for day in days.moved if day.year >= context.today.year)
    body = [
        say("deadlines.days.label"),
        *(line(days.moved[day]) for day in shown),
        say("deadlines.days.hint"),
    ]
    label = "deadlines.days.undo.button"
    choices = [
        Choice("deadlines.day.preview", say(label, day=Day(day)), (day.isoformat(), None, ""))
        for day in shown
        if day > context.today
    ]
    choices.append(Choice("deadlines", say("ask.back.button"), role=Role.NAV))
    return [Reply(Screen(SCREEN, tuple(body), error=problem, choices=tuple(choices)))]


def line(moved: MovedDay) -> Said:
    """One moved day with why."""
    key = "deadlines.day.working" if moved.working else "deadlines.day.free"
    return say(key, day=Day(moved.day, "numeric"), reason=moved.reason)


def typed(context: Context, key: str, text: str) -> list[Reply]:
    """ "24.12 liberă, hotărârea nr. 900": the day, what it becomes, and by which decision."""
    read = read_moved_day(text, context.today)
    if read is None:
        return show(context, say("deadlines.days.constraint", text=text.strip()[:60]))
    if read.day <= context.today:
        return show(context, say("deadlines.days.past", day=Day(read.day, "long")))
    if not read.reason:
        return show(context, say("deadlines.days.reason", text=text.strip()[:60]))
    return preview(context, read.day.isoformat(), read.working, read.reason)


def preview(context: Context, day: str, working: bool | None, reason: str) -> list[Reply]:
    """What it would move; ``working`` None takes the day back to what it is every year."""
    moved = date.fromisoformat(day)
    found = trial(context.connection, context.now, lambda: _apply(context, moved, working, reason))
    choices = (
        Choice("deadlines.day.save", say("deadlines.save.button"), (day, working, reason), role=Role.PRIMARY),
        Choice("deadlines.days", say("deadlines.drop.button"), role=Role.NAV),
    )
    known = rules.load(context.connection)
    body = (_change(moved, working, reason), *effect_lines(known, found))
    return [Reply(Screen("deadlines.effect", body, choices=choices))]


def save(context: Context, day: str, working: bool | None, reason: str) -> list[Reply]:
    """Keep it, bring every deadline to it, and tell the other secretaries."""
    moved = date.fromisoformat(day)
    if moved <= context.today:
        raise NotAllowed
    _apply(context, moved, working, reason)
    generate(context.connection, context.now)
    saving.note(context, "day.move", f"day:{day}", f"{working}:{reason}")
    said = _change(moved, working, reason)
    back = Choice("deadlines.days", say("ask.back.button"), role=Role.NAV)
    done = Screen("deadlines.saved", (say("deadlines.saved"), said), choices=(back,))
    return [Reply(done, kind=Kind.RECEIPT), *saving.told(context, said, f"day:{day}:{working}")]


def _apply(context: Context, day: date, working: bool | None, reason: str) -> None:
    if working is None:
        calendar.move_back(context.connection, day)
    else:
        calendar.move(context.connection, context.now, MovedDay(day, working, reason), context.person)


def _change(day: date, working: bool | None, reason: str) -> Said:
    if working is None:
        return say("deadlines.day.as_usual", day=Day(day, "long"))
    return line(MovedDay(day, working, reason))
