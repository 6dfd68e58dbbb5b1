"""The buttons around the weekly question: ask me, it was held, it was not, ask me no more.

A report is begun like the last one, with its day at hand; its numbers are confirmed on one screen.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from handlers.context import Context
from handlers.errors import Leave, NotAllowed
from handlers.member import repeat
from handlers.member.rhythm import WEEK, asked_on, last_of, off_button, on_button, step
from handlers.messages import Choice, Day, Reply, Role, Said, Screen, say
from storage import rhythm
from storage.rhythm import Rhythm


def turn_on(context: Context, number: int) -> list[Reply]:
    """Ask from the next such weekday on."""
    one = _own(context, number)
    if one.state != rhythm.ON:
        next_on = _after(context.today - timedelta(1), one)
        _change(context, one, state=rhythm.ON, next_on=next_on, missed=0, refused=0)
    return _told("rhythm.on", say("rhythm.on", weekday=asked_on(one)), off_button(one))


def turn_off(context: Context, number: int) -> list[Reply]:
    """Ask no more; one tap takes it back."""
    one = _own(context, number)
    _change(context, one, state=rhythm.OFF)
    return _told("rhythm.off", say("rhythm.off"), on_button(one))


def held(context: Context, number: int, day: str, numbers: str) -> list[Reply]:
    """Report it like the last one: the same numbers to confirm, or ``other`` ones to say."""
    one = _own(context, number)
    that = date.fromisoformat(day)
    if rhythm.is_reported(context.connection, one, that):
        raise Leave(say("rhythm.reported", day=Day(that, "long")))
    last = last_of(context.connection, one)
    if last is None:
        raise NotAllowed
    _change(context, one, missed=0, refused=0, next_on=min(one.next_on, _after(context.today, one)))
    shown = repeat.begin(context, last.record, day)
    return repeat.more(context, "numbers") if numbers == "other" else shown


def not_held(context: Context, number: int, day: str) -> list[Reply]:
    """It was not held; after the second time in a row it is asked about every second week."""
    one = _own(context, number)
    that = date.fromisoformat(day)
    if one.refused_on != that:
        one = replace(one, refused=one.refused + 1, missed=0, refused_on=that)
        one = replace(one, next_on=max(one.next_on, that + step(one)))
        changed = {"refused": one.refused, "missed": 0, "refused_on": that, "next_on": one.next_on}
        _change(context, one, **changed)
    said = "rhythm.not_held" if step(one) == WEEK else "rhythm.not_held.seldom"
    undo = Choice("rhythm.held", say("rhythm.undo.button"), (one.id, day, "same"))
    return _told("rhythm.not_held", say(said, day=Day(that, "long")), undo, off_button(one))


def _after(day: date, one: Rhythm) -> date:
    """The first date of its weekday after a day."""
    return day + timedelta((one.weekday - day.weekday() - 1) % 7 + 1)


def _own(context: Context, number: int) -> Rhythm:
    """One of this person, of an organisation that is still theirs; else ``NotAllowed``."""
    one = rhythm.find(context.connection, number)
    if one is None or one.person_id != context.person or one.organisation_id not in context.organisations:
        raise NotAllowed
    return one


def _change(context: Context, one: Rhythm, **values: Any) -> None:
    rhythm.change(context.connection, one.id, **values)


def _told(key: str, body: Said, *choices: Choice) -> list[Reply]:
    menu = Choice("home", say("ask.menu.button"), role=Role.NAV)
    return [Reply(Screen(key, (body,), choices=(*choices, menu)))]
