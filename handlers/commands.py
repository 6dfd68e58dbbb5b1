"""The command table: what can be typed with a slash, what stands on the Home keyboard, for which role."""

from dataclasses import dataclass

from handlers import access
from handlers.context import Context
from handlers.messages import Said, say
from handlers.understand.commands import TYPED
from handlers.understand.fold import fold
from storage.people import SECRETARIAT, VIEWER


@dataclass(frozen=True)
class Command:
    """A command: Latin name with aliases, the action it runs, who may, and whether the menu shows it.

    ``outside``: only where phones from outside reach this installation.
    """

    name: str
    action: str
    who: frozenset[str]
    aliases: tuple[str, ...] = ()
    menu: bool = True
    outside: bool = False

    @property
    def says(self) -> Said:
        """Its description in the command menu."""
        return say(f"command.{self.name}")


COMMANDS = (
    Command("raport", "report.start", access.MEMBER | access.DESK, ("otchet", "report")),
    Command("situatia", "standing", access.MEMBER, ("status", "svodka")),
    Command("anual", "annual", access.MEMBER, ("godovoy", "annual")),
    Command("invitatii", "rsvp.list", access.MEMBER, ("priglasheniya", "invitations")),
    Command("evenimente", "records.events", access.MEMBER, ("meropriyatiya", "events")),
    Command("proiecte", "records.projects", access.MEMBER, ("proekty", "projects")),
    Command("verificare", "review.queue", access.DESK, ("proverka", "review")),
    Command("reuniuni", "meetings.list", access.MEMBER | access.DESK, ("vstrechi", "meetings")),
    Command("lipsa", "missing", access.DESK, ("net_otcheta", "missing")),
    Command("invitatie", "broadcast.invite", access.DESK, ("priglasit", "priglashenie", "invite")),
    Command("mesaj", "broadcast.write", access.DESK, ("soobschenie", "message")),
    Command("raspunsuri", "broadcast.list", access.DESK, ("otvety", "replies")),
    Command("termene", "deadlines", access.DESK, ("sroki", "deadlines"), menu=False),
    Command("ong", "members.list", access.DESK, ("npo", "ngo")),
    Command("urmeaza", "upcoming", access.DESK, ("predstoit", "upcoming"), menu=False),
    Command("raport_anual", "documents", access.READER, ("godovoy_otchet", "annual_report")),
    Command("cereri", "access.list", access.DESK, ("zayavki", "requests"), menu=False),
    Command("import", "import", access.DESK, ("importul", "zagruzka"), menu=False),
    Command("grafice", "charts", access.READER | access.MEMBER, ("grafiki", "charts")),
    Command(
        "prezenta", "presence", access.MEMBER | access.DESK, ("prisutstvie", "presence", "qr"), outside=True
    ),
    Command(
        "notificari",
        "notices",
        access.EVERYBODY,
        ("uvedomleniya", "notifications", "pauza", "pause"),
        menu=False,
    ),
    Command("limba", "language", access.ANYBODY, ("yazyk", "language")),
    Command("simplu", "plain", access.EVERYBODY, ("prosto", "plain"), menu=False),
    Command("ajutor", "help", access.ANYBODY, ("help", "pomosch")),
    Command("ciorne", "drafts.list", access.EVERYBODY, ("chernoviki", "drafts"), menu=False),
    Command(
        "confidentialitate",
        "privacy.notice",
        access.ANYBODY,
        ("privacy", "konfidentsialnost"),
        menu=False,
    ),
    Command("datele_mele", "mydata", access.ANYBODY, ("mydata", "moi_dannye"), menu=False),
    Command("sterge_ma", "forget", access.ANYBODY, ("forget", "udalit_menya"), menu=False),
    Command("start", "start", access.ANYBODY, menu=False),
    Command("meniu", "home", access.ANYBODY, ("menu", "menyu"), menu=False),
    Command("anuleaza", "park", access.ANYBODY, ("cancel", "otmena"), menu=False),
)


@dataclass(frozen=True)
class Key:
    """One key of the Home keyboard."""

    label: Said
    action: str


MEMBER_HOME = (
    (Key(say("home.report.key"), "report.start"),),
    (Key(say("home.standing.key"), "standing"), Key(say("home.more.key"), "more")),
)
DESK_HOME = (
    (Key(say("home.review.key"), "review.queue"), Key(say("missing.button"), "missing")),
    (Key(say("home.invite.key"), "broadcast.invite"), Key(say("home.members.key"), "members.list")),
    (Key(say("home.documents.key"), "documents"), Key(say("home.more.key"), "more")),
)
VIEWER_HOME = ((Key(say("home.documents.key"), "documents"), Key(say("home.more.key"), "more")),)


def keyboard(context: Context) -> tuple[tuple[Key, ...], ...]:
    """The Home keyboard of the hat the person wears."""
    hat = context.hat
    if hat is None:
        return ()
    if hat.role == SECRETARIAT:
        return DESK_HOME
    return VIEWER_HOME if hat.role == VIEWER else MEMBER_HOME


def home_labels(context: Context) -> tuple[tuple[Said, ...], ...]:
    """The Home keyboard as texts."""
    return tuple(tuple(key.label for key in row) for row in keyboard(context))


def pressed(context: Context, text: str) -> str | None:
    """The action of a Home key whose label, in any language, is this text; whatever the open screen."""
    if len(text) > 40:
        return None
    folded = fold(text)
    for keys in (*MEMBER_HOME, *DESK_HOME):
        for key in keys:
            if any(fold(label) == folded for label in context.world.every(key.label)):
                return key.action
    return None


def typed(text: str) -> tuple[Command | None, str]:
    """The command that a text names and its argument; (None, "") for an unknown one."""
    head, _, argument = text[1:].partition(" ")
    name = head.partition("@")[0].casefold()
    name = TYPED.get(name, name)
    for command in COMMANDS:
        if name == command.name or name in command.aliases:
            return command, argument.strip()
    return None, ""


def visible(context: Context) -> tuple[Command, ...]:
    """The commands in the menu of this person."""
    mine = {role.role for role in context.roles}
    reached = bool(context.world.page("/"))
    shown = (one for one in COMMANDS if one.menu and (reached or not one.outside))
    return tuple(one for one in shown if not one.who or one.who & mine)


def menu_of(context: Context) -> str | None:
    """What the menu must show now, as a short text to compare; None before somebody has a role."""
    if not context.roles or context.session.privacy_version is None:
        return context.session.menu
    return f"{context.language}:{','.join(command.name for command in visible(context))}"
