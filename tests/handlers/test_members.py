"""The secretary's members: adding one, a name that is there already, inviting a coordinator."""

from tests.handlers.reporting import sends_report
from tests.support.chat import Chat, Town


def code_of(chat: Chat) -> str:
    """The code that stands on an invitation."""
    return chat.last.text.split(": ")[1][:9]


def test_a_member_is_added_and_its_coordinator_joins_with_the_code(town: Town, maria: Chat) -> None:
    maria.presses("ONG").is_asked("members")
    maria.taps("Adaugă").is_asked("member.name").says("Exemplu Nou").is_asked("members.invitation")
    maria.sees("Exemplu Nou", "https://t.me/retea_test_bot?start=", "28 octombrie")
    ion = town.chat("Ion").says("/start").taps("Română").says(code_of(maria)).sees("Exemplu Nou")
    ion.taps("Da").taps("De acord").is_told("join.done.member")
    maria.taps("Înapoi la organizație").is_asked("members.card").sees("1 coordonator")


def test_the_code_is_marked_so_that_it_does_not_stay_in_the_store(town: Town, maria: Chat) -> None:
    maria.says("/ong").taps("Adaugă").says("Exemplu Nou")
    marked = [row.content.get("secret", False) for row in town.sent if row.kind != "menu"]
    assert marked == [False] * (len(marked) - 1) + [True]


def test_a_similar_name_asks_whether_it_is_the_same(town: Town, maria: Chat) -> None:
    town.organisation("Asociația Exemplu Speranța")
    maria.says("/ong").taps("Adaugă").says("Exemplu Speranta").is_asked("member.similar")
    maria.offers("Asociația Exemplu Speranța").taps("Asociația").is_asked("members.invitation")
    maria.says("/ong").sees("1 membru")


def test_a_similar_name_can_be_another_organisation(town: Town, maria: Chat) -> None:
    town.organisation("Asociația Exemplu Speranța")
    maria.says("/ong").taps("Adaugă").says("Exemplu Speranta").taps("Este alta").is_asked(
        "members.invitation"
    )
    maria.says("/ong").sees("2 membri")


def test_a_name_of_two_letters_is_asked_again(maria: Chat) -> None:
    maria.says("/ong").taps("Adaugă").says("ab").is_asked("member.name").is_told("ask.too_short")


def test_each_invitation_has_its_own_code(town: Town, maria: Chat) -> None:
    town.organisation("Exemplu Punte")
    maria.says("/ong").taps("Exemplu Punte").taps("Invită")
    first = code_of(maria)
    maria.taps("Înapoi").sees("1 invitație").taps("Invită")
    assert code_of(maria) != first


def test_the_card_tells_who_is_here_and_when_it_last_reported(town: Town, maria: Chat) -> None:
    town.organisation("Exemplu Punte")
    maria.says("/ong").taps("Exemplu Punte").is_told("members.never").sees("0 coordonatori")
    sends_report(town.member("Ana", "Exemplu Punte"))
    maria.says("/ong").taps("Exemplu Punte").sees("1 coordonator", "14 octombrie")


def test_a_long_name_is_cut_on_its_button_and_whole_in_the_text(town: Town, maria: Chat) -> None:
    name = "Asociația Obștească Exemplu pentru Dezvoltarea Comunității"
    town.organisation(name)
    maria.says("/ong").sees(name)
    assert [len(one) for one in maria.last.buttons if one.endswith("…")] == [28]


def test_a_long_list_of_members_has_pages(town: Town, maria: Chat) -> None:
    for number in range(1, 12):
        town.organisation(f"Exemplu {number:02d}")
    maria.says("/ong").sees("11 membri").offers("Exemplu 01").misses("Exemplu 11")
    maria.taps("Următoarele").offers("Exemplu 11").misses("Exemplu 01")
