"""What a table of members would do, or did, as one screen each. Pure."""

from collections.abc import Sequence

from handlers.exchange.answers import troubled
from handlers.exchange.member_columns import HEADINGS
from handlers.exchange.member_rows import Change
from handlers.exchange.members import Checked, Saved
from handlers.flow.hear import Every
from handlers.messages import Choice, InEach, Listed, Role, Said, Screen, say

AGAIN = Choice("import.members", say("exchange.members.again.button"), role=Role.NAV)
MOST_LINES = 8
"""Changes that are shown one by one."""


def checked_screen(check: int, checked: Checked, every: Every) -> Screen:
    """The problems, or what would change and the button that does it; ``check`` is the job."""
    if checked.troubles:
        return troubled("exchange.members.troubles", checked.troubles, every, AGAIN)
    if not checked.changes:
        prepare = _prepare(tuple((one.member.id, n) for one, n in checked.invitations if one.member))
        body = (say("exchange.members.nothing", checked.same),)
        return Screen("exchange.members.nothing", body, choices=(*prepare, AGAIN))
    number = len(checked.changes)
    arguments = (check, number, checked.seal, checked.leaving if checked.is_many else 0)
    write = Choice(
        "import.members.save", say("exchange.members.save.button", number), arguments, role=Role.PRIMARY
    )
    drop = Choice("import.drop", say("exchange.drop.button"))
    return Screen("exchange.members.ready", _effect(checked), choices=(write, drop))


def _effect(checked: Checked) -> tuple[Said, ...]:
    changed = len(checked.changes) - checked.added
    lines: list[Said] = [
        say("exchange.members.read_as", heading=written, column=meant) for written, meant in checked.read_as
    ]
    lines += [say("exchange.members.added", checked.added)] if checked.added else []
    lines += [say("exchange.members.changed", changed)] if changed else []
    lines += [_line(one) for one in checked.changes[:MOST_LINES]]
    lines += ["…"] if len(checked.changes) > MOST_LINES else []
    lines += [say("exchange.members.same", checked.same)] if checked.same else []
    if checked.leaving:
        lines.append(say("exchange.members.leaving", checked.leaving, present=checked.present))
    wanted = sum(number for _, number in checked.invitations)
    lines += [say("exchange.members.wanted", wanted)] if wanted else []
    return (*lines, say("exchange.members.nothing_yet"))


def _line(one: Change) -> Said:
    """A new member by its name, a changed one with the columns that change."""
    if one.member is None:
        return say("exchange.members.plus", organisation=str(one.values["name"]))
    columns = Listed(tuple(HEADINGS[name] for name in one.values if name in HEADINGS))
    name = InEach(one.member.name, one.member.name_ru or one.member.name, one.member.name)
    return say("exchange.members.differs", organisation=name, columns=columns)


def saved_screen(saved: Saved) -> Screen:
    """What was written, and the way to the invitations that the table asks for."""
    return Screen("exchange.members.saved", (_done(saved),), choices=_prepare(saved.invitations))


def _prepare(wanted: Sequence[tuple[int, int]]) -> tuple[Choice, ...]:
    number = sum(many for _, many in wanted)
    if not number:
        return ()
    listed = [list(one) for one in wanted]
    return (Choice("sheets.ask", say("sheets.make.button", number), (listed,), role=Role.PRIMARY),)


def told_screen(name: str, saved: Saved) -> Screen:
    """The same for the other secretaries, with who did it."""
    return Screen("desk.done", (say("desk.done", name=name, said=_done(saved)),))


def _done(saved: Saved) -> Said:
    return say("exchange.members.done", added=saved.added, changed=saved.changed)
