"""Home, menus and help: what each role finds there, in its language; groups; people who block and return."""

import pytest

from handlers.messages import In
from tests.handlers.reporting import begins, opens_review, sends_report
from tests.support.chat import Chat, Town


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_the_keys_and_the_menu_follow_the_role_in_every_language(town: Town, language: str) -> None:
    ana = town.member("Ana", "Exemplu Punte", language)
    maria = town.secretary("Maria", language)
    vera = town.viewer("Vera", language)
    assert [len(row) for row in ana.home] == [1, 2]
    assert [len(row) for row in maria.home] == [2, 2, 2]
    assert [len(row) for row in vera.home] == [2]
    assert ana.menu == [
        *("raport", "situatia", "anual", "invitatii", "evenimente", "proiecte", "reuniuni", "grafice"),
        *("limba", "ajutor"),
    ]
    assert maria.menu == [
        *("raport", "verificare", "reuniuni", "lipsa", "invitatie", "mesaj", "raspunsuri"),
        *("ong", "raport_anual", "grafice", "limba", "ajutor"),
    ]
    assert vera.menu == ["raport_anual", "grafice", "limba", "ajutor"]


@pytest.mark.parametrize("language", ["ro", "ru", "en"])
def test_every_key_of_every_home_leads_somewhere(town: Town, language: str) -> None:
    chats = (
        town.member("Ana", "Exemplu Punte", language),
        town.secretary("Maria", language),
        town.viewer("Vera", language),
    )
    for chat in chats:
        for label in [key for row in chat.home for key in row]:
            chat.says(label)
            assert chat.last.message.key not in ("home", "not_understood"), label
            assert chat.last.message.error is None


def test_the_menu_is_written_anew_with_the_language_and_not_with_every_answer(town: Town, ana: Chat) -> None:
    def menus() -> int:
        return sum(row.kind == "menu" for row in town.sent)

    assert menus() == 1
    ana.says("/situatia").says("/meniu")
    assert menus() == 1
    ana.says("/limba").taps("Русский")
    assert menus() == 2


def test_russian_aliases_of_commands_work(ana: Chat) -> None:
    ana.says("/otchet").is_asked("event.activity").says("/svodka").is_asked("standing")
    ana.says("/raport@retea_test_bot").is_asked("event.activity")


def test_an_unknown_command_is_repeated_and_only_its_beginning(ana: Chat) -> None:
    ana.says("/" + "x" * 4000).is_told("problem.unknown_command")
    assert len(ana.last.text) < 300


def test_a_secretary_who_is_also_a_coordinator_changes_hats(town: Town, maria: Chat) -> None:
    town.member("Maria", "Exemplu Punte")
    assert [len(row) for row in maria.home] == [1, 2]
    maria.presses("Altele").taps("Schimbă rolul").taps("Secretariat")
    assert [len(row) for row in maria.home] == [2, 2, 2]
    maria.presses("Altele").taps("Schimbă rolul").taps("Exemplu Punte").sees("Exemplu Punte")


def test_a_secretary_reports_from_more(maria: Chat) -> None:
    maria.presses("Altele").taps("Raportează").is_asked("event.activity").misses("Nu știu")


def test_a_viewer_reads_a_record_and_changes_nothing(town: Town, ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    opens_review(maria).taps("Acceptă")
    vera = town.viewer()
    vera.says("1").taps("BLT-2026-0001").is_asked("record.card").sees("Participanți: 25")
    assert vera.last.buttons == ["Istoric", "Meniu"]
    vera.taps("Istoric").is_asked("record.history").taps("Înapoi").is_asked("record.card")
    for command in ("/verificare", "/ong", "/raport", "/situatia"):
        vera.says(command).is_told("problem.not_allowed")


def test_the_other_roles_commands_are_refused(ana: Chat, maria: Chat) -> None:
    for command in ("/verificare", "/ong", "/raport_anual"):
        ana.says(command).is_told("problem.not_allowed")
    maria.says("/situatia").is_told("problem.not_allowed")


def test_start_of_somebody_known_offers_what_is_open(ana: Chat) -> None:
    ana.says("/start").is_asked("home")
    begins(ana, "1.1").says("/start").is_asked("draft.offer").sees("1.1")


def test_start_names_the_report_that_was_returned(ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    opens_review(maria).taps("Cere").taps("☐ Locul").taps("Gata").taps("Unde").taps("Trimite")
    ana.says("/start").is_asked("draft.offer").is_told("draft.about.returned").sees("BLT-2026-0001")


def test_start_names_the_questions_a_secretary_has_begun(ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    opens_review(maria).taps("Cere").says("/start").is_asked("draft.offer")
    maria.is_told("draft.about.questions").sees("BLT-2026-0001").misses("Raport nou")


def test_in_a_group_only_a_command_is_answered_once_in_ten_minutes(town: Town, ana: Chat) -> None:
    group = town.chat("-100")
    group.happens(In.GROUP, "bună ziua")
    assert group.messages == []
    for _ in range(3):
        group.happens(In.GROUP, "/raport")
    assert len(group.messages) == 1
    group.is_told("problem.group")
    town.later(minutes=11)
    group.happens(In.GROUP, "/raport@retea_test_bot")
    assert len(group.messages) == 2


def test_whoever_blocks_us_gets_nothing_until_they_are_back(town: Town, ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    ana.happens(In.BLOCKED)
    before = len(ana.messages)
    opens_review(maria).taps("Acceptă").is_asked("review.done")
    assert len(ana.messages) == before
    ana.happens(In.RETURNED)
    sends_report(ana, place="Online")
    opens_review(maria, 2).taps("Acceptă")
    ana.is_told("member.accepted")
