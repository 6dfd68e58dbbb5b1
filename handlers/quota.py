"""Which of the files that somebody sends are taken: by their kind, their size, and how much came before.

Pure but for two counts. Here a file is only announced; what it really is, is looked at once it is fetched.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from handlers.context import Context
from handlers.messages import Day, Incoming, Said, say
from storage import media

MAX_BYTES = 20_000_000
"""Telegram gives no larger file to a bot."""

MEGABYTE = 1_000_000
EVIDENCE = ("jpg", "jpeg", "png", "webp", "heic", "heif", "pdf", "docx", "xlsx")
"""Endings of files that may be evidence."""


def taken(
    context: Context, organisation: int | None, sent: Sequence[Incoming]
) -> tuple[list[Incoming], Said | None]:
    """The files that are taken, in order, and the one line that says why the others are not."""
    fit: list[Incoming] = []
    why: Said | None = None
    for one in sent:
        problem = unfit(one)
        why = why or problem
        fit += [one] if problem is None else []
    return _within(context, organisation, fit, why)


def unfit(one: Incoming) -> Said | None:
    """Why a file cannot be evidence as it is announced; None when it can."""
    if one.kind == "video":
        return say("media.video")
    if one.kind == "document" and one.name is not None and _ending(one.name) not in EVIDENCE:
        return say("media.kind")
    return say("media.too_big") if (one.size or 0) > MAX_BYTES else None


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _within(
    context: Context, organisation: int | None, fit: list[Incoming], why: Said | None
) -> tuple[list[Incoming], Said | None]:
    """The first ones that the person's hour and the organisation's month have room for."""
    if not fit:
        return fit, why
    world = context.world
    left = world.files_hour - media.sent_by(
        context.connection, context.person, context.now - timedelta(hours=1)
    )
    if len(fit) > left:
        fit, why = fit[: max(0, left)], say("media.hour", world.files_hour)
    if organisation is None:
        return fit, why
    room = world.files_month - media.bytes_of(context.connection, organisation, month_begins(context.today))
    kept: list[Incoming] = []
    for one in fit:
        room -= one.size or 0
        if room < 0:
            again = Day(month_ends(context.today), "long")
            return kept, say("media.month", megabytes=str(world.files_month // MEGABYTE), day=again)
        kept.append(one)
    return kept, why


def month_begins(today: date) -> datetime:
    """The first moment of the month, by UTC: two or three hours into it in Bălți, which harms nobody."""
    return datetime(today.year, today.month, 1, tzinfo=UTC)


def month_ends(today: date) -> date:
    """The first day of the next month."""
    return (today.replace(day=1) + timedelta(days=31)).replace(day=1)
