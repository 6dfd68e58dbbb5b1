"""Rows of a table of members → what each would do to the register. Pure: the register is given.

Nothing is merged by likeness. A row is a member when its number, its IDNO or its folded name says so; what
only looks like one is a question, which the table answers itself: the member's number, or "new".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from handlers.exchange.member_cells import Wrong, read_cell
from handlers.exchange.member_columns import HEADINGS, INVITATIONS, NAME, NUMBER
from handlers.flow.hear import Every
from handlers.messages import InEach, Listed, Said, say
from handlers.understand.fold import fold
from handlers.understand.organisations import core, near
from storage.members import Member

MOST_ALIKE = 3


@dataclass(frozen=True)
class Line:
    """Where a row stands: its sheet, and its number (row 1 is the heading)."""

    table: str
    row: int


@dataclass(frozen=True)
class Found:
    """A cell that cannot stand: in which column, and what to do."""

    line: Line
    column: Said
    says: Said


@dataclass(frozen=True)
class Change:
    """What one row would do: to which member (None: a new one), which columns, how many invitations."""

    line: Line
    member: Member | None
    values: Mapping[str, Any]
    invitations: int | None


@dataclass
class Reader:
    """Reads rows one after the other and remembers which members they were."""

    register: Sequence[Member]
    today: date
    every: Every
    changes: list[Change] = field(default_factory=list)
    problems: list[Found] = field(default_factory=list)
    _seen: dict[int, Line] = field(default_factory=dict)
    _new: dict[str, Line] = field(default_factory=dict)
    _codes: dict[str, Line] = field(default_factory=dict)
    _new_cores: dict[str, Line] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_id = {one.id: one for one in self.register}
        self._by_name = {fold(one.name_ru): one for one in self.register if one.name_ru}
        self._by_name |= {one.folded: one for one in self.register}
        self._cores = {core(name): one for name, one in self._by_name.items()}
        self._by_idno: dict[str | None, Member] = {one.idno: one for one in self.register if one.idno}

    def read(self, line: Line, cells: Mapping[str, str]) -> None:
        """Read one row; what is wrong with it is kept, all of it."""
        before = len(self.problems)
        values = self._values(line, cells)
        if NAME not in values:
            if not cells.get(NAME):
                self._wrong(line, NAME, say("exchange.missing"))
            return
        member = self._member(line, cells.get(NUMBER, ""), values)
        if len(self.problems) == before:
            self._keep(line, member, values, named=bool(cells.get(NUMBER)))

    def _values(self, line: Line, cells: Mapping[str, str]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name, written in cells.items():
            if name == NUMBER or not written:
                continue
            value = read_cell(name, written, self.today, self.every)
            if isinstance(value, Wrong):
                self._wrong(line, name, value.says)
            else:
                values[name] = value
        return values

    def _member(self, line: Line, number: str, values: Mapping[str, Any]) -> Member | None:
        """The member that a row is; None for a new one, or after a problem was noted."""
        name, idno = fold(values[NAME]), values.get("idno")
        if number.isdecimal():
            return self._numbered(line, int(number), name, idno)
        by_name, by_code = self._by_name.get(name), self._by_idno.get(idno)
        forced = fold(number) in map(fold, self.every(say("exchange.members.new")))
        if number and not forced:
            self._wrong(line, NUMBER, say("exchange.members.number.wrong", text=number[:40]))
        elif forced or (by_name is None and by_code is None):
            self._fresh(line, name, idno, forced)
        elif by_name is None or (by_code is not None and by_code != by_name):
            self._alike(line, [one for one in (by_code, by_name) if one is not None])
        elif by_code is None and idno is not None and by_name.idno is not None:
            self._wrong(line, "idno", say("exchange.members.other_idno", idno=by_name.idno))
        return by_name

    def _numbered(self, line: Line, number: int, name: str, idno: str | None) -> Member | None:
        """A person has said which member it is: then it may be called and coded anew, but as nobody else."""
        member = self._by_id.get(number)
        if member is None:
            self._wrong(line, NUMBER, say("exchange.members.number.unknown", number=str(number)))
            return None
        for column, other in ((NAME, self._by_name.get(name)), ("idno", self._by_idno.get(idno))):
            if other is not None and other != member:
                self._wrong(line, column, say("member_data.taken", organisation=_name(other)))
        return member

    def _fresh(self, line: Line, name: str, idno: str | None, forced: bool) -> None:
        """A new member must be like none that is there, and like no row above, or be said to be another."""
        same = self._by_name.get(name) or self._by_idno.get(idno)
        if same is not None:
            self._alike(line, [same])
            return
        above = self._new.get(name) or (self._codes.get(idno) if idno else None)
        if above is not None:
            self._wrong(line, NAME, say("exchange.members.same_row", row=str(above.row)))
            return
        if forced:
            return
        found = list(islice(near(name, self._cores), MOST_ALIKE))
        if found:
            self._alike(line, list(dict.fromkeys(found)))
            return
        above = next(near(name, self._new_cores), None)
        if above is not None:
            self._wrong(line, NAME, say("exchange.members.alike_row", row=str(above.row)))

    def _alike(self, line: Line, near: Sequence[Member]) -> None:
        listed = tuple(
            say("exchange.members.one", number=str(one.id), organisation=_name(one)) for one in near
        )
        self._wrong(line, NAME, say("exchange.members.alike", members=Listed(listed)))

    def _keep(self, line: Line, member: Member | None, values: dict[str, Any], *, named: bool) -> None:
        invitations = values.pop(INVITATIONS, None)
        if member is None:
            self._new[fold(values[NAME])] = line
            self._new_cores[core(values[NAME])] = line
            if values.get("idno"):
                self._codes[values["idno"]] = line
        elif member.id in self._seen:
            self._wrong(line, NAME, say("exchange.members.same_row", row=str(self._seen[member.id].row)))
            return
        else:
            self._seen[member.id] = line
        joined = values.get("joined_on", member.joined_on if member else self.today)
        left = values.get("left_on", member.left_on if member else None)
        if left is not None and left < joined:
            self._wrong(line, "left_on", say("exchange.members.left_before"))
            return
        self.changes.append(Change(line, member, self._different(member, values, named=named), invitations))

    def _different(self, member: Member | None, values: dict[str, Any], *, named: bool) -> dict[str, Any]:
        """The columns that really change. A name changes only where the row names its member by number."""
        if member is None:
            whole: dict[str, Any] = {"folded": fold(values[NAME]), "joined_on": self.today}
            return {**whole, **{name: value for name, value in values.items() if value is not None}}
        changed = {name: value for name, value in values.items() if value != getattr(member, name)}
        for column in (NAME, "name_ru"):
            spelled = fold(changed.get(column) or "") == fold(getattr(member, column) or "")
            if column in changed and (spelled or (column == NAME and not named)):
                del changed[column]
        if NAME in changed:
            changed["folded"] = fold(changed[NAME])
        return changed

    def _wrong(self, line: Line, column: str, says: Said) -> None:
        self.problems.append(Found(line, HEADINGS[column], says))


def _name(member: Member) -> Said:
    return InEach(member.name, member.name_ru or member.name, member.name)
