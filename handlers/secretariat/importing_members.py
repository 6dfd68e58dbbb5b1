"""Members from a table in the chat: the empty table, all members as a file, a filled one, and the last word.

Which file arrives where stands in ``importing``; a child process opens it.
"""

from collections.abc import Sequence

from handlers import aside
from handlers.context import Context
from handlers.desk import Paper
from handlers.exchange.members_telling import known_check
from handlers.flow.form import Answers, Facts, Option, Question
from handlers.flow.walk import Walk
from handlers.forms.members_sure import MEMBERS_SURE
from handlers.messages import Choice, Input, Reply, Role, Said, Screen, say
from handlers.plain_facts import PlainFacts
from handlers.secretariat import table_jobs
from storage import drafts
from storage.drafts import Draft

SCREENS = "exchange.members"
"""How the screens are called on which a table of members is expected."""


def begin(context: Context, problem: Said | None = None) -> list[Reply]:
    """What can be taken and what is expected here."""
    models = [
        Choice("import.members.template", say(f"exchange.template.{one}.button"), (one,))
        for one in table_jobs.LANGUAGES
    ]
    everyone = Choice("import.members.export", say("exchange.members.export.button"))
    back = Choice("import", say("exchange.import.button"), role=Role.NAV)
    leave = Choice("home", say("exchange.leave.button"), role=Role.NAV)
    body = (say("exchange.members.begin"), say("exchange.send_here"))
    choices = (*models, everyone, back, leave)
    return [Reply(Screen(SCREENS, body, error=problem, choices=choices, input=Input("media")))]


def template(context: Context, language: str) -> list[Reply]:
    """Queue the empty table."""
    return table_jobs.make(context, "members_template", context.today.year, language)


def export(context: Context) -> list[Reply]:
    """Queue all members as a table."""
    return table_jobs.make(context, "members_export", context.today.year, context.language)


def save(context: Context, check: int, number: int, seal: str, leaving: int = 0) -> list[Reply]:
    """Queue what a check showed to this person; many who leave are confirmed in writing first."""
    if known_check(context.connection, check, context.person) is None:
        return begin(context, say("exchange.file.gone"))
    if leaving:
        shown = {"check": check, "number": number, "seal": seal, "leaving": leaving}
        return aside.begin(context, MEMBERS_SURE, shown)
    return _queued(context, check, number, seal, leaving)


def _queued(context: Context, check: int, number: int, seal: str, leaving: int) -> list[Reply]:
    checked = known_check(context.connection, check, context.person)
    if checked is None:
        return begin(context, say("exchange.file.gone"))
    given = {"media": checked.arguments["media"], "check": check, "seal": seal, "leaving": leaving}
    given |= {"year": context.today.year, "language": context.language}
    table_jobs.queue(context, "members_save", given, f"members_save:{check}:{seal}")
    saving = say("exchange.members.saving", number)
    return [table_jobs.note("exchange.saving", saving, here=True)]


class SureFacts(PlainFacts):
    """The ``Facts`` of the last word."""

    def options(self, source: str, answers: Answers) -> Sequence[Option]:
        """The number that is to be typed."""
        return [Option(str(self.draft.subject["leaving"]), str(self.draft.subject["leaving"]))]


def _hint(context: Context, draft: Draft, question: Question) -> Said | None:
    return say("members_sure.leave", draft.subject["leaving"])


def _finish(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    aside.close(context, draft, drafts.SUBMITTED)
    shown = draft.subject
    return _queued(context, shown["check"], shown["number"], shown["seal"], shown["leaving"])


PAPER = Paper(MEMBERS_SURE, SureFacts, _finish, _hint, aside.leave)
