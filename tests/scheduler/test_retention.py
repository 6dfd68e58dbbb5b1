"""Every rule of how long things are kept, at its border: a minute before it stays, a minute later not."""

import os
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select

from handlers.proactive.speak import speak
from scheduler.housekeeping import Housekeeping, prune
from storage import drafts, inbox, invitations, media, outbox, people, retention, shelf, starts
from storage.database import Database
from storage.retention import rules
from storage.schema import CodeTry, Draft, Inbox, Invitation, Media, Outbox, Person, ProcessStart
from tests.scheduler.still import StillClock
from tests.support.traffic import START, database_in, note
from tests.support.traffic import update as received

MINUTE = timedelta(minutes=1)
DOCS = Path(__file__).resolve().parents[2] / "docs/operating.md"


def somebody(connection: Connection) -> int:
    return connection.execute(insert(Person).values(created_at=START).returning(Person.id)).scalar_one()


def an_update(connection: Connection, at: datetime) -> None:
    (entry,) = inbox.store(connection, [received(1)], at)
    inbox.done(connection, [entry.id])


def a_message(connection: Connection, at: datetime) -> None:
    row = outbox.add(connection, note("sent"), at, claimed=True)
    assert row is not None
    connection.execute(Outbox.__table__.update().values(state="sent"))  # type: ignore[attr-defined]


def a_draft(status: str, **values: Any) -> Callable[[Connection, datetime], None]:
    def begun(connection: Connection, at: datetime) -> None:
        draft = drafts.start(connection, at, "event", 1, somebody(connection), None, answers={"place": "x"})
        drafts.set_status(connection, at, draft, status)
        if values:
            connection.execute(Draft.__table__.update().values(**values))  # type: ignore[attr-defined]

    return begun


def an_invitation(connection: Connection, at: datetime) -> None:
    invitations.create(connection, at - invitations.VALID, b"key", "coordinator", None, None)


def a_wrong_code(connection: Connection, at: datetime) -> None:
    invitations.note_wrong_try(connection, at, people.meet(connection, at, "fake", "ana").address_id)


def texts(column: Any) -> Callable[[Connection], list[Any]]:
    return lambda connection: list(connection.execute(select(column)).scalars())


def tokens(connection: Connection) -> list[str]:
    return [one for one in texts(Invitation.token_hash)(connection) if not one.startswith("gone:")]


def answers(connection: Connection) -> list[Any]:
    return [one for one in texts(Draft.answers)(connection) if one]


def contents(connection: Connection) -> list[Any]:
    return [one for one in texts(Outbox.content)(connection) if one]


def current(connection: Connection) -> list[str]:
    return [one for one in texts(Draft.status)(connection) if one == "parked"]


RULES: dict[str, tuple[Callable[[Connection, datetime], Any], Callable[[Connection], list[Any]]]] = {
    "inbox": (an_update, texts(Inbox.id)),
    "outbox_text": (a_message, contents),
    "draft_idle": (a_draft("parked"), current),
    "draft_archived": (a_draft("archived", warned_at=START - timedelta(days=60)), answers),
    "draft_notice": (a_draft("archived", updated_at=START - timedelta(days=200)), answers),
    "draft_deleted": (a_draft("discarded"), answers),
    "draft_sent": (a_draft("submitted"), answers),
    "invitations": (an_invitation, tokens),
    "code_tries": (a_wrong_code, texts(CodeTry.id)),
    "starts": (starts.begin, texts(ProcessStart.id)),
}
ELSEWHERE = {"presence_links", "media_unused", "made_files", "copies", "erase_undo", "erase_done"}
"""Rules with a file or a person in them: tested below, in test_housekeeping, test_personal, test_presence."""


def test_every_rule_is_tested_at_its_border() -> None:
    assert set(RULES) | ELSEWHERE == set(retention.Retention.model_fields)


@pytest.mark.parametrize("rule", RULES)
async def test_a_thing_is_kept_until_its_time_and_no_longer(tmp_path: Path, rule: str) -> None:
    make, left = RULES[rule]
    async with database_in(tmp_path) as database:

        def made(connection: Connection) -> None:
            make(connection, START)
            if rule == "draft_notice":
                connection.execute(Draft.__table__.update().values(warned_at=START))  # type: ignore[attr-defined]

        await database.transaction(made)
        await database.transaction(prune, START + rules().of(rule) - MINUTE)
        assert len(await database.read(left)) == 1
        await database.transaction(prune, START + rules().of(rule) + MINUTE)
        assert await database.read(left) == []


async def test_a_draft_that_nobody_was_told_about_is_not_emptied(tmp_path: Path) -> None:
    async with database_in(tmp_path) as database:
        await database.transaction(a_draft("archived"), START)
        await database.transaction(prune, START + timedelta(days=400))
        assert len(await database.read(answers)) == 1


async def test_the_notice_comes_once_and_in_time(tmp_path: Path) -> None:
    early = START + rules().of("draft_archived") - rules().of("draft_notice")

    def told(connection: Connection) -> list[Any]:
        return [one for one in texts(Draft.warned_at)(connection) if one is not None]

    async with database_in(tmp_path) as database:
        await database.transaction(a_draft("archived"), START)
        await database.transaction(speak, early - MINUTE)
        assert await database.read(told) == []
        await database.transaction(speak, early)
        await database.transaction(speak, early + timedelta(days=1))
        assert await database.read(told) == [early]


class Quiet:
    """Hears no alarm."""

    async def __call__(self, key: str, n: int | None = None, **args: Any) -> None: ...


async def tidied(database: Database, folder: Path, at: datetime) -> None:
    clock = StillClock()
    clock.seconds = (at - START).total_seconds()
    url = f"sqlite:///{folder / 'retea.sqlite'}"
    await Housekeeping(database, url, clock, folder, folder / "made", Quiet()).tidy()


async def test_a_photo_that_no_report_and_no_draft_uses_goes_after_a_year(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()

    def photos(connection: Connection) -> None:
        person = somebody(connection)
        for number in (1, 2, 3):
            at = media.announce(
                connection,
                START,
                person,
                "fake",
                file=f"f{number}",
                unique_file=f"u{number}",
                kind="photo",
                mime=None,
                size=1,
            )
            path = "media/shared.jpg" if number == 3 else f"media/{number}.jpg"
            (tmp_path / path).write_bytes(b"x")
            os.utime(tmp_path / path, (START.timestamp(), START.timestamp()))
            media.stored(connection, at, path, f"h{number}", 1)
        held = {"photos": {"files": [2], "text": None}}
        drafts.start(connection, START, "event", 1, person, None, answers=held)
        other = Media.__table__.insert().values(  # type: ignore[attr-defined]
            person_id=person,
            channel="fake",
            file="f4",
            unique_file="u4",
            kind="photo",
            path="media/shared.jpg",
            state="stored",
            attempts=0,
            not_before=START,
            created_at=START + timedelta(days=300),
        )
        connection.execute(other)

    def names() -> list[str]:
        return sorted(path.name for path in (tmp_path / "media").iterdir())

    async def pruned(moment: datetime) -> None:
        await database.transaction(prune, moment)
        await tidied(database, tmp_path, moment)

    year = START + rules().of("media_unused")
    async with database_in(tmp_path) as database:
        await database.transaction(photos)
        await pruned(year - MINUTE)
        assert names() == ["1.jpg", "2.jpg", "shared.jpg"]
        await pruned(year + MINUTE)
        assert names() == ["2.jpg", "shared.jpg"]
        assert await database.read(shelf.files_at_hand) == {2}


async def test_copies_of_the_database_go_after_their_days(tmp_path: Path) -> None:
    copy = tmp_path / "retea.sqlite.before-0004"
    copy.write_bytes(b"x")
    os.utime(copy, (START.timestamp(), START.timestamp()))
    async with database_in(tmp_path) as database:
        await tidied(database, tmp_path, START + rules().of("copies") - MINUTE)
        assert copy.exists()
        await tidied(database, tmp_path, START + rules().of("copies") + MINUTE)
        assert not copy.exists()


def test_the_operator_reads_the_same_days() -> None:
    shown = {name: int(days) for name, days in re.findall(r"\| `(\w+)` \| (\d+) \|", DOCS.read_text("utf-8"))}
    assert shown == rules().model_dump()


def test_a_rule_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="inbox"):
        retention.Retention.model_validate({**rules().model_dump(), "inbox": 0})
    with pytest.raises(ValueError, match="forever"):
        retention.Retention.model_validate({**rules().model_dump(), "forever": 1})
