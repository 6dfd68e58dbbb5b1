"""Why a message goes out, in words: the rule, what it is about, and the step; from a step's key."""

import re
from collections.abc import Sequence

from handlers.messages import Listed, Said, say

BY_SCREEN = {
    "job.ended": say("why.job"),
    "documents.file": say("why.job"),
}
"""Screens of messages that no step stands behind."""

RULES = frozenset(
    "annual_report network_draft council publication yearly edition resources meeting_record newsletter "
    "by_date meeting ask-after old together rhythm broadcast".split()
)
NAMED = frozenset("opening calls day75 confirm invitation silent tomorrow today minutes".split())
MOST = 3
"""Reasons that are said of one message."""

WHOLE = 4
"""Parts of the key of something owed, after its rule: subject, period, step, person."""

COUNTED = re.compile(r"([mp])(\d{1,3})")


def why(keys: Sequence[str], screen: str = "") -> Said:
    """The reason of a message with these step keys (``storage.sent.News.keys``) and this screen."""
    if not keys:
        return BY_SCREEN.get(screen, say("why.other"))
    reasons: list[Said] = []
    for key in keys:
        reasons += [one for one in (reason(key),) if one not in reasons]
    more = (say("why.more", len(reasons) - MOST),) if len(reasons) > MOST else ()
    return Listed((*reasons[:MOST], *more), "; ")


def reason(key: str) -> Said:
    """Rule, subject and step of a key: "raportul anual pe 2026, cu 14 zile înainte de termen"."""
    rule, *parts = key.split(":")
    if rule not in RULES:
        return say("why.other")
    if rule == "meeting":
        return Listed((say("why.meeting"), _step(parts[1])))
    if len(parts) < WHOLE:
        return say(f"why.{rule}")
    subject, period, step, _ = parts
    return Listed((say(f"why.{rule}", subject=subject, period=period), _step(step)))


def _step(name: str) -> Said:
    if name in NAMED:
        return say(f"why.step.{name}")
    if name.startswith("promised"):
        return say("why.step.promised")
    counted = COUNTED.fullmatch(name)
    if counted is None:
        return name
    return say("why.step.before" if counted[1] == "m" else "why.step.after", int(counted[2]))
