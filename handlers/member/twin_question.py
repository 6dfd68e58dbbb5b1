"""Before a report is made: does the Network have this event already? Asked once for each pair.

Deciding what the answer does stands in ``joint``; here is the question and what a joined draft shows again.
"""

from handlers import desk, twins
from handlers.context import Context
from handlers.member import beside
from handlers.messages import Choice, Kind, Listed, Reply, Role, Said, Screen, Text, say
from storage import heads, joint, twin_questions
from storage.drafts import Draft
from storage.heads import Head
from storage.records import Content

MOST = 2
"""So many records are asked about before a report is sent; more stay for the secretariat."""

TEXTS = ("good_practice", "problem", "measure")
"""Answers of a draft that a co-organiser may keep beside the record, with its photos and their words."""


def ask(context: Context, draft: Draft, content: Content, consent: bool | None) -> list[Reply] | None:
    """The question about the likeliest record that is left to ask about; None when there is none."""
    if draft.organisation_id is None:
        return None
    said_apart = twin_questions.told_apart(context.connection, submission(draft))
    like = twins.of_content(context, draft.form, draft.organisation_id, content)
    left = [one for one in like if one.id not in said_apart]
    if not left or len(said_apart) >= MOST:
        return None
    twin_questions.ask(
        context.connection, context.now, submission(draft), left[0].id, context.person, consent
    )
    return [_question(context, draft, left[0])]


def submission(draft: Draft) -> str:
    """The name under which a draft makes a record."""
    return f"draft:{draft.id}"


def _question(context: Context, draft: Draft, head: Head) -> Reply:
    own = head.organisation_id == draft.organisation_id
    kind = "own" if own else "other"
    choices = (
        Choice("joint.same", say(f"joint.{kind}.yes.button"), (head.id,), role=Role.PRIMARY),
        Choice("joint.apart", say(f"joint.{kind}.no.button"), (head.id,)),
        Choice("look", say("joint.back.button"), role=Role.NAV),
    )
    body = Text(f"joint.{kind}", beside.told(context, head))
    return desk.reply(draft, Screen("joint.ask", (body,), choices=choices))


def receipt(context: Context, draft: Draft) -> list[Reply] | None:
    """What a draft that was somebody's event already led to; None for one that made a record."""
    said = joint.made_by(context.connection, submission(draft))
    if said is None:
        return None
    head = heads.known(context.connection, said.record_id)
    lines: list[Said] = [say("joint.joined", number=head.number, title=head.title)]
    if said.total is not None and said.total != head.total:
        lines.append(say("joint.two_counts", people=say("count.participants", said.total)))
    extras = extras_of(draft)
    choices: tuple[Choice, ...] = (Choice("joint.card", say("event.card.button"), (head.id,)),)
    if extras and not said.words and not joint.files_beside(context.connection, head.id):
        lines.append(say("joint.keep", what=Listed(extras)))
        keep = Choice("joint.keep", say("joint.keep.yes.button"), (draft.id,), role=Role.PRIMARY)
        choices = (keep, Choice("joint.drop", say("joint.keep.no.button"), (draft.id,)), *choices)
    return [Reply(Screen("joint.joined", tuple(lines), choices=choices), kind=Kind.RECEIPT)]


def extras_of(draft: Draft) -> tuple[Said, ...]:
    """What else the draft tells, in a few words each."""
    photos = draft.answers.get("photos") or {"files": [], "text": None}
    files = (say("joint.extra.files", len(photos["files"])),) if photos["files"] else ()
    text = (say("joint.extra.summary"),) if photos.get("text") else ()
    return (*files, *text, *(say(f"joint.extra.{name}") for name in TEXTS if draft.answers.get(name)))
