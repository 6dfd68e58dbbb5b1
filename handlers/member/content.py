"""The answers of an event draft → what a record says. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.flow.form import Facts
from handlers.member.event_facts import UNKNOWN
from handlers.understand.fold import fold
from storage.records import COORGANISER, PARTNER, Content, Counts, Named


def content_of(
    answers: Mapping[str, Any],
    facts: Facts,
    title: str,
    language: str,
    form_version: int,
    photos_public: bool | None,
    only_kind: str | None,
) -> Content:
    """A record's content. ``title`` is the one proposed when the person gave none."""
    held = answers["held"]
    photos = answers.get("photos") or {"files": [], "text": None}
    activity = answers["activity"]
    return Content(
        activity=None if activity == UNKNOWN else activity,
        subtype=answers.get("kind") or only_kind,
        title=answers.get("heading") or title,
        language=language,
        date_from=date.fromisoformat(held["first"]),
        date_to=date.fromisoformat(held["last"]),
        place=answers["place"],
        summary=photos.get("text"),
        counts=_counts(answers),
        answers=dict(answers),
        form_version=form_version,
        joint_with_lpa=bool((answers.get("parties") or {}).get("lpa")),
        good_practice=answers.get("good_practice"),
        problem=answers.get("problem"),
        measure=answers.get("measure"),
        photos_public=photos_public if photos["files"] else None,
        parties=_parties(answers.get("parties"), facts),
        media=tuple(photos["files"]),
        facts=_facts(answers),
    )


def _counts(answers: Mapping[str, Any]) -> Counts:
    participants = answers["participants"]
    groups = answers.get("groups") or {}
    if groups.get("each"):
        groups = {part: _one(answers, f"groups_{part}") for part in ("women", "young", "vulnerable")}
    return Counts(
        total=participants["total"],
        estimated=participants["estimated"],
        women=groups.get("women"),
        men=groups.get("men"),
        young=groups.get("young"),
        vulnerable=groups.get("vulnerable"),
        volunteers=_one(answers, "volunteers"),
    )


def _one(answers: Mapping[str, Any], name: str) -> int | None:
    value = answers.get(name)
    return value["total"] if value else None


def _parties(value: Mapping[str, Any] | None, facts: Facts) -> tuple[Named, ...]:
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


def _facts(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: answers[name] for name in ("audience", "discipline", "vulnerable_kinds") if answers.get(name)
    }
