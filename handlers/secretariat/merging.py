"""Two reports of one event become one: preview, merge, and taking it back at any time.

Which head-count stands is a rule (docs/counting.md), never a sum; the preview says which and why.
"""

from collections.abc import Sequence

from handlers import access, twins
from handlers.context import Context
from handlers.errors import Leave
from handlers.member import beside, returns
from handlers.messages import Choice, Day, MediaRef, Reply, Role, Said, Screen, Text, say
from storage import audit, heads, media, merges, records
from storage.heads import Head
from storage.merges import Stated

GONE = (records.MERGED, records.WITHDRAWN)
MOST = 2
"""So many possible twins have a button on a card."""


def ways(context: Context, head: Head) -> tuple[Choice, ...]:
    """What the secretariat can do on the card of a record: merge it, take it out again, see the files."""
    if not context.is_secretariat:
        return ()
    found = [*_files_button(context, head)]
    if head.status == records.MERGED:
        found.append(Choice("merge.undo", say("merge.undo.button"), (head.id,)))
        master = merges.master_of(context.connection, head.id)
        if master is not None:
            number = heads.known(context.connection, master).number
            found.append(Choice("record.card", say("merge.open.button", number=number), (master,)))
        return tuple(found)
    found += [
        Choice("merge.preview", say("merge.button", number=other.number), (head.id, other.id))
        for other in twins.of_head(context, head)[:MOST]
    ]
    found += [
        Choice("record.card", say("merge.open.button", number=one.number), (one.id,))
        for one in (
            heads.known(context.connection, id) for id in merges.of_master(context.connection, head.id)
        )
    ]
    return tuple(found)


def _files_button(context: Context, head: Head) -> list[Choice]:
    beside_it = beside.files(context, head.id)
    return [Choice("joint.files", say("joint.files.button", len(beside_it)), (head.id,))] if beside_it else []


def files(context: Context, record: int) -> list[Reply]:
    """The files that co-organisers keep beside a record, and those of records merged into it."""
    head = access.record_of(context, record)
    shown = album(head, media.get(context.connection, beside.files(context, record)))
    if not shown:
        raise Leave(say("joint.no_files", number=head.number))
    return shown


def album(head: Head, found: Sequence[media.Media]) -> list[Reply]:
    """Files of a record as one message; nothing when none of them can be shown."""
    alt = say("review.photo", number=head.number)
    shown = tuple(
        MediaRef(one.kind, one.channel, one.file, one.path, alt=alt)  # type: ignore[arg-type]
        for one in found
        if one.state != media.REFUSED
    )
    return [Reply(Screen("review.photos", (alt,), media=shown), live=False)] if shown else []


def preview(context: Context, record: int, other: int, master: int = 0) -> list[Reply]:
    """Both records, the one that stays, and the head-count that stands."""
    pair = (access.record_of(context, record), access.record_of(context, other))
    if any(one.status in GONE for one in pair) or record == other:
        raise Leave(say("merge.not_now"))
    stays = next((one for one in pair if one.id == master), None) or _usual_master(context, pair)
    goes = next(one for one in pair if one is not stays)
    lines = [
        say("merge.preview", merged=goes.number, master=stays.number),
        _line(stays, "merge.stays"),
        _line(goes, "merge.goes"),
        *_figures(context, stays, goes),
    ]
    if stays.approved_version is None and goes.approved_version is not None:
        lines.append(say("merge.not_accepted", number=stays.number))
    key = (goes.id, goes.version, stays.id, stays.version)
    choices = [Choice("merge.confirm", say("merge.confirm.button"), key, role=Role.PRIMARY)]
    if not merges.of_master(context.connection, stays.id):
        swap = say("merge.swap.button", number=goes.number)
        choices.append(Choice("merge.preview", swap, (record, other, goes.id)))
    choices.append(Choice("record.card", say("merge.no.button"), (record,), role=Role.NAV))
    return [Reply(Screen("merge.preview", tuple(lines), choices=tuple(choices)))]


def _usual_master(context: Context, pair: tuple[Head, Head]) -> Head:
    """The one that others were merged into; else the accepted one; else the earlier."""

    def order(head: Head) -> tuple[bool, bool, int]:
        own = bool(merges.of_master(context.connection, head.id))
        return (not own, head.approved_version is None, head.id)

    return min(pair, key=order)


def _line(head: Head, key: str) -> Said:
    organisation: Said = head.organisation or say("joint.secretariat")
    args: dict[str, Said] = {
        "number": head.number,
        "title": head.title,
        "organisation": organisation,
        "day": Day(head.date_from, "short", head.date_to),
    }
    return Text(key, args)


def _figures(context: Context, stays: Head, goes: Head) -> list[Said]:
    """Each head-count that was given, then the one that stands and why."""
    counts = list(merges.counts_of(context.connection, stays.id))
    counts += [
        Stated(one.record, False, one.total, one.estimated)
        for one in merges.counts_of(context.connection, goes.id)
    ]
    numbers = {one.record: heads.known(context.connection, one.record).number for one in counts}
    found = [
        say("merge.count", number=numbers[one.record], people=beside.counted(one.total, one.estimated))
        for one in counts
    ]
    best = merges.prevailing(counts)
    if best is None:
        return list(found)
    people = say("count.participants", best.total)
    return [*found, Text(f"merge.why.{_why(best, counts)}", {"people": people})]


def _why(best: Stated, counts: Sequence[Stated]) -> str:
    if len({(one.total, one.estimated) for one in counts}) == 1:
        return "same"
    if not best.estimated and any(one.estimated for one in counts if one.lead or best.lead):
        return "list"
    return "lead" if best.lead else "highest"


def confirm(context: Context, merged: int, merged_at: int, master: int, master_at: int) -> list[Reply]:
    """Merge; what changed since the preview is shown again first."""
    goes, stays = access.record_of(context, merged), access.record_of(context, master)
    if (goes.version, stays.version) != (merged_at, master_at):
        return preview(context, merged, master, master)
    made = merges.merge(context.connection, context.now, merged, master, context.person)
    if made is None:
        raise Leave(say("merge.not_now"))
    _note(context, "record.merge", goes, stays)
    choices = (
        Choice("merge.undo", say("merge.undo.button"), (merged,)),
        Choice("record.card", say("merge.open.button", number=stays.number), (master,)),
        Choice("review.queue", say("review.queue.button"), role=Role.NAV),
    )
    line = say("merge.done", merged=goes.number, master=stays.number)
    done = Reply(Screen("merge.done", (line,), choices=choices))
    return [done, *_tell(context, goes, stays, "merge.told", f"merged:{made}")]


def undo(context: Context, record: int) -> list[Reply]:
    """Take a merged record out again, exactly as it was."""
    goes = access.record_of(context, record)
    master = merges.master_of(context.connection, record)
    undone = merges.undo(context.connection, context.now, record, context.person)
    if undone is None or master is None:
        raise Leave(say("merge.undone_before", number=goes.number))
    stays = heads.known(context.connection, master)
    _note(context, "record.unmerge", goes, stays)
    back = heads.known(context.connection, record)
    status = say(f"record.status.{back.status}")
    card = Choice("record.card", say("merge.open.button", number=goes.number), (record,))
    line = say("merge.undone", merged=goes.number, master=stays.number, status=status)
    done = Reply(Screen("merge.undone", (line,), choices=(card,)))
    return [done, *_tell(context, goes, stays, "merge.told_undone", f"unmerged:{undone}")]


def _note(context: Context, verb: str, goes: Head, stays: Head) -> None:
    """One line of the audit trail, sealed with the number of the other record."""
    target = f"record:{goes.id}"
    audit.append(
        context.connection, context.now, context.person, verb, target, goes.organisation_id, stays.number
    )


def _tell(context: Context, goes: Head, stays: Head, key: str, dedupe: str) -> list[Reply]:
    """Who answers for each of the two records, once each, and which of them is theirs."""
    theirs = {returns.answerer(context, stays): (stays, goes), returns.answerer(context, goes): (goes, stays)}
    return [
        reply
        for reader, (own, other) in theirs.items()
        if reader is not None
        for reply in beside.notices(context, (reader,), _told(key, goes, stays, own, other), dedupe)
    ]


def _told(key: str, goes: Head, stays: Head, own: Head, other: Head) -> Screen:
    args: dict[str, Said] = {
        "merged": goes.number,
        "master": stays.number,
        "title": stays.title,
        "organisation": other.organisation or say("joint.secretariat"),
    }
    if key == "merge.told" and own.organisation_id == other.organisation_id:
        key = "merge.told_own"
    card = Choice("record.card", say("event.card.button"), (own.id,), role=Role.PRIMARY)
    return Screen("merge.told", (Text(key, args),), choices=(card,))
