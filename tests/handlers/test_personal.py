"""Words that look like one person's data: questioned before they are kept, whichever form and field."""

import pytest

from storage import drafts
from tests.handlers.reporting import begins, opens_review, reports, sends_report
from tests.support.chat import Chat, Town

IDNP = "2004001234567"


def kept(town: Town) -> str:
    """Everything that the store holds but the raw inbox and the keys."""
    with town.work() as connection:
        tables = ("draft", "record_version", "outbox", "screen", "party", "evidence")
        rows = [connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in tables]
    return str(rows)


def at_place(ana: Chat) -> Chat:
    return begins(ana, "1.1").says("ieri").is_asked("event.place")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (f"la Ana, {IDNP}", "personal.idnp"),
        ("la Ana, 069 123 456", "personal.phone"),
        ("la ana@exemplu.md", "personal.email"),
    ],
)
def test_a_place_that_looks_personal_is_questioned_and_not_kept(
    town: Town, ana: Chat, words: str, told: str
) -> None:
    at_place(ana).says(words).is_asked("event.place.personal").is_told(told)
    assert ana.last.buttons[:2] == ["Scriu altfel", "Păstrez așa, nu e personal"]
    ana.taps("Scriu altfel").is_asked("event.place").says("Biblioteca").is_asked("event.participants")
    assert words not in kept(town)


def test_a_tap_keeps_the_words_as_they_are(town: Town, ana: Chat) -> None:
    at_place(ana).says(f"Sala {IDNP}").taps("Păstrez așa").is_asked("event.participants")
    with town.work() as connection:
        (draft,) = connection.exec_driver_sql("SELECT answers FROM draft WHERE status = 'current'").all()
    assert IDNP in draft[0]


def test_what_was_confirmed_is_not_questioned_again(ana: Chat) -> None:
    at_place(ana).says(f"Sala {IDNP}").taps("Păstrez așa").taps("Înapoi").is_asked("event.place")
    ana.taps("La fel").is_asked("event.participants")


def test_the_same_tap_twice_keeps_the_words_once(ana: Chat) -> None:
    at_place(ana).says(f"Sala {IDNP}").taps("Păstrez așa", times=2).is_asked("event.participants")


def test_other_words_simply_replace_what_was_questioned(town: Town, ana: Chat) -> None:
    at_place(ana).says(f"la {IDNP}").says("Biblioteca").is_asked("event.participants")
    assert IDNP not in kept(town)


def test_words_under_photos_are_questioned_and_the_photos_stay(town: Town, ana: Chat) -> None:
    at_place(ana).says("Biblioteca").says("25").taps("Sari").is_asked("event.photos")
    ana.sends(2, "Sunați la 069123456").is_asked("event.photos.personal").is_told("personal.phone")
    assert "069123456" not in str(draft_answers(town))
    ana.taps("Păstrez").is_asked("event.review").sees("2 fișiere", "069123456")


def test_other_words_for_the_photos_keep_the_photos(ana: Chat) -> None:
    at_place(ana).says("Biblioteca").says("25").taps("Sari")
    ana.sends(2, "Sunați la 069123456").says("Am învățat multe.").is_asked("event.review")
    ana.sees("2 fișiere", "Am învățat multe.").misses("069123456")


def test_words_under_photos_of_another_step_are_left_out_and_said(town: Town, ana: Chat) -> None:
    at_place(ana).sends(2, "Sunați la 069123456").is_asked("event.place").is_told("personal.caption")
    assert "069123456" not in kept(town)


def draft_answers(town: Town) -> object:
    with town.work() as connection:
        return connection.exec_driver_sql("SELECT answers, former FROM draft").all()


def test_partners_are_questioned_by_what_their_names_look_like(ana: Chat) -> None:
    reports(ana).taps("Parteneri").says("Ana Rusu 069123456").is_asked("event.parties.personal")
    ana.taps("Păstrez").is_asked("event.review").sees("Ana Rusu 069123456")


@pytest.mark.parametrize("button", ["Bună practică", "Probleme", "Titlu"])
def test_every_free_text_of_the_review_is_questioned(ana: Chat, button: str) -> None:
    reports(ana).taps(button).says("Scrieți la ana@exemplu.md").is_told("personal.email")


def test_an_edited_message_does_not_slip_past(town: Town, ana: Chat) -> None:
    begins(ana, "1.1").says("ieri").says("Biblioteca", message="77").is_asked("event.participants")
    ana.corrects("77", f"la {IDNP}").is_asked("event.participants").is_told("personal.edited")
    assert IDNP not in kept(town)


def test_a_field_typed_on_the_review_is_questioned(ana: Chat) -> None:
    reports(ana).says(f"3: la {IDNP}").is_asked("event.place.personal")


def test_the_secretariats_questions_are_looked_at_too(ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    opens_review(maria).taps("Cere").taps("☐ Locul").taps("Gata").says("Sunați-mă: 069123456")
    maria.is_told("personal.phone").taps("Păstrez").is_asked("ask_back.preview")


def test_dates_sums_and_numbers_of_records_pass(ana: Chat) -> None:
    at_place(ana).says("Sala 210, decizia nr. 7/12 din 26.02.2026").is_asked("event.participants")


def test_the_draft_is_where_it_was(town: Town, ana: Chat) -> None:
    at_place(ana).says(f"la {IDNP}")
    with town.work() as connection:
        person = connection.exec_driver_sql("SELECT id FROM person WHERE name = 'Ana'").scalar_one()
        draft = drafts.current(connection, person)
    assert draft is not None
    assert set(draft.answers) == {"activity", "kind", "held"} & set(draft.answers)
    assert "place" not in draft.answers
