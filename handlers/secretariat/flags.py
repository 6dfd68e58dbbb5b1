"""What the secretariat should look at before accepting a report: unusual figures, a twin, no evidence."""

from dataclasses import dataclass

from handlers import twins
from handlers.context import Context
from handlers.member import beside
from handlers.messages import Listed, Said, say
from storage import habits, media, twin_questions
from storage.heads import Head

UNUSUAL = 3
"""More than so many times the organisation's other largest head-count."""

MOST_TWINS = 2
"""So many possible twins are named on a card."""


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
    if media.documented(context.connection, head.id, head.version) or beside.files(context, head.id):
        return None
    return Flag(say("flag.evidence.short"), say("flag.evidence"))


def _twins(context: Context, head: Head) -> list[Flag]:
    return [
        Flag(say("flag.twin.short"), _twin(context, head, other))
        for other in twins.of_head(context, head)[:MOST_TWINS]
    ]


def _twin(context: Context, head: Head, other: Head) -> Said:
    """An author's "another event" is told, and the flag stays: the secretariat decides."""
    if twin_questions.are_apart(context.connection, head.id, other.id):
        return say("flag.twin.apart", number=other.number, title=other.title)
    return say("flag.twin", number=other.number, title=other.title)
