"""The actions of invitations and messages: all of them are the secretariat's."""

from handlers.access import DESK
from handlers.action import Action
from handlers.broadcast import pausing

ACTIONS = {
    "broadcast.go_on": Action(pausing.go_on, DESK),
}
