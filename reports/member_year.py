"""The year of one member from its records: figures, results by objective, what may be said about each.

Pure. Sums are of what the member led; what it organised beside another lead is counted apart, and of that
only title, number and day are told. Not here: the report as a document (``member``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reports import counting
from reports.period import year_of
from storage.annual_models import Figures, Named, Result, Source
from storage.counted import CountedRecord
from storage.own import OwnRecord
from storage.records import APPROVED, RETURNED

NAMED = 3
"""Records that the proposed text of an objective names: those with most people."""


@dataclass(frozen=True)
class MemberYear:
    """Records of one organisation that fall into one year, oldest first."""

    organisation: int
    year: int
    own: tuple[OwnRecord, ...]

    @cached_property
    def records(self) -> tuple[CountedRecord, ...]:
        """The records themselves."""
        return tuple(one.record for one in self.own)

    @cached_property
    def objectives(self) -> tuple[str, ...]:
        """Codes of the objectives that the records belong to, in the order of the plan."""
        return tuple(sorted({one for one in map(objective_of, self.records) if one}, key=int))

    def of_objective(self, code: str) -> tuple[CountedRecord, ...]:
        """The records of one objective."""
        return tuple(record for record in self.records if objective_of(record) == code)

    @cached_property
    def led(self) -> tuple[CountedRecord, ...]:
        """The records that the organisation leads: what stands in the others is not its own to tell."""
        return tuple(one.record for one in self.own if one.led)

    def find(self, record: int) -> CountedRecord | None:
        """A record of the year that the organisation leads, by id."""
        return next((one for one in self.led if one.id == record), None)

    @property
    def stamp(self) -> dict[str, str]:
        """Which versions these are and how far they got: two stamps differ when something changed."""
        return {str(one.record.id): f"{one.version}:{one.status}" for one in self.own}


def member_year(organisation: int, year: int, own: Iterable[OwnRecord]) -> MemberYear:
    """Those of the records that fall into the year: by their own rule, or by the last day they name."""
    period = year_of(year)
    found = [one for one in own if counting.falls_in(one.record, period) or one.record.date_to in period]
    found.sort(key=lambda one: (one.record.date_to, one.record.number))
    return MemberYear(organisation, year, tuple(found))


def objective_of(record: CountedRecord) -> str | None:
    """The code of a record's objective: the first part of its activity's; None while that is open."""
    return record.activity.partition(".")[0] if record.activity else None


def figures(found: MemberYear) -> Figures:
    """The year in numbers."""
    events = _of_type(found.led, "event")
    projects = _of_type(found.led, "project")
    amount = sum((counting.number(one, "amount_mdl") for one in projects), Decimal(0))
    return Figures(
        events=len(events),
        participations=counting.stated_sum(one.total for one in events) or 0,
        women=counting.stated_sum(one.women for one in events),
        young=counting.stated_sum(one.young for one in events),
        objectives=found.objectives,
        projects=len(projects),
        others=len(found.led) - len(events) - len(projects),
        joint=len(found.records) - len(found.led),
        amount_mdl=int(amount.to_integral_value()),
        waiting=sum(not accepted(one) for one in found.own),
    )


def accepted(one: OwnRecord) -> bool:
    """Whether the secretariat accepted what is shown: a record under correction shows what was accepted."""
    return one.status in (APPROVED, RETURNED)


def result(found: MemberYear, objective: str, text: str | None = None) -> Result:
    """One objective, with the member's own words when there are any."""
    records = found.of_objective(objective)
    led = [record for record in records if record in found.led]
    events = _of_type(led, "event")
    named = sorted(records, key=lambda one: -(one.total or 0))[:NAMED]
    return Result(
        objective=objective,
        events=len(events),
        participations=counting.stated_sum(one.total for one in events) or 0,
        others=len(led) - len(events),
        joint=len(records) - len(led),
        named=tuple(Named(title=one.title, number=one.number) for one in named),
        numbers=tuple(one.number for one in records),
        text=text,
    )


def source(one: OwnRecord) -> Source:
    """A record as a line of the report's table."""
    record = one.record
    return Source(
        number=record.number,
        type=record.type,
        title=record.title,
        first=record.date_from,
        last=record.date_to,
        activity=record.activity,
        total=record.total,
        accepted=accepted(one),
        joint=not one.led,
    )


def changes(before: dict[str, str], found: MemberYear) -> tuple[tuple[str, str], ...]:
    """What is different from a stamp: number and "new", "changed" or "accepted"; "gone" has no number."""
    said = []
    for one in found.own:
        was, now = before.get(str(one.record.id)), found.stamp[str(one.record.id)]
        if was is None:
            said.append((one.record.number, "new"))
        elif was != now:
            same = was.partition(":")[0] == now.partition(":")[0]
            said.append((one.record.number, "accepted" if same and one.status == APPROVED else "changed"))
    gone = sum(record not in found.stamp for record in before)
    return (*said, *[("", "gone")] * gone)


def _of_type(records: Sequence[CountedRecord], kind: str) -> tuple[CountedRecord, ...]:
    return tuple(record for record in records if record.type == kind)
