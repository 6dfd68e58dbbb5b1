"""Whom to call after the last step: members that nothing ever reached, then those that never answered."""

from dataclasses import dataclass

from handlers.context import Context
from handlers.messages import Choice, Listed, Reply, Role, Said, Screen, say
from handlers.missing.view import Line, of_year, usual_year
from handlers.missing.words import ARRIVED, contact, noted
from storage import reminders
from storage.obligations import State

PAGE = 8
NOBODY, UNREACHED, SILENT = "nobody", "unreached", "silent"


@dataclass(frozen=True)
class Call:
    """A member to call, and why: nobody of it is here, nothing reached it, or it did not answer."""

    line: Line
    why: str


def to_call(context: Context, year: int) -> tuple[Call, ...]:
    """All of them, those that were never reached first; who promised a day that is to come is not called."""
    found = [Call(line, _why(context, line)) for line in of_year(context, year).of(State.OVERDUE)]
    return tuple(sorted(found, key=lambda call: call.why == SILENT))


def _why(context: Context, line: Line) -> str:
    if not line.contact.people:
        return NOBODY
    told = (one.decision in ARRIVED for one in reminders.about(context.connection, line.owed.about))
    reached = any(one.reachable for one in line.contact.people) and any(told)
    return SILENT if reached else UNREACHED


def listed(context: Context, year: int = 0, page: int = 0) -> list[Reply]:
    """Eight a page with the telephone and the last word about them; a number opens the card."""
    chosen = year or usual_year(context)
    calls = to_call(context, chosen)
    last = max(0, (len(calls) - 1) // PAGE)
    page = min(max(page, 0), last)
    shown = list(enumerate(calls, 1))[page * PAGE : (page + 1) * PAGE]
    body: list[Said] = [say("missing.calls", len(calls), year=str(chosen))]
    body += [_line(context, at, call) for at, call in shown]
    choices = [Choice("missing.card", at, (call.line.owed.id,)) for at, call in shown]
    if page < last:
        choices.append(Choice("missing.calls", say("list.next.button"), (chosen, page + 1), role=Role.NAV))
    if page > 0:
        choices.append(
            Choice("missing.calls", say("list.previous.button"), (chosen, page - 1), role=Role.NAV)
        )
    if calls:
        choices.append(Choice("missing.sheet", say("missing.calls.print.button"), (chosen,)))
    choices.append(Choice("missing", say("list.all.button"), (chosen,), role=Role.NAV))
    return [Reply(Screen("missing.calls", tuple(body), choices=tuple(choices)))]


def _line(context: Context, number: int, call: Call) -> Said:
    parts: list[Said] = [say(f"missing.calls.{call.why}"), contact(context, call.line)]
    if call.line.notes:
        parts.append(noted(context, call.line.notes[-1]))
    return say("missing.line", number=number, organisation=call.line.name, text=Listed(tuple(parts), " · "))
