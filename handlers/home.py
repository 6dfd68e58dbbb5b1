"""Home, and the way back to wherever a person was: any input that leads nowhere ends here."""

from dataclasses import replace

from handlers import access, commands, joining, papers, shelf
from handlers.access import READER
from handlers.broadcast import following
from handlers.context import Context
from handlers.errors import Leave, NotAllowed
from handlers.messages import Choice, Reply, Said, Screen, say
from handlers.missing import view as missing
from handlers.understand.languages import CODES, LANGUAGES
from storage import access_requests, drafts, letters, people


def home(context: Context, said: Said | None = None) -> list[Reply]:
    """The Home keyboard with one line; ``said`` replaces the usual one."""
    hat = context.hat
    name = context.organisation_name(hat.organisation_id) if hat and hat.organisation_id else ""
    line = said or (say("home.member", organisation=name) if name else say("home.desk"))
    body = (line, *_desk(context)) if context.is_secretariat else (line,)
    return [Reply(Screen("home", body, home=commands.home_labels(context)))]


def _desk(context: Context) -> tuple[Said, ...]:
    """What waits for the secretariat: letters, invitations that are out, and from the day on which reports
    are awaited the members that have not reported."""
    waiting = letters.how_many_wait(context.connection)
    invitations, silent = following.active(context)
    number, year = missing.awaited(context)
    asking = access_requests.how_many_wait(context.connection)
    return (
        *((say("letters.waiting", waiting),) if waiting else ()),
        *((say("access.waiting", asking),) if asking else ()),
        *((say("home.invitations", invitations, silent=silent),) if invitations else ()),
        *((say("missing.home", number, year=str(year)),) if number else ()),
    )


def again(context: Context, problem: Said | None) -> list[Reply]:
    """Where the person was, with the problem said first; nothing is changed."""
    first, *rest = _where(context)
    if problem is None:
        return [first, *rest]
    return [replace(first, screen=replace(first.screen, error=problem)), *rest]


def _where(context: Context) -> list[Reply]:
    """The open draft; one that is not this person's business any more waits aside."""
    if context.draft is None:
        return home(context, say("home.what"))
    try:
        return papers.show(context, papers.in_hand(context))
    except Leave as end:
        return home(context, end.message)
    except NotAllowed:
        drafts.park(context.connection, context.now, context.person)
        context.draft = None
        return home(context, say("problem.not_allowed"))


def more(context: Context) -> list[Reply]:
    """What does not fit on the Home keyboard."""
    choices = [Choice("language", say("more.language.button")), Choice("help", say("more.help.button"))]
    if context.organisations or any(role.role in READER for role in context.roles):
        choices.insert(0, Choice("charts", say("more.charts.button")))
    if context.organisations:
        choices.insert(0, Choice("annual", say("more.annual.button")))
        choices[:0] = [
            Choice("records.events", say("more.records.button")),
            Choice("records.projects", say("more.projects.button")),
            Choice("nothing.tell", say("nothing.button")),
            Choice("rsvp.list", say("rsvp.list.button")),
        ]
    elif context.is_secretariat:
        choices.insert(0, Choice("report.start", say("home.report.button")))
    if context.world.page("/") and (context.organisations or context.is_secretariat):
        choices.insert(-2, Choice("presence", say("more.presence.button")))
    if not shelf.is_empty(context):
        choices.insert(0, Choice("drafts.list", say("more.drafts.button")))
    if context.organisations:
        choices.append(Choice("colleagues.list", say("more.colleagues.button")))
    if context.organisations or context.is_secretariat:
        choices.append(Choice("meetings.list", say("more.meetings.button")))
    if access.may(context, access.WRITER):
        choices.append(Choice("letter.write", say("letters.write.button")))
    if context.is_secretariat:
        choices.append(Choice("broadcast.list", say("broadcast.list.button")))
        choices.append(Choice("letters.list", say("letters.list.button")))
        choices.append(Choice("import", say("exchange.import.button")))
    if context.roles:
        choices.append(Choice("notices", say("notices.button")))
    other = "plain.off.button" if context.session.plain else "plain.on.button"
    choices.append(Choice("plain", say(other), (not context.session.plain,)))
    if len(context.roles) > 1:
        only_members = len(context.organisations) == len(context.roles)
        label = say("more.organisation.button" if only_members else "more.hat.button")
        choices.append(Choice("hats", label))
    choices.append(Choice("privacy.notice", say("more.privacy.button")))
    return [Reply(Screen("more", (say("more.label"),), choices=tuple(choices)))]


def start(context: Context, payload: str = "") -> list[Reply]:
    """/start of somebody known: an invitation is another role, a draft is offered, else Home."""
    if payload:
        return joining.begin(context, payload)
    if context.draft is not None:
        return papers.resume_offer(context, context.draft)
    return home(context)


def ask_language(context: Context, chosen: str = "") -> list[Reply]:
    """Choose the language; the draft and the place stay."""
    if not chosen:
        choices = tuple(Choice("language", name, (code,)) for code, name in LANGUAGES)
        return [Reply(Screen("language", (say("language.label"),), choices=choices))]
    if chosen not in CODES:
        return again(context, None)
    people.update_person(context.connection, context.person, language=chosen)
    context.language = chosen
    return _changed(context, "language.done", say("language.done"))


def set_plain(context: Context, on: bool | None = None) -> list[Reply]:
    """Plain mode on or off (None: the other one); the draft and the place stay."""
    wanted = not context.session.plain if on is None else on
    people.update_person(context.connection, context.person, plain=wanted)
    context.session = replace(context.session, plain=wanted)
    return _changed(context, "plain", say("plain.on") if wanted else say("plain.off"))


def _changed(context: Context, key: str, said: Said) -> list[Reply]:
    """A setting took effect: say so with the keyboard of now, then show the step again."""
    done = Reply(
        Screen(key, (said,), home=commands.home_labels(context)),
        live=context.draft is None,
    )
    if context.draft is None:
        return [done]
    return [done, *(replace(one, new=True) for one in _where(context))]


def hats(context: Context, membership: int = 0) -> list[Reply]:
    """Choose which of one's roles to act as."""
    if membership and any(role.id == membership for role in context.roles):
        people.update_person(context.connection, context.person, acting_as=membership)
        context.session = replace(context.session, acting_as=membership)
        context.__dict__.pop("hat", None)
        return home(context)
    choices = tuple(Choice("hats", _hat_label(context, role), (role.id,)) for role in context.roles)
    return [Reply(Screen("hats", (say("hats.label"),), choices=choices))]


def _hat_label(context: Context, role: people.Role) -> Said:
    if role.role == people.VIEWER:
        return say("hats.viewer.button")
    return context.organisation_name(role.organisation_id) or say("hats.secretariat.button")
