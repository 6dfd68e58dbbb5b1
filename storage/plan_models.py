"""The action plan as frozen models: objectives, activities, indicators and what each indicator counts.

Official Romanian texts are word for word; Russian and English are our translation. What a rule means
stands in docs/counting.md. Not here: reading the plan file and its rows (``storage.plan``), counting
(``reports.counting``).
"""

from collections.abc import Mapping
from datetime import date as Day  # noqa: N812 - models have a field called date
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Value = bool | int | str
RecordType = Literal[
    "event",
    "meeting",
    "project",
    "programme",
    "campaign",
    "agreement",
    "newsletter",
    "resource_update",
    "consultation",
]
Fact = Literal[
    "audience",
    "authority",
    "channels",
    "decisions",
    "discipline",
    "edition",
    "enrolled",
    "field",
    "functional",
    "impact",
    "materials",
    "mentors",
    "partners",
    "published",
    "submitted",
    "target",
    "volunteers",
]
Take = Literal["records", "sum", "distinct", "flag", "collect"]
DatedBy = Literal["type", "started", "submitted", "funded"]


class Frozen(BaseModel):
    """A value: never changed after it was read, and no key that the model does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_min_length=1)


class Local(Frozen):
    """One text in the three languages of the product."""

    ro: str
    ru: str
    en: str


class Words(Frozen):
    """Words by which a person may look for an activity, in each language, lower case."""

    ro: tuple[str, ...]
    ru: tuple[str, ...]
    en: tuple[str, ...]


class Term(Frozen):
    """The days, both included, in which something is to happen."""

    first: Day = Field(alias="from")
    last: Day = Field(alias="to")
    model_config = ConfigDict(populate_by_name=True)


class Header(Frozen):
    """What the cover and the legal part of a report name; ``parties`` are the responsible parties."""

    title: Local
    period: Term
    network: Local
    secretariat: Local
    town_hall: Local
    council: Local
    purpose: Local
    fundamental_objective: Local
    legal_basis: tuple[str, ...]
    parties: dict[str, Local]


class Objective(Frozen):
    """A strategic objective; ``variant`` is the other title that the source prints for the same one."""

    code: str
    title: Local
    short: Local
    variant: Local | None = None


class Asked(Frozen):
    """What a report of one record type asks for an activity.

    ``kinds`` and ``offers`` (source → ids) are what there is to choose from: a single one is not asked, it
    follows from the activity. ``asks`` are facts that only some activities need. ``by`` is who may enter it.
    """

    kinds: tuple[str, ...] = ()
    asks: tuple[Fact, ...] = ()
    offers: Mapping[str, tuple[str, ...]] = {}
    evidence: tuple[str, ...] = ()
    by: Literal["anyone", "secretariat"] = "anyone"


class Activity(Frozen):
    """One row of the plan. ``responsible`` names parties, the first one leads; ``reports`` are the record
    types that it is reported by; ``corrected_ro`` is the reading of an official text with a slip.
    """

    code: str
    objective: str
    text: Local
    corrected_ro: str | None = None
    short: Local
    words: Words
    frequency: Literal["annual", "semiannual", "quarterly", "permanent", "one_off", "whole_period"]
    frequency_text: Local
    period: Term
    responsible: tuple[str, ...] = Field(min_length=1)
    responsible_ro: str
    reports: Mapping[RecordType, Asked] = Field(min_length=1)

    def asked(self, record_type: str) -> Asked | None:
        """What a report of this type asks here; None when the activity is not reported by it."""
        return next((asked for name, asked in self.reports.items() if name == record_type), None)

    @model_validator(mode="before")
    @classmethod
    def _of_an_earlier_release(cls, body: Any) -> Any:
        """An item that an earlier release stored says its types apart from what events ask."""
        if not isinstance(body, dict) or "record_types" not in body:
            return body
        types, event = body["record_types"], body.get("event") or {}
        reports = {name: event if name == "event" else {} for name in types}
        rest = {name: value for name, value in body.items() if name not in ("record_types", "event")}
        return {**rest, "reports": reports}


class Counts(Frozen):
    """Which approved records an indicator counts, in which year, and what it takes from them.

    Empty ``types`` means records of any type. ``where`` and ``exclude`` compare a column of the record
    or one of its facts with the listed values. ``field`` is what ``take`` sums, tells apart or reads;
    ``collect`` keeps the records that state any of ``fields``. ``except_names`` are never counted as an
    organisation. Rules: docs/counting.md#rules.
    """

    types: tuple[str, ...] = ()
    scope: Literal["own_activity", "any_activity"] = "own_activity"
    where: Mapping[str, tuple[Value, ...]] = {}
    exclude: Mapping[str, tuple[Value, ...]] = {}
    take: Take = "records"
    field: str | None = None
    fields: tuple[str, ...] = ()
    dated_by: DatedBy = "type"
    except_names: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _names_what_it_takes(self) -> Self:
        if self.take in {"sum", "distinct", "flag"} and self.field is None:
            raise ValueError(f"'take: {self.take}' needs 'field'")
        if self.take == "collect" and not self.fields:
            raise ValueError("'take: collect' needs 'fields'")
        return self


class SubPeriod(Frozen):
    """A target that is also due in each part of the year: the rhythm."""

    unit: Literal["quarter", "half_year"]
    value: int = 1


class Target(Frozen):
    """What the plan promises; a milestone has the value 1. ``date`` is set when it is due by a date."""

    value: int = Field(gt=0)
    period: Literal["per_year", "by_date", "plan_total"]
    basis: Literal["explicit_in_text", "derived_from_frequency"]
    date: Day | None = None
    date_assumed: bool = False
    sub_period: SubPeriod | None = None
    needs_confirmation: bool = False

    @model_validator(mode="after")
    def _is_due_some_day(self) -> Self:
        if (self.period == "by_date") != (self.date is not None):
            raise ValueError("'date' belongs to 'period: by_date' and to no other")
        return self


class Indicator(Frozen):
    """One atomic indicator; ``target`` is None for the 29 of which the plan asks no number."""

    code: str
    activity: str
    official_ro: str
    label: Local
    kind: Literal[
        "count_events",
        "count_participants",
        "count_programmes",
        "count_projects",
        "count_organisations",
        "count_documents",
        "count_actions",
        "count_decisions",
        "count_consultations",
        "count_campaigns",
        "count_updates",
        "sum_mdl",
        "milestone_bool",
        "narrative",
    ]
    unit: str
    result_level: Literal["output", "outcome"]
    counts: Counts
    disaggregate_by: tuple[str, ...] = ()
    target: Target | None = None


class Plan(Frozen):
    """The plan in force on one day; order is the order of the decision."""

    header: Header
    objectives: tuple[Objective, ...]
    activities: tuple[Activity, ...]
    indicators: tuple[Indicator, ...]

    def objective(self, code: str) -> Objective:
        """The objective with this code; ``KeyError`` when there is none."""
        return self._objectives[code]

    def activity(self, code: str) -> Activity:
        """The activity with this code; ``KeyError`` when there is none."""
        return self._activities[code]

    def indicator(self, code: str) -> Indicator:
        """The indicator with this code; ``KeyError`` when there is none."""
        return self._indicators[code]

    def accepting(self, record_type: str) -> tuple[Activity, ...]:
        """Activities that are reported by records of this type."""
        return tuple(activity for activity in self.activities if record_type in activity.reports)

    def open_to(self, *, secretariat: bool) -> tuple[Activity, ...]:
        """The activities that somebody can report something for; a member cannot where only the desk may."""
        return self.activities if secretariat else self._open_to_members

    def activities_of(self, objective: str) -> tuple[Activity, ...]:
        """The activities of one objective."""
        return tuple(activity for activity in self.activities if activity.objective == objective)

    def indicators_of(self, activity: str) -> tuple[Indicator, ...]:
        """The indicators of one activity."""
        return tuple(indicator for indicator in self.indicators if indicator.activity == activity)

    @cached_property
    def _objectives(self) -> dict[str, Objective]:
        return {objective.code: objective for objective in self.objectives}

    @cached_property
    def _open_to_members(self) -> tuple[Activity, ...]:
        return tuple(
            activity
            for activity in self.activities
            if any(asked.by == "anyone" for asked in activity.reports.values())
        )

    @cached_property
    def _activities(self) -> dict[str, Activity]:
        return {activity.code: activity for activity in self.activities}

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {indicator.code: indicator for indicator in self.indicators}
