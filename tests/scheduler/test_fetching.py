"""Files that people sent: kept whole under a name of ours, hostile ones refused."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from handlers.errors import SendError
from scheduler.fetching import Fetching
from scheduler.magic import EVIDENCE, extension
from storage import crash, media
from storage.database import Connection
from storage.schema import Media
from tests.scheduler.still import StillClock
from tests.support.traffic import START, database_in, settle_in

JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 10
Outcome = bytes | Exception


def office(*names: str) -> bytes:
    """An archive with these parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "<x/>")
    return packed.getvalue()


GOOD = {
    "jpg": JPEG,
    "png": b"\x89PNG\r\n\x1a\n....",
    "webp": b"RIFF\x00\x00\x00\x00WEBPVP8 ",
    "heic": b"\x00\x00\x00\x18ftypheic\x00\x00",
    "pdf": b"%PDF-1.7\n",
    "docx": office("word/document.xml"),
    "xlsx": office("xl/workbook.xml"),
    "ogg": b"OggS\x00\x02",
}
HOSTILE = {
    "nothing": b"",
    "a page": b"<html><script>alert(1)</script>",
    "a drawing with a script": b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
    "a program": b"MZ\x90\x00",
    "another program": b"\x7fELF\x02\x01",
    "a shell script": b"#!/bin/sh\nrm -rf /",
    "an archive": b"PK\x03\x04" + b"\x00" * 40,
    "a document with macros": office("word/document.xml", "word/vbaProject.bin"),
    "an application package": office("AndroidManifest.xml"),
    "a page before a picture": b" " + JPEG,
    "a video": b"\x00\x00\x00\x18ftypmp42",
    "a sound": b"RIFF\x00\x00\x00\x00WAVEfmt ",
}


@pytest.mark.parametrize("ending", EVIDENCE)
def test_evidence_is_known_by_its_first_bytes(ending: str) -> None:
    assert extension(GOOD[ending]) == ending


@pytest.mark.parametrize("what", HOSTILE)
def test_anything_else_is_not_evidence(what: str) -> None:
    assert extension(HOSTILE[what]) is None


class Given:
    """A channel that gives what it is told, file by file."""

    def __init__(self, **outcomes: Outcome) -> None:
        self.outcomes = outcomes
        self.asked: list[tuple[str, str, int]] = []

    async def __call__(self, channel: str, file: str, limit: int) -> bytes:
        self.asked.append((channel, file, limit))
        outcome = self.outcomes[file]
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


def announce(connection: Connection, *files: str) -> None:
    settle_in(connection)
    for file in files:
        file_ = {"file": file, "unique_file": file, "kind": "photo", "mime": "text/html", "size": 3}
        media.announce(connection, START, 1, "fake", **file_)  # type: ignore[arg-type]


def kept(connection: Connection) -> dict[str, tuple[str, str | None, int]]:
    rows = connection.execute(select(Media.file, Media.state, Media.path, Media.attempts))
    return {file: (state, path, attempts) for file, state, path, attempts in rows}


async def fetched(
    tmp_path: Path, limit: int = 20_000_000, **outcomes: Outcome
) -> tuple[Given, dict[str, tuple[str, str | None, int]]]:
    """What became of the files after one round."""
    channel = Given(**outcomes)
    async with database_in(tmp_path) as database:
        await database.transaction(announce, *outcomes)
        await Fetching(database, StillClock(), channel, tmp_path, limit).work()
        return channel, await database.read(kept)


async def test_a_file_is_kept_whole_under_the_name_of_its_content(tmp_path: Path) -> None:
    channel, files = await fetched(tmp_path, a=JPEG)
    path = f"media/{hashlib.sha256(JPEG).hexdigest()}.jpg"
    assert files == {"a": ("stored", path, 0)}
    assert (tmp_path / path).read_bytes() == JPEG
    assert [one.name for one in (tmp_path / "media").iterdir()] == [Path(path).name]
    assert channel.asked == [("fake", "a", 20_000_000)]


async def test_the_same_content_twice_is_one_file(tmp_path: Path) -> None:
    _, files = await fetched(tmp_path, a=JPEG, b=JPEG)
    assert files["a"] == files["b"]
    assert len(list((tmp_path / "media").iterdir())) == 1


@pytest.mark.parametrize("what", HOSTILE)
async def test_hostile_bytes_are_refused_and_never_written(tmp_path: Path, what: str) -> None:
    _, files = await fetched(tmp_path, a=HOSTILE[what])
    assert files == {"a": ("refused", None, 1)}
    assert not (tmp_path / "media").exists()


async def test_more_bytes_than_asked_for_are_refused(tmp_path: Path) -> None:
    _, files = await fetched(tmp_path, limit=10, a=JPEG)
    assert files["a"][0] == "refused"


@pytest.mark.parametrize("after", ["refused", "gone", "blocked"])
async def test_a_file_that_will_never_come_is_not_asked_for_again(tmp_path: Path, after: str) -> None:
    _, files = await fetched(tmp_path, a=SendError(after, "file_is_too_big"), b=JPEG)  # type: ignore[arg-type]
    assert (files["a"][0], files["b"][0]) == ("refused", "stored")


@pytest.mark.parametrize(
    "error", [SendError("retry", "connect"), SendError("ambiguous", "read"), OSError("disk")]
)
async def test_a_failure_that_may_pass_is_tried_again_later(tmp_path: Path, error: Exception) -> None:
    channel = Given(a=error, b=JPEG)
    clock = StillClock()
    async with database_in(tmp_path) as database:
        await database.transaction(announce, "a", "b")
        fetching = Fetching(database, clock, channel, tmp_path)
        await fetching.work()
        assert {file: one[0] for file, one in (await database.read(kept)).items()} == {
            "a": "known",
            "b": "stored",
        }
        await fetching.work()
        assert len(channel.asked) == 2
        channel.outcomes["a"] = JPEG
        clock.seconds = 60
        await fetching.work()
        assert (await database.read(kept))["a"][0] == "stored"


async def test_after_eight_failures_a_file_is_given_up(tmp_path: Path) -> None:
    channel, clock = Given(a=SendError("retry", "connect")), StillClock()
    async with database_in(tmp_path) as database:
        await database.transaction(announce, "a")
        for _ in range(10):
            await Fetching(database, clock, channel, tmp_path).work()
            clock.seconds += 86_400
        assert (await database.read(kept))["a"] == ("refused", None, 8)
    assert len(channel.asked) == 8


@pytest.mark.parametrize("after", ["wait", "token"])
async def test_a_channel_that_wants_to_be_left_alone_is(tmp_path: Path, after: str) -> None:
    channel, files = await fetched(tmp_path, a=SendError(after, "flood", 30.0), b=JPEG)  # type: ignore[arg-type]
    assert len(channel.asked) == 1
    assert files["b"] == ("known", None, 0)


class Died(Exception):
    """Stands for the end of the process."""


@pytest.fixture
def disarmed() -> Iterator[None]:
    """Crash points do nothing again after the test."""
    yield
    crash.disarm()


@pytest.mark.usefixtures("disarmed")
@pytest.mark.parametrize("point", ["fetch.received", "fetch.written"])
async def test_a_crash_between_fetching_and_keeping_loses_nothing(tmp_path: Path, point: str) -> None:
    def die(name: str) -> None:
        if name == point:
            raise Died

    async with database_in(tmp_path) as database:
        await database.transaction(announce, "a")
        crash.watch(die)
        with pytest.raises(Died):
            await Fetching(database, StillClock(), Given(a=JPEG), tmp_path).work()
        crash.disarm()
        assert (await database.read(kept))["a"] == ("known", None, 0)
        await Fetching(database, StillClock(), Given(a=JPEG), tmp_path).work()
        assert (await database.read(kept))["a"][0] == "stored"
    assert len(list((tmp_path / "media").iterdir())) == 1
