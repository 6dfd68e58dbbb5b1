"""A member that another's report names answers for itself: yes, no, to correct; silence is a yes."""

from datetime import timedelta

import pytest

from handlers.proactive.speak import speak
from scheduler.housekeeping import CO_ORGANISER_ANSWERS, prune
from storage import joint
from storage.records import COORGANISER
from tests.handlers.reporting import reports
from tests.support.chat import Chat, Town


def asks(town: Town) -> int:
    """The bot asks whom it has to ask; how many messages."""
    with town.work() as connection:
        rows = speak(connection, town.now)
    town.deliver(rows)
    return len(rows)


def state(town: Town, record: int = 1) -> str:
    """What the named member answered."""
    with town.work() as connection:
        (said,) = joint.stated(connection, record)
    return said.state


def is_beside(town: Town, record: int = 1) -> bool:
    """Whether anybody stands beside the record in figures and lists."""
    with town.work() as connection:
        return COORGANISER in joint.held_with(connection, (record,)).get(record, {})


@pytest.fixture
def ion(town: Town, ana: Chat) -> Chat:
    """A coordinator of the organisation that Ana's report names."""
    ion = town.member("Ion", "Exemplu Speranța")
    reports(ana, "1.1").taps("Parteneri").says("Exemplu Speranța").taps("Salvează").is_asked("event.receipt")
    return ion


def test_the_named_member_is_asked_once_with_what_names_the_event(town: Town, ion: Chat) -> None:
    assert [asks(town), asks(town)] == [1, 0]
    ion.is_asked("joint.named").sees("„Exemplu Punte”", "BLT-2026-0001", "13 oct.", "Biblioteca", "25")
    ion.offers("Da", "Nu", "Corectăm")


def test_yes_is_one_tap_and_the_event_stands_in_the_list_marked(town: Town, ion: Chat) -> None:
    asks(town)
    ion.taps("Da").is_asked("joint.answered").sees("marcat coorganizator")
    assert state(town) == joint.CONFIRMED
    ion.says("/situatia").is_asked("standing").sees("0 evenimente, 0 participări", "1 eveniment")
    ion.sees("coorganizator, a raportat „Exemplu Punte”")
    ion.taps("Toate rapoartele").is_asked("records.all").taps("BLT-2026-0001").is_asked("joint.card")


def test_no_takes_the_member_away_and_tells_the_lead_and_the_secretariat(
    town: Town, ana: Chat, maria: Chat, ion: Chat
) -> None:
    asks(town)
    assert is_beside(town)
    ion.taps("Nu").is_asked("joint.answered").is_told("joint.refused_done")
    assert not is_beside(town)
    for chat in (ana, maria):
        chat.is_asked("joint.news").sees("Exemplu Speranța", "nu a organizat împreună BLT-2026-0001")
    ion.says("/situatia").misses("BLT-2026-0001")
    ana.taps("Deschide raportul").sees("Au răspuns că nu l-au organizat: Exemplu Speranța")


def test_the_first_answer_of_the_organisation_counts(town: Town, ion: Chat) -> None:
    eva = town.member("Eva", "Exemplu Speranța")
    assert asks(town) == 2
    ion.taps("Da")
    eva.taps("Nu").is_told("joint.was_confirmed")
    assert state(town) == joint.CONFIRMED


def test_the_same_answer_again_changes_nothing(town: Town, ana: Chat, ion: Chat) -> None:
    asks(town)
    asked = ion.screen
    no = str(asked.message.rows[0][1].data)
    ion.taps_data(no, asked)
    told = len(ana.messages)
    ion.taps_data(no, asked).is_told("joint.was_refused")
    assert (state(town), len(ana.messages)) == (joint.REFUSED, told)


def test_a_correction_is_a_yes_and_reaches_the_lead_and_the_secretariat(
    town: Town, ana: Chat, maria: Chat, ion: Chat
) -> None:
    asks(town)
    ion.taps("Corectăm").is_asked("together.wish").says("Am fost în sala mare.").is_told("joint.wish_sent")
    assert state(town) == joint.CONFIRMED
    for chat in (ana, maria):
        chat.is_asked("joint.news").sees("Am fost în sala mare.", "BLT-2026-0001")


def test_silence_is_a_yes_after_the_days_to_answer(town: Town, ion: Chat) -> None:
    asks(town)
    for passed, then in ((CO_ORGANISER_ANSWERS, joint.WAITING), (timedelta(seconds=1), joint.SILENT)):
        town.now += passed
        with town.work() as connection:
            prune(connection, town.now)
        assert (state(town), is_beside(town)) == (then, True)
    ion.taps("Nu").is_told("joint.refused_done")
    assert not is_beside(town)


def test_a_member_without_people_waits_until_it_has_some(town: Town, ana: Chat) -> None:
    town.organisation("Exemplu Nord")
    reports(ana, "1.1").taps("Parteneri").says("Exemplu Nord").taps("Salvează")
    assert asks(town) == 0
    assert is_beside(town)
    town.member("Olga", "Exemplu Nord")
    assert asks(town) == 1


def test_what_the_lead_took_back_is_not_asked(town: Town, ana: Chat, maria: Chat, ion: Chat) -> None:
    with town.work() as connection:
        connection.exec_driver_sql("DELETE FROM party")
    assert asks(town) == 0


def test_a_member_that_reports_the_event_itself_needs_no_question(town: Town, ion: Chat) -> None:
    reports(ion, "1.1").taps("Salvează").taps("Da, ne adăugăm").is_asked("joint.joined")
    assert (state(town), asks(town)) == (joint.CONFIRMED, 0)
