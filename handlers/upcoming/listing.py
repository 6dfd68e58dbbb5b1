"""What will go out, as lines: for the command line to the last person, for the chat by day with numbers.

Never a telephone or a chat: the organisation, the role, the name as it is stored, and numbers of rows.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from handlers.context import Context
from handlers.member import beside
from handlers.messages import Choice, Day, Listed, Reply, Role, Said, Screen, say
from handlers.upcoming.planned import Planned, planned
from handlers.upcoming.why import reason
from storage import organisations, people, reminders
from storage.database import Connection
from storage.plan import TOWN

WEEK, MONTH = 7, 30
MOST_LINES = 16
"""More lines than these are not read on a phone."""


def show(context: Context, days: int = WEEK) -> list[Reply]:
    """The next days: what goes when to how many people."""
    days = days if days in (WEEK, MONTH) else WEEK
    found = planned(context.connection, context.now, context.now + timedelta(days=days))
    lines = list(_by_day(found))
    body = [say("upcoming.head", days), *lines[:MOST_LINES]]
    if not lines:
        body = [say("upcoming.none", days)]
    if len(lines) > MOST_LINES:
        body.append(say("upcoming.more", len(lines) - MOST_LINES))
    other = MONTH if days == WEEK else WEEK
    choices = (
        Choice("upcoming", say("upcoming.days.button", other), (other,)),
        Choice("home", say("ask.menu.button"), role=Role.NAV),
    )
    return [Reply(Screen("upcoming", tuple(body), choices=choices))]


def _by_day(found: Sequence[Planned]) -> Iterator[Said]:
    """A line for each day and reason: "lu, 11 ian.: raportul anual pe 2026, …: 64 de persoane"."""
    counted = Counter((_day(one), _without_subject(one.due.key)) for one in found)
    for (day, key), number in counted.items():
        yield say("upcoming.line", number, day=Day(day), why=reason(key))


def _without_subject(key: str) -> str:
    """The step of a rule, whoever it is told about and to."""
    rule, *parts = key.split(":")
    if len(parts) < 4 or rule != "annual_report":
        return ":".join((rule, *parts[:-1], "p"))
    return ":".join((rule, "", *parts[1:3], "p"))


def lines(connection: Connection, now: datetime, days: int) -> Iterator[Said]:
    """Every message of the next days: a heading a day, then hour, reader and reason; and what moved it."""
    readers = _readers(connection)
    found = planned(connection, now, now + timedelta(days=days))
    for day, those in groupby(found, key=_day):
        yield Listed(("", Day(day, "long")), "\n")
        for one in those:
            hour = "" if one.joined else f"{one.at.astimezone(TOWN):%H:%M}"
            reader = readers.get(one.due.person, say("upcoming.nobody", number=str(one.due.person)))
            parts: list[Said] = [reader, reason(one.due.key), one.due.line, *_moved(one)]
            said = Listed(tuple(part for part in parts if part != ""), " — ")
            yield Listed((f"  {hour:5}", *((say("upcoming.joined"),) if one.joined else ()), said), " ")


def _moved(one: Planned) -> Iterator[Said]:
    """What put it on another day than its own."""
    if one.was_free and one.due.day is not None:
        yield say("upcoming.free", day=Day(one.due.day, "long"))
    if one.waits:
        yield say("upcoming.waits", day=Day(one.due.at.astimezone(TOWN).date(), "long"))


def _readers(connection: Connection) -> Mapping[int, Said]:
    """Each person as "AO Exemplu-Verde, coordonator: Ana (12)"."""
    roles: dict[int, list[Said]] = {}
    for one in reminders.speakers(connection):
        of = organisations.get(connection, one.organisation_id) if one.organisation_id else None
        where: Said = say("upcoming.desk") if of is None else beside.in_each(of)
        roles.setdefault(one.person_id, []).append(Listed((where, say(f"upcoming.role.{one.role}"))))
    return {
        person: say(
            "upcoming.reader",
            roles=Listed(tuple(held), "; "),
            name=people.name_of(connection, person),
            number=str(person),
        )
        for person, held in roles.items()
    }


def _day(one: Planned) -> date:
    return one.at.astimezone(TOWN).date()
