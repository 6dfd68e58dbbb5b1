"""Files people send: kept for the photo question of the report in hand, whichever step it is at.

An album is one answer. Which files are taken is said in ``quota``; they are fetched and looked at elsewhere.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers import desk, papers, quota
from handlers.access import DESK, MEMBER
from handlers.context import Context
from handlers.desk import Paper
from handlers.errors import Invalid, Leave
from handlers.flow.form import Ask, Question
from handlers.flow.privacy import looks_personal
from handlers.flow.walk import State, answer, propose, walk
from handlers.member import photo_first
from handlers.member.quick import organisation_of
from handlers.messages import Incoming, Listed, Reply, Said, say
from storage import media as files
from storage.drafts import Draft


def receive(context: Context) -> list[Reply]:
    """Files for the draft in hand: an album is one answer; kept even when the text is too long."""
    if context.draft is None:
        return _media_at_home(context)
    draft = papers.in_hand(context)
    paper = papers.paper_of(draft)
    question = next((one for one in paper.form.questions if one.ask is Ask.MEDIA), None)
    if question is None:
        raise Invalid(say("media.not_here"))
    here = walk(paper.form, desk.state_of(paper, draft), paper.facts(context, draft))
    asked = here.open is not None and here.open.ask is Ask.MEDIA
    if not asked and _only_spoken(context):
        raise Invalid(say("media.voice"))
    taken, refused = quota.taken(context, draft.organisation_id, context.inbound.media)
    if not taken and refused is not None:
        return _nothing_taken(context, paper, draft, question, refused, asked=asked)
    take = _media_answer if asked else _media_elsewhere
    return _noted(
        take(context, paper, draft, question, announce(context, draft.organisation_id, taken)), refused
    )


def _media_at_home(context: Context) -> list[Reply]:
    """Photos without a report: they open one, where this person may report."""
    if not any(role.role in MEMBER | DESK for role in context.roles):
        raise Leave(say("problem.unsupported"))
    if _only_spoken(context):
        raise Leave(say("media.voice"))
    organisation = organisation_of(context)
    taken, refused = quota.taken(context, organisation, context.inbound.media)
    if not taken:
        raise Invalid(refused or say("media.kind"))
    kept = announce(context, organisation, taken[: photo_first.MOST])
    return _noted(photo_first.begin(context, kept, context.inbound.text), refused)


def _only_spoken(context: Context) -> bool:
    return all(one.kind == "voice" for one in context.inbound.media)


def _nothing_taken(
    context: Context, paper: Paper, draft: Draft, question: Question, refused: Said, *, asked: bool
) -> list[Reply]:
    """No file can be kept; the words that came with them are at hand when the question is asked again."""
    words = context.inbound.text
    unsure = len(words) > question.max_length or (not question.private and looks_personal(words))
    if not asked or not words.strip() or unsure:
        raise Invalid(refused)
    state = desk.state_of(paper, draft)
    value = _joined(context, state, question, {"files": [], "text": words})
    draft = desk.keep(context, paper, draft, propose(state, question.name, value))
    return _noted(desk.show(context, paper, draft), refused)


def _media_answer(
    context: Context, paper: Paper, draft: Draft, question: Question, sent: list[int]
) -> list[Reply]:
    words = context.inbound.text
    too_long = len(words) > question.max_length
    unsure = too_long or (not question.private and looks_personal(words))
    state = desk.state_of(paper, draft)
    value = _joined(context, state, question, {"files": sent, "text": None if unsure else words or None})
    if not unsure:
        return desk.give(context, paper, draft, question.name, value)
    state = propose(state, question.name, value)
    return desk.hear_text(context, paper, desk.keep(context, paper, draft, state), words)


def _media_elsewhere(
    context: Context, paper: Paper, draft: Draft, question: Question, sent: list[int]
) -> list[Reply]:
    """Photos sent at another step are kept for the photo question, and the step is asked again."""
    state = desk.state_of(paper, draft)
    before = state.answers.get(question.name) or desk.NO_MEDIA
    words = context.inbound.text[: question.max_length]
    unsure = looks_personal(words)
    text = before["text"] or (None if unsure else words or None)
    value = _joined(context, state, question, {"files": sent, "text": text})
    draft = desk.keep(context, paper, draft, answer(state, question.name, value))
    kept = say("media.kept", len(value["files"]))
    note = Listed((kept, say("personal.caption")), " ") if unsure else kept
    return _noted(desk.show(context, paper, draft), note)


def _joined(context: Context, state: State, question: Question, sent: dict[str, Any]) -> dict[str, Any]:
    """New files beside those at hand; what was refused meanwhile makes room for them."""
    at_hand = (state.answers.get(question.name) or state.former.get(question.name) or desk.NO_MEDIA)["files"]
    gone = [one.id for one in files.get(context.connection, at_hand) if one.state == files.REFUSED]
    return desk.with_former(state, question, sent, gone)


def _noted(replies: list[Reply], note: Said | None) -> list[Reply]:
    """The first reply says first what could not be kept."""
    first, *rest = replies
    return [first if note is None else replace(first, screen=replace(first.screen, error=note)), *rest]


def announce(context: Context, organisation: int | None, taken: Sequence[Incoming]) -> list[int]:
    """Note the files that are kept and return their ids."""
    return [
        files.announce(
            context.connection,
            context.now,
            context.person,
            context.inbound.channel,
            file=one.file,
            unique_file=one.unique_file,
            kind=one.kind,
            mime=one.mime,
            size=one.size,
            organisation=organisation,
        )
        for one in taken
    ]
