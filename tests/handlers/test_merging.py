"""Two reports of one event: the secretariat merges them, figures count one, undoing gives all back."""

from typing import Any

import pytest
from sqlalchemy import select

from storage import counted, heads
from storage.schema import Merge, Record
from tests.handlers.reporting import opens_review, reports, sends_report
from tests.support.chat import Chat, Town


@pytest.fixture
def ion(town: Town, ana: Chat) -> Chat:
    """A coordinator of another organisation that reported the same event as another one."""
    sends_report(ana, "1.1", "circa 40", "Biblioteca „Eugeniu Coșeriu”")
    return sends_report(town.member("Ion", "Exemplu Speranța"), "1.1", "60", "biblioteca coseriu")


def figures(town: Town) -> Any:
    """Everything that the figures read."""
    with town.work() as connection:
        return counted.approved_in(connection, 2026)


def status(town: Town, record: int) -> str:
    """How a record stands."""
    with town.work() as connection:
        return heads.known(connection, record).status


def accepts_both(maria: Chat) -> None:
    """The secretary accepts what waits."""
    opens_review(maria, 1).taps("Acceptă").taps("Următorul").taps("Acceptă")


def merges(maria: Chat) -> Chat:
    """From the card of the second record."""
    maria.says("BLT-2026-0002").taps("BLT-2026-0002").is_asked("record.card").taps("Unește cu BLT-2026-0001")
    return maria.is_asked("merge.preview")


def test_the_preview_names_both_records_and_the_number_that_stands(maria: Chat, ion: Chat) -> None:
    opens_review(maria, 2).taps("Unește cu BLT-2026-0001").is_asked("merge.preview")
    maria.sees("Unim BLT-2026-0002 cu BLT-2026-0001?", "40 de participanți, estimativ")
    maria.sees("În cifre: 60 de participanți. Numărul exact trece înaintea celui estimat")


def test_the_accepted_record_stays_and_the_other_can_be_chosen(maria: Chat, ion: Chat) -> None:
    opens_review(maria, 2).taps("Acceptă")
    opens_review(maria, 1).taps("Unește cu BLT-2026-0002").sees("Unim BLT-2026-0001 cu BLT-2026-0002?")
    maria.taps("Păstrează BLT-2026-0001").sees("Unim BLT-2026-0002 cu BLT-2026-0001?")
    maria.is_told("merge.not_accepted")


def test_a_merged_event_counts_once_with_one_number_and_both_organisations(
    town: Town, maria: Chat, ion: Chat
) -> None:
    accepts_both(maria)
    assert len(figures(town)) == 2
    merges(maria).taps("Unește").is_asked("merge.done")
    (one,) = figures(town)
    assert (one.number, one.total, one.estimated) == ("BLT-2026-0001", 60, False)
    assert [party.name for party in one.co_organisers] == ["Exemplu Speranța"]


def test_undoing_gives_back_exactly_what_was(town: Town, maria: Chat, ion: Chat) -> None:
    opens_review(maria, 1).taps("Acceptă")
    before = figures(town)
    opens_review(maria, 2)
    with town.work() as connection:
        rows = connection.execute(select(Record.__table__)).all()
    maria.taps("Unește cu BLT-2026-0001").taps("Unește")
    assert figures(town) != before
    town.later(days=400)
    maria.says("BLT-2026-0002").taps("BLT-2026-0002").taps("Anulează unirea")
    maria.is_asked("merge.undone").sees("trimis")
    assert figures(town) == before
    with town.work() as connection:
        assert connection.execute(select(Record.__table__)).all() == rows
        assert len(connection.execute(select(Merge.id)).all()) == 1


def test_both_organisations_are_told_once_each(maria: Chat, ana: Chat, ion: Chat) -> None:
    opens_review(maria, 2).taps("Unește cu BLT-2026-0001").taps("Unește", times=2)
    for chat, other in ((ana, "Exemplu Speranța"), (ion, "Exemplu Punte")):
        told = [shown for shown in chat.messages if shown.message.key == "merge.told"]
        assert len(told) == 1
        chat.sees("un singur eveniment", other, "sub numărul BLT-2026-0001")


def test_a_merged_record_says_where_it_went_and_can_be_changed_by_nobody(
    town: Town, maria: Chat, ana: Chat, ion: Chat
) -> None:
    accepts_both(maria)
    ion.says("BLT-2026-0002").taps("BLT-2026-0002").is_asked("record.card").offers("Cere corectare")
    card = ion.screen
    merges(maria).taps("Unește")
    ion.taps("Cere corectare", on=card).is_told("merge.went").sees("unit cu BLT-2026-0001")
    ion.says("BLT-2026-0002").taps("BLT-2026-0002").is_asked("record.card").sees("unit cu BLT-2026-0001")
    assert "Cere corectare" not in ion.last.buttons
    ion.taps("Deschide BLT-2026-0001").is_asked("joint.card").sees("Exemplu Punte")
    maria.says("BLT-2026-0002").taps("BLT-2026-0002").offers("Anulează unirea", "Deschide BLT-2026-0001")


def test_a_returned_record_that_was_merged_is_not_sent_again_and_comes_back_returned(
    town: Town, maria: Chat, ion: Chat
) -> None:
    opens_review(maria, 2).taps("Cere completare")
    maria.taps("☐ Locul").taps("Gata").taps_first().taps_first()
    assert status(town, 2) == "returned"
    merges(maria).taps("Unește")
    ion.says("Sala mare").is_told("merge.went")
    assert status(town, 2) == "merged"
    maria.taps("Anulează unirea")
    assert status(town, 2) == "returned"
    ion.says("/situatia").taps("1. Completează").says("Sala mare")
    assert status(town, 2) == "submitted"


def test_a_card_in_the_queue_that_was_merged_is_not_accepted(town: Town, maria: Chat, ion: Chat) -> None:
    other = town.secretary("Vasile")
    opens_review(other, 2)
    opens_review(maria, 2).taps("Unește cu BLT-2026-0001").taps("Unește")
    other.taps("Acceptă").is_asked("review.decided")
    assert status(town, 2) == "merged"


def test_a_request_to_correct_waits_while_its_record_is_merged(town: Town, maria: Chat, ion: Chat) -> None:
    accepts_both(maria)
    ion.says("BLT-2026-0002").taps("BLT-2026-0002").taps("Cere corectare").says("Au fost 61.")
    merges(maria).taps("Unește")
    maria.says("/verificare").misses("Corectare BLT-2026-0002")
    maria.says("BLT-2026-0002").taps("BLT-2026-0002").taps("Anulează unirea")
    maria.says("/verificare").taps("Corectare BLT-2026-0002").taps("Permite").is_told("correction.done")


def test_the_files_of_the_merged_record_are_reached_from_the_one_that_stays(
    town: Town, maria: Chat, ana: Chat
) -> None:
    sends_report(ana, "1.1", "40", "Biblioteca Coșeriu")
    ion = town.member("Ion", "Exemplu Speranța")
    ion.says("/raport").says("1.1").says("ieri").says("Biblioteca Coșeriu").says("40").taps("Sari peste")
    ion.sends(3, "Poze").taps("Da, salvează").taps("Nu").is_asked("event.receipt")
    opens_review(maria, 2).taps("Unește cu BLT-2026-0001").taps("Unește").taps("Deschide BLT-2026-0001")
    maria.taps("Fișierele lor: 3").is_asked("review.photos")
    assert len(maria.last.message.media) == 3


def test_records_that_changed_since_the_preview_are_shown_again(town: Town, maria: Chat, ion: Chat) -> None:
    opens_review(maria, 2).taps("Unește cu BLT-2026-0001").is_asked("merge.preview")
    with town.work() as connection:
        connection.exec_driver_sql("UPDATE record SET version = 2 WHERE id = 2")
        connection.exec_driver_sql("UPDATE record_version SET version = 2 WHERE record_id = 2")
        connection.exec_driver_sql("UPDATE participation SET version = 2 WHERE record_id = 2")
    maria.taps("Unește").is_asked("merge.preview").taps("Unește").is_asked("merge.done")


def test_a_record_that_others_were_merged_into_stays(town: Town, maria: Chat, ion: Chat) -> None:
    sends_report(town.member("Olga", "Exemplu Pro"), "1.1", "50", "Biblioteca Coșeriu")
    opens_review(maria, 3).taps("Unește cu BLT-2026-0002").taps("Păstrează BLT-2026-0003").taps("Unește")
    opens_review(maria, 1).taps("Unește cu BLT-2026-0003").sees("Unim BLT-2026-0001 cu BLT-2026-0003?")
    assert not any(label.startswith("Păstrează") for label in maria.last.buttons)
    maria.taps("Unește").is_asked("merge.done")


def test_two_reports_of_one_organisation_merge_with_one_notice(maria: Chat, ana: Chat) -> None:
    sends_report(ana, "1.1", "25", "Biblioteca")
    reports(ana, "1.1", "25", "Biblioteca").taps("Salvează").taps("Nu, sunt două")
    opens_review(maria, 2).taps("Unește cu BLT-2026-0001").taps("Unește")
    assert [shown.message.key for shown in ana.messages].count("merge.told") == 1
    ana.is_told("merge.told_own")
    ana.says("/situatia").sees("1 eveniment, 25 de participări")
