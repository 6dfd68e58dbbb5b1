"""A bot that crashes again and again goes into safe mode; one that is restarted in order does not."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage import starts
from storage.database import Connection, tool_connection
from tests.support.traffic import START, url_of


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with tool_connection(url_of(tmp_path)) as opened:
        yield opened


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def test_the_fifth_start_in_ten_minutes_is_a_safe_one(connection: Connection) -> None:
    safe = [starts.begin(connection, START + minutes(number)).safe for number in range(5)]
    assert safe == [False, False, False, False, True]


def test_starts_that_ended_in_order_do_not_count(connection: Connection) -> None:
    for number in range(8):
        start = starts.begin(connection, START + minutes(number))
        assert not start.safe
        starts.end(connection, start, START + minutes(number + 0.5))


def test_old_crashes_do_not_count(connection: Connection) -> None:
    assert not any(starts.begin(connection, START + minutes(3 * number)).safe for number in range(12))
