"""The actions of invitations and messages: all of them are the secretariat's."""

from handlers.access import DESK
from handlers.action import Action
from handlers.broadcast import approval, call_sheet, following, pausing, silent, unreached, wizard

PAPERS = wizard.PAPERS

ACTIONS = {
    "broadcast.invite": Action(wizard.invite, DESK),
    "broadcast.write": Action(wizard.message, DESK),
    "broadcast.anew": Action(wizard.anew, DESK),
    "broadcast.proof": Action(wizard.proof, DESK),
    "broadcast.tried": Action(wizard.tried, DESK),
    "broadcast.bare": Action(wizard.bare, DESK),
    "broadcast.sure": Action(wizard.sure, DESK),
    "broadcast.send": Action(wizard.send, DESK),
    "broadcast.approve": Action(approval.approve, DESK),
    "broadcast.refuse": Action(approval.refuse, DESK),
    "broadcast.withdraw": Action(approval.withdraw, DESK),
    "broadcast.list": Action(following.listed, DESK),
    "broadcast.typed": Action(following.typed, DESK),
    "broadcast.board": Action(following.shown, DESK),
    "broadcast.go_on": Action(pausing.go_on, DESK),
    "broadcast.stop": Action(following.stop, DESK),
    "broadcast.answers": Action(following.answers, DESK),
    "broadcast.remind": Action(silent.ask, DESK),
    "broadcast.remind_them": Action(silent.send, DESK),
    "broadcast.calls": Action(unreached.listed, DESK),
    "broadcast.call_sheet": Action(call_sheet.ask, DESK),
    "broadcast.doubts": Action(unreached.doubts, DESK),
    "broadcast.resend": Action(unreached.resend, DESK),
    "broadcast.leave": Action(unreached.leave, DESK),
}
