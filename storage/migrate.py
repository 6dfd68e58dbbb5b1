"""From one shape of the tables to the next: which one a database has, and bringing it to ours.

Alembic is loaded only while steps are run, in a process of its own; comparing revisions needs one small
statement. Not here: the steps themselves (``storage.migrations``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, column, create_engine, event, inspect, select, table

from storage.database import sqlite_path

REVISIONS = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
    "0014",
    "0015",
    "0016",
    "0017",
    "0018",
)
"""Every step that this release knows, oldest first; a test holds them equal to Alembic's own list."""

SCRIPTS = Path(__file__).parent / "migrations"
_VERSION = table("alembic_version", column("version_num"))


class Newer(Exception):
    """A newer release has already changed the database: this one would not understand it."""

    def __init__(self, revision: str) -> None:
        super().__init__(revision)
        self.revision = revision


@dataclass(frozen=True)
class Upgraded:
    """What an upgrade did: the revisions before and after, and the copy that was made before it."""

    before: str | None
    after: str
    copy: Path | None


def head() -> str:
    """The revision that this release works with."""
    return REVISIONS[-1]


def revision_of(url: str) -> str | None:
    """The revision of a database; None for one that does not exist yet or has no tables of ours."""
    path = sqlite_path(url)
    if not Path(path).exists():
        return None
    engine = _engine(path)
    try:
        with engine.connect() as connection:
            return _revision(connection)
    finally:
        engine.dispose()


def is_current(url: str) -> bool:
    """Whether the tables have our shape; raises ``Newer`` when they are ahead of us."""
    revision = revision_of(url)
    _refuse_newer(revision)
    return revision == head()


def upgrade(url: str, load: Callable[[Connection], object] = lambda connection: None) -> Upgraded:
    """Bring a database to our shape, all or nothing, after copying its file beside it.

    ``load`` fills in what the release brings (the plan), in the same transaction, also when the shape
    was right before. Raises ``Newer`` when a later release has changed it, ``ValueError`` for another
    kind of database. Doing it again changes no table and copies nothing.
    """
    path = Path(sqlite_path(url))
    before = revision_of(url)
    _refuse_newer(before)
    stale = before != head()
    copy = _copy(path, before) if stale and path.exists() else None
    engine = _engine(str(path))
    try:
        with engine.begin() as connection:
            if stale:
                _run(connection)
            load(connection)
    finally:
        engine.dispose()
    return Upgraded(before, head(), copy)


def config(connection: Connection) -> Any:
    """Alembic's configuration for a connection; there is no ini file."""
    from alembic.config import Config

    configuration = Config()
    configuration.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    configuration.attributes["connection"] = connection
    return configuration


def _run(connection: Connection) -> None:
    from alembic import command

    command.upgrade(config(connection), "head")
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise ValueError(f"{broken[0]}: a row points to nothing")


def _refuse_newer(revision: str | None) -> None:
    if revision is not None and revision not in REVISIONS:
        raise Newer(revision)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_VERSION.name):
        return None
    found: str | None = connection.execute(select(_VERSION.c.version_num)).scalar()
    return found


def _copy(path: Path, revision: str | None) -> Path:
    """A consistent copy of the database, log included; an older copy of the same revision is replaced."""
    copy = path.with_name(f"{path.name}.before-{revision or 'tables'}")
    unfinished = copy.with_name(f"{copy.name}.part")
    unfinished.unlink(missing_ok=True)
    source, target = _engine(str(path)), _engine(str(unfinished))
    try:
        with source.connect() as from_, target.connect() as to:
            driver: Any = from_.connection.driver_connection
            driver.backup(to.connection.driver_connection)
    finally:
        source.dispose()
        target.dispose()
    return unfinished.replace(copy)


def _engine(path: str) -> Engine:
    """Steps rewrite tables, so rows may point to nothing on the way: checked at the end instead."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "connect", _tune)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _tune(driver: Any, _: Any) -> None:
    driver.isolation_level = None
    for pragma in ("busy_timeout=30000", "synchronous=FULL", "foreign_keys=OFF", "trusted_schema=OFF"):
        driver.execute(f"PRAGMA {pragma}").close()
