"""Answers to invitations as rows: one for an organisation, and the counts are those of the last answers."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from storage import broadcasts, meetings, rsvp
from storage.rsvp import MAYBE, MOST, NO, YES, Counts
from tests.support.chat import Town, town_in

NOW = datetime(2026, 10, 14, 9, tzinfo=UTC)
ORGANISATIONS = (1, 2, 3, 4, 5)
MEETING = meetings.Content(meetings.NETWORK, "Reuniunea Rețelei", date(2026, 10, 21), "15:00", "sala 210")

ANSWERS = st.lists(
    st.tuples(
        st.sampled_from(ORGANISATIONS),
        st.sampled_from((YES, MAYBE, NO)),
        st.integers(min_value=1, max_value=MOST),
    ),
    max_size=20,
)


def inhabited(tmp_path: Path) -> Town:
    town = town_in(tmp_path)
    for number in ORGANISATIONS:
        town.organisation(f"Exemplu {number}")
    return town


def invited(connection: Connection, *organisations: int) -> int:
    meeting = meetings.add(connection, NOW, MEETING)
    content = broadcasts.Content(broadcasts.INVITATION, meeting.title, meeting_id=meeting.id)
    sent = broadcasts.add(connection, NOW, content, None)
    broadcasts.change(connection, sent.id, state=broadcasts.APPROVED)
    for one in organisations:
        broadcasts.add_recipient(connection, sent.id, organisations=[one])
    return meeting.id


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """One town for all examples: each has a meeting of its own."""
    return inhabited(tmp_path_factory.mktemp("rsvp"))


@settings(max_examples=40, deadline=None)
@given(given_answers=ANSWERS, guests=st.sets(st.sampled_from(ORGANISATIONS)))
def test_counts_are_those_of_the_last_answer_of_each_organisation(
    town: Town, given_answers: list[tuple[int, str, int]], guests: set[int]
) -> None:
    last = {organisation: (answer, persons) for organisation, answer, persons in given_answers}
    with town.work() as connection:
        meeting = invited(connection, *guests)
        for at, (organisation, answer, persons) in enumerate(given_answers):
            rsvp.answer(connection, NOW + timedelta(seconds=at), meeting, organisation, answer, persons, None)
        found = rsvp.of_meeting(connection, meeting)
        counted = rsvp.counts(connection, meeting)
    assert len(found) == len(last)
    assert counted == Counts(
        come=sum(answer == YES for answer, _ in last.values()),
        maybe=sum(answer == MAYBE for answer, _ in last.values()),
        no=sum(answer == NO for answer, _ in last.values()),
        silent=len(guests - last.keys()),
        persons=sum(persons for answer, persons in last.values() if answer == YES),
    )


@pytest.mark.parametrize(("answer", "persons"), [(YES, 0), (YES, MOST + 1), ("perhaps", 1)])
def test_an_answer_that_no_organisation_can_give_is_refused(town: Town, answer: str, persons: int) -> None:
    with town.work() as connection:
        meeting = invited(connection, 1)
        with pytest.raises(ValueError, match="persons"):
            rsvp.answer(connection, NOW, meeting, 1, answer, persons, None)
        assert rsvp.get(connection, meeting, 1) is None


def test_an_answer_remembers_the_version_of_the_meeting_that_it_was_given_for(town: Town) -> None:
    with town.work() as connection:
        meeting = invited(connection, 1)
        meetings.change(connection, NOW, meeting, version=2)
        assert rsvp.answer(connection, NOW, meeting, 1, NO, 0, None).version == 2


def test_somebody_arrives_once_for_each_organisation(tmp_path: Path) -> None:
    town = inhabited(tmp_path)
    town.member("Ana", "Exemplu 1")
    with town.work() as connection:
        meeting = invited(connection, 1, 2)
        assert rsvp.arrive(connection, NOW, meeting, 1, 1)
        assert not rsvp.arrive(connection, NOW, meeting, 1, 1)
        assert rsvp.arrive(connection, NOW, meeting, 2, 1)
        assert rsvp.has_arrived(connection, meeting, 1) == {1, 2}
        assert rsvp.arrived(connection, meeting) == rsvp.Arrived(organisations=2, persons=1)


def test_invitations_are_those_of_coming_meetings_that_were_sent(town: Town) -> None:
    with town.work() as connection:
        meeting = invited(connection, 1, 2)
        waits = invited(connection, 1)
        for one in broadcasts.of_meeting(connection, waits):
            broadcasts.change(connection, one.id, state=broadcasts.WAITS)
        cancelled = invited(connection, 1)
        meetings.change(connection, NOW, cancelled, state=meetings.CANCELLED)
        found = rsvp.invitations(connection, NOW, date(2026, 10, 21), (1, 3))
        assert (found[meeting], waits in found, cancelled in found) == ((1,), False, False)
        assert meeting not in rsvp.invitations(connection, NOW, date(2026, 10, 22), (1, 3))
