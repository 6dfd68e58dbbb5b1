"""What can be done with the register of members, and its dialogues."""

from handlers import joining
from handlers.access import ANYBODY, DESK
from handlers.action import Action
from handlers.secretariat import (
    importing_members,
    members,
    members_card,
    members_data,
    members_leaving,
    requests,
    sheets,
)

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
    "import.members": Action(importing_members.begin, DESK),
    "import.members.template": Action(importing_members.template, DESK),
    "import.members.export": Action(importing_members.export, DESK),
    "import.members.save": Action(importing_members.save, DESK),
    "access.ask": Action(joining.ask_in, ANYBODY),
    "access.list": Action(requests.listed, DESK),
    "access.card": Action(requests.card, DESK),
    "access.choose": Action(requests.choose, DESK),
    "access.grant": Action(requests.grant, DESK),
    "access.create": Action(requests.create, DESK),
    "access.refuse": Action(requests.refuse, DESK),
    "sheets.ask": Action(sheets.ask, DESK),
    "sheets.choose": Action(sheets.choose, DESK),
    "sheets.make": Action(sheets.make, DESK),
}
PAPERS = (members.PAPER, members_data.PAPER, members_leaving.PAPER, importing_members.PAPER)
