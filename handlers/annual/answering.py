"""A report that came back: its blocks are answered one by one and it goes back by itself.

Also opening a sent report once more, when the records behind it changed.
"""

from handlers import desk, handover, papers
from handlers.annual import due
from handlers.annual.facts import AnnualFacts
from handlers.annual.hints import block_of
from handlers.context import Context
from handlers.errors import Leave, NotAllowed
from handlers.flow.walk import edit, walk
from handlers.forms.annual import ANNUAL
from handlers.messages import Reply, say
from storage import annual, drafts, people
from storage.drafts import Draft


def own_report(context: Context, report: int) -> annual.Report:
    """A report of one of the person's own organisations; raises ``NotAllowed``."""
    found = annual.get(context.connection, report, context.organisations)
    if found is None:
        raise NotAllowed
    return found


def visible_report(context: Context, report: int) -> annual.Report:
    """A report that the person may read: the secretariat all, a member its own; raises ``NotAllowed``."""
    found = annual.get(context.connection, report, context.scope)
    if found is None:
        raise NotAllowed
    return found


def answerer(context: Context, report: annual.Report) -> int | None:
    """Who answers for a report: who sent it last, or a colleague when they have left; None for nobody."""
    colleagues = people.with_role(
        context.connection, people.COORDINATOR, people.HEAD, organisation=report.organisation_id
    )
    author = annual.version_of(context.connection, report.id, report.version).author_id
    return author if author in colleagues else next(iter(colleagues), None)


def open_for(context: Context, person: int, report: annual.Report) -> Draft | None:
    """Make the draft that answers the secretariat's questions; None when the person is in another form."""
    if drafts.current(context.connection, person) is not None:
        return None
    blocks = {one.block for one in annual.questions(context.connection, report.id)}
    return _draft(context, person, report, blocks)


def _draft(context: Context, person: int, report: annual.Report, blocks: set[str]) -> Draft:
    """A draft with the answers that were sent; those of the blocks asked about wait to be given again."""
    sent = annual.version_of(context.connection, report.id, report.version)
    answers = ANNUAL.upgrade(sent.answers, sent.form_version)
    asked = [name for name in answers if _is_asked(name, blocks)]
    subject = {"year": report.year, "report": report.id, "asked": asked}
    draft = drafts.start(
        context.connection,
        context.now,
        ANNUAL.name,
        ANNUAL.version,
        person,
        report.organisation_id,
        answers={name: value for name, value in answers.items() if name not in asked},
        wanted=tuple(asked),
        former={name: answers[name] for name in asked if answers[name] is not None},
        subject=subject,
    )
    annual.set_draft(context.connection, report.id, draft.id)
    return draft


def _is_asked(name: str, blocks: set[str]) -> bool:
    """The leading question of a block is asked again; one's own words in it stay as they are."""
    own = "_own_" in name or name.startswith("result_")
    return block_of(name) in blocks and not own


def answer(context: Context, report: int) -> list[Reply]:
    """Answer a returned report now: its draft becomes the current one, whoever had it before."""
    found = own_report(context, report)
    if found.status != annual.RETURNED:
        raise Leave(say("annual.done_before", year=str(found.year)))
    begun = due.draft_of(context, found)
    if begun is not None:
        return handover.take(context, begun.id)
    drafts.park(context.connection, context.now, context.person)
    context.draft = open_for(context, context.person, found)
    if context.draft is None:
        raise Leave
    return papers.show(context, context.draft)


def again(context: Context, report: int) -> list[Reply]:
    """Open a sent report once more: the figures are confirmed anew, the rest stands as it was."""
    found = own_report(context, report)
    if found.status not in annual.SENT:
        raise Leave(say("annual.done_before", year=str(found.year)))
    begun = due.draft_of(context, found)
    if begun is not None:
        return handover.take(context, begun.id)
    draft = _draft(context, context.person, found, set())
    paper = papers.paper_of(draft)
    context.draft = desk.keep(context, paper, draft, edit(desk.state_of(paper, draft), "figures"))
    return papers.show(context, context.draft)


def step_back(context: Context, draft: Draft) -> list[Reply] | None:
    """Back to the block that was answered before; from the first one out, with nothing sent."""
    asked = draft.subject.get("asked")
    if not asked:
        return None
    paper = papers.paper_of(draft)
    state = desk.state_of(paper, draft)
    here = walk(ANNUAL, state, AnnualFacts(context, draft))
    if here.open is not None and here.open.name not in asked:
        return None
    answered = [name for name in asked if name in state.answers]
    if answered:
        return desk.change(context, paper, draft, answered[-1])
    return papers.park(context)
