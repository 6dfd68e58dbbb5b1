"""Files people send: kept for the photo question of the report in hand, whichever step it is at.

An album is one answer. What may be evidence is said here; a file is fetched and looked at elsewhere.
"""

from collections.abc import Sequence
from dataclasses import replace

from handlers import desk, papers
from handlers.access import DESK, MEMBER
from handlers.context import Context
from handlers.desk import Paper
from handlers.errors import Invalid, Leave
from handlers.flow.form import Ask, Question
from handlers.flow.privacy import looks_personal
from handlers.flow.walk import answer, propose, walk
from handlers.messages import Choice, Incoming, Listed, Reply, Role, Said, Screen, say
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
    refused = _refused(context.inbound.media)
    if refused is not None and not any(_fits(one) for one in context.inbound.media):
        raise Invalid(refused)
    here = walk(paper.form, desk.state_of(paper, draft), paper.facts(context, draft))
    if here.open is None or here.open.ask is not Ask.MEDIA:
        return _noted(_media_elsewhere(context, paper, draft, question), refused)
    return _noted(_media_answer(context, paper, draft, question), refused)


def _media_at_home(context: Context) -> list[Reply]:
    """Photos without a report: how to begin one, where this person may."""
    if not any(role.role in MEMBER | DESK for role in context.roles):
        raise Leave(say("problem.unsupported"))
    begin = Choice("report.start", say("home.report.button"), role=Role.PRIMARY)
    return [Reply(Screen("media.no_draft", (say("media.no_draft"),), choices=(begin,)))]


def _media_answer(context: Context, paper: Paper, draft: Draft, question: Question) -> list[Reply]:
    words = context.inbound.text
    too_long = len(words) > question.max_length
    unsure = too_long or (not question.private and looks_personal(words))
    sent = {"files": _announce(context), "text": None if unsure else words or None}
    value = desk.with_former(desk.state_of(paper, draft), question, sent)
    if not unsure:
        return desk.give(context, paper, draft, question.name, value)
    state = propose(desk.state_of(paper, draft), question.name, value)
    return desk.hear_text(context, paper, desk.keep(context, paper, draft, state), words)


MAX_BYTES = 20_000_000
EVIDENCE = ("jpg", "jpeg", "png", "webp", "heic", "heif", "pdf", "docx", "xlsx")
"""Endings of files that may be evidence; what a file really is, is looked at when it is fetched."""


def _fits(one: Incoming) -> bool:
    return _is_evidence(one) and (one.size or 0) <= MAX_BYTES


def _is_evidence(one: Incoming) -> bool:
    if one.kind == "document":
        return one.name is None or one.name.rpartition(".")[2].lower() in EVIDENCE
    return one.kind == "photo"


def _refused(sent: Sequence[Incoming]) -> Said | None:
    """What to say about files that cannot be kept."""
    if not all(_is_evidence(one) for one in sent):
        return say("media.kind")
    return None if all(_fits(one) for one in sent) else say("media.too_big")


def _noted(replies: list[Reply], note: Said | None) -> list[Reply]:
    """The first reply says first what could not be kept."""
    first, *rest = replies
    return [first if note is None else replace(first, screen=replace(first.screen, error=note)), *rest]


def _announce(context: Context) -> list[int]:
    """Note the files that can be kept and return their ids."""
    sent = [one for one in context.inbound.media if _fits(one)]
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
        )
        for one in sent
    ]


def _media_elsewhere(context: Context, paper: Paper, draft: Draft, question: Question) -> list[Reply]:
    """Photos sent at another step are kept for the photo question, and the step is asked again."""
    state = desk.state_of(paper, draft)
    before = state.answers.get(question.name) or desk.NO_MEDIA
    words = context.inbound.text[: question.max_length]
    unsure = looks_personal(words)
    sent = {"files": _announce(context), "text": before["text"] or (None if unsure else words or None)}
    value = desk.with_former(state, question, sent)
    draft = desk.keep(context, paper, draft, answer(state, question.name, value))
    kept = say("media.kept", len(value["files"]))
    note = Listed((kept, say("personal.caption")), " ") if unsure else kept
    return _noted(desk.show(context, paper, draft), note)
