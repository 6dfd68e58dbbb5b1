"""A presence list with a QR code: for which event, and when that begins."""

from datetime import timedelta

from handlers.flow.form import Answers, Ask, Facts, Form, Problem, Question
from handlers.forms.rules import some_text
from handlers.messages import Day, say
from handlers.understand.times import read_start

NOW = "now"
"""The answer of the button that starts the list at once."""

FARTHEST = timedelta(days=60)
"""A list can be prepared so long before its event."""


def to_come(value: str, answers: Answers, facts: Facts) -> Problem | None:
    """A moment of today or of the next weeks."""
    start = None if value == NOW else read_start(value, facts.today)
    if value != NOW and start is None:
        return Problem(say("presence.starts.constraint", text=value))
    if start is not None and not facts.today <= start.date() <= facts.today + FARTHEST:
        return Problem(say("presence.starts.far", day=Day(start.date(), "numeric")))
    return None


PRESENCE = Form(
    "presence",
    version=1,
    steps=0,
    questions=(
        Question("event", Ask.TEXT, 0, max_length=80, constraint=some_text),
        Question("starts", Ask.TEXT, 0, max_length=60, constraint=to_come),
    ),
)
