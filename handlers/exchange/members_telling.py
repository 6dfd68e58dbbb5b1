"""The ends of jobs about tables of members: what changed, what people are told and the job's end in one unit.

Like ``telling`` for records. What the screens say stands in ``members_answers``.
"""

from datetime import datetime

from handlers import post
from handlers.context import Context, World
from handlers.exchange import members, members_answers, telling
from handlers.exchange.desk import at_desk
from handlers.exchange.members import Checked, Saved
from handlers.messages import InEach, Kind, Reply, Screen, say
from storage import audit, jobs, people
from storage import members as register
from storage.database import Connection
from storage.jobs import Job


def save(connection: Connection, now: datetime, world: World, job: Job, checked: Checked) -> None:
    """End a job by doing what was agreed to, for a person who works for the secretariat at this moment.

    When the table would do something else than what the person saw, nothing is done and that is shown.
    """
    if not telling.begins_to_end(connection, now, job):
        return
    if job.person_id not in people.with_role(connection, people.SECRETARIAT):
        refused = Screen("exchange.members.refused", (say("problem.not_allowed"),))
        telling.to_asker(connection, now, job, refused)
        return
    agreed = checked.seal == job.arguments["seal"]
    sure = not checked.is_many or checked.leaving == job.arguments["leaving"]
    if checked.troubles or not agreed or not sure:
        check = int(job.arguments["check"])
        screen = members_answers.checked_screen(check, checked, world.every)
        telling.to_asker(connection, now, job, screen)
        return
    context = at_desk(connection, world, now, str(job.arguments["language"]))
    saved = members.save(context, checked, job.person_id)
    audit.append(connection, now, job.person_id, "members.import", f"job:{job.id}", None, checked.seal)
    telling.to_asker(connection, now, job, members_answers.saved_screen(saved), Kind.RECEIPT)
    for reply in (*farewells(context, saved), *_to_others(connection, job, saved)):
        post.to_person(connection, now, reply, claimed=False)


def farewells(context: Context, saved: Saved) -> list[Reply]:
    """What everybody reads who lost their access by it."""
    found = []
    for organisation, gone in saved.gone:
        member = register.get(context.connection, organisation)
        if member is None:
            continue
        name = InEach(member.name, member.name_ru or member.name, member.name)
        phone = context.world.phone or "—"
        screen = Screen("role.ended", (say("role.member_left", organisation=name, phone=phone),))
        found += [Reply(screen, person, Kind.NOTICE, live=False) for person in gone]
    return found


def _to_others(connection: Connection, job: Job, saved: Saved) -> list[Reply]:
    screen = members_answers.told_screen(people.name_of(connection, job.person_id), saved)
    return [
        Reply(screen, person, Kind.NOTICE, live=False)
        for person in people.with_role(connection, people.SECRETARIAT)
        if person != job.person_id
    ]


def known_check(connection: Connection, check: int, person: int) -> Job | None:
    """The check of a table that this person asked for; None when it is somebody else's or gone."""
    try:
        checked = jobs.known(connection, check)
    except LookupError:
        return None
    return checked if checked.person_id == person and checked.kind == "members_check" else None
