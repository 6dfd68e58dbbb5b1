"""From a fetched file to evidence: looked into once, refused with a reason told once, public with consent."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from handlers.wire import read_screen
from reports.files import VERDICTS
from scheduler import children
from scheduler.checking import MOST_TRIES, Checking
from scheduler.children import Ended
from scheduler.fetching import Fetching
from scheduler.folders import sweep
from storage import media, records
from storage.database import Connection, Database
from storage.outbox import Row
from storage.schema import Media, Outbox, Record
from tests.scheduler.still import StillClock
from tests.support.hostile import MARK, exif, jpeg, picture, saved
from tests.support.traffic import START, database_in, settle_in


@dataclass
class Child:
    """Stands for the child: gives the verdicts it is told, "ok" when there are none left, and copies."""

    ends: list[str] = field(default_factory=list)
    asked: list[Sequence[str]] = field(default_factory=list)

    async def __call__(self, arguments: Sequence[str]) -> Ended:
        self.asked.append(arguments)
        code = self.ends.pop(0) if self.ends else "ok"
        if code == "ok" and arguments[0] == "copy":
            Path(arguments[2]).parent.mkdir(exist_ok=True)
            Path(arguments[2]).write_bytes(b"pixels")
        return Ended(code)


@dataclass
class House:
    """A checking with a database, a clock and what it gave to be sent."""

    database: Database
    folder: Path
    child: Any = field(default_factory=Child)
    clock: StillClock = field(default_factory=StillClock)
    offered: list[Row] = field(default_factory=list)

    async def work(self) -> None:
        await Checking(self.database, self.clock, self.folder, self.child, self.offered.extend).work()

    async def states(self) -> list[tuple[str, str | None, str | None]]:
        return await self.database.read(all_states)


def all_states(connection: Connection) -> list[tuple[str, str | None, str | None]]:
    rows = connection.execute(select(Media.state, Media.why, Media.public_path).order_by(Media.id))
    return [(state, why, public) for state, why, public in rows]


def kept(connection: Connection, folder: Path, *endings: str) -> list[int]:
    """Files of a person that were fetched; the first call makes the person."""
    if not connection.execute(select(Media.id)).first():
        settle_in(connection)
    (folder / "media").mkdir(exist_ok=True)
    ids = []
    for number, ending in enumerate(endings):
        known = {
            "file": f"f{number}",
            "unique_file": f"{ending}{number}",
            "kind": "photo",
            "mime": None,
            "size": 4,
        }
        one = media.announce(connection, START, 1, "fake", **known)  # type: ignore[arg-type]
        path = f"media/{ending}{number}.{ending}"
        (folder / path).write_bytes(saved(picture(), "JPEG", exif=exif()) if ending == "jpg" else b"none")
        media.stored(connection, one, path, "digest", 4)
        ids.append(one)
    return ids


def shown(connection: Connection, files: Sequence[int], consent: bool = True, accepted: bool = True) -> int:
    """A record that shows files."""
    content = records.Content(
        activity="1.1",
        subtype=None,
        title="Curs",
        language="ro",
        date_from=START.date(),
        date_to=START.date(),
        place="Sala",
        summary=None,
        counts=None,
        answers={},
        form_version=1,
        photos_public=consent,
        media=tuple(files),
    )
    record = records.submit(connection, START, 2026, "event", None, 1, "draft:1", content)
    if accepted:
        records.decide(connection, START, record, 1, 1, records.APPROVED)
    return record


def withdrawn(connection: Connection, record: int) -> None:
    """The record does not count any more."""
    connection.execute(update(Record).where(Record.id == record).values(status=records.WITHDRAWN))


def messages(connection: Connection) -> list[dict[str, Any]]:
    return [content["screen"] for content in connection.execute(select(Outbox.content)).scalars()]


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "docx", "xlsx"])
async def test_what_can_be_opened_is_looked_into_by_a_child(tmp_path: Path, ending: str) -> None:
    async with database_in(tmp_path) as database:
        house = House(database, tmp_path)
        await database.transaction(kept, tmp_path, ending)
        await house.work()
        assert [one[0] for one in await house.states()] == ["checked"]
    assert house.child.asked == [["check", str(tmp_path / f"media/{ending}0.{ending}")]]


@pytest.mark.parametrize("ending", ["pdf", "heic", "ogg"])
async def test_other_evidence_is_kept_and_opened_by_nobody(tmp_path: Path, ending: str) -> None:
    async with database_in(tmp_path) as database:
        house = House(database, tmp_path)
        await database.transaction(kept, tmp_path, ending)
        await house.work()
        assert [one[0] for one in await house.states()] == ["checked"]
    assert house.child.asked == []


@pytest.mark.parametrize("why", VERDICTS)
async def test_a_refused_file_says_why_and_is_told_once(tmp_path: Path, why: str) -> None:
    async with database_in(tmp_path) as database:
        house = House(database, tmp_path, Child([f"exit:{VERDICTS[why]}"]))
        await database.transaction(kept, tmp_path, "jpg")
        await house.work()
        await house.work()
        assert await house.states() == [("refused", why, None)]
        (screen,) = await database.read(messages)
    assert screen["body"] == [{"k": f"media.refused.{why}", "n": 1}]
    assert [row.chat for row in house.offered] == ["ana"]


async def test_an_album_of_bad_files_is_one_message(tmp_path: Path) -> None:
    ends = [f"exit:{VERDICTS[why]}" for why in ("broken", "pixels", "broken")]
    async with database_in(tmp_path) as database:
        house = House(database, tmp_path, Child(ends))
        await database.transaction(kept, tmp_path, "jpg", "jpg", "jpg")
        await house.work()
        (screen,) = await database.read(messages)
    assert screen["body"] == [{"k": "media.refused.broken", "n": 2}, {"k": "media.refused.pixels", "n": 1}]


async def test_nobody_is_told_while_the_rest_of_the_album_is_on_its_way(tmp_path: Path) -> None:
    async with database_in(tmp_path) as database:
        house = House(database, tmp_path, Child([f"exit:{VERDICTS['broken']}"]))
        await database.transaction(kept, tmp_path, "jpg", "png")
        await database.transaction(media.stored, 2, "media/png1.png", "digest", 4)
        await database.transaction(
            lambda connection: connection.execute(update(Media).where(Media.id == 2).values(state="known"))
        )
        await house.work()
        assert await database.read(messages) == []
        await database.transaction(media.stored, 2, "media/png1.png", "digest", 4)
        await house.work()
        assert len(await database.read(messages)) == 1


async def test_a_report_that_was_sent_already_is_named(tmp_path: Path) -> None:
    def sent(connection: Connection) -> None:
        shown(connection, kept(connection, tmp_path, "jpg"), accepted=False)

    async with database_in(tmp_path) as database:
        house = House(database, tmp_path, Child([f"exit:{VERDICTS['broken']}"]))
        await database.transaction(sent)
        await house.work()
        (screen,) = await database.read(messages)
    assert read_screen(screen).choices[0].action == "record.card"
    assert {"k": "media.refused.sent", "a": {"number": "BLT-2026-0001"}} in screen["body"]


@pytest.mark.parametrize("end", ["timeout", "signal:9", "signal:24", "exit:1"])
async def test_a_child_that_dies_is_tried_again_and_then_the_file_is_given_up(
    tmp_path: Path, end: str
) -> None:
    async with database_in(tmp_path) as database:
        house = House(database, tmp_path, Child([end] * 9))
        await database.transaction(kept, tmp_path, "jpg")
        for _ in range(6):
            await house.work()
            house.clock.seconds += 3600
        assert len(house.child.asked) == MOST_TRIES
        assert await house.states() == [("refused", "broken", None)]
        assert len(await database.read(messages)) == 1


async def test_a_child_that_died_once_changes_nothing(tmp_path: Path) -> None:
    async with database_in(tmp_path) as database:
        house = House(database, tmp_path, Child(["signal:9"]))
        await database.transaction(kept, tmp_path, "jpg")
        await house.work()
        house.clock.seconds = 60
        await house.work()
        assert await house.states() == [("checked", None, None)]
        assert await database.read(messages) == []


@pytest.mark.parametrize(
    ("consent", "accepted", "ending", "public"),
    [
        (True, True, "jpg", True),
        (True, True, "png", True),
        (False, True, "jpg", False),
        (True, False, "jpg", False),
        (True, True, "pdf", False),
        (True, True, "heic", False),
        (True, True, "docx", False),
        (True, True, "ogg", False),
    ],
)
async def test_a_public_copy_needs_a_picture_consent_and_the_secretariat(
    tmp_path: Path, consent: bool, accepted: bool, ending: str, public: bool
) -> None:
    async with database_in(tmp_path) as database:
        house = House(database, tmp_path)
        files = await database.transaction(kept, tmp_path, ending)
        record = await database.transaction(shown, files, consent, accepted)
        await house.work()
        paths = await database.read(media.public_of, record)
    assert paths == ((f"public/{ending}0.jpg",) if public else ())
    assert [tmp_path / path for path in paths] == list((tmp_path / "public").glob("*"))


async def test_a_public_copy_goes_when_the_record_does(tmp_path: Path) -> None:
    async with database_in(tmp_path) as database:
        house = House(database, tmp_path)
        files = await database.transaction(kept, tmp_path, "jpg")
        record = await database.transaction(shown, files)
        await house.work()
        await database.transaction(withdrawn, record)
        assert await database.read(media.public_of, record) == ()
        await house.work()
        assert await house.states() == [("checked", None, None)]
    assert list((tmp_path / "public").iterdir()) == []
    assert (tmp_path / "media/jpg0.jpg").exists()


async def test_what_is_public_follows_each_decision_and_everything_else_within_five_minutes(
    tmp_path: Path,
) -> None:
    async with database_in(tmp_path) as database:
        child, clock = Child(), StillClock()
        checking = Checking(database, clock, tmp_path, child, lambda rows: None)
        files = await database.transaction(kept, tmp_path, "jpg")
        record = await database.transaction(shown, files, True, False)
        await checking.work()
        assert await database.read(media.public_of, record) == ()
        await database.transaction(records.decide, START, record, 1, 1, records.APPROVED)
        await checking.work()
        assert len(await database.read(media.public_of, record)) == 1
        await database.transaction(withdrawn, record)
        await checking.work()
        assert len(list((tmp_path / "public").iterdir())) == 1
        clock.seconds = 301
        await checking.work()
    assert list((tmp_path / "public").iterdir()) == []


async def test_a_copy_that_cannot_be_made_leaves_the_photo_as_evidence_and_nobody_is_bothered(
    tmp_path: Path,
) -> None:
    async with database_in(tmp_path) as database:
        house = House(database, tmp_path, Child(["ok", *["exit:1"] * 20]))
        files = await database.transaction(kept, tmp_path, "jpg")
        await database.transaction(shown, files)
        for _ in range(12):
            await house.work()
            house.clock.seconds += 86_400
        assert await house.states() == [("checked", None, None)]
        assert await database.read(messages) == []
    assert len(house.child.asked) == 1 + media.MOST_TRIES


async def test_the_real_child_makes_a_copy_without_the_place_in_it(tmp_path: Path) -> None:
    async with database_in(tmp_path) as database:
        house = House(database, tmp_path, children.look)
        files = await database.transaction(kept, tmp_path, "jpg", "png")
        record = await database.transaction(shown, files)
        await house.work()
        (path,) = await database.read(media.public_of, record)
        assert [one[:2] for one in await house.states()] == [("checked", None), ("refused", "broken")]
    assert MARK in (tmp_path / "media/jpg0.jpg").read_bytes()
    assert MARK not in (tmp_path / path).read_bytes()


async def test_the_child_knows_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETEA_TELEGRAM_TOKEN", "secret")
    given: dict[str, Any] = {}

    async def execute(command: Sequence[str], **more: Any) -> Ended:
        given.update(more["environ"])
        return Ended("ok")

    monkeypatch.setattr(children, "execute", execute)
    await children.look(["check", "file.jpg"])
    assert "PATH" in given
    assert [name for name in given if name.startswith("RETEA_")] == []


def test_sweeping_takes_what_no_row_names_and_what_is_old(tmp_path: Path) -> None:
    folder = tmp_path / "media"
    folder.mkdir()
    for name in ("kept.jpg", "refused.jpg", "half.part"):
        (folder / name).write_bytes(jpeg())
    assert sweep(folder, {"media/kept.jpg"}, 0.0) == 0
    assert sweep(folder, {"media/kept.jpg"}, 1e12) == 2
    assert [one.name for one in folder.iterdir()] == ["kept.jpg"]
    assert sweep(tmp_path / "none", (), 1e12) == 0


async def test_a_file_that_was_refused_may_be_sent_again(tmp_path: Path) -> None:
    async with database_in(tmp_path) as database:
        house = House(database, tmp_path, Child([f"exit:{VERDICTS['broken']}"]))
        (first,) = await database.transaction(kept, tmp_path, "jpg")
        await house.work()
        assert await database.transaction(kept, tmp_path, "jpg") == [first]
        await house.work()
        assert await house.states() == [("checked", None, None)]


async def test_a_disk_that_takes_no_file_is_told_to_the_operator_once(tmp_path: Path) -> None:
    told = []

    async def alarm(key: str, n: int | None = None, **more: Any) -> None:
        told.append((key, more))

    async def fetch(channel: str, file: str, limit: int) -> bytes:
        return jpeg()

    clock = StillClock()
    (tmp_path / "media").write_text("a file where the folder should be")
    async with database_in(tmp_path) as database:
        await database.transaction(settle_and_announce)
        fetching = Fetching(database, clock, fetch, tmp_path, alarm=alarm)
        await fetching.work()
        clock.seconds = 60
        await fetching.work()
        assert told == [("operator.files_not_kept", {"code": "EEXIST"})]
        (tmp_path / "media").unlink()
        clock.seconds = 600
        await fetching.work()
        assert [one[0] for one in await database.read(all_states)] == ["stored"]


def settle_and_announce(connection: Connection) -> None:
    """A person, and a file of theirs that waits."""
    settle_in(connection)
    media.announce(connection, START, 1, "fake", file="a", unique_file="a", kind="photo", mime=None, size=3)
