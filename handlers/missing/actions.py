"""What buttons do about reports that are missing; all of it is the secretariat's."""

from handlers.access import DESK
from handlers.action import Action
from handlers.missing import calls, card, listed, notes, remind, sheet

PAPERS = (*notes.PAPERS, remind.PAPER)

ACTIONS = {
    "missing": Action(listed.listed, DESK),
    "missing.find": Action(listed.find, DESK),
    "missing.card": Action(card.show, DESK),
    "missing.phone": Action(notes.phoned, DESK),
    "missing.excuse": Action(notes.excuse, DESK),
    "missing.unexcuse": Action(card.unexcuse, DESK),
    "missing.until": Action(card.until, DESK),
    "missing.until_typed": Action(card.until_typed, DESK),
    "missing.nothing": Action(card.tell_nothing, DESK),
    "missing.something": Action(card.take_nothing_back, DESK),
    "missing.remind": Action(remind.preview, DESK),
    "missing.words": Action(remind.words, DESK),
    "missing.why": Action(remind.why, DESK),
    "missing.send": Action(remind.send, DESK),
    "missing.calls": Action(calls.listed, DESK),
    "missing.sheet": Action(sheet.ask, DESK),
}
