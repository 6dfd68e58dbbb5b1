"""The lists of an organisation: five a page, filters, words typed while a list is shown."""

from datetime import date

import pytest

from storage import people, records
from storage.records import Content, Counts
from tests.handlers.every_activity import Case, tells
from tests.support.chat import Chat, Town


def project(chat: Chat, activity: str = "4.4", stage: str = "depus") -> Chat:
    """A project that was sent to the secretariat."""
    given = {"project.stage": (stage, stage), "event.type": ("proiect", "проект")}
    tells(chat, Case(activity, {}, given)).taps_first()
    return chat.is_asked("event.receipt")


def reported(
    town: Town, chat: Chat, day: date, place: str = "Biblioteca", activity: str = "1.1", title: str = ""
) -> str:
    """An event that was reported some time ago; its number."""
    with town.work() as connection:
        session = people.known(connection, "test", chat.name)
        (role,) = people.roles(connection, session.person_id)
        made = connection.exec_driver_sql("SELECT count(*) FROM record").scalar_one()
        days = {"first": day.isoformat(), "last": day.isoformat()}
        answers = {"activity": activity, "held": days, "place": place, "participants": None}
        name = title or f"Instruire: {place}"
        content = Content(activity, "training", name, "ro", day, day, place, None, Counts(18), answers, 1)
        record = records.submit(
            connection, town.now, 2026, "event", role.organisation_id, session.person_id, f"t:{made}", content
        )
        return str(connection.exec_driver_sql(f"SELECT number FROM record WHERE id = {record}").scalar_one())


@pytest.fixture
def twelve(town: Town, ana: Chat) -> Chat:
    """Ana's organisation has reported an event a month."""
    for month in range(1, 12):
        reported(town, ana, date(2026, month, 5), "Casa de cultură" if month == 7 else "Biblioteca")
    ana.acts = 0
    return ana


def test_five_stand_on_a_page_newest_first_and_the_ends_have_no_further_button(twelve: Chat) -> None:
    twelve.says("/evenimente").is_asked("records.event").sees("11 evenimente", "5 nov.", "18 participanți")
    numbers = [label for label in twelve.last.buttons if label.startswith("BLT")]
    assert numbers == [f"BLT-2026-{number:04d}" for number in (11, 10, 9, 8, 7)]
    twelve.misses("Anterioarele").taps("Următoarele").taps("Următoarele").misses("Următoarele")
    assert [label for label in twelve.last.buttons if label.startswith("BLT")] == ["BLT-2026-0001"]
    twelve.taps("Anterioarele").sees("BLT-2026-0006")


def test_an_old_event_is_found_in_two_interactions(twelve: Chat) -> None:
    twelve.says("/evenimente").says("iulie").is_asked("record.card").sees("BLT-2026-0007", "Casa de cultură")
    assert twelve.acts == 2


@pytest.mark.parametrize("words", ["casa", "Дом культуры", "casa de cultura", "июль", "июля", "JULY", "0007"])
def test_words_of_either_language_find_it(twelve: Chat, words: str) -> None:
    twelve.says("/evenimente").says(words).is_asked("record.card").sees("BLT-2026-0007")


def test_words_that_several_reports_have_leave_a_list_with_pages(twelve: Chat) -> None:
    twelve.says("/evenimente").says("biblioteca").is_asked("records.event").sees("„biblioteca”: 10 rapoarte")
    twelve.taps("Următoarele").sees("BLT-2026-0001").taps("Înapoi la listă").sees("11 evenimente")


def test_words_that_nothing_has_say_so_and_keep_the_list(twelve: Chat) -> None:
    twelve.says("/evenimente").says("rachete").is_told("lists.nothing").says("iulie").is_asked("record.card")


def test_a_form_in_hand_does_not_take_the_words_meant_for_the_list(twelve: Chat) -> None:
    twelve.says("/raport").says("1.1").says("/evenimente").says("iulie").is_asked("record.card")


def test_filters_stand_only_where_they_leave_something_out(town: Town, ana: Chat) -> None:
    reported(town, ana, date(2026, 3, 5))
    ana.says("/evenimente").misses("2026 ").misses("De completat").misses("Obiectiv")
    reported(town, ana, date(2025, 12, 5), "Muzeu", "9.1")
    ana.says("/evenimente").taps("☐ 2025").sees("Muzeu").misses("Biblioteca")
    ana.taps("☑ 2025").sees("Biblioteca", "Muzeu")
    ana.taps("Obiectiv").is_asked("records.objectives").taps("9").sees("Muzeu").misses("Biblioteca")


def test_what_waits_for_an_answer_is_a_filter(town: Town, ana: Chat) -> None:
    numbers = [reported(town, ana, date(2026, 3, day)) for day in (5, 6)]
    with town.work() as connection:
        records.decide(connection, town.now, 1, 1, 1, records.RETURNED)
    ana.says("/evenimente").taps("☐ De completat").sees(numbers[0]).misses(numbers[1])


def test_projects_show_their_stage_and_sum(ana: Chat) -> None:
    project(ana)
    ana.says("/proiecte").is_asked("records.project").sees("1 proiect", "Depus", "12 000 EUR")
    ana.says("/evenimente").is_told("lists.none.event")
    ana.presses("Altele").taps("Proiectele noastre").is_asked("records.project").taps("Toate rapoartele")
    ana.is_asked("records.all").sees("Perdea verde")


def test_a_list_of_another_organisation_is_never_shown(town: Town, twelve: Chat) -> None:
    town.member("Ion", "Exemplu Nord").says("/evenimente").is_told("lists.none.event").misses("BLT")


def test_the_secretary_is_told_that_lists_belong_to_members(maria: Chat) -> None:
    maria.says("/evenimente").is_told("problem.not_allowed")
