"""The chain of a meeting word for word: proposed, invited, moved, reminded of, run, recorded."""

import pytest

from handlers.messages import say
from storage import meetings
from storage.meetings import Meeting
from tests.handlers.meetings.test_chain import goes
from tests.handlers.meetings.test_chain import proposed as proposed
from tests.handlers.meetings.test_due import MORNING, at, speaks
from tests.handlers.test_transcripts import LANGUAGES
from tests.support.chat import Chat, Town
from tests.support.transcripts import reads_exactly

THEME = {"ro": "Spații verzi", "ru": "Зелёные зоны"}
ROOM = {"ro": "Primăria, sala 210", "ru": "Примэрия, зал 210"}
WHY = {"ro": "Sala este ocupată", "ru": "Зал занят"}
DECIDED = {"ro": "Curățenie în parc\nO hartă a ONG-urilor", "ru": "Уборка в парке\nКарта НПО"}


class Desk:
    """A secretary and a coordinator who read the same language; buttons are named by their texts."""

    def __init__(self, town: Town, language: str) -> None:
        self.town, self.language = town, language
        self.maria = town.secretary("Maria", language)
        self.ana = town.member("Ana", "Exemplu Punte", language)
        for chat in (self.maria, self.ana):
            chat.log.clear()

    def label(self, key: str, number: int | None = None) -> str:
        return self.town.texts.render(self.language, say(key, number))

    def taps(self, chat: Chat, key: str, number: int | None = None) -> Chat:
        return chat.taps(self.label(key, number))

    def opens(self) -> Chat:
        return self.maria.says("/reuniuni").taps("1")

    def confirms(self) -> None:
        self.opens()
        self.taps(self.maria, "meetings.confirm.button").says(THEME["ro"]).says(THEME["ru"])
        self.maria.says(ROOM[self.language]).is_asked("meetings.card")

    def invites(self) -> None:
        self.taps(self.maria, "meetings.invite.button").is_asked("invite.who").taps_first()
        self.taps_first("invite.text", "invite.answer_by", "broadcast.preview", "broadcast.sure")

    def taps_first(self, *keys: str) -> None:
        for key in keys:
            self.maria.is_asked(key).taps_first()


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_read_exactly_this_about_a_meeting(town: Town, proposed: Meeting, language: str) -> None:
    desk = Desk(town, language)
    assert speaks(town, MORNING)
    desk.confirms()
    desk.invites()
    town.now = at("04 10:00")
    goes(town)
    desk.ana.is_asked("rsvp.card").taps_first()
    desk.opens()
    desk.taps(desk.maria, "meeting_change.day.add").says("25.11").is_asked("meetings.sure")
    desk.taps(desk.maria, "meetings.tell.button", 1)
    town.later(minutes=5)
    goes(town)
    desk.ana.is_asked("meetings.told").says("/reuniuni")
    for moment in ("24 10:00", "25 12:00"):
        assert speaks(town, at(moment))
    desk.ana.taps_first()
    desk.opens()
    desk.taps(desk.maria, "meetings.arrivals.button")
    assert speaks(town, at("26 10:00"))
    desk.taps_first("meetings.due.minutes", "event.participants")
    desk.maria.says(DECIDED[language]).is_asked("record.papers").taps_first()
    desk.taps_first("event.parties", "meeting.review")
    desk.maria.is_asked("event.desk_saved").says("/reuniuni")
    with town.work() as connection:
        assert meetings.known(connection, proposed.id).state == meetings.HELD
    reads_exactly("\n".join((desk.maria.transcript, desk.ana.transcript)), language, "meeting")


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_read_exactly_this_about_a_cancelled_meeting(
    town: Town, proposed: Meeting, language: str
) -> None:
    desk = Desk(town, language)
    desk.confirms()
    desk.invites()
    town.now = at("04 10:00")
    goes(town)
    town.now = at("11 10:00")
    assert speaks(town, town.now)
    desk.opens()
    desk.taps(desk.maria, "meetings.cancel.button").says(WHY[language]).is_asked("meetings.sure")
    desk.taps(desk.maria, "meetings.tell.button", 1)
    town.later(minutes=5)
    goes(town)
    desk.ana.is_asked("meetings.told")
    desk.taps(desk.maria, "meetings.again.button").says("02.12").is_asked("meetings.card")
    reads_exactly("\n".join((desk.maria.transcript, desk.ana.transcript)), language, "meeting_cancelled")
