"""When something starts, in people's words: read ahead of today, never guessed."""

from datetime import date, datetime

import pytest

from handlers.understand.times import read_start

TODAY = date(2026, 10, 14)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("18:00", "2026-10-14T18:00"),
        ("18", "2026-10-14T18:00"),
        ("9.30", "2026-10-14T09:30"),
        ("ora 18", "2026-10-14T18:00"),
        ("la ora 18:30", "2026-10-14T18:30"),
        ("18h", "2026-10-14T18:00"),
        ("în 18:00", None),
        ("в 18:00", "2026-10-14T18:00"),
        ("18 часов", "2026-10-14T18:00"),
        ("mâine 10:00", "2026-10-15T10:00"),
        ("Mâine la 10", "2026-10-15T10:00"),
        ("завтра в 10:00", "2026-10-15T10:00"),
        ("azi, 17:45", "2026-10-14T17:45"),
        ("20 octombrie 14:30", "2026-10-20T14:30"),
        ("20.10 ora 14:30", "2026-10-20T14:30"),
        ("20 октября 14:30", "2026-10-20T14:30"),
        ("vineri 18:00", "2026-10-16T18:00"),
        ("в пятницу 18:00", "2026-10-16T18:00"),
        ("3 februarie 10:00", "2027-02-03T10:00"),
        ("14.10.2025 10:00", "2025-10-14T10:00"),
        ("10.12", None),
        ("20.10", None),
        ("24:00", None),
        ("18:60", None),
        ("20-25", None),
        ("12-14 octombrie 10:00", None),
        ("mâine", None),
        ("seara", None),
        ("", None),
        ("9" * 500, None),
        ("18:00 " * 30, None),
    ],
)
def test_a_start_is_read_as_written(words: str, start: str | None) -> None:
    assert read_start(words, TODAY) == (datetime.fromisoformat(start) if start else None)
