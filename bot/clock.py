"""The only reader of the clock. Everything else is given ``now``."""

import time
import zoneinfo
from datetime import UTC, date, datetime, timedelta

ZONE_NAME = "Europe/Chisinau"
_CHANGE = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)


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
