"""Who stands beside the lead of a record, in words: lines for cards and lists, the people to tell.

Another organisation reads of a record its number, title, day, place, participants and the name of the
lead, and nothing else. What co-organisers counted is for the secretariat alone.
"""

from collections.abc import Iterable, Sequence

from handlers.context import Context
from handlers.messages import Choice, Day, InEach, Kind, Listed, Reply, Said, Screen, Text, say
from storage import heads, joint, merges, people, records
from storage.heads import Head
from storage.organisations import Organisation

SHOWN = 3
"""Joint events that the standing names; the list has them all."""


def told(context: Context, head: Head) -> dict[str, Said]:
    """What may be told of a record to another organisation, as arguments of a text."""
    lead: Said = context.organisation_name(head.organisation_id) or say("joint.secretariat")
    return {"organisation": lead, **facts(head)}


def in_each(organisation: Organisation) -> Said:
    """The name of a member in the language of who reads."""
    return InEach(organisation.name, organisation.name_ru or organisation.name, organisation.name)


def facts(head: Head) -> dict[str, Said]:
    """What may be told of a record beside the name of its lead."""
    return {
        "number": head.number,
        "title": head.title,
        "day": Day(head.date_from, "short", head.date_to),
        "place": head.place or say("joint.no_place"),
        "people": say("joint.no_count") if head.total is None else say("count.participants", head.total),
    }


def listed_line(context: Context, head: Head) -> Said:
    """Another's record in the list of an organisation that stands beside it."""
    return Text("joint.list_line", told(context, head))


def summary(context: Context, led: Sequence[Head], shared: Sequence[Head]) -> list[Said]:
    """For the standing: what was held with others, apart from the sums of what the organisation led."""
    found: list[Said] = []
    if shared:
        found.append(say("joint.also", len(shared)))
        found += [listed_line(context, head) for head in shared[:SHOWN]]
    held = joint.held_with(context.connection, [head.id for head in led])
    with_others = [head for head in led if records.COORGANISER in held.get(head.id, {})]
    for head in with_others[:SHOWN]:
        beside_it = Listed(names(context, head))
        found.append(say("joint.led", number=head.number, title=head.title, organisations=beside_it))
    return found


def lines(context: Context, head: Head) -> list[Said]:
    """Below a record: who stands beside it and where a merged one went; more for the secretariat."""
    went = gone(context, head)
    found = [*([went] if went is not None else []), *_beside(context, head)]
    if context.is_secretariat:
        found += [*_counts(context, head), *_words(context, head)]
    return found


def gone(context: Context, head: Head) -> Said | None:
    """Where a merged record went; None for one that was not merged."""
    master = merges.master_of(context.connection, head.id)
    if master is None:
        return None
    into = heads.known(context.connection, master)
    return say("merge.went", merged=head.number, number=into.number, title=into.title)


def ways(context: Context, head: Head) -> tuple[Choice, ...]:
    """From a merged record of one's own to the one it went into."""
    master = merges.master_of(context.connection, head.id)
    if master is None or head.organisation_id not in context.organisations:
        return ()
    into = heads.known(context.connection, master)
    action = "record.card" if into.organisation_id in context.organisations else "joint.card"
    return (Choice(action, say("merge.open.button", number=into.number), (into.id,)),)


def names(context: Context, head: Head) -> tuple[Said, ...]:
    """The members beside a record, each with what it answered where that matters."""
    held = joint.held_with(context.connection, (head.id,)).get(head.id, {})
    said = {one.organisation_id: one for one in joint.stated(context.connection, head.id)}
    ids = dict.fromkeys(id for id, _ in held.get(records.COORGANISER, ()) if id != head.organisation_id)
    return tuple(_with_state(context, one, said.get(one)) for one in ids)


def _with_state(context: Context, organisation: int, said: joint.Said | None) -> Said:
    name = context.organisation_name(organisation)
    if said is not None and said.state == joint.WAITING:
        return say("joint.waits", organisation=name)
    return name


def _beside(context: Context, head: Head) -> list[Said]:
    found: list[Said] = []
    beside = names(context, head)
    if beside:
        found.append(say("joint.beside", organisations=Listed(beside)))
    refused = [
        context.organisation_name(one.organisation_id)
        for one in joint.stated(context.connection, head.id)
        if one.state == joint.REFUSED
    ]
    if refused:
        found.append(say("joint.refused", organisations=Listed(tuple(refused))))
    return found


def _counts(context: Context, head: Head) -> list[Said]:
    """Other head-counts of the event: shown, never added; and the one of the figures, when it is another."""
    found: list[Said] = [
        say("joint.counted", organisation=one.organisation, people=counted(one.total, bool(one.estimated)))
        for one in joint.stated(context.connection, head.id)
        if one.total is not None and one.total != head.total
    ]
    stated = merges.counts_of(context.connection, head.id)
    for one in stated[1:]:
        twin = heads.known(context.connection, one.record)
        people_then = counted(one.total, one.estimated)
        found.append(say("merge.counted", number=twin.number, people=people_then))
    stands = merges.prevailing(stated)
    if stands is not None and not stands.lead:
        found.append(say("merge.in_figures", people=counted(stands.total, stands.estimated)))
    return found


def counted(total: int, estimated: bool) -> Said:
    """A head-count and whether it was counted from a list or estimated."""
    key = "joint.estimated" if estimated else "joint.exact"
    return say(key, people=say("count.participants", total))


def _words(context: Context, head: Head) -> list[Said]:
    return [
        say(f"joint.said.{name}", organisation=one.organisation, text=text)
        for one in joint.stated(context.connection, head.id)
        for name, text in one.words.items()
    ]


def files(context: Context, record: int) -> tuple[int, ...]:
    """Files beside a record: those that co-organisers keep, those of records merged into it."""
    connection = context.connection
    return (*joint.files_beside(connection, record), *merges.files_of(connection, record))


def coordinators(context: Context, organisation: int | None) -> tuple[int, ...]:
    """Everybody who answers for an organisation; nobody for the secretariat's own records."""
    if organisation is None:
        return ()
    return people.with_role(context.connection, people.COORDINATOR, people.HEAD, organisation=organisation)


def notices(context: Context, readers: Iterable[int], screen: Screen, dedupe: str) -> list[Reply]:
    """One notice each, not to who has just done it."""
    return [
        Reply(screen, person, Kind.NOTICE, dedupe=f"{dedupe}:{person}", live=False)
        for person in dict.fromkeys(readers)
        if person != context.person
    ]


def desk(context: Context) -> tuple[int, ...]:
    """The people of the secretariat."""
    return people.with_role(context.connection, people.SECRETARIAT)


def note(context: Context, record: int, lead: int | None, content: records.Content) -> None:
    """Members that a record names as co-organisers will be asked."""
    named = [one.organisation_id for one in content.parties if one.role == records.COORGANISER]
    others = [one for one in named if one is not None and one != lead]
    joint.name(context.connection, context.now, record, others)
