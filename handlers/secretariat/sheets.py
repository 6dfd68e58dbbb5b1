"""Invitations on paper: for members that nobody serves, or for chosen ones; asked once with the number.

A child process makes the codes and the file (``bot.doors.sheets``); codes are on paper only.
"""

from collections.abc import Sequence

from handlers.context import Context
from handlers.errors import Leave
from handlers.messages import Choice, InEach, Reply, Role, Said, Screen, say
from handlers.secretariat.table_jobs import note, queue
from storage import members

PAGE = 8
Wanted = Sequence[Sequence[int]]
"""(organisation, how many invitations), as the buttons carry it."""


def ask(context: Context, wanted: Wanted = ()) -> list[Reply]:
    """Say exactly what will be made and which codes stop working; without names: whom nobody serves."""
    chosen = wanted or [[one.id, 1] for one in members.without_coordinator(context.connection)]
    present = {one.id for one in context.members}
    chosen = [[one, number] for one, number in chosen if one in present]
    if not chosen:
        raise Leave(say("sheets.none"))
    number = sum(many for _, many in chosen)
    old = sum(members.waiting(context.connection, context.now, one) for one, _ in chosen)
    first: Said = say("sheets.alone", len(chosen)) if not wanted else say("sheets.chosen", len(chosen))
    body = (
        first,
        say("sheets.ask", number),
        *((say("sheets.old", old),) if old else ()),
        say("sheets.once"),
    )
    choices = (
        Choice("sheets.make", say("sheets.make.button", number), (chosen,), role=Role.PRIMARY),
        Choice("sheets.choose", say("sheets.choose.button"), (0, [one for one, _ in wanted])),
        Choice("members.list", say("list.all.button"), role=Role.NAV),
    )
    return [Reply(Screen("members.sheets", body, choices=choices))]


def choose(context: Context, page: int = 0, ticked: Sequence[int] = ()) -> list[Reply]:
    """Tick members on pages; all that is ticked goes with every button."""
    found = context.members
    last = max(0, (len(found) - 1) // PAGE)
    page = min(max(page, 0), last)
    choices = []
    for one in found[page * PAGE : (page + 1) * PAGE]:
        other = [each for each in ticked if each != one.id] if one.id in ticked else [*ticked, one.id]
        name = InEach(one.name, one.name_ru or one.name, one.name)
        choices.append(Choice("sheets.choose", name, (page, other), checked=one.id in ticked))
    if ticked:
        wanted = [[one, 1] for one in ticked]
        ready = say("ask.ready", len(ticked))
        choices.append(Choice("sheets.ask", ready, (wanted,), role=Role.PRIMARY))
    if page < last:
        choices.append(
            Choice("sheets.choose", say("list.next.button"), (page + 1, list(ticked)), role=Role.NAV)
        )
    if page > 0:
        choices.append(
            Choice("sheets.choose", say("list.previous.button"), (page - 1, list(ticked)), role=Role.NAV)
        )
    choices.append(Choice("members.list", say("list.all.button"), role=Role.NAV))
    return [Reply(Screen("members.sheets.choose", (say("sheets.which"),), choices=tuple(choices)))]


def make(context: Context, wanted: Wanted) -> list[Reply]:
    """Queue the file; the same button twice makes one."""
    given = {
        "wanted": [list(one) for one in wanted],
        "year": context.today.year,
        "language": context.language,
    }
    queue(context, "members_sheets", given, f"sheets:{context.person}:{context.inbound.handle}")
    return [note("sheets.making", say("sheets.making", sum(number for _, number in wanted)))]
