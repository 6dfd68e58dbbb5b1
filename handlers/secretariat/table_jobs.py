"""Slow work about tables, queued from the chat: who asks, what for, and the line that says so meanwhile."""

from typing import Any

from handlers.context import Context
from handlers.messages import Kind, Reply, Said, Screen, say
from handlers.understand.languages import CODES
from storage import audit, jobs

LANGUAGES = ("ro", "ru")
"""Languages of the empty tables."""


def make(context: Context, kind: str, year: int, language: str) -> list[Reply]:
    """Queue a file that arrives by itself."""
    queue(context, kind, {"year": year, "language": language if language in CODES else "ro"})
    return [note("exchange.making", say("exchange.making"))]


def queue(context: Context, kind: str, given: dict[str, Any], dedupe: str | None = None) -> None:
    """A job for who asks; with ``dedupe`` the same one is queued once."""
    inbound = context.inbound
    job = jobs.add(
        context.connection,
        context.now,
        kind,
        given,
        context.person,
        inbound.channel,
        inbound.chat,
        dedupe,
    )
    audit.append(context.connection, context.now, context.person, f"{kind}.ask", f"job:{job}")


def note(key: str, said: Said, *, here: bool = False) -> Reply:
    """Beside the conversation: the import stays open behind it."""
    return Reply(Screen(key, (said,)), kind=Kind.REPLY, live=False, here=here)
