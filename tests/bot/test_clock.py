"""The clock knows when Moldova changes its clocks, whatever the machine believes."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import TZPATH, ZoneInfo, reset_tzpath

import pytest

from bot.clock import ZONE_NAME, Clock, use_packaged_zones


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
