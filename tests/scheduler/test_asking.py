"""When the bot writes first: working days, nine to seven, by the clock in Bălți."""

from datetime import UTC, datetime

import pytest

from storage.calendar import Calendar, recurring


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        (datetime(2026, 12, 21, 6, 59, tzinfo=UTC), False),
        (datetime(2026, 12, 21, 7, 0, tzinfo=UTC), True),
        (datetime(2026, 12, 21, 16, 59, tzinfo=UTC), True),
        (datetime(2026, 12, 21, 17, 0, tzinfo=UTC), False),
        (datetime(2026, 7, 6, 6, 0, tzinfo=UTC), True),
        (datetime(2026, 12, 19, 10, 0, tzinfo=UTC), False),
        (datetime(2026, 12, 20, 10, 0, tzinfo=UTC), False),
    ],
)
def test_people_are_written_to_on_working_days_between_nine_and_seven(
    moment: datetime, allowed: bool
) -> None:
    assert Calendar(recurring()).is_open(moment) is allowed
