"""No window, wherever it begins and whoever measures, holds more sends than allowed."""

from bisect import bisect_left
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from scheduler.pace import Pace

FREE = float("inf")
CALLS = st.tuples(st.floats(0, 0.3), st.integers(0, 6), st.floats(0, 0.9), st.floats(0, 1))
"""How long after the one before, to whom, how long it takes, and when within that the channel has it."""

WISHES = st.lists(CALLS, min_size=30, max_size=120)


def sends(wishes: Sequence[tuple[float, int, float, float]], pace: Pace) -> list[tuple[float, int]]:
    """When the channel has what goes out, each as soon as it may begin; calls to different chats overlap."""
    now, arrived = 0.0, list[tuple[float, int]]()
    flying: list[tuple[float, int]] = []
    for delay, person, takes, at in wishes:
        now += delay / 10
        while True:
            flying.sort()
            begins = max(now, pace.at(), pace.chat_at(chat_of(person)))
            busy = any(other == person for _, other in flying)
            if not flying or (flying[0][0] > begins and not busy):
                break
            ended, other = flying.pop(0)
            now = max(now, ended)
            pace.ended(chat_of(other), ended)
        now = begins
        pace.take(chat_of(person), now)
        flying.append((now + takes, person))
        arrived.append((now + takes * at, person))
    return sorted(arrived)


def chat_of(person: int) -> tuple[str, str]:
    return "fake", str(person)


def busiest(moments: Sequence[float], span: float = 1.0) -> int:
    return max(bisect_left(moments, moment + span) - number for number, moment in enumerate(moments))


@given(WISHES)
def test_never_more_than_the_limit_in_any_second(wishes: list[tuple[float, int, float, float]]) -> None:
    sent = sends(wishes, Pace(overall=5, chat=1))
    assert busiest([moment for moment, _ in sent]) <= 5
    for person in {person for _, person in sent}:
        assert busiest([moment for moment, other in sent if other == person]) == 1


@given(WISHES)
def test_never_more_than_the_limit_in_any_minute_to_a_group(
    wishes: list[tuple[float, int, float, float]],
) -> None:
    sent = sends(wishes, Pace(FREE, FREE, 18, lambda chat: chat[1] in "01"))
    for group in (0, 1):
        moments = [moment for moment, chat in sent if chat == group]
        assert not moments or busiest(moments, 60) <= 18


def at_once(people: int, pace: Pace) -> list[float]:
    """When so many who are answered at the same moment, each in no time, get their answers."""
    return [moment for moment, _ in sends([(0.0, person, 0.0, 0.0) for person in range(people)], pace)]


def test_the_limit_is_used_to_the_full() -> None:
    assert at_once(100, Pace(overall=25))[-1] < 3.01


def test_answers_use_what_is_free_without_delay() -> None:
    assert at_once(25, Pace(overall=25))[-1] == 0.0


def test_what_nobody_waits_for_keeps_its_distance() -> None:
    pace = Pace(overall=25)
    pace.take(chat_of(1), 10.0)
    pace.ended(chat_of(1), 10.01)
    assert pace.at() < 10 < pace.apart() == 10.04


def test_a_shorter_pause_does_not_shorten_a_longer_one() -> None:
    pace = Pace()
    pace.halt(7.1)
    pace.halt(3.0)
    assert pace.at() == 7.1


def test_a_call_without_an_end_does_not_take_its_place_for_ever() -> None:
    pace = Pace(overall=1, chat=FREE)
    pace.take(chat_of(1), 0.0)
    assert 2.0 < pace.at() < 2.1
    pace.ended(chat_of(1), 40.0)
    assert pace.at() < 2.1


def test_a_slow_limit_has_a_long_window() -> None:
    assert at_once(3, Pace(overall=0.5, chat=FREE))[-1] > 4.0


def test_lifted_limits_do_not_wait() -> None:
    assert set(at_once(50, Pace(FREE, FREE))) == {0.0}


def test_chats_that_may_send_again_are_forgotten() -> None:
    pace = Pace(overall=FREE)
    for number in range(5_000):
        pace.take(("fake", str(number)), float(number))
    assert pace.chat_at(("fake", "0")) < 0
    assert pace.chat_at(("fake", "4999")) > 4_999
