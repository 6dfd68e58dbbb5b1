"""Without an invitation: asking for access, after the notice, and what the secretariat makes of it."""

import pytest
from sqlalchemy import select

from storage import access_requests, members, people
from storage.schema import AccessRequest, Draft, Person
from tests.handlers.test_member_card import audited
from tests.support.chat import Chat, Town
from tests.support.transcripts import reads_exactly


def asks(town: Town, name: str = "Ion", organisation: str = "Exemplu Punte") -> Chat:
    """Somebody new says which organisation they are from."""
    chat = town.chat(name).says("/start").taps("Română").is_asked("join.code")
    return chat.taps("Nu am cod").is_asked("asking_in.which").says(organisation)


def sent(chat: Chat) -> Chat:
    """Answer what is left: the likeliest organisation, and yes to the notice."""
    if chat.last.message.key == "asking_in.member":
        chat.taps_first()
    return chat.is_asked("join.privacy").taps("De acord").is_asked("asking_in.sent")


def requests(town: Town) -> list[tuple[str, int | None, str]]:
    with town.work() as connection:
        columns = (AccessRequest.said, AccessRequest.organisation_id, AccessRequest.state)
        return [tuple(row) for row in connection.execute(select(*columns).order_by(AccessRequest.id))]  # type: ignore[misc]


def test_a_known_organisation_is_let_in_with_one_tap(town: Town, maria: Chat) -> None:
    olga = town.secretary("Olga")
    town.organisation("Asociația „Exemplu Punte”")
    ion = asks(town).offers("Asociația „Exemplu Punte”")
    sent(ion).sees("Asociația", "0231 5 46 19")
    maria.is_asked("access.arrived").sees("Ion cere acces").taps("Aprobă").is_told("access.granted")
    ion.is_told("access.welcome").says("/raport").is_asked("event.activity")
    assert [role for row in ion.home for role in row]
    olga.is_asked("desk.done").sees("Maria", "Ion are acces")
    assert audited(town, "access.grant") == 1
    with town.work() as connection:
        (role,) = people.roles(connection, people.known(connection, "test", "Ion").person_id)
    assert role.role == people.HEAD, "the first one leads"


def test_the_second_one_is_a_coordinator_and_the_head_is_told(town: Town, maria: Chat) -> None:
    ana = town.member("Ana", "Exemplu Punte", role="head")
    sent(asks(town))
    maria.taps("Aprobă")
    ana.is_asked("colleagues.joined").sees("Ion")


def test_nothing_is_kept_before_the_notice_was_agreed_to(town: Town, maria: Chat) -> None:
    asks(town, organisation="Cu totul alta").is_asked("join.privacy").taps("Nu sunt de acord")
    assert requests(town) == []
    with town.work() as connection:
        person = people.known(connection, "test", "Ion").person_id
        kept = connection.execute(select(Person.name, Person.language).where(Person.id == person)).one()
        drafts = connection.execute(select(Draft.answers).where(Draft.person_id == person)).scalars().all()
    assert tuple(kept) == ("", None)
    assert not any("alta" in str(one) for one in drafts)
    assert maria.last.message.key != "access.arrived"


def test_a_written_name_is_looked_at_and_may_be_a_member_after_all(town: Town, maria: Chat) -> None:
    number = town.organisation("Exemplu Punte")
    ion = asks(town, organisation="Podul nostru")
    sent(ion)
    maria.is_asked("access.arrived").taps("Vezi cererea").is_asked("access.card").is_told("access.which")
    maria.taps("Alege din listă").taps("Exemplu Punte").is_told("access.granted")
    ion.is_told("access.welcome")
    assert requests(town) == [("Podul nostru", number, "granted")]


def test_a_written_name_may_be_a_new_member(town: Town, maria: Chat) -> None:
    ion = asks(town, organisation="Exemplu Nou")
    sent(ion)
    maria.taps("Vezi cererea").taps("Este un membru nou").sees("Exemplu Nou", "Ion").taps("Da")
    ion.is_told("access.welcome")
    with town.work() as connection:
        (member,) = members.everyone(connection)
        assert len(members.coordinators(connection, member.id)) == 1


def test_a_refusal_is_asked_once_and_polite(town: Town, maria: Chat) -> None:
    olga = town.secretary("Olga")
    ion = asks(town, organisation="Cu totul alta")
    sent(ion)
    maria.taps("Refuză").sees("O persoană").taps("Da, refuză").is_told("access.refused.done")
    ion.is_asked("access.refused").sees("0231 5 46 19")
    olga.is_asked("desk.done")
    ion.says("bună ziua").is_asked("join.code").offers("Nu am cod, cer acces")


def test_two_secretaries_at_once_decide_once(town: Town, maria: Chat) -> None:
    olga = town.secretary("Olga")
    town.organisation("Exemplu Punte")
    ion = asks(town)
    sent(ion)
    maria.taps("Aprobă")
    shown = next(one for one in olga.messages if one.message.key == "access.arrived")
    olga.taps("Aprobă", shown).is_asked("access.decided").sees("Maria")
    assert sum("access.welcome" in one.keys for one in ion.messages) == 1


def test_a_person_has_one_open_request_and_three_a_day(town: Town, maria: Chat) -> None:
    ion = asks(town, organisation="Prima încercare")
    sent(ion)
    ion.says("bună").is_asked("join.code").is_told("asking_in.waits").sees("Prima încercare")
    for name in ("Alt nume", "Al treilea"):
        ion.taps("Nu am cod").says(name).is_asked("asking_in.sent").says("bună")
    assert [state for _, _, state in requests(town)] == ["replaced", "replaced", "waiting"]
    ion.taps("Nu am cod").is_asked("join.code").is_told("asking_in.too_many")
    maria.says("/cereri").sees("1 cerere de acces").sees("Al treilea")
    town.later(hours=25)
    ion.says("bună").taps("Nu am cod").is_asked("asking_in.which")


def test_the_secretariat_sees_how_many_wait(town: Town, maria: Chat) -> None:
    sent(asks(town, organisation="Cu totul alta"))
    maria.says("/meniu").sees("1 cerere de acces: /cereri")
    maria.says("/ong").offers("Cereri de acces (1)").taps("Cereri").is_asked("access.list").taps("1")
    maria.is_asked("access.card")


def test_back_leads_to_the_code_which_still_opens(town: Town) -> None:
    code = town.invitation("Exemplu Punte").code
    ion = town.chat("Ion").says("/start").taps("Română").says("nu am cod, cer acces")
    ion.is_asked("asking_in.which").says("ab").is_asked("asking_in.which").taps("Înapoi")
    ion.is_asked("join.code").says(code).sees("Exemplu Punte")


def test_who_is_forgotten_leaves_no_request(town: Town, maria: Chat) -> None:
    ion = asks(town, organisation="Cu totul alta")
    sent(ion)
    ion.says("/sterge_ma").taps_first()
    with town.work() as connection:
        person = people.known(connection, "test", "Ion").person_id
        people.update_person(connection, person, erase_at=town.now)
        assert access_requests.waiting(connection) == ()
    maria.says("/cereri").is_told("access.none")


def test_only_names_like_the_written_one_are_shown_to_a_stranger(town: Town) -> None:
    for name in ("Exemplu Nord", "Exemplu Sud", "Caritas"):
        town.organisation(name)
    ion = asks(town, organisation="Caritas Bălți").is_asked("asking_in.member")
    assert ion.screen.buttons[:2] == ["Caritas", "Este altă organizație"]
    ion.misses("Nord")


@pytest.mark.parametrize("language", ["ro", "ru"])
def test_asking_and_deciding_read_exactly(town: Town, language: str) -> None:
    said = {
        "ro": ("Română", "Nu am cod", "Aprobă"),
        "ru": ("Русский", "Нет кода", "Одобрить"),
    }[language]
    town.organisation("Exemplu Punte")
    maria, olga = town.secretary("Maria", language), town.secretary("Olga", language)
    ion = town.chat("Ion", language)
    for one in (maria, olga):
        one.log.clear()
    ion.says("/start").taps(said[0]).taps(said[1]).says("ab").says("Exemplu Puntea").taps_first()
    ion.taps_first()
    maria.taps(said[2])
    reads_exactly("\n".join(one.transcript for one in (ion, maria, olga)), language, "asking_in")
