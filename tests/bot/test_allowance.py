"""One person cannot flood the bot, gets one warning for it, and a backlog is no flood."""

from datetime import timedelta

from bot.allowance import Allowance, Limit, Verdict
from tests.support.traffic import START


def verdicts(allowance: Allowance, seconds: list[float], chat: str = "ana") -> list[str]:
    return [allowance.judge(chat, START + timedelta(seconds=at)).value for at in seconds]


def test_twenty_in_ten_seconds_are_handled_then_one_warning_then_silence() -> None:
    assert verdicts(Allowance(), [0.1 * n for n in range(23)]) == ["handle"] * 20 + [
        "warn",
        "silence",
        "silence",
    ]


def test_after_a_pause_one_is_heard_and_can_be_warned_again() -> None:
    allowance = Allowance()
    verdicts(allowance, [0] * 25)
    assert verdicts(allowance, [10.5]) == ["handle"]
    assert verdicts(allowance, [10.6] * 21) == ["handle"] * 19 + ["warn", "silence"]


def test_two_hundred_in_an_hour_are_handled() -> None:
    every_ten_seconds = [10.0 * n for n in range(202)]
    assert verdicts(Allowance(), every_ten_seconds) == ["handle"] * 200 + ["warn", "silence"]
    assert verdicts(Allowance(), [19 * n for n in range(400)]) == ["handle"] * 400


def test_chats_do_not_use_up_each_others_allowance() -> None:
    allowance = Allowance((Limit(1, timedelta(seconds=10)),))
    assert verdicts(allowance, [0], "ana") == ["handle"]
    assert verdicts(allowance, [0], "ion") == ["handle"]


def test_a_backlog_that_arrives_at_once_is_judged_by_when_it_was_written() -> None:
    assert set(verdicts(Allowance(), [60.0 * n for n in range(50)])) == {"handle"}


def test_chats_that_went_quiet_are_forgotten() -> None:
    allowance = Allowance((Limit(1, timedelta(seconds=1)),))
    for number in range(3_000):
        assert allowance.judge(number, START + timedelta(seconds=number)) is Verdict.HANDLE
    assert len(allowance._chats) <= 2_001
