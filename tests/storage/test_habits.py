"""What was recorded last: the rate of a currency, the number of the newsletter's issue."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from storage import habits, records
from tests.support.chat import town_in

NOW = datetime(2026, 6, 2, 9, tzinfo=UTC)


def recorded(connection: Connection, kind: str, day: int, **facts: Any) -> None:
    on = date(2026, 5, day)
    content = records.Content(None, None, "Exemplu", "ro", on, on, None, None, None, {}, 1, facts=facts)
    records.submit(connection, NOW.replace(day=day), 2026, kind, None, 1, f"{kind}:{day}", content)


def test_the_last_rate_is_that_of_the_currency_asked_for(tmp_path: Path) -> None:
    town = town_in(tmp_path)
    town.secretary()
    with town.work() as connection:
        assert habits.last_rate(connection, "EUR") is None
        recorded(connection, "project", 1, currency="EUR", rate="19.70")
        recorded(connection, "project", 2, currency="EUR", rate="19.85")
        recorded(connection, "project", 3, currency="USD", rate="17.10")
        recorded(connection, "project", 4, currency="EUR", rate=None)
        assert habits.last_rate(connection, "EUR") == ("19.85", date(2026, 6, 2))
        assert habits.last_rate(connection, "RON") is None


def test_the_last_issue_is_the_highest_number_of_a_newsletter(tmp_path: Path) -> None:
    town = town_in(tmp_path)
    town.secretary()
    with town.work() as connection:
        assert habits.last_issue(connection) == 0
        recorded(connection, "newsletter", 1, issue=2)
        recorded(connection, "newsletter", 2, issue=1)
        recorded(connection, "campaign", 3, issue=9)
        assert habits.last_issue(connection) == 2
