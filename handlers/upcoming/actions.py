"""What the secretariat sees of what will go out."""

from handlers.access import DESK
from handlers.action import Action
from handlers.upcoming import listing

ACTIONS = {"upcoming": Action(listing.show, DESK)}
