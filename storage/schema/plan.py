"""The action plan as versioned rows: an old report prints the plan in force in its year."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class PlanItem(Base):
    """One objective, activity or indicator with the days it is in force and the decision that set it.

    ``body`` holds the item as the plan file writes it, checked by the models in ``storage.plan``.
    """

    __tablename__ = "plan_item"
    kind: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    valid_to: Mapped[date | None]
    decision: Mapped[str | None]
    parent: Mapped[str | None]
    position: Mapped[int]
    body: Mapped[dict[str, Any]]
    loaded_at: Mapped[datetime]
