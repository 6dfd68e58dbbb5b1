"""A broadcast that does not arrive pauses by itself, its author decides, and nobody is missed or doubled."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from handlers.errors import SendError
from handlers.wire import read_screen
from scheduler import policy
from storage import broadcasts, health, outbox, people
from storage.database import Connection
from storage.health import Health
from storage.outbox import Message, Row
from tests.support.post import Post, post_over
from tests.support.traffic import START, database_in, settle_in

UNSURE = SendError("ambiguous", "timeout")
REFUSED = SendError("refused", "too long")


def invite(connection: Connection, number: int) -> int:
    """An approved invitation to so many people, by somebody in the chat "author"."""
    settle_in(connection, "author")
    author = people.known(connection, "fake", "author").person_id
    content = broadcasts.Content(broadcasts.INVITATION, "Reuniunea Rețelei")
    made = broadcasts.add(connection, START, content, author, state=broadcasts.APPROVED)
    for one in range(number):
        settle_in(connection, f"c{one}")
        person = people.known(connection, "fake", f"c{one}").person_id
        text = {"text": f"{one}"}
        message = Message("fake", f"c{one}", "invitation", text, subject=made.subject)
        row = outbox.add(connection, message, START, claimed=False)
        assert row is not None
        broadcasts.add_recipient(connection, made.id, person=person, outbox_id=row.id)
    return made.id


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    async with database_in(tmp_path) as database:
        made = post_over(database)
        yield made
        await made.sender.stop()


def notices(post: Post) -> Sequence[Row]:
    return [row for _, row in post.script.calls if row.chat == "author"]


async def state(post: Post, number: int) -> tuple[str, dict[str, int]]:
    found = await post.database.read(broadcasts.known, number)
    return found.state, dict(await post.database.read(broadcasts.ladder, number))


@pytest.mark.parametrize("error", [UNSURE, REFUSED], ids=["unsure", "refused"])
async def test_five_failures_in_a_row_pause_it_and_its_author_is_asked(post: Post, error: SendError) -> None:
    number = await post.database.transaction(invite, 30)
    post.script.outcomes = {f"c{one}": [error] for one in range(3, 30)}
    await post.wait(5)
    invited = [row for _, row in post.script.calls if row.chat != "author"]
    assert len(invited) == 3 + policy.FAILED_IN_A_ROW
    assert (await state(post, number))[0] == "paused"
    (asked,) = notices(post)
    assert [choice.action for choice in read_screen(asked.content["screen"]).choices] == [
        "broadcast.go_on",
        "broadcast.stop",
    ]
    await post.wait(300, tick=10)
    assert len([row for _, row in post.script.calls if row.chat != "author"]) == len(invited)


async def test_one_failure_in_ten_pauses_it_once_ten_have_arrived(post: Post) -> None:
    number = await post.database.transaction(invite, 40)
    post.script.outcomes = {f"c{one}": [REFUSED] for one in (2, 14)}
    await post.wait(5)
    assert (await state(post, number))[0] == "paused"
    assert len(post.script.delivered) == 13 + 1
    assert len(notices(post)) == 1


async def test_people_who_blocked_us_do_not_pause_it(post: Post) -> None:
    number = await post.database.transaction(invite, 30)
    post.script.outcomes = {f"c{one}": [SendError("blocked", "403")] for one in range(25)}
    await post.wait(15)
    assert await state(post, number) == ("approved", {"blocked": 25, "sent": 5})


async def test_a_network_that_is_down_does_not_pause_it(post: Post) -> None:
    number = await post.database.transaction(invite, 12)
    post.script.outcomes = {f"c{one}": [SendError("retry", "dns")] for one in range(12)}
    await post.wait(30)
    assert await state(post, number) == ("approved", {"sent": 12})


async def test_going_on_sends_the_rest_and_forgets_the_failures_so_far(post: Post) -> None:
    number = await post.database.transaction(invite, 30)
    post.script.outcomes = {f"c{one}": [REFUSED] for one in range(5)} | {"c16": [REFUSED]}
    await post.wait(5)
    assert await post.database.transaction(health.go_on, number, post.clock.now()) == 25
    await post.wait(10)
    assert await state(post, number) == ("approved", {"failed": 6, "sent": 24})
    texts = [row.content["text"] for row in post.script.delivered if row.chat != "author"]
    assert sorted(map(int, texts)) == [one for one in range(5, 30) if one != 16]
    assert len(notices(post)) == 1
    assert await post.database.transaction(health.go_on, number, post.clock.now()) is None


async def test_it_pauses_again_when_it_goes_on_to_fail(post: Post) -> None:
    number = await post.database.transaction(invite, 30)
    post.script.outcomes = {f"c{one}": [REFUSED] for one in range(30)}
    await post.wait(5)
    await post.database.transaction(health.go_on, number, post.clock.now())
    await post.wait(5)
    assert await state(post, number) == ("paused", {"failed": 10, "queued": 20})
    assert len(notices(post)) == 2


async def test_a_message_in_doubt_gets_its_copy_only_after_the_pause(post: Post) -> None:
    await post.database.transaction(invite, 30)
    post.script.outcomes = {f"c{one}": [UNSURE] for one in range(5)}
    await post.wait(200, tick=10)
    assert len(post.script.calls) == 5 + 1
    number = await post.database.transaction(first)
    await post.database.transaction(health.go_on, number, post.clock.now())
    await post.wait(100, tick=1)
    assert await state(post, number) == ("approved", {"sent": 30})
    assert len(post.script.calls) == 35 + 1


def first(connection: Connection) -> int:
    return broadcasts.in_state(connection, broadcasts.PAUSED)[0].id


@pytest.mark.parametrize(
    ("found", "pauses"),
    [
        (Health(0, 4, 4), False),
        (Health(0, 5, 5), True),
        (Health(100, 5, 5), True),
        (Health(9, 3, 1), False),
        (Health(10, 1, 1), False),
        (Health(10, 2, 1), True),
        (Health(90, 9, 1), False),
        (Health(90, 10, 1), True),
    ],
)
def test_what_is_too_much(found: Health, pauses: bool) -> None:
    assert policy.too_many(found) is pauses
