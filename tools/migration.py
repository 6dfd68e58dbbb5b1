"""Writes migrations from the tables as they are declared.

After a change of ``storage/schema``:

    python -m tools.migration "what changed"     writes the next step into storage/migrations/versions
    python -m tools.migration --first            before the first release is out: writes its steps again

Then add the new number to ``REVISIONS`` in ``storage/migrate.py``. Read what was written before you keep it.
"""

import argparse
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import create_engine

from storage import migrate
from storage.schema import Base

VERSIONS = migrate.SCRIPTS / "versions"
FAMILIES = (
    ("0001", "People, organisations, invitations and the plan", ("people", "plan")),
    ("0002", "Drafts, records and their evidence", ("records",)),
    ("0003", "What comes in, what goes out, slow work and the audit trail", ("traffic",)),
)
OPEN_MEMBERSHIP = """
    op.create_index(
        "uq_membership_open",
        "membership",
        ["person_id", sa.text("coalesce(organisation_id, 0)"), "role"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
"""
"""An index over an expression is what Alembic cannot see on SQLite."""

AUDIT = """
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
            )
    else:
        op.execute(
            "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        )
"""


def tables(*families: str) -> set[str]:
    """Names of the tables that modules of ``storage.schema`` declare."""
    wanted = {f"storage.schema.{family}" for family in families}
    return {
        mapper.local_table.name  # type: ignore[attr-defined]
        for mapper in Base.registry.mappers
        if mapper.class_.__module__ in wanted
    }


def write(message: str, revision: str, only: set[str] | None = None) -> Path:
    """Write one step from the difference between the steps so far and the declared tables."""

    def include(item: Any, name: str | None, kind: str, *_: Any) -> bool:
        return only is None or (name if kind == "table" else item.table.name) in only

    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        configuration = migrate.config(connection)
        configuration.attributes["include_object"] = include
        command.upgrade(configuration, "head")
        script: Any = command.revision(
            configuration, message, autogenerate=True, rev_id=revision, process_revision_directives=_tidy
        )
    path = Path(script.path)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "###" not in line), encoding="utf-8")
    return path.replace(path.with_name(f"v{revision}.py"))


def _tidy(_: Any, __: Any, directives: list[Any]) -> None:
    if directives[0].upgrade_ops.is_empty():
        print("The tables are as the steps make them: nothing to write.")
        directives.clear()


def first() -> list[Path]:
    """Write the steps of the first release again."""
    for path in VERSIONS.glob("v*.py"):
        path.unlink()
    written = [write(message, revision, tables(*families)) for revision, message, families in FAMILIES]
    for path, more in zip(written, (OPEN_MEMBERSHIP, "", AUDIT), strict=True):
        path.write_text(path.read_text(encoding="utf-8").rstrip() + "\n" + more, encoding="utf-8")
    return written


def main() -> None:
    """Read the command line, write, put the code in order."""
    parser = argparse.ArgumentParser(prog="python -m tools.migration", description=__doc__.splitlines()[0])
    parser.add_argument("message", nargs="?", help="what changes, as one line")
    parser.add_argument("--first", action="store_true", help="write the steps of the first release again")
    arguments = parser.parse_args()
    if bool(arguments.message) == arguments.first:
        parser.error("say what changes, or --first")
    warnings.filterwarnings("ignore", "autogenerate skipping", UserWarning)
    written = first() if arguments.first else [write(arguments.message, f"{len(migrate.REVISIONS) + 1:04}")]
    _format(written)


def _format(written: list[Path]) -> None:
    for check in (["format"], ["check", "--fix"]):
        subprocess.run([sys.executable, "-m", "ruff", *check, "--quiet", *map(str, written)], check=False)


if __name__ == "__main__":
    main()
