"""A message that shows a secret keeps it no longer than it takes to send it."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from storage import outbox, results
from storage.database import tool_connection
from storage.schema import Base, Outbox

NOW = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)


def content_after(folder: Path, content: dict[str, object], how: str) -> object:
    with tool_connection(f"sqlite:///{folder / 'a.sqlite'}") as connection:
        Base.metadata.create_all(connection)
        row = outbox.add(connection, outbox.Message("test", "1", "reply", content), NOW, claimed=True)
        assert row is not None
        end: results.Result = results.Sent(row.id, "5") if how == "sent" else results.Refused(row.id, "x")
        results.record(connection, [end], NOW)
        return connection.execute(select(Outbox.content)).scalar_one()


def test_a_sent_invitation_leaves_no_code_behind(tmp_path: Path) -> None:
    assert content_after(tmp_path, {"screen": {"body": ["K7M2 Q4XP"]}, "secret": True}, "sent") == {}


def test_a_refused_invitation_leaves_no_code_behind(tmp_path: Path) -> None:
    assert content_after(tmp_path, {"screen": {"body": ["K7M2 Q4XP"]}, "secret": True}, "refused") == {}


def test_other_messages_are_kept_even_when_somebody_writes_the_mark(tmp_path: Path) -> None:
    content = {"screen": {"body": ['"secret":true']}}
    assert content_after(tmp_path, content, "sent") == content
