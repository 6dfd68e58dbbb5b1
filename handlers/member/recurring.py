"""What an organisation reports again and again, and the buttons for it at the first step of a report."""

from collections.abc import Sequence
from typing import Any

from handlers.context import Context
from handlers.flow.form import Question
from handlers.messages import Choice, Role, say
from handlers.understand.fold import fold
from storage import recurring
from storage.drafts import Draft
from storage.recurring import Held

MOST = 2
TWICE = 2
LONGEST = 19
"""Letters of a title that fit beside the other words of a button."""

COUNTS = ("participants", "groups", "groups_women", "groups_young", "groups_vulnerable", "volunteers")


def ways(context: Context, draft: Draft, question: Question) -> tuple[Choice, ...]:
    """„La fel: Club de lectură”, above the activities of a report that has no answer yet."""
    organisation = draft.organisation_id
    if question.name != "activity" or draft.answers or draft.subject or organisation is None:
        return ()
    return tuple(_button(one) for one in offered(context, organisation))


def _button(one: Held) -> Choice:
    label = say("repeat.button", title=_short(one))
    return Choice("repeat.begin", label, (one.record,), one.title, Role.PRIMARY)


def offered(context: Context, organisation: int) -> list[Held]:
    """The last of each event that was held at least twice, the latest first; else the last event of all."""
    known = {one.code for one in context.plan.accepting("event")}
    events = [one for one in recurring.last_events(context.connection, organisation) if one.activity in known]
    latest: dict[tuple[str, str], list[Held]] = {}
    for one in events:
        latest.setdefault(same(one), []).append(one)
    often = [held[0] for held in latest.values() if len(held) >= TWICE]
    return (often or events[:1])[:MOST]


def same(one: Held) -> tuple[str, str]:
    """What makes two events the same one held again: the activity with the title or the place."""
    return one.activity, fold(one.answers.get("heading") or one.place)


def before(context: Context, organisation: int, record: int) -> list[Held]:
    """An event and those that were the same one before it, the newest first."""
    events = recurring.last_events(context.connection, organisation)
    like = next((one for one in events if one.record == record), None)
    return [one for one in events if like is not None and same(one) == same(like)]


def counts_of(answers: dict[str, Any]) -> dict[str, Any]:
    """The numbers of a report as its answers keep them, without how they were counted."""
    kept = {name: answers[name] for name in COUNTS if answers.get(name) is not None}
    if "participants" in kept:
        people = kept["participants"]
        kept["participants"] = {"total": people["total"], "estimated": people["estimated"]}
    return kept


def in_a_row(held: Sequence[Held]) -> int:
    """How many of the last events have exactly the numbers of the newest one."""
    numbers = [counts_of(one.answers) for one in held]
    return next((at for at, one in enumerate(numbers) if one != numbers[0]), len(numbers))


def _short(one: Held) -> str:
    """What tells it from the others in a few letters: its own title, else where it is held."""
    name = one.answers.get("heading") or (one.title if len(one.title) <= LONGEST else one.place)
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
