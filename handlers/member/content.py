"""The answers of a record's draft → what the record says. Pure.

What every type says stands here; what only one type says is made in ``said_facts``.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.flow.form import Facts, Form
from handlers.member.said_facts import facts_of, number_in
from handlers.understand.fold import fold
from storage.records import COORGANISER, PARTNER, Content, Counts, Named

UNKNOWN = "?"
"""The activity that the coordinator leaves to the secretariat."""

Answers = Mapping[str, Any]


def content_of(
    form: Form,
    answers: Answers,
    facts: Facts,
    title: str,
    language: str,
    photos_public: bool | None,
) -> Content:
    """A record's content. ``title`` is the one proposed when the person gave none."""
    first, last = days_of(answers)
    photos = answers.get("photos") or {"files": [], "text": None}
    activity = answers["activity"]
    return Content(
        activity=None if activity == UNKNOWN else activity,
        subtype=kind_of(answers, facts),
        title=answers.get("heading") or title,
        language=language,
        date_from=first,
        date_to=last,
        place=answers.get("place"),
        summary=photos.get("text") or answers.get("proposal") or answers.get("added"),
        counts=_counts(answers),
        answers=dict(answers),
        form_version=form.version,
        joint_with_lpa=any((answers.get(name) or {}).get("lpa") for name in NAMING),
        good_practice=answers.get("good_practice"),
        problem=answers.get("problem"),
        measure=answers.get("measure"),
        photos_public=photos_public if photos["files"] else None,
        parties=_parties(answers, facts),
        media=tuple(photos["files"]),
        facts=facts_of(form.name, answers, facts),
        links=tuple(one for one in (answers.get("link"), photos.get("link")) if one),
    )


def carried(form: Form, answers: Answers) -> dict[str, Any]:
    """Answers that no question asks: they stay with the record from version to version."""
    asked = {question.name for question in form.questions}
    return {name: value for name, value in answers.items() if name not in asked}


NAMING = ("parties", "schools")
"""Questions that name who took part beside the author."""


def kind_of(answers: Answers, facts: Facts) -> str | None:
    """The chosen kind, or the only one that the activity has."""
    if answers.get("kind") is not None:
        return str(answers["kind"])
    kinds = facts.options("kinds", answers)
    return kinds[0].id if len(kinds) == 1 else None


def days_of(answers: Answers) -> tuple[date, date]:
    """The first and the last day; a span without an end has its first day twice."""
    days = answers.get("held") or answers["span"]
    first = date.fromisoformat(days["first"])
    return first, date.fromisoformat(days["last"]) if days["last"] else first


def _counts(answers: Answers) -> Counts | None:
    participants = answers.get("participants")
    if participants is None:
        return None
    groups = answers.get("groups") or {}
    if groups.get("each"):
        groups = {part: number_in(answers, f"groups_{part}") for part in ("women", "young", "vulnerable")}
    return Counts(
        total=participants["total"],
        estimated=participants["estimated"],
        women=groups.get("women"),
        men=groups.get("men"),
        young=groups.get("young"),
        vulnerable=groups.get("vulnerable"),
        volunteers=number_in(answers, "volunteers"),
    )


def _parties(answers: Answers, facts: Facts) -> tuple[Named, ...]:
    found: dict[tuple[str, int | None], Named] = {}
    for name in NAMING:
        for one in _named(answers.get(name), facts):
            found.setdefault((one.folded, one.organisation_id), one)
    return tuple(found.values())


def _named(value: Answers | None, facts: Facts) -> tuple[Named, ...]:
    if not value:
        return ()
    names = {option.id: option.label for option in facts.members()}
    members = [
        Named(COORGANISER, _romanian(names.get(str(one), str(one))), fold(str(one)), int(one))
        for one in value["members"]
    ]
    return (*members, *(Named(PARTNER, name, fold(name)) for name in value["names"]))


def _romanian(label: Any) -> str:
    return str(getattr(label, "ro", label))
