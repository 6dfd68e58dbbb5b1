"""What buttons of an invitation do."""

from handlers.access import MEMBER
from handlers.action import Action
from handlers.rsvp import answering, arriving, calendar, instead, listing

ACTIONS = {
    "rsvp.list": Action(listing.listed, MEMBER),
    "rsvp.show": Action(answering.show, MEMBER),
    "rsvp.answer": Action(answering.answer, MEMBER),
    "rsvp.persons": Action(answering.persons, MEMBER),
    "rsvp.many": Action(answering.many, MEMBER),
    "rsvp.change": Action(answering.change, MEMBER),
    "rsvp.delegate": Action(instead.delegate, MEMBER),
    "rsvp.reason": Action(instead.explain, MEMBER),
    "rsvp.calendar": Action(calendar.send, MEMBER),
    "rsvp.arrived": Action(arriving.arrive, MEMBER),
}
PAPERS = (instead.PAPER,)
