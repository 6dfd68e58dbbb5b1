"""The jobs about tables of members, done in a child process (``bot.doors.table``)."""

from functools import partial
from pathlib import Path

from bot.doors.bench import Bench, gone, keep, path_of, with_all
from handlers.exchange import members, members_answers, members_telling, telling
from handlers.exchange.answers import unreadable_screen
from handlers.exchange.members import Checked
from handlers.messages import Screen
from storage.jobs import Job

UNREADABLE = "exchange.members.unreadable"


async def template(bench: Bench, job: Job) -> None:
    """The empty table."""
    made = await bench.store.read(lambda connection: members.template(bench.desk(connection, job)))
    keep(bench.out, f"model-membri-{job.arguments['language']}.xlsx", made)


async def export(bench: Bench, job: Job) -> None:
    """All members, present and former."""
    made = await bench.store.read(lambda connection: members.written(bench.desk(connection, job)))
    keep(bench.out, "membri.xlsx", made)


async def check(bench: Bench, job: Job) -> None:
    """What the table would do; a file that was refused is told of by whoever refused it."""
    path = await bench.store.read(path_of, job, bench.data)
    if path is None:
        await bench.store.transaction(telling.tell, bench.now, job, None)
        return
    found = await _looked(bench, job, path)
    if isinstance(found, Screen):
        await bench.store.transaction(telling.tell, bench.now, job, found)
        return
    screen = members_answers.checked_screen(job.id, found, bench.world.every)
    listed = with_all(bench, job, found.troubles)
    await bench.store.transaction(telling.tell, bench.now, job, screen, listed)


async def save(bench: Bench, job: Job) -> None:
    """Read again and only then write: reading a long table keeps nobody waiting."""
    path = await bench.store.read(path_of, job, bench.data)
    found = _unreadable(gone()) if path is None else await _looked(bench, job, path)
    if isinstance(found, Screen):
        await bench.store.transaction(telling.tell, bench.now, job, found)
    else:
        await bench.store.transaction(members_telling.save, bench.now, bench.world, job, found)


async def _looked(bench: Bench, job: Job, path: Path) -> Checked | Screen:
    from bot.spreadsheets import Unreadable

    try:
        read = bench.reads(path)
    except Unreadable as problem:
        return _unreadable(problem.says)
    return await bench.store.read(lambda connection: members.check(bench.desk(connection, job), read))


_unreadable = partial(unreadable_screen, key=UNREADABLE, again=members_answers.AGAIN)
