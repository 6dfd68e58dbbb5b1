"""A coordinator opens a presence list: the event, its start, then the QR code with its counter below.

Also stopping it and going on. Without a public address the whole feature is hidden.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers import papers
from handlers.context import Context
from handlers.desk import Paper
from handlers.errors import Invalid, NotAllowed
from handlers.flow.form import Answers, Facts
from handlers.flow.walk import Walk
from handlers.forms.presence import NOW, PRESENCE
from handlers.forms.records import RECORD_FORMS
from handlers.messages import Choice, Day, Kind, MediaRef, Reply, Role, Said, Screen, say
from handlers.plain_facts import PlainFacts
from handlers.presence import board
from handlers.presence.rules import State, hour, state_of, window
from handlers.understand.times import read_start
from storage import audit, drafts, presence
from storage.drafts import Draft
from storage.people import SECRETARIAT
from storage.plan import TOWN
from storage.presence import Listing

PATH = "/p/"
"""Where the page of a list is served: this and its token."""

OF_DRAFT = "draft:"
"""An answer that means the event of one of the person's own drafts."""

OFFERED = 3


def is_on(context: Context) -> bool:
    """Whether phones of participants can reach this installation."""
    return bool(context.world.page(PATH))


def begin(context: Context, anew: bool = False) -> list[Reply]:
    """The list that is open now, or the questions for a new one."""
    if not is_on(context):
        raise Invalid(say("presence.off"))
    open_now = presence.running(context.connection, context.now, context.person)
    if open_now is not None and not anew:
        return [_present(context, open_now)]
    before = context.draft
    subject = {"back_to": before.id} if before is not None and before.form != PRESENCE.name else {}
    context.draft = drafts.start(
        context.connection,
        context.now,
        PRESENCE.name,
        PRESENCE.version,
        context.person,
        _organisation(context),
        subject=subject,
    )
    return papers.show(context, context.draft)


def _present(context: Context, listing: Listing) -> Reply:
    shown = board.screen(listing, presence.counted(context.connection, listing.id), context.now)
    anew = Choice("presence", say("presence.anew.button"), (True,), role=Role.NAV)
    body = (*shown.body, say("presence.code_above"))
    return Reply(replace(shown, body=body, choices=(*shown.choices, anew)))


def _organisation(context: Context) -> int | None:
    """The organisation whose hat the person wears; None for the secretariat's own."""
    hat = context.hat
    if hat is not None and hat.role == SECRETARIAT:
        return None
    if hat is not None and hat.organisation_id in context.organisations:
        return hat.organisation_id
    return next(iter(context.organisations), None)


class PresenceFacts(PlainFacts):
    """The ``Facts`` of opening a list: the person's own drafts are the likely events."""

    def suggest(self, question: str, answers: Answers) -> Sequence[Choice]:
        """Events that are being reported, and the start at once."""
        if question == "starts":
            return (Choice("answer", say("presence.now.button"), ("starts", NOW), role=Role.PRIMARY),)
        return tuple(
            Choice("answer", papers.title_of(self.context, one), (question, f"{OF_DRAFT}{one.id}"))
            for one in _reported(self.context)[:OFFERED]
        )


def _reported(context: Context) -> list[Draft]:
    """Drafts of records that are not reported yet."""
    waiting = papers.waiting(context)
    return [one for one in waiting if one.form in RECORD_FORMS and one.answers and not one.subject]


def _finish(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    """Open the list: the picture and the link, the counter, and back to where the person was."""
    title, about = _event(context, here.standing["event"])
    start = _start(context, here.standing["starts"])
    opens, closes = window(start, context.now)
    organisation = about.organisation_id if about is not None else draft.organisation_id
    listing, token = presence.create(
        context.connection,
        context.now,
        context.person,
        organisation,
        draft=about.id if about is not None else None,
        title=title,
        day=context.world.local_date(start or context.now),
        opens_at=opens,
        closes_at=closes,
    )
    name = f"presence:{listing.id}"
    audit.append(context.connection, context.now, context.person, "presence.open", name, organisation)
    drafts.set_status(context.connection, context.now, draft, drafts.SUBMITTED)
    context.draft = _before(context, draft)
    shown = [_picture(context, listing, token), _counter(context, listing)]
    if context.draft is not None:
        shown += [replace(one, new=True) for one in papers.show(context, context.draft)]
    return shown


def _event(context: Context, answer: str) -> tuple[str, Draft | None]:
    """What the list is called, and the draft that it is about; only the person's own are looked at."""
    for draft in _reported(context):
        if answer == f"{OF_DRAFT}{draft.id}":
            title = papers.title_of(context, draft)
            return context.world.in_language(context.language, title)[:LONGEST_TITLE], draft
    return answer.strip(), None


LONGEST_TITLE = 120


def _start(context: Context, answer: str) -> datetime | None:
    start = None if answer == NOW else read_start(answer, context.today)
    return None if start is None else start.replace(tzinfo=TOWN)


def _before(context: Context, draft: Draft) -> Draft | None:
    """The draft that was in hand before becomes it again."""
    wanted = draft.subject.get("back_to")
    for one in papers.waiting(context):
        if one.id == wanted:
            return drafts.resume(context.connection, context.now, one)
    return None


def _picture(context: Context, listing: Listing, token: str) -> Reply:
    link = context.world.page(f"{PATH}{token}")
    lines: tuple[Said, ...] = (
        say("presence.ready"),
        link,
        say(
            "presence.window",
            day=_day(listing.opens_at),
            start=hour(listing.opens_at),
            end=hour(listing.closes_at),
        ),
        say("presence.only_counts"),
    )
    code = MediaRef("photo", name="cod-qr.png", alt=say("presence.picture", link=link), qr=link)
    return Reply(
        Screen("presence.ready", lines, head=listing.title, media=(code,)),
        kind=Kind.RECEIPT,
        live=False,
        secret=True,
    )


def _counter(context: Context, listing: Listing) -> Reply:
    shown = board.screen(listing, presence.counted(context.connection, listing.id), context.now)
    key = presence.board_key(listing.id, listing.edition)
    return Reply(shown, kind=Kind.RECEIPT, dedupe=key, live=context.draft is None, new=True)


def _day(moment: datetime) -> Day:
    return Day(moment.astimezone(TOWN).date(), "long")


def stop(context: Context, id: int) -> list[Reply]:
    """No more confirmations: the final number, in the message whose button was pressed."""
    listing = _own(context, id)
    if state_of(listing, context.now) is not State.OVER:
        presence.change(context.connection, id, stopped_at=context.now)
        _audit(context, "presence.stop", listing)
    return _changed(context, id)


def reopen(context: Context, id: int) -> list[Reply]:
    """Go on after a pause or after a stop, while the time of the list lasts."""
    listing = _own(context, id)
    if context.now < listing.closes_at:
        presence.change(
            context.connection, id, stopped_at=None, paused_until=None, finished=False, minute_count=0
        )
        _audit(context, "presence.reopen", listing)
    return _changed(context, id)


def _changed(context: Context, id: int) -> list[Reply]:
    """The list as it is now; its own counter, should that be another message, follows by itself."""
    listing = _own(context, id)
    shown = board.screen(listing, presence.counted(context.connection, id), context.now)
    last = presence.board(context.connection, listing)
    if last is not None and last.message == context.inbound.message and last.state not in board.ON_THE_WAY:
        over = state_of(listing, context.now) is State.OVER
        total = presence.counted(context.connection, id).total
        presence.change(context.connection, id, finished=over, shown_total=total, shown_at=context.now)
    return [Reply(shown, live=context.draft is None, here=True)]


def _own(context: Context, id: int) -> Listing:
    """A list of the person, of their organisation, or of the secretariat for its people."""
    found = presence.get(context.connection, id)
    if found is None:
        raise NotAllowed
    if found.organisation_id is None:
        allowed = context.is_secretariat
    else:
        allowed = found.organisation_id in context.organisations
    if not allowed:
        raise NotAllowed
    return found


def _audit(context: Context, action: str, listing: Listing) -> None:
    name = f"presence:{listing.id}"
    audit.append(context.connection, context.now, context.person, action, name, listing.organisation_id)


PAPER = Paper(PRESENCE, PresenceFacts, _finish)
