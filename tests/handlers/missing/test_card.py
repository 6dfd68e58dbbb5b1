"""One member at the secretariat: phone notes, a promised day, an excuse, nothing to report, all audited."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from storage.obligations import State
from storage.schema import Audit
from tests.handlers.missing import owed
from tests.support.chat import Chat, Town


def opens(maria: Chat, name: str = "nord") -> Chat:
    return maria.says("/lipsa").says(name).is_asked("missing.card")


def audited(town: Town) -> list[str]:
    with town.work() as connection:
        return list(connection.execute(select(Audit.action).order_by(Audit.seq)).scalars())


def test_a_call_is_noted_with_a_word_and_is_the_last_contact(town: Town, maria: Chat) -> None:
    opens(maria).sees("fără contact").taps("Am vorbit").is_asked("missing_phone.word")
    maria.says("trimit raportul vineri").is_asked("missing.card").is_told("missing.phone.done")
    maria.sees("lu, 8 feb., Maria: discuție la telefon – „trimit raportul vineri”", "contact lu, 8 feb.")
    assert "missing.phone" in audited(town)
    assert owed.of(town, "Exemplu Nord").state(town.today) is State.OVERDUE


def test_a_call_may_be_noted_without_a_word(maria: Chat) -> None:
    opens(maria).taps("Am vorbit").taps("Sari peste").is_asked("missing.card").sees(
        "Maria: discuție la telefon"
    )


def test_stepping_back_from_a_note_leaves_no_note(maria: Chat) -> None:
    opens(maria).taps("Am vorbit").taps("Înapoi").is_asked("missing.card").misses("discuție")


def test_a_promised_day_is_typed_or_tapped_and_stands_in_the_list(town: Town, maria: Chat) -> None:
    opens(maria).taps("Amână").says("19.02").is_asked("missing.card").sees("promis până vi, 19 feb.")
    one = owed.of(town, "Exemplu Nord")
    assert (one.promised_until, one.state(town.today)) == (date(2027, 2, 19), State.PROMISED)
    maria.says("/lipsa").sees("2. Exemplu Nord · promis până vi, 19 feb.")
    opens(maria, "punte").taps("Amână").taps("vi, 12 feb.").sees("promis până vi, 12 feb.")
    assert audited(town).count("missing.postpone") == 2


@pytest.mark.parametrize(
    ("words", "key"), [("01.02.2027", "missing.until.past"), ("hm", "missing.until.constraint")]
)
def test_a_day_that_cannot_be_promised_is_asked_again(town: Town, maria: Chat, words: str, key: str) -> None:
    opens(maria).taps("Amână").says(words).is_told(key)
    assert owed.of(town, "Exemplu Nord").promised_until is None


def test_an_excuse_has_a_reason_is_shown_and_can_be_taken_back(town: Town, maria: Chat) -> None:
    opens(maria).taps("Scutește").is_asked("missing_excuse.reason").says("activitate suspendată")
    maria.is_asked("missing.card").sees("scutit", "activitate suspendată")
    maria.says("/lipsa").sees("fără raport 2", "Scutite: 1", "3 din 6 (50 %)").taps("Scutite")
    maria.sees("1. Exemplu Nord · scutit").taps("1").taps("Anulează scutirea").is_told(
        "missing.unexcuse.done"
    )
    assert owed.of(town, "Exemplu Nord").state(town.today) is State.OVERDUE
    assert [one for one in audited(town) if "excuse" in one] == ["missing.excuse", "missing.unexcuse"]


def test_nothing_to_report_is_noted_for_a_member_and_can_be_undone(town: Town, maria: Chat) -> None:
    opens(maria).taps("Nu au avut").is_asked("missing.nothing")
    assert owed.of(town, "Exemplu Nord").state(town.today) is State.NOTHING
    maria.says("/lipsa").sees("fără activități 2 · fără raport 2")
    opens(maria, "punte").taps("Nu au avut").taps("Anulează").is_told("missing.nothing.undone")
    assert owed.of(town, "Exemplu Punte").state(town.today) is State.OVERDUE
    assert [one for one in audited(town) if "nothing" in one] == ["nothing.tell"] * 2 + ["nothing.undo"]


def test_a_member_with_reports_had_activity_whatever_is_noted(town: Town, maria: Chat) -> None:
    town.now = datetime(2026, 10, 14, 9, tzinfo=UTC)
    ana = town.member("Ana", "Exemplu Nord")
    ana.says("Ieri instruire pentru ONG-uri la Casa de cultură, 18 pers, 12 femei, 10 tineri").taps_first()
    town.now = owed.FEBRUARY
    opens(maria).taps("Nu au avut").is_asked("missing.card").is_told("missing.nothing.reported")
    assert owed.of(town, "Exemplu Nord").fulfilled_at is None


def test_what_is_reported_has_nothing_to_note(maria: Chat) -> None:
    opens(maria, "vatra")
    assert maria.last.buttons == ["Înapoi la listă"]
