"""No window of a second, wherever it begins, holds more sends than allowed."""

from bisect import bisect_left

from hypothesis import given
from hypothesis import strategies as st

from scheduler.pace import Pace

WISHES = st.lists(st.tuples(st.floats(0, 0.3, allow_nan=False), st.integers(0, 6)), min_size=30, max_size=120)


def sends(wishes: list[tuple[float, int]], pace: Pace) -> list[tuple[float, int]]:
    """What goes out when each wish waits for its turn, and the sender looks a little late each time."""
    now, sent = 0.0, []
    for delay, person in wishes:
        chat = ("fake", str(person))
        now = max(now + delay / 10, pace.at(), pace.chat_at(chat))
        pace.take(chat, now)
        sent.append((now, person))
    return sent


def most_in_a_second(moments: list[float]) -> int:
    return max(bisect_left(moments, moment + 1) - number for number, moment in enumerate(moments))


@given(WISHES)
def test_never_more_than_the_limit_in_any_second(wishes: list[tuple[float, int]]) -> None:
    sent = sends(wishes, Pace(overall=25, chat=1))
    assert most_in_a_second([moment for moment, _ in sent]) <= 25
    for person in {person for _, person in sent}:
        assert most_in_a_second([moment for moment, other in sent if other == person]) == 1


def test_the_limit_is_used_to_the_full() -> None:
    wishes = [(0.0, person) for person in range(100)]
    assert sends(wishes, Pace(overall=25, chat=1))[-1][0] < 3.97


def test_a_shorter_pause_does_not_shorten_a_longer_one() -> None:
    pace = Pace()
    pace.halt(7.1)
    pace.halt(3.0)
    assert pace.at() == 7.1


def test_lifted_limits_do_not_wait() -> None:
    sent = sends([(0.0, 1)] * 50, Pace(overall=float("inf"), chat=float("inf")))
    assert {moment for moment, _ in sent} == {0.0}


def test_chats_that_may_send_again_are_forgotten() -> None:
    pace = Pace(overall=float("inf"))
    for number in range(5_000):
        pace.take(("fake", str(number)), float(number))
    assert pace.chat_at(("fake", "0")) < 0
    assert pace.chat_at(("fake", "4999")) > 4_999
