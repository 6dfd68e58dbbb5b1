"""Who a broadcast goes to: all, an objective's reporters, names, a language, a role; and who is left out."""

from handlers.broadcast import audience
from handlers.messages import In
from storage import broadcasts, people
from storage.audience import Speaker
from storage.organisations import Organisation
from tests.handlers.broadcast.network import RO, goes, network, sends
from tests.handlers.reporting import sends_report
from tests.support.chat import Chat, Town

MEMBERS = [Organisation(at, f"Exemplu {at}", None, None) for at in (1, 2, 3)]


def speaker(person: int, organisation: int, language: str = "ro", role: str = "coordinator") -> Speaker:
    return Speaker(person, f"Om {person}", language, organisation, role, True)


SPEAKERS = [speaker(1, 1), speaker(1, 2, role="head"), speaker(2, 2, "ru"), speaker(3, 1, "en", "head")]


def reached(**chosen: object) -> list[tuple[int, tuple[int, ...]]]:
    found = audience.of(chosen, MEMBERS, SPEAKERS, reported={2})
    return [(one.person, one.organisations) for one in found.people]


def test_everybody_is_every_person_once_with_all_their_organisations() -> None:
    assert reached(who="all") == [(1, (1, 2)), (2, (2,)), (3, (1,))]
    assert audience.of({"who": "all"}, MEMBERS, SPEAKERS).unserved == (3,)


def test_a_choice_narrows_organisations_languages_or_roles() -> None:
    assert reached(who="objective", objectives=["2"]) == [(1, (2,)), (2, (2,))]
    assert reached(who="chosen", members=["1"]) == [(1, (1,)), (3, (1,))]
    assert reached(who="language", language="ru") == [(2, (2,))]
    assert reached(who="language", language="ro") == [(1, (1, 2)), (3, (1,))]
    assert reached(who="role", role="head") == [(1, (2,)), (3, (1,))]
    assert reached() == []


def test_whoever_reads_neither_language_counts_as_romanian() -> None:
    assert audience.of({"who": "role", "role": "head"}, MEMBERS, SPEAKERS).languages == ("ro",)
    assert audience.of({"who": "all"}, MEMBERS, SPEAKERS).languages == ("ro", "ru")


def at_who(maria: Chat) -> Chat:
    return maria.says("/mesaj").is_asked("message.text").says(RO).is_asked("invite.who")


def test_by_objective_are_those_who_reported_its_activities(town: Town, maria: Chat) -> None:
    network(town, 2)
    sends_report(town.member("Ana", "Exemplu Punte"))
    at_who(maria).taps("După obiectiv").is_asked("invite.objectives")
    maria.taps("Gata").is_told("invite.who.nobody").taps(maria.screen.buttons[0]).taps("Gata (1)")
    maria.is_asked("broadcast.preview").sees("1 organizație, 1 persoană")


def test_names_are_typed_or_ticked_page_by_page(town: Town, maria: Chat) -> None:
    for at in range(1, 26):
        town.member(f"Om{at}", f"Exemplu {at:02}")
    at_who(maria).taps("Aleg din listă").is_asked("invite.members").says("Exemplu 03, Exemplu 17")
    maria.is_asked("broadcast.preview").sees("2 organizații, 2 persoane")
    maria.taps("Înapoi" if "Înapoi" in maria.last.buttons else "Corectează").taps("Organizațiile")
    maria.taps("Următoarele").taps("☐ Exemplu 14").offers("☑ Exemplu 14", "Anterioarele").taps("Gata (3)")
    maria.sees("3 organizații, 3 persoane")


def test_a_misspelt_name_is_asked_and_an_unknown_one_is_repeated(town: Town, maria: Chat) -> None:
    network(town, 2)
    town.member("Ana", "Asociația Speranța")
    at_who(maria).taps("Aleg din listă").says("Speranta").sees("Speranța")
    at_who(maria).taps("Aleg din listă").says("Qwertyuiop").is_asked("invite.members").sees("Qwertyuiop")


def test_by_language_and_by_role(town: Town, maria: Chat) -> None:
    network(town, 3, russian=1)
    town.member("Doi", "Exemplu 01")
    at_who(maria).taps("După limbă").taps("Русский").is_asked("invite.other").taps("Trimite așa")
    maria.sees("1 organizație, 1 persoană")
    at_who(maria).taps("După rol").taps("Coordonatorii").sees("1 organizație, 1 persoană")


def test_a_typo_keeps_the_place(town: Town, maria: Chat) -> None:
    network(town, 2)
    at_who(maria).says("cui?").is_asked("invite.who").sees("de exemplu").says("toate").taps_first()
    maria.is_asked("broadcast.sure")


def test_somebody_who_joins_after_the_sending_gets_nothing(town: Town, maria: Chat) -> None:
    network(town, 2)
    sends(maria)
    late = town.member("Nou", "Exemplu 99")
    town.later(minutes=2)
    assert goes(town) == 2
    assert all("Reuniunea" not in one.text for one in late.messages)


def test_somebody_who_leaves_before_it_goes_gets_nothing(town: Town, maria: Chat) -> None:
    ana = network(town, 2)[0]
    sends(maria)
    with town.work() as connection:
        session = people.known(connection, "test", ana.name)
        people.leave(connection, town.now, people.roles(connection, session.person_id)[0].id)
    town.later(minutes=2)
    assert goes(town) == 1
    with town.work() as connection:
        assert broadcasts.ladder(connection, 1) == {"sent": 1, "cancelled": 1}


def test_somebody_who_wishes_to_be_forgotten_gets_nothing(town: Town, maria: Chat) -> None:
    ana, ion, _ = network(town, 3)
    ana.says("/sterge_ma").taps_first().taps_first().is_asked("forget.pending")
    sends(maria)
    ion.says("/sterge_ma").taps_first().taps_first().is_asked("forget.pending")
    town.later(minutes=2)
    assert goes(town) == 1
    with town.work() as connection:
        assert broadcasts.ladder(connection, 1) == {"sent": 1, "cancelled": 1}


def test_people_without_a_chat_and_organisations_without_people_are_told_before_and_listed(
    town: Town, maria: Chat
) -> None:
    ana = network(town, 3)[0]
    town.organisation("Exemplu fără nimeni")
    ana.happens(In.BLOCKED)
    at_who(maria).taps("Toate").sees("1 persoană nu are un chat activ", "1 organizație nu are coordonator")
    maria.taps("Trimite la").taps("Da, trimite")
    town.later(minutes=2)
    assert goes(town) == 2
    maria.says("/raspunsuri").taps("1").sees("trimise 2", "fără chat 1").taps("De sunat (2)")
    maria.is_asked("broadcast.calls").sees("Exemplu 01, Om1: nu are chat", "fără nimeni: nu are coordonator")
