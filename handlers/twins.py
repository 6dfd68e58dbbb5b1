"""Reports that may tell of the same event: candidates from the store, judged by ``understand.twins``."""

from collections.abc import Iterable
from typing import Any

from handlers.context import Context
from handlers.understand.twins import BESIDE, Happening, likeness
from storage import heads, joint
from storage.heads import Head
from storage.records import Content


def of_content(context: Context, kind: str, lead: int | None, content: Content) -> tuple[Head, ...]:
    """Records that may be the event of a report that is not sent yet, the likeliest first."""
    organisations = {one.organisation_id or one.name for one in content.parties}
    return _like(
        context,
        Happening(
            kind,
            content.activity,
            content.subtype,
            content.date_from,
            content.date_to,
            content.place or "",
            content.answers.get("heading") or "",
            lead,
            _with(organisations, lead),
        ),
        None,
    )


def of_head(context: Context, head: Head) -> tuple[Head, ...]:
    """Other records that may be the event of this one, the likeliest first."""
    parties = joint.held_with(context.connection, (head.id,))
    return _like(context, _happening(head, parties), head.id)


def _like(context: Context, wanted: Happening, but: int | None) -> tuple[Head, ...]:
    first, last = wanted.first - BESIDE, wanted.last + BESIDE
    near = heads.around(context.connection, wanted.type, first, last, but)
    if not near:
        return ()
    parties = joint.held_with(context.connection, [one.id for one in near])
    scored = [(likeness(wanted, _happening(one, parties)), one) for one in near]
    return tuple(one for score, one in sorted(scored, key=lambda pair: (-pair[0], pair[1].id)) if score)


def _happening(head: Head, parties: dict[int, dict[str, tuple[Any, ...]]]) -> Happening:
    """A title that was only proposed tells nothing: what it says, kind and place, is compared already."""
    named = {id or name for role in parties.get(head.id, {}).values() for id, name in role}
    return Happening(
        head.type,
        head.activity,
        head.subtype,
        head.date_from,
        head.date_to,
        head.place or "",
        (head.answers.get("heading") or "") if head.answers else head.title,
        head.organisation_id,
        _with(named, head.organisation_id),
    )


def _with(others: Iterable[int | str], lead: int | None) -> frozenset[int | str]:
    return frozenset(others) | (frozenset() if lead is None else {lead})
