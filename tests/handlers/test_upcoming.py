"""What will go out, before it does: by day, to whom, why, and what moved it to another day."""

from datetime import date, datetime, time
from pathlib import Path

import pytest

from handlers.proactive.sources import prepare
from handlers.proactive.speak import speak
from handlers.upcoming.listing import lines
from handlers.upcoming.planned import planned
from handlers.upcoming.why import reason, why
from storage import obligations, reminders, wishes
from storage.calendar import at
from tests.support.chat import Chat, Town, town_in

ORGANISATION = "AO Exemplu-Verde"
NEW_YEAR = at(date(2027, 1, 4), time(12))
MONTH = at(date(2027, 2, 10), time(12))


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return town_in(tmp_path)


@pytest.fixture
def ana(town: Town) -> Chat:
    ana = town.member("Ana", ORGANISATION)
    town.now = NEW_YEAR
    with town.work() as connection:
        prepare(connection, NEW_YEAR)
    return ana


def listed(town: Town, days: int, language: str = "ro") -> str:
    with town.work() as connection:
        return "\n".join(town.texts.render(language, said) for said in lines(connection, town.now, days))


def steps_of(town: Town, until: datetime = MONTH) -> list[tuple[date, str]]:
    with town.work() as connection:
        found = planned(connection, town.now, until)
    return [(one.at.date(), one.due.key.split(":")[3]) for one in found]


def test_the_annual_steps_are_listed_on_their_days(town: Town, ana: Chat) -> None:
    days = ("11.01 opening", "18.01 m14", "25.01 m7", "29.01 m2", "02.02 p1", "08.02 p7")
    assert tuple(f"{day:%d.%m} {step}" for day, step in steps_of(town)) == days


def test_what_is_listed_is_what_is_sent(town: Town, ana: Chat) -> None:
    town.secretary()
    town.now = NEW_YEAR
    with town.work() as connection:
        found = {(one.at, one.due.key) for one in planned(connection, town.now, MONTH)}
    for moment in sorted({moment for moment, _ in found}):
        with town.work() as connection:
            prepare(connection, moment)
            speak(connection, moment)
            said = {(moment, key) for _, key in _said_at(connection, moment)}
        assert said == {one for one in found if one[0] == moment}


def _said_at(connection: object, moment: datetime) -> list[tuple[str, str]]:
    rows = connection.exec_driver_sql(  # type: ignore[attr-defined]
        "SELECT decision, key FROM reminder WHERE decided_at = ? AND decision IN ('sent', 'late', 'joined')",
        (moment.strftime("%Y-%m-%d %H:%M:%S.%f"),),
    )
    return [tuple(row) for row in rows]


def test_each_line_says_who_why_and_what_moved_it(town: Town, ana: Chat) -> None:
    found = listed(town, 40)
    assert "luni, 11 ianuarie" in found
    assert f"{ORGANISATION}, conducător: Ana (" in found
    assert "raportul anual pe 2026, la deschiderea formularului" in found
    assert "în loc de sâmbătă, 30 ianuarie, zi nelucrătoare" in found
    assert "cu 14 zile înainte de termen" in found


def test_no_chat_and_no_telephone_is_told(town: Town) -> None:
    town.member("chat-069123456", ORGANISATION)
    town.now = NEW_YEAR
    with town.work() as connection:
        prepare(connection, NEW_YEAR)
        connection.exec_driver_sql("UPDATE person SET name = 'Ana'")
    assert "069123456" not in listed(town, 40)


@pytest.mark.parametrize(
    ("language", "words"), [("ru", "годовой отчёт за 2026"), ("en", "the annual report for 2026")]
)
def test_the_list_speaks_each_language(town: Town, ana: Chat, language: str, words: str) -> None:
    assert words in listed(town, 40, language)


def test_a_report_takes_the_rest_away(town: Town, ana: Chat) -> None:
    organisation = town.organisation(ORGANISATION)
    with town.work() as connection:
        owed = obligations.find(connection, "annual_report", "2026", organisation)
        assert owed is not None
        obligations.set_fulfilled(connection, town.now, owed, obligations.REPORT)
    assert steps_of(town) == []


def test_a_digest_and_a_full_week_are_seen_in_advance(town: Town, ana: Chat) -> None:
    with town.work() as connection:
        person = reminders.speakers(connection)[0].person_id
        for number in range(2):
            key, said = f"broadcast:{number}:p{person}", at(date(2027, 1, 10 + number), time(9))
            reminders.note(connection, said, key, person, "broadcast:1", reminders.Decision.SENT)
    town.now = at(date(2027, 1, 11), time(9, 30))
    first = steps_of(town)[0]
    assert first == (date(2027, 1, 18), "m14"), "the opening finds no room and is covered by the next step"
    with town.work() as connection:
        wishes.choose(connection, person, wishes.IMPORTANT)
    assert [step for _, step in steps_of(town)] == ["m2", "p1", "p7"]


def test_it_writes_nothing(town: Town, ana: Chat) -> None:
    with town.work() as connection:
        before = connection.exec_driver_sql("SELECT total_changes()").scalar()
        tuple(lines(connection, town.now, 60))
        assert connection.exec_driver_sql("SELECT total_changes()").scalar() == before


def test_the_secretariat_sees_days_and_numbers_in_the_chat(town: Town, ana: Chat) -> None:
    maria = town.secretary()
    town.now = at(date(2027, 1, 8), time(12))
    maria.says("/urmeaza").is_asked("upcoming").sees("lu, 11 ian.", "raportul anual pe 2026", "1 persoană")
    maria.taps("Următoarele 30 de zile").sees("ma, 2 feb.")
    maria.says("/предстоит").is_asked("upcoming")


def test_nothing_ahead_is_one_clear_sentence(town: Town) -> None:
    maria = town.secretary()
    maria.says("/urmeaza").is_asked("upcoming").sees("În următoarele 7 zile nu pleacă niciun mesaj.")


def test_an_unknown_step_still_has_a_reason(town: Town) -> None:
    for key in (
        "annual_report:3:2026:p40:p1",
        "annual_report:3:2026:curios:p1",
        "strange:1:p2",
        "meeting:3v2:today:p4",
    ):
        assert town.texts.render("ro", reason(key))
    assert town.texts.render("ro", why(("yearly:1.1.a:2026:m90:p1",) * 3)).count("1.1.a") == 1
    many = tuple(f"yearly:{number}:2026:m90:p1" for number in range(9))
    assert "și încă 6 motive" in town.texts.render("ro", why(many))
