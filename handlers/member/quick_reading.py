"""What one message gives to the draft of a report: sure answers, doubts, a description, a link. No replies.

The words are understood in ``understand.quick``; what is done with them stands in ``quick``.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from handlers.context import Context
from handlers.flow.hear import period
from handlers.forms.event import EVENT
from handlers.member.facts import RecordFacts
from handlers.understand.personal import find_personal
from handlers.understand.quick import Told, read_report
from handlers.understand.quick_subject import Activity
from handlers.understand.result import Doubt, Reading, Understood
from storage import habits

Given = dict[str, Any]
"""What a message gives to a draft, as JSON: ``answers`` that are sure, ``doubts`` to offer (question →
values), the ``link`` in it, ``sort``, and whether its words were left out because they look ``personal``."""

PLACES = 12
"""Places of an organisation that a message may name."""


def read(context: Context, text: str) -> Told:
    """What a message says on the day it was sent; the plan and the usual places help to understand it."""
    places = [
        place for one in context.organisations for place in habits.places(context.connection, one, PLACES)
    ]
    return read_report(text, _sent(context), _activities(context), places)


def _activities(context: Context) -> tuple[Activity, ...]:
    return tuple(
        Activity(
            one.code,
            (*one.words.ro, *one.words.ru),
            one.reports["event"].kinds if "event" in one.reports else (),
        )
        for one in context.plan.activities
    )


def given(context: Context, text: str) -> Given:
    """What a message gives to a draft."""
    return given_by(context, read(context, text), text)


def given_by(context: Context, told: Told, text: str) -> Given:
    """The same for a message that was read already."""
    sure, doubts = _answers(context, told)
    personal = bool(find_personal(text))
    if told.post and not personal:
        sure["photos"] = {"files": [], "text": _description(text, told.link), "link": told.link}
    given = {"answers": sure, "doubts": doubts, "personal": personal}
    return given | {"link": told.link, "sort": told.sort.value}


def _answers(context: Context, told: Told) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    facts = RecordFacts(context, next(iter(context.organisations), None), EVENT)
    reportable = {one.code for one in facts.activities}
    fields: dict[str, Sequence[Any]] = {
        "activity": [code for code in _values(told.activity) if code in reportable],
        "kind": _values(told.kind),
        "held": [period(one.first, one.last) for one in _values(told.held)],
        "place": _values(told.place),
        "participants": [{"total": one.total, "estimated": one.estimated} for one in _values(told.total)],
    }
    readings: dict[str, Reading[Any]] = {
        "activity": told.activity,
        "kind": told.kind,
        "held": told.held,
        "place": told.place,
        "participants": told.total,
    }
    sure = {name: values[0] for name, values in fields.items() if values and _is_sure(readings[name])}
    doubts = {name: list(values) for name, values in fields.items() if values and name not in sure}
    if EVENT.name in (types := facts.types_of(facts.activity(sure))) and len(types) > 1:
        sure["type"] = EVENT.name
    if told.discipline is not None:
        doubts["discipline"] = [told.discipline]
    if any(number is not None for number in vars(told.groups).values()):
        sure["groups"] = dict(vars(told.groups))
    return sure, doubts


def _is_sure(reading: Reading[Any]) -> bool:
    return isinstance(reading, Understood)


def _values(reading: Reading[Any]) -> tuple[Any, ...]:
    if isinstance(reading, Doubt):
        return reading.candidates
    return () if reading is None else (reading.value,)


def _description(text: str, link: str | None) -> str:
    """A post as the description of the event, within its length; its link stays in it."""
    most = EVENT.question("photos").max_length
    words = text.strip()
    if len(words) <= most:
        return words
    ending = f"…\n{link}" if link is not None and link not in words[: most - 1] else "…"
    return words[: most - len(ending)].rstrip() + ending


def day_sent(context: Context) -> dict[str, str]:
    """The day a message was sent, as an answer."""
    return period(_sent(context))


def _sent(context: Context) -> date:
    return context.world.local_date(context.inbound.at)
