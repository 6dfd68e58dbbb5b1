"""An invitation to a hundred people on Telegram, as the product writes it, and what the server saw of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from handlers import post
from handlers.joining import PRIVACY
from handlers.messages import Choice, Kind, Reply, Screen
from storage import broadcasts, people
from storage.database import Connection, tool_connection
from tests.support.botapi import FakeBotApi

FIRST, PEOPLE = 2001, 100
CHATS = range(FIRST, FIRST + PEOPLE)


def invite(url: str, api: FakeBotApi, now: datetime, chats: Sequence[int] = CHATS) -> int:
    """Let everybody have joined and the invitation wait for the sender; the number of the broadcast."""
    for chat in chats:
        api.user(chat)
        api.world.private(chat).reachable = True
    with tool_connection(url) as connection:
        content = broadcasts.Content(broadcasts.INVITATION, "Reuniunea Rețelei")
        made = broadcasts.add(connection, now, content, None, state=broadcasts.APPROVED)
        for chat in chats:
            _write(connection, now, made, chat)
    return made.id


def _write(connection: Connection, now: datetime, made: broadcasts.Broadcast, chat: int) -> None:
    person = people.meet(connection, now, "telegram", str(chat)).person_id
    known = {"language": "ro", "privacy_version": PRIVACY, "privacy_at": now}
    people.update_person(connection, person, name=f"Om {chat}", **known)
    screen = Screen("rsvp.card", (f"Reuniunea Rețelei, pentru {chat}",), choices=(Choice("home", "Venim"),))
    row = post.to_person(
        connection, now, Reply(screen, person, Kind.INVITATION, subject=made.subject, live=False)
    )
    broadcasts.add_recipient(connection, made.id, person=person, outbox_id=row.id if row else None)


def delivered(api: FakeBotApi, chats: Sequence[int] = CHATS) -> Counter[int]:
    """How often each of the people got something."""
    return Counter(call.chat_id for call in api.deliveries() if call.chat_id in chats)  # type: ignore[misc]


def ladder(url: str, number: int) -> Mapping[str, int]:
    """How far the messages got, as the product counts it."""
    with tool_connection(url) as connection:
        return broadcasts.ladder(connection, number)
