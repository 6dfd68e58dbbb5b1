"""A message to many: five interactions, no answers, files before the words."""

from dataclasses import replace

from sqlalchemy import update

from handlers.broadcast.card import files_of
from handlers.broadcast.content import Wish, imagined
from storage import broadcasts, outbox
from storage.schema import Media
from tests.handlers.broadcast.network import RO, RU, boards, goes, network
from tests.support.chat import START, Chat, Town


def writes(maria: Chat, text: str = RO) -> Chat:
    return maria.says("/mesaj").says(text).taps("Toate").is_asked("broadcast.preview")


def test_a_message_takes_five_interactions(town: Town, maria: Chat) -> None:
    people = network(town, 3, russian=1)
    maria.acts = 0
    writes(maria, f"{RO}\n{RU}").taps("Trimite la").taps("Da, trimite").is_asked("broadcast.board")
    assert maria.acts == 5
    town.later(minutes=2)
    assert goes(town) == 3
    people[0].is_asked("broadcast.message").sees("Mesaj de la secretariatul Rețelei", RO).misses(RU)
    people[2].is_asked("broadcast.message").sees(RU)


def test_its_board_counts_who_got_it_and_asks_for_no_answers(town: Town, maria: Chat) -> None:
    network(town, 3)
    writes(maria).taps("Trimite la").taps("Da, trimite").misses("Lista").misses("Fără răspuns")
    town.later(minutes=2)
    goes(town, {"Om2": "blocked"})
    assert boards(town) == 1
    maria.sees("Mesajul 1", "trimise 2", "blocate 1").offers("De sunat (1)").misses("Reamintește")


def test_whoever_gets_it_may_write_back(town: Town, maria: Chat) -> None:
    ana = network(town, 1)[0]
    writes(maria).taps("Trimite la").taps("Da, trimite")
    town.later(minutes=2)
    goes(town)
    ana.taps("Scrie secretariatului").says("Am înțeles.").is_told("letters.sent")
    maria.sees("Am înțeles.")


def test_a_photo_goes_before_the_words_and_may_be_taken_out(town: Town, maria: Chat) -> None:
    ana = network(town, 1)[0]
    maria.says("/mesaj").sends(1, RO).taps("Toate").is_told("broadcast.with_files").taps("Trimite-mi")
    assert [one.message.key for one in maria.messages[-3:]] == [
        *("broadcast.files", "broadcast.message", "broadcast.preview")
    ]
    maria.taps("Fără fișiere").is_asked("broadcast.preview").misses("fișier")
    maria.sends(1).is_asked("broadcast.preview").taps("Trimite la").taps("Da, trimite")
    town.later(minutes=2)
    assert goes(town) == 2
    assert [one.message.key for one in ana.messages[-2:]] == ["broadcast.files", "broadcast.message"]
    assert len(ana.messages[-2].message.media) == 1


def test_a_photo_without_words_asks_for_them(town: Town, maria: Chat) -> None:
    network(town, 1)
    maria.says("/mesaj").sends(1).is_asked("invite.words").says(RO).taps("Toate")
    maria.is_told("broadcast.with_files").sees(RO).taps("Fără fișiere").sees(RO)


def test_it_goes_behind_everything_that_somebody_waits_for(town: Town, maria: Chat) -> None:
    network(town, 2)
    writes(maria).taps("Trimite la").taps("Da, trimite")
    with town.work() as connection:
        rows = connection.exec_driver_sql(
            "SELECT kind, state, subject FROM outbox WHERE subject IS NOT NULL"
        ).all()
    assert {tuple(row) for row in rows} == {("invitation", outbox.PENDING, "broadcast:1")}


def test_the_list_shows_the_newest_first_and_opens_by_its_number(town: Town, maria: Chat) -> None:
    network(town, 1)
    maria.says("/raspunsuri").is_told("broadcast.none")
    for words in ("Prima veste", "A doua veste"):
        writes(maria, words).taps("Trimite la").taps("Da, trimite")
    maria.says("/raspunsuri").sees("2. A doua veste", "1. Prima veste").says("1").sees("Mesajul 1")
    maria.says("/raspunsuri").says("a doua").sees("Mesajul 2").says("/raspunsuri").says("ceva")
    maria.is_asked("broadcast.list").is_told("broadcast.unknown")
    with town.work() as connection:
        assert broadcasts.known(connection, 1).title == "Prima veste"


def test_a_member_has_no_way_in(town: Town, ana: Chat, maria: Chat) -> None:
    for command in ("/mesaj", "/invitatie", "/raspunsuri"):
        ana.says(command).is_told("problem.not_allowed")


def test_a_picture_sent_as_a_document_goes_as_a_photo_without_its_traces(town: Town, maria: Chat) -> None:
    network(town, 1)
    maria.says("/mesaj").sends(1, RO, kind="document", name="poza.jpg").taps("Toate")
    for mime, path, kinds in (
        ("image/jpeg", "media/ab.jpg", [("photo", None)]),
        ("image/jpeg", None, []),
        ("image/heic", "media/ab.heic", []),
        ("application/pdf", "media/ab.pdf", [("document", "test")]),
    ):
        with town.work() as connection:
            connection.execute(update(Media).values(mime=mime, path=path))
            broadcast = replace(_imagined(), files=(1,))
            assert [(one.kind, one.channel) for one in files_of(connection, broadcast)] == kinds


def _imagined() -> broadcasts.Broadcast:
    content = broadcasts.Content(broadcasts.MESSAGE, "Știre")
    return imagined(START, Wish(None, content, None))[0]
