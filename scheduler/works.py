"""Kinds of slow work: which door of the product does it in a child process, and the keys that tell of it.

Not here: the queue (``storage.jobs``) and who does it when (``jobs``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from storage.jobs import Job

MEMBER = ("member_report", "version")
"""Arguments that ask for the report of one member instead of the Network's."""


@dataclass(frozen=True)
class Work:
    """A kind of job: the first words of its keys, and the child's arguments for a job and its folder.

    ``tells``: the child itself ends the job, in one unit with what it changed and what people are told.
    """

    told: str
    command: Callable[[Job, Path], list[str]]
    tells: bool = False


def _report(job: Job, folder: Path) -> list[str]:
    given = job.arguments
    member = (f"--{name.replace('_', '-')}={given[name]}" for name in MEMBER if name in given)
    return [
        "report",
        *member,
        f"--year={given['year']}",
        f"--language={given['language']}",
        f"--format={','.join(given['formats'])}",
        f"--out={folder}",
        "--gentle",
    ]


def _mydata(job: Job, folder: Path) -> list[str]:
    return ["mydata", f"--person={job.arguments['person']}", f"--out={folder}"]


def _table(job: Job, folder: Path) -> list[str]:
    return ["table", f"--job={job.id}", f"--out={folder}"]


WORKS = {
    "report": Work("documents", _report),
    "charts": Work("charts", _report),
    "member_report": Work("annual.document", _report),
    "mydata": Work("mydata", _mydata),
    "table_template": Work("exchange.template", _table),
    "table_export": Work("exchange.export", _table),
    "call_list": Work("broadcast.sheet", _table),
    "missing_table": Work("missing.sheet", _table),
    "table_check": Work("exchange.check", _table, tells=True),
    "table_save": Work("exchange.save", _table, tells=True),
    "members_template": Work("exchange.members.template", _table),
    "members_export": Work("exchange.members.export", _table),
    "members_check": Work("exchange.members.check", _table, tells=True),
    "members_save": Work("exchange.members.save", _table, tells=True),
    "members_sheets": Work("sheets", _table),
}
