"""Reporting whatever happened: beginning, the review screen and its endings, keeping it for a later day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from handlers import desk, papers
from handlers.context import Context
from handlers.desk import Paper
from handlers.errors import Leave, NotAllowed
from handlers.flow.form import Answers, Facts, Question
from handlers.flow.hear import period
from handlers.flow.screens import review_screen
from handlers.flow.walk import Walk, propose, walk
from handlers.forms.event import EVENT
from handlers.forms.records import RECORD_FORMS
from handlers.member import photo_screen, quick_screen, recurring, submit, unknown
from handlers.member.facts import RecordFacts
from handlers.member.returns import step_back
from handlers.messages import Choice, Day, Reply, Role, Said, Screen, say
from handlers.wire import read_said
from storage import drafts, reviews
from storage.drafts import Draft
from storage.people import SECRETARIAT


def start(context: Context, organisation: int | None = None) -> list[Reply]:
    """Begin a report; an open one is offered first, and several organisations are asked once."""
    begun = [*([context.draft] if context.draft else []), *papers.waiting(context)]
    for draft in begun:
        if draft.form in RECORD_FORMS and draft.answers:
            return papers.resume_offer(context, draft)
    return anew(context, organisation)


def anew(context: Context, organisation: int | None = None) -> list[Reply]:
    """Begin another report; what was open waits among the drafts."""
    own = context.organisations
    if organisation is None and len(own) > 1 and not at_desk(context):
        return _which_organisation(context)
    chosen = None if at_desk(context) else organisation or (own[0] if own else None)
    if chosen is not None and chosen not in own:
        raise NotAllowed
    if chosen is None and not context.is_secretariat:
        raise NotAllowed
    context.draft = drafts.start(
        context.connection, context.now, EVENT.name, EVENT.version, context.person, chosen
    )
    return papers.show(context, context.draft)


def at_desk(context: Context) -> bool:
    """Whether the person acts for the secretariat now."""
    return context.hat is not None and context.hat.role == SECRETARIAT


def _which_organisation(context: Context) -> list[Reply]:
    choices = tuple(
        Choice("report.anew", context.organisation_name(one), (one,)) for one in context.organisations
    )
    return [Reply(Screen("report.organisation", (say("report.organisation.label"),), choices=choices))]


def wait(context: Context, first: str, last: str) -> list[Reply]:
    """The event has not happened yet: the draft waits, with its days at hand, and is asked about after."""
    draft = papers.in_hand(context)
    days = period(date.fromisoformat(first), date.fromisoformat(last))
    paper = PAPERS[draft.form]
    draft = desk.keep(context, paper, draft, propose(desk.state_of(paper, draft), "held", days))
    drafts.ask_on(context.connection, context.now, draft, date.fromisoformat(last) + timedelta(days=1))
    context.draft = None
    raise Leave(say("event.held.waits", day=Day(date.fromisoformat(first), "long", date.fromisoformat(last))))


def view(context: Context, question: str, part: str) -> list[Reply]:
    """A part of a long list of the open question."""
    return papers.show(context, papers.in_hand(context), part)


def facts_of(context: Context, draft: Draft) -> RecordFacts:
    """The world of a record's draft, the same for all moves of one step."""
    key = (RecordFacts, draft.organisation_id, draft.form)
    if key not in context.looked_up:
        context.looked_up[key] = RecordFacts(context, draft.organisation_id, RECORD_FORMS[draft.form])
    facts: RecordFacts = context.looked_up[key]
    return facts


def turn(context: Context, draft: Draft, answers: Answers) -> Paper:
    """The form that goes on: another activity may be reported by another one. No answer is lost by it."""
    return PAPERS[facts_of(context, draft).type_of(answers)]


def hint(context: Context, draft: Draft, question: Question) -> Said | None:
    """Above a question: what the secretariat asked about it, or whose report it is."""
    record = draft.subject.get("record")
    if record is not None and not draft.subject.get("free"):
        comments = reviews.open_comments(context.connection, record)
        for comment in comments:
            if comment.field == question.name:
                return say("returned.question", question=read_said(comment.question))
    return _whose(context, draft)


def _whose(context: Context, draft: Draft) -> Said | None:
    """Somebody who serves several organisations reads on every screen which one this is."""
    if len(context.organisations) < 2 or draft.organisation_id is None:
        return None
    return say("report.for", organisation=context.organisation_name(draft.organisation_id))


def first(context: Context, draft: Draft) -> list[Reply] | None:
    """A report in one message, or photos sent from Home, are one screen before any question."""
    return photo_screen.first(context, draft) or quick_screen.first(context, draft)


def finish(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    """All answers stand: the review screen, or straight back to the secretariat when it only asked."""
    if draft.subject.get("record") is not None and not draft.subject.get("free"):
        return submit.send(context, draft, here, facts, None)
    screen = review_screen(
        RECORD_FORMS[draft.form], here, facts, _endings(here.standing), _hints(here.standing)
    )
    whose = _whose(context, draft)
    if whose is not None:
        screen = replace(screen, body=(whose, *screen.body))
    return [desk.reply(draft, screen)]


def _endings(standing: dict[str, Any]) -> tuple[Choice, ...]:
    """With photos the save button carries the consent: no extra tap, no consent by default."""
    if not (standing.get("photos") or {}).get("files"):
        return (Choice("save", say("event.save.button"), (None,), role=Role.PRIMARY),)
    return (
        Choice("save", say("event.save.public.button"), (True,), role=Role.PRIMARY),
        Choice("save", say("event.save.internal.button"), (False,), role=Role.PRIMARY),
    )


def _hints(standing: dict[str, Any]) -> tuple[Said, ...]:
    if (standing.get("photos") or {}).get("files"):
        return (say("event.save.consent"),)
    return ()


def save(context: Context, consent: bool | None) -> list[Reply]:
    """Send the report to the secretariat; the same tap again shows the same receipt."""
    draft = papers.in_hand(context)
    facts = facts_of(context, draft)
    paper = PAPERS[draft.form]
    here = walk(paper.form, desk.state_of(paper, draft), facts)
    if here.open is not None:
        return papers.show(context, draft)
    return submit.send(context, draft, here, facts, consent)


def ways(context: Context, draft: Draft, question: Question) -> tuple[Choice, ...]:
    """Buttons of the records' own: an event held again, no answer to what the secretariat asked."""
    return (*recurring.ways(context, draft, question), *unknown.ways(context, draft, question))


PAPERS = {
    form.name: Paper(form, facts_of, finish, hint, step_back, turn, ways, first=first)
    for form in RECORD_FORMS.values()
}


def of_activity(context: Context, code: str) -> list[Reply]:
    """Begin a report with its activity chosen, as a search on Home found it."""
    replies = anew(context)
    draft = context.draft
    if draft is None:
        return replies
    return desk.give(context, PAPERS[draft.form], draft, "activity", code)
