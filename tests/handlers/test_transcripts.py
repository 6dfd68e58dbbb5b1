"""Whole conversations as people read them, word for word, in both languages of the town."""

from collections.abc import Callable

import pytest

from handlers.messages import say
from storage.presence import MAN, OLDER, WOMAN, YOUNG
from tests.handlers.test_presence import confirms, ticks, token_of
from tests.handlers.yearly import approves_all, in_december, usual_year
from tests.support.chat import Chat, Town
from tests.support.transcripts import reads_exactly

LANGUAGES = ("ro", "ru")
TYPED = {
    "ro": {
        "language": "Română",
        "day": "ieri",
        "today": "azi",
        "title": "Club de lectură",
        "place": "Biblioteca „Eugeniu Coșeriu”",
        "told": "Am învățat să scriem proiecte.",
        "moved": "Casa de cultură",
        "question": "Chiar 25?",
        "result": "4: Am scris împreună două proiecte pentru biblioteci.",
        "measure": "Mergem la două licee din oraș.",
        "help": "ajutor",
        "plain": "mod simplu",
        "first": "a",
        "unsure": "poate 18, poate nu",
        "letter": "Nu i-am numărat pe toți. Scriu aproximativ?",
        "reply": "Da, scrieți: circa 18.",
        "fair": "târg",
        "square": "Piața centrală",
        "same_square": "piata centrala, Balti",
        "nobody": "fără parteneri",
        "heading": "Târgul meșteșugurilor de Ziua orașului",
        "crowd": "circa 640",
        "whole": "Ieri instruire pentru ONG-uri la Casa de cultură, 18 pers, 12 femei, 10 tineri",
        "part": "vineri seminar la Casa de cultură 25 15",
        "ahead": "Sâmbătă vom organiza un atelier la Casa de cultură",
        "again": "Joi am avut instruire, 30 de participanți, dintre care 20 de femei",
    },
    "ru": {
        "language": "Русский",
        "day": "вчера",
        "today": "сегодня",
        "title": "Читательский клуб",
        "place": "Библиотека «Еуджениу Кошериу»",
        "told": "Мы научились писать проекты.",
        "moved": "Дом культуры",
        "question": "Точно 25?",
        "result": "4: Мы вместе написали два проекта для библиотек.",
        "measure": "Идём в два лицея города.",
        "help": "помощь",
        "plain": "простой режим",
        "first": "а",
        "unsure": "может 18, а может нет",
        "letter": "Мы не всех посчитали. Писать примерно?",
        "reply": "Да, напишите: около 18.",
        "fair": "ярмарка",
        "square": "Центральная площадь",
        "same_square": "центральная площадь, Бэлць",
        "nobody": "без партнёров",
        "heading": "Ярмарка ремёсел ко Дню города",
        "crowd": "около 640",
        "whole": "Вчера тренинг для НПО, Дом культуры, 18 чел, 12 женщин, 10 молодёжь",
        "part": "в пятницу семинар в Доме культуры 25 15",
        "ahead": "В субботу будем проводить мастер-класс в Доме культуры",
        "again": "В четверг был тренинг, 30 участников, из них 20 женщин",
    },
}


def joining(town: Town, language: str) -> list[str]:
    """A link, the language, the organisation, the notice, Home; then somebody who refuses."""
    fresh = town.invitation("Exemplu Punte")
    ana = town.chat("Ana", language).says(f"/start {fresh.token}")
    ana.taps(TYPED[language]["language"]).taps_first().taps_first()
    other = town.invitation("Exemplu Punte")
    ion = town.chat("Ion", language).says("/start").taps(TYPED[language]["language"])
    ion.says("AAAA4444").says(other.code).taps_first().taps(ion.screen.buttons[1])
    masked = ana.transcript + ion.transcript
    for secret in (fresh.token, other.code):
        masked = masked.replace(secret, "********")
    return [masked]


def _report(ana: Chat, language: str) -> Chat:
    typed = TYPED[language]
    ana.says("/raport").says("1.1").says(typed["day"]).says(typed["place"]).says("25").says("15 10 3")
    return ana.sends(2, typed["told"]).is_asked("event.review")


def event(town: Town, language: str) -> list[str]:
    """An ordinary report with two photos, a mistake in it, and the receipt."""
    ana = town.member("Ana", "Exemplu Punte", language)
    ana.log.clear()
    ana.presses(ana.home[0][0]).says("???").says("1.1").says("20.12.2026").says(TYPED[language]["day"])
    ana.says(TYPED[language]["place"]).says("20-25").says("25").says("15 10 30").says("15 10 3")
    ana.sends(2, TYPED[language]["told"]).says("4: 27").taps_first().is_asked("event.receipt")
    return [ana.transcript]


def review(town: Town, language: str) -> list[str]:
    """Two questions, two answers, accepted: the phone of the secretary, then of the coordinator."""
    maria = town.secretary("Maria", language)
    ana = town.member("Ana", "Exemplu Punte", language)
    _report(ana, language).taps_first().is_asked("event.receipt")
    ana.log.clear()
    maria.log.clear()
    maria.says("/verificare").taps("BLT-2026-0001").taps(maria.screen.buttons[1]).is_asked("ask_back.fields")
    maria.taps(maria.screen.buttons[2]).taps(maria.screen.buttons[3]).taps(maria.screen.buttons[7])
    maria.is_asked("ask_back.about_place").taps_first().says(TYPED[language]["question"])
    maria.is_asked("ask_back.preview").taps_first().is_told("ask_back.sent")
    ana.says(TYPED[language]["moved"]).says("27").is_asked("event.receipt")
    maria.taps_first().is_asked("review.card.2").taps_first().is_told("review.accepted")
    ana.is_told("member.accepted")
    return [maria.transcript, ana.transcript]


def handover(town: Town, language: str) -> list[str]:
    """A half-written report goes to a colleague who reads the other language, and is sent from there."""
    typed, other = TYPED[language], "ru" if language == "ro" else "ro"
    ana = town.member("Ana", "Exemplu Punte", language)
    ion = town.member("Ion", "Exemplu Punte", other)
    ana.log.clear()
    ion.log.clear()
    ana.says("/raport").says("1.1").says(typed["day"]).says(typed["place"]).is_asked("event.participants")
    ana.says("/ciorne").taps(ana.screen.buttons[-1]).is_asked("handover").taps("Ion")
    ion.taps_first().is_asked("event.participants").says("25").taps(ion.screen.buttons[-2])
    ion.taps_first().is_asked("event.review").taps_first().is_asked("event.receipt")
    ana.says("/ciorne").is_told("drafts.none")
    return [ana.transcript, ion.transcript]


def helped(town: Town, language: str) -> list[str]:
    """Help in the middle of a report, its filled example, and back to the very step."""
    ana = town.member("Ana", "Exemplu Punte", language)
    ana.says("/raport").says("1.1").says(TYPED[language]["day"])
    ana.log.clear()
    ana.says(TYPED[language]["help"]).is_asked("help").taps_first().is_asked("help.example").taps_first()
    ana.is_asked("event.place").says(TYPED[language]["place"]).is_asked("event.participants")
    return [ana.transcript]


def letter(town: Town, language: str) -> list[str]:
    """A third problem, a letter, its answer quoted: the coordinator's phone, then the secretary's."""
    maria = town.secretary("Maria", language)
    ana = town.member("Ana", "Exemplu Punte", language)
    typed = TYPED[language]
    ana.says("/raport").says("1.1").says(typed["day"]).says(typed["place"])
    ana.log.clear()
    maria.log.clear()
    ana.says(typed["unsure"]).says(typed["unsure"]).says("???").is_asked("event.participants")
    ana.taps(ana.screen.buttons[1]).is_asked("letter.text").says(typed["letter"])
    maria.is_asked("letters.arrived").taps_first().says(typed["reply"])
    ana.is_asked("letters.reply").says("18").is_asked("event.groups")
    return [ana.transcript, maria.transcript]


def personal(town: Town, language: str) -> list[str]:
    """A place that looks like a personal code, written differently; a telephone that is kept."""
    ana = town.member("Ana", "Exemplu Punte", language)
    typed = TYPED[language]
    ana.says("/raport").says("1.1").says(typed["day"])
    ana.log.clear()
    ana.says(f"{typed['place']}, 2004001234567").taps_first().says(typed["place"]).says("18").says("10 5 2")
    ana.says(f"{typed['told']} +373 69 123 456").taps(ana.screen.buttons[1]).is_asked("event.review")
    return [ana.transcript]


def _fair(chat: Chat, language: str, square: str, people: str, photos: int) -> Chat:
    """The fair of the town's day, up to the question whether it is somebody's already."""
    typed = TYPED[language]
    chat.says("/raport").says("9.1").says(typed["fair"]).says(typed["day"]).says(square).says(people)
    chat.says("9 5 3").sends(photos, typed["told"]).says(typed["nobody"]).is_asked("event.review")
    chat.taps(chat.town.texts.render(language, say("event.heading.add"))).says(typed["heading"])
    chat.is_asked("event.review").log.clear()
    return chat.taps_first()


def joint(town: Town, language: str) -> list[str]:
    """A fair reported three times: one organisation joins it, one says no, is merged and taken out again."""
    typed = TYPED[language]
    ana = town.member("Ana", "Exemplu Meșteri", language)
    ion = town.member("Ion", "Exemplu Tineri", "ru" if language == "ro" else "ro")
    eva = town.member("Eva", "Exemplu Punte", language)
    maria = town.secretary("Maria", language)
    _fair(ana, language, typed["square"], typed["crowd"], 1).is_asked("event.receipt")
    for chat in (ana, ion, eva, maria):
        chat.log.clear()
    _fair(ion, ion.hint, TYPED[ion.hint]["same_square"], "500", 2).is_asked("joint.ask")
    ion.taps_first().is_asked("joint.joined").taps_first().is_asked("joint.kept")
    ion.says("/situatia").is_asked("standing")
    _fair(eva, language, typed["same_square"], "610", 1).is_asked("joint.ask").taps(eva.screen.buttons[1])
    maria.says("/verificare").taps("BLT-2026-0002").taps(maria.screen.buttons[2]).is_asked("merge.preview")
    maria.taps_first().is_asked("merge.done").taps_first().is_asked("merge.undone")
    return [ion.transcript, eva.transcript, ana.transcript, maria.transcript]


def present(town: Town, language: str) -> list[str]:
    """A presence list: its code, the number that grows, the end, and the report that takes the number."""
    town.public = "https://retea.example.md"
    ana = town.member("Ana", "Exemplu Punte", language)
    typed = TYPED[language]
    ana.log.clear()
    ana.says("/prezenta").says(typed["title"]).says("???").says("18:00").is_asked("presence.board")
    token = token_of(town)
    town.later(hours=5)
    for number in range(23):
        confirms(town, token, str(number), WOMAN if number < 15 else MAN, YOUNG if number < 10 else OLDER)
    ticks(town)
    ana.taps_first().is_asked("presence.over").taps_first().says("1.1").says(typed["today"])
    ana.says(typed["place"]).is_asked("event.participants").taps_first().taps_first()
    ana.taps_first().is_asked("event.review")
    return [ana.transcript.replace(token, "*" * 16)]


def plain(town: Town, language: str) -> list[str]:
    """Plain mode: a whole report typed by numbers and letters."""
    ana = town.member("Ana", "Exemplu Punte", language)
    ana.log.clear()
    ana.says(TYPED[language]["plain"]).says("/raport").says("1.1").says("2").says("1").says("25")
    ana.says("15 10 3").sends(1, TYPED[language]["told"]).is_asked("event.review")
    ana.says(TYPED[language]["first"]).is_asked("event.receipt")
    return [ana.transcript]


def forgetting(town: Town, language: str) -> list[str]:
    """Being forgotten is asked for, other words are answered with the way back, and it is taken."""
    ana = town.member("Ana", "Exemplu Punte", language)
    ana.says("/raport").says("1.1").says(TYPED[language]["day"]).is_asked("event.place")
    ana.log.clear()
    ana.says("/sterge_ma").taps_first().taps_first().is_asked("forget.pending")
    ana.says("/raport").is_asked("forget.pending").taps_first().is_told("forget.undone")
    ana.presses(ana.home[0][0]).is_asked("draft.offer").taps_first().is_asked("event.place")
    return [ana.transcript]


def quick(town: Town, language: str) -> list[str]:
    """A whole report in a message; one with two bare numbers; one that is still to come; one that is none."""
    typed = TYPED[language]
    ana = town.member("Ana", "Exemplu Punte", language)
    ana.log.clear()
    ana.says(typed["whole"]).taps_first().is_asked("event.receipt")
    ana.says(typed["part"]).is_asked("quick.understood").taps_first().taps("25").taps_first()
    ana.is_asked("event.receipt").says(typed["ahead"]).is_asked("quick.ahead").taps_first()
    ana.says(typed["whole"]).taps(ana.screen.buttons[-1]).is_asked("quick.dropped")
    return [ana.transcript]


def photos(town: Town, language: str) -> list[str]:
    """An album of a new event, one that joins the report that waits, one that belongs nowhere."""
    ana = town.member("Ana", "Exemplu Punte", language)
    ana.says(TYPED[language]["whole"]).taps_first().is_asked("event.receipt")
    ana.log.clear()
    ana.sends(3, TYPED[language]["again"]).is_asked("quick.photos").taps_first().is_asked("quick.understood")
    ana.taps_first().is_asked("event.receipt")
    ana.sends(2).is_asked("quick.photos").taps(ana.screen.buttons[1]).taps(ana.screen.buttons[1])
    ana.is_asked("event.receipt").sends(1).taps(ana.screen.buttons[-1]).is_asked("home")
    return [ana.transcript]


def annual(town: Town, language: str) -> list[str]:
    """A year approved block by block with one text of the member's own; a question, the answer, accepted."""
    maria = town.secretary("Maria", language)
    ana = in_december(town).member("Ana", "Exemplu Punte", language)
    usual_year(town, ana)
    ana.log.clear()
    ana.says("/situatia").says("/anual").taps_first().says(TYPED[language]["result"])
    approves_all(ana).taps_first().is_asked("annual.receipt")
    maria.log.clear()
    maria.taps_first().is_asked("annual.card.1").taps(maria.screen.buttons[1])
    maria.taps(maria.screen.buttons[4]).taps(maria.screen.buttons[6]).taps_first().taps_first()
    ana.taps_first().is_asked("annual.measure").says(TYPED[language]["measure"]).is_asked("annual.receipt")
    maria.taps_first().taps_first().is_told("annual.accepted")
    ana.is_told("annual.approved")
    return [ana.transcript, maria.transcript]


CONVERSATIONS: dict[str, Callable[[Town, str], list[str]]] = {
    "presence": present,
    "joining": joining,
    "event": event,
    "review": review,
    "annual": annual,
    "help": helped,
    "letter": letter,
    "personal": personal,
    "plain": plain,
    "quick": quick,
    "photos": photos,
    "handover": handover,
    "joint": joint,
    "forgetting": forgetting,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CONVERSATIONS)
def test_people_read_exactly_this(town: Town, name: str, language: str) -> None:
    reads_exactly("\n".join(CONVERSATIONS[name](town, language)), language, name)
