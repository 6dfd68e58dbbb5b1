"""The only reader of the clock. Everything else is given ``now``. The demo's clock can be moved forward."""

import time
import zoneinfo
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ZONE_NAME = "Europe/Chisinau"
_CHANGE = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)
LONGEST = 30 * 366 * 86_400.0
"""Seconds that a clock can be ahead: beyond, the calendar of the file is not to be believed."""


def use_packaged_zones() -> None:
    """Take zone rules from the packaged database instead of the machine's; call first in the process.

    Moldova changes its clocks at 01:00 UTC; older system files say 00:00. Raises ``RuntimeError`` when
    the rules in use still do not know it.
    """
    zoneinfo.reset_tzpath([])
    zoneinfo.ZoneInfo.clear_cache()
    zone = zoneinfo.ZoneInfo(ZONE_NAME)
    before, after = ((_CHANGE + step).astimezone(zone).hour for step in (timedelta(seconds=-1), timedelta()))
    if (before, after) != (3, 3):
        raise RuntimeError(f"{ZONE_NAME} changes at another hour than 01:00 UTC: update the tzdata package")


class Clock:
    """The time of day in UTC, the date at the town hall, and a count of seconds that never jumps."""

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        return datetime.now(UTC)

    def local_date(self) -> date:
        """Today in Bălți."""
        return self.now().astimezone(zoneinfo.ZoneInfo(ZONE_NAME)).date()

    def monotonic(self) -> float:
        """Seconds since some moment; for measuring how long, never when."""
        return time.monotonic()

    def stamped(self) -> datetime:
        """This moment as the machine stamps its files with it, in UTC."""
        return datetime.now(UTC)


class MovableClock(Clock):
    """The clock of the demo: it runs as any other, and can be set forward, never back.

    How far it is ahead is kept in a file of the demo's folder, so a restart goes on from the moved time.
    """

    FILE = "clock"

    def __init__(self, folder: Path) -> None:
        self._file = folder / self.FILE
        self._ahead = timedelta(seconds=_number(self._file))

    def now(self) -> datetime:
        """This moment of the demo, aware, in UTC."""
        return super().now() + self._ahead

    def move(self, to: datetime) -> None:
        """Set the clock forward; raises ``ValueError`` when that would be back."""
        ahead = to - super().now()
        if ahead < self._ahead:
            raise ValueError("the clock only goes forward")
        self._file.write_text(str(ahead.total_seconds()), encoding="ascii")
        self._ahead = ahead


def clock_of(folder: Path) -> Clock:
    """The clock that the data in ``folder`` was written by, for doors that work beside a bot."""
    return MovableClock(folder) if (folder / MovableClock.FILE).is_file() else Clock()


def _number(file: Path) -> float:
    """Seconds; none when there is no such file or it holds something else."""
    try:
        seconds = float(file.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0.0
    return seconds if 0 < seconds < LONGEST else 0.0
