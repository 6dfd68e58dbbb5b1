"""The clock knows when Moldova changes its clocks, whatever the machine believes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo, reset_tzpath

import pytest

from bot.clock import ZONE_NAME, Clock, MovableClock, clock_of, use_packaged_zones


@pytest.fixture(autouse=True)
def machine_zones() -> Iterator[None]:
    path = TZPATH
    yield
    reset_tzpath(path)
    ZoneInfo.clear_cache()


def hour(moment: str) -> int:
    return datetime.fromisoformat(f"{moment}+00:00").astimezone(ZoneInfo(ZONE_NAME)).hour


def test_clocks_change_at_one_in_the_morning_utc() -> None:
    use_packaged_zones()
    assert (hour("2026-10-25T00:59"), hour("2026-10-25T01:00")) == (3, 3)
    assert (hour("2027-03-28T00:59"), hour("2027-03-28T01:00")) == (2, 4)


def test_other_rules_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.clock.ZONE_NAME", "Europe/Moscow")
    with pytest.raises(RuntimeError, match="01:00 UTC"):
        use_packaged_zones()


def test_the_town_hall_is_ahead_of_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    use_packaged_zones()
    monkeypatch.setattr(Clock, "now", lambda self: datetime(2026, 12, 31, 22, 30, tzinfo=UTC))
    assert Clock().local_date().isoformat() == "2027-01-01"


def test_now_is_aware_and_seconds_do_not_run_backwards() -> None:
    clock = Clock()
    assert clock.now().tzinfo is UTC
    assert clock.monotonic() <= clock.monotonic()


def test_the_clock_of_the_demo_goes_on_from_where_it_was_set(tmp_path: Path) -> None:
    clock = MovableClock(tmp_path)
    january = clock.now() + timedelta(days=50)
    clock.move(january)
    assert timedelta() <= clock.now() - january < timedelta(minutes=1)
    assert timedelta() <= MovableClock(tmp_path).now() - january < timedelta(minutes=1)
    assert timedelta() <= clock_of(tmp_path).now() - january < timedelta(minutes=1)


def test_the_clock_of_the_demo_never_goes_back(tmp_path: Path) -> None:
    clock = MovableClock(tmp_path)
    clock.move(clock.now() + timedelta(days=1))
    with pytest.raises(ValueError, match="forward"):
        clock.move(clock.now() - timedelta(seconds=1))


def test_files_are_as_old_as_the_machine_says(tmp_path: Path) -> None:
    clock = MovableClock(tmp_path)
    clock.move(clock.now() + timedelta(days=500))
    (tmp_path / "raport.docx").touch()
    age = clock.stamped().timestamp() - (tmp_path / "raport.docx").stat().st_mtime
    assert -1 < age < 60


@pytest.mark.parametrize("kept", ["", "tomorrow", "-500", "nan", "inf", "1e99"])
def test_a_spoiled_file_leaves_the_clock_as_it_is(tmp_path: Path, kept: str) -> None:
    (tmp_path / MovableClock.FILE).write_text(kept)
    assert abs(MovableClock(tmp_path).now() - Clock().now()) < timedelta(minutes=1)


def test_a_folder_that_no_demo_used_has_the_usual_clock(tmp_path: Path) -> None:
    assert type(clock_of(tmp_path)) is Clock
