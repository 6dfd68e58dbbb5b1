"""The chain meets the wizard: the invitation of a confirmed meeting, the decisions to who took part.

Everything that is known is filled in; the wizard asks the rest and shows what will be read.
"""

from datetime import datetime
from typing import Any

from handlers.broadcast import wizard
from handlers.context import Context
from handlers.flow.hear import moment
from handlers.forms.broadcast import CHOSEN, INVITE, MESSAGE
from handlers.meetings.card import card, known, sight_of
from handlers.meetings.phase import Phase
from handlers.meetings.words import name_of, when_of
from handlers.messages import Reply, Said, Text
from handlers.proactive import steps
from storage import attendance, calendar, heads, rsvp, rules
from storage.meetings import Meeting
from storage.plan import TOWN

NEW = (Phase.CONFIRMED, Phase.TODAY)
"""Phases in which nobody was invited yet, or may still be."""


def invite(context: Context, meeting: int) -> list[Reply]:
    """Prepare the invitation; it goes a fortnight before, or at once when that is over."""
    found = known(context, meeting)
    seen = sight_of(context, found)
    if seen.phase not in NEW or seen.invitation is not None:
        return card(context, meeting)
    answers = wizard.answers_of(found) | _goes(context, found)
    return wizard.begin(context, INVITE, answers, {"meeting": meeting})


def _goes(context: Context, meeting: Meeting) -> dict[str, Any]:
    """When the invitation goes by the rule; nothing when it is to go at once."""
    at = _by_rule(context, meeting)
    if at is None or at <= context.now:
        return {}
    local = at.astimezone(TOWN)
    return {"at": moment(local.date(), f"{local:%H:%M}")}


def _by_rule(context: Context, meeting: Meeting) -> datetime | None:
    days = calendar.load(context.connection)
    for step in rules.load(context.connection).meeting(meeting.kind).steps:
        if step.name == "invitation" and step.on:
            return steps.before_start(step, meeting.starts_at, days)[0]
    return None


def results(context: Context, meeting: int) -> list[Reply]:
    """A message with the decisions to the organisations that took part."""
    found = known(context, meeting)
    if found.record_id is None:
        return card(context, meeting)
    head = heads.known(context.connection, found.record_id)
    decided = (head.answers.get("decisions") or {}).get("items") or []
    lines = [context.world.in_language(context.language, _opening(found, bool(decided)))]
    lines += [f"{number}. {text}" for number, text in enumerate(decided, 1)]
    answers: dict[str, Any] = {"text": {"files": [], "text": "\n".join(lines)}}
    those = _took_part(context, meeting)
    if those:
        answers |= {"who": CHOSEN, "members": [str(one) for one in those]}
    return wizard.begin(context, MESSAGE, answers, {})


def _opening(meeting: Meeting, decided: bool) -> Said:
    about: dict[str, Said] = {"title": name_of(meeting), "when": when_of(meeting)}
    return Text("meetings.results.decided" if decided else "meetings.results.none", about)


def _took_part(context: Context, meeting: int) -> list[int]:
    """Who came, else who said that they come."""
    came = attendance.by_organisation(context.connection, meeting)
    answers = rsvp.of_meeting(context.connection, meeting)
    return sorted(came or {one.organisation_id: 1 for one in answers if one.answer == rsvp.YES})
