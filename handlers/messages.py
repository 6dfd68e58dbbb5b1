"""What all channels share: what people send us, what we show them, and what a channel must be able to do.

Texts are keys with arguments, never sentences; they become a language in ``bot.deliver``. Nothing here
knows a platform, a table or a form. JSON shapes (for the outbox and the screen rows) stand in ``wire``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

DayStyle = Literal["short", "long", "numeric", "month"]


@dataclass(frozen=True, slots=True)
class Text:
    """A catalogue key with its arguments; ``n`` chooses the plural form and is the placeholder ``{n}``."""

    key: str
    args: Mapping[str, "Said"] = field(default_factory=dict)
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A date: short "mi, 14 oct.", long "miercuri, 14 octombrie", numeric 14.10.2026,
    month "octombrie".

    With ``until`` it is a range: "12–14 octombrie". The year is shown when it is not the current one.
    """

    value: date
    style: DayStyle = "short"
    until: date | None = None


@dataclass(frozen=True, slots=True)
class InEach:
    """One text in each language, as the plan keeps its titles."""

    ro: str
    ru: str
    en: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Several texts in a row with a separator between them."""

    items: tuple["Said", ...]
    separator: str = ", "


@dataclass(frozen=True, slots=True)
class InLanguage:
    """A text in one language whoever reads it: a message that several people read has both."""

    language: str
    said: "Said"


Said = Text | Day | InEach | Listed | InLanguage | str | int
"""Anything that can be shown: a plain ``str`` is somebody's own words and is never translated."""


def say(key: str, n: int | None = None, **args: Said) -> Text:
    """Shorthand for a ``Text``: ``say("event.receipt", number=record.number)``."""
    return Text(key, args, n)


class Role(StrEnum):
    """What a choice is for; colour and place may follow from it, meaning never does."""

    NORMAL = "normal"
    PRIMARY = "primary"
    DANGER = "danger"
    NAV = "nav"


@dataclass(frozen=True, slots=True)
class Choice:
    """A button, which can also be typed: by its label in any language, its number or an alias.

    ``action`` names an entry of ``handlers.actions``; ``args`` are JSON values for it. ``full`` is the
    whole name that is printed in the body when the label is a shortened one.
    """

    action: str
    label: Said
    args: tuple[Any, ...] = ()
    full: Said | None = None
    role: Role = Role.NORMAL
    checked: bool | None = None
    aliases: tuple[str, ...] = ()
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """What may be typed or sent here; a channel with real controls (the web) can offer them."""

    kind: Literal["none", "choice", "text", "integer", "integers", "date", "place", "media"] = "choice"
    parts: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class MediaRef:
    """A file to show: where it is kept on the channel it came from, and on our disk once it is fetched.

    ``qr`` are words that are drawn as a QR code when the message is sent, instead of a file; ``event`` is
    what a calendar file made then says (``handlers.rsvp.calendar``).
    """

    kind: Literal["photo", "document", "video", "voice"]
    channel: str | None = None
    file: str | None = None
    path: str | None = None
    name: str | None = None
    alt: Said = ""
    qr: str | None = None
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """What a person sees now. Typed input and taps both refer to it.

    ``grid`` is a fixed number of columns for the choices (a calendar), 0 to pack them by length.
    """

    key: str
    body: tuple[Said, ...] = ()
    head: Said | None = None
    error: Said | None = None
    choices: tuple[Choice, ...] = ()
    input: Input = Input()
    media: tuple[MediaRef, ...] = ()
    summary: Said | None = None
    home: tuple[tuple[Said, ...], ...] | None = None
    grid: int = 0


class Kind(StrEnum):
    """What a message is to the person; decides what happens when it is unsure that it arrived."""

    REPLY = "reply"
    RECEIPT = "receipt"
    NOTICE = "notice"
    INVITATION = "invitation"
    REMINDER = "reminder"
    FILE = "file"
    ALERT = "alert"
    MENU = "menu"


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to write into the outbox. ``person`` None means the one who is being answered.

    ``draft`` (id, revision) binds its buttons to that state of the draft. ``dedupe`` makes a second
    row with the same text impossible. ``live`` makes it the screen that typed words refer to.
    ``here`` shows it in the tapped message wherever that stands, ``new`` always below.
    ``secret`` marks words that must not stay in the store once they are sent: a code to join.
    ``subject`` is what it is about, so that it can be cancelled while it waits (``storage.outbox.cancel``);
    it goes from ``at`` on and is of no use after ``until``.
    """

    screen: Screen
    person: int | None = None
    kind: Kind = Kind.REPLY
    draft: tuple[int, int] | None = None
    dedupe: str | None = None
    live: bool = True
    new: bool = False
    here: bool = False
    secret: bool = False
    subject: str | None = None
    at: datetime | None = None
    until: datetime | None = None


class In(StrEnum):
    """What came in."""

    TEXT = "text"
    TAP = "tap"
    MEDIA = "media"
    PLACE = "place"
    EDIT = "edit"
    UNSUPPORTED = "unsupported"
    BLOCKED = "blocked"
    RETURNED = "returned"
    GROUP = "group"
    GROUP_TAP = "group_tap"
    GROUP_ADDED = "group_added"
    GROUP_LEFT = "group_left"
    GROUP_MOVED = "group_moved"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as the channel announces it; sizes in bytes."""

    kind: Literal["photo", "document", "video", "voice"]
    file: str
    unique_file: str
    mime: str | None = None
    size: int | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing a person did, whatever the channel. Several photos of one album are one ``Inbound``.

    ``message`` is the channel's id of the person's message (of our message when it is a tap);
    ``handle``/``index`` say which choice of which screen was tapped; ``album`` groups photos;
    ``hint`` is the language of the person's app. ``author`` is the private chat of who acted in a group;
    ``text`` is then the group's title when we were added to it, its new chat when it moved.
    """

    channel: str
    chat: str
    kind: In
    at: datetime
    text: str = ""
    message: str | None = None
    handle: str | None = None
    index: int = -1
    media: tuple[Incoming, ...] = ()
    album: str | None = None
    name: str = ""
    hint: str = ""
    query: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can do; renderers ask this and never the channel's name."""

    edit: bool
    columns: int = 1
    text: int = 4096
    caption: int = 1024
    download: int = 20_000_000


@dataclass(frozen=True, slots=True)
class Button:
    """A rendered button: ``data`` comes back with a tap, ``url`` opens a page instead."""

    label: str
    data: str | None = None
    url: str | None = None
    role: Role = Role.NORMAL


@dataclass(frozen=True, slots=True)
class Rendered:
    """A screen in one language, ready for a channel: plain text only, the channel adds its markup.

    ``rows`` are packed to the channel's columns; ``home`` is the fixed keyboard to show from now on.
    """

    key: str
    head: str | None
    error: str | None
    lines: tuple[str, ...]
    rows: tuple[tuple[Button, ...], ...]
    home: tuple[tuple[str, ...], ...] | None = None
    media: tuple[MediaRef, ...] = ()
    alts: tuple[str, ...] = ()
    input: Input = Input()
    parts: tuple[str, ...] = ()
    language: str = "ro"
    quiet: bool = False
