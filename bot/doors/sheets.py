"""The job about printed invitations, done in a child process (``bot.doors.table``).

Codes are made in one unit, printed and forgotten: the store has hashes only. A job that is done again after
a crash first ends the codes of the time before, which nobody has.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.doors.bench import Bench, list_of
from handlers.context import World
from handlers.messages import Day, Said, say
from reports.writers.sheets import Sheet, Words
from storage import audit, invitations, jobs, members, people
from storage.database import Connection
from storage.invitations import Fresh
from storage.jobs import Job
from storage.members import Member

NAME = "invitatii.pdf"
VALID = timedelta(days=30)
"""A printed sheet is handed out at a meeting and opened at home."""

LANGUAGES = {"ro": ("ro",), "ru": ("ru",)}
"""Language of a member's letters → languages of its sheet; both where none is kept."""

STEPS = 3


async def make(bench: Bench, job: Job) -> None:
    """Make the codes, then the file with them."""
    from reports.writers import sheets

    issued = await bench.store.transaction(issue, bench.now, bench.world, job)
    if not issued:
        return
    language = str(job.arguments["language"])
    title = bench.world.in_language(language, say("sheets.document"))
    printed = [sheet(bench.world, member, fresh) for member, fresh in issued]
    bench.out.mkdir(parents=True, exist_ok=True)
    sheets.write(printed, title, language, bench.world.local_date(bench.now), bench.out / NAME)
    list_of(bench.out, NAME, "pdf")


def issue(connection: Connection, now: datetime, world: World, job: Job) -> Sequence[tuple[Member, Fresh]]:
    """New invitations for members of this moment, asked for by somebody who is still of the secretariat."""
    allowed = job.person_id in people.with_role(connection, people.SECRETARIAT)
    if not allowed or not jobs.is_running(connection, job.id):
        return ()
    issued = []
    for organisation, number in job.arguments["wanted"]:
        member = members.get(connection, int(organisation))
        if member is None or member.left_on is not None:
            continue
        members.expire(connection, now, member.id)
        for _ in range(int(number)):
            fresh = invitations.create(
                connection, now, world.secret, people.COORDINATOR, member.id, job.person_id, VALID
            )
            target = f"invitation:{fresh.id}"
            audit.append(connection, now, job.person_id, "member.invite", target, member.id, "sheet")
            issued.append((member, fresh))
    return issued


def sheet(world: World, member: Member, fresh: Fresh) -> Sheet:
    """An invitation in the languages of its member."""
    link = world.link(fresh.token)
    languages = LANGUAGES.get(member.language or "", ("ro", "ru"))
    words = tuple(_words(world, one, member, fresh, link) for one in languages)
    alternative = world.in_language(languages[0], say("sheets.qr", organisation=member.name))
    return Sheet(f"{fresh.code[:4]} {fresh.code[4:]}", link, alternative, words)


def _words(world: World, language: str, member: Member, fresh: Fresh, link: str) -> Words:
    def spoken(said: Said) -> str:
        return world.in_language(language, said)

    name = (member.name_ru or member.name) if language == "ru" else member.name
    address = link.partition("?")[0].removeprefix("https://")
    how = "link" if link else "code"
    steps = tuple(spoken(say(f"sheets.{how}.{number}", address=address)) for number in range(1, STEPS + 1))
    until = Day(world.local_date(fresh.expires_at), "numeric")
    return Words(
        language,
        name,
        spoken(say("sheets.title")),
        steps,
        spoken(say("sheets.until", day=until)),
        spoken(say("sheets.phone", phone=world.phone)) if world.phone else "",
    )
