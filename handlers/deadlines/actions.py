"""What buttons do about what is owed together and about the rules; all of it is the secretariat's."""

from handlers.access import DESK
from handlers.action import Action
from handlers.deadlines import board, days, ruled, saving

ACTIONS = {
    "deadlines": Action(board.board, DESK),
    "deadlines.card": Action(board.card, DESK),
    "deadlines.rules": Action(ruled.listed, DESK),
    "deadlines.rule": Action(ruled.show, DESK),
    "deadlines.due_typed": Action(ruled.due_typed, DESK),
    "deadlines.step": Action(ruled.step, DESK),
    "deadlines.step_typed": Action(ruled.step_typed, DESK),
    "deadlines.preview": Action(saving.preview, DESK),
    "deadlines.save": Action(saving.save, DESK),
    "deadlines.days": Action(days.show, DESK),
    "deadlines.day_typed": Action(days.typed, DESK),
    "deadlines.day.preview": Action(days.preview, DESK),
    "deadlines.day.save": Action(days.save, DESK),
}
