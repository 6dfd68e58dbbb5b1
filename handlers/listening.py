"""Screens that hear typed words although no form is open: which action hears what is typed where.

An action is run as for a button, so who may is decided in one place; it gets the screen's key and the words.
"""

from collections.abc import Mapping

HEARERS: Mapping[str, str] = {
    "broadcast.list": "broadcast.typed",
    "deadlines.rule": "deadlines.due_typed",
    "deadlines.step": "deadlines.step_typed",
    "deadlines.days": "deadlines.day_typed",
    "missing.list": "missing.find",
    "missing.until": "missing.until_typed",
    "notices": "notices.typed",
    "records.event": "records.typed",
    "records.project": "records.typed",
    "records.all": "records.typed",
}
"""The key of a screen, or what it begins with before a dot, → the action."""


def hearer(key: str) -> str | None:
    """The action that hears what is typed while the screen of this key is shown."""
    return HEARERS.get(key) or HEARERS.get(key.rpartition(".")[0])
