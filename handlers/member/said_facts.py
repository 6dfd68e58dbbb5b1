"""What only one type of record says, as the figures read it (docs/counting.md): dates in ISO form,
counts as numbers, sums in lei. Pure."""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from handlers.flow.form import Facts
from handlers.forms.project import AT_WORK, COMPLETED, EARLIER, FUNDED, REJECTED, STARTED, SUBMITTED
from handlers.forms.rules import picked
from handlers.understand.measures import read_measures

Answers = Mapping[str, Any]
Said = dict[str, Any]
COUNTED = "counted"


def facts_of(record_type: str, answers: Answers, facts: Facts) -> Said:
    """The facts of a record of this type; what was not said is left out.

    ``count_quality`` says that the participants were counted by a presence list.
    """
    made = MADE[record_type](answers, facts)
    if (answers.get("participants") or {}).get("counted"):
        made["count_quality"] = COUNTED
    return {name: value for name, value in made.items() if value not in (None, "", [])}


def lei(answer: Mapping[str, str] | None, rate: Mapping[str, str] | None = None) -> int | None:
    """A money answer in whole lei, at the recorded rate; None when it cannot be told."""
    if answer is None:
        return None
    if answer["currency"] == "MDL":
        return int(Decimal(answer["amount"]).quantize(Decimal(1), ROUND_HALF_UP))
    if rate is None:
        return None
    return int((Decimal(answer["amount"]) * Decimal(rate["amount"])).quantize(Decimal(1), ROUND_HALF_UP))


def _event(answers: Answers, facts: Facts) -> Said:
    return {name: answers.get(name) for name in ("audience", "discipline", "vulnerable_kinds")}


def _project(answers: Answers, facts: Facts) -> Said:
    funding = picked("funding", answers, facts)
    municipal = funding in ("municipal_grants", "civic_budget")
    stage, span = answers["stage"], answers["span"]
    at_work = stage in (AT_WORK, COMPLETED)
    return {
        "stage": stage,
        "theme": picked("theme", answers, facts),
        "funding_programme": funding if municipal else "none",
        "funding_source": "municipal" if municipal else funding,
        "donor": answers.get("donor"),
        SUBMITTED: _each_round(answers, SUBMITTED),
        FUNDED: _day(answers, FUNDED),
        REJECTED: _each_round(answers, REJECTED),
        AT_WORK: _day(answers, STARTED) or span["first"] if at_work else None,
        COMPLETED: _day(answers, COMPLETED),
        "open_end": True if span["last"] is None else None,
        "target_group": answers.get("target"),
        "own_contribution_mdl": lei(answers.get("own_money")),
        "impact_statement": answers.get("impact"),
        "impact_measures": read_measures(answers.get("impact") or ""),
        **_sum(answers),
    }


def _each_round(answers: Answers, name: str) -> str | list[str] | None:
    """The day of a stage; all of them when a project was submitted more than once."""
    days = [day for stage, day in answers.get(EARLIER, ()) if stage == name]
    now = _day(answers, name)
    days += [now] if now is not None else []
    return days if len(days) > 1 else next(iter(days), None)


def _sum(answers: Answers) -> Said:
    amount, rate = answers.get("amount"), answers.get("rate")
    if amount is None:
        return {}
    foreign = rate if amount["currency"] != "MDL" else None
    return {
        "amount_original": amount["amount"],
        "currency": amount["currency"],
        "rate": foreign["amount"] if foreign else None,
        "rate_date": _day(answers, FUNDED) or answers["span"]["first"] if foreign else None,
        "amount_mdl": lei(amount, foreign),
    }


def _programme(answers: Answers, facts: Facts) -> Said:
    span = answers["span"]
    taking_part = [*_names(answers.get("mentors"), facts), *_names(answers.get("mentees"), facts)]
    return {
        "field": answers.get("field"),
        "mentors": _names(answers.get("mentors"), facts),
        "mentees": _names(answers.get("mentees"), facts),
        "participating_orgs": list(dict.fromkeys(taking_part)),
        "open_end": True if span["last"] is None else None,
        "edition_year": int(span["first"][:4]) if answers.get("applications") else None,
        "applications": number_in(answers, "applications"),
        "budget_mdl": lei(answers.get("budget")),
    }


def _campaign(answers: Answers, facts: Facts) -> Said:
    return {
        "channels": answers.get("channels"),
        "materials_titles": number_in(answers, "materials"),
        "copies": number_in(answers, "copies"),
        "reach_estimate": number_in(answers, "reach"),
    }


def _agreement(answers: Answers, facts: Facts) -> Said:
    valid = answers.get("valid") or {}
    return {
        "reference": answers.get("reference"),
        "valid_from": valid.get("first"),
        "valid_to": valid.get("last"),
    }


def _consultation(answers: Answers, facts: Facts) -> Said:
    return {
        "consultation_ref": answers.get("reference"),
        "policy_area": answers.get("area"),
        "outcome": answers.get("outcome"),
    }


def _meeting(answers: Answers, facts: Facts) -> Said:
    decisions = answers.get("decisions")
    return {
        "theme": answers.get("theme"),
        "authority": answers.get("authority"),
        "joint_decisions": decisions["items"] if decisions else None,
        "joint_decisions_count": len(decisions["items"]) if decisions else None,
    }


def _newsletter(answers: Answers, facts: Facts) -> Said:
    return {"issue": number_in(answers, "issue"), "quarter": answers["quarter"]}


def _resource_update(answers: Answers, facts: Facts) -> Said:
    return {
        "entries": number_in(answers, "entries"),
        "functional": _yes(answers, "functional"),
        "published": _yes(answers, "published"),
    }


MADE: dict[str, Callable[[Answers, Facts], Said]] = {
    "event": _event,
    "project": _project,
    "programme": _programme,
    "campaign": _campaign,
    "agreement": _agreement,
    "consultation": _consultation,
    "meeting": _meeting,
    "newsletter": _newsletter,
    "resource_update": _resource_update,
}


def _day(answers: Answers, name: str) -> str | None:
    value = answers.get(name)
    return value["first"] if value else None


def number_in(answers: Answers, name: str) -> int | None:
    """The number that a question of counts was answered with."""
    value = answers.get(name)
    return value["total"] if value else None


def _yes(answers: Answers, name: str) -> bool | None:
    value = answers.get(name)
    return None if value is None else value == "yes"


def _names(value: Mapping[str, Any] | None, facts: Facts) -> list[str]:
    """Names of organisations in Romanian, members by their registered name."""
    if not value:
        return []
    known = {option.id: option.label for option in facts.members()}
    members = [str(getattr(known.get(str(one)), "ro", one)) for one in value["members"]]
    return [*members, *value["names"]]
