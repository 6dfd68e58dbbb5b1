"""On the nights when the clocks change, every quarter of an hour by the clock in Bălți comes exactly once."""

from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest

from handlers.messages import Screen
from handlers.proactive.decide import decide
from handlers.proactive.due import Due, Rank
from storage.calendar import Calendar, Hours, MovedDay, at, recurring
from storage.plan import TOWN

SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
QUARTERS = [time(number // 4, number % 4 * 15) for number in range(96)]
DAY = timedelta(days=1)


def open_always(day: date) -> Calendar:
    """A calendar that lets everything go at any hour of these days."""
    whole = recurring().model_copy(update={"hours": Hours(first=time(0), last=time.max)})
    days = (day - DAY, day, day + DAY)
    return Calendar(whole, {one: MovedDay(one, True, "") for one in days})


def fired(day: date) -> dict[str, list[datetime]]:
    """When each step of the day went, with a tick every five minutes; each has a reader of its own."""
    dues = [
        Due(
            f"step:{quarter:%H:%M}",
            number,
            f"subject:{number}",
            at(day, quarter),
            at(day + DAY, time(23)),
            Rank.LAST,
            lambda: Screen("any"),
            "",
        )
        for number, quarter in enumerate(QUARTERS)
    ]
    went: dict[str, list[datetime]] = {due.key: [] for due in dues}
    now, calendar = at(day - DAY, time(20)), open_always(day)
    while now < at(day + DAY, time(2)):
        done = {key for key, times in went.items() if times}
        for message in decide(dues, now, calendar, done, {}, {}).messages:
            went[message.first.key].append(now)
        now += timedelta(minutes=5)
    return went


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_every_quarter_of_an_hour_fires_once(day: date) -> None:
    assert Counter(len(times) for times in fired(day).values()) == {1: len(QUARTERS)}


def test_in_spring_the_hour_that_is_not_there_comes_an_hour_later_by_the_clock() -> None:
    later = 0
    for key, (moment,) in fired(SPRING).items():
        wanted = datetime.combine(SPRING, time.fromisoformat(key.removeprefix("step:")))
        shown = moment.astimezone(TOWN).replace(tzinfo=None)
        later += shown != wanted
        assert shown - wanted in (timedelta(), timedelta(hours=1))
    assert later == len(QUARTERS) // 24


def test_in_autumn_the_hour_that_comes_twice_counts_the_first_time() -> None:
    twice = 0
    for key, (moment,) in fired(AUTUMN).items():
        assert f"{moment.astimezone(TOWN):%H:%M}" == key.removeprefix("step:")
        again = (moment + timedelta(hours=1)).astimezone(TOWN)
        twice += f"{again:%H:%M}" == key.removeprefix("step:")
        assert not moment.astimezone(TOWN).fold
    assert twice == len(QUARTERS) // 24


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25)])
def test_the_day_has_the_hours_that_it_has(day: date, hours: int) -> None:
    assert at(day + DAY, time(0)) - at(day, time(0)) == timedelta(hours=hours)
