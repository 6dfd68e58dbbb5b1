"""Reminding by hand: exactly whom, each reason why not, the words, the hours, and that it stops."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from handlers.messages import In
from storage import obligations, reminders
from storage.outbox import CANCELLED, PENDING
from storage.schema import Address, Audit, Outbox, Person, Reminder
from storage.schema import Screen as ScreenRow
from tests.handlers.missing import owed
from tests.support.chat import Chat, Town


def joins(town: Town, name: str, organisation: str, language: str = "ro") -> Chat:
    """Somebody who joined before the year's reports were awaited."""
    now = town.now
    town.now = datetime(2027, 1, 5, 8, tzinfo=UTC)
    chat = town.member(name, organisation, language)
    town.now = now
    return chat


def wishes(town: Town, chat: Chat, **values: object) -> None:
    with town.work() as connection:
        connection.execute(update(Person).where(Person.name == chat.name).values(**values))


def rows(town: Town) -> list[Outbox]:
    with town.work() as connection:
        found = connection.execute(
            select(Outbox.chat, Outbox.state, Outbox.subject, Outbox.not_before, Outbox.kind).where(
                Outbox.kind == "reminder"
            )
        )
        return list(found)  # type: ignore[arg-type]


def previews(maria: Chat) -> Chat:
    return maria.says("/lipsa").taps("Reamintește").is_asked("missing.remind")


def test_the_preview_says_how_many_people_get_it_and_sending_is_the_fourth_act(
    town: Town, maria: Chat
) -> None:
    for name, organisation in (("Ana", "Lumina"), ("Ion", "Nord"), ("Vera", "Nord"), ("Petru", "Punte")):
        joins(town, name, f"Exemplu {organisation}")
    maria.acts = 0
    previews(maria).sees("Trimitem la 3 ONG-uri: 4 persoane.").misses("Nu primesc").taps("Trimite acum (4)")
    maria.is_asked("missing.sent").sees("Trimitem acum la 3 ONG-uri: 4 persoane.")
    assert maria.acts <= 4
    assert [(row.chat, row.state) for row in rows(town)] == [
        (name, PENDING) for name in ("Ana", "Ion", "Vera", "Petru")
    ]


def excluded_by(town: Town, reason: str) -> None:
    """„Exemplu Nord” is brought where it gets no reminder, for this reason."""
    if reason == "nobody":
        return
    ion = joins(town, "Ion", "Exemplu Nord")
    one = owed.of(town, "Exemplu Nord")
    with town.work() as connection:
        if reason == "promised":
            obligations.promise(connection, one, date(2027, 2, 12), None)
        elif reason == "unreachable":
            connection.execute(update(Address).where(Address.chat == "Ion").values(unreachable_at=town.now))
        elif reason == "recent":
            when, key = town.now - timedelta(days=4, hours=23), "annual_report:3:2026:p1:p9"
            person = connection.execute(select(Person.id).where(Person.name == "Ion")).scalar_one()
            reminders.note(connection, when, key, person, one.about, reminders.Decision.JOINED)
    if reason == "paused":
        wishes(town, ion, paused_until=town.today)
    if reason == "important":
        wishes(town, ion, notices="important")
        town.now = datetime(2027, 1, 20, 8, tzinfo=UTC)


@pytest.mark.parametrize("reason", ["promised", "nobody", "unreachable", "paused", "important", "recent"])
def test_each_reason_leaves_a_member_out_is_counted_and_names_it(
    town: Town, maria: Chat, reason: str
) -> None:
    for name, organisation in (("Ana", "Lumina"), ("Petru", "Punte")):
        joins(town, name, f"Exemplu {organisation}")
    excluded_by(town, reason)
    maria.says("/lipsa").taps("Reamintește").sees("Trimitem la 2 ONG-uri: 2 persoane.").is_told(
        f"missing.not.{reason}"
    )
    maria.sees("Nu primesc: 1 ").taps("Cine nu primește").sees("Exemplu Nord").misses("Exemplu Lumina")
    maria.taps("Înapoi").taps("Trimite acum (2)")
    assert [row.chat for row in rows(town)] == ["Ana", "Petru"]


@pytest.mark.parametrize(
    "kept",
    [
        {"notices": "digest"},
        {"notices": "important"},
        {"paused_until": date(2027, 2, 7)},
    ],
)
def test_what_the_secretariat_sends_by_hand_is_not_held_without_a_reason(
    town: Town, maria: Chat, kept: dict[str, object]
) -> None:
    wishes(town, joins(town, "Ion", "Exemplu Nord"), **kept)
    previews(maria).sees("Trimitem la 1 ONG: 1 persoană.")


def test_one_reminded_five_days_ago_is_reminded_again(town: Town, maria: Chat) -> None:
    excluded_by(town, "recent")
    town.later(hours=2)
    previews(maria).sees("Trimitem la 1 ONG")


def test_a_second_hand_does_not_send_it_again(town: Town, maria: Chat) -> None:
    joins(town, "Ion", "Exemplu Nord")
    elena = town.secretary("Elena")
    previews(maria)
    previews(elena)
    maria.taps("Trimite acum (1)")
    elena.taps("Trimite acum (1)")
    assert len(rows(town)) == 1


def test_it_is_a_reminder_with_the_usual_answers_and_counts_in_the_budget(town: Town, maria: Chat) -> None:
    joins(town, "Ion", "Exemplu Nord")
    previews(maria).taps("Trimite acum")
    one = owed.of(town, "Exemplu Nord")
    with town.work() as connection:
        (decided,) = reminders.about(connection, one.about)
        counted = reminders.counted(connection, town.now - timedelta(days=7))
        screens = connection.execute(
            select(ScreenRow.choices).where(ScreenRow.key == "owed.report")
        ).scalars()
        (choices,) = screens
    assert counted[decided.person_id] == 1
    assert len(choices) == 4
    assert rows(town)[0].subject == one.about


def test_outside_the_hours_it_goes_on_the_next_working_day_at_ten(town: Town, maria: Chat) -> None:
    joins(town, "Ion", "Exemplu Nord")
    town.now = datetime(2027, 2, 12, 18, 40, tzinfo=UTC)
    previews(maria).sees("Acum este ora 20:40. Trimitem luni, 15 februarie, la ora 10:00.")
    assert not [label for label in maria.last.buttons if label.startswith("Trimite acum")]
    maria.taps("lu, 15 feb., ora 10:00").is_asked("missing.sent").sees(
        "Trimitem luni, 15 februarie, la ora 10:00"
    )
    assert rows(town)[0].not_before == datetime(2027, 2, 15, 8, 0, tzinfo=UTC)


def test_a_button_of_the_afternoon_does_not_send_in_the_evening(town: Town, maria: Chat) -> None:
    joins(town, "Ion", "Exemplu Nord")
    previews(maria)
    town.later(hours=12)
    maria.taps("Trimite acum").sees("la ora 10:00")
    assert rows(town)[0].not_before > town.now


def test_it_waits_no_longer_when_the_report_arrives(town: Town, maria: Chat) -> None:
    joins(town, "Ion", "Exemplu Nord")
    previews(maria).taps("ma, 9 feb., ora 10:00")
    assert [row.state for row in rows(town)] == [PENDING]
    owed.reported(town, "Exemplu Nord", town.now)
    assert [row.state for row in rows(town)] == [CANCELLED]


def test_own_words_are_asked_in_both_languages_only_when_somebody_reads_russian(
    town: Town, maria: Chat
) -> None:
    joins(town, "Ana", "Exemplu Lumina")
    previews(maria).taps("Schimbă textul").is_asked("missing_remind.text_ro").says(
        "Așteptăm raportul până vineri."
    )
    maria.is_asked("missing.remind").sees("Așteptăm raportul până vineri.").taps("Salvează și ieși")
    joins(town, "Ion", "Exemplu Nord", "ru")
    previews(maria).taps("Schimbă textul").says("Așteptăm raportul până vineri.")
    maria.is_asked("missing_remind.text_ru").says("Ждём отчёт до пятницы.")
    maria.is_asked("missing.remind").sees("Ждём отчёт до пятницы.").taps("Trimite acum (2)")
    with town.work() as connection:
        found = connection.execute(select(Outbox.chat, Outbox.content).where(Outbox.kind == "reminder"))
        said = {row.chat: str(row.content) for row in found}
    assert "Așteptăm raportul" in said["Ana"]
    assert "Ждём отчёт" in said["Ion"]
    assert maria.says("/lipsa").is_asked("missing.list.2026")


def test_before_the_opening_nobody_is_reminded(town: Town, maria: Chat) -> None:
    joins(town, "Ion", "Exemplu Nord")
    previews(maria)
    town.now = datetime(2027, 1, 8, 8, tzinfo=UTC)
    maria.says("/lipsa")
    assert not [label for label in maria.last.buttons if label.startswith("Reamintește")]


def test_sending_is_audited(town: Town, maria: Chat) -> None:
    joins(town, "Ion", "Exemplu Nord")
    previews(maria).taps("Trimite acum")
    with town.work() as connection:
        actions = list(connection.execute(select(Audit.action)).scalars())
        assert len(list(connection.execute(select(Reminder.key)))) == 1
    assert actions[-1] == "missing.remind"


def test_those_to_call_stand_by_whether_anything_reached_them(town: Town, maria: Chat) -> None:
    ana = joins(town, "Ana", "Exemplu Lumina")
    joins(town, "Petru", "Exemplu Punte")
    previews(maria).taps("Trimite acum")
    ana.happens(In.BLOCKED)
    maria.says("/lipsa").taps("De sunat").is_asked("missing.calls").sees("De sunat pentru raportul 2026: 3")
    maria.sees("1. Exemplu Lumina · mesajele nu au ajuns", "2. Exemplu Nord · nimeni nu folosește asistentul")
    maria.sees("3. Exemplu Punte · fără răspuns").taps("2").is_asked("missing.card").taps("Am vorbit")
    maria.says("revin luni").says("/lipsa").taps("De sunat").sees("„revin luni”")


def test_who_promised_a_day_is_not_called_before_it(town: Town, maria: Chat) -> None:
    one = owed.of(town, "Exemplu Nord")
    with town.work() as connection:
        obligations.promise(connection, one, date(2027, 2, 12), None)
    maria.says("/lipsa").taps("De sunat").sees("raportul 2026: 2").misses("Nord")
    town.later(days=5)
    maria.says("/lipsa").taps("De sunat").sees("raportul 2026: 3", "Exemplu Nord")
