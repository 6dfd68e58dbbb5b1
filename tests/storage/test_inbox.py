"""The inbox: each update once, none forgotten, every attempt counted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from storage import inbox
from storage.database import Connection, tool_connection
from tests.support.traffic import START, update, url_of


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with tool_connection(url_of(tmp_path)) as opened:
        yield opened


def test_what_came_is_returned_once_in_order_with_its_first_attempt_counted(connection: Connection) -> None:
    entries = inbox.store(connection, [update(3, text="a"), update(1, text="b")], START)
    assert [(entry.external, entry.attempts) for entry in entries] == [("3", 1), ("1", 1)]
    assert inbox.waiting(connection) == entries


def test_a_repeated_delivery_is_no_new_update(connection: Connection) -> None:
    first = inbox.store(connection, [update(1, text="a"), update(1, text="a")], START)
    again = inbox.store(connection, [update(1, text="a"), update(2, text="c")], START)
    assert [entry.external for entry in first] == ["1"]
    assert [entry.external for entry in again] == ["2"]


def test_the_same_id_on_another_channel_is_another_update(connection: Connection) -> None:
    inbox.store(connection, [update(1)], START)
    assert len(inbox.store(connection, [replace(update(1), channel="web")], START)) == 1


def test_the_same_id_with_other_content_is_a_new_update_once(connection: Connection) -> None:
    inbox.store(connection, [update(1, text="before the quiet week")], START)
    (fresh,) = inbox.store(connection, [update(1, text="after it")], START)
    assert fresh.external.startswith("1~")
    assert inbox.store(connection, [update(1, text="after it")], START) == ()
    assert len(inbox.waiting(connection)) == 2


def test_an_update_is_done_once(connection: Connection) -> None:
    (entry,) = inbox.store(connection, [update(1)], START)
    assert inbox.done(connection, [entry.id])
    assert not inbox.done(connection, [entry.id])
    assert inbox.waiting(connection) == ()


def test_an_album_is_done_whole_or_not_at_all(connection: Connection) -> None:
    one, two = inbox.store(connection, [update(1), update(2)], START)
    inbox.done(connection, [one.id])
    assert not inbox.done(connection, [one.id, two.id])
    assert [entry.id for entry in inbox.waiting(connection)] == [two.id]


def test_attempts_are_counted_and_uncounted(connection: Connection) -> None:
    (entry,) = inbox.store(connection, [update(1)], START)
    assert inbox.begin_again(connection, entry.id) == 2
    inbox.put_back(connection, [entry.id])
    inbox.put_back(connection, [entry.id])
    inbox.put_back(connection, [entry.id])
    assert inbox.waiting(connection)[0].attempts == 0


def test_a_buried_update_waits_no_more_and_cannot_be_done(connection: Connection) -> None:
    (entry,) = inbox.store(connection, [update(1)], START)
    inbox.bury(connection, [entry.id], "unreadable")
    assert inbox.waiting(connection) == ()
    assert not inbox.done(connection, [entry.id])


def test_only_finished_updates_are_pruned(connection: Connection) -> None:
    done, _open = inbox.store(connection, [update(1), update(2)], START)
    inbox.done(connection, [done.id])
    assert inbox.prune(connection, START) == 0
    assert inbox.prune(connection, START + timedelta(days=30)) == 1
    assert [entry.external for entry in inbox.waiting(connection)] == ["2"]
