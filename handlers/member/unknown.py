"""A question of a returned report that the organisation cannot answer: the reason goes back instead.

The field itself stays as it was; the secretariat reads the reason on the card of the report.
"""

from handlers import access, aside, desk, papers
from handlers.context import Context
from handlers.desk import Paper
from handlers.errors import Invalid
from handlers.flow.form import Facts, Question
from handlers.flow.walk import Walk, answer, walk
from handlers.forms.letter import UNKNOWN
from handlers.member import returns
from handlers.messages import Choice, Reply, Said, say
from handlers.plain_facts import PlainFacts
from handlers.wire import read_said
from storage import audit, drafts, reviews
from storage.drafts import Draft


def begin(context: Context, record: int) -> list[Reply]:
    """Ask why the open question of the returned report has no answer."""
    returns.take_up(context, record)
    draft = papers.in_hand(context)
    here = _walk(context, draft)
    if here.open is None or here.open.name not in draft.subject.get("fields", ()):
        return papers.show(context, draft)
    if here.open.required and here.open.on_request is None and draft.former.get(here.open.name) is None:
        raise Invalid(say("returned.unknown.needed"))
    return aside.begin(context, UNKNOWN, {"of": record, "field": here.open.name})


def _walk(context: Context, draft: Draft) -> Walk:
    paper = papers.paper_of(draft)
    return walk(paper.form, desk.state_of(paper, draft), paper.facts(context, draft))


def ways(context: Context, draft: Draft, question: Question) -> tuple[Choice, ...]:
    """At a question that the secretariat asked: there is no answer, or a letter."""
    record = draft.subject.get("record")
    goes_on = draft.subject.get("free") or draft.subject.get("goes_on")
    if record is None or goes_on or question.name not in draft.subject.get("fields", ()):
        return ()
    return choices(record)


def choices(record: int) -> tuple[Choice, ...]:
    """The ways out of a question that the secretariat asked about a report."""
    return (
        Choice("returned.unknown", say("returned.unknown.button"), (record,)),
        Choice("letter.write", say("letters.write.button"), (record,)),
    )


def _hint(context: Context, draft: Draft, question: Question) -> Said | None:
    """What was asked."""
    for comment in reviews.open_comments(context.connection, draft.subject["of"]):
        if comment.field == draft.subject["field"]:
            return say("returned.question", question=read_said(comment.question))
    return None


def _finish(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    """Keep the reason and go on with the next question, or send the report back."""
    record, field = draft.subject["of"], draft.subject["field"]
    access.own_record(context, record)
    aside.close(context, draft, drafts.SUBMITTED)
    beneath = papers.in_hand(context)
    reviews.explain(context.connection, record, field, here.standing["reason"])
    audit.append(context.connection, context.now, context.person, "record.explain", f"record:{record}")
    paper = papers.paper_of(beneath)
    state = desk.state_of(paper, beneath)
    kept = desk.keep(context, paper, beneath, answer(state, field, state.former.get(field)))
    return desk.show(context, paper, kept)


PAPER = Paper(UNKNOWN, PlainFacts, _finish, _hint, aside.leave)
