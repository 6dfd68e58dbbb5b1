"""The ready answers of a record's select questions: ids only, their words stand in the catalogues."""

from collections.abc import Sequence
from datetime import date

from handlers.flow.form import Option
from handlers.forms.campaign import CHANNELS
from handlers.forms.consultation import FIELDS, OUTCOMES
from handlers.forms.project import FUNDING, STAGES, THEMES
from handlers.messages import say

AUDIENCES = ("children", "young", "adults", "marginalised")
VULNERABLE = (
    "older",
    "disabilities",
    "veterans",
    "repression",
    "refugees",
    "minorities",
    "low_income",
)
LISTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "audiences": ("event.audience", AUDIENCES),
    "vulnerable_kinds": ("event.vulnerable", VULNERABLE),
    "funding": ("project.funding", FUNDING),
    "theme": ("project.theme", THEMES),
    "stages": ("project.stage", STAGES),
    "fields": ("record.field", FIELDS),
    "channels": ("campaign.channel", CHANNELS),
    "outcomes": ("consultation.outcome", OUTCOMES),
    "yes_no": ("record.answer", ("yes", "no")),
}
"""Source → the prefix of its words, and its ids in the order they are numbered."""

EARLIER_QUARTERS = 4
"""How far back a newsletter may be for: it may come out late."""


def listed(source: str, offered: Sequence[str] = ()) -> list[Option]:
    """The options of a source; ``offered`` is what the plan leaves of it, empty for all."""
    prefix, ids = LISTS[source]
    return [Option(one, say(f"{prefix}.{one}")) for one in ids if not offered or one in offered]


def quarters(today: date) -> list[Option]:
    """This quarter first, then the earlier ones, then the coming one."""
    this = today.year * 4 + (today.month - 1) // 3
    earlier = range(this, this - EARLIER_QUARTERS - 1, -1)
    named = [divmod(at, 4) for at in (*earlier, this + 1)]
    return [
        Option(f"{year}-Q{part + 1}", say("newsletter.quarter.name", quarter=part + 1, year=str(year)))
        for year, part in named
    ]
