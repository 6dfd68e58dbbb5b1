"""The conversation that every contestant has: one event of activity 9.1, reported by typing.

Typed rather than tapped, so that the same messages suit a bot that echoes and a bot that asks. Each
conversation tells of an event of its own, as the people of a town do: ours would ask about the same one.
"""

from datetime import date, timedelta

COUNT = 10
"""Steps of a conversation."""

DAYS = 300
"""Events lie so many days back at the most, so that a day and a month name them without a year."""


def steps(number: int, today: date) -> tuple[str, ...]:
    """What somebody types in the conversation with this number."""
    day = today - timedelta(1 + number % DAYS)
    return (
        "/raport",
        "9.1",
        "târg",
        f"{day:%d.%m}",
        f"Piața {number}",
        "25",
        "15 10 3",
        "fără poze",
        f"Asociația {number}",
        "Salvează",
    )
