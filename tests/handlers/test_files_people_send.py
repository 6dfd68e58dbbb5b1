"""How many files may come, what becomes of words beside a refused one, and how a refused file is shown."""

import pytest
from sqlalchemy import select, update

from storage import media, records
from storage.schema import Media
from tests.handlers.reporting import begins
from tests.support.chat import Chat, Town
from tests.support.hostile import NAMES

MEGA = 1_000_000


def at_photos(chat: Chat) -> Chat:
    """A report at its sixth step."""
    begins(chat, "1.1").says("ieri").says("Biblioteca").says("25").says("15 10 3")
    return chat.is_asked("event.photos")


def announced(town: Town) -> int:
    """How many files the store knows."""
    with town.work() as connection:
        return len(connection.execute(select(Media.id)).all())


def files_of(town: Town, number: int = 1) -> tuple[int, ...]:
    """The files of the first version of a record."""
    with town.work() as connection:
        return records.media_of(connection, number, 1)


def refuse(town: Town, *files: int, why: str = "broken") -> None:
    """The child found something."""
    with town.work() as connection:
        for one in files:
            media.refused(connection, one, why)


def test_the_thirty_first_file_of_an_hour_is_refused_and_the_draft_stays(town: Town, ana: Chat) -> None:
    at_photos(ana).sends(10, "A fost bine.").sends(10).sends(10).is_asked("event.review")
    ana.sends(1).is_told("media.hour").sees("30", "A fost bine.").is_asked("event.review")
    assert announced(town) == 30
    town.later(hours=1)
    ana.sends(1).misses("ultima oră").is_asked("event.review")
    assert announced(town) == 31


def test_of_an_album_the_first_ones_are_kept_that_there_is_room_for(town: Town, ana: Chat) -> None:
    at_photos(ana).sends(10).sends(10).sends(6).sends(10).is_told("media.hour").is_asked("event.review")
    assert announced(town) == 30


def test_the_hour_is_of_one_person_and_not_of_the_organisation(town: Town, ana: Chat) -> None:
    at_photos(ana).sends(10).sends(10).sends(10)
    ion = town.member("Ion", "Exemplu Punte")
    at_photos(ion).sends(1).is_asked("event.review")


def test_the_month_of_an_organisation_is_of_all_its_people(town: Town, ana: Chat) -> None:
    at_photos(ana).sends(10, size=20 * MEGA).is_asked("event.review")
    ion = town.member("Ion", "Exemplu Punte")
    at_photos(ion).sends(1).is_asked("event.photos").is_told("media.month").sees("200 MB", "1 noiembrie")
    other = town.member("Lia", "Exemplu Speranța")
    at_photos(other).sends(1).is_asked("event.review")


def test_a_new_month_has_room_again(town: Town, ana: Chat) -> None:
    at_photos(ana).sends(10, size=20 * MEGA).taps("Nu, doar")
    town.later(days=18)
    at_photos(ana).sends(1).is_asked("event.review")


def test_files_that_were_refused_take_no_room(town: Town, ana: Chat) -> None:
    at_photos(ana).sends(10, size=20 * MEGA).taps("Nu, doar")
    refuse(town, *files_of(town))
    at_photos(ana).sends(1).is_asked("event.review")


def test_a_report_can_go_without_the_files_that_found_no_room(ana: Chat) -> None:
    at_photos(ana).sends(10).sends(10).sends(10).taps("Nu, doar").is_asked("event.receipt")
    at_photos(ana).sends(1, "Fără loc.").is_told("media.hour").is_asked("event.photos")
    ana.taps("Fără poze").is_asked("event.review")


@pytest.mark.parametrize(("kind", "name"), [("video", None), ("document", "film.mov")])
def test_words_beside_a_file_that_cannot_be_kept_are_not_lost(ana: Chat, kind: str, name: str | None) -> None:
    at_photos(ana).sends(1, "A fost bine.", kind=kind, name=name).is_asked("event.photos")  # type: ignore[arg-type]
    ana.sends(1).is_asked("event.review").sees("A fost bine.")


def test_a_spoken_message_is_evidence_where_photos_are_asked_for(town: Town, ana: Chat) -> None:
    at_photos(ana).sends(1, kind="voice").is_asked("event.review").taps("Nu, doar")
    assert len(files_of(town)) == 1


def test_a_spoken_message_is_no_answer_to_another_question(town: Town, ana: Chat) -> None:
    begins(ana, "1.1").sends(1, kind="voice").is_asked("event.held").is_told("media.voice")
    assert announced(town) == 0


def test_a_spoken_message_from_home_asks_for_words(ana: Chat) -> None:
    ana.sends(1, kind="voice").is_asked("home").is_told("media.voice")


@pytest.mark.parametrize("name", NAMES)
def test_the_names_of_peoples_files_are_kept_nowhere(town: Town, ana: Chat, name: str) -> None:
    at_photos(ana).sends(1, kind="document", name=name)
    with town.work() as connection:
        (row,) = connection.execute(select(Media.__table__)).mappings()
    assert all(name not in str(value) for value in row.values())


def test_a_refused_file_is_shown_as_refused_on_both_cards(town: Town, ana: Chat, maria: Chat) -> None:
    at_photos(ana).sends(3).taps("Da, salvează")
    refuse(town, files_of(town)[0])
    ana.says("BLT-2026-0001").taps("BLT-2026-0001").is_told("media.on_card").sees(
        "1 fișier nu a putut fi păstrat"
    )
    maria.says("/verificare").misses("fără poze").taps("BLT-2026-0001").is_told("media.on_card")
    assert len(maria.messages[-2].message.media) == 2


def test_a_report_whose_files_were_all_refused_has_no_evidence(town: Town, ana: Chat, maria: Chat) -> None:
    at_photos(ana).sends(2).taps("Da, salvează")
    refuse(town, *files_of(town))
    maria.says("/verificare").sees("fără poze").taps("BLT-2026-0001").is_told(
        "flag.evidence", "media.on_card"
    )


def test_a_refused_file_makes_room_for_another(town: Town, ana: Chat) -> None:
    at_photos(ana).sends(10)
    with town.work() as connection:
        first = connection.execute(select(Media.id).order_by(Media.id)).scalars().first()
    refuse(town, first or 0)
    ana.sends(1).is_asked("event.review").taps("Nu, doar")
    assert len(files_of(town)) == 10
    assert first not in files_of(town)


def test_limits_count_only_what_is_new(town: Town, ana: Chat) -> None:
    at_photos(ana).sends(10).sends(10).sends(10)
    with town.work() as connection:
        connection.execute(update(Media).values(created_at=town.now))
    town.later(minutes=59)
    ana.sends(1).is_told("media.hour")
    town.later(minutes=2)
    ana.sends(1).misses("ultima oră")
