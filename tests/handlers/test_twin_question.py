"""One event reported twice: the second author is asked first, and nothing is made or counted twice."""

import pytest
from sqlalchemy import select

from storage import heads, joint
from storage.records import COORGANISER
from storage.schema import CoOrganiser, JointEvidence, Record, RecordVersion
from tests.handlers.reporting import begins, reports, sends_report
from tests.support.chat import Chat, Town


@pytest.fixture
def ion(town: Town, ana: Chat) -> Chat:
    """A coordinator of another organisation, after Ana's has reported."""
    sends_report(ana, "1.1", "40", "Biblioteca „Eugeniu Coșeriu”")
    return town.member("Ion", "Exemplu Speranța")


def records_in(town: Town) -> list[str]:
    """The numbers of all records."""
    with town.work() as connection:
        return list(connection.execute(select(Record.number).order_by(Record.id)).scalars())


def beside(town: Town, record: int = 1) -> list[str]:
    """The names of the members beside a record."""
    with town.work() as connection:
        held = joint.held_with(connection, (record,)).get(record, {})
    return [name for _, name in held.get(COORGANISER, ())]


def saves(chat: Chat, people: str = "60", place: str = "biblioteca coseriu") -> Chat:
    """The same event again, saved."""
    return reports(chat, "1.1", people, place).taps("Salvează")


def test_the_second_author_is_asked_and_nothing_is_made_yet(town: Town, ion: Chat) -> None:
    saves(ion).is_asked("joint.ask")
    ion.sees("„Exemplu Punte” a raportat deja", "BLT-2026-0001", "13 oct.", "40 de participanți")
    ion.offers("Da, ne adăugăm", "Nu, e altceva")
    assert records_in(town) == ["BLT-2026-0001"]


def test_yes_adds_the_organisation_and_makes_no_second_record(town: Town, ion: Chat) -> None:
    saves(ion).taps("Da, ne adăugăm").is_asked("joint.joined").sees("coorganizator la BLT-2026-0001")
    assert records_in(town) == ["BLT-2026-0001"]
    assert beside(town) == ["Exemplu Speranța"]


def test_the_lead_and_the_secretariat_are_told_once_each(
    town: Town, maria: Chat, ana: Chat, ion: Chat
) -> None:
    colleague = town.member("Dan", "Exemplu Punte")
    saves(ion).taps("Da, ne adăugăm", times=2)
    for chat in (ana, colleague, maria):
        told = [shown for shown in chat.messages if shown.message.key == "joint.added"]
        assert len(told) == 1, chat.name
    maria.sees("Exemplu Speranța", "40 de participanți", "60 de participanți", "nu se adună")
    ana.sees("Exemplu Speranța").misses("60")


def test_the_same_tap_again_shows_the_same_receipt(ion: Chat) -> None:
    asked = saves(ion).screen
    data = str(asked.message.rows[0][0].data)
    ion.taps_data(data, asked).is_asked("joint.joined")
    ion.taps_data(data, asked).is_asked("joint.joined").sees("BLT-2026-0001")


def test_the_other_head_count_is_kept_beside_the_record_and_never_added(
    town: Town, maria: Chat, ion: Chat
) -> None:
    saves(ion, people="circa 60").taps("Da, ne adăugăm").sees("60 de participanți", "nu se adună")
    maria.says("/verificare").taps("BLT-2026-0001").is_told("joint.beside", "joint.counted")
    maria.sees("După „Exemplu Speranța”: 60 de participanți, estimativ")
    with town.work() as connection:
        assert heads.known(connection, 1).total == 40


def test_photos_and_words_are_offered_and_kept_with_their_consent(town: Town, maria: Chat, ion: Chat) -> None:
    begins(ion, "1.1").says("ieri").says("Biblioteca Coșeriu").says("40").taps("Sari peste")
    ion.sends(2, "Am citit împreună.").taps("Bună practică").says("Bunicii au citit copiilor.")
    ion.is_asked("event.review").taps("Da, salvează").taps("Da, ne adăugăm")
    ion.is_told("joint.keep").sees("2 fișiere", "descrierea", "buna practică").taps("Da, păstrează")
    ion.is_asked("joint.kept")
    with town.work() as connection:
        assert list(connection.execute(select(JointEvidence.consent)).scalars()) == [True, True]
    maria.says("/verificare").taps("BLT-2026-0001").sees("Bunicii au citit copiilor.", "Am citit împreună.")
    maria.taps("Fișierele lor: 2").is_asked("review.photos")
    assert len(maria.last.message.media) == 2


def test_what_is_not_wanted_is_not_kept(town: Town, ion: Chat) -> None:
    begins(ion, "1.1").says("ieri").says("Biblioteca Coșeriu").says("40").taps("Sari peste")
    ion.sends(1, "O poză").taps("Nu, doar uz intern").taps("Da, ne adăugăm").taps("Nu păstra")
    with town.work() as connection:
        assert connection.execute(select(JointEvidence.media_id)).all() == []


def test_no_sends_the_report_and_the_pair_is_never_asked_about_again(
    town: Town, maria: Chat, ion: Chat
) -> None:
    saves(ion).taps("Nu, e altceva").is_asked("event.receipt")
    assert records_in(town) == ["BLT-2026-0001", "BLT-2026-0002"]
    maria.says("/verificare").taps("BLT-2026-0002").is_told("flag.twin.apart")


def test_no_is_remembered_when_the_author_goes_back_to_the_answers(town: Town, ana: Chat, ion: Chat) -> None:
    sends_report(town.member("Olga", "Exemplu Pro"), "1.1", "41", "Biblioteca Coșeriu")
    saves(ion).is_asked("joint.ask").taps("Nu").is_asked("joint.ask").taps("Înapoi la verificare")
    ion.is_asked("event.review").says("4: 61").taps("Salvează").is_asked("joint.ask")
    first, second = (shown for shown in ("BLT-2026-0001", "BLT-2026-0002"))
    assert [first in ion.last.text, second in ion.last.text] == [False, True]
    ion.taps("Nu").is_asked("event.receipt")


def test_ones_own_second_report_opens_the_first_and_can_be_taken_back(town: Town, ana: Chat) -> None:
    sends_report(ana, "1.1", "25", "Biblioteca")
    reports(ana, "1.1", "25", "biblioteca").taps("Salvează").is_asked("joint.ask").sees("Există deja")
    ana.taps("Da, e același").is_asked("record.card").sees("BLT-2026-0001")
    assert records_in(town) == ["BLT-2026-0001"]
    ana.taps("Recuperează ciorna").is_asked("event.review")


def test_ones_own_two_events_of_a_day_are_two(town: Town, ana: Chat) -> None:
    sends_report(ana, "1.1", "25", "Biblioteca")
    reports(ana, "1.1", "25", "biblioteca").taps("Salvează").taps("Nu, sunt două").is_asked("event.receipt")
    assert records_in(town) == ["BLT-2026-0001", "BLT-2026-0002"]


def test_what_repeats_every_week_is_never_asked_about(town: Town, ana: Chat) -> None:
    for _ in range(4):
        reports(ana, "1.1", "25", "Biblioteca").taps("Salvează").is_asked("event.receipt")
        town.later(days=7)


def test_another_organisation_reads_nothing_but_what_names_the_event(town: Town, ana: Chat) -> None:
    ana.says("/raport").says("1.1").says("ieri").says("Biblioteca").says("40").says("15 10 3")
    ana.sends(1, "Descriere secretă").taps("Probleme").says("Problemă secretă").says("Măsură secretă")
    ana.taps("Da, salvează").is_asked("event.receipt")
    ion = town.member("Ion", "Exemplu Speranța")
    saves(ion, place="Biblioteca").taps("Da, ne adăugăm").taps("Deschide raportul").is_asked("joint.card")
    read = "\n".join(shown.text for shown in ion.messages)
    assert "secret" not in read.replace("secretariat", "").replace("Secretariat", "")
    ion.sees("BLT-2026-0001", "Biblioteca", "40 de participanți", "Exemplu Punte")


def test_a_record_that_went_away_meanwhile_is_asked_about_no_more(town: Town, ana: Chat, ion: Chat) -> None:
    saves(ion).is_asked("joint.ask")
    with town.work() as connection:
        connection.exec_driver_sql("UPDATE record SET status = 'withdrawn'")
    ion.taps("Da, ne adăugăm").is_asked("event.review")
    with town.work() as connection:
        assert connection.execute(select(CoOrganiser.record_id)).all() == []
    ion.taps("Salvează").is_asked("event.receipt")


def test_the_secretariats_own_record_is_never_asked_about(town: Town, maria: Chat, ana: Chat) -> None:
    sends_report(ana, "1.1", "25", "Biblioteca")
    maria.says("/meniu").says("Altele").taps("Raportează")
    maria.says("1.1").says("ieri").says("Biblioteca").says("25").taps("Sari peste").taps("Fără poze")
    maria.taps("Salvează").is_asked("event.desk_saved")
    with town.work() as connection:
        assert len(connection.execute(select(RecordVersion.record_id)).all()) == 2
