"""What one reader gets: the card of an invitation or a message, and the files that come before it.

The same functions draw the preview, the proof and the message itself, so all three read alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.context import World
from handlers.messages import Choice, MediaRef, Screen, say
from handlers.rsvp.card import invitation
from storage import media, people
from storage.broadcasts import REMINDER, Broadcast
from storage.database import Connection
from storage.meetings import Meeting
from storage.organisations import Organisation
from storage.organisations import members as all_members


class Cards:
    """Draws the cards of one broadcast; what all of them share is looked up once."""

    def __init__(self, connection: Connection, broadcast: Broadcast, meeting: Meeting | None) -> None:
        self._broadcast = broadcast
        self._meeting = meeting
        self._members: Mapping[int, Organisation] = {one.id: one for one in all_members(connection)}
        self._files = files_of(connection, broadcast)

    def card(self, place: people.Place, organisations: Sequence[int]) -> Screen:
        """The card for a reader who speaks for these organisations."""
        if self._meeting is None:
            return message(self._broadcast, place.language)
        theirs = [self._members[one] for one in organisations if one in self._members]
        shown = invitation(self._meeting, self._broadcast, place, theirs, {})
        if self._broadcast.kind != REMINDER:
            return shown
        return replace(shown, body=(say("broadcast.reminds"), *shown.body))

    def files(self) -> Screen | None:
        """The message with the files; None when there are none."""
        if not self._files:
            return None
        alt = say("broadcast.files", len(self._files))
        refs = tuple(replace(one, alt=alt) for one in self._files)
        return Screen("broadcast.files", (alt,), media=refs)


def message(broadcast: Broadcast, language: str) -> Screen:
    """A message of the secretariat, in the language of its reader."""
    write = Choice("letter.write", say("letters.write.button"))
    body = (say("broadcast.message"), broadcast.text_in(language))
    return Screen("broadcast.message", body, choices=(write,))


def files_of(connection: Connection, broadcast: Broadcast) -> tuple[MediaRef, ...]:
    """The files of a broadcast that were not refused."""
    found = media.get(connection, broadcast.files)
    refs = (_ref(one) for one in found if one.state != media.REFUSED)
    return tuple(one for one in refs if one is not None)


def _ref(one: media.Media) -> MediaRef | None:
    """A file as everybody gets it. A picture that came as a document goes from our disk as a photo, which the
    channel encodes anew: its place and its owner never leave. One that cannot go so is left out."""
    if not (one.mime or "").startswith("image/") or one.kind == "photo":
        return MediaRef(one.kind, one.channel, one.file, one.path)  # type: ignore[arg-type]
    if one.path is None or one.mime not in PICTURES:
        return None
    return MediaRef("photo", path=one.path)


PICTURES = ("image/jpeg", "image/png", "image/webp")


def spoken(world: World, language: str, screen: Screen) -> Screen:
    """The screen with every word said in one language, whoever reads it."""

    def in_words(choice: Choice) -> Choice:
        return replace(choice, label=world.in_language(language, choice.label))

    return replace(
        screen,
        head=None if screen.head is None else world.in_language(language, screen.head),
        body=tuple(world.in_language(language, line) for line in screen.body),
        choices=tuple(in_words(one) for one in screen.choices),
    )
