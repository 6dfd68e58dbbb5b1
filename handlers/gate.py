"""What is settled before anything else: a request to be forgotten, and the notice in force.

Whatever concerns a person's own data passes every gate: the notice, the copy, being forgotten. Somebody who
said no to a newer notice goes on reading; somebody who waits to be forgotten is shown nothing but the way
back. Not here: the screens themselves (``notice``, ``forget``, ``mydata``).
"""

from handlers import forget, joining, notice
from handlers.context import Context
from handlers.messages import Reply

OWN = frozenset(("privacy.notice", "privacy.agree", "privacy.decline", "mydata", "forget"))
"""Actions about one's own data: also for who has not joined or has not agreed."""

READING = OWN | frozenset(
    (
        "look home more start hats language help help.example standing records.list record.card charts "
        "documents documents.make colleagues.list role.pass role.give"
    ).split()
)
"""What is left to somebody who said no to the notice in force: reading, and leaving."""


def is_settled(context: Context) -> bool:
    """Whether nothing stands before what the person wants; asked in every step, so it looks nothing up."""
    session = context.session
    return session.erase_at is None and joining.is_member(context)


def passes(context: Context) -> frozenset[str]:
    """The actions that may be run although something is not settled."""
    return frozenset(("forget.undo",)) if context.session.erase_at is not None else OWN


def is_reader(context: Context) -> bool:
    """Whether the person said no to the notice in force."""
    return context.session.privacy_declined == joining.PRIVACY != context.session.privacy_version


def may(context: Context, action: str) -> bool:
    """Whether the answer to the notice allows an action."""
    return not is_reader(context) or action in READING


def stop(context: Context) -> list[Reply] | None:
    """What is said instead; None when the person only goes on as a reader."""
    if context.session.erase_at is not None:
        return forget.pending(context)
    if not context.roles or context.session.language is None:
        return joining.respond(context)
    if is_reader(context):
        context.draft = None
        return None
    return notice.changed(context)
