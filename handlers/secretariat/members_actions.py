"""What can be done with the register of members, and its dialogues."""

from handlers.access import DESK
from handlers.action import Action
from handlers.secretariat import members, members_card, members_data, members_leaving

ACTIONS = {
    "members.list": Action(members.listed, DESK),
    "members.card": Action(members_card.card, DESK),
    "members.add": Action(members.add, DESK),
    "members.invite": Action(members.invite, DESK),
    "members.renew": Action(members.renew, DESK),
    "members.data": Action(members_data.begin, DESK),
    "members.speak": Action(members_card.speak, DESK),
    "members.archive": Action(members_leaving.begin, DESK),
    "members.return": Action(members_leaving.bring_back, DESK),
    "members.former": Action(members_leaving.former, DESK),
}
PAPERS = (members.PAPER, members_data.PAPER, members_leaving.PAPER)
