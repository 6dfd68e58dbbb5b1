"""The seam to the database: units of work that run whole on the database thread.

A unit of work is a plain function whose first argument is a ``Connection``; it calls several
repositories and cannot await, so no network call can hide inside a transaction. On SQLite the thread
is the one that aiosqlite owns; units that wait at the same moment share one COMMIT (group commit).
A unit may run twice when a neighbour in its group fails, so it has no effect outside its connection.
Not here: tables (``schema``), queries (one module an aggregate), migrations.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import aiosqlite
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool, StaticPool

from storage import crash

__all__ = ["Connection", "Database", "DatabaseThread", "is_outage", "sqlite_path", "tool_connection"]

P = ParamSpec("P")
T = TypeVar("T")

GROUP = 10
"""Most units that share one COMMIT: beyond it the waiting of the first costs more than a sync saves."""

BUSY_MS = 5_000
TOOL_BUSY_MS = 30_000
"""A command-line tool beside a busy bot waits longer: SQLite's busy handler is not fair."""


class DatabaseThread(aiosqlite.Connection):
    """aiosqlite's connection with the one thing it lacks: running a whole function on its thread."""

    async def run(self, work: Callable[[], T]) -> T:
        """Run ``work`` on the thread that owns the SQLite connection and return its result."""
        return await self._execute(work)  # type: ignore[no-any-return, no-untyped-call]

    @property
    def driver(self) -> sqlite3.Connection:
        """The driver's own connection; to be touched on its thread only."""
        return self._conn


@dataclass(frozen=True)
class _Job:
    name: str
    work: Callable[[Connection], Any]
    done: "asyncio.Future[Any]"


@dataclass(frozen=True)
class _Failed:
    error: BaseException


class Database:
    """Runs units of work; at most one writes at a time, and each is on disk before it returns."""

    def __init__(self, thread: DatabaseThread) -> None:
        self._thread = thread
        self._engine = _engine(lambda: thread.driver, StaticPool)
        self._reader = self._engine.execution_options(begin="BEGIN")
        self._waiting: deque[_Job] = deque()
        self._drainer: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, url: str) -> "Database":
        """Open the database at ``url`` (``sqlite:///path``); raises ``ValueError`` for another kind."""
        path = sqlite_path(url)
        thread = DatabaseThread(lambda: sqlite3.connect(path), iter_chunk_size=64)
        await thread
        await thread.run(lambda: _tune(thread.driver, BUSY_MS))
        return cls(thread)

    async def transaction(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a unit that writes; when this returns, its effect is synced to disk."""
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Job(_name(work), lambda connection: work(connection, *args, **kwargs), done))
        if self._drainer is None or self._drainer.done():
            self._drainer = asyncio.create_task(self._drain())
        return await done

    async def read(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a unit that only reads, on one consistent snapshot."""

        def unit() -> T:
            with self._reader.begin() as connection:
                return work(connection, *args, **kwargs)

        return await self._thread.run(unit)

    async def close(self) -> None:
        """Let waiting units finish, write the log back into the file, end the thread."""
        if self._drainer is not None:
            await asyncio.gather(self._drainer, return_exceptions=True)
        await self._thread.run(lambda: self._thread.driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").close())
        await self._thread.run(self._engine.dispose)
        await self._thread.close()

    async def _drain(self) -> None:
        while self._waiting:
            group = [self._waiting.popleft() for _ in range(min(GROUP, len(self._waiting)))]
            try:
                results = await self._thread.run(partial(_commit, self._engine, group))
            except Exception as error:
                results = [_Failed(error)] * len(group)
            for job, result in zip(group, results, strict=True):
                _resolve(job.done, result)


def _commit(engine: Engine, group: list[_Job]) -> list[Any]:
    """Run the group in one transaction; when one unit fails, run each again alone."""
    try:
        with engine.begin() as connection:
            results = [job.work(connection) for job in group]
            _pass(group, "before")
    except Exception as error:
        if len(group) == 1:
            return [_Failed(error)]
        return [result for job in group for result in _commit(engine, [job])]
    _pass(group, "after")
    return results


def _pass(group: list[_Job], side: str) -> None:
    for job in group:
        crash.point(f"{job.name}.{side}")


def _resolve(done: "asyncio.Future[Any]", result: Any) -> None:
    if done.cancelled():
        return
    if isinstance(result, _Failed):
        done.set_exception(result.error)
    else:
        done.set_result(result)


_OUTAGES = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
    )
)


def is_outage(error: BaseException) -> bool:
    """Whether a unit failed because of the disk or a lock: the same unit may succeed a moment later."""
    cause = getattr(error, "orig", error)
    return getattr(cause, "sqlite_errorcode", 0) & 0xFF in _OUTAGES


def _name(work: Callable[..., Any]) -> str:
    return str(getattr(work, "__name__", type(work).__name__))


@contextmanager
def tool_connection(url: str) -> Iterator[Connection]:
    """One transaction of a command-line tool, beside a bot that may be running."""
    path = sqlite_path(url)
    engine = _engine(lambda: sqlite3.connect(path), NullPool)
    event.listen(engine, "connect", lambda driver, _: _tune(driver, TOOL_BUSY_MS))
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def sqlite_path(url: str) -> str:
    """The file that a ``sqlite:///`` address names; raises ``ValueError`` for another database."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise ValueError(url)
    Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    return parsed.database


def _engine(creator: Callable[[], sqlite3.Connection], pool: Any) -> Engine:
    engine = create_engine("sqlite://", creator=creator, poolclass=pool, hide_parameters=True)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN IMMEDIATE"))


def _tune(driver: sqlite3.Connection, busy_ms: int) -> None:
    """Durable and strict: a confirmed answer survives a power cut, a stale snapshot cannot overwrite."""
    driver.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={busy_ms}",
        "trusted_schema=OFF",
    ):
        driver.execute(f"PRAGMA {pragma}").close()
