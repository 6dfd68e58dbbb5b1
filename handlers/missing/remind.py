"""Reminding those who have not reported, by hand: whom, who not and why, with which words, and when.

It is a reminder like any other, but never held: one decision a person, cancelled when the report arrives.
Not here: who is left out (``audience``), the steps that come by themselves (``handlers.proactive``).
"""

from datetime import date, datetime, time, timedelta

from handlers import desk, papers, post
from handlers.context import Context
from handlers.desk import Paper
from handlers.errors import Leave
from handlers.flow.form import Answers, Facts
from handlers.flow.walk import Walk
from handlers.forms.missing import REMIND
from handlers.messages import Choice, Day, Kind, Listed, Reply, Role, Said, Screen, say
from handlers.missing.audience import REASONS, Audience, audience
from handlers.missing.view import Line, of_year
from handlers.plain_facts import PlainFacts
from handlers.proactive import members
from handlers.proactive.speak import look
from storage import audit, calendar, drafts, reminders
from storage.drafts import Draft
from storage.obligations import MEMBERS
from storage.plan import TOWN
from storage.reminders import Decision

LATELY = timedelta(days=5)
"""Who was reminded later than so long ago is left alone."""

USEFUL = timedelta(days=4)
LATER = time(10)
NOW, TOMORROW = "now", "tomorrow"
LISTED = 12
"""Members that the list of the exclusions names for each reason."""


class RemindFacts(PlainFacts):
    """The ``Facts`` of the words of a reminder."""

    def asks(self, fact: str, answers: Answers) -> bool:
        """Words in Russian, when somebody who gets them reads Russian."""
        to = _audience(self.context, self.draft.subject["year"]).to
        return any(one.language == "ru" for _, people in to for one in people)


def _audience(context: Context, year: int) -> Audience:
    found = of_year(context, year)
    if context.today < found.opens:
        raise Leave(say("missing.early", day=Day(found.opens)))
    recently = reminders.subjects(context.connection, context.now - LATELY)
    return audience(found.missing, recently, context.today)


def preview(context: Context, year: int) -> list[Reply]:
    """Whom it reaches, who is left out, what it says, and the ways to send it."""
    return [Reply(_preview(context, year, {}))]


def words(context: Context, year: int) -> list[Reply]:
    """Write other words."""
    context.draft = drafts.start(
        context.connection,
        context.now,
        REMIND.name,
        REMIND.version,
        context.person,
        None,
        subject={"year": year},
    )
    return papers.show(context, context.draft)


def _finish(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    return [desk.reply(draft, _preview(context, draft.subject["year"], here.standing))]


def _preview(context: Context, year: int, own: Answers) -> Screen:
    found = _audience(context, year)
    body: list[Said] = []
    if found.to:
        persons = say("missing.persons", found.persons)
        body.append(say("missing.remind.to", len(found.to), persons=persons))
    else:
        body.append(say("missing.remind.nobody"))
    if found.excluded:
        body.append(say("missing.remind.not", parts=Listed(tuple(_reasons(found)))))
    if found.to:
        body += _said(context, found, own)
    open_now = calendar.load(context.connection).is_open(context.now)
    if found.to and not open_now:
        hour = context.now.astimezone(TOWN)
        body.append(say("missing.remind.closed", hour=f"{hour:%H:%M}", day=Day(later(context), "long")))
    return Screen("missing.remind", tuple(body), choices=_ways(context, year, found, open_now, own))


def _reasons(found: Audience) -> list[Said]:
    numbers = {reason: len(found.because(reason)) for reason in REASONS}
    return [say(f"missing.not.{reason}", number) for reason, number in numbers.items() if number]


def _said(context: Context, found: Audience, own: Answers) -> list[Said]:
    """The words as the first of them reads them; both languages when the words are a secretary's own."""
    line = found.to[0][0]
    if not own:
        spoken = "ru" if context.language == "ru" else "ro"
        text = context.world.in_language(spoken, _opening(context, line))
        return [say("missing.remind.text", text=text)]
    shown = [say("missing.remind.text", text=own["text_ro"])]
    if own.get("text_ru"):
        shown.append(say("missing.remind.text_ru", text=own["text_ru"]))
    return [*shown]


def _ways(context: Context, year: int, found: Audience, open_now: bool, own: Answers) -> tuple[Choice, ...]:
    ways = []
    if found.to and open_now:
        label = say("missing.remind.now.button", found.persons)
        ways.append(Choice("missing.send", label, (year, NOW), role=Role.PRIMARY))
    if found.to:
        label = say("missing.remind.later.button", day=Day(later(context)))
        ways.append(Choice("missing.send", label, (year, TOMORROW)))
        change = say("missing.remind.words.button")
        ways.append(Choice("edit", change, ("text_ro",)) if own else Choice("missing.words", change, (year,)))
    if found.excluded:
        ways.append(Choice("missing.why", say("missing.why.button"), (year,)))
    back = Choice("park", say("ask.park.button"), role=Role.NAV)
    ways.append(back if own else Choice("missing", say("list.all.button"), (year,), role=Role.NAV))
    return tuple(ways)


def why(context: Context, year: int) -> list[Reply]:
    """Who gets none, by reason."""
    found = _audience(context, year)
    body: list[Said] = []
    for reason in REASONS:
        lines = found.because(reason)
        if lines:
            more = ("…",) if len(lines) > LISTED else ()
            names = Listed((*(line.name for line in lines[:LISTED]), *more))
            body.append(say("missing.why", reason=say(f"missing.not.{reason}", len(lines)), names=names))
    if not body:
        body.append(say("missing.why.none"))
    back = Choice("missing.remind", say("ask.back.button"), (year,), role=Role.NAV)
    return [Reply(Screen("missing.why", tuple(body), choices=(back,)))]


def later(context: Context) -> date:
    """The next working day, today before its hours."""
    days = calendar.load(context.connection)
    opens = calendar.at(context.today, days.recurring.hours.first)
    first = context.today if context.now < opens else context.today + timedelta(days=1)
    return days.next_working(first)


def send(context: Context, year: int, when: str) -> list[Reply]:
    """Write one message a person, now or at ten on the next working day; outside the hours never now."""
    own = _own(context, year)
    found = _audience(context, year)
    at_once = when == NOW and calendar.load(context.connection).is_open(context.now)
    day = context.today if at_once else later(context)
    moment = context.now if at_once else calendar.at(day, LATER)
    for line, people in found.to:
        for one in people:
            _remind(
                context, line, one.person_id, moment, own.get(f"text_{one.language}") or own.get("text_ro")
            )
    _audit(context, year, own)
    if context.draft is not None and own:
        drafts.set_status(context.connection, context.now, context.draft, drafts.SUBMITTED)
        context.draft = None
    persons = say("missing.persons", found.persons)
    told = "missing.sent" if at_once else "missing.sent.later"
    said = say(told, len(found.to), persons=persons, day=Day(day, "long"))
    back = Choice("missing", say("list.all.button"), (year,), role=Role.NAV)
    return [Reply(Screen("missing.sent", (said,), choices=(back,)), kind=Kind.RECEIPT)]


def _own(context: Context, year: int) -> Answers:
    """The words in hand, when those of this reminder are."""
    draft = context.draft
    if draft is None or draft.form != REMIND.name or draft.subject.get("year") != year:
        return {}
    return draft.answers


def _remind(context: Context, line: Line, person: int, moment: datetime, text: str | None) -> None:
    """One decision and one message, in this very transaction; the same day has one."""
    day = moment.astimezone(TOWN).date()
    key = f"{MEMBERS}:{line.organisation}:{line.owed.period}:hand-{day}:p{person}"
    ahead = moment > context.now
    reply = Reply(
        _screen(context, line, text),
        person,
        Kind.REMINDER,
        dedupe=key,
        live=False,
        subject=line.owed.about,
        at=moment if ahead else None,
        until=moment + USEFUL,
    )
    row = post.to_person(context.connection, context.now, reply, claimed=False)
    if row is not None:
        about, sent = line.owed.about, Decision.SENT
        reminders.note(context.connection, context.now, key, person, about, sent, row.id)


def _screen(context: Context, line: Line, text: str | None) -> Screen:
    seen = look(context.connection, context.now)
    body: tuple[Said, ...] = (_opening(context, line),)
    if text is not None:
        body = (text, _worded("owed.line", line))
    return Screen("owed.report", (*body, say("owed.takes")), choices=members.choices(seen, line.owed))


def _opening(context: Context, line: Line) -> Said:
    late = context.today > line.owed.due_on
    return _worded("owed.overdue" if late else "owed.before", line)


def _worded(key: str, line: Line) -> Said:
    day = Day(line.owed.due_on, "long")
    return say(key, organisation=line.said, year=line.owed.period, day=day)


def _audit(context: Context, year: int, own: Answers) -> None:
    target, content = f"rule:{MEMBERS}:{year}", "\n".join(str(one) for one in own.values())
    audit.append(context.connection, context.now, context.person, "missing.remind", target, content=content)


PAPER = Paper(REMIND, RemindFacts, _finish)
