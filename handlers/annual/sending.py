"""The last step of the annual report: all blocks to read, the document, sending, the receipt."""

from handlers import desk, papers
from handlers.annual import answering, moves, status
from handlers.annual.content import content_of
from handlers.annual.facts import AnnualFacts
from handlers.annual.hints import hint
from handlers.annual.spoken import shortened
from handlers.context import Context
from handlers.desk import Paper
from handlers.errors import Leave
from handlers.flow.form import Answers, Facts
from handlers.flow.screens import progress
from handlers.flow.shown import shown
from handlers.flow.walk import Walk, walk
from handlers.forms.annual import ANNUAL, INACTIVE
from handlers.messages import Choice, Day, Input, Kind, Listed, Reply, Role, Said, Screen, say
from reports.member_year import changes
from reports.reporting import deadline_of
from storage import annual, audit, drafts, jobs, obligations, people
from storage.drafts import Draft

ROOM, LEAST = 1000, 60
"""Letters that the values of all blocks share on the last screen, and what each gets at least."""

NAMED = 5
"""Changed records that are named; more are counted."""


def finish(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    """All blocks stand: they are shown to be read, or go straight back when the secretariat only asked."""
    report = AnnualFacts(context, draft)
    if draft.subject.get("asked"):
        return send_draft(context, draft, here)
    body = (*_lines(context, here, report), *_changed(report), *_not_over(report), say("annual.review.label"))
    return [
        desk.reply(
            draft,
            Screen(
                "annual.review",
                body,
                progress(ANNUAL, ANNUAL.steps, say("ask.review.title")),
                choices=_endings(report, here),
                input=Input("choice"),
            ),
        )
    ]


def _lines(context: Context, here: Walk, facts: AnnualFacts) -> tuple[Said, ...]:
    """Each block in one line: the numbers are those that change a block when they are typed."""
    most = max(LEAST, ROOM // max(1, len(here.standing)))
    return tuple(
        say(
            "ask.review.line",
            number=at,
            title=say(f"{ANNUAL.key(name)}.title"),
            value=shortened(context, _value(name, value, here.standing, facts), most),
        )
        for at, (name, value) in enumerate(here.standing.items(), 1)
    )


def _value(name: str, value: object, answers: Answers, facts: AnnualFacts) -> Said:
    said = shown(ANNUAL, ANNUAL.question(name), value, answers, facts)
    if name.startswith("result_"):
        return say("annual.result.line", code=name.removeprefix("result_"), text=said)
    if not name.startswith("measure_"):
        return said
    slot = int(name.removeprefix("measure_"))
    words = next((text for one, text in facts.troubles(answers) if one == slot), "")
    return say("annual.measure.line", problem=words, measure=said)


def _changed(facts: AnnualFacts) -> tuple[Said, ...]:
    """What is different since the figures were confirmed."""
    found = changes(facts.report.seen.get("records", {}), facts.found)
    if not found:
        return ()
    told = tuple(say(f"annual.changed.{what}", number=number) for number, what in found[:NAMED])
    rest = len(found) - len(told)
    more = (say("annual.changed.more", rest),) if rest else ()
    return (say("annual.changed", changes=Listed((*told, *more), "; ")),)


def _not_over(facts: AnnualFacts) -> tuple[Said, ...]:
    return () if facts.today.year > facts.year else (say("annual.not_over", year=str(facts.year)),)


def _endings(facts: AnnualFacts, here: Walk) -> tuple[Choice, ...]:
    language = "ru" if facts.context.language == "ru" else "ro"
    stale = bool(changes(facts.report.seen.get("records", {}), facts.found))
    refresh = (Choice("edit", say("annual.refresh.button"), ("figures",)),) if stale else ()
    return (
        Choice("annual.send", say("annual.send.button"), role=Role.PRIMARY),
        Choice("annual.document", say("annual.document.button"), (facts.report.id, language)),
        *refresh,
        *_additions(facts, here),
        Choice("annual.correct", say("ask.correct.button")),
        Choice("park", say("ask.park.button"), role=Role.NAV),
        Choice("discard", say("ask.discard.button"), role=Role.NAV),
    )


def _additions(facts: AnnualFacts, here: Walk) -> tuple[Choice, ...]:
    """A year without activity may still have problems and plans; nobody is asked for them."""
    if here.standing.get("figures") != INACTIVE:
        return ()
    places = [facts.free_place(kind, here.standing) for kind in ("problem", "plan")]
    return tuple(Choice("edit", say(f"{ANNUAL.key(place)}.add"), (place,)) for place in places if place)


def correct(context: Context) -> list[Reply]:
    """Which block to change, numbered as on the last screen."""
    _, draft, facts = moves.in_hand(context)
    here = walk(ANNUAL, desk.state_of(PAPER, draft), facts)
    choices = tuple(
        Choice(
            "edit",
            say("annual.correct.line", number=at, title=say(f"{ANNUAL.key(name)}.title")),
            (name,),
        )
        for at, name in enumerate(here.standing, 1)
    )
    back = Choice("look", say("ask.back.button"), role=Role.NAV)
    head = progress(ANNUAL, ANNUAL.steps, say("ask.review.title"))
    screen = Screen("annual.correct", (say("ask.correct.label"),), head, None, (*choices, back))
    return [desk.reply(draft, screen)]


def document(context: Context, report: int, language: str) -> list[Reply]:
    """Queue the report as a file: as it would be sent now, or as it was sent."""
    found = answering.visible_report(context, report)
    version = found.version
    draft = context.draft
    if draft is not None and draft.form == ANNUAL.name and draft.subject.get("report") == report:
        facts = AnnualFacts(context, draft)
        answers = walk(ANNUAL, desk.state_of(PAPER, draft), facts).standing
        annual.set_preview(context.connection, report, content_of(answers, facts))
        version = annual.PREVIEW
    elif version == annual.PREVIEW:
        raise Leave
    return queue_document(context, found, version, language)


def queue_document(context: Context, report: annual.Report, version: int, language: str) -> list[Reply]:
    """Queue a version as a file; the chat stays free and the file arrives when it is ready."""
    inbound = context.inbound
    arguments = {
        "member_report": report.id,
        "version": version,
        "year": report.year,
        "language": language,
        "formats": ["docx"],
    }
    job = jobs.add(
        context.connection,
        context.now,
        "member_report",
        arguments,
        context.person,
        inbound.channel,
        inbound.chat,
    )
    audit.append(
        context.connection,
        context.now,
        context.person,
        "annual.document",
        f"job:{job}",
        report.organisation_id,
    )
    other = "ro" if language == "ru" else "ru"
    choices = (
        Choice("look", say("ask.back.button"), role=Role.PRIMARY),
        Choice("annual.document", say(f"annual.document.in_{other}.button"), (report.id, other)),
    )
    body = say("annual.document.queued", language=say(f"documents.language.{language}"))
    return [Reply(Screen("annual.document", (body,), choices=choices))]


def send(context: Context) -> list[Reply]:
    """Send the report to the secretariat; the same tap again shows the same receipt."""
    _, draft, facts = moves.in_hand(context)
    here = walk(ANNUAL, desk.state_of(PAPER, draft), facts)
    if here.open is not None:
        return papers.show(context, draft)
    return send_draft(context, draft, here)


def send_draft(context: Context, draft: Draft, here: Walk) -> list[Reply]:
    """Make the next version of the report, tell the secretariat, show the receipt."""
    facts = AnnualFacts(context, draft)
    connection, now, report = context.connection, context.now, facts.report
    content = content_of(here.standing, facts)
    seen = {**facts.report.seen, "records": facts.found.stamp}
    annual.see(connection, report.id, seen)
    annual.submit(connection, now, report, context.person, content, here.standing, ANNUAL.version)
    obligations.settle_reports(connection, now, draft.organisation_id)
    drafts.set_status(connection, now, draft, drafts.SUBMITTED)
    context.draft = None
    audit.append(
        connection, now, context.person, "annual.submit", f"annual:{report.id}", draft.organisation_id
    )
    return [_receipt(context, report.id), *_tell_desk(context, report.id)]


def receipt_again(context: Context, draft: Draft) -> list[Reply] | None:
    """The receipt of a draft that was sent before."""
    report = annual.get(context.connection, draft.subject["report"], context.organisations)
    return None if report is None else [_receipt(context, report.id)]


def _receipt(context: Context, report: int) -> Reply:
    """What was sent, whether in time, and what comes next."""
    found = status.own_report(context, report)
    until = deadline_of(context.connection, found.year)
    sent = found.counts_from or context.today
    body: list[Said] = [
        say("annual.receipt", year=str(found.year), organisation=status.name_of(found)),
        say("annual.receipt.in_time" if sent <= until else "annual.receipt.late", day=Day(until, "long")),
        say("annual.receipt.next"),
    ]
    choices = (
        Choice("standing", say("event.standing.button"), role=Role.PRIMARY),
        Choice("annual.document", say("annual.document.button"), (report, status.spoken(context))),
    )
    return Reply(Screen("annual.receipt", tuple(body), choices=choices), kind=Kind.RECEIPT)


def _tell_desk(context: Context, report: int) -> list[Reply]:
    """The secretariat sees at once that a report came, or came again."""
    found = status.own_report(context, report)
    key = "annual.arrived" if found.version == 1 else "annual.arrived_again"
    body = say(key, year=str(found.year), organisation=status.name_of(found))
    card = Choice("annual.card", say("review.look.button"), (report,), role=Role.PRIMARY)
    screen = Screen("annual.arrived", (body,), choices=(card,))
    return [
        Reply(
            screen,
            person,
            Kind.NOTICE,
            dedupe=f"annual-arrived:{report}:{found.version}:{person}",
            live=False,
        )
        for person in people.with_role(context.connection, people.SECRETARIAT)
        if person != context.person
    ]


PAPER = Paper(
    ANNUAL,
    AnnualFacts,
    finish,
    hint,
    answering.step_back,
    unheard=moves.unheard,
    receipt=receipt_again,
)
