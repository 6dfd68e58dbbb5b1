"""Fifty people, two to an organisation, tap an invitation all at once: over HTTP, with the whole bot."""

import asyncio
import random
from collections.abc import Iterator
from datetime import timedelta

from handlers import post
from handlers.joining import PRIVACY
from handlers.messages import Kind, Reply
from handlers.rsvp.card import invitation
from handlers.understand.fold import fold
from storage import broadcasts, meetings, organisations, people, rsvp
from storage.database import Connection, tool_connection
from storage.meetings import Meeting
from storage.plan import TOWN
from storage.rsvp import MAYBE, NO, YES, Counts, Rsvp
from tests.telegram.conftest import ANA, Line

ORGANISATIONS, EACH = 25, 2
PEOPLE = range(1000, 1000 + ORGANISATIONS * EACH)
SAID = {YES: "venim, 1 persoană", NO: "nu putem", MAYBE: "încă nu știm"}


def invite(line: Line, people_of: dict[int, list[int]]) -> Meeting:
    """A meeting in nine days, and a waiting invitation for everybody; user → organisations."""
    now = line.app.engine.clock.now()
    with tool_connection(line.url) as connection:
        day = now.astimezone(TOWN).date() + timedelta(days=9)
        what = meetings.Content(meetings.NETWORK, "Reuniunea Rețelei", day, "15:00", "sala 210")
        meeting = meetings.add(connection, now, what)
        content = broadcasts.Content(broadcasts.INVITATION, meeting.title, meeting_id=meeting.id)
        sent = broadcasts.add(connection, now, content, None)
        broadcasts.change(connection, sent.id, state=broadcasts.APPROVED)
        members = {one.id: one for one in organisations.members(connection)}
        for user, ids in people_of.items():
            person = people.known(connection, "telegram", str(user)).person_id
            place = people.reach(connection, person)
            assert place is not None
            screen = invitation(meeting, sent, place, [members[one] for one in ids], {})
            reply = Reply(screen, person, Kind.INVITATION, live=False, subject=sent.subject)
            row = post.to_place(connection, now, reply, place, claimed=False)
            assert row is not None
            broadcasts.add_recipient(connection, sent.id, person=person, organisations=ids, outbox_id=row.id)
    return meeting


def populate(line: Line) -> dict[int, list[int]]:
    """Two coordinators for each organisation, who have all joined."""
    now = line.app.engine.clock.now()
    served: dict[int, list[int]] = {}
    with tool_connection(line.url) as connection:
        for number in range(ORGANISATIONS):
            name = f"Exemplu {number}"
            made = organisations.add(connection, now, now.date(), name, fold(name)).id
            for user in PEOPLE[number * EACH : (number + 1) * EACH]:
                _join(connection, line, user, made)
                served[user] = [made]
    return served


def _join(connection: Connection, line: Line, user: int, organisation: int) -> None:
    now = line.app.engine.clock.now()
    line.api.user(user)
    line.api.world.private(user).reachable = True
    person = people.meet(connection, now, "telegram", str(user)).person_id
    notice = {"privacy_version": PRIVACY, "privacy_at": now}
    people.update_person(connection, person, name=f"P{user}", language="ro", **notice)
    people.join(connection, now, person, people.COORDINATOR, organisation)


async def settled(line: Line) -> None:
    """Until nothing waits in memory or in the tables."""
    for _ in range(400):
        await line.quiet()
        with tool_connection(line.url) as connection:
            open_rows = connection.exec_driver_sql(
                "SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')"
            ).scalar()
        if not open_rows:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("the bot is still busy")


def answers(line: Line, meeting: Meeting) -> tuple[dict[int, Rsvp], Counts]:
    """Organisation → its answer, and the counts."""
    with tool_connection(line.url) as connection:
        found = {one.organisation_id: one for one in rsvp.of_meeting(connection, meeting.id)}
        return found, rsvp.counts(connection, meeting.id)


def burst(seed: int) -> Iterator[tuple[int, int]]:
    """(user, button): everybody taps three times, yes, no, yes or anything; all mixed."""
    draw = random.Random(seed)
    wished = {user: [0, 1, 0] if user % 3 else [draw.randrange(3) for _ in range(3)] for user in PEOPLE}
    turns = [user for user in PEOPLE for _ in range(3)]
    draw.shuffle(turns)
    for user in turns:
        yield user, wished[user].pop(0)


async def test_fifty_people_tap_at_once_and_each_organisation_has_one_answer(line: Line) -> None:
    served = populate(line)
    meeting = invite(line, served)
    for user in PEOPLE:
        await line.api.until(lambda user=user: bool(line.api.chat(user).from_bot))
    await settled(line)
    cards = {user: line.api.chat(user).from_bot[-1] for user in PEOPLE}
    before = {user: len(line.api.chat(user).from_bot) for user in PEOPLE}
    data = {user: [button[1] for row in cards[user].buttons for button in row] for user in PEOPLE}
    for user, button in burst(seed=20261125):
        line.api.tap(user, cards[user].id, data[user][button])
    await settled(line)
    found, counts = answers(line, meeting)
    assert len(found) == ORGANISATIONS
    said = [one.answer for one in found.values()]
    wanted = (said.count(YES), said.count(MAYBE), said.count(NO), 0, said.count(YES))
    assert (counts.come, counts.maybe, counts.no, counts.silent, counts.persons) == wanted
    for user, (organisation,) in served.items():
        answer = found[organisation]
        shown = line.api.chat(user).from_bot
        assert len(shown) == before[user], "an answer is an edit, never a new message"
        assert f": {SAID[answer.answer]} ({answer.name}" in shown[-1].words, (user, answer, shown[-1].words)


async def test_an_answer_is_one_tap_and_no_new_message(line: Line) -> None:
    await line.joined(ANA, "coordinator", "Exemplu Punte")
    invite(line, {ANA: [1]})
    await line.asked(ANA, "Aveți o invitație")
    await settled(line)
    before = len(line.api.chat(ANA).from_bot)
    line.api.press(ANA, "Venim")
    await settled(line)
    shown = line.api.chat(ANA).from_bot
    assert len(shown) == before
    assert "venim, 1 persoană" in shown[-1].words


async def test_the_calendar_file_arrives_as_a_document(line: Line) -> None:
    await line.joined(ANA, "coordinator", "Exemplu Punte")
    invite(line, {ANA: [1]})
    await line.asked(ANA, "Aveți o invitație")
    await settled(line)
    line.api.press(ANA, "Venim")
    await settled(line)
    line.api.press(ANA, "În calendar")
    await line.api.until(lambda: bool(line.api.calls("sendDocument")))
    (call,) = line.api.calls("sendDocument")
    (file,) = call.files.values()
    assert file["name"] == "reuniune.ics"
