"""Which approved records an indicator counts in a period, and the value it takes from them.

Pure functions of the rules that the plan carries as data (``storage.plan_models.Counts``). Every rule
is explained in docs/counting.md#rules. Not here: targets, degrees, status (``reports.status``).
"""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from reports.period import Period, quarter_named, quarter_of
from storage.counted import CountedRecord, PartyRef
from storage.plan_models import Counts, Indicator

AT_WORK = ("in_implementation", "completed")
"""Stages in which a project is or was active; an application is not."""

Span = tuple[date, date | None]


def counts(indicator: Indicator, record: CountedRecord) -> bool:
    """Whether the record is of the kind that moves this indicator, whatever its year."""
    rule = indicator.counts
    return (
        (not rule.types or record.type in rule.types)
        and (rule.scope == "any_activity" or indicator.activity in activities_of(record))
        and (not rule.where or all(fact(record, name) in values for name, values in rule.where.items()))
        and not (rule.exclude and any(fact(record, name) in of for name, of in rule.exclude.items()))
        and _says(rule, record)
    )


def dated(indicator: Indicator, record: CountedRecord, period: Period) -> bool:
    """Whether the record falls into the period by the date that the indicator goes by."""
    spans = _spans(indicator.counts, record)
    return any(period.touches(first, last) for first, last in spans)


def value(indicator: Indicator, records: Iterable[CountedRecord]) -> int:
    """The value over records that the indicator counts: lei for money, 1 or 0 for a milestone."""
    rule = indicator.counts
    match rule.take:
        case "sum":
            return _sum(number(record, rule.field or "") for record in records)
        case "distinct":
            return len({name for record in records for name in names(rule, record)})
        case "flag":
            return _latest_flag(rule, tuple(records))
        case "records" | "collect":
            return len({record.id for record in records})


def falls_in(record: CountedRecord, period: Period) -> bool:
    """Whether the record falls into the period by its own type (docs/counting.md#year)."""
    return any(period.touches(first, last) for first, last in own_spans(record))


def activities_of(record: CountedRecord) -> tuple[str, ...]:
    """The activity of a record and those that the secretariat approved beside it."""
    return (record.activity or "", *record.facts.get("secondary_activities", ()))


def fact(record: CountedRecord, name: str) -> Any:
    """A column of the record by name, or else one of its facts; None when not stated."""
    return getattr(record, name) if hasattr(record, name) else record.facts.get(name)


def number(record: CountedRecord, name: str) -> Decimal:
    """A column or fact as a number; 0 when not stated."""
    return Decimal(str(fact(record, name) or 0))


def own_spans(record: CountedRecord) -> Iterator[Span]:
    """The days that put a record of this type into a year (docs/counting.md#year)."""
    if record.type == "newsletter":
        quarter = _quarter(record)
        yield quarter.first, quarter.last
    elif record.type == "project":
        yield from _at_work(record)
    elif record.type == "programme":
        yield record.date_from, None if record.facts.get("open_end") else record.date_to
    else:
        yield record.date_to, record.date_to


def in_time(record: CountedRecord, part: Period) -> bool:
    """Whether the record came before a part of the year was over: a late issue did not."""
    return record.date_to <= part.last


def names(rule: Counts, record: CountedRecord) -> Iterator[str]:
    """What a distinct count tells apart: members by id, anything else by its folded spelling."""
    if rule.field == "quarter":
        yield str(_quarter(record).first)
        return
    if rule.field == "partners":
        yield from _partners(rule, record)
        return
    yield from filter(None, map(_name, _listed(fact(record, rule.field or ""))))


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Letters and digits only, without case and diacritics: spelling does not make two."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text.casefold()) if letter.isalnum())


@lru_cache(maxsize=64)
def _all_folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(folded, names))


def _spans(rule: Counts, record: CountedRecord) -> Iterator[Span]:
    if rule.dated_by == "type":
        yield from own_spans(record)
    elif rule.dated_by == "started":
        yield record.date_from, record.date_from
    else:
        yield from ((day, day) for day in _days(record.facts.get(rule.dated_by)))


def _at_work(record: CountedRecord) -> Iterator[Span]:
    facts = record.facts
    if facts.get("stage") in AT_WORK:
        started = _days(facts.get("in_implementation") or facts.get("funded"))
        completed = _days(facts.get("completed"))
        yield next(started, record.date_from), next(completed, None)


def _days(stated: Any) -> Iterator[date]:
    """One ISO date, or several when a project was submitted again."""
    for day in _listed(stated):
        yield date.fromisoformat(day)


def _listed(stated: Any) -> list[Any]:
    """What was stated, as a list; empty when nothing was."""
    if isinstance(stated, list | tuple):
        return list(stated)
    return [stated] if stated else []


def _quarter(record: CountedRecord) -> Period:
    stated = record.facts.get("quarter")
    return quarter_named(stated) if stated else quarter_of(record.date_to)


def _says(rule: Counts, record: CountedRecord) -> bool:
    """Whether the record states what the rule tells apart, reads or collects."""
    match rule.take:
        case "collect":
            return any(fact(record, name) for name in rule.fields)
        case "flag":
            return fact(record, rule.field or "") is not None
        case "distinct" if rule.field == "consultation_ref":
            return any(names(rule, record))
        case _:
            return True


def _sum(numbers: Iterable[Decimal]) -> int:
    return int(sum(numbers, Decimal(0)).quantize(Decimal(1), ROUND_HALF_UP))


def _latest_flag(rule: Counts, records: tuple[CountedRecord, ...]) -> int:
    if not records:
        return 0
    latest = max(records, key=lambda record: (record.date_to, record.number))
    return int(bool(fact(latest, rule.field or "")))


def _partners(rule: Counts, record: CountedRecord) -> Iterator[str]:
    """Partners that are neither the lead nor a co-organiser of this record, without the town hall."""
    own = {_party(co_organiser) for co_organiser in record.co_organisers}
    own |= {str(record.organisation_id), folded(record.organisation)}
    town_hall = _all_folded(rule.except_names)
    for partner in record.partners:
        name = _party(partner)
        if name not in own and folded(partner.name) not in town_hall:
            yield name


def _party(party: PartyRef) -> str:
    return folded(party.name) if party.organisation_id is None else str(party.organisation_id)


def _name(stated: Any) -> str:
    if isinstance(stated, dict):
        organisation = stated.get("organisation_id")
        return folded(str(stated.get("name", ""))) if organisation is None else str(organisation)
    return folded(str(stated))


def stated_sum(numbers: Iterable[int | None]) -> int | None:
    """The sum of what was stated; None when nobody stated anything, which is not zero."""
    stated = [number for number in numbers if number is not None]
    return sum(stated) if stated else None
