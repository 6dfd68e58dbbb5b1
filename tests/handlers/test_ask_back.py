"""A report with questions: asked by the secretariat, answered field by field, back by itself."""

import pytest
from sqlalchemy import func, select

from storage import heads, records
from storage.schema import RecordVersion
from tests.handlers.reporting import begins, opens_review, sends_report
from tests.support.chat import Chat, Town


def head_of(town: Town, number: int = 1) -> heads.Head:
    """The report as it stands in the store."""
    with town.work() as connection:
        return heads.known(connection, number)


def versions(town: Town) -> int:
    """How many versions of all reports are kept."""
    with town.work() as connection:
        return connection.execute(select(func.count()).select_from(RecordVersion)).scalar_one()


def asks_back(secretary: Chat) -> Chat:
    """Questions about two fields, up to the preview: a ready one and one in own words."""
    opens_review(secretary).taps("Cere completare").is_asked("ask_back.fields")
    secretary.taps("☐ Locul").taps("☐ Participanți").taps("Gata").is_asked("ask_back.about_place")
    secretary.taps("Unde a fost?").is_asked("ask_back.about_participants")
    return secretary.says("Chiar 25?").is_asked("ask_back.preview")


def test_the_preview_is_what_the_coordinator_reads(town: Town, ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    asks_back(maria).sees("Unde a avut loc evenimentul?", "Apoi mai este 1 întrebare")
    ana.is_asked("event.receipt")
    maria.taps("Trimite").is_told("ask_back.sent")
    ana.is_asked("returned").sees("Unde a avut loc evenimentul?", "Apoi mai este 1 întrebare")
    assert head_of(town).status == records.RETURNED


def test_a_russian_coordinator_reads_a_ready_question_in_russian(town: Town, maria: Chat) -> None:
    olga = town.member("Olga", "Exemplu Punte", "ru")
    olga.says("/raport").says("1.1").says("вчера").says("Онлайн").says("25").says("15 10 3")
    olga.says("без фото").taps_first().is_asked("event.receipt")
    asks_back(maria).sees("Где прошло").taps("Trimite")
    olga.is_asked("returned").sees("Где прошло").misses("Unde")


def test_the_answers_are_given_one_by_one_and_the_report_goes_back_by_itself(
    town: Town, ana: Chat, maria: Chat
) -> None:
    sends_report(ana)
    asks_back(maria).taps("Trimite")
    ana.says("Casa de cultură").is_asked("event.participants").sees("Chiar 25?")
    ana.says("27").is_asked("event.receipt").is_told("returned.done", "returned.again")
    ana.sees("Casa de cultură", "27", "BLT-2026-0001")
    maria.is_asked("review.arrived").is_told("review.arrived_again").taps("Deschide raportul")
    maria.is_asked("review.card.2").sees("Casa de cultură", "27")


def test_the_version_before_is_kept(town: Town, ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    before = head_of(town)
    asks_back(maria).taps("Trimite")
    ana.says("Casa de cultură").says("27")
    after = head_of(town)
    assert (before.version, after.version, versions(town)) == (1, 2, 2)
    with town.work() as connection:
        totals = [records.counts_of(connection, after.id, version) for version in (1, 2)]
    assert [counts.total for counts in totals if counts] == [25, 27]


def test_only_what_was_asked_changes(town: Town, ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    before = head_of(town).answers
    asks_back(maria).taps("Trimite")
    ana.says("Casa de cultură").says("27")
    after = head_of(town).answers
    assert {name for name in before if before[name] != after[name]} == {"place", "participants"}


def test_back_in_a_returned_report_sends_nothing(town: Town, ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    asks_back(maria).taps("Trimite")
    ana.taps("Completează").is_asked("event.place").taps("Înapoi").is_asked("home")
    assert (head_of(town).status, versions(town)) == (records.RETURNED, 1)
    ana.presses("Altele").taps("Ciorne").taps_first().is_asked("event.place")


def test_back_after_the_first_answer_asks_it_again(town: Town, ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    asks_back(maria).taps("Trimite")
    ana.says("Casa de cultură").is_asked("event.participants").taps("Înapoi").is_asked("event.place")
    assert versions(town) == 1
    ana.says("Muzeul").is_asked("event.participants").says("27").is_asked("event.receipt").sees("Muzeul")


def test_a_coordinator_in_the_middle_of_a_report_is_not_interrupted(
    town: Town, ana: Chat, maria: Chat
) -> None:
    sends_report(ana)
    begins(ana, "4.1")
    asks_back(maria).taps("Trimite")
    ana.is_asked("returned").is_told("returned.later")
    ana.says("12.10").is_asked("event.place").sees("Pasul 3")
    returned = next(shown for shown in ana.messages if shown.message.key == "returned")
    ana.taps("Completează", on=returned).is_asked("event.place").says("Casa de cultură").says("27")
    ana.is_asked("event.receipt")
    assert head_of(town).version == 2
    ana.presses("Altele").taps("Ciorne").taps_first().is_asked("event.place").sees("Pasul 3")


def test_a_colleague_cannot_complete_it_a_second_time(town: Town, ana: Chat, maria: Chat) -> None:
    ion = town.member("Ion", "Exemplu Punte")
    sends_report(ana)
    asks_back(maria).taps("Trimite")
    ion.says("BLT-2026-0001").taps("BLT-2026-0001").taps("Completează").says("Muzeul").says("27").is_asked(
        "event.receipt"
    )
    ana.says("Casa de cultură").says("28").is_told("returned.done_before")
    assert (head_of(town).version, head_of(town).place) == (2, "Muzeul")


def test_asking_needs_a_field(ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    opens_review(maria).taps("Cere completare").says("nimic").is_asked("ask_back.fields")
    assert maria.last.message.error


@pytest.mark.parametrize("leave", ["Înapoi", "Salvează și ieși"])
def test_a_preview_can_be_left_without_sending(town: Town, ana: Chat, maria: Chat, leave: str) -> None:
    sends_report(ana)
    told = len(ana.messages)
    asks_back(maria).taps(leave)
    assert (head_of(town).status, len(ana.messages)) == (records.SUBMITTED, told)


def test_questions_about_a_report_that_was_accepted_meanwhile_are_not_sent(
    town: Town, ana: Chat, maria: Chat
) -> None:
    sends_report(ana)
    asks_back(maria)
    opens_review(town.secretary("Elena")).taps("Acceptă")
    told = len(ana.messages)
    maria.taps("Trimite").is_told("review.decided_before")
    assert (head_of(town).status, len(ana.messages)) == (records.APPROVED, told)
