"""The card of a member: what is known, one field changed at a time, a new code, a coordinator's language."""

import subprocess
import sys

import pytest
from sqlalchemy import select

from storage import members
from storage.members import Member
from storage.schema import Audit
from tests.support.chat import Chat, Town
from tests.support.transcripts import reads_exactly

COLUMNS = {
    "Numele": "name",
    "IDNO": "idno",
    "Telefon": "phone",
    "E-mail": "email",
    "În Rețea din": "joined_on",
    "Limba": "language",
}


def of(town: Town, name: str) -> Member:
    """A member as the register has it."""
    number = town.organisation(name)
    with town.work() as connection:
        found = members.get(connection, number)
    assert found is not None
    return found


def opens(chat: Chat, words: str) -> Chat:
    """Type a part of the name and open the card."""
    return chat.says("/meniu").says(words).taps_first().is_asked("members.card")


def changes(chat: Chat, field: str, value: str) -> Chat:
    """Change one field of the member whose card is open."""
    chat.taps("Schimbă datele").is_asked("member_data.field").taps(field)
    return chat.says(value)


def audited(town: Town, action: str) -> int:
    with town.work() as connection:
        return len(connection.execute(select(Audit.seq).where(Audit.action == action)).all())


def test_the_card_names_who_serves_it_in_which_language_and_since_when(town: Town, maria: Chat) -> None:
    town.member("Ana", "Exemplu Punte", role="head")
    town.member("Serghei", "Exemplu Punte", "ru")
    opens(maria, "punte").sees("2 coordonatori", "Ana", "Română", "Serghei", "Русский", "14 oct.")
    maria.sees("În Rețea din 01.01.2026", "Telefon: lipsește", "fără raport")
    maria.offers("Invită un coordonator", "Schimbă datele", "Schimbă limba", "Arhivează")


def test_words_find_a_member_by_its_russian_name_and_by_its_idno(town: Town, maria: Chat) -> None:
    town.organisation("Exemplu Punte")
    changes(opens(maria, "punte"), "Numele în rusă", "Пример «Мост»").sees("Пример «Мост»")
    changes(maria, "IDNO", "100 360 001 2345").is_asked("members.card").sees("IDNO: 1003600012345")
    opens(maria, "мост").sees("Exemplu Punte")
    opens(maria, "1003600012345").sees("Exemplu Punte")


@pytest.mark.parametrize(
    ("field", "written", "kept"),
    [
        ("Numele", "Exemplu «Podul»", "Exemplu «Podul»"),
        ("IDNO", "3600012345678", "3600012345678"),
        ("IDNO", "36000123456", "0036000123456"),
        ("Telefon", "0231 5-46-19; 069123456", "+373 231 54 619, +373 691 23 456"),
        ("E-mail", "Contact@Speranta.MD", "Contact@speranta.md"),
        ("În Rețea din", "15.01.2026", "15.01.2026"),
        ("Limba", "Rusă", "rusă"),
    ],
)
def test_one_field_is_changed_with_the_old_value_in_sight(
    town: Town, maria: Chat, field: str, written: str, kept: str
) -> None:
    olga = town.secretary("Olga")
    town.organisation("Exemplu Punte")
    opens(maria, "punte").taps("Schimbă datele").taps(field).sees("Acum: ")
    maria.says(written).is_asked("members.card").is_told("member_data.done").sees(f"→ {kept}")
    olga.is_asked("desk.done").sees("Maria", kept)
    assert audited(town, f"member.change.{COLUMNS[field]}") == 1


@pytest.mark.parametrize(
    ("field", "written", "said"),
    [
        ("IDNO", "12345", "member_data.idno.constraint"),
        ("IDNO", "2002600054321", "member_data.taken"),
        ("Numele", "EXEMPLU „NORD”", "member_data.taken"),
        ("Telefon", "12", "member_data.phone.constraint"),
        ("E-mail", "contact(at)speranta", "member_data.email.constraint"),
        ("În Rețea din", "15.01.2027", "member_data.not_yet"),
    ],
)
def test_a_value_that_cannot_stand_is_explained_and_changes_nothing(
    town: Town, maria: Chat, field: str, written: str, said: str
) -> None:
    number = town.organisation("Exemplu Nord")
    with town.work() as connection:
        members.change(connection, number, {"idno": "2002600054321"})
    before = of(town, "Exemplu Punte")
    opens(maria, "punte").taps("Schimbă datele").taps(field).says(written).is_told(said)
    assert of(town, "Exemplu Punte") == before


def test_a_value_can_be_taken_away_and_the_same_one_changes_nothing(town: Town, maria: Chat) -> None:
    town.organisation("Exemplu Punte")
    changes(opens(maria, "punte"), "Telefon", "069123456")
    changes(maria, "Telefon", "069 12 34 56").is_told("member_data.same")
    maria.taps("Schimbă datele").taps("Telefon").taps("Șterge").is_asked("members.card").sees("lipsește")
    assert of(town, "Exemplu Punte").phone is None


def test_back_leads_from_a_field_to_the_list_and_from_there_to_the_card(town: Town, maria: Chat) -> None:
    town.organisation("Exemplu Punte")
    opens(maria, "punte").taps("Schimbă datele").taps("Telefon").taps("Înapoi").is_asked("member_data.field")
    maria.taps("Înapoi").is_asked("members.card")


def test_a_report_in_hand_waits_while_a_member_is_changed(town: Town, maria: Chat) -> None:
    town.organisation("Exemplu Punte")
    opens(maria, "punte")
    card = maria.screen
    maria.says("/raport").says("1.1").is_asked("event.held")
    maria.taps("Schimbă datele", card).taps("Telefon").says("069123456").is_asked("event.held")
    maria.is_told("member_data.done")


def test_a_new_code_ends_the_old_one(town: Town, maria: Chat) -> None:
    town.organisation("Exemplu Punte")
    opens(maria, "punte").taps("Invită")
    old = maria.last.text.split(": ")[1][:9]
    maria.taps("Înapoi").taps("Cod nou").is_asked("members.invitation").sees("1 cod vechi nu mai merge")
    ion = town.chat("Ion").says("/start").taps("Română").says(old).is_told("join.code.wrong")
    ion.says(maria.last.text.split(": ")[1][:9]).sees("Exemplu Punte")


def test_a_coordinators_language_is_changed_and_they_are_told_in_it(town: Town, maria: Chat) -> None:
    ana = town.member("Ana", "Exemplu Punte")
    town.member("Ion", "Exemplu Punte")
    opens(maria, "punte").taps("Schimbă limba").taps("Ana").taps("Русский").is_asked("members.card")
    maria.sees("Ana", "Русский")
    ana.sees("Секретариат выбрал для вас этот язык")


def test_somebody_elses_coordinator_is_none_of_this_member(town: Town, maria: Chat) -> None:
    town.member("Ana", "Exemplu Punte")
    town.organisation("Exemplu Nord")
    assert opens(maria, "nord").screen.buttons.count("Schimbă limba") == 0


def test_the_library_of_telephone_plans_is_not_loaded_by_the_actions() -> None:
    code = "import handlers.actions, sys; sys.exit('phonenumbers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("language", ["ro", "ru"])
def test_the_card_and_its_changes_read_exactly(town: Town, language: str) -> None:
    said = {
        "ro": ("Schimbă datele", "Telefon", "Schimbă limba", "Cod nou"),
        "ru": ("Изменить сведения", "Телефон", "Сменить язык", "Новый код"),
    }[language]
    town.member("Ana", "Exemplu Punte")
    maria = town.secretary("Maria", language)
    maria.log.clear()
    maria.says("punte").taps_first()
    maria.taps(said[0]).taps(said[1]).says("12").says("0231 5 46 19")
    maria.taps(said[2]).taps("English")
    reads_exactly(maria.transcript, language, "member_card")
