"""One cell of a table of members → what the register keeps, or why it cannot. Pure.

An empty cell says nothing and changes nothing; a dash takes a value away.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.flow.hear import Every
from handlers.messages import Day, Said, say
from handlers.understand.contacts import is_rounded, read_email, read_idno, read_phones
from handlers.understand.dates import read_period
from handlers.understand.fold import fold, tidy
from handlers.understand.result import Understood

SHORTEST, LONGEST = 3, 120
MOST_INVITATIONS = 5
LETTERS = ("ro", "ru", "both")
DASHES = frozenset(("-", "–", "—"))
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00:00)?")


@dataclass(frozen=True)
class Wrong:
    """Why a cell cannot stand, and how it could be written."""

    says: Said


def read_cell(name: str, written: str, today: date, every: Every) -> Any | Wrong:
    """The value of a cell that is not empty; None where a dash takes it away."""
    if written in DASHES:
        return None if name not in ("name", "joined_on") else Wrong(say("exchange.missing"))
    return READ[name](written, today, every)


def _name(written: str, today: date, every: Every) -> str | Wrong:
    words = " ".join(tidy(written).split())
    if not SHORTEST <= len(words) <= LONGEST or not fold(words):
        return Wrong(say("exchange.members.name.wrong"))
    return words


def _idno(written: str, today: date, every: Every) -> str | Wrong:
    if is_rounded(written):
        return Wrong(say("exchange.members.idno.rounded", text=written[:40]))
    return read_idno(written) or Wrong(say("member_data.idno.constraint", text=written[:40]))


def _phone(written: str, today: date, every: Every) -> str | Wrong:
    return read_phones(written) or Wrong(say("member_data.phone.constraint", text=written[:60]))


def _email(written: str, today: date, every: Every) -> str | Wrong:
    return read_email(written) or Wrong(say("member_data.email.constraint", text=written[:60]))


def _language(written: str, today: date, every: Every) -> str | Wrong:
    meant = fold(written)
    for code in LETTERS:
        called = (code, *every(say(f"member_data.language.{code}")), *_also(code, every))
        if meant in map(fold, called):
            return code
    return Wrong(say("exchange.members.language.wrong", text=written[:40]))


def _also(code: str, every: Every) -> list[str]:
    return [one for text in every(say(f"exchange.members.language.{code}.also")) for one in text.split(";")]


def _day(written: str, today: date, every: Every) -> date | Wrong:
    """One whole day that has come: a year is never guessed in a table."""
    read = _written_day(written, today)
    if read is None:
        return Wrong(say("exchange.members.day.wrong", text=written[:40]))
    return read if read <= today else Wrong(say("member_data.not_yet", day=Day(read, "long")))


def _written_day(written: str, today: date) -> date | None:
    iso = _ISO.fullmatch(written)
    if iso is not None:
        try:
            return date(*map(int, iso.groups()))
        except ValueError:
            return None
    read = read_period(written, today)
    if not isinstance(read, Understood) or read.value.first != read.value.last:
        return None
    return read.value.first if re.search(r"\d{4}|[./-]\d\d$", written) else None


def _invitations(written: str, today: date, every: Every) -> int | Wrong:
    if not written.isdecimal() or int(written) > MOST_INVITATIONS:
        return Wrong(say("exchange.members.invitations.wrong", text=written[:40], most=MOST_INVITATIONS))
    return int(written)


READ: dict[str, Callable[[str, date, Every], Any]] = {
    "name": _name,
    "name_ru": _name,
    "idno": _idno,
    "phone": _phone,
    "email": _email,
    "language": _language,
    "joined_on": _day,
    "left_on": _day,
    "invitations": _invitations,
}
