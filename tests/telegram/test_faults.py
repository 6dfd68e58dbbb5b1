"""One call in ten fails, in every way there is: the pace is kept, every row ends, and the counts are true.

People talk all the time while an invitation to a hundred, reminders and messages to a group wait. Waits for
an answer are shorter than in real life; everything else is not.
"""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.channels.telegram_request import Timeouts
from handlers import post
from handlers.broadcast.audience import Addressee
from handlers.messages import Choice, Kind, Reply, Screen
from handlers.wire import pack_screen
from storage import broadcasts, health, outbox, people
from storage.database import Connection
from storage.outbox import Message
from storage.schema import Outbox
from tests.support.botapi import Call, FakeBotApi, busiest
from tests.support.hundred import CHATS, PEOPLE, gathered, ladder, sent
from tests.support.running import Running, running

REFUSED = ["429", "500", "502", "reset", "hang"]
ARRIVED = ["lost", "drop", "500_after", "502_after", "hang_after", "cut", "broken"]
LATE = ["slow"]
GROUP = -100_500
TALKERS = CHATS[:20]
REMINDED = CHATS[20:40]
TO_GROUP = 20
NOTICED = 0.3
"""Seconds in which the bot learns of a refusal; what it began before that is under way."""

OPEN = (outbox.PENDING, outbox.SENDING, outbox.HELD)
WORDS = ("/ajutor", "/start", "/limba", "salut", "/confidentialitate")


def queue(connection: Connection, bot: Running) -> None:
    """Reminders to some, and more messages to the group than a minute takes."""
    now = bot.clock.now()
    for chat in REMINDED:
        person = people.known(connection, "telegram", str(chat)).person_id
        screen = Screen("reminder", (f"Raportul, {chat}",), choices=(Choice("home", "Raport"),))
        post.to_person(connection, now, Reply(screen, person, Kind.REMINDER, live=False))
    for number in range(TO_GROUP):
        content = {"screen": pack_screen(Screen("group", (f"Grup {number}",)))}
        outbox.add(connection, Message("telegram", str(GROUP), "notice", content), now, claimed=False)


async def talk(api: FakeBotApi, draw: random.Random, chat: int) -> None:
    """Somebody who types every few seconds, whatever comes back."""
    while True:
        await asyncio.sleep(draw.uniform(1, 5))
        api.text(chat, draw.choice(WORDS))


async def invites(bot: Running, to: Sequence[Addressee]) -> None:
    """The secretariat invites everybody, again every minute."""
    while True:
        await bot.engine.database.transaction(sent, bot.clock.now(), to)
        await asyncio.sleep(60)


async def lets_go_on(bot: Running) -> None:
    """It lets every paused broadcast go on."""
    while True:
        await asyncio.sleep(0.5)
        for one in await bot.engine.database.read(broadcasts.in_state, broadcasts.PAUSED):
            await bot.engine.database.transaction(health.go_on, one.id, bot.clock.now())


def left(connection: Connection) -> list[tuple[Any, ...]]:
    """Rows that have not ended."""
    query = select(Outbox.id, Outbox.kind, Outbox.state, Outbox.error, Outbox.not_before)
    return [tuple(row) for row in connection.execute(query.where(Outbox.state.in_(OPEN)))]


async def ended(bot: Running, seconds: float) -> None:
    """Ten minutes pass; what could be sent again by then is, and soon nothing waits."""
    bot.clock.move(bot.clock.now() + timedelta(minutes=10))
    for _ in range(int(seconds * 5)):
        if not await bot.engine.database.read(left):
            return
        await asyncio.sleep(0.2)
    raise AssertionError(f"still open: {await bot.engine.database.read(left)}")


def shown(calls: Sequence[Call]) -> list[Call]:
    """Calls that show somebody something, refused ones too."""
    return [call for call in calls if call.method.startswith(("send", "edit"))]


def check_pace(api: FakeBotApi) -> None:
    """No window of a second, to a group of a minute, holds more than allowed."""
    calls = [call for call in shown(api.calls()) if call.method != "sendChatAction"]
    assert busiest(calls) <= 25
    for chat in {call.chat_id for call in calls}:
        assert busiest([call for call in calls if call.chat_id == chat]) <= 1
    assert busiest([call for call in calls if call.chat_id == GROUP], 60) <= 18
    for halt in (call for call in calls if call.code == 429):
        assert not [call for call in calls if halt.done + NOTICED < call.at < halt.done + 1]


def handle_of(call: Call) -> str:
    """The screen that a message shows."""
    markup = call.params.get("reply_markup") or {}
    known = json.loads(markup) if isinstance(markup, str) else markup
    data = [button.get("callback_data", "") for row in known.get("inline_keyboard", ()) for button in row]
    return next((one.partition(":")[0] for one in data if one), "")


def check_copies(api: FakeBotApi, bot: Running, rows: Sequence[Any]) -> None:
    """At most one copy, and only of what was in doubt; of reminders none."""
    kinds = {row.screen: row.kind for row in rows if row.screen}
    times = Counter(handle for call in api.deliveries() if (handle := handle_of(call)))
    assert max(times.values()) <= 2
    assert "reminder" not in {kinds[handle] for handle, number in times.items() if number > 1}
    unanswered = sum(call.delivered and call.fault in (*ARRIVED, *LATE) for call in shown(api.calls()))
    assert sum(number - 1 for number in times.values()) <= unanswered


def check_counts(api: FakeBotApi, bot: Running, rows: Sequence[Any]) -> None:
    """Sent is what the server has, nothing else is missing from it, and the ladders say the same."""
    told = {(row.chat, int(row.message)) for row in rows if row.state == outbox.SENT and row.message}
    there = {(chat, one.id) for chat in {row.chat for row in rows} for one in api.chat(int(chat)).messages}
    assert told <= there
    invited = {handle: row.state for row in rows if row.kind == "invitation" and (handle := row.screen)}
    had = {handle_of(call) for call in api.deliveries()} & set(invited)
    arrived = {handle for handle, state in invited.items() if state == outbox.SENT}
    unsure = {handle for handle, state in invited.items() if state == outbox.UNCERTAIN}
    assert arrived <= had <= arrived | unsure
    numbers = sorted({int(row.subject.partition(":")[2]) for row in rows if row.kind == "invitation"})
    stands = [ladder(bot.url, number) for number in numbers]
    assert sum(stand.get("sent", 0) for stand in stands) == len(arrived)
    assert sum(stand.get("uncertain", 0) for stand in stands) == len(unsure)
    assert {stand.get("sent", 0) + stand.get("uncertain", 0) for stand in stands} == {PEOPLE}
    states = dict(Counter(row.state for row in rows))
    print(f"{len(api.calls())} calls, rows {states}, {len(stands)} broadcasts, {len(unsure)} unsure")


async def soaked(folder: Path, seconds: float, seed: int = 7) -> None:
    """So many seconds of faults, then ten minutes without, then the reckoning."""
    draw = random.Random(seed)
    async with FakeBotApi(seed=seed) as api:
        api.group(GROUP)
        async with running(folder, api, Timeouts(read=1.5)) as bot:
            to = gathered(bot.url, api, bot.clock.now())
            await bot.engine.database.transaction(queue, bot)
            api.random_faults(0.1, [*REFUSED, *ARRIVED, *LATE], seed=seed, seconds=3)
            secretariat = asyncio.create_task(lets_go_on(bot))
            busy = [asyncio.create_task(talk(api, draw, chat)) for chat in TALKERS]
            busy.append(asyncio.create_task(invites(bot, to)))
            await asyncio.sleep(seconds)
            hits = dict(api.clear_faults())
            for task in busy:
                task.cancel()
            await ended(bot, 75)
            secretariat.cancel()
            print(f"faults {hits}")
            assert all(hits[kind] for kind in ("429", "500", "reset", "lost")) or seconds < 30
            with_rows = select(
                Outbox.kind, Outbox.chat, Outbox.state, Outbox.screen, Outbox.message, Outbox.subject
            )
            rows = await bot.engine.database.read(lambda connection: connection.execute(with_rows).all())
            check_pace(api)
            check_copies(api, bot, rows)
            check_counts(api, bot, rows)


async def test_a_minute_of_faults_leaves_nothing_open(tmp_path: Path) -> None:
    await soaked(tmp_path, 60)


@pytest.mark.soak
async def test_half_an_hour_of_faults_leaves_nothing_open(tmp_path: Path) -> None:
    await soaked(tmp_path, 1800)
