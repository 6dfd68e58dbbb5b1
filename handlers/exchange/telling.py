"""The ends of jobs about tables: units that write what changed, what people are told, and the job's end.

All in one transaction, so a job that was killed is simply done again, and one that is done never is.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from handlers import post
from handlers.context import World
from handlers.exchange import answers, tables
from handlers.exchange.desk import at_desk
from handlers.exchange.tables import Checked
from handlers.messages import Kind, MediaRef, Reply, Screen, say
from storage import audit, jobs, outbox, people
from storage.database import Connection
from storage.jobs import Job

SCREENS = "exchange"
"""How the screens are called on which a table is expected."""


def is_expected(session: people.Session) -> bool:
    """Whether this chat stands where a table may be sent."""
    screen = session.screen
    return (
        screen is not None
        and screen.person_id == session.person_id
        and screen.key.partition(".")[0] == SCREENS
    )


def tell(
    connection: Connection, now: datetime, job: Job, screen: Screen | None, listed: Path | None = None
) -> None:
    """End a job that changed nothing: with one screen, and a file when a list is too long for it."""
    if not begins_to_end(connection, now, job) or screen is None:
        return
    to_asker(connection, now, job, screen)
    if listed is not None:
        caption = say("exchange.list.caption")
        ref = MediaRef("document", path=str(listed), name=listed.name, alt=caption)
        file = Reply(Screen("exchange.list", (caption,), media=(ref,)), kind=Kind.FILE, live=False)
        post.to_place(connection, now, file, _place(connection, job), claimed=False)


def save(connection: Connection, now: datetime, world: World, job: Job, checked: Checked) -> None:
    """End a job by adding what was agreed to, for a person who works for the secretariat at this moment.

    When the records are not the ones that the person saw, nothing is added and the new state is shown.
    """
    if not begins_to_end(connection, now, job):
        return
    if job.person_id not in people.with_role(connection, people.SECRETARIAT):
        to_asker(connection, now, job, Screen("exchange.refused", (say("problem.not_allowed"),)))
        return
    if checked.troubles or answers.seal(checked) != job.arguments["seal"]:
        check = int(job.arguments["check"])
        to_asker(connection, now, job, answers.checked_screen(check, checked, world.every))
        return
    context = at_desk(connection, world, now, str(job.arguments["language"]))
    numbers = tables.save(context, checked, job.person_id)
    audit.append(connection, now, job.person_id, "table.save", f"job:{job.id}", None, " ".join(numbers))
    to_asker(connection, now, job, answers.saved_screen(numbers), Kind.RECEIPT)
    _to_others(connection, now, job, numbers)


def begins_to_end(connection: Connection, now: datetime, job: Job) -> bool:
    """Whether there is still something to do: nobody has ended the job, and its person stays."""
    if not jobs.is_running(connection, job.id):
        return False
    jobs.finish(connection, now, job.id)
    return not people.is_leaving(connection, job.person_id)


def _to_others(connection: Connection, now: datetime, job: Job, numbers: Sequence[str]) -> None:
    screen = answers.told_screen(people.name_of(connection, job.person_id), numbers)
    for person in people.with_role(connection, people.SECRETARIAT):
        if person != job.person_id:
            post.to_person(connection, now, Reply(screen, person, Kind.NOTICE, live=False), claimed=False)


def to_asker(
    connection: Connection, now: datetime, job: Job, screen: Screen, kind: Kind = Kind.NOTICE
) -> None:
    """The answer becomes what the chat shows, unless the person has gone on to something else.

    One without buttons is the end of the import: a file that comes later is none of it.
    """
    row = post.to_place(connection, now, Reply(screen, kind=kind), _place(connection, job), claimed=False)
    _show(connection, now, job, row)


def _show(connection: Connection, now: datetime, job: Job, row: outbox.Row | None) -> None:
    session = people.session(connection, job.channel, job.chat)
    if row is None or session is None or not is_expected(session):
        return
    people.touch(
        connection,
        now,
        session.address_id,
        live_screen=row.screen,
        live_message=None,
        last_message=session.last_message,
        menu=session.menu,
    )


def _place(connection: Connection, job: Job) -> people.Place:
    """The chat that asked; its language and mode are those of now."""
    session = people.known(connection, job.channel, job.chat)
    language = session.language or "ro"
    return people.Place(job.person_id, session.name, job.channel, job.chat, language, session.plain)
