"""The table of actions: what a button, a command or a Home key runs, and who may run it.

Every action of the product stands here, so the matrix of roles and actions is tested from this table.
"""

from typing import Any

from handlers import (
    access,
    colleagues,
    desk,
    forget,
    gate,
    handover,
    help,
    home,
    joining,
    mydata,
    notice,
    papers,
    roles,
    shelf,
)
from handlers.access import ANYBODY, DESK, EVERYBODY, LEADER, MEMBER, READER, WRITER
from handlers.action import Action
from handlers.annual import answering, begin, moves, sending, status
from handlers.broadcast import actions as broadcast
from handlers.context import Context
from handlers.deadlines import actions as deadlines
from handlers.errors import Invalid, NotAllowed
from handlers.groups import actions as groups
from handlers.meetings import actions as meetings
from handlers.member import (
    additions,
    co_organisers,
    history,
    joint,
    listing,
    nothing,
    photo_first,
    quick,
    records,
    repeat,
    report,
    returns,
    rhythm_answers,
    stages,
    standing,
    unknown,
)
from handlers.member import letters as own_letters
from handlers.messages import Reply, say
from handlers.missing import actions as missing
from handlers.presence import opening as presence
from handlers.proactive import actions as proactive
from handlers.rsvp import actions as rsvp
from handlers.secretariat import (
    annual,
    annual_ask,
    ask_back,
    documents,
    importing,
    letters,
    members_actions,
    merging,
    review,
)
from handlers.upcoming import actions as upcoming

papers.install(
    {
        paper.form.name: paper
        for paper in (
            *report.PAPERS.values(),
            *broadcast.PAPERS.values(),
            joining.PAPER,
            joining.ASKING,
            returns.PAPER,
            additions.PEOPLE,
            repeat.PAPER,
            additions.PHOTOS,
            ask_back.PAPER,
            *members_actions.PAPERS,
            presence.PAPER,
            own_letters.PAPER,
            letters.PAPER,
            unknown.PAPER,
            co_organisers.PAPER,
            sending.PAPER,
            annual_ask.PAPER,
            *rsvp.PAPERS,
            *meetings.PAPERS,
            *missing.PAPERS,
        )
    }
)


def _answer(context: Context, name: str, value: Any) -> list[Reply]:
    draft = papers.in_hand(context)
    return desk.give(context, papers.paper_of(draft), draft, name, value)


def _back(context: Context) -> list[Reply]:
    draft = papers.in_hand(context)
    return desk.step_back(context, papers.paper_of(draft), draft)


def _skip(context: Context, name: str) -> list[Reply]:
    draft = papers.in_hand(context)
    return desk.step_over(context, papers.paper_of(draft), draft, name)


def _edit(context: Context, name: str) -> list[Reply]:
    draft = papers.in_hand(context)
    return desk.change(context, papers.paper_of(draft), draft, name)


def _correct(context: Context) -> list[Reply]:
    draft = papers.in_hand(context)
    return desk.change_fields(context, papers.paper_of(draft), draft)


def _tick(context: Context, name: str, option: str, view: str = "") -> list[Reply]:
    draft = papers.in_hand(context)
    return desk.tick(context, papers.paper_of(draft), draft, name, option, view)


def _look(context: Context) -> list[Reply]:
    return home.again(context, None)


ACTIONS = {
    **members_actions.ACTIONS,
    "answer": Action(_answer, EVERYBODY),
    "back": Action(_back, EVERYBODY),
    "skip": Action(_skip, EVERYBODY),
    "edit": Action(_edit, EVERYBODY),
    "correct": Action(_correct, EVERYBODY),
    "tick": Action(_tick, EVERYBODY),
    "look": Action(_look, ANYBODY),
    "view": Action(report.view, EVERYBODY),
    "wait": Action(report.wait, MEMBER | DESK),
    "save": Action(report.save, MEMBER | DESK),
    "park": Action(papers.park, ANYBODY),
    "discard": Action(papers.discard, EVERYBODY),
    "draft.undo": Action(papers.undo_discard, EVERYBODY),
    "draft.resume": Action(handover.resume, EVERYBODY),
    "draft.give": Action(handover.give, MEMBER),
    "draft.give_to": Action(handover.give_to, MEMBER),
    "draft.link": Action(handover.link, MEMBER),
    "draft.take": Action(handover.take, MEMBER),
    "drafts.list": Action(shelf.listed, EVERYBODY),
    "drafts.archive": Action(shelf.archive, EVERYBODY),
    "report.start": Action(report.start, MEMBER | DESK),
    "report.anew": Action(report.anew, MEMBER | DESK),
    "report.activity": Action(report.of_activity, MEMBER | DESK),
    "quick.for": Action(quick.belongs, MEMBER),
    "quick.complete": Action(quick.complete, MEMBER | DESK),
    "quick.drop": Action(quick.drop, MEMBER | DESK),
    "quick.wait": Action(quick.wait, MEMBER | DESK),
    "quick.held": Action(quick.held_already, MEMBER | DESK),
    "photos.new": Action(quick.is_new, MEMBER | DESK),
    "photos.to_draft": Action(photo_first.to_draft, MEMBER | DESK),
    "photos.to_record": Action(photo_first.to_record, MEMBER),
    "standing": Action(standing.standing, MEMBER),
    "records.list": Action(listing.listed, MEMBER),
    "records.events": Action(listing.events, MEMBER),
    "records.projects": Action(listing.projects, MEMBER),
    "records.objectives": Action(listing.objectives, MEMBER),
    "records.typed": Action(listing.typed, MEMBER),
    "record.card": Action(records.card, EVERYBODY),
    "nothing.tell": Action(nothing.tell, MEMBER),
    "nothing.instead": Action(nothing.instead, MEMBER),
    "nothing.undo": Action(nothing.undo, MEMBER),
    "repeat.begin": Action(repeat.begin, MEMBER),
    "repeat.save": Action(repeat.save, MEMBER),
    "repeat.more": Action(repeat.more, MEMBER),
    "rhythm.on": Action(rhythm_answers.turn_on, MEMBER),
    "rhythm.off": Action(rhythm_answers.turn_off, MEMBER),
    "rhythm.held": Action(rhythm_answers.held, MEMBER),
    "rhythm.not_held": Action(rhythm_answers.not_held, MEMBER),
    "project.stage": Action(stages.choose, MEMBER),
    "project.move": Action(stages.move, MEMBER),
    "project.other_day": Action(stages.other_day, MEMBER),
    "record.history": Action(history.history, EVERYBODY),
    "addition.people": Action(additions.people, MEMBER),
    "addition.photos": Action(additions.photos, MEMBER),
    "addition.save": Action(additions.save_photos, MEMBER),
    "returned.answer": Action(returns.answer, MEMBER),
    "returned.unknown": Action(unknown.begin, MEMBER),
    "correction.ask": Action(returns.ask_correction, MEMBER),
    "correction.card": Action(review.request_card, DESK),
    "correction.grant": Action(review.grant, DESK),
    "correction.decline": Action(review.decline, DESK),
    "letter.write": Action(own_letters.write, WRITER),
    "letters.list": Action(letters.listed, DESK),
    "letters.card": Action(letters.card, DESK),
    "letters.answer": Action(letters.answer, DESK),
    "annual": Action(begin.start, MEMBER),
    "annual.confirm": Action(moves.confirm, MEMBER),
    "annual.missing": Action(moves.missing, MEMBER),
    "annual.records": Action(moves.listed, MEMBER),
    "annual.keep_all": Action(moves.keep_all, MEMBER),
    "annual.correct": Action(sending.correct, MEMBER),
    "annual.document": Action(sending.document, MEMBER | DESK),
    "annual.send": Action(sending.send, MEMBER),
    "annual.status": Action(status.card, MEMBER),
    "annual.answer": Action(answering.answer, MEMBER),
    "annual.again": Action(answering.again, MEMBER),
    "annual.list": Action(annual.listed, DESK),
    "annual.card": Action(annual.card, DESK),
    "annual.accept": Action(annual.accept, DESK),
    "annual.ask": Action(annual_ask.begin, DESK),
    "annual.send_back": Action(annual_ask.send, DESK),
    "review.queue": Action(review.queue, DESK),
    "review.card": Action(review.card, DESK),
    "review.next": Action(review.following, DESK),
    "review.accept": Action(review.accept, DESK),
    "review.activity": Action(review.activity, DESK),
    "review.ask": Action(ask_back.begin, DESK),
    "review.send_back": Action(ask_back.send, DESK),
    "joint.same": Action(joint.same, MEMBER),
    "joint.apart": Action(joint.apart, MEMBER),
    "joint.keep": Action(joint.keep, MEMBER),
    "joint.drop": Action(joint.drop, MEMBER),
    "joint.confirm": Action(co_organisers.confirm, MEMBER),
    "joint.refuse": Action(co_organisers.refuse, MEMBER),
    "joint.wish": Action(co_organisers.wish, MEMBER),
    "joint.card": Action(co_organisers.card, MEMBER),
    "joint.files": Action(merging.files, DESK),
    "merge.preview": Action(merging.preview, DESK),
    "merge.confirm": Action(merging.confirm, DESK),
    "merge.undo": Action(merging.undo, DESK),
    "colleagues.list": Action(colleagues.listed, MEMBER),
    "colleagues.card": Action(colleagues.card, LEADER),
    "colleagues.invite": Action(colleagues.invite, MEMBER),
    "colleagues.remove": Action(colleagues.remove, LEADER),
    "colleagues.undo": Action(colleagues.undo, LEADER),
    "role.pass": Action(roles.begin, MEMBER),
    "role.give": Action(roles.give, MEMBER),
    "documents": Action(documents.documents, READER),
    "documents.make": Action(documents.make, READER),
    "charts": Action(documents.charts, EVERYBODY),
    "import": Action(importing.begin, DESK),
    "import.template": Action(importing.template, DESK),
    "import.export": Action(importing.export, DESK),
    "import.save": Action(importing.save, DESK),
    "import.drop": Action(importing.drop, DESK),
    "presence": Action(presence.begin, MEMBER | DESK),
    "presence.stop": Action(presence.stop, MEMBER | DESK),
    "presence.reopen": Action(presence.reopen, MEMBER | DESK),
    "privacy.notice": Action(notice.whole, ANYBODY),
    "privacy.agree": Action(notice.agree, ANYBODY),
    "privacy.decline": Action(notice.decline, ANYBODY),
    "mydata": Action(mydata.ask, ANYBODY),
    "forget": Action(forget.ask, ANYBODY),
    "forget.undo": Action(forget.undo, ANYBODY),
    "home": Action(home.home, ANYBODY),
    "more": Action(home.more, ANYBODY),
    "start": Action(home.start, ANYBODY),
    "hats": Action(home.hats, EVERYBODY),
    "language": Action(home.ask_language, ANYBODY),
    "plain": Action(home.set_plain, EVERYBODY),
    "help": Action(help.help_now, ANYBODY),
    "help.example": Action(help.filled_example, EVERYBODY),
    **meetings.ACTIONS,
    **deadlines.ACTIONS,
    **missing.ACTIONS,
    **proactive.ACTIONS,
    **broadcast.ACTIONS,
    **rsvp.ACTIONS,
    **groups.ACTIONS,
    **upcoming.ACTIONS,
}


def run(context: Context, name: str, args: tuple[Any, ...]) -> list[Reply]:
    """Run an action for who writes; raises ``NotAllowed`` for an unknown one or a missing role."""
    action = ACTIONS.get(name)
    if action is None:
        raise NotAllowed
    access.demand(context, action.who)
    if not gate.may(context, name):
        raise Invalid(say("privacy.needed"))
    return action.run(context, *args)
