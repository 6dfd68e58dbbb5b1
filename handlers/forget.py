"""Being forgotten: two taps that say exactly what follows, some days to take it back, silence meanwhile.

What is done afterwards, and to which rows, stands in ``storage.erasing``; when, in ``scheduler.erasing``.
"""

from dataclasses import replace

from handlers import commands
from handlers.context import Context
from handlers.errors import Leave
from handlers.messages import Choice, Day, Kind, Listed, Reply, Role, Said, Screen, say
from storage import audit, erasing, people, personal, shelf
from storage.retention import rules


def ask(context: Context, times: int = 0) -> list[Reply]:
    """Say what goes and what stays; the second tap does it."""
    if times > 1:
        return _asked(context)
    lines = _sure(context) if times else _consequences(context)
    yes = say("forget.confirm.button" if times else "forget.yes.button")
    choices = [Choice("forget", yes, (times + 1,), role=Role.DANGER)]
    if not times:
        choices.append(Choice("mydata", say("forget.copy_first.button")))
    choices.append(Choice("look", say("forget.no.button")))
    return [Reply(Screen("forget", lines, choices=tuple(choices)))]


def _consequences(context: Context) -> tuple[Said, ...]:
    held = personal.counted(context.connection, context.person)
    gone = say(
        "forget.gone",
        drafts=say("count.drafts", shelf.count_open(context.connection, context.person)),
        files=say("count.files", held.get("media", 0)),
    )
    names = [context.organisation_name(one) for one in context.organisations]
    records = say("count.reports", held.get("record", 0))
    stays = say("forget.stays", records=records, organisations=Listed(tuple(names)) if names else "—")
    undo = say("forget.undo_window", days=say("count.days", rules().erase_undo))
    return (gone, *((stays,) if names else ()), *_alone(context), undo)


def _alone(context: Context) -> tuple[Said, ...]:
    """A warning for each organisation, or the secretariat, that nobody else serves."""
    return tuple(
        say("forget.last_secretary")
        if organisation is None
        else say("forget.last_coordinator", organisation=context.organisation_name(organisation))
        for organisation in erasing.alone(context.connection, context.person)
    )


def _sure(context: Context) -> tuple[Said, ...]:
    day = context.world.local_date(context.now + rules().of("erase_undo"))
    return (say("forget.sure", day=Day(day, "long")),)


def _asked(context: Context) -> list[Reply]:
    connection, now = context.connection, context.now
    notices = _tell_others(context)
    erase_at = erasing.ask(connection, now, context.person)
    audit.append(connection, now, context.person, "person.forget", f"person:{context.person}")
    context.session = replace(context.session, erase_at=erase_at)
    context.draft = None
    return [*pending(context), *notices]


def _tell_others(context: Context) -> list[Reply]:
    """An organisation without a coordinator is the secretariat's business; nobody's name is said."""
    day = Day(context.world.local_date(context.now + rules().of("erase_undo")), "long")
    desk = people.with_role(context.connection, people.SECRETARIAT)
    return [
        Reply(
            Screen(
                "forget.left_alone",
                (say("forget.left_alone", organisation=context.organisation_name(organisation), day=day),),
                choices=(Choice("members.card", say("review.look.button"), (organisation,)),),
            ),
            person,
            Kind.NOTICE,
            live=False,
        )
        for organisation in erasing.alone(context.connection, context.person)
        for person in desk
        if organisation is not None and person != context.person
    ]


def pending(context: Context) -> list[Reply]:
    """The only thing that is shown while the days to take it back run."""
    erase_at = context.session.erase_at or context.now
    day = Day(context.world.local_date(erase_at), "long")
    undo = Choice("forget.undo", say("forget.undo.button"), role=Role.PRIMARY)
    return [Reply(Screen("forget.pending", (say("forget.pending", day=day),), choices=(undo,)))]


def undo(context: Context) -> list[Reply]:
    """Everything is as it was; nothing had been changed yet."""
    erasing.take_back(context.connection, context.person)
    audit.append(context.connection, context.now, context.person, "person.stay", f"person:{context.person}")
    context.session = replace(context.session, erase_at=None)
    if not context.roles:
        return [Reply(Screen("forget.undone", (say("forget.undone"),), home=commands.home_labels(context)))]
    raise Leave(say("forget.undone"))
