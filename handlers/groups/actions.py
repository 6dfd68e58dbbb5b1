"""What buttons about groups do; taps inside a group are heard in ``taps``."""

from handlers.access import DESK
from handlers.action import Action
from handlers.groups import deciding

ACTIONS = {"group.decide": Action(deciding.decide, DESK)}
