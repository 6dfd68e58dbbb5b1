"""Who may do what: each action names the roles that may call it; records are fetched within a scope."""

from collections.abc import Iterable

from handlers.context import Context
from handlers.errors import NotAllowed
from storage import heads
from storage.people import COORDINATOR, HEAD, SECRETARIAT, VIEWER

MEMBER = frozenset((COORDINATOR, HEAD))
LEADER = frozenset((HEAD,))
DESK = frozenset((SECRETARIAT,))
WRITER = frozenset((COORDINATOR, HEAD, VIEWER))
"""Who writes letters to the secretariat."""
READER = frozenset((SECRETARIAT, VIEWER))
EVERYBODY = frozenset((COORDINATOR, HEAD, SECRETARIAT, VIEWER))
ANYBODY: frozenset[str] = frozenset()
"""Also people without a role: help, language, joining."""


def demand(context: Context, allowed: Iterable[str]) -> None:
    """Raise ``NotAllowed`` unless the person has one of the roles; an empty set allows everybody."""
    wanted = frozenset(allowed)
    if wanted and not any(role.role in wanted for role in context.roles):
        raise NotAllowed


def may(context: Context, allowed: frozenset[str]) -> bool:
    """Whether the person has one of the roles."""
    return any(role.role in allowed for role in context.roles)


def record_of(context: Context, record: int) -> heads.Head:
    """A record that this person may see; another's and a missing one give the same ``NotAllowed``."""
    found = heads.get(context.connection, record, context.scope)
    if found is None:
        raise NotAllowed
    return found


def own_record(context: Context, record: int) -> heads.Head:
    """A record of one of the person's own organisations, to be changed by them."""
    found = heads.get(context.connection, record, context.organisations)
    if found is None:
        raise NotAllowed
    return found


def lead(context: Context, organisation: int) -> None:
    """Raise ``NotAllowed`` unless the person is the head of this organisation."""
    if not any(one.role == HEAD and one.organisation_id == organisation for one in context.roles):
        raise NotAllowed
