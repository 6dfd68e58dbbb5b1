"""Who is told what now: the newest step, the order of right, two messages a week, people's wishes."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

import pytest

from handlers.messages import Screen
from handlers.proactive.decide import decide, digest_at
from handlers.proactive.due import Due, Rank
from storage.calendar import Calendar, MovedDay, at, recurring
from storage.reminders import Decision
from storage.wishes import Wish

CALENDAR = Calendar(recurring())
MONDAY = date(2027, 1, 18)
TEN = at(MONDAY, time(10))
ANA = 1


def due(key: str, on: date = MONDAY, *, rank: Rank = Rank.OTHER, days: int = 6, **more: object) -> Due:
    given = {"subject": key, "person": ANA, **more}
    return Due(
        key=key,
        at=at(on, time(10)),
        until=CALENDAR.closes_at(on + timedelta(days=days)),
        rank=rank,
        screen=lambda: Screen("owed.report"),
        line=key,
        **given,  # type: ignore[arg-type]
    )


def verdict(
    dues: Iterable[Due],
    now: datetime = TEN,
    decided: Iterable[str] = (),
    sent: int = 0,
    wish: Wish | None = None,
) -> tuple[list[tuple[str, ...]], Mapping[str, Decision]]:
    """What goes, each with what is joined to it, and what is settled without going."""
    wishes = {ANA: wish} if wish else {}
    found = decide(dues, now, CALENDAR, frozenset(decided), {ANA: sent}, wishes)
    messages = [(one.first.key, *(each.key for each in one.joined)) for one in found.messages]
    return messages, {each.key: why for each, why in found.settled}


def test_what_is_due_goes_once() -> None:
    one = due("a")
    assert verdict([one])[0] == [("a",)]
    assert verdict([one], decided=["a"])[0] == []
    assert verdict([one], at(MONDAY, time(9, 59)))[0] == []


@pytest.mark.parametrize("now", [at(MONDAY, time(20)), at(date(2027, 1, 23), time(11))])
def test_nothing_goes_at_night_or_on_a_saturday(now: datetime) -> None:
    assert verdict([due("a")], now) == ([], {})


def test_of_several_missed_steps_of_one_subject_the_newest_goes() -> None:
    older, newer = due("m14", MONDAY - timedelta(days=7), subject="x"), due("m7", subject="x")
    assert verdict([older, newer]) == ([("m7",)], {"m14": Decision.COALESCED})


def test_a_step_past_its_use_is_dropped() -> None:
    assert verdict([due("a", MONDAY - timedelta(days=10))]) == ([], {"a": Decision.DROPPED})


def test_steps_of_different_subjects_are_one_message_with_the_first_right_on_top() -> None:
    last = due("last", rank=Rank.LAST)
    overdue = due("overdue", rank=Rank.OVERDUE)
    assert verdict([due("other"), overdue, last])[0] == [("last", "overdue", "other")]


def test_a_third_message_in_a_week_waits() -> None:
    last = due("last", rank=Rank.LAST)
    assert verdict([last], sent=1)[0] == [("last",)]
    assert verdict([last], sent=2) == ([], {})


def test_the_second_message_of_a_week_is_kept_for_what_comes_first() -> None:
    assert verdict([due("other")], sent=1) == ([], {})
    assert verdict([due("other"), due("last", rank=Rank.LAST)], sent=1)[0] == [("last", "other")]


def test_todays_meeting_goes_beside_the_budget_and_in_the_evening() -> None:
    today = due("today", same_day=True)
    assert verdict([today], at(MONDAY, time(20, 30)), sent=5)[0] == [("today",)]
    assert verdict([today], at(MONDAY, time(21)), sent=0)[0] == []


def test_a_pause_holds_everything_but_invitations() -> None:
    paused = Wish("all", MONDAY)
    assert verdict([due("last", rank=Rank.LAST)], wish=paused) == ([], {})
    assert verdict([due("come", rank=Rank.INVITATION)], wish=paused)[0] == [("come",)]
    assert verdict([due("last")], TEN + timedelta(days=1), wish=paused)[0] == [("last",)]


def test_only_what_is_important_goes_to_who_wishes_that() -> None:
    important = Wish("important", None)
    assert verdict([due("other")], wish=important)[0] == []
    assert verdict([due("last", rank=Rank.LAST)], wish=important)[0] == [("last",)]


def test_a_digest_waits_for_monday_unless_that_is_too_late() -> None:
    digest = Wish("digest", None)
    tuesday = MONDAY + timedelta(days=1)
    assert verdict([due("a", tuesday, days=10)], at(tuesday, time(10)), wish=digest)[0] == []
    following = at(MONDAY + timedelta(days=7), time(10))
    assert verdict([due("a", tuesday, days=10)], following, wish=digest)[0] == [("a",)]
    assert verdict([due("b", tuesday, days=1)], at(tuesday, time(10)), wish=digest)[0] == []
    assert verdict([due("b", tuesday, days=1)], at(tuesday + timedelta(days=1), time(9)), wish=digest)[0] == [
        ("b",)
    ]


def test_a_digest_on_a_free_monday_comes_on_the_next_working_day() -> None:
    assert digest_at(at(date(2027, 4, 28), time(10)), CALENDAR) == at(date(2027, 5, 4), time(10))
    assert digest_at(TEN, CALENDAR) == TEN


def test_the_digest_of_a_week_whose_monday_is_free_is_on_tuesday() -> None:
    monday, tuesday = date(2027, 9, 20), date(2027, 9, 21)
    free = Calendar(recurring(), {monday: MovedDay(monday, False, "")})
    assert digest_at(at(monday, time(10)), free) == at(tuesday, time(10))
    assert digest_at(at(tuesday, time(10)), free) == at(tuesday, time(10))
    assert digest_at(at(tuesday, time(11)), free) == at(date(2027, 9, 27), time(10))
