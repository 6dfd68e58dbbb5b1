"""What is added to a report later: people and pictures, with their history, whatever its status."""

from datetime import UTC, datetime

import pytest

from handlers.member.additions import grown
from handlers.understand.additions import Addition, read_addition
from storage import counted, heads, records
from tests.handlers.reporting import opens_review, sends_report
from tests.support.chat import Chat, Town


@pytest.fixture
def sent(ana: Chat) -> Chat:
    """Ana's report of 25 people waits."""
    sends_report(ana)
    ana.acts = 0
    return ana


def accepted(maria: Chat, number: int = 1) -> None:
    opens_review(maria, number).taps("Acceptă").is_told("review.accepted")


def total(town: Town, record: int = 1) -> int:
    with town.work() as connection:
        return heads.known(connection, record).total or 0


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("+7", Addition(7, {}, plain=False)),
        ("7", Addition(7, {}, plain=True)),
        ("7 4 2", Addition(7, {"women": 4, "young": 2}, plain=True)),
        ("încă 7 persoane", Addition(7, {}, plain=False)),
        ("ещё 7 человек", Addition(7, {}, plain=False)),
        ("+ 7, 4, 2, 1", Addition(7, {"women": 4, "young": 2, "vulnerable": 1}, plain=False)),
        ("șapte", Addition(7, {}, plain=True)),
        ("7-9", None),
        ("mulți", None),
        ("-3", None),
        ("7 1 1 1 1", None),
    ],
)
def test_more_people_are_read_as_they_are_written(text: str, read: Addition | None) -> None:
    assert read_addition(text) == read


def test_people_are_added_in_three_interactions_from_the_list(maria: Chat, sent: Chat) -> None:
    accepted(maria)
    sent.says("BLT-2026-0001").taps_first()
    sent.acts = 0
    before = len(sent.messages)
    sent.taps("Adaugă participanți").is_asked("addition.more").sees("BLT-2026-0001").says("+7")
    assert sent.acts + 1 == 3
    assert len(sent.messages) == before + 1
    sent.is_asked("record.added").sees("+7: 25 → 32").is_told("revision.counts_later")


def test_figures_keep_the_accepted_version_until_the_new_one_is_accepted(
    town: Town, maria: Chat, sent: Chat
) -> None:
    accepted(maria)
    sent.says("/evenimente").taps("BLT").taps("Adaugă participanți").says("+7")
    assert counted_total(town) == 25
    maria.is_told("addition.arrived").sees("+7 participanți, acum 32")
    maria.taps_first().is_asked("review.card.2").sees("Participanți: 25 → 32", "Adăugat: +7, mi, 14 oct.")
    maria.taps("Acceptă")
    assert counted_total(town) == 32


def counted_total(town: Town) -> int:
    with town.work() as connection:
        return sum(one.total or 0 for one in counted.approved_in(connection, 2026))


def test_two_colleagues_at_once_both_count(town: Town, sent: Chat) -> None:
    ion = town.member("Ion", "Exemplu Punte")
    for chat in (sent, ion):
        chat.says("/evenimente").taps("BLT").taps("Adaugă participanți").is_asked("addition.more")
    sent.says("+7").sees("25 → 32")
    ion.says("+5").sees("32 → 37")
    assert total(town) == 37


def test_a_version_that_somebody_else_made_meanwhile_is_never_overwritten(town: Town, sent: Chat) -> None:
    sent.says("/evenimente").taps("BLT").taps("Adaugă participanți").says("+7")
    with town.work() as connection:
        head = heads.known(connection, 1)
        content = records.Content(
            "1.1", None, "x", "ro", head.date_from, head.date_to, None, None, records.Counts(1), {}, 1
        )
        assert records.resubmit(connection, datetime(2026, 10, 14, tzinfo=UTC), 1, 1, content, upon=1) is None
    assert total(town) == 32


def test_a_bare_number_as_large_as_the_total_is_asked_about(town: Town, sent: Chat) -> None:
    sent.says("/evenimente").taps("BLT").taps("Adaugă participanți").says("32").is_told("addition.unsure")
    sent.offers("În plus: +32 = 57", "În total: 32").taps("În total: 32").sees("+7: 25 → 32")
    assert total(town) == 32


@pytest.mark.parametrize("words", ["0", "mulți", "7 9", "-2", "100000"])
def test_what_cannot_be_added_is_explained_and_changes_nothing(town: Town, sent: Chat, words: str) -> None:
    sent.says("/evenimente").taps("BLT").taps("Adaugă participanți").says(words).is_asked("addition.more")
    assert sent.last.message.error
    assert total(town) == 25


def test_groups_grow_only_by_what_was_told() -> None:
    answers = {
        "participants": {"total": 18, "estimated": False, "counted": True},
        "groups": {"women": 12, "men": 6, "young": None, "vulnerable": None},
    }
    grew = grown(answers, Addition(7, {"women": 4, "young": 2}, plain=False))
    assert grew["participants"] == {"total": 25, "estimated": False, "sure": True}
    assert grew["groups"] == {"women": 16, "men": None, "young": None, "vulnerable": None}


def test_groups_that_were_asked_one_by_one_stay_counted() -> None:
    one_by_one = {"groups": {"each": True}, "groups_women": {"total": 3}, "groups_young": None}
    grew = grown(
        {"participants": {"total": 5, "estimated": True}, **one_by_one}, Addition(2, {}, plain=False)
    )
    assert grew["groups"] == {"women": 3, "men": None, "young": None, "vulnerable": None}
    assert "groups_women" not in grew


def test_photos_join_with_a_consent_of_their_own(town: Town, maria: Chat, sent: Chat) -> None:
    sent.says("/evenimente").taps("BLT").taps("Adaugă poze").sends(2).is_asked("record.photos")
    sent.taps("Da").sees("2 fișiere")
    sent.taps("Deschide").taps("Adaugă poze").sends(1).taps("Nu, doar").sees("1 fișier")
    with town.work() as connection:
        head = heads.known(connection, 1)
        files = records.media_of(connection, 1, head.version)
        assert (head.version, len(files), head.photos_public) == (3, 3, True)
        assert records.withheld(connection, 1, 3) == {files[-1]}


def test_the_history_says_who_changed_what_and_when(town: Town, sent: Chat) -> None:
    ion = town.member("Ion", "Exemplu Punte")
    ion.says("/evenimente").taps("BLT").taps("Adaugă participanți").says("7 4 2").taps("Deschide")
    ion.taps("Istoric").is_asked("record.history")
    ion.sees("Versiunea 2: mi, 14 oct., Ion", "Participanți: 25 → 32", "Trimis: mi, 14 oct., Ana")


def test_a_completed_return_shows_the_secretary_what_is_new(maria: Chat, sent: Chat) -> None:
    opens_review(maria).taps("Cere").taps("☐ Locul").taps("Gata").taps("Unde").taps("Trimite")
    sent.says("Casa de cultură")
    maria.taps_first().sees("Locul: Biblioteca → Casa de cultură")


def test_a_returned_report_is_completed_before_anything_is_added(maria: Chat, sent: Chat) -> None:
    sent.says("/evenimente").taps("BLT")
    card = sent.last
    opens_review(maria).taps("Cere").taps("☐ Locul").taps("Gata").taps("Unde").taps("Trimite")
    sent.says("/anuleaza")
    sent.taps("Adaugă participanți", on=card).is_told("revision.not_now")


def test_a_draft_begun_upon_an_older_version_does_not_bring_it_back(
    town: Town, maria: Chat, sent: Chat
) -> None:
    ask = opens_review(maria).taps("Cere").taps("☐ Locul").taps("Gata").taps("Unde").taps("Trimite")
    assert ask is maria
    sent.says("/anuleaza")
    ion = town.member("Ion", "Exemplu Punte")
    ion.says("/evenimente").taps("BLT").taps("Completează").says("Casa de cultură").is_asked("event.receipt")
    opens_review(maria).taps("Cere").taps("☐ Locul").taps("Gata").taps("Unde").taps("Trimite")
    ion.says("/anuleaza")
    sent.says("/evenimente").taps("BLT").taps("Completează").says("Muzeul").is_asked("event.receipt")
    with town.work() as connection:
        assert (heads.known(connection, 1).version, heads.known(connection, 1).place) == (3, "Muzeul")
