"""A town whose members owe their report of a year, and ways to bring them where a test wants them."""

from datetime import UTC, date, datetime

from handlers.understand.fold import fold
from storage import annual, calendar, nothing, obligations, organisations, people, rules
from storage.annual_models import Content
from storage.obligations import MEMBERS, Obligation, Wanted
from tests.support.chat import Town

FEBRUARY = datetime(2027, 2, 8, 8, 0, tzinfo=UTC)
"""A Monday, 10:00 in town, a week after the deadline of 2026."""


def owed(town: Town, year: int = 2026) -> None:
    """The members' obligations of a year, by the rule in force."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    with town.work() as connection:
        rule, days = rules.load(connection).of(MEMBERS, str(year)), calendar.load(connection)
        opens, due = rule.opens.of(first, last, days), rule.due.of(first, last, days)
        members = organisations.members(connection)
        wanted = [Wanted(MEMBERS, "", one.id, str(year), first, last, opens, due) for one in members]
        obligations.ensure(connection, wanted)
        obligations.settle_reports(connection, town.now)


def of(town: Town, name: str, year: int = 2026) -> Obligation:
    """The obligation of a member as it stands."""
    with town.work() as connection:
        found = organisations.find(connection, fold(name))
        assert found is not None
        one = obligations.find(connection, MEMBERS, str(year), found.id)
    assert one is not None
    return one


def reported(town: Town, name: str, on: datetime, active: bool = True, year: int = 2026) -> None:
    """A member's report, first sent at that moment."""
    with town.work() as connection:
        member = organisations.find(connection, fold(name))
        assert member is not None
        report = annual.begin(connection, on, member.id, year)
        author = people.with_role(connection, people.SECRETARIAT)[0]
        annual.submit(connection, on, report, author, Content(active=active), {}, form_version=1)
        obligations.settle_reports(connection, on, member.id)


def said_nothing(town: Town, name: str, on: datetime, year: int = 2026) -> None:
    """A member that said of the whole year that there was nothing."""
    with town.work() as connection:
        member = organisations.find(connection, fold(name))
        assert member is not None
        author = people.with_role(connection, people.SECRETARIAT)[0]
        nothing.tell(connection, on, member.id, date(year, 1, 1), date(year, 12, 31), author)
        obligations.settle_reports(connection, on, member.id)
