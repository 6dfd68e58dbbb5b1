"""The outbox: each message is claimed by one, ends in a known state, and tells where its person is."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from storage import outbox
from storage.database import Connection, tool_connection
from storage.results import Again, Blocked, Cancelled, Moved, Refused, Result, Sent, Uncertain, record
from storage.schema import Address
from tests.support.traffic import START, column, note, settle_in, states, url_of, write

LATER = START + timedelta(minutes=5)
ALL = ("reply", "receipt", "notice", "file", "alert")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with tool_connection(url_of(tmp_path)) as opened:
        yield opened


def address(connection: Connection) -> Any:
    return connection.execute(select(Address.__table__)).one()


def test_a_claimed_row_is_sending_with_a_lease_and_its_first_attempt(connection: Connection) -> None:
    row = outbox.add(connection, note("hi"), START, claimed=True)
    assert row is not None
    assert row.attempts == 1
    assert states(connection) == {"hi": "sending"}
    assert column(connection, "lease_until") == {"hi": START + timedelta(seconds=45)}


def test_the_second_message_with_a_key_is_not_written(connection: Connection) -> None:
    assert outbox.add(connection, note("one", dedupe="k"), START, claimed=False)
    assert outbox.add(connection, note("two", dedupe="k"), START, claimed=False) is None
    assert outbox.add(connection, note("three"), START, claimed=False)
    assert outbox.add(connection, note("four"), START, claimed=False)
    assert list(states(connection)) == ["one", "three", "four"]


def test_the_most_urgent_due_rows_are_claimed_once(connection: Connection) -> None:
    wishes = [note("notice", kind="notice"), note("file", kind="file"), note("receipt", kind="receipt")]
    write(connection, [*wishes, note("reply"), note("not yet", not_before=LATER)], START, False)
    claimed = [row.content["text"] for row in outbox.claim_due(connection, START, 3, ALL)]
    assert claimed == ["reply", "receipt", "notice"]
    assert [row.content["text"] for row in outbox.claim_due(connection, START, 3, ALL)] == ["file"]
    assert outbox.claim_due(connection, START, 3, ALL) == ()


def test_a_claim_returns_the_row_as_it_was_written(connection: Connection) -> None:
    written = outbox.add(connection, note("hi", screen="h1", edits="m7"), START, claimed=True)
    assert written is not None
    record(connection, [Again(written.id, START, "refused", counts=False)], START)
    assert outbox.claim_due(connection, START, 1, ALL) == (written,)


def test_what_is_no_longer_useful_expires_instead_of_being_sent(connection: Connection) -> None:
    (late,) = write(connection, [note("late", kind="notice", expires_at=LATER)], START, False)
    assert outbox.claim(connection, [late.id], LATER) == ()
    assert outbox.claim_due(connection, LATER, 5, ALL) == ()
    assert states(connection) == {"late": "expired"}


def test_a_row_whose_lease_ran_out_is_an_orphan_and_never_simply_due(connection: Connection) -> None:
    kept, lost = write(connection, [note("kept"), note("lost")], START, True)
    assert outbox.orphans(connection, START) == ()
    assert outbox.orphans(connection, LATER, {kept.id}) == (lost,)
    assert outbox.claim_due(connection, LATER, 5, ALL) == ()
    assert outbox.left_sending(connection) == (kept, lost)


def result_of(id: int, kind: str) -> Result:
    results: dict[str, Result] = {
        "sent": Sent(id, "m1"),
        "again": Again(id, LATER, "dns"),
        "counted": Again(id, LATER, "bug", counts=True),
        "copy": Uncertain(id, LATER, "timeout"),
        "uncertain": Uncertain(id, None, "timeout"),
        "refused": Refused(id, "too long"),
        "blocked": Blocked(id, "blocked"),
        "moved": Moved(id, "fake", "ana", "ana2", LATER),
        "cancelled": Cancelled(id, "superseded"),
    }
    return results[kind]


@pytest.mark.parametrize(
    ("kind", "state", "attempts", "uncertain", "error"),
    [
        ("sent", "sent", 1, 0, None),
        ("again", "pending", 0, 0, "dns"),
        ("counted", "pending", 1, 0, "bug"),
        ("copy", "pending", 1, 1, "timeout"),
        ("uncertain", "uncertain", 1, 1, "timeout"),
        ("refused", "failed", 1, 0, "too long"),
        ("blocked", "blocked", 1, 0, "blocked"),
        ("moved", "pending", 0, 0, "moved"),
        ("cancelled", "cancelled", 1, 0, "superseded"),
    ],
)
def test_each_result_leads_to_its_state(
    connection: Connection, kind: str, state: str, attempts: int, uncertain: int, error: str | None
) -> None:
    (row,) = write(connection, [note("hi")], START, True)
    record(connection, [result_of(row.id, kind)], START)
    seen = [column(connection, name)["hi"] for name in ("state", "attempts", "uncertain", "error")]
    assert seen == [state, attempts, uncertain, error]
    assert column(connection, "lease_until") == {"hi": None}
    due = LATER if state == "pending" else START
    assert column(connection, "not_before") == {"hi": due}


def test_a_sent_live_screen_becomes_the_live_message(connection: Connection) -> None:
    settle_in(connection, screen="s2")
    other, live = write(connection, [note("other", screen="s1"), note("live", screen="s2")], START, True)
    record(connection, [Sent(other.id, "m1")], START)
    assert (address(connection).last_message, address(connection).live_message) == ("m1", None)
    record(connection, [Sent(live.id, "m2")], START)
    assert (address(connection).last_message, address(connection).live_message) == ("m2", "m2")
    (plain,) = write(connection, [note("no screen")], START, True)
    record(connection, [Sent(plain.id, "m3")], START)
    assert (address(connection).last_message, address(connection).live_message) == ("m3", "m2")


def test_what_nobody_sees_is_not_the_last_message(connection: Connection) -> None:
    settle_in(connection, screen="s1")
    seen, menu = write(connection, [note("seen", screen="s1"), note("menu", kind="menu")], START, True)
    record(connection, [Sent(seen.id, "m1"), Sent(menu.id, "")], START)
    assert (address(connection).last_message, address(connection).live_message) == ("m1", "m1")
    assert states(connection) == {"seen": "sent", "menu": "sent"}


def test_kinds_that_are_not_answers_are_claimed_apart(connection: Connection) -> None:
    write(connection, [note("reply"), note("menu", kind="menu"), note("notice", kind="notice")], START, False)
    apart = outbox.claim_due(connection, START, 5, ["reply", "receipt"], others=True)
    assert [row.content["text"] for row in apart] == ["menu", "notice"]


def test_a_blocked_chat_is_unreachable_and_gets_nothing_but_replies(connection: Connection) -> None:
    settle_in(connection)
    (row,) = write(connection, [note("first", kind="notice")], START, True)
    others = [note("second", kind="notice"), note("reply"), note("elsewhere", chat="ion", kind="notice")]
    write(connection, [*others, note("held", kind="invitation", subject="broadcast:1")], START, False)
    outbox.hold(connection, "broadcast:1", "errors")
    record(connection, [Blocked(row.id, "403")], START)
    assert address(connection).unreachable_at == START
    assert states(connection) == {
        "first": "blocked",
        "second": "cancelled",
        "held": "cancelled",
        "reply": "pending",
        "elsewhere": "pending",
    }


def test_a_moved_chat_takes_its_messages_and_its_address_along(connection: Connection) -> None:
    settle_in(connection)
    first, _ = write(connection, [note("first"), note("second")], START, True)
    write(connection, [note("third", kind="notice")], START, False)
    record(connection, [Moved(first.id, "fake", "ana", "ana2", START)], START)
    assert set(column(connection, "chat").values()) == {"ana2"}
    assert address(connection).chat == "ana2"
    assert states(connection) == {"first": "pending", "second": "sending", "third": "pending"}


@pytest.mark.parametrize("kind", ["reply", "invitation", "reminder"])
@pytest.mark.parametrize("copy_at", [None, LATER], ids=["given up", "waits for its copy"])
def test_a_tap_heals_doubt_and_nothing_else(
    connection: Connection, kind: str, copy_at: datetime | None
) -> None:
    names = ("doubtful", "sure", "waits")
    notes = [note(name, kind=kind, screen=f"screen of {name}") for name in names]
    doubtful, sure, _ = write(connection, notes, START, True)
    write(connection, [note("not sent", kind=kind, screen="screen of not sent")], START, False)
    record(connection, [Uncertain(doubtful.id, copy_at, "timeout"), Sent(sure.id, "m")], START)

    def tapped(name: str, chat: str = "ana") -> bool:
        return outbox.seen(connection, LATER, "fake", chat, f"screen of {name}")

    assert not tapped("doubtful", "ion")
    assert tapped("doubtful")
    assert not tapped("doubtful")
    assert not tapped("sure")
    assert not tapped("not sent")
    assert states(connection) == {
        "doubtful": "sent",
        "sure": "sent",
        "waits": "sending",
        "not sent": "pending",
    }


def test_a_tap_counts_even_before_we_know_that_the_answer_to_our_call_is_lost(connection: Connection) -> None:
    (row,) = write(connection, [note("hi", screen="h")], START, True)
    assert outbox.seen(connection, START, "fake", "ana", "h")
    record(connection, [Uncertain(row.id, LATER, "timeout")], LATER)
    assert states(connection) == {"hi": "sent"}
    assert outbox.claim_due(connection, LATER, 5, ALL) == ()


def test_what_is_held_waits_until_it_is_released_and_no_sooner_than_it_would_have(
    connection: Connection,
) -> None:
    about = {"subject": "broadcast:1", "kind": "invitation"}
    wishes = [
        note("now", **about),
        note("later", not_before=LATER, **about),
        note("other", kind="invitation"),
    ]
    write(connection, wishes, START, False)
    assert outbox.hold(connection, "broadcast:1", "errors") == 2
    assert outbox.claim_due(connection, START, 5, ["invitation"])[0].content["text"] == "other"
    assert outbox.claim_due(connection, LATER, 5, ["invitation"]) == ()
    assert outbox.release(connection, "broadcast:1", START) == 2
    assert [row.content["text"] for row in outbox.claim_due(connection, START, 5, ["invitation"])] == ["now"]
    assert states(connection)["later"] == "pending"


def test_a_late_result_does_not_undo_an_end(connection: Connection) -> None:
    (row,) = write(connection, [note("hi")], START, True)
    record(connection, [Cancelled(row.id, "superseded"), Again(row.id, LATER, "dns")], START)
    assert states(connection) == {"hi": "cancelled"}


def test_figures_count_states_and_the_longest_wait(connection: Connection) -> None:
    write(connection, [note("a"), note("b")], START, True)
    assert outbox.counts(connection, LATER).waiting_since is None
    write(connection, [note("c", kind="notice")], START, False)
    counts = outbox.counts(connection, LATER)
    assert counts.states == {"sending": 2, "pending": 1}
    assert counts.waiting_since == START
