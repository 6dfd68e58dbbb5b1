"""Groups: confirmed by the secretariat, invitations with live counts, taps that only who tapped hears of."""

from datetime import timedelta

import pytest

from handlers.groups import board
from handlers.messages import In, Inbound
from storage import broadcasts, groups, people
from storage.groups import Group
from tests.handlers.broadcast.network import goes, sends
from tests.support.chat import Chat, Town
from tests.support.invited import Invited, delivers, invite

CHAT = "-100"


def happens(town: Town, kind: In, author: str = "Ana", text: str = "", **given: object) -> None:
    inbound = Inbound("test", CHAT, kind, town.now, text=text, name=author, author=author, **given)  # type: ignore[arg-type]
    town.handle(inbound)


def group_of(town: Town) -> Group:
    with town.work() as connection:
        found = groups.at(connection, "test", CHAT)
    assert found is not None
    return found


def ticks(town: Town, seconds: float = 31) -> None:
    town.later(seconds=seconds)
    with town.work() as connection:
        rows = board.post_in_groups(connection, town.now) if board.is_due(connection, town.now) else ()
    town.deliver(rows)
    delivers(town)


def taps(town: Town, author: str, index: int, handle: str) -> str:
    before = len(town.toasts)
    happens(town, In.GROUP_TAP, author, handle=handle, index=index, query=town.next_id(), message="1")
    delivers(town)
    assert len(town.toasts) == before + 1
    return town.toasts[-1]


@pytest.fixture
def confirmed(town: Town, maria: Chat, ana: Chat) -> Chat:
    """The Network's group, as everybody in it sees it."""
    happens(town, In.GROUP_ADDED, text="Rețeaua ONG")
    maria.taps("Da, este grupul Rețelei")
    return town.chat(CHAT)


@pytest.fixture
def posted(town: Town, confirmed: Chat) -> Invited:
    """An invitation to everybody that stands in the group."""
    invited = invite(town)
    with town.work() as connection:
        broadcasts.change(connection, invited.broadcast.id, audience={"who": "all"}, approved_at=town.now)
    ticks(town)
    return invited


def handle(invited: Invited) -> str:
    return f"rsvp-{invited.meeting.id}"


def test_the_secretariat_is_asked_once_about_a_new_group(town: Town, maria: Chat) -> None:
    happens(town, In.GROUP_ADDED, text="Rețeaua ONG")
    maria.sees("Rețeaua ONG", "(Ana)").offers("Da, este grupul Rețelei", "Nu")
    before = len(maria.messages)
    happens(town, In.GROUP_ADDED, text="Rețeaua ONG")
    assert len(maria.messages) == before
    maria.taps("Nu").sees("nu publică nimic")
    assert group_of(town).state == "refused"
    maria.taps("Schimbă decizia").sees("apar și în grupul „Rețeaua ONG”")
    assert group_of(town).state == "network"


def test_only_a_confirmed_group_hears_of_an_invitation(town: Town, maria: Chat, ana: Chat) -> None:
    happens(town, In.GROUP_ADDED, text="Rețeaua ONG")
    invited = invite(town)
    with town.work() as connection:
        broadcasts.change(connection, invited.broadcast.id, audience={"who": "all"}, approved_at=town.now)
    ticks(town)
    assert CHAT not in town.chats
    maria.taps("Da, este grupul Rețelei")
    ticks(town)
    ticks(town)
    assert len(town.chat(CHAT).messages) == 1


def test_an_invitation_to_some_is_not_posted(town: Town, confirmed: Chat) -> None:
    invited = invite(town)
    with town.work() as connection:
        chosen = {"who": "chosen", "members": [1]}
        broadcasts.change(connection, invited.broadcast.id, audience=chosen, approved_at=town.now)
    ticks(town)
    assert confirmed.messages == []


def test_the_invitation_in_the_group_is_in_both_languages_without_names(town: Town, posted: Invited) -> None:
    group = town.chat(CHAT)
    group.sees("Invitație: Reuniunea Rețelei", "Приглашение: Встреча Сети", "Discutăm planul", "Обсудим план")
    assert group.last.buttons == ["Venim / Придём", "Nu putem / Не сможем", "Încă nu știm / Пока не знаем"]
    ana = town.chat("Ana")
    ana.taps("Venim")
    delivers(town)
    ticks(town)
    group.sees("Vin: 1 organizație (1 persoană)", "Придут: 1 организация (1 человек)").misses("Ana")


def test_a_tap_of_a_known_person_answers_for_their_organisation(town: Town, posted: Invited) -> None:
    assert "Am notat: „Exemplu Punte” vine, 1 persoană." in taps(town, "Ana", 0, handle(posted))
    assert posted.answers() == [(1, "yes", 1)]
    town.chat("Ana").sees("venim, 1 persoană (Ana")
    assert "nu poate veni" in taps(town, "Ana", 1, handle(posted))
    assert posted.answers() == [(1, "no", 0)]


def test_the_counts_are_edited_at_most_every_half_minute(town: Town, posted: Invited) -> None:
    group = town.chat(CHAT)
    taps(town, "Ana", 0, handle(posted))
    ticks(town, 5)
    assert group.last.edited == 0
    ticks(town)
    ticks(town)
    assert (len(group.messages), group.last.edited) == (1, 1)


def test_somebody_unknown_is_told_where_to_go_and_not_met(town: Town, posted: Invited) -> None:
    told = taps(town, "Vlad", 0, handle(posted))
    assert "https://t.me/retea_test_bot" in told
    with town.work() as connection:
        assert people.session(connection, "test", "Vlad") is None
    assert posted.answers() == []
    assert "chatul privat" in taps(town, "Maria", 0, handle(posted))


def test_with_several_organisations_the_question_comes_in_private(town: Town, posted: Invited) -> None:
    town.member("Ana", "Exemplu Nord")
    second = invite(town)
    with town.work() as connection:
        broadcasts.change(connection, second.broadcast.id, audience={"who": "all"}, approved_at=town.now)
    ticks(town)
    assert "chatul privat" in taps(town, "Ana", 0, handle(second))
    town.chat("Ana").is_asked("rsvp.which").taps("Exemplu Nord").sees("„Exemplu Nord”: venim")


@pytest.mark.parametrize("wrong", ["rsvp-999", "rsvp-", "abcdefghijklmnop", ""])
def test_an_unknown_button_in_a_group_changes_nothing(town: Town, posted: Invited, wrong: str) -> None:
    assert taps(town, "Ana", 0, wrong)
    assert taps(town, "Ana", 7, handle(posted))
    assert posted.answers() == []


def test_after_the_start_the_group_shows_the_end_and_takes_no_tap(town: Town, posted: Invited) -> None:
    taps(town, "Ana", 0, handle(posted))
    town.now = posted.meeting.starts_at + timedelta(minutes=1)
    assert "a început" in taps(town, "Ana", 1, handle(posted))
    ticks(town)
    assert town.chat(CHAT).last.buttons == []
    assert posted.answers() == [(1, "yes", 1)]


def test_a_group_that_threw_us_out_hears_nothing_until_it_is_confirmed_again(
    town: Town, maria: Chat, confirmed: Chat
) -> None:
    happens(town, In.GROUP_LEFT)
    assert group_of(town).state == "left"
    invited = invite(town)
    with town.work() as connection:
        broadcasts.change(connection, invited.broadcast.id, audience={"who": "all"}, approved_at=town.now)
    ticks(town)
    assert confirmed.messages == []
    happens(town, In.GROUP_ADDED, text="Rețeaua ONG")
    maria.taps("Da, este grupul Rețelei")
    ticks(town)
    assert len(confirmed.messages) == 1


def test_a_group_that_becomes_a_supergroup_stays_the_networks(town: Town, confirmed: Chat) -> None:
    happens(town, In.GROUP_MOVED, text="-200")
    with town.work() as connection:
        moved = groups.at(connection, "test", "-200")
        assert moved is not None
        assert moved.state == "network"
        assert groups.at(connection, "test", CHAT) is None


def test_results_for_everybody_are_posted_in_both_languages(town: Town, confirmed: Chat) -> None:
    with town.work() as connection:
        content = broadcasts.Content(broadcasts.RESULTS, "Rezultate", "Am fost 40.", "Нас было 40.", "Итоги")
        made = broadcasts.add(connection, town.now, content, None)
        state = {"state": broadcasts.APPROVED, "approved_at": town.now, "audience": {"who": "all"}}
        broadcasts.change(connection, made.id, **state)
    ticks(town)
    confirmed.sees("Rezultate", "Am fost 40.", "Итоги", "Нас было 40.")


def test_a_cancelled_meeting_says_so_in_the_group(town: Town, posted: Invited) -> None:
    posted.changes(state="cancelled", version=2)
    ticks(town)
    town.chat(CHAT).sees("Reuniunea este anulată.", "Встреча отменена.")
    assert "anulată" in taps(town, "Ana", 0, handle(posted))


def test_an_invitation_of_the_wizard_reaches_the_group_when_it_can_no_more_be_stopped(
    town: Town, maria: Chat, confirmed: Chat
) -> None:
    sends(maria)
    ticks(town)
    assert confirmed.messages == []
    town.later(minutes=2)
    goes(town)
    ticks(town)
    confirmed.sees("Invitație: Reuniunea Rețelei, miercuri, 21 octombrie")
    taps(town, "Ana", 0, "rsvp-1")
    ticks(town)
    confirmed.sees("Vin: 1 organizație (1 persoană)")
    maria.says("/invitatie")
    with town.work() as connection:
        assert [one.person_id is not None for one in broadcasts.recipients(connection, 1)] == [True]


def test_a_stopped_invitation_never_reaches_the_group(town: Town, maria: Chat, confirmed: Chat) -> None:
    sends(maria).taps("Oprește")
    town.later(minutes=2)
    goes(town)
    ticks(town)
    assert confirmed.messages == []
