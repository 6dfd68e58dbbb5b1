"""A clock that stands still until a test moves it."""

from datetime import date, datetime, timedelta

from tests.support.traffic import START


class StillClock:
    """``seconds`` after ``START``."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)

    def local_date(self) -> date:
        return self.now().date()

    def monotonic(self) -> float:
        return self.seconds
