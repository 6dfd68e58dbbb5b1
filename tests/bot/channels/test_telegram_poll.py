"""Polling: nothing is confirmed before it is stored, and nothing ends the loop."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from bot.channels.telegram_poll import Poller, State
from bot.channels.telegram_queries import Queries
from handlers.messages import In
from storage import crash
from storage.inbox import Received
from tests.bot.channels.rendering import buttons, screen
from tests.bot.channels.telegram_line import ANA, CHAT, Line

AT = datetime(2026, 10, 15, tzinfo=UTC)


class Inbox:
    """Stands for the database: keeps what it is given, fails as often as told, can be made to wait."""

    def __init__(self) -> None:
        self.kept: list[Received] = []
        self.failures = 0
        self.open = asyncio.Event()
        self.open.set()
        self.began = asyncio.Event()
        self.stored = asyncio.Event()

    async def receive(self, batch: Sequence[Received]) -> None:
        self.began.set()
        await self.open.wait()
        if self.failures:
            self.failures -= 1
            raise OSError("disk full")
        self.kept += [one for one in batch if one.external not in self.externals]
        self.stored.set()

    @property
    def externals(self) -> list[str]:
        return [one.external for one in self.kept]


class Desk:
    """A running poller with its inbox; long polls last one second, pauses none."""

    def __init__(self, tg: Line) -> None:
        self.tg = tg
        self.inbox = Inbox()
        self.told: list[State] = []
        self.unreachable = False
        self.paused: list[float] = []
        self.poller = Poller(
            tg.client,
            self.inbox.receive,
            Queries(tg.channel.answer_query),
            self.tell,
            long_poll=1,
            pause=self.pause,
        )

    async def tell(self, state: State) -> None:
        self.told.append(state)
        if self.unreachable:
            raise RuntimeError("the operator's chat is gone")

    async def pause(self, seconds: float) -> None:
        self.paused.append(seconds)
        await asyncio.sleep(0)

    async def until_kept(self, texts: list[str]) -> None:
        """Wait until the inbox holds messages with these texts."""
        async with asyncio.timeout(8):
            while [self.text(one) for one in self.inbox.kept] != texts:
                self.inbox.stored.clear()
                await self.inbox.stored.wait()

    def text(self, one: Received) -> str:
        return self.tg.channel.inbound(json.loads(one.payload), AT).text

    def offsets(self) -> list[object]:
        return [call.params.get("offset") for call in self.tg.api.calls("getUpdates")]


@asynccontextmanager
async def polling(tg: Line) -> AsyncIterator[Desk]:
    desk = Desk(tg)
    task = asyncio.create_task(desk.poller.run())
    try:
        yield desk
    finally:
        desk.inbox.open.set()
        desk.poller.stop()
        await asyncio.wait_for(task, 5)
        assert desk.poller.state == "stopped"


async def test_polling_starts_without_an_offset_and_confirms_what_was_stored(tg: Line) -> None:
    tg.api.text(ANA, "unu")
    async with polling(tg) as desk:
        await desk.until_kept(["/start", "unu"])
        await tg.api.until(lambda: len(desk.offsets()) > 1)
        assert desk.offsets()[:2] == [None, int(desk.inbox.externals[-1]) + 1]
        assert tg.api.pending() == 0


async def test_nothing_is_confirmed_while_the_batch_is_being_stored(tg: Line) -> None:
    async with polling(tg) as desk:
        desk.inbox.open.clear()
        await asyncio.wait_for(desk.inbox.began.wait(), 5)
        await asyncio.sleep(0.05)
        assert (desk.offsets(), tg.api.pending()) == ([None], 1)


async def test_what_could_not_be_stored_comes_again(tg: Line) -> None:
    async with polling(tg) as desk:
        desk.inbox.failures = 2
        await desk.until_kept(["/start"])
        assert set(desk.offsets()[:3]) == {None}
        assert desk.paused[:2] == [1.0, 2.0]


async def test_a_stop_while_storing_ends_the_storing_but_confirms_nothing(tg: Line) -> None:
    async with polling(tg) as desk:
        desk.inbox.open.clear()
        await asyncio.wait_for(desk.inbox.began.wait(), 5)
        desk.poller.stop()
    assert (len(desk.inbox.kept), desk.offsets(), tg.api.pending()) == (1, [None], 1)


async def test_after_an_empty_poll_numbering_may_start_anew_lower(tg: Line) -> None:
    async with polling(tg) as desk:
        await desk.until_kept(["/start"])
        await tg.api.until(lambda: desk.offsets()[-1] is None and len(desk.offsets()) > 2)
        tg.api.queue.jump(17)
        tg.api.text(ANA, "după o săptămână")
        await desk.until_kept(["/start", "după o săptămână"])
        await tg.api.until(lambda: desk.offsets()[-1] == 18)


async def test_only_the_kinds_we_handle_are_asked_for(tg: Line) -> None:
    async with polling(tg) as desk:
        await desk.until_kept(["/start"])
    (call, *_) = tg.api.calls("getUpdates")
    assert call.params["allowed_updates"] == ["message", "edited_message", "callback_query", "my_chat_member"]


async def test_a_webhook_left_behind_is_removed_and_nothing_that_waits_is_dropped(tg: Line) -> None:
    await tg.client.call("setWebhook", url="http://127.0.0.1:1/x")
    async with polling(tg) as desk:
        await desk.until_kept(["/start"])
    (call,) = tg.api.calls("deleteWebhook")
    assert call.params == {"drop_pending_updates": False}


async def test_a_tap_is_answered_as_soon_as_it_is_stored(tg: Line) -> None:
    sent = await tg.channel.send(CHAT, screen("?", rows=buttons("Da")), None)
    async with polling(tg) as desk:
        query = tg.api.tap(ANA, int(sent), "s1:0")
        await tg.api.until(lambda: tg.api.calls("answerCallbackQuery"))
        (call,) = tg.api.calls("answerCallbackQuery")
        assert (call.params["callback_query_id"], len(desk.inbox.kept)) == (query, 2)


@pytest.mark.parametrize("fault", ["reset", "lost", "500", "502", "broken", "cut", "drop", "429"])
async def test_trouble_on_the_way_loses_nothing(tg: Line, fault: str) -> None:
    tg.api.fault(fault, method="getUpdates", times=3)
    async with polling(tg) as desk:
        await desk.until_kept(["/start"])
        assert len(desk.paused) >= 3


async def test_the_pauses_grow_to_a_minute(tg: Line) -> None:
    tg.api.fault("500", method="getUpdates", times=9)
    async with polling(tg) as desk:
        await desk.until_kept(["/start"])
        assert desk.paused == [1, 2, 4, 8, 16, 32, 60, 60, 60]


@pytest.mark.parametrize(("fault", "state"), [("409", "conflict"), ("401", "token"), ("404", "token")])
async def test_the_operator_is_told_once_and_polling_is_tried_each_minute(
    tg: Line, fault: str, state: State
) -> None:
    tg.api.fault(fault, method="getUpdates", times=3)
    async with polling(tg) as desk:
        await desk.until_kept(["/start"])
        assert (desk.told, desk.paused) == ([state], [60, 60, 60])
        await tg.api.until(lambda: desk.poller.state == "polling")


async def test_an_operator_who_cannot_be_told_does_not_end_the_loop(tg: Line) -> None:
    tg.api.fault("409", method="getUpdates")
    async with polling(tg) as desk:
        desk.unreachable = True
        await desk.until_kept(["/start"])
        assert desk.told == ["conflict"]


async def test_a_stop_ends_a_long_pause_at_once(tg: Line) -> None:
    tg.api.fault("401", method="getUpdates", times=None)
    poller = Poller(tg.client, Inbox().receive, Queries(tg.channel.answer_query), Desk(tg).tell)
    task = asyncio.create_task(poller.run())
    await tg.api.until(lambda: tg.api.calls("getUpdates"))
    await asyncio.sleep(0.05)
    poller.stop()
    await asyncio.wait_for(task, 2)


async def test_a_cancelled_task_is_cancelled(tg: Line) -> None:
    task = asyncio.create_task(Desk(tg).poller.run())
    await tg.api.until(lambda: tg.api.calls("getUpdates"))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_test_can_kill_between_the_answer_and_the_storing(tg: Line) -> None:
    passed: list[str] = []
    crash.watch(passed.append)
    try:
        async with polling(tg) as desk:
            await desk.until_kept(["/start"])
    finally:
        crash.disarm()
    assert passed[:2] == ["poll.received", "poll.stored"]


async def test_an_echo_conversation_edits_on_taps_and_answers_text_anew(tg: Line) -> None:
    async with polling(tg) as desk:

        async def answer_all() -> None:
            answered = 0
            while await desk.inbox.stored.wait():
                desk.inbox.stored.clear()
                for one in desk.inbox.kept[answered:]:
                    answered += 1
                    inbound = tg.channel.inbound(json.loads(one.payload), AT)
                    said = inbound.text or f"ales {inbound.index}"
                    edits = inbound.message if inbound.kind is In.TAP else None
                    await tg.channel.send(inbound.chat, screen(said, rows=buttons("A", "B")), edits)

        echo = asyncio.create_task(answer_all())
        await tg.api.until(lambda: tg.api.chat(ANA).from_bot)
        tg.api.text(ANA, "Bună <ziua>")
        assert (await tg.api.reply_to(ANA)).text == "Bună <ziua>"
        tg.api.press(ANA, "B")
        assert (await tg.api.reply_to(ANA)).text == "ales 1"
        echo.cancel()
    assert [message.text for message in tg.api.chat(ANA).from_bot] == ["/start", "ales 1"]
