"""The ``Facts`` of a short dialogue: it needs no plan, no habits, no members, at most some options."""

from collections.abc import Sequence
from datetime import date

from handlers.context import Context
from handlers.flow.form import Answers, Option
from handlers.messages import Choice
from storage.drafts import Draft


class PlainFacts:
    """Answers every question of ``Facts`` with nothing; a dialogue says what it has."""

    def __init__(self, context: Context, draft: Draft) -> None:
        self.context = context
        self.draft = draft

    @property
    def today(self) -> date:
        """The local date."""
        return self.context.today

    def options(self, source: str, answers: Answers) -> Sequence[Option]:
        """No list to choose from."""
        return ()

    def suggest(self, question: str, answers: Answers) -> Sequence[Choice]:
        """No ready answers."""
        return ()

    def browse(self, question: str, view: str, answers: Answers) -> Sequence[Choice] | None:
        """No long lists."""
        return None

    def asks(self, fact: str, answers: Answers) -> bool:
        """No fact of the plan."""
        return False

    def usual_maximum(self) -> int:
        """No head-counts."""
        return 0

    def members(self) -> Sequence[Option]:
        """No members: joining must not show them to somebody who is not one."""
        return ()
