"""What Alembic runs for every migration: the connection is given by ``storage.migrate`` or by the tools.

Tables are rewritten whole where SQLite cannot alter them; custom types are written as plain ones, so an
old step does not change with the code. Not here: opening databases, copies, refusals.
"""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from storage.columns import Json, Utc
from storage.schema import Base


def plain_type(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """The types of ``storage.columns`` as a written step names them."""
    if kind == "type" and isinstance(item, Utc):
        return "sa.DateTime(timezone=True)"
    return "sa.Text()" if kind == "type" and isinstance(item, Json) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=plain_type,
    transactional_ddl=True,
    include_object=context.config.attributes.get("include_object"),
)
with context.begin_transaction():
    context.run_migrations()
