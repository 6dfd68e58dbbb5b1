"""The notice and one's own data: reading, agreeing anew, saying no, a copy, being forgotten, the way back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.understand.languages import LANGUAGES
from storage import erasing
from storage.retention import rules
from storage.schema import Job, Outbox, Person
from tests.handlers.reporting import begins, sends_report
from tests.handlers.test_joining import person_of
from tests.support.chat import Chat, Town

NEWER = "2027-01"


@pytest.fixture
def newer(ana: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """The notice has changed since Ana agreed to it."""
    monkeypatch.setattr("handlers.joining.PRIVACY", NEWER)


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_the_whole_notice_is_read_page_by_page_in_every_language(town: Town, language: str) -> None:
    ana = town.member("Ana", "Exemplu Punte", language)
    ana.says("/confidentialitate").is_asked("privacy").is_told("privacy.text.what").taps_first()
    ana.is_told("privacy.text.how_long").taps_first().is_told("privacy.text.rights", "privacy.copy.button")


def test_the_notice_says_how_long_things_are_kept(ana: Chat) -> None:
    ana.says("/конфиденциальность").taps("Mai departe").is_told("privacy.text.how_long")
    kept = rules()
    ana.sees(f"{kept.inbox} de zile", f"{kept.outbox_text} de zile", f"{kept.media_unused} de zile")


def test_the_notice_can_be_read_before_joining_and_joining_goes_on(town: Town) -> None:
    ana = town.chat("Ana").says("/start").taps("Română").is_asked("join.code")
    ana.says("/confidentialitate").is_asked("privacy").taps("Închide").is_asked("join.code")


def test_a_newer_notice_is_asked_about_once_and_the_place_stays(
    town: Town, ana: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    begins(ana, "1.1").says("ieri").is_asked("event.place")
    monkeypatch.setattr("handlers.joining.PRIVACY", NEWER)
    ana.says("Biblioteca").is_asked("privacy.changed").taps("Textul complet").is_asked("privacy")
    ana.taps("De acord").is_asked("event.place")
    assert person_of(town, "Ana").privacy_version == NEWER
    ana.says("Biblioteca").is_asked("event.participants")


@pytest.mark.usefixtures("newer")
def test_who_says_no_to_a_newer_notice_goes_on_reading(town: Town, ana: Chat) -> None:
    ana.presses("Situația").is_asked("privacy.changed").taps("Nu sunt de acord").is_told("privacy.declined")
    ana.presses("Situația").is_asked("standing")
    ana.presses("Raportează").is_told("privacy.needed")
    ana.says("/datele_mele").is_asked("mydata")
    ana.says("/confidentialitate").taps("De acord").is_asked("home")
    ana.presses("Raportează").is_asked("event.activity")


def test_a_report_in_hand_waits_for_who_said_no(ana: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    begins(ana, "1.1").says("ieri").is_asked("event.place")
    monkeypatch.setattr("handlers.joining.PRIVACY", NEWER)
    ana.says("Biblioteca").taps("Nu sunt de acord")
    ana.says("ceva anume").is_asked("not_understood")
    ana.says("/confidentialitate").taps("De acord").is_asked("event.place")


def test_a_copy_is_queued_once_and_says_what_is_inside(town: Town, ana: Chat) -> None:
    sends_report(ana).says("/мои_данные").is_told("mydata.inside").sees("1 raport", "0 ciorne")
    ana.says("/datele_mele").is_told("mydata.waits")
    with town.work() as connection:
        assert connection.execute(select(Job.kind)).scalars().all() == ["mydata"]


def asks_to_be_forgotten(chat: Chat) -> Chat:
    """Two taps after the command."""
    chat.says("/sterge_ma").is_asked("forget").taps("Da, ștergeți")
    return chat.is_told("forget.sure").taps("Confirm").is_asked("forget.pending")


def test_being_forgotten_is_two_taps_that_say_what_goes_and_what_stays(town: Town, ana: Chat) -> None:
    sends_report(ana)
    begins(ana, "1.1").says("ieri").says("/sterge_ma")
    ana.is_told("forget.gone", "forget.stays", "forget.undo_window").sees("1 raport", "7 zile", "fost coord")
    asks_to_be_forgotten(ana).sees("21 octombrie")


def test_nothing_is_shown_or_sent_while_the_days_run(town: Town, maria: Chat, ana: Chat) -> None:
    town.member("Ion", "Exemplu Punte")
    sends_report(ana)
    asks_to_be_forgotten(ana)
    seen = len(ana.messages)
    maria.says("/verificare").taps("BLT-2026-0001").taps("Acceptă").is_told("review.accepted")
    assert len(ana.messages) == seen
    for words in ("/raport", "/datele_mele", "salut", "/start"):
        ana.says(words).is_asked("forget.pending")
    ana.sends(1).is_asked("forget.pending").offers("Renunț la ștergere")


def test_the_way_back_restores_everything(ana: Chat) -> None:
    begins(ana, "1.1").says("ieri").is_asked("event.place")
    asks_to_be_forgotten(ana).taps("Renunț la ștergere").is_told("forget.undone")
    ana.presses("Raportează").is_asked("draft.offer").taps("Continuă").is_asked("event.place")


def test_the_way_back_can_be_typed(ana: Chat) -> None:
    asks_to_be_forgotten(ana).says("renunț la ștergere").is_told("forget.undone")


def test_a_change_of_mind_before_the_second_tap_changes_nothing(ana: Chat) -> None:
    ana.says("/sterge_ma").taps("Nu, rămân").is_asked("home")
    ana.says("/sterge_ma").taps("Da, ștergeți").taps("Nu, rămân").is_asked("home")


def test_the_last_coordinator_is_warned_and_the_secretariat_is_told(
    town: Town, maria: Chat, ana: Chat
) -> None:
    ana.says("/sterge_ma").is_told("forget.last_coordinator")
    asks_to_be_forgotten(ana)
    maria.is_told("forget.left_alone").sees("Exemplu Punte", "21 octombrie").misses("Ana")


def test_with_a_colleague_nobody_is_told(town: Town, maria: Chat, ana: Chat) -> None:
    town.member("Ion", "Exemplu Punte")
    seen = len(maria.messages)
    asks_to_be_forgotten(ana)
    assert len(maria.messages) == seen


def test_the_last_secretary_is_warned(maria: Chat) -> None:
    maria.says("/sterge_ma").is_told("forget.last_secretary")


def test_somebody_who_never_joined_is_forgotten_too(town: Town) -> None:
    ana = town.chat("Ana").says("/start").taps(dict(LANGUAGES)["ro"])
    asks_to_be_forgotten(ana)
    town.later(days=8)
    with town.work() as connection:
        assert erasing.erase_due(connection, town.now) == 1
    ana.says("/start").sees("În ce limbă")


def test_a_message_that_waited_to_be_sent_is_not_sent_any_more(town: Town, ana: Chat) -> None:
    with town.work() as connection:
        connection.execute(Outbox.__table__.update().values(state="pending"))  # type: ignore[attr-defined]
    asks_to_be_forgotten(ana)
    with town.work() as connection:
        states = connection.execute(select(Outbox.state).where(Outbox.state == "pending")).scalars().all()
        assert states == []


def test_the_head_of_who_was_forgotten_is_the_colleague_of_longest_standing(town: Town, ana: Chat) -> None:
    ion = town.member("Ion", "Exemplu Punte")
    asks_to_be_forgotten(ana)
    town.later(days=7, minutes=1)
    with town.work() as connection:
        erasing.erase_due(connection, town.now)
    ion.presses("Altele").taps("Colegii din ONG").sees("Ion (dumneavoastră), coordonator principal")


def test_nobody_is_forgotten_a_minute_too_early(town: Town, ana: Chat) -> None:
    asks_to_be_forgotten(ana)
    asked = town.now
    with town.work() as connection:
        due = connection.execute(select(Person.erase_at)).scalar_one()
        assert due - asked == timedelta(days=7)
        assert erasing.erase_due(connection, due - timedelta(minutes=1)) == 0
        assert erasing.erase_due(connection, due) == 1
