"""What a presence list proposes to the report of its event: the number that was counted, and its groups.

Buttons only: nothing is an answer before somebody taps it. Groups are proposed when everybody said them,
because a part of the participants would be read as all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from handlers.flow.form import Answers, Question
from handlers.flow.hear import answer
from handlers.flow.shown import groups_of
from handlers.messages import Choice, say
from storage import presence
from storage.presence import Counted

if TYPE_CHECKING:
    from handlers.member.facts import RecordFacts


def total(facts: RecordFacts, question: Question, answers: Answers) -> Iterator[Choice]:
    """What the lists of this event counted, the newest first."""
    for number in dict.fromkeys(one.total for one in _counted(facts, answers)):
        value = {"total": number, "estimated": False, "counted": True}
        yield answer(question, value, say("presence.suggest.button", number=number))


def groups(facts: RecordFacts, question: Question, answers: Answers) -> Iterator[Choice]:
    """Women, men and young people of the list whose number was taken."""
    taken = answers["participants"]
    if not taken.get("counted"):
        return
    for one in _counted(facts, answers):
        if one.total == taken["total"] and (one.all_said_gender or one.all_said_age):
            value = {
                "women": one.women if one.all_said_gender else None,
                "men": one.men if one.all_said_gender else None,
                "young": one.young if one.all_said_age else None,
                "vulnerable": None,
            }
            label = say("presence.suggest_groups.button")
            yield replace(answer(question, value, label), full=groups_of(value))
            return


def _counted(facts: RecordFacts, answers: Answers) -> list[Counted]:
    """The counts of lists with confirmations: for this draft, or of the organisation on these days."""
    held = answers.get("held")
    if held is None:
        return []
    first, last = date.fromisoformat(held["first"]), date.fromisoformat(held["last"])
    context = facts.context
    draft = context.draft.id if context.draft is not None else None
    owner = None if facts.at_desk else facts.organisation
    found = presence.of_event(context.connection, owner, draft, first, last)
    counts = [presence.counted(context.connection, one.id) for one in found]
    return [one for one in counts if one.total]
