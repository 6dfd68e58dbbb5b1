"""Plain mode: new messages only, everything in words, options typed by their number; the same few steps."""

import re

import pytest

from handlers.messages import Choice, MediaRef, Screen, say
from handlers.plain import of
from tests.handlers.reporting import begins, opens_review, sends_report
from tests.support.chat import Chat, Town

SIGNS = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]")


def plain(chat: Chat, words: str = "mod simplu") -> Chat:
    """The same phone in plain mode, with nothing said yet."""
    chat.messages.clear()
    chat.says(words).is_told("plain.on")
    chat.acts = 0
    return chat


def is_plain(chat: Chat) -> None:
    """No message of this phone was edited, and none has a sign."""
    assert [shown for shown in chat.messages if shown.edited] == []
    assert [shown.text for shown in chat.messages if SIGNS.search(shown.text + "".join(shown.buttons))] == []


@pytest.mark.parametrize("words", ["mod simplu", "Mod Simplu", "простой режим", "plain mode", "/simplu"])
def test_plain_mode_is_typed_in_any_language_and_keeps_the_step(ana: Chat, words: str) -> None:
    begins(ana, "1.1").says(words).is_asked("event.held").says("ieri").is_asked("event.place")
    ana.says("mod obișnuit").is_asked("event.place")


def test_plain_mode_is_a_button_of_more(ana: Chat) -> None:
    ana.presses("Altele").taps("Mod simplu").is_asked("plain").sees("Raportează un eveniment")
    ana.says("Altele").sees("Mod obișnuit").taps("Mod obișnuit").is_told("plain.off")


def test_a_whole_report_is_typed_by_numbers_within_the_promised_steps(ana: Chat) -> None:
    plain(ana).says("/raport").says("1.1").is_asked("event.held").sees("2 – Ieri").says("2")
    ana.is_asked("event.place").says("1").is_asked("event.participants").says("25")
    ana.is_asked("event.groups").says("15 10 3").sends(1, "Am învățat multe.").is_asked("event.review")
    ana.sees("a – Da, salvează").says("a").is_asked("event.receipt")
    assert ana.acts <= 9
    is_plain(ana)


def test_a_number_stays_an_answer_where_numbers_are_asked(ana: Chat) -> None:
    plain(ana)
    begins(ana, "1.1").says("2").says("Online").is_asked("event.participants").sees("a – Înapoi").says("1")
    ana.is_asked("event.groups").says("b").is_asked("event.participants")


def test_a_proposed_count_is_said_in_words_and_has_a_letter(ana: Chat) -> None:
    plain(ana)
    begins(ana, "1.1").says("2").says("Online").is_asked("event.participants")
    ana.says("vreo 30 sau 40, nu știu").says("30 sau 40, nu știu")
    ana.is_asked("event.participants").sees("a – 30").sees("b – 40").says("b").is_asked("event.groups")


def test_a_russian_reader_types_russian_letters(town: Town) -> None:
    olga = plain(town.member("Olga", "Exemplu Punte", "ru"), "простой режим")
    olga.says("/raport").says("1.1").says("вчера").says("Онлайн").is_asked("event.participants")
    olga.sees("а — Назад").says("а").is_asked("event.place")


def test_several_are_ticked_in_words(ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    opens_review(plain(maria)).taps("Cere").is_asked("ask_back.fields").says("3")
    maria.is_asked("ask_back.fields").sees("3 – Locul (ales)").says("4").sees("4 – Participanți (ales)")
    maria.taps("Gata").is_asked("ask_back.about_place")
    is_plain(maria)


def test_what_comes_by_itself_is_plain_too(ana: Chat, maria: Chat) -> None:
    plain(ana)
    plain(maria)
    sends_report(ana)
    maria.is_asked("review.arrived").sees("1 – Deschide raportul").says("1")
    ana.presses("Altele").taps("Scrie").says("Cum?")
    maria.is_asked("letters.arrived").sees("1 – Răspunde")
    is_plain(maria)


def test_the_secretary_accepts_by_a_number(ana: Chat, maria: Chat) -> None:
    sends_report(ana)
    plain(maria)
    opens_review(maria).is_asked("review.card.1").says("1").is_told("review.accepted")
    is_plain(maria)


def test_every_picture_has_its_text_and_every_link_its_address() -> None:
    alt = say("review.photo", number="BLT-2026-0001")
    screen = Screen(
        "card",
        ("x",),
        choices=(Choice("", "Pagina", url="https://x.md"),),
        media=(MediaRef("photo", alt=alt),),
    )
    shown = of(screen)
    assert alt in shown.body
    assert say("plain.link", label="Pagina", link="https://x.md") in shown.body


def test_the_numbers_of_a_list_stay_its_own(ana: Chat, maria: Chat) -> None:
    ana.presses("Altele").taps("Scrie").says("Unu").presses("Altele").taps("Scrie").says("Doi")
    plain(maria).presses("Altele").taps("Scrisori").is_asked("letters.list").says("2")
    maria.is_asked("letters.card").sees("Doi")
