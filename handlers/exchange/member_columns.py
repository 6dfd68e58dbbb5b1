"""The columns of a table of members, and which heading of a stranger's table means which. Pure.

Headings are understood in three languages, in any order and under the usual other names; what is missing,
doubled or unknown is said with the way to mend it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.flow.hear import Every
from handlers.messages import Said, say
from handlers.understand.fold import fold

NUMBER, NAME, INVITATIONS = "number", "name", "invitations"
NAMES = (
    NUMBER,
    NAME,
    "name_ru",
    "idno",
    "phone",
    "email",
    "language",
    "joined_on",
    "left_on",
    INVITATIONS,
)
NEEDED = (NAME,)
HEADINGS: dict[str, Said] = {name: say(f"exchange.members.{name}") for name in NAMES}


@dataclass(frozen=True)
class Mapped:
    """Place in a row → column; headings understood under another name; what is wrong with the heading."""

    columns: dict[int, str]
    read_as: tuple[tuple[str, Said], ...]
    problems: tuple[tuple[Said, Said], ...]


def mapped(heading: Sequence[str], every: Every) -> Mapped:
    """What each heading means; an empty or unknown one means nothing and is a matter of its cells."""
    columns: dict[int, str] = {}
    read_as: list[tuple[str, Said]] = []
    problems: list[tuple[Said, Said]] = []
    for place, written in enumerate(heading):
        name = _meant(written, every)
        if name is None:
            continue
        if name in columns.values():
            problems.append((written, say("exchange.members.twice", column=HEADINGS[name])))
            continue
        columns[place] = name
        if fold(written) not in map(fold, every(HEADINGS[name])):
            read_as.append((written, HEADINGS[name]))
    for name in NEEDED:
        if name not in columns.values():
            problems.append((HEADINGS[name], say("exchange.members.lacks", column=HEADINGS[name])))
    return Mapped(columns, tuple(read_as), tuple(problems))


def _meant(written: str, every: Every) -> str | None:
    meant = fold(written)
    return next((name for name in NAMES if meant and meant in _called(name, every)), None)


def _called(name: str, every: Every) -> set[str]:
    """All that a column may be called: its headings, and other names with semicolons between them."""
    others = (one for text in every(say(f"exchange.members.{name}.also")) for one in text.split(";"))
    return {fold(one) for one in (*every(HEADINGS[name]), *others)}
