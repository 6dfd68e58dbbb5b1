"""A report in one message, typed, pasted or forwarded: what it says becomes a draft, shown on one screen.

What a message gives stands in ``quick_reading``, the screens in ``quick_screen``. Nothing is a record before
the tap that saves it; what is still to come is only offered to wait (docs/quick-report.md).
"""

from collections.abc import Sequence
from dataclasses import replace

from handlers import desk, papers
from handlers.access import DESK, MEMBER
from handlers.context import Context
from handlers.errors import Leave, NotAllowed
from handlers.forms.event import EVENT
from handlers.forms.records import RECORD_FORMS
from handlers.member import quick_screen, report
from handlers.member.facts import RecordFacts
from handlers.member.quick_reading import Given, given, given_by, read
from handlers.member.quick_screen import QUICK
from handlers.messages import Choice, Day, Reply, Role, Said, Screen, say
from handlers.understand.quick import Sort, Told
from handlers.understand.result import Understood
from storage import audit, drafts
from storage.drafts import Draft

WHOLE = 3
"""Things that a message tells when it is surely a report of its own, not an answer to what is asked."""


def heard(context: Context, text: str) -> list[Reply] | None:
    """The screen for a message that tells of an event; None for any other, and for who may report nothing."""
    if not any(role.role in MEMBER | DESK for role in context.roles):
        return None
    told = read(context, text)
    if told.sort is Sort.OTHER:
        return None
    understood = given_by(context, told, text)
    return _ahead(told, understood) if told.sort is Sort.AHEAD else open_draft(context, understood)


def another(context: Context, text: str) -> list[Reply] | None:
    """A whole report typed while another waits for its tap: that one is set aside, not lost.

    Photos that wait to be told of are told of by it.
    """
    draft = context.draft
    if draft is None or not draft.subject.get(QUICK):
        return None
    told = read(context, text)
    said = (told.activity, told.held, told.place, told.total)
    if told.sort is not Sort.REPORT or sum(one is not None for one in said) < WHOLE:
        return None
    if quick_screen.NEW in quick_screen.asks(draft):
        return _told_of(context, draft, given(context, text))
    return heard(context, text)


def _told_of(context: Context, draft: Draft, given: Given) -> list[Reply]:
    """What was typed after photos is said of them; it stands before what was only proposed."""
    photos = given["answers"].pop("photos", None) or {"text": None}
    value = desk.with_former(
        desk.state_of(papers.paper_of(draft), draft), EVENT.question("photos"), {"files": [], **photos}
    )
    quick = _asked(draft, quick_screen.NEW).subject[QUICK]
    proposed = [name for name in quick["proposed"] if name not in given["answers"] | given["doubts"]]
    answers = {name: one for name, one in draft.answers.items() if name not in given["doubts"]}
    subject = {QUICK: {**quick, "doubts": {**quick["doubts"], **given["doubts"]}, "proposed": proposed}}
    changed = replace(
        draft,
        answers={**answers, **given["answers"], "photos": value},
        subject={**draft.subject, **subject},
    )
    return papers.show(context, _kept(context, changed))


def open_draft(context: Context, given: Given, asks: Sequence[str] = ()) -> list[Reply]:
    """Begin the draft of what was understood; several organisations are asked which one it is for."""
    organisation = organisation_of(context)
    several = organisation is not None and len(context.organisations) > 1
    form = RECORD_FORMS[RecordFacts(context, organisation, EVENT).type_of(given["answers"])]
    answers, proposed = quick_screen.as_last_time(context, organisation, given["answers"])
    subject = {
        QUICK: {
            "asks": [*(["organisation"] if several else []), *asks],
            "doubts": given["doubts"],
            "proposed": [*given.get("proposed", ()), *proposed],
            "personal": given["personal"],
        }
    }
    context.draft = drafts.start(
        context.connection,
        context.now,
        form.name,
        form.version,
        context.person,
        organisation,
        answers=quick_screen.without_gaps(answers, form),
        subject=subject,
    )
    audit.append(
        context.connection,
        context.now,
        context.person,
        "draft.change",
        f"draft:{context.draft.id}",
        organisation,
    )
    return papers.show(context, context.draft)


def organisation_of(context: Context) -> int | None:
    """The organisation of the person's present role, else their first; None at the secretariat's desk."""
    own = context.organisations
    if report.at_desk(context) or not own:
        return None
    acting = context.hat.organisation_id if context.hat is not None else None
    return acting if acting in own else own[0]


def belongs(context: Context, organisation: int) -> list[Reply]:
    """The draft is for this organisation."""
    draft = papers.in_hand(context)
    if organisation not in context.organisations:
        raise NotAllowed
    if "organisation" not in quick_screen.asks(draft):
        return papers.show(context, draft)
    changed = replace(_asked(draft, "organisation"), organisation_id=organisation)
    return papers.show(context, _kept(context, changed))


def is_new(context: Context) -> list[Reply]:
    """The photos are of an event that was not reported yet."""
    draft = papers.in_hand(context)
    if not draft.subject.get(QUICK):
        return papers.show(context, draft)
    return papers.show(context, _kept(context, _asked(draft, quick_screen.NEW)))


def complete(context: Context) -> list[Reply]:
    """The form goes on at its first open question; what was understood stands, doubts come as proposals."""
    draft = papers.in_hand(context)
    if not draft.subject.get(QUICK):
        return papers.show(context, draft)
    doubts = draft.subject[QUICK]["doubts"]
    answers = {name: value for name, value in draft.answers.items() if value is not None}
    former = {name: values[0] for name, values in doubts.items() if name not in answers}
    subject = {name: value for name, value in draft.subject.items() if name != QUICK}
    changed = replace(draft, answers=answers, former={**former, **draft.former}, subject=subject)
    return papers.show(context, _kept(context, changed))


def drop(context: Context) -> list[Reply]:
    """It was no report: the draft is deleted, with a way back; photos wait among the drafts instead."""
    draft = papers.in_hand(context)
    if not draft.subject.get(QUICK):
        return papers.show(context, draft)
    if (draft.answers.get("photos") or {}).get("files"):
        drafts.park(context.connection, context.now, context.person)
        context.draft = None
        raise Leave(say("quick.photos_wait"))
    drafts.set_status(context.connection, context.now, draft, drafts.DISCARDED)
    audit.append(context.connection, context.now, context.person, "draft.discard", f"draft:{draft.id}")
    context.draft = None
    undo = Choice("draft.undo", say("draft.undo.button"), (draft.id,))
    return [Reply(Screen("quick.dropped", (say("quick.dropped"),), choices=(undo,)))]


def _asked(draft: Draft, what: str) -> Draft:
    quick = draft.subject.get(QUICK) or {}
    asks = [one for one in quick.get("asks", ()) if one != what]
    return replace(draft, subject={**draft.subject, QUICK: {**quick, "asks": asks}})


def _kept(context: Context, draft: Draft) -> Draft:
    drafts.redirect(context.connection, draft)
    context.draft = draft
    paper = report.turn(context, draft, draft.answers)
    return desk.keep(context, paper, draft, desk.state_of(papers.paper_of(draft), draft))


def _ahead(told: Told, given: Given) -> list[Reply]:
    """What is still to come is no report: it may wait until the day after."""
    held = told.held.value if isinstance(told.held, Understood) else None
    body: Said = say("quick.ahead")
    ways = [Choice("quick.held", say("quick.held.button"), (given,))]
    if held is not None:
        body = say("quick.ahead.day", day=Day(held.first, "long", held.last))
        days = (held.first.isoformat(), held.last.isoformat())
        ways.insert(0, Choice("quick.wait", say("quick.wait.button"), (given, *days), role=Role.PRIMARY))
    no = Choice("home", say("quick.no.button"), role=Role.NAV)
    return [Reply(Screen("quick.ahead", (body,), choices=(*ways, no)))]


def wait(context: Context, given: Given, first: str, last: str) -> list[Reply]:
    """The draft waits for the day after the event."""
    open_draft(context, _without_day(given))
    return report.wait(context, first, last)


def held_already(context: Context, given: Given) -> list[Reply]:
    """It is over after all: the day is asked."""
    return open_draft(context, _without_day(given))


def _without_day(given: Given) -> Given:
    answers = {name: value for name, value in given["answers"].items() if name != "held"}
    doubts = {name: value for name, value in given["doubts"].items() if name != "held"}
    return {**given, "answers": answers, "doubts": doubts}
