"""How long everything is kept: one file of days, checked when it is read.

Not here: the statements that apply it (``upkeep``, ``erasing`` and the repositories) and when they run
(``scheduler.housekeeping``).
"""

from datetime import timedelta
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, PositiveInt

FILE = Path(__file__).parent / "data" / "retention.yaml"


class Retention(BaseModel):
    """Days. Each name is explained in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    inbox: PositiveInt
    outbox_text: PositiveInt
    draft_idle: PositiveInt
    draft_archived: PositiveInt
    draft_notice: PositiveInt
    draft_deleted: PositiveInt
    draft_sent: PositiveInt
    media_unused: PositiveInt
    invitations: PositiveInt
    code_tries: PositiveInt
    starts: PositiveInt
    made_files: PositiveInt
    copies: PositiveInt
    presence_links: PositiveInt
    erase_undo: PositiveInt
    erase_done: PositiveInt

    def of(self, name: str) -> timedelta:
        """A rule as a span of time; raises ``AttributeError`` for an unknown one."""
        return timedelta(days=getattr(self, name))


@cache
def rules() -> Retention:
    """The rules of this release; raises ``ValueError`` when the file is not as it must be."""
    return Retention.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))
