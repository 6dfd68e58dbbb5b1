"""An invitation to a hundred people on Telegram, sent as the product sends it, and what the server saw."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from handlers.broadcast import sending
from handlers.broadcast.audience import Addressee
from handlers.joining import PRIVACY
from handlers.understand.fold import fold
from storage import broadcasts, meetings, organisations, people
from storage.database import Connection, tool_connection
from tests.support.botapi import FakeBotApi

FIRST, PEOPLE = 2001, 100
CHATS = range(FIRST, FIRST + PEOPLE)


def invite(url: str, api: FakeBotApi, now: datetime, chats: Sequence[int] = CHATS) -> int:
    """Let everybody have joined, and invite them all; the number of the broadcast."""
    to = gathered(url, api, now, chats)
    with tool_connection(url) as connection:
        return sent(connection, now, to)


def gathered(url: str, api: FakeBotApi, now: datetime, chats: Sequence[int] = CHATS) -> tuple[Addressee, ...]:
    """People who have joined and whose phones the bot may write to."""
    for chat in chats:
        api.user(chat)
        api.world.private(chat).reachable = True
    with tool_connection(url) as connection:
        return tuple(joined(connection, now, chat) for chat in chats)


def joined(connection: Connection, now: datetime, chat: int) -> Addressee:
    """Somebody who speaks for an organisation of their own."""
    name = f"Exemplu {chat}"
    organisation = organisations.add(connection, now, date(2026, 1, 1), name, fold(name)).id
    person = people.meet(connection, now, "telegram", str(chat)).person_id
    known = {"language": "ro", "privacy_version": PRIVACY, "privacy_at": now}
    people.update_person(connection, person, name=f"Om {chat}", **known)
    people.join(connection, now, person, people.COORDINATOR, organisation)
    return Addressee(person, f"Om {chat}", "ro", (organisation,), True)


def sent(connection: Connection, now: datetime, to: Sequence[Addressee]) -> int:
    """Invite them to a meeting in a week."""
    day = now.date() + timedelta(days=7)
    what = meetings.Content(meetings.NETWORK, "Reuniunea Rețelei", day, "15:00", "sala 210")
    meeting = meetings.add(connection, now, what)
    content = broadcasts.Content(broadcasts.INVITATION, meeting.title, meeting_id=meeting.id)
    made = broadcasts.add(connection, now, content, None, state=broadcasts.APPROVED)
    sending.send(connection, now, made, to, now)
    return made.id


def delivered(api: FakeBotApi, chats: Sequence[int] = CHATS) -> Counter[int]:
    """How often each of the people got something."""
    return Counter(call.chat_id for call in api.deliveries() if call.chat_id in chats)  # type: ignore[misc]


def ladder(url: str, number: int) -> Mapping[str, int]:
    """How far the messages got, as the product counts it."""
    with tool_connection(url) as connection:
        return broadcasts.ladder(connection, number)
