"""What the secretariat changes about a meeting: one question at a time, asked when it is wanted."""

from datetime import date, datetime, timedelta

from handlers.flow.form import Answers, Ask, Facts, Form, Problem, Question, always
from handlers.forms.rules import some_text
from handlers.messages import Day, say
from handlers.understand.times import read_coming_day, read_hour, read_start

FARTHEST = timedelta(days=400)
"""A meeting is planned so far ahead at most."""


def read_when(text: str, today: date) -> tuple[date | None, str | None]:
    """The day and the hour ("15:00") in words or in a button's "2026-11-25"; None for what is not said."""
    try:
        return date.fromisoformat(text), None
    except ValueError:
        start = read_start(text, today)
    if isinstance(start, datetime):
        return start.date(), f"{start:%H:%M}"
    return read_coming_day(text, today), None


def to_come(value: str, answers: Answers, facts: Facts) -> Problem | None:
    """A day from today on, within a year or so."""
    day, _ = read_when(value, facts.today)
    if day is None:
        return Problem(say("meeting_change.day.constraint", text=value))
    if day < facts.today:
        return Problem(say("meeting_change.day.past", day=Day(day, "long")))
    if day > facts.today + FARTHEST:
        return Problem(say("meeting_change.day.far", day=Day(day, "numeric")))
    return None


def an_hour(value: str, answers: Answers, facts: Facts) -> Problem | None:
    """An hour of the day: "15:00", "la 15"."""
    return None if read_hour(value) else Problem(say("meeting_change.begins.constraint", text=value))


MEETING_CHANGE = Form(
    "meeting_change",
    version=1,
    steps=0,
    can_wait=False,
    questions=(
        Question("day", Ask.TEXT, 0, on_request=always, max_length=60, constraint=to_come),
        Question("begins", Ask.TEXT, 0, on_request=always, max_length=20, constraint=an_hour),
        Question("theme", Ask.TEXT, 0, on_request=always, max_length=120, constraint=some_text),
        Question("theme_ru", Ask.TEXT, 0, False, on_request=always, max_length=120, constraint=some_text),
        Question("place", Ask.TEXT, 0, on_request=always, max_length=200, constraint=some_text),
        Question("reason", Ask.TEXT, 0, False, on_request=always, max_length=200, constraint=some_text),
    ),
)
