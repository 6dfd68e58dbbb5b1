"""A report in one message: how many interactions it takes, what is asked, what is never saved by itself."""

import pytest

from storage import drafts, heads, media
from tests.handlers.reporting import begins, sends_report
from tests.support.chat import Chat, Town

WHOLE = "Ieri instruire pentru ong-uri la Biblioteca „Eugeniu Coșeriu”, 18 pers, 12 femei, 10 tineri"
WHOLE_RU = "Вчера тренинг для НПО, дом культуры, 18 человек, из них 12 женщин"
POST = (
    "Sâmbătă, 10 octombrie, am organizat o instruire pentru ONG-uri.\n"
    "Au participat 25 de persoane la Casa de cultură.\nhttps://example.org/punte/12"
)


def reported(town: Town) -> tuple[heads.Head, ...]:
    with town.work() as connection:
        return heads.queue(connection)


def test_a_whole_message_is_a_report_in_two_interactions(town: Town, ana: Chat) -> None:
    ana.says(WHOLE).is_asked("quick.understood").sees(
        "1.1", "13 octombrie", "18", "femei – 12", "tineri – 10"
    )
    assert reported(town) == ()
    ana.taps("Corect, salvează").is_asked("event.receipt")
    assert ana.acts == 2
    head = reported(town)[0]
    assert (head.activity, head.total, head.place) == ("1.1", 18, "Biblioteca „Eugeniu Coșeriu”")
    assert str(head.date_from) == "2026-10-13"


def test_it_works_in_russian_too(town: Town) -> None:
    petru = town.member("Petru", "Exemplu Punte", "ru")
    petru.says(WHOLE_RU).is_asked("quick.understood").sees("1.1", "Дом культуры", "18", "12")
    petru.taps("Верно").is_asked("event.receipt")
    assert petru.acts == 2


@pytest.mark.parametrize(
    ("text", "taps"),
    [
        ("ieri seminar despre granturi, 20 persoane, online", ["Corect"]),
        ("ieri atelier de ceramică, 14 copii, la Casa de cultură", ["Copii", "Corect"]),
        ("turneu de șah ieri la școala nr. 7, 30 participanți", ["șah", "Corect"]),
        ("ieri instruire la biblioteca Pușkin 25 15", ["25", "Corect"]),
        ("ieri seminar online 25 15", ["1.1", "25", "Corect"]),
        ("ieri dezbatere, 20-25 persoane, la primărie", ["25", "Corect"]),
    ],
)
def test_what_is_missing_is_one_tap_and_the_whole_takes_two_to_four(
    ana: Chat, text: str, taps: list[str]
) -> None:
    ana.says(text).is_asked("quick.understood")
    for label in taps:
        ana.taps(label)
    ana.is_asked("event.receipt")
    assert 2 <= ana.acts <= 4


def test_two_numbers_without_a_word_are_asked_which_is_the_total(ana: Chat) -> None:
    ana.says("ieri instruire la Casa de cultură 25 15").is_asked("quick.understood")
    ana.sees("25 / 15?").offers("25", "15").misses("Corect, salvează")


def test_a_missing_field_can_be_typed(town: Town, ana: Chat) -> None:
    ana.says("ieri instruire, 20 persoane").is_asked("quick.understood").misses("Corect")
    ana.says("Sala mare").is_asked("quick.understood").sees("Sala mare").taps("Corect")
    assert reported(town)[0].place == "Sala mare"


def test_nothing_is_saved_while_something_required_is_missing(town: Town, ana: Chat) -> None:
    ana.says("ieri instruire, 20 persoane").misses("Corect, salvează").says("salvează")
    assert reported(town) == ()


def test_the_form_goes_on_at_the_first_open_question_with_what_was_understood(ana: Chat) -> None:
    ana.says("ieri instruire, 20 persoane").taps("Completez ce lipsește").is_asked("event.place")
    ana.says("Biblioteca").is_asked("event.groups").taps("Sari peste").is_asked("event.photos")
    ana.taps("Fără poze").is_asked("event.review").sees("13 octombrie", "20").taps("Salvează")
    ana.is_asked("event.receipt")


def test_a_doubt_is_a_proposal_in_the_form(ana: Chat) -> None:
    ana.says("ieri instruire la Casa de cultură 25 15").taps("Completez").is_asked("event.participants")
    assert any("25" in label for label in ana.last.buttons)


def test_what_is_no_report_leaves_nothing_but_a_way_back(town: Town, ana: Chat) -> None:
    ana.says(WHOLE).taps("Nu e raport").is_told("quick.dropped")
    assert reported(town) == ()
    ana.says("mulțumesc").is_asked("not_understood")


def test_a_way_back_brings_the_screen_again(ana: Chat) -> None:
    ana.says(WHOLE).taps("Nu e raport").taps("Recuperează").is_asked("quick.understood").sees("18")


def test_a_post_becomes_the_description_and_its_link_is_evidence(town: Town, ana: Chat) -> None:
    ana.says(POST).is_asked("quick.understood").taps("Corect").is_asked("event.receipt")
    head = reported(town)[0]
    assert head.summary == POST
    with town.work() as connection:
        assert media.documented(connection, head.id, 1)


def test_a_short_note_is_no_description(town: Town, ana: Chat) -> None:
    ana.says(WHOLE).taps("Corect")
    assert reported(town)[0].summary is None


def test_a_post_that_is_too_long_is_cut_and_keeps_its_link(town: Town, ana: Chat) -> None:
    ana.says(POST.replace("\nhttps", "\n" + "A fost frumos. " * 120 + "\nhttps")).taps("Corect")
    summary = reported(town)[0].summary or ""
    assert len(summary) <= 1500


def test_a_post_with_a_telephone_number_is_understood_and_not_kept_as_the_description(
    town: Town, ana: Chat
) -> None:
    ana.says(POST + "\nDetalii: tel. 069 123 456").is_told("quick.personal").taps("Corect")
    assert reported(town)[0].summary is None


def test_a_future_event_is_not_a_report_and_may_wait(town: Town, ana: Chat) -> None:
    ana.says("Mâine va avea loc o instruire la Casa de cultură").is_asked("quick.ahead").sees("15 octombrie")
    with town.work() as connection:
        assert drafts.parked(connection, 1) == ()
    ana.taps("Da, întrebați-mă").is_told("event.held.waits")
    assert reported(town) == ()


def test_a_future_event_that_is_over_after_all_is_asked_for_its_day(ana: Chat) -> None:
    ana.says("Mâine va avea loc o instruire la Casa de cultură").taps("A avut loc").is_asked(
        "quick.understood"
    )
    ana.taps("Ieri").sees("13 octombrie")


def test_an_unusual_number_needs_one_tap_more(ana: Chat) -> None:
    sends_report(ana)
    ana.says("ieri instruire la Casa de cultură, 900 persoane").misses("Corect, salvează")
    ana.taps("Da, 900").taps("Corect").is_asked("event.receipt")


def test_an_open_report_hears_the_words_as_its_answer(ana: Chat) -> None:
    begins(ana, "1.1").says("ieri").is_asked("event.place").says("ieri instruire, 20 persoane")
    ana.is_asked("event.participants")


def test_a_second_report_sets_the_first_aside(town: Town, ana: Chat) -> None:
    ana.says(WHOLE).says("Vineri dezbatere la Casa de cultură, 30 participanți").is_asked("quick.understood")
    ana.sees("6.2", "30").taps("Corect").is_asked("event.receipt")
    ana.says("/raport").is_asked("draft.offer").taps("Continuă").is_asked("quick.understood").sees(
        "1.1", "18"
    )


def test_a_record_number_is_still_found(ana: Chat) -> None:
    sends_report(ana)
    ana.says("BLT-2026-0001").is_asked("found")


def test_the_secretary_still_finds_a_member_by_name(town: Town, maria: Chat) -> None:
    town.organisation("Exemplu Concert ieri")
    maria.says("Concert ieri").is_asked("found").offers("Exemplu Concert ieri")


def test_several_organisations_are_asked_once(town: Town, ana: Chat) -> None:
    town.member("Ana", "Exemplu Speranța")
    ana.says(WHOLE).is_asked("report.organisation").taps("Exemplu Speranța")
    ana.is_asked("quick.understood").sees("„Exemplu Speranța”").taps("Corect").is_asked("event.receipt")
    assert reported(town)[0].organisation == "Exemplu Speranța"


def test_a_viewer_reports_nothing(town: Town) -> None:
    town.viewer().says(WHOLE).is_asked("not_understood")


def test_the_secretary_reports_in_one_message_too(maria: Chat) -> None:
    maria.says(WHOLE).is_asked("quick.understood").taps("Corect").is_told("event.desk_saved")


def test_the_same_tap_twice_is_one_report(town: Town, ana: Chat) -> None:
    ana.says(WHOLE).taps("Corect", times=3).is_asked("event.receipt").sees("BLT-2026-0001")
    assert len(reported(town)) == 1


def test_facts_of_the_activity_are_proposed_as_the_last_time(ana: Chat) -> None:
    ana.says("ieri atelier de ceramică, 14 copii, la Casa de cultură").taps("Copii").taps("Corect")
    ana.says("azi atelier de ceramică, 12 copii, la Casa de cultură").sees("Copii (propunere)").taps("Corect")
    ana.is_asked("event.receipt")
