"""How often in a row each row did not reach the channel, and so how long it waits. In memory only.

After a restart the waiting begins small again. Not here: what follows from an error (``policy``).
"""

import random
from collections import Counter

from scheduler import policy


class Retries:
    """Failures in a row of rows that are to be sent again."""

    def __init__(self) -> None:
        self._failures: Counter[int] = Counter()

    def wait(self, id: int, *, failed: bool) -> float:
        """Seconds until the row goes again; ``failed`` counts one more failure."""
        self._failures[id] += failed
        chance = random.random()  # noqa: S311 - not a secret
        return policy.backoff(max(1, self._failures[id]), chance)

    def forget(self, id: int) -> None:
        """The row has ended."""
        self._failures.pop(id, None)
