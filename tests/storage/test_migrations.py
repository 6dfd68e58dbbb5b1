"""Migrations: the steps end in the declared tables, refuse what they do not know, and lose nothing."""

import re
import sqlite3
import subprocess
import sys
import warnings
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from storage import audit, migrate
from storage.database import tool_connection
from storage.schema import Base

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of a database that does not exist yet."""
    return f"sqlite:///{tmp_path / 'retea.sqlite'}"


def file_of(url: str) -> str:
    return url.removeprefix("sqlite:///")


def shapes(path: str) -> dict[str, set[str]]:
    """What the database says that it is made of, each statement as the set of its parts."""
    with closing(sqlite3.connect(path)) as driver:
        rows = driver.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'trigger'"
        )
        return {name: parts(sql) for name, sql in rows if name != "alembic_version"}


def parts(sql: str) -> set[str]:
    lines = [" ".join(line.split()).replace('"', "") for line in re.split(r",(?![^(]*\))|\n", sql)]
    return {line for line in lines if line not in ("", ")")}


def test_the_steps_make_exactly_the_declared_tables(url: str, tmp_path: Path) -> None:
    migrate.upgrade(url)
    declared = tmp_path / "declared.sqlite"
    engine = create_engine(f"sqlite:///{declared}")
    Base.metadata.create_all(engine)
    engine.dispose()
    assert shapes(file_of(url)) == shapes(str(declared))


def test_alembic_sees_nothing_left_to_do(url: str) -> None:
    migrate.upgrade(url)
    with tool_connection(url) as connection, warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*expression-based index", Warning)
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_the_known_revisions_are_those_of_the_steps() -> None:
    steps = ScriptDirectory(str(migrate.SCRIPTS))
    known = [step.revision for step in steps.walk_revisions()]
    assert list(reversed(known)) == list(migrate.REVISIONS)
    assert steps.get_current_head() == migrate.head()


def test_a_line_of_the_audit_trail_can_be_neither_changed_nor_removed(url: str) -> None:
    migrate.upgrade(url)
    with tool_connection(url) as connection:
        audit.append(connection, NOW, 1, "record.approve", "record:1")
    with closing(sqlite3.connect(file_of(url))) as driver:
        for statement in ("UPDATE audit SET action = 'x'", "DELETE FROM audit"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                driver.execute(statement)


def test_a_second_upgrade_changes_and_copies_nothing(url: str, tmp_path: Path) -> None:
    assert migrate.upgrade(url).after == migrate.head()
    again = migrate.upgrade(url)
    assert (again.before, again.copy) == (migrate.head(), None)
    assert not list(tmp_path.glob("*.before-*"))


def made_at(url: str, revision: str) -> None:
    """A database as an older release left it."""
    engine = create_engine(url)
    with engine.begin() as connection:
        command.upgrade(migrate.config(connection), revision)
    engine.dispose()


def test_a_database_is_copied_before_it_is_changed(url: str) -> None:
    made_at(url, "0002")
    done = migrate.upgrade(url)
    assert (done.before, done.after) == ("0002", migrate.head())
    assert done.copy is not None
    assert migrate.revision_of(f"sqlite:///{done.copy}") == "0002"


def test_a_step_that_fails_leaves_the_database_as_it_was(url: str) -> None:
    migrate.upgrade(url)
    set_revision(url, "0002")
    with pytest.raises(Exception, match="already exists"):
        migrate.upgrade(url)
    assert migrate.revision_of(url) == "0002"


def test_a_newer_database_is_refused_untouched(url: str) -> None:
    migrate.upgrade(url)
    set_revision(url, "0999")
    with pytest.raises(migrate.Newer) as refused:
        migrate.upgrade(url)
    assert refused.value.revision == "0999"
    assert migrate.revision_of(url) == "0999"
    with pytest.raises(migrate.Newer):
        migrate.is_current(url)


def set_revision(url: str, revision: str, *statements: str) -> None:
    with closing(sqlite3.connect(file_of(url))) as driver:
        for statement in statements:
            driver.execute(statement)
        driver.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        driver.commit()


def test_asking_for_the_revision_makes_no_file(url: str) -> None:
    assert migrate.revision_of(url) is None
    assert not migrate.is_current(url)
    assert not Path(file_of(url)).exists()


def test_comparing_revisions_does_not_load_alembic(url: str) -> None:
    asked = f"from storage import migrate; migrate.is_current({url!r})"
    code = f"import sys; {asked}; print('alembic' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "False"
