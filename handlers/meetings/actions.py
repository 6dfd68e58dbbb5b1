"""The actions of meetings, and who may run each."""

from handlers.access import DESK, MEMBER
from handlers.action import Action
from handlers.meetings import arrivals, card, editing, inviting, listing, minutes

ACTIONS = {
    "meetings.list": Action(listing.listed, MEMBER | DESK),
    "meetings.card": Action(card.card, DESK),
    "meetings.confirm": Action(editing.confirm, DESK),
    "meetings.invite": Action(inviting.invite, DESK),
    "meetings.results": Action(inviting.results, DESK),
    "meetings.edit": Action(editing.edit, DESK),
    "meetings.cancel": Action(editing.cancel, DESK),
    "meetings.not_held": Action(editing.not_held, DESK),
    "meetings.again": Action(editing.again, DESK),
    "meetings.tell": Action(editing.tell, DESK),
    "meetings.arrivals": Action(arrivals.listed, DESK),
    "meetings.arrived": Action(arrivals.arrived, DESK),
    "meetings.minutes": Action(minutes.begin, DESK),
    "meetings.held": Action(minutes.took_place, DESK),
}
PAPERS = (editing.PAPER,)
