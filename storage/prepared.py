"""Statements of every step, compiled once: SQLAlchemy writes the SQL, the driver runs it.

Running a statement through ``Connection.execute`` costs several times what SQLite itself takes for it, and
a step runs a dozen. A ``Prepared`` keeps the text, the order of the parameters and the conversions of both
directions, so the same Core statement is all that is written. Only for SQLite's driver, inside a unit of
work; statements that expand (``IN`` of a list) or run with many rows stay with ``Connection.execute``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.selectable import ReturnsRows
from sqlalchemy.types import TypeEngine

Convert = Callable[[Any], Any] | None
Values = Mapping[str, Any]


class _Compiler(SQLiteCompiler):
    """Writes constants into the text: SQLite uses a partial index only where it sees the value."""

    def visit_bindparam(self, bindparam: BindParameter[Any], *args: Any, **options: Any) -> str:
        if not bindparam.required:
            options["literal_binds"] = True
        return str(super().visit_bindparam(bindparam, *args, **options))  # type: ignore[no-untyped-call]


DIALECT = SQLiteDialect_pysqlite(paramstyle="qmark")
DIALECT.statement_compiler = _Compiler


@dataclass(frozen=True, slots=True)
class _Ready:
    """The text; each parameter's name and conversion, in order; columns to convert."""

    text: str
    parameters: tuple[tuple[str, Convert], ...]
    columns: tuple[tuple[int, Callable[[Any], Any]], ...]


class Prepared:
    """A statement with named parameters (``bindparam``); ``ValueError`` for one that cannot be prepared."""

    def __init__(self, statement: ReturnsRows) -> None:
        self.statement = statement
        self._ready = _compiled(statement)

    def rows(self, connection: Connection, values: Values) -> list[tuple[Any, ...]]:
        """Run and return all rows, as ``Connection.execute`` would convert them."""
        cursor = self._run(connection, values)
        found = cursor.fetchall()
        cursor.close()
        columns = self._ready.columns
        return [_converted(row, columns) for row in found] if columns else found

    def row(self, connection: Connection, values: Values) -> tuple[Any, ...] | None:
        """The only row, or None; raises ``ValueError`` when there are several."""
        found = self.rows(connection, values)
        if len(found) > 1:
            raise ValueError(f"{len(found)} rows instead of one")
        return found[0] if found else None

    def scalars(self, connection: Connection, values: Values) -> tuple[Any, ...]:
        """The first column of all rows."""
        return tuple(row[0] for row in self.rows(connection, values))

    def scalar(self, connection: Connection, values: Values) -> Any:
        """The first column of the first row; None when there is none."""
        found = self.rows(connection, values)
        return found[0][0] if found else None

    def change(self, connection: Connection, values: Values) -> int:
        """Run and return how many rows it changed."""
        cursor = self._run(connection, values)
        cursor.close()
        return int(cursor.rowcount)

    def _run(self, connection: Connection, values: Values) -> Any:
        ready = self._ready
        given = [
            values[name] if convert is None else convert(values[name]) for name, convert in ready.parameters
        ]
        driver: Any = connection.connection.dbapi_connection
        return driver.execute(ready.text, given)


def _converted(row: Sequence[Any], columns: tuple[tuple[int, Callable[[Any], Any]], ...]) -> tuple[Any, ...]:
    values = list(row)
    for index, convert in columns:
        values[index] = convert(values[index])
    return tuple(values)


def _compiled(statement: ReturnsRows) -> _Ready:
    compiled = statement.compile(dialect=DIALECT)
    if compiled.insert_prefetch or compiled.update_prefetch or compiled.post_compile_params:
        raise ValueError("a statement with computed defaults or lists cannot be prepared")
    parameters = tuple(_parameter(compiled, name) for name in compiled.positiontup or ())
    converts = [_from(column.type) for column in statement.exported_columns]
    columns = tuple((index, convert) for index, convert in enumerate(converts) if convert is not None)
    return _Ready(compiled.string, parameters, columns)


def _parameter(compiled: SQLCompiler, name: str) -> tuple[str, Convert]:
    return name, compiled.binds[name].type.dialect_impl(DIALECT).bind_processor(DIALECT)


def _from(kind: TypeEngine[Any]) -> Convert:
    return kind.dialect_impl(DIALECT).result_processor(DIALECT, None)
