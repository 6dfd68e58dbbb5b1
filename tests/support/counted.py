"""Approved records for tests of the figures: one that can be varied, and the twelve of the demonstration.

The demonstration's organisations are fictional; D12 is the same fair as D09, entered by its second
organiser and merged, so it is kept apart from the records that count.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import storage
from storage.counted import CountedRecord, PartyRef
from storage.plan import read_file
from storage.plan_models import Plan

PLAN_FILE = Path(storage.__file__).parent / "data" / "plan-2026-2030.yaml"
CLOSED = date(2027, 2, 1)
"""A day on which the year 2026 is over."""

MEMBERS = {"EX-VERDE": 1, "EX-PUNTE": 2, "EX-TINERI": 3, "EX-SPORT": 4, "EX-MESTERI": 5, "EX-INCLUZIV": 6}


def official_plan() -> Plan:
    """The plan that the product ships."""
    return read_file(PLAN_FILE)


def record(number: int, activity: str | None, type: str = "event", **said: Any) -> CountedRecord:
    """An approved record of one day (``on``, default 1 June 2026) by EX-PUNTE; ``said`` overrides."""
    day = said.pop("on", date(2026, 6, 1))
    values: dict[str, Any] = {
        "id": number,
        "number": f"BLT-2026-{number:04}",
        "type": type,
        "activity": activity,
        "subtype": None,
        "organisation_id": MEMBERS["EX-PUNTE"],
        "organisation": "AO „Exemplu-Punte” (fictiv)",
        "title": f"Exemplu {number}",
        "language": "ro",
        "summary": None,
        "date_from": day,
        "date_to": day,
        "place": "Bălți",
    }
    return CountedRecord(**{**values, **said})


def by(member: str) -> dict[str, Any]:
    """Lead organisation of a demonstration record; the secretariat has no id and no name."""
    if member == "SECRETARIAT":
        return {"organisation_id": None, "organisation": ""}
    return {"organisation_id": MEMBERS[member], "organisation": member}


def co(member: str) -> PartyRef:
    """A member as a party."""
    return PartyRef(MEMBERS[member], member)


def outside(*names: str) -> tuple[PartyRef, ...]:
    """Partners that are not members."""
    return tuple(PartyRef(None, name) for name in names)


def project(number: int, activity: str, member: str, facts: Mapping[str, Any]) -> CountedRecord:
    """A project; its days are those of its stages."""
    first = date.fromisoformat(facts["submitted"])
    return record(number, activity, "project", on=first, facts=facts, **by(member))


D01 = record(1, "1.1", subtype="training", on=date(2026, 2, 25), total=24, women=17, men=7)
D02 = record(
    2,
    "2.1",
    "meeting",
    subtype="thematic",
    on=date(2026, 5, 20),
    total=31,
    co_organisers=(co("EX-VERDE"),),
    facts={"theme": "mediu"},
    **by("SECRETARIAT"),
)
D03 = record(3, "2.3", "agreement", subtype="cooperation_agreement", on=date(2026, 4, 3), **by("EX-INCLUZIV"))
D04 = record(
    4,
    "2.5",
    "consultation",
    subtype="public_consultation",
    on=date(2026, 6, 11),
    co_organisers=(co("EX-PUNTE"),),
    facts={"consultation_ref": "DEMO-CP-7", "outcome": "partly"},
    **by("EX-TINERI"),
)
D05 = record(
    5,
    "3.2",
    "newsletter",
    on=date(2026, 3, 30),
    facts={"issue": 1, "quarter": "2026-Q1"},
    **by("SECRETARIAT"),
)
D06 = record(
    6,
    "4.1",
    subtype="workshop_funding",
    date_from=date(2026, 9, 23),
    date_to=date(2026, 9, 24),
    total=19,
    women=13,
    men=6,
    co_organisers=(co("EX-PUNTE"),),
    **by("SECRETARIAT"),
)
D07 = project(
    7,
    "4.2",
    "EX-MESTERI",
    {
        "funding_programme": "municipal_grants",
        "funding_source": "municipal",
        "stage": "funded",
        "submitted": "2026-03-16",
        "funded": "2026-05-04",
        "amount_mdl": 84500,
    },
)
D08 = project(
    8,
    "7.1",
    "EX-VERDE",
    {
        "theme": "environment",
        "funding_source": "international",
        "donor": "Donator demo",
        "stage": "in_implementation",
        "submitted": "2026-01-20",
        "funded": "2026-04-15",
        "amount_original": 12000,
        "currency": "EUR",
        "amount_mdl": 236400,
        "impact_measures": [{"measure": "trees", "value": 150}],
    },
)
D09 = record(
    9,
    "9.1",
    subtype="fair",
    date_from=date(2026, 5, 22),
    date_to=date(2026, 5, 23),
    total=640,
    estimated=True,
    joint_with_lpa=True,
    co_organisers=(co("EX-TINERI"),),
    partners=outside("bibliotecă (fictiv)", "cafenea (fictiv)"),
    **by("EX-MESTERI"),
)
D10 = record(
    10,
    "10.1",
    subtype="sport_competition",
    on=date(2026, 10, 3),
    place="Sadovoe",
    total=118,
    women=51,
    men=67,
    young=58,
    spectators=200,
    **by("EX-SPORT"),
)
D11 = record(
    11,
    "7.2",
    "campaign",
    subtype="climate_waste",
    date_from=date(2026, 4, 1),
    date_to=date(2026, 4, 22),
    partners=outside("liceu (fictiv)"),
    facts={"materials_titles": 3, "copies": 900},
    **by("EX-VERDE"),
)
D12 = record(12, "9.1", subtype="fair", on=date(2026, 5, 22), total=500, estimated=True, **by("EX-TINERI"))

DEMO = (D01, D02, D03, D04, D05, D06, D07, D08, D09, D10, D11)
"""What counts of the demonstration: D12 is merged into D09."""
