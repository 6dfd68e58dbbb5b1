"""Photos sent from Home: one question, what is proposed, and that no photo is ever lost."""

from storage import heads, media, records
from tests.handlers.reporting import begins, sends_report
from tests.support.chat import Chat, Town


def reported(town: Town) -> tuple[heads.Head, ...]:
    with town.work() as connection:
        return heads.queue(connection)


def files_of(town: Town, record: int = 1, version: int = 1) -> int:
    with town.work() as connection:
        return len(media.get(connection, records.media_of(connection, record, version)))


def test_an_album_of_a_usual_event_is_a_report_in_four_interactions(town: Town, ana: Chat) -> None:
    sends_report(ana)
    ana.acts = 0
    ana.sends(3).is_asked("quick.photos").sees("1.1", "14 octombrie", "Biblioteca")
    ana.taps("Da").is_asked("quick.understood").taps("25").taps("Nu, doar").is_asked("event.receipt")
    assert ana.acts == 4
    assert files_of(town, 2) == 3


def test_a_caption_says_what_happened(town: Town, ana: Chat) -> None:
    ana.sends(2, "Ieri instruire la Casa de cultură, 20 persoane").is_asked("quick.photos")
    ana.taps("Da").is_asked("quick.understood").sees("13 octombrie", "20").taps("Da, salvează")
    head = reported(town)[0]
    assert (head.activity, head.place, head.total, head.photos_public) == ("1.1", "Casa de cultură", 20, True)


def test_a_first_album_proposes_only_its_day(ana: Chat) -> None:
    ana.sends(1).is_asked("quick.photos").sees("14 octombrie", "(propunere)").misses("1.1")


def test_photos_have_no_consent_by_default(ana: Chat) -> None:
    ana.sends(2, "Ieri instruire la Casa de cultură, 20 persoane").taps("Da")
    ana.is_told("event.save.consent").offers("Da, salvează", "Nu, doar uz intern").misses("Corect, salvează")


def test_photos_of_no_event_wait_among_the_drafts(town: Town, ana: Chat) -> None:
    ana.sends(3).taps("Nu").is_told("quick.photos_wait")
    ana.says("/raport").is_asked("draft.offer").taps("Continuă").is_asked("quick.photos").taps("Da").sees("3")
    assert reported(town) == ()


def test_photos_can_join_a_report_that_was_begun(town: Town, ana: Chat) -> None:
    begins(ana, "1.1").says("ieri").says("Biblioteca").says("/anuleaza")
    ana.sends(2).is_asked("quick.photos").taps("Adaugă la").is_asked("event.participants")
    ana.is_told("photos.added").says("25").taps("Sari peste").is_asked("event.review").taps("Nu, doar")
    assert files_of(town) == 2


def test_photos_can_join_a_report_that_still_waits(town: Town, ana: Chat) -> None:
    sends_report(ana)
    ana.acts = 0
    ana.sends(2).taps("Adaugă la").is_asked("quick.photos_consent").taps("Nu, doar").is_asked("event.receipt")
    assert ana.acts == 3
    assert [(head.number, head.version, head.photos_public) for head in reported(town)] == [
        ("BLT-2026-0001", 2, False)
    ]
    assert files_of(town, 1, 2) == 2


def test_an_accepted_report_takes_no_photos(ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    maria.says("/verificare").taps("BLT-2026-0001").taps("Acceptă")
    ana.sends(2).misses("Adaugă la")


def test_a_report_accepted_meanwhile_takes_no_photos(town: Town, ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    screen = ana.sends(2).is_asked("quick.photos").last
    maria.says("/verificare").taps("BLT-2026-0001").taps("Acceptă")
    ana.taps("Adaugă la", on=screen).is_asked("quick.photos").misses("Adaugă la")
    assert reported(town) == ()


def test_words_after_the_album_are_said_of_it(town: Town, ana: Chat) -> None:
    ana.sends(2).says("Ieri instruire la Casa de cultură, 20 persoane").is_asked("quick.understood")
    ana.sees("13 octombrie", "20", "2 fișiere").taps("Nu, doar").is_asked("event.receipt")
    assert files_of(town) == 2


def test_two_albums_are_one_draft(town: Town, ana: Chat) -> None:
    ana.sends(2, "Ieri instruire la Casa de cultură, 20 persoane").sends(1).taps("Da").taps("Nu, doar")
    assert files_of(town) == 3


def test_several_organisations_are_asked_first(town: Town, ana: Chat) -> None:
    town.member("Ana", "Exemplu Speranța")
    ana.sends(2).is_asked("report.organisation").taps("Exemplu Speranța").is_asked("quick.photos")
    ana.sees("„Exemplu Speranța”")


def test_a_caption_that_looks_personal_is_not_kept(ana: Chat) -> None:
    ana.sends(1, "Sunați-mă la 069 123 456").is_asked("quick.photos").misses("069")


def test_a_caption_in_russian_is_read_too(town: Town) -> None:
    petru = town.member("Petru", "Exemplu Punte", "ru")
    petru.sends(2, "Вчера тренинг, дом культуры, 20 человек").taps("Да").taps("Нет, не").is_asked(
        "event.receipt"
    )
    assert petru.acts == 3
