"""The wizard of invitations and messages: begin, the steps of the forms, the proof, the second tap."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers import desk, papers
from handlers.broadcast import approval, preview
from handlers.broadcast.content import Wish, wish_of
from handlers.broadcast.facts import BroadcastFacts, audience_of, warning
from handlers.context import Context
from handlers.desk import Paper
from handlers.errors import Invalid, Leave, NotAllowed
from handlers.flow.form import Facts, Form, Question
from handlers.flow.hear import moment
from handlers.flow.walk import Walk, walk
from handlers.forms.broadcast import INVITE, MESSAGE, ONLINE, day_of, words_of
from handlers.messages import Choice, Reply, Role, Said, Screen, say
from handlers.understand.bilingual import split_text
from storage import drafts, meetings
from storage.drafts import Draft


def invite(context: Context, meeting: int = 0) -> list[Reply]:
    """Begin an invitation; to a meeting that is there already its title, day and place are known."""
    known = meetings.get(context.connection, meeting) if meeting else None
    if known is None:
        return begin(context, INVITE, {}, {})
    return begin(context, INVITE, answers_of(known), {"meeting": known.id})


def message(context: Context) -> list[Reply]:
    """Begin a message."""
    return begin(context, MESSAGE, {}, {})


def anew(context: Context, draft: int) -> list[Reply]:
    """Begin again with the answers of what was not sent."""
    old = drafts.find(context.connection, draft)
    if old is None or old.form not in PAPERS:
        raise Leave
    if old.person_id != context.person:
        raise NotAllowed
    kept = {name: value for name, value in old.subject.items() if name == "meeting"}
    return begin(context, INVITE if old.form == INVITE.name else MESSAGE, old.answers, kept)


def begin(context: Context, form: Form, answers: dict[str, Any], subject: dict[str, Any]) -> list[Reply]:
    """Begin the wizard with what is known already."""
    context.draft = drafts.start(
        context.connection,
        context.now,
        form.name,
        form.version,
        context.person,
        None,
        answers=answers,
        subject=subject,
    )
    return papers.show(context, context.draft)


def answers_of(meeting: meetings.Meeting) -> dict[str, Any]:
    """What a meeting that is there already answers."""
    title = f"{meeting.title} / {meeting.title_ru}" if meeting.title_ru else meeting.title
    place = " ".join(one for one in (meeting.place or ONLINE, meeting.link) if one)
    return {"title": title, "when": moment(meeting.held_on, meeting.begins), "place": place}


def hint(context: Context, draft: Draft, question: Question) -> Said | None:
    """How many there are to choose from, what speaks against the day, who cannot read the text."""
    answers = draft.answers
    match question.name:
        case "who":
            return say("invite.who.all", numbers=preview.counted(audience_of(context, {"who": "all"})))
        case "hour" | "place" if "when" in answers:
            return warning(context, draft, day_of(answers["when"]))
        case "other":
            return _unread(context, draft)
    return None


def _unread(context: Context, draft: Draft) -> Said | None:
    written = split_text(words_of(draft.answers)).only
    missing = "ru" if written == "ro" else "ro"
    reached = audience_of(context, draft.answers)
    number = sum((one.language == "ru") == (missing == "ru") for one in reached.people)
    return say("invite.other.readers_ru" if missing == "ru" else "invite.other.readers_ro", number)


def _finish(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    return preview.shown(context, PAPERS[draft.form], draft, here, facts)


def _receipt(context: Context, draft: Draft) -> list[Reply] | None:
    """A second tap on what was sent shows how far it is."""
    number = draft.subject.get("broadcast")
    return None if number is None else approval.state_of(context, number)


def _in_hand(context: Context) -> tuple[Draft, Paper]:
    """The invitation or message in hand; a button of one that was left is an old button."""
    draft = context.draft
    if draft is None or draft.form not in PAPERS:
        raise Invalid(say("problem.old_button"))
    return draft, PAPERS[draft.form]


def _ready(context: Context) -> tuple[Draft, Wish, Walk] | None:
    """The draft in hand with all its answers; None while a question is open."""
    draft, paper = _in_hand(context)
    here = walk(paper.form, desk.state_of(paper, draft), paper.facts(context, draft))
    return None if here.open is not None else (draft, wish_of(context, draft, here.standing), here)


def proof(context: Context) -> list[Reply]:
    """The message itself, to who writes it, and the last step again below."""
    ready = _ready(context)
    again = papers.show(context, _in_hand(context)[0])
    if ready is None:
        return again
    _, wish, here = ready
    sent = preview.proof(context, wish, audience_of(context, here.standing))
    return [*sent, *(replace(one, new=True) for one in again)]


def tried(context: Context) -> list[Reply]:
    """A button of a proof."""
    raise Invalid(say("broadcast.tried"))


def bare(context: Context) -> list[Reply]:
    """Without the files; what was written after them stays."""
    draft, paper = _in_hand(context)
    state = desk.state_of(paper, draft)
    told: dict[str, Any] = {"files": [], "text": words_of(state.answers) or None}
    kept = replace(state, answers={**state.answers, "text": told})
    return papers.show(context, desk.keep(context, paper, draft, kept))


def sure(context: Context, number: int, at: str = "") -> list[Reply]:
    """The second tap repeats the number."""
    ready = _ready(context)
    if ready is None:
        return papers.show(context, _in_hand(context)[0])
    draft, wish, here = ready
    return [desk.reply(draft, _sure(context, here, at or (wish.at and wish.at.isoformat()) or "", ""))]


def _sure(context: Context, here: Walk, at: str, changed: Said) -> Screen:
    reached = audience_of(context, here.standing)
    number = len(reached.people)
    body: list[Said] = [say("broadcast.sure", numbers=preview.counted(reached))]
    if preview.needs_second(context, reached):
        body.append(say("broadcast.second"))
    yes = say("broadcast.yes.button", number)
    choices = (
        Choice("broadcast.send", yes, (number, at), role=Role.PRIMARY),
        Choice("look", say("ask.back.button"), role=Role.NAV),
    )
    return Screen("broadcast.sure", tuple(body), error=changed or None, choices=choices)


def send(context: Context, number: int, at: str = "") -> list[Reply]:
    """Write it down, and send it or ask for the second person; another number than was shown asks anew."""
    ready = _ready(context)
    if ready is None:
        return papers.show(context, _in_hand(context)[0])
    draft, wish, here = ready
    reached = audience_of(context, here.standing)
    if len(reached.people) != number:
        return [desk.reply(draft, _sure(context, here, at, say("broadcast.changed")))]
    wished = replace(wish, at=datetime.fromisoformat(at) if at else None)
    return approval.submit(context, draft, wished, reached)


PAPERS = {
    form.name: Paper(form, BroadcastFacts, _finish, hint, receipt=_receipt) for form in (INVITE, MESSAGE)
}
