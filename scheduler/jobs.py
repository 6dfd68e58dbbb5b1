"""Slow work one at a time: a queued job becomes a child process, its files become messages.

A job ends together with the messages about it, so files are sent once and a failure is told once.
Not here: the queue (``storage.jobs``), kinds of jobs (``works``), processes (``children``), their work.
"""

import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from handlers.messages import Kind, MediaRef, Said, Screen, say
from handlers.wire import pack_screen
from scheduler.background import Background
from scheduler.children import Ended
from scheduler.timing import Time
from scheduler.works import WORKS
from storage import jobs, outbox, people
from storage.database import Connection, Database
from storage.jobs import Job

log = logging.getLogger(__name__)

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Made:
    """A file that a child made: where it lies, its name, its format and the sentence that goes with it."""

    path: Path
    name: str
    format: str
    caption: str


RunChild = Callable[[Sequence[str]], Awaitable[Ended]]
Finished = Callable[[Connection, datetime, Job, Sequence[Made]], None]
Failed = Callable[[Connection, datetime, Job, str], None]
"""Units of work: they write, in the transaction that ends the job, what people are told."""


class Jobs:
    """Does what is queued, the oldest first. ``folder`` is where the children's files go."""

    def __init__(
        self,
        database: Database,
        time: Time,
        folder: Path,
        run_child: RunChild,
        finished: Finished,
        failed: Failed,
    ) -> None:
        self._database = database
        self._time = time
        self._folder = folder
        self._run_child = run_child
        self._finished = finished
        self._failed = failed
        self._background = Background("jobs", self.work)
        self.tick = self._background.tick
        self.stop = self._background.stop
        self.settled = self._background.settled

    async def start(self) -> None:
        """Put back what an earlier process had begun; before the first tick."""
        await self._database.transaction(jobs.release)

    async def work(self) -> None:
        """Do everything that waits."""
        while job := await self._database.transaction(jobs.claim, self._time.now()):
            await self._do(job)

    async def _do(self, job: Job) -> None:
        code = "crashed" if job.attempts > jobs.MOST_TRIES else await self._make(job)
        made: tuple[Made, ...] = ()
        if code == "ok" and WORKS[job.kind].tells:
            return
        if code == "ok":
            try:
                made = read_manifest(self.folder_of(job))
            except (OSError, ValueError, LookupError, TypeError):
                code = "manifest"
        now = self._time.now()
        if code == "ok":
            await self._database.transaction(self._end, now, job, made)
            return
        last = await self._database.transaction(self._give_up, now, job, code)
        log.error("job %d failed (try %d%s): %s", job.id, job.attempts, ", the last" if last else "", code)

    async def _make(self, job: Job) -> str:
        ended = await self._run_child(WORKS[job.kind].command(job, self.folder_of(job)))
        if ended.error:
            log.warning("job %d: its process ended with %s", job.id, ended.error)
        return ended.code

    def folder_of(self, job: Job) -> Path:
        """Where the files of a job lie."""
        return (self._folder / str(job.id)).absolute()

    def _end(self, connection: Connection, now: datetime, job: Job, made: Sequence[Made]) -> None:
        if not people.is_leaving(connection, job.person_id):
            self._finished(connection, now, job, made)
        jobs.finish(connection, now, job.id)

    def _give_up(self, connection: Connection, now: datetime, job: Job, code: str) -> bool:
        last = jobs.fail(connection, now, job, code)
        if last and not people.is_leaving(connection, job.person_id):
            self._failed(connection, now, job, code)
        return last


def read_manifest(folder: Path) -> tuple[Made, ...]:
    """The files that a child made; raises ``ValueError``, ``LookupError``, ``TypeError`` or ``OSError``."""
    listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    made = tuple(Made(folder / one["name"], one["name"], one["kind"], one["caption"]) for one in listed)
    for one in made:
        if one.path.parent != folder or not one.path.is_file():
            raise ValueError(one.name)
    return made


def send_files(connection: Connection, now: datetime, job: Job, made: Sequence[Made]) -> None:
    """One message a file, to the one who asked, or that there is nothing to draw yet; a ``Finished``."""
    if not made:
        to = (job.channel, job.chat)
        _add(connection, now, to, Kind.NOTICE, say("chart.empty"), f"job:{job.id}:empty", job.person_id)
    for one in made:
        caption = _caption(job, one)
        ref = MediaRef(_kind(one), path=str(one.path), name=one.name, alt=caption)
        screen = Screen("documents.file", (caption,), media=(ref,))
        message = outbox.Message(
            channel=job.channel,
            chat=job.chat,
            kind=Kind.FILE,
            content={"screen": pack_screen(screen)},
            person_id=job.person_id,
            dedupe=f"job:{job.id}:{one.name}",
        )
        outbox.add(connection, message, now, claimed=False)


def tell_failure(operator: tuple[str, str] | None) -> Failed:
    """A ``Failed`` that tells the person in their words and the operator with a code."""

    def tell(connection: Connection, now: datetime, job: Job, code: str) -> None:
        said = say(f"{WORKS[job.kind].told}.failed", year=str(job.arguments.get("year", "")))
        _add(
            connection, now, (job.channel, job.chat), Kind.NOTICE, said, f"job:{job.id}:failed", job.person_id
        )
        if operator is not None:
            alarm = say("operator.job_failed", number=str(job.id), code=code)
            _add(connection, now, operator, Kind.ALERT, alarm, f"job:{job.id}:alarm")

    return tell


def _add(
    connection: Connection,
    now: datetime,
    to: tuple[str, str],
    kind: Kind,
    said: Said,
    dedupe: str,
    person: int | None = None,
) -> None:
    content = {"screen": pack_screen(Screen("job.ended", (said,)))}
    message = outbox.Message(*to, kind=kind, content=content, person_id=person, dedupe=dedupe)
    outbox.add(connection, message, now, claimed=False)


def _kind(one: Made) -> Literal["photo", "document"]:
    return "photo" if one.format == "png" else "document"


def _caption(job: Job, one: Made) -> Said:
    """A picture says what it shows; a document which year and language it is; a copy what to do with it."""
    if one.format == "zip":
        return say("mydata.ready")
    if one.format == "png":
        return one.caption
    language = say(f"documents.language.{job.arguments['language']}")
    return say(f"{WORKS[job.kind].told}.ready", year=str(job.arguments["year"]), language=language)
