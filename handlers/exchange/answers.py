"""What a table that was sent would do, or did, as one screen each. Pure.

Not here: reading the table (``tables``), writing the messages (``telling``).
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence

from handlers.exchange.table import Table
from handlers.exchange.tables import TYPES, Checked, Trouble
from handlers.flow.hear import Every
from handlers.messages import Choice, Listed, Role, Said, Screen, say

MOST_LINES = 10
MOST_LETTERS = 1200
"""Of the lines of a screen, in its longest language; the whole list comes as a file."""

MOST_NUMBERS = 5
AGAIN = Choice("import", say("exchange.import.button"), role=Role.NAV)


def checked_screen(check: int, checked: Checked, every: Every) -> Screen:
    """The problems, or how many records would be added and the buttons that do it; ``check`` is the job."""
    if checked.troubles:
        return troubled("exchange.troubles", checked.troubles, every, AGAIN)
    known = _known(checked)
    if not checked.ready:
        nothing = () if known else (say("exchange.empty"),)
        return Screen("exchange.nothing", (*known, *nothing), choices=(AGAIN,))
    number = len(checked.ready)
    types = Counter(one.type for one in checked.ready)
    of_each = Listed(tuple(Listed((TYPES[name], str(many)), ": ") for name, many in types.items()))
    add = Choice(
        "import.save",
        say("exchange.save.button", number),
        (check, number, seal(checked)),
        role=Role.PRIMARY,
    )
    drop = Choice("import.drop", say("exchange.drop.button"))
    body = (say("exchange.ready", number, types=of_each), *known, say("exchange.nothing_yet"))
    return Screen("exchange.ready", body, choices=(add, drop))


def unreadable_screen(says: Said, key: str = "exchange.unreadable", again: Choice = AGAIN) -> Screen:
    """The file is no table that can be read: why, and what to send instead."""
    return Screen(key, (says, say("exchange.nothing_written")), choices=(again,))


def saved_screen(numbers: Sequence[str]) -> Screen:
    """The records that were added."""
    return Screen("exchange.saved", (say("exchange.saved", len(numbers), numbers=_range(numbers)),))


def told_screen(name: str, numbers: Sequence[str]) -> Screen:
    """The same for the other secretaries, with who did it."""
    told = say("exchange.told", len(numbers), name=name, numbers=_range(numbers))
    return Screen("exchange.told", (told,))


def all_troubles(troubles: Sequence[Trouble], spoken: Callable[[Said], str]) -> Table:
    """Every problem as a row of a table, to mend them one by one."""
    heading = (
        say("exchange.list.table"),
        say("exchange.list.row"),
        say("exchange.list.column"),
        say("exchange.list.says"),
    )
    rows = tuple((one.table, str(one.row), spoken(one.column), spoken(one.says)) for one in troubles)
    return Table(spoken(say("exchange.list")), tuple(spoken(one) for one in heading), rows)


def fits(troubles: Sequence[Trouble], every: Every) -> int:
    """How many problems, from the first on, are shown on the screen."""
    letters = 0
    for at, one in enumerate(troubles[:MOST_LINES]):
        letters += max(len(text) for text in every(_line(one)))
        if letters > MOST_LETTERS:
            return at
    return min(len(troubles), MOST_LINES)


def seal(checked: Checked) -> str:
    """What a person agreed to add: the same records give the same seal."""
    said = "\n".join(sorted(one.submission for one in checked.ready))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def troubled(key: str, troubles: Sequence[Trouble], every: Every, again: Choice) -> Screen:
    """The problems of a table, as many as fit; ``again`` leads to where a mended one is sent."""
    shown = fits(troubles, every)
    more = () if shown == len(troubles) else (say("exchange.troubles.more"),)
    body = (
        say("exchange.troubles", len(troubles)),
        *map(_line, troubles[:shown]),
        *more,
        say("exchange.nothing_written"),
    )
    return Screen(key, body, choices=(again,))


def _line(one: Trouble) -> Said:
    return say("exchange.trouble", table=one.table, row=str(one.row), column=one.column, says=one.says)


def _known(checked: Checked) -> tuple[Said, ...]:
    if not checked.known:
        return ()
    numbers = tuple(dict.fromkeys(number for _, number in checked.known))
    more = ("…",) if len(numbers) > MOST_NUMBERS else ()
    which = Listed((*numbers[:MOST_NUMBERS], *more))
    return (say("exchange.known", len(checked.known), which=which),)


def _range(numbers: Sequence[str]) -> str:
    return numbers[0] if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
