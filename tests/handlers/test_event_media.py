"""Photos, files and the description: one album is one answer, and nothing that was sent is lost."""

from typing import Literal

import pytest

from storage import media, records
from tests.handlers.reporting import begins, reports
from tests.support.chat import Chat, Town

MEGA = 1_000_000


def at_photos(chat: Chat) -> Chat:
    """A report at its sixth step."""
    begins(chat, "1.1").says("ieri").says("Biblioteca").says("25").says("15 10 3")
    return chat.is_asked("event.photos")


def files_of(town: Town, number: int = 1) -> int:
    """How many files the first version of a record has."""
    with town.work() as connection:
        return len(media.get(connection, records.media_of(connection, number, 1)))


def test_an_album_with_a_caption_is_one_answer_and_gets_one_message(town: Town, ana: Chat) -> None:
    at_photos(ana)
    before = len(ana.messages)
    ana.sends(6, "Am învățat să scriem proiecte.").is_asked("event.review").sees("6", "Am învățat")
    assert len(ana.messages) == before + 1
    ana.taps("Nu, doar").is_asked("event.receipt")
    assert files_of(town) == 6


def test_the_step_has_one_button_that_skips(ana: Chat) -> None:
    at_photos(ana).offers("Fără poze").misses("Sari peste")


def test_photos_at_another_step_are_kept_for_theirs(town: Town, ana: Chat) -> None:
    begins(ana, "1.1").sends(2).is_asked("event.held").is_told("media.kept")
    ana.says("ieri").says("Biblioteca").sends(1).is_asked("event.participants")
    ana.says("25").says("15 10 3").is_asked("event.review").sees("3").taps("Nu, doar")
    assert files_of(town) == 3


def test_photos_on_the_review_screen_join_those_that_are_there(town: Town, ana: Chat) -> None:
    at_photos(ana).sends(2, "A fost bine.").sends(1).is_asked("event.review").sees("A fost bine.")
    ana.taps("Nu, doar")
    assert files_of(town) == 3


def test_a_description_that_comes_later_leaves_the_photos(town: Town, ana: Chat) -> None:
    at_photos(ana).sends(2).taps("Corectează").taps("Poze").says("A fost bine.").is_asked("event.review")
    ana.sees("A fost bine.").taps("Nu, doar")
    assert files_of(town) == 2


def test_photos_that_come_later_leave_the_description(town: Town, ana: Chat) -> None:
    at_photos(ana).says("A fost bine.").taps("Corectează").taps("Poze").sends(1).sees("A fost bine.")
    ana.taps("Nu, doar")
    assert files_of(town) == 1


def test_ten_files_fit_in_a_report(town: Town, ana: Chat) -> None:
    at_photos(ana).sends(8).sends(8).taps("Nu, doar")
    assert files_of(town) == 10


def test_a_file_that_is_too_big_is_refused_and_the_others_are_kept(town: Town, ana: Chat) -> None:
    at_photos(ana).sends(1, kind="document", size=21 * MEGA, name="film.pdf")
    ana.is_asked("event.photos").is_told("media.too_big")
    ana.sends(2).is_asked("event.review").taps("Nu, doar")
    assert files_of(town) == 2


@pytest.mark.parametrize("name", ["poza.HEIC", "agenda.pdf", "lista.docx", "tabel.xlsx", "poza.jpeg"])
def test_documents_and_pictures_sent_as_files_are_evidence(town: Town, ana: Chat, name: str) -> None:
    at_photos(ana).sends(1, "Agenda.", kind="document", name=name).is_asked("event.review").taps("Nu, doar")
    assert files_of(town) == 1


@pytest.mark.parametrize(
    ("kind", "name", "told"),
    [
        ("document", "joc.exe", "media.kind"),
        ("document", "macro.docm", "media.kind"),
        ("video", None, "media.video"),
    ],
)
def test_other_files_are_refused_with_what_to_send_instead(
    ana: Chat, kind: Literal["document", "video"], name: str | None, told: str
) -> None:
    at_photos(ana).sends(1, kind=kind, name=name).is_asked("event.photos").is_told(told)


def test_a_caption_that_is_too_long_keeps_the_photos_and_asks_for_fewer_words(town: Town, ana: Chat) -> None:
    at_photos(ana).sends(2, "cuvânt " * 300).is_asked("event.photos").is_told("ask.too_long")
    ana.says("A fost bine.").is_asked("event.review").taps("Nu, doar")
    assert files_of(town) == 2


def test_an_album_from_home_opens_a_report(ana: Chat) -> None:
    ana.sends(3).is_asked("quick.photos").taps("Da").is_asked("quick.understood").taps("Completez")
    ana.is_asked("event.activity")


def test_an_album_in_a_dialogue_without_photos_is_refused(maria: Chat) -> None:
    maria.says("/ong").taps("Adaugă").sends(1).is_asked("member.name").is_told("media.not_here")


def test_a_viewer_cannot_send_photos(town: Town) -> None:
    town.viewer().sends(1).is_asked("home").is_told("problem.unsupported")


def test_photos_of_a_report_without_them_can_be_added_before_it_is_saved(town: Town, ana: Chat) -> None:
    reports(ana).sends(1).is_asked("event.review").offers("Da, salvează").taps("Nu, doar")
    assert files_of(town) == 1
