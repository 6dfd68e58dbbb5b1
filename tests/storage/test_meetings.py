"""Meetings as rows: local hours become moments, one meeting a period, the last titles and places."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from storage import meetings
from storage.meetings import Meeting
from tests.support.chat import town_in

NOW = datetime(2026, 10, 14, 9, tzinfo=UTC)


def met(connection: Connection, on: date, **values: Any) -> Meeting:
    content = meetings.Content(meetings.NETWORK, "Reuniunea Rețelei", on, "15:00", "sala 210")
    return meetings.add(connection, NOW, replace(content, **values))


def test_the_hour_is_that_of_the_town_in_summer_and_in_winter(tmp_path: Path) -> None:
    with town_in(tmp_path).work() as connection:
        summer, winter = (
            met(connection, date(2026, 10, 21)),
            met(connection, date(2026, 11, 18), ends="17:00"),
        )
    assert summer.starts_at == datetime(2026, 10, 21, 12, tzinfo=UTC)
    assert winter.starts_at == datetime(2026, 11, 18, 13, tzinfo=UTC)
    assert (summer.ends_at, winter.ends_at) == (None, datetime(2026, 11, 18, 15, tzinfo=UTC))


def test_what_comes_is_in_order_and_without_what_was_cancelled(tmp_path: Path) -> None:
    with town_in(tmp_path).work() as connection:
        late, soon = met(connection, date(2026, 11, 18)), met(connection, date(2026, 10, 21))
        past, off = met(connection, date(2026, 10, 1)), met(connection, date(2026, 10, 20))
        meetings.change(connection, NOW, off.id, state=meetings.CANCELLED, version=2)
        coming = [one.id for one in meetings.coming(connection, date(2026, 10, 14))]
        assert coming == [soon.id, late.id]
        assert past.id not in coming
        assert meetings.coming(connection, date(2026, 10, 14), date(2026, 10, 31)) == (soon,)
        assert meetings.known(connection, off.id).version == 2


def test_a_period_has_one_meeting_of_a_kind_until_it_is_cancelled(tmp_path: Path) -> None:
    with town_in(tmp_path).work() as connection:
        first = met(connection, date(2026, 11, 18), kind=meetings.THEMATIC, period="2026-Q4")
        with pytest.raises(IntegrityError), connection.begin_nested():
            met(connection, date(2026, 11, 25), kind=meetings.THEMATIC, period="2026-Q4")
        assert meetings.of_period(connection, meetings.THEMATIC, "2026-Q4") == first
        meetings.change(connection, NOW, first.id, state=meetings.CANCELLED)
        assert meetings.of_period(connection, meetings.THEMATIC, "2026-Q4") is None
        met(connection, date(2026, 11, 25), kind=meetings.THEMATIC, period="2026-Q4")


def test_the_newest_titles_and_places_come_first_and_once(tmp_path: Path) -> None:
    with town_in(tmp_path).work() as connection:
        for title, place in (("A", "sala 1"), ("B", "sala 2"), ("C", ""), ("A", "sala 1"), ("D", "sala 3")):
            met(connection, date(2026, 10, 21), title=title, place=place)
        met(connection, date(2026, 10, 22), title="A", title_ru="А", kind=meetings.OTHER)
        met(connection, date(2026, 11, 18), title="", kind=meetings.THEMATIC)
        assert meetings.last_titles(connection, 3) == (("A", "А"), ("D", None), ("C", None))
        assert (meetings.kind_of(connection, "A"), meetings.kind_of(connection, "?")) == ("other", None)
        assert meetings.last_places(connection, 3) == ("sala 210", "sala 3", "sala 1")


def test_an_unknown_meeting_is_said_to_be_unknown(tmp_path: Path) -> None:
    with town_in(tmp_path).work() as connection:
        assert meetings.get(connection, 7) is None
        with pytest.raises(LookupError):
            meetings.known(connection, 7)
