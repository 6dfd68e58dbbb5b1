"""What the secretariat should look at before accepting a report: unusual figures, a twin, no evidence."""

from dataclasses import dataclass

from rapidfuzz.fuzz import token_set_ratio

from handlers.context import Context
from handlers.messages import Listed, Said, say
from handlers.understand.fold import fold
from storage import habits, heads, media
from storage.heads import Head

UNUSUAL = 3
"""More than so many times the organisation's other largest head-count."""

SIMILAR = 70
"""Titles or places this alike (0-100), or a shared organisation, make two reports possible twins."""


@dataclass(frozen=True)
class Flag:
    """A flag for the list (short) and for the card (a sentence)."""

    short: Said
    line: Said


def of(context: Context, head: Head) -> tuple[Flag, ...]:
    """The flags of a submitted record."""
    found = (_activity(head), _unusual(context, head), *_twins(context, head), _evidence(context, head))
    return tuple(flag for flag in found if flag is not None)


def listed(flags: tuple[Flag, ...]) -> Said:
    """The flags in one line."""
    return Listed(tuple(flag.short for flag in flags))


def lines(flags: tuple[Flag, ...]) -> list[Said]:
    """The flags as sentences."""
    return [flag.line for flag in flags]


def _activity(head: Head) -> Flag | None:
    if head.activity is not None:
        return None
    return Flag(say("flag.activity.short"), say("flag.activity"))


def _unusual(context: Context, head: Head) -> Flag | None:
    if head.organisation_id is None or head.total is None:
        return None
    usual = habits.usual_maximum(context.connection, head.organisation_id, but=head.id)
    if not usual or head.total <= UNUSUAL * usual:
        return None
    return Flag(say("flag.unusual.short"), say("flag.unusual", total=head.total, usual=usual))


def _evidence(context: Context, head: Head) -> Flag | None:
    if media.documented(context.connection, head.id, head.version):
        return None
    return Flag(say("flag.evidence.short"), say("flag.evidence"))


def _twins(context: Context, head: Head) -> list[Flag]:
    near = heads.around(context.connection, head.activity, head.date_from, head.date_to, head.id)
    alike = [other for other in near if _alike(head, other)]
    return [
        Flag(say("flag.twin.short"), say("flag.twin", number=one.number, title=one.title))
        for one in alike[:2]
    ]


def _alike(one: Head, other: Head) -> bool:
    if one.organisation_id == other.organisation_id:
        return True
    titles = token_set_ratio(fold(one.title), fold(other.title))
    places = token_set_ratio(fold(one.place or ""), fold(other.place or ""))
    return bool(max(titles, places) >= SIMILAR)
