"""A meeting as a calendar file: any calendar reads it, each version of it replaces the one before."""

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from icalendar import Calendar

from bot import ics
from handlers.rsvp.calendar import file_of
from storage.meetings import CANCELLED, CONFIRMED, NETWORK, Meeting

AT = datetime(2026, 10, 1, 8, tzinfo=UTC)


def words(**changed: object) -> str:
    given: dict[str, object] = {
        "id": 3,
        "kind": NETWORK,
        "period": None,
        "title": "Reuniunea Rețelei; planul, anul",
        "title_ru": "Встреча Сети",
        "held_on": date(2026, 10, 21),
        "begins": "15:00",
        "ends": None,
        "place": "Primăria municipiului Bălți, sala 210",
        "link": None,
        "state": CONFIRMED,
        "version": 1,
        "created_by": None,
        "created_at": AT,
        "changed_at": AT,
        "record_id": None,
    }
    made = file_of(Meeting(**(given | changed)), "ro").event  # type: ignore[arg-type]
    assert made is not None
    return made


def event_in(content: bytes) -> dict[str, object]:
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    fields = ("UID", "SEQUENCE", "SUMMARY", "LOCATION", "STATUS")
    times = {name: event.decoded(name) for name in ("DTSTART", "DTEND")}
    return {"METHOD": str(calendar["METHOD"])} | {name: str(event[name]) for name in fields} | times


def test_a_calendar_reads_what_when_and_where() -> None:
    content = ics.content(words())
    event = event_in(content)
    assert event["SUMMARY"] == "Reuniunea Rețelei; planul, anul"
    assert event["LOCATION"] == "Primăria municipiului Bălți, sala 210"
    assert event["DTSTART"] == datetime(2026, 10, 21, 12, tzinfo=UTC)
    assert event["DTEND"] == datetime(2026, 10, 21, 15, tzinfo=UTC)
    assert b"DTSTART:20261021T120000Z\r\n" in content
    assert max(map(len, content.split(b"\r\n"))) <= 75


def test_a_moved_meeting_is_the_same_event_and_a_newer_one() -> None:
    first, moved = event_in(ics.content(words())), event_in(ics.content(words(version=2, begins="16:00")))
    assert first["UID"] == moved["UID"]
    assert (first["SEQUENCE"], moved["SEQUENCE"]) == ("0", "1")


def test_a_cancelled_meeting_is_taken_out() -> None:
    event = event_in(ics.content(words(version=3, state=CANCELLED)))
    assert (event["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", "2")


def test_the_same_event_is_written_once(tmp_path: Path) -> None:
    first = ics.written(words(), tmp_path, "reuniune.ics")
    first.write_bytes(b"kept")
    assert ics.written(words(), tmp_path, "reuniune.ics") == first
    assert first.read_bytes() == b"kept"
    assert ics.written(words(version=2), tmp_path, "reuniune.ics") != first


def test_the_library_is_loaded_with_the_first_file() -> None:
    looks = "import sys; from bot import app, ics; print('icalendar' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", looks], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
