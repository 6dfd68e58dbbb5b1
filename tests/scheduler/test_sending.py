"""The sender: in order, at the allowed pace, at most one copy more than sure, and nothing left behind."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest

from handlers.errors import SendError
from scheduler.pace import Pace
from scheduler.places import Places
from scheduler.sending import Sender
from storage import crash, outbox
from storage.database import tool_connection
from storage.outbox import Message, Row
from storage.results import Uncertain, record
from tests.support.post import FREE, Post, post_over
from tests.support.traffic import HandClock, database_in, note, settle_in, states, write


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    async with database_in(tmp_path) as database:
        made = post_over(database)
        yield made
        await made.sender.stop()


@pytest.fixture
async def paced(tmp_path: Path) -> AsyncIterator[Post]:
    async with database_in(tmp_path) as database:
        made = post_over(database, pace=Pace())
        yield made
        await made.sender.stop()


async def test_an_offered_row_is_sent_at_once_and_recorded(post: Post) -> None:
    await post.offer(note("hi"))
    await post.clock.settle()
    assert post.script.texts() == ["hi"]
    await post.wait()
    assert await post.states() == {"hi": "sent"}
    assert (await post.column("message"))["hi"].startswith("m")


async def test_one_chat_gets_its_messages_in_order_one_at_a_time(post: Post) -> None:
    post.script.gates["ana"] = asyncio.Event()
    await post.offer(note("receipt", kind="receipt"), note("question 1"), note("question 2"))
    await post.clock.settle()
    assert len(post.script.calls) == 1
    post.script.gates["ana"].set()
    await post.wait()
    assert post.script.texts() == ["receipt", "question 1", "question 2"]
    assert post.script.most_in_flight == 1


async def test_a_slow_chat_does_not_hold_up_the_others(post: Post) -> None:
    post.script.gates["ana"] = asyncio.Event()
    await post.offer(note("slow"), note("quick", chat="ion"))
    await post.clock.settle()
    assert post.script.texts() == ["quick"]
    post.script.gates["ana"].set()


async def test_at_most_so_many_answers_are_in_flight(tmp_path: Path) -> None:
    async with database_in(tmp_path) as database:
        post = post_over(database, places=Places(answers=4))
        await post.offer(*(note(f"{number}", chat=f"c{number}") for number in range(20)))
        await post.wait(1)
        assert post.script.most_in_flight == 4
        assert set((await post.states()).values()) == {"sent"}
        await post.sender.stop()


async def test_what_is_no_answer_goes_one_at_a_time_each_claimed_when_the_last_is_recorded(
    post: Post,
) -> None:
    await post.queue(*(note(f"{number}", chat=f"c{number}", kind="notice") for number in range(5)))
    post.script.gates["c1"] = asyncio.Event()
    await post.wait(2)
    assert await post.states() == {
        "0": "sent",
        "1": "sending",
        "2": "pending",
        "3": "pending",
        "4": "pending",
    }
    post.script.gates["c1"].set()
    await post.wait(2)
    assert post.script.texts() == ["0", "1", "2", "3", "4"]
    assert post.script.most_in_flight == 1


async def test_the_more_somebody_waits_for_it_the_sooner_it_goes(paced: Post) -> None:
    await paced.offer(note("occupies the first place", chat="x"))
    await paced.offer(
        note("invitation", chat="a", kind="invitation"),
        note("reminder", chat="b", kind="reminder"),
        note("file", chat="c", kind="file"),
        note("notice", chat="d", kind="notice"),
        note("receipt", chat="e", kind="receipt"),
        note("reply", chat="f"),
    )
    await paced.wait(2)
    first, *others = paced.script.texts()
    assert first == "occupies the first place"
    assert others == ["reply", "receipt", "file", "notice", "reminder", "invitation"]


async def test_the_pace_is_kept_for_all_and_for_each_chat(paced: Post) -> None:
    for number in range(3):
        chats = (note(f"{number}", chat=f"c{person}", kind="receipt") for person in range(30))
        await paced.offer(*chats)
    await paced.wait(8)
    assert len(paced.script.delivered) == 90
    moments = [moment for moment, _ in paced.script.calls]
    assert max(sum(start <= other < start + 1 for other in moments) for start in moments) <= 25
    for person in range(30):
        own = [moment for moment, row in paced.script.calls if row.chat == f"c{person}"]
        assert all(later - sooner >= 1 for sooner, later in pairwise(own))


async def test_a_newer_reply_makes_waiting_older_ones_superfluous(post: Post) -> None:
    post.script.gates["ana"] = asyncio.Event()
    await post.offer(note("in flight"))
    await post.clock.settle()
    for text in ("old", "older still wanted"):
        post.clock.seconds += 1
        await post.offer(note(text), note(f"receipt of {text}", kind="receipt"))
    post.clock.seconds += 1
    await post.offer(note("newest"))
    post.script.gates["ana"].set()
    await post.wait()
    assert post.script.texts() == [
        "in flight",
        "receipt of old",
        "receipt of older still wanted",
        "newest",
    ]
    assert (await post.states())["old"] == "cancelled"
    assert (await post.column("error"))["old"] == "superseded"


async def test_replies_written_together_are_all_sent(post: Post) -> None:
    await post.offer(note("part 1"), note("part 2"))
    await post.wait()
    assert post.script.texts() == ["part 1", "part 2"]


async def test_nothing_is_sent_before_the_deadline_of_a_429(post: Post) -> None:
    post.script.outcomes["ana"] = [SendError("wait", "429", seconds=7)]
    await post.offer(note("limited"))
    await post.clock.settle()
    await post.offer(note("other", chat="ion"))
    await post.wait(6.9)
    assert len(post.script.calls) == 1
    await post.wait(2)
    assert {moment >= 7.1 for moment, _ in post.script.calls[1:]} == {True}
    assert sorted(post.script.texts()) == ["limited", "other"]
    assert await post.column("attempts") == {"limited": 1, "other": 1}


@pytest.mark.parametrize(
    ("kind", "error", "state", "calls"),
    [
        ("reply", SendError("retry", "refused"), "sent", 2),
        ("reply", SendError("wait", "429", seconds=1), "sent", 2),
        ("reply", SendError("ambiguous", "timeout"), "sent", 2),
        ("receipt", SendError("ambiguous", "timeout"), "sent", 2),
        ("notice", SendError("ambiguous", "timeout"), "sent", 2),
        ("menu", SendError("ambiguous", "timeout"), "sent", 2),
        ("invitation", SendError("ambiguous", "timeout"), "sent", 2),
        ("reminder", SendError("ambiguous", "timeout"), "uncertain", 1),
        ("reminder", SendError("retry", "dns"), "sent", 2),
        ("a kind of a newer release", SendError("ambiguous", "timeout"), "uncertain", 1),
        ("a kind of a newer release", SendError("retry", "dns"), "sent", 2),
        ("file", SendError("ambiguous", "timeout"), "uncertain", 1),
        ("reply", SendError("blocked", "403"), "blocked", 1),
        ("reply", SendError("plain", "parse"), "sent", 2),
        ("reply", SendError("refused", "too long"), "failed", 1),
        ("reply", SendError("token", "401"), "sent", 2),
        ("reply", SendError("gone", "edit"), "failed", 1),
        ("reply", SendError("migrated", "moved", chat="ana2"), "sent", 2),
        ("reply", KeyError("bug"), "sent", 2),
    ],
    ids=lambda value: getattr(value, "after", None),
)
async def test_each_error_leads_to_its_state(
    post: Post, kind: str, error: Exception, state: str, calls: int
) -> None:
    post.script.outcomes["ana"] = [error]
    await post.offer(note("hi", kind=kind))
    await post.wait(75, tick=10)
    assert await post.states() == {"hi": state}
    assert len(post.script.calls) == calls


@pytest.mark.parametrize(("kind", "moments"), [("reply", [0, 5]), ("invitation", [0, 60])])
async def test_a_second_doubt_ends_in_uncertain_and_not_in_a_third_copy(
    post: Post, kind: str, moments: list[int]
) -> None:
    post.script.outcomes["ana"] = [SendError("ambiguous", "timeout")] * 2
    await post.offer(note("hi", kind=kind))
    await post.wait(200, tick=10)
    assert await post.states() == {"hi": "uncertain"}
    assert [round(moment) for moment, _ in post.script.calls] == moments


async def test_a_reminder_that_a_pause_made_useless_is_not_sent(post: Post) -> None:
    useful = post.clock.now() + timedelta(seconds=60)
    post.script.outcomes["ion"] = [SendError("wait", "429", seconds=100)]
    await post.offer(note("limited", chat="ion"))
    await post.clock.settle()
    await post.queue(note("too late", kind="reminder", expires_at=useful), note("useful", kind="reminder"))
    await post.wait(110, tick=10)
    assert await post.states() == {"limited": "sent", "too late": "expired", "useful": "sent"}


@pytest.mark.parametrize(
    ("kind", "moments"),
    [("reply", [0, 5]), ("receipt", [0, 5]), ("notice", [0, 60]), ("invitation", [0, 60])],
)
async def test_a_copy_waits_as_long_as_its_kind_says(post: Post, kind: str, moments: list[int]) -> None:
    post.script.outcomes["ana"] = [SendError("ambiguous", "timeout")]
    await post.offer(note("hi", kind=kind))
    await post.wait(70)
    assert [round(moment) for moment, _ in post.script.calls] == moments


async def test_a_bug_of_ours_is_tried_three_times(post: Post) -> None:
    post.script.outcomes["ana"] = [KeyError("bug")] * 9
    await post.offer(note("hi"))
    await post.wait(60)
    assert len(post.script.calls) == 3
    assert await post.states() == {"hi": "failed"}
    assert await post.column("error") == {"hi": "bug:KeyError"}


async def test_an_unreachable_network_is_tried_ever_more_slowly_without_using_up_attempts(post: Post) -> None:
    post.script.outcomes["ana"] = [SendError("retry", "dns")] * 8
    await post.offer(note("hi"))
    await post.wait(400, tick=10)
    moments = [moment for moment, _ in post.script.calls]
    gaps = [later - sooner for sooner, later in pairwise(moments)]
    for gap, wanted in zip(gaps, [1, 2, 4, 8, 16, 32, 60, 60], strict=True):
        assert wanted <= gap <= wanted * 1.25 + 1.1
    assert await post.states() == {"hi": "sent"}
    assert await post.column("attempts") == {"hi": 1}


async def test_refused_markup_goes_once_more_as_plain_text(post: Post) -> None:
    post.script.outcomes["ana"] = [SendError("plain", "parse")] * 2
    await post.offer(note("hi"))
    await post.wait(3)
    assert [row.plain for _, row in post.script.calls] == [False, True]
    assert await post.states() == {"hi": "failed"}


async def test_a_screen_that_is_gone_is_sent_anew(post: Post) -> None:
    post.script.outcomes["ana"] = [SendError("gone", "edit")]
    await post.offer(note("hi", edits="m1"))
    await post.wait(3)
    assert [row.edits for _, row in post.script.calls] == ["m1", None]
    assert await post.states() == {"hi": "sent"}


async def test_a_blocked_chat_is_asked_exactly_once(post: Post) -> None:
    await post.database.transaction(settle_in)
    post.script.outcomes["ana"] = [SendError("blocked", "403")] * 9
    await post.offer(*(note(f"{number}", kind="notice") for number in range(3)))
    await post.queue(note("queued", kind="notice"), note("queued receipt", kind="receipt"))
    await post.wait(5)
    assert len(post.script.calls) == 1
    assert await post.states() == {
        "0": "blocked",
        "1": "cancelled",
        "2": "cancelled",
        "queued": "cancelled",
        "queued receipt": "cancelled",
    }


async def test_a_refused_token_stops_everything_and_is_probed_with_one_message(post: Post) -> None:
    post.script.outcomes = {f"c{number}": [SendError("token", "401")] for number in range(5)}
    post.script.outcomes["c0"] *= 2
    await post.offer(note("0", chat="c0"))
    await post.clock.settle()
    assert post.sender.stopped == "401"
    await post.offer(*(note(f"{number}", chat=f"c{number}") for number in range(1, 5)))
    await post.wait(59)
    assert len(post.script.calls) == 1
    await post.wait(5)
    assert len(post.script.calls) == 2
    await post.wait(600, tick=10)
    assert post.sender.depth() == 0
    assert len(post.script.delivered) == 5


async def test_a_moved_chat_gets_what_waits_at_its_new_address(post: Post) -> None:
    post.script.outcomes["ana"] = [SendError("migrated", "moved", chat="ana2")]
    await post.offer(note("first"), note("second"))
    await post.wait(3)
    assert post.script.texts("ana2") == ["first", "second"]


async def test_nothing_overtakes_a_message_that_waits_to_be_repeated(post: Post) -> None:
    post.script.outcomes["ana"] = [SendError("retry", "dns")]
    await post.offer(note("receipt", kind="receipt"), note("question"))
    await post.offer(note("other", chat="ion"))
    await post.wait(0.5)
    assert post.script.texts() == ["other"]
    await post.wait(3)
    assert post.script.texts("ana") == ["receipt", "question"]


async def test_an_old_reply_in_doubt_is_not_copied_after_a_newer_one(post: Post) -> None:
    post.script.outcomes["ana"] = [SendError("ambiguous", "timeout")]
    await post.offer(note("old"))
    await post.wait(1)
    await post.offer(note("new"))
    await post.wait(10)
    assert post.script.texts() == ["new"]
    assert await post.states() == {"old": "cancelled", "new": "sent"}


async def test_evidence_saves_the_copy(post: Post) -> None:
    post.script.outcomes["ana"] = [SendError("ambiguous", "timeout")]
    await post.offer(note("hi", kind="receipt", screen="h1"))
    await post.wait(1)
    assert await post.database.transaction(outbox.seen, post.clock.now(), "fake", "ana", "h1")
    await post.wait(10)
    assert len(post.script.calls) == 1
    await post.offer(note("next"))
    await post.wait(1)
    assert await post.states() == {"hi": "sent", "next": "sent"}


async def test_at_start_what_was_left_in_the_middle_follows_the_policy_of_its_kind(post: Post) -> None:
    kinds = ("reply", "receipt", "notice", "file")
    left = [note(kind, chat=kind, kind=kind) for kind in kinds]
    await post.database.transaction(write, left, post.clock.now(), True)
    await post.sender.start()
    await post.wait(4)
    assert post.script.texts() == []
    await post.wait(3)
    assert sorted(post.script.texts()) == ["receipt", "reply"]
    await post.wait(60)
    assert sorted(post.script.texts()) == ["notice", "receipt", "reply"]
    assert (await post.states())["file"] == "uncertain"


async def test_at_start_a_row_that_was_in_doubt_before_is_not_copied_again(post: Post) -> None:
    (row,) = await post.database.transaction(write, [note("hi")], post.clock.now(), True)
    await post.database.transaction(
        record, [Uncertain(row.id, post.clock.now(), "timeout")], post.clock.now()
    )
    await post.database.transaction(outbox.claim, [row.id], post.clock.now())
    await post.sender.start()
    await post.wait(70)
    assert post.script.calls == []
    assert await post.states() == {"hi": "uncertain"}


async def test_rows_that_were_never_offered_are_found_after_their_lease(post: Post) -> None:
    await post.database.transaction(write, [note("lost")], post.clock.now(), True)
    await post.wait(40)
    assert post.script.texts() == []
    await post.wait(15)
    assert post.script.texts() == ["lost"]


async def test_rows_that_the_sender_holds_are_not_lost_however_long_they_wait(post: Post) -> None:
    post.script.outcomes["ana"] = [SendError("wait", "429", seconds=100)]
    await post.offer(note("limited"))
    await post.clock.settle()
    await post.offer(note("waits", chat="ion"))
    await post.wait(110, tick=10)
    assert len(post.script.delivered) == 2
    assert await post.column("uncertain") == {"limited": 0, "waits": 0}


async def test_a_channel_that_never_answers_is_a_doubt(tmp_path: Path) -> None:
    async with database_in(tmp_path) as database:
        post = post_over(database, places=Places(timeout=0.01))
        post.script.gates["ana"] = asyncio.Event()
        await post.offer(note("hi", kind="file"))
        await asyncio.sleep(0.05)
        await post.wait()
        assert await post.states() == {"hi": "uncertain"}
        await post.sender.stop()


async def test_a_stop_lets_sends_in_flight_end_and_gives_back_the_rest(post: Post) -> None:
    post.script.gates["ana"] = asyncio.Event()
    await post.offer(note("in flight"), note("waits", kind="receipt"))
    await post.clock.settle()
    stopping = asyncio.ensure_future(post.sender.stop())
    await post.clock.settle()
    assert not stopping.done()
    post.script.gates["ana"].set()
    await stopping
    assert await post.states() == {"in flight": "sent", "waits": "pending"}
    assert await post.column("attempts") == {"in flight": 1, "waits": 0}


async def test_a_stop_does_not_wait_for_ever(post: Post) -> None:
    post.script.gates["ana"] = asyncio.Event()
    await post.offer(note("hangs"))
    await post.clock.settle()
    await post.sender.stop(timeout=0.01)
    assert await post.states() == {"hangs": "sending"}


async def test_what_is_offered_after_the_stop_is_given_back(post: Post) -> None:
    await post.sender.stop()
    await post.offer(note("late"))
    await post.wait()
    assert await post.states() == {"late": "pending"}


async def test_results_are_recorded_in_groups(post: Post) -> None:
    passed: list[str] = []
    await post.offer(*(note(f"{number}", chat=f"c{number}") for number in range(10)))
    crash.watch(passed.append)
    try:
        await post.wait()
    finally:
        crash.disarm()
    assert passed.count("record.after") == 1
    assert passed.count("send.before") == passed.count("send.after")


async def test_answered_screens_are_shortened_when_the_chat_is_quiet_and_never_before_a_reply(
    tmp_path: Path,
) -> None:
    collapsed: list[float] = []

    async def collapse(row: Row) -> None:
        collapsed.append(clock.monotonic())

    async with database_in(tmp_path) as database:
        post = post_over(database, pace=Pace(), collapse=collapse)
        clock = post.clock
        await post.offer(Message("fake", "ana", "reply", {"text": "1", "collapse": ["m0", "1 ✓"]}))
        await post.wait(1.5)
        await post.offer(note("2"))
        await post.wait(1.5)
        assert collapsed == []
        await post.wait(2)
        assert len(collapsed) == 1
        assert collapsed[0] >= 3.5
        await post.sender.stop()


async def test_shortening_is_dropped_under_load(tmp_path: Path) -> None:
    collapsed: list[str] = []

    async def collapse(row: Row) -> None:
        collapsed.append(row.chat)
        raise SendError("refused", "not modified")

    async with database_in(tmp_path) as database:
        post = post_over(database, collapse=collapse)
        messages = (
            Message("fake", f"c{n}", "reply", {"text": f"{n}", "collapse": ["m", ""]}) for n in range(60)
        )
        await post.offer(*messages)
        await post.wait(30)
        assert len(post.script.delivered) == 60
        assert len(collapsed) == 20
        await post.sender.stop()


async def test_a_stopped_sender_ticks_without_effect(post: Post) -> None:
    await post.queue(note("pending"))
    await post.sender.stop()
    await post.sender.tick()
    assert await post.states() == {"pending": "pending"}


async def test_a_row_that_is_offered_twice_is_sent_once(post: Post) -> None:
    post.script.gates["ana"] = asyncio.Event()
    rows = await post.offer(note("hi"))
    await post.clock.settle()
    post.sender.offer(rows)
    post.script.gates["ana"].set()
    await post.clock.settle()
    post.sender.offer(rows)
    await post.wait(2)
    assert post.script.texts() == ["hi"]


async def test_an_answer_goes_before_a_notice_to_the_same_chat(post: Post) -> None:
    post.script.gates["ana"] = asyncio.Event()
    await post.offer(note("in flight"))
    await post.clock.settle()
    await post.offer(note("notice", kind="notice"), note("answer", kind="receipt"))
    post.script.gates["ana"].set()
    await post.wait(1)
    assert post.script.texts() == ["in flight", "answer", "notice"]


async def test_a_result_that_cannot_be_written_does_not_hold_up_the_others(tmp_path: Path) -> None:
    async def deliver(row: Row) -> str:
        return cast(str, {"not": "an id"}) if row.chat == "ana" else "m1"

    async with database_in(tmp_path) as database:
        clock = HandClock(database)
        sender = Sender(database, deliver, clock, later=clock.later)
        messages = (note("strange"), note("next", chat="ion"), note("last", chat="eva"))
        sender.offer(await database.transaction(write, messages, clock.now(), True))
        await clock.pass_by(2)
        assert await database.read(states) == {"strange": "sending", "next": "sent", "last": "sent"}
        assert sender.depth() == 0
        await sender.stop()


async def test_results_wait_for_a_locked_database(post: Post, tmp_path: Path) -> None:
    await post.database.transaction(
        lambda connection: connection.exec_driver_sql("pragma busy_timeout=1") and None
    )
    await post.offer(note("hi"))
    with tool_connection(f"sqlite:///{tmp_path / 'retea.sqlite'}") as other:
        settle_in(other)
        await post.clock.pass_by(0.5)
        assert post.script.texts() == ["hi"]
    assert await post.states() == {"hi": "sending"}
    await post.clock.pass_by(2)
    assert await post.states() == {"hi": "sent"}
    assert post.script.texts() == ["hi"]


async def test_a_group_gets_so_many_a_minute_and_holds_up_nobody(tmp_path: Path) -> None:
    async with database_in(tmp_path) as database:
        post = post_over(database, pace=Pace(FREE, FREE, 3, lambda chat: chat[1] == "group"))
        await post.queue(*(note(f"g{number}", chat="group", kind="invitation") for number in range(5)))
        await post.queue(*(note(f"p{number}", chat=f"c{number}", kind="invitation") for number in range(9)))
        await post.wait(8)
        assert sorted(post.script.texts()) == ["g0", "g1", "g2", *(f"p{number}" for number in range(9))]
        assert await post.column("attempts") == {row.content["text"]: 1 for row in post.script.delivered} | {
            "g3": 0,
            "g4": 0,
        }
        await post.wait(60)
        assert post.script.texts("group") == ["g0", "g1", "g2", "g3", "g4"]
        await post.sender.stop()


async def test_a_group_is_spared_across_a_restart(tmp_path: Path) -> None:
    group = (3, lambda chat: chat[1] == "group")
    async with database_in(tmp_path) as database:
        post = post_over(database, pace=Pace(FREE, FREE, *group))
        await post.queue(*(note(f"g{number}", chat="group", kind="notice") for number in range(3)))
        await post.wait(10)
        await post.sender.stop()
        await post.queue(*(note(f"g{number}", chat="group", kind="notice") for number in range(3, 5)))
        again = Sender(
            database, post.script.deliver, post.clock, pace=Pace(FREE, FREE, *group), later=post.clock.later
        )
        await again.start()
        post.sender = again
        await post.wait(45)
        assert post.script.texts() == ["g0", "g1", "g2"]
        await post.wait(20)
        assert post.script.texts() == ["g0", "g1", "g2", "g3", "g4"]
        await again.stop()


async def test_a_waiting_broadcast_delays_an_answer_by_no_more_than_the_one_in_flight(paced: Post) -> None:
    await paced.queue(*(note(f"{number}", chat=f"c{number}", kind="invitation") for number in range(300)))
    for number in range(6):
        await paced.wait(1.05 + 0.013 * number, tick=0.05)
        asked = paced.clock.seconds
        await paced.offer(note(f"answer {number}"))
        await paced.wait(0.05)
        moment = next(at for at, row in paced.script.calls if row.content["text"] == f"answer {number}")
        assert moment - asked <= 0.041
    assert 100 < len(paced.script.calls) < 300


async def test_a_broadcast_takes_what_answers_leave_of_the_pace(paced: Post) -> None:
    await paced.queue(*(note(f"{number}", chat=f"c{number}", kind="invitation") for number in range(200)))
    for second in range(5):
        await paced.offer(*(note(f"a{second}", chat=f"a{number}") for number in range(10)))
        await paced.wait(1, tick=0.02)
    moments = [at for at, _ in paced.script.calls]
    assert max(sum(start <= other < start + 1 for other in moments) for start in moments) <= 25
    assert len(moments) >= 0.95 * 25 * 5


async def test_one_row_of_a_broadcast_at_a_time_is_in_doubt_when_we_die(post: Post) -> None:
    await post.queue(*(note(f"{number}", chat=f"c{number}", kind="invitation") for number in range(9)))
    post.script.gates["c0"] = asyncio.Event()
    await post.wait(3)
    assert sorted((await post.states()).values()) == ["pending"] * 8 + ["sending"]
    post.script.gates["c0"].set()
