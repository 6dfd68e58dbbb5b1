"""The Network's group on a Bot API server: confirmed, posted to, tapped in, moved, and left."""

import asyncio
from datetime import datetime, timedelta

from storage import broadcasts, groups, meetings
from storage.database import tool_connection
from storage.plan import TOWN
from tests.telegram.conftest import ANA, MARIA, Line

PATIENCE = 15.0
"""Seconds: groups are looked at every few."""

GROUP, SUPERGROUP, STRANGER = -7001, -1007001, 99


def now(line: Line) -> datetime:
    return line.app.engine.clock.now()


async def confirmed(line: Line) -> None:
    """The bot is added to the group and the secretariat says yes."""
    await line.joined(MARIA, "secretariat")
    await line.joined(ANA, "coordinator", "Exemplu Punte")
    line.api.group(GROUP, "Rețeaua ONG")
    chat = line.api.world.chats[GROUP].json
    change = {"chat": chat, "from": line.api.user(ANA), "date": 1}
    added = {"status": "member", "user": line.api.world.me}
    line.api.raw({"my_chat_member": change | {"new_chat_member": added}}, GROUP)
    await line.asked(MARIA, "Este grupul Rețelei?")
    line.api.press(MARIA, "Da, este grupul Rețelei")
    await line.asked(MARIA, "apar și în grupul")


def tell(line: Line, text: str) -> None:
    """Results for everybody are approved."""
    with tool_connection(line.url) as connection:
        content = broadcasts.Content(broadcasts.RESULTS, "Rezultate", text)
        made = broadcasts.add(connection, now(line), content, None)
    approve(line, made.id)


def approve(line: Line, broadcast: int) -> None:
    with tool_connection(line.url) as connection:
        approved = {"state": broadcasts.APPROVED, "approved_at": now(line), "audience": {"who": "all"}}
        broadcasts.change(connection, broadcast, **approved)


def invite(line: Line) -> None:
    """An invitation to everybody is approved; Ana's organisation is one of them."""
    with tool_connection(line.url) as connection:
        day = now(line).astimezone(TOWN).date() + timedelta(days=9)
        what = meetings.Content(meetings.NETWORK, "Reuniunea Rețelei", day, "15:00", "sala 210")
        meeting = meetings.add(connection, now(line), what)
        content = broadcasts.Content(broadcasts.INVITATION, meeting.title, meeting_id=meeting.id)
        made = broadcasts.add(connection, now(line), content, None)
        broadcasts.add_recipient(connection, made.id, organisations=[1])
    approve(line, made.id)


async def stands(line: Line, chat: int, words: str) -> None:
    """Until the newest message of the group contains the words."""

    def shown() -> bool:
        return any(words in one.words for one in line.api.chat(chat).from_bot[-1:])

    await line.api.until(shown, PATIENCE)


async def test_a_tap_in_the_group_answers_and_only_who_tapped_is_told(line: Line) -> None:
    await confirmed(line)
    invite(line)
    await stands(line, GROUP, "Vin: 0 organizații")
    query = line.api.press(ANA, "Venim / Придём", GROUP)
    await line.api.until(lambda: line.api.world.queries[query].answer is not None)
    answer = line.api.world.queries[query].answer
    assert answer is not None
    assert "„Exemplu Punte” vine, 1 persoană" in answer["text"]
    line.api.user(STRANGER)
    query = line.api.press(STRANGER, "Venim / Придём", GROUP)
    await line.api.until(lambda: line.api.world.queries[query].answer is not None)
    answer = line.api.world.queries[query].answer
    assert answer is not None
    assert answer["show_alert"]
    assert len(line.api.chat(GROUP).from_bot) == 1
    assert line.api.chat(STRANGER).from_bot == []


async def test_a_group_that_becomes_a_supergroup_still_hears(line: Line) -> None:
    await confirmed(line)
    line.api.migrate(GROUP, SUPERGROUP)
    tell(line, "Am fost 40.")
    await stands(line, SUPERGROUP, "Am fost 40.")
    await line.quiet()
    with tool_connection(line.url) as connection:
        found = groups.at(connection, "telegram", str(SUPERGROUP))
        assert found is not None
        assert found.state == groups.NETWORK


async def test_a_group_that_threw_us_out_is_left(line: Line) -> None:
    await confirmed(line)
    line.api.kick(ANA, GROUP)
    await line.quiet()
    with tool_connection(line.url) as connection:
        found = groups.at(connection, "telegram", str(GROUP))
        assert found is not None
        assert found.state == groups.LEFT


async def test_a_group_that_refuses_a_message_is_left_too(line: Line) -> None:
    await confirmed(line)
    line.api.world.chats[GROUP].refusal = "bot was kicked from the group chat"
    tell(line, "Am fost 40.")

    def state() -> str:
        with tool_connection(line.url) as connection:
            found = groups.at(connection, "telegram", str(GROUP))
        return found.state if found is not None else ""

    for _ in range(150):
        if state() == groups.LEFT:
            return
        await asyncio.sleep(PATIENCE / 150)
    raise AssertionError(state())
