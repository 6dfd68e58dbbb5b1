"""What leads to a person: every column is decided about, the copy is whole, erasing leaves nothing."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Column, select, update

from bot.doors import mydata
from scheduler.erasing import Erasing
from scheduler.housekeeping import prune
from storage import media, people, personal
from storage.database import Database
from storage.personal import LINKS, Fate
from storage.schema import Base, Draft, Invitation, Media, Membership, Outbox, Person, Record
from tests.handlers.reporting import begins, sends_report
from tests.support.chat import Chat, Town, town_in

NAME = "Smărăndița-Evdochia"
CHAT = "7770001234"
SECRET_WORDS = ("Ateneul neobișnuit", "Cuvinte numai ale mele")
CHATS = {"chat", "actor", "person_id", "address_id"}


def columns_that_lead_to_people() -> Iterator[str]:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if _leads(column) or (table.name, column.name) == ("person", "id"):
                yield f"{table.name}.{column.name}"


def _leads(column: Column[object]) -> bool:
    return column.name in CHATS or any(key.column.table.name == "person" for key in column.foreign_keys)


def test_every_column_that_leads_to_a_person_is_decided_about() -> None:
    assert sorted(columns_that_lead_to_people()) == sorted(LINKS)


def test_what_is_not_in_the_copy_has_a_reason() -> None:
    assert [name for name, link in LINKS.items() if link.exported == bool(link.because)] == []


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A town whose files stand in the folder."""
    return town_in(tmp_path)


@pytest.fixture
def somebody(town: Town, tmp_path: Path) -> Chat:
    """A coordinator with a report, a draft, files of both kinds, and words that nobody else says."""
    town.secretary("Maria")
    town.member("Ion", "Exemplu Punte")
    chat = town.member(CHAT, "Exemplu Punte")
    with town.work() as connection:
        person = people.known(connection, "test", CHAT).person_id
        connection.execute(update(Person).where(Person.id == person).values(name=NAME))
    begins(chat, "1.1").says("ieri").says("Biblioteca").says("25").taps("Sari peste").sends(1)
    chat.is_asked("event.review").taps_first().is_asked("event.receipt")
    begins(chat, "1.1").says("ieri").says(SECRET_WORDS[0]).sends(1)
    chat.says("/ciorne").taps("Trimite").says("/anuleaza").says(SECRET_WORDS[1]).says("/colegi")
    chat.presses("Altele").taps("Colegii")
    keep_files(town, tmp_path)
    return chat


def keep_files(town: Town, folder: Path) -> None:
    """Fetch the files: the first is evidence, the second is only in a draft."""
    (folder / "media").mkdir()
    with town.work() as connection:
        for at in connection.execute(select(Media.id)).scalars().all():
            path = f"media/{at}.jpg"
            (folder / path).write_bytes(f"pixels of {at}".encode())
            media.stored(connection, at, path, f"hash{at}", 12)


class Clock:
    """A clock that stands."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The moment."""
        return self.moment

    def monotonic(self) -> float:
        """Nothing passes."""
        return 0.0


async def erased(town: Town, folder: Path) -> None:
    """Ask, wait, and let the tick work on the real file."""
    chat = town.chats[CHAT]
    chat.says("/sterge_ma").taps("Da, ștergeți").taps("Confirm").is_asked("forget.pending")
    database = await Database.open(town.url)
    try:
        clock = Clock(town.now + timedelta(days=7, minutes=1))
        await Erasing(database, town.url, clock, folder, folder / "made").tick()  # type: ignore[arg-type]
    finally:
        await database.close()


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


async def test_after_erasing_no_byte_of_the_person_is_left(
    town: Town, somebody: Chat, tmp_path: Path
) -> None:
    needles = [NAME, CHAT, *SECRET_WORDS, "pixels of 2"]
    before = bytes_of(tmp_path)
    assert [one for one in needles if one.encode() not in before] == []
    await erased(town, tmp_path)
    after = bytes_of(tmp_path)
    assert [one for one in needles if one.encode() in after] == []
    assert b"pixels of 1" in after


async def test_after_erasing_the_report_counts_and_says_former_coordinator(
    town: Town, somebody: Chat, tmp_path: Path
) -> None:
    town.chats["Maria"].says("/verificare").taps("BLT-2026-0001").taps("Acceptă").is_told("review.accepted")
    ion = town.chats["Ion"]
    figures = ion.says("/situatia").last.text
    await erased(town, tmp_path)
    ion.says("/situatia").sees(figures)
    ion.says("BLT-2026-0001").taps("BLT").sees("fost coordonator", "25")
    with town.work() as connection:
        assert connection.execute(select(Record.status)).scalars().all() == ["approved"]
        ended = (
            select(Membership.until)
            .join(Person, Person.id == Membership.person_id)
            .where(Person.erased_at.is_not(None))
        )
        assert None not in connection.execute(ended).scalars().all()


async def test_who_comes_back_after_being_forgotten_is_somebody_new(
    town: Town, somebody: Chat, tmp_path: Path
) -> None:
    await erased(town, tmp_path)
    somebody.says("/start").sees("În ce limbă")


async def test_a_tick_that_was_cut_off_is_finished_by_the_next(
    town: Town, somebody: Chat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("storage.upkeep.compact", lambda url: False)
        await erased(town, tmp_path)
    with town.work() as connection:
        assert connection.execute(select(Person.traces_gone_at)).scalars().all() == [None] * 3
    database = await Database.open(town.url)
    try:
        clock = Clock(town.now + timedelta(days=8))
        await Erasing(database, town.url, clock, tmp_path, tmp_path / "made").tick()  # type: ignore[arg-type]
    finally:
        await database.close()
    assert NAME.encode() not in bytes_of(tmp_path)


def test_the_copy_holds_everything_but_no_secret(town: Town, somebody: Chat) -> None:
    with town.work() as connection:
        person = people.known(connection, "test", CHAT).person_id
        held = personal.held(connection, person)
    exported = {name.partition(".")[0] for name, link in LINKS.items() if link.exported}
    assert set(held) <= exported
    assert {"person", "address", "membership", "record", "draft", "media", "inbox", "outbox"} <= set(held)
    text = json.dumps(held, ensure_ascii=False)
    assert NAME in text
    assert SECRET_WORDS[0] in text
    assert not {"token_hash", "code_hash", "seal"} & {
        key for rows in held.values() for row in rows for key in row
    }


def test_the_copy_holds_nothing_of_anybody_else(town: Town, somebody: Chat) -> None:
    sends_report(town.chats["Ion"], place="Casa lui Ion")
    with town.work() as connection:
        person = people.known(connection, "test", CHAT).person_id
        held = personal.held(connection, person)
    assert "Casa lui Ion" not in json.dumps(held, ensure_ascii=False)
    assert {row["person_id"] for row in held["draft"]} == {person}


def test_the_files_of_a_copy_come_in_parts_that_a_channel_takes(tmp_path: Path) -> None:
    files = []
    for number in range(5):
        files.append(tmp_path / f"{number}.jpg")
        files[-1].write_bytes(b"x" * 40)
    made = mydata.write(tmp_path / "out", {"person": [{"name": NAME}]}, files, part=100)
    assert [path.name for path in made] == ["datele-mele-1.zip", "datele-mele-2.zip", "datele-mele-3.zip"]
    listed = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert [one["name"] for one in listed] == [path.name for path in made]


def test_a_fate_is_one_of_three() -> None:
    assert {link.fate for link in LINKS.values()} == set(Fate)


def test_the_sent_draft_is_emptied_and_the_report_keeps_its_answers(town: Town, somebody: Chat) -> None:
    with town.work() as connection:
        prune(connection, town.now + timedelta(days=91))
        sent = select(Draft.answers).where(Draft.status == "submitted", Draft.form == "event")
        assert connection.execute(sent).scalars().all() == [{}]
        assert (
            connection.execute(select(Outbox.content).where(Outbox.state == "sent")).scalars().first() == {}
        )
        assert connection.execute(select(Invitation.token_hash)).scalars().first() == "gone:1"
    town.later(days=91)
    somebody.says("BLT-2026-0001").taps("BLT").sees("Biblioteca")
