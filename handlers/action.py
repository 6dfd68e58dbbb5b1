"""What an action is: a function of the context, and the roles that may call it.

The tables stand in ``actions`` and in the ``actions`` module of each package.
"""

from collections.abc import Callable
from dataclasses import dataclass

from handlers.messages import Reply


@dataclass(frozen=True)
class Action:
    """A function of the context and the choice's arguments, and the roles that may call it."""

    run: Callable[..., list[Reply]]
    who: frozenset[str]
