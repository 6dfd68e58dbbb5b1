"""The secretariat settles a meeting: its day, hour, theme and place, confirming, cancelling, planning anew.

Each is one step. When people know of the meeting already, one screen says exactly who will be told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from handlers import aside, desk, home, papers
from handlers.context import Context
from handlers.desk import Paper
from handlers.errors import Leave, NotAllowed
from handlers.flow.form import Answers, Facts, Question
from handlers.flow.hear import answer
from handlers.flow.walk import Walk, walk
from handlers.forms.meeting_change import MEETING_CHANGE, read_when
from handlers.forms.rules import LINK
from handlers.meetings import change
from handlers.meetings.card import card, known
from handlers.meetings.dates import clashes
from handlers.meetings.words import differences, name_of, when_of
from handlers.messages import Choice, Day, Reply, Role, Said, Screen, say
from handlers.plain_facts import PlainFacts
from handlers.understand.times import read_hour
from storage import audit, calendar, drafts, meetings, moves
from storage.drafts import Draft
from storage.meetings import CANCELLED, CONFIRMED, HELD, PROPOSED, Meeting

EDIT, CONFIRM, CANCEL, AGAIN = "edit", "confirm", "cancel", "again"
HOURS = ("10:00", "14:00", "15:00", "17:00")
WEEK = timedelta(days=7)
OFFERED = 3
FIELDS = ("day", "begins", "theme", "place")


class ChangeFacts(PlainFacts):
    """The ``Facts`` of settling one meeting: days, hours and places that are likely."""

    def suggest(self, question: str, answers: Answers) -> Sequence[Choice]:
        """Ready answers of a question."""
        asked = MEETING_CHANGE.question(question)
        match question:
            case "day":
                return tuple(answer(asked, day.isoformat(), Day(day)) for day in self._days())
            case "begins":
                return tuple(answer(asked, hour, hour) for hour in HOURS)
            case "place":
                last = meetings.last_places(self.context.connection, OFFERED)
                return tuple(answer(asked, place, place) for place in dict.fromkeys((*last, "Online")))
        return ()

    def _days(self) -> list[date]:
        """The same weekday of the next weeks, the next working day after each."""
        found = known(self.context, self.draft.subject["meeting"])
        days = calendar.load(self.context.connection)
        first = max(found.held_on, self.today)
        likely = [days.next_working(self.today + timedelta(days=1))]
        likely += [days.next_working(first + WEEK * number) for number in range(1, OFFERED + 1)]
        return [day for day in dict.fromkeys(likely) if day != found.held_on]


def edit(context: Context, meeting: int, name: str) -> list[Reply]:
    """Ask for another day, hour, theme or place."""
    found = known(context, meeting)
    if name not in FIELDS or found.state in (HELD, CANCELLED):
        return card(context, meeting)
    wanted = ("theme", "theme_ru") if name == "theme" else (name,)
    return _begin(context, found, EDIT, wanted)


def confirm(context: Context, meeting: int) -> list[Reply]:
    """Confirm a proposed meeting; what is not settled yet is asked first."""
    found = known(context, meeting)
    if found.state != PROPOSED:
        return card(context, meeting)
    theme = () if found.title else ("theme", "theme_ru")
    wanted = (*theme, *(() if found.place or found.link else ("place",)))
    return _begin(context, found, CONFIRM, wanted) if wanted else _confirmed(context, found, {})


def cancel(context: Context, meeting: int) -> list[Reply]:
    """Ask why a meeting is not held; the reason may be left out."""
    found = known(context, meeting)
    if found.state in (HELD, CANCELLED):
        return card(context, meeting)
    return _begin(context, found, CANCEL, ("reason",))


def again(context: Context, meeting: int) -> list[Reply]:
    """A cancelled meeting gets another day: a new one with the same theme and place."""
    found = known(context, meeting)
    if found.state != CANCELLED or _is_replaced(context, found):
        return card(context, meeting)
    return _begin(context, found, AGAIN, ("day",))


def not_held(context: Context, meeting: int) -> list[Reply]:
    """A meeting that did not take place gets another day or is cancelled."""
    found = known(context, meeting)
    if found.state in (HELD, CANCELLED):
        return card(context, meeting)
    choices = (
        Choice("meetings.edit", say("meeting_change.day.add"), (meeting, "day"), role=Role.PRIMARY),
        Choice("meetings.cancel", say("meetings.cancel.button"), (meeting,), role=Role.DANGER),
        Choice("meetings.card", say("ask.back.button"), (meeting,), role=Role.NAV),
    )
    body = say("meetings.not_held", title=name_of(found), when=when_of(found))
    return [Reply(Screen("meetings.not_held", (body,), choices=choices))]


def _is_replaced(context: Context, meeting: Meeting) -> bool:
    """Whether the period of a cancelled meeting has another one by now."""
    if meeting.period is None:
        return False
    return meetings.of_period(context.connection, meeting.kind, meeting.period) is not None


def _begin(context: Context, meeting: Meeting, then: str, wanted: tuple[str, ...]) -> list[Reply]:
    subject = {"meeting": meeting.id, "version": meeting.version, "then": then}
    return aside.begin(context, MEETING_CHANGE, subject, wanted)


def _hint(context: Context, draft: Draft, question: Question) -> Said:
    """Which meeting it is, with its day."""
    found = known(context, draft.subject["meeting"])
    return say("meetings.about", title=name_of(found), when=when_of(found))


def _finish(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    """What was asked is answered: done at once, unless people must hear of it."""
    meeting = _unchanged(context, draft)
    values = values_of(here.standing, facts.today)
    then = draft.subject["then"]
    if then == CONFIRM:
        aside.close(context, draft, drafts.SUBMITTED)
        return _confirmed(context, meeting, values)
    if then == AGAIN:
        aside.close(context, draft, drafts.SUBMITTED)
        return _planned_anew(context, meeting, values)
    if then == CANCEL:
        values = {"state": CANCELLED}
    told = change.audience(context, meeting, values)
    if told.persons or then == CANCEL:
        return [desk.reply(draft, _sure(context, meeting, values, told, then))]
    return _apply(context, draft, meeting, values, None)


def _unchanged(context: Context, draft: Draft) -> Meeting:
    """The meeting as it was when the question was asked; a colleague's change ends the dialogue."""
    meeting = known(context, draft.subject["meeting"])
    if meeting.version != draft.subject["version"]:
        aside.close(context, draft, drafts.DISCARDED)
        raise Leave(say("meetings.changed_meanwhile", title=name_of(meeting), when=when_of(meeting)))
    return meeting


def values_of(answers: Answers, today: date) -> dict[str, Any]:
    """The columns that the answers mean."""
    values: dict[str, Any] = {}
    if answers.get("day"):
        day, hour = read_when(answers["day"], today)
        values["held_on"] = day
        values |= {"begins": hour} if hour else {}
    if answers.get("begins"):
        values["begins"] = read_hour(answers["begins"])
    if answers.get("theme"):
        values |= {"title": answers["theme"], "title_ru": answers.get("theme_ru")}
    if answers.get("place"):
        values |= place_of(answers["place"])
    return values


def place_of(text: str) -> dict[str, Any]:
    """A place, or a link where the words are one."""
    is_link = LINK.fullmatch(text) is not None and text.startswith(("http://", "https://"))
    return {"place": "", "link": text} if is_link else {"place": text, "link": None}


def _sure(
    context: Context, meeting: Meeting, values: Mapping[str, Any], told: change.Audience, then: str
) -> Screen:
    """Exactly what changes and who will be told."""
    lines: list[Said] = [say("meetings.about", title=name_of(meeting), when=when_of(meeting))]
    more: tuple[Choice, ...] = ()
    if then == CANCEL:
        lines.append(say("meetings.sure.cancel"))
    else:
        after = moves.facts_of(replace(meeting, **values))
        lines += differences(moves.facts_of(meeting), after)
        lines += _doubts(context, meeting, values)
        more = tuple(
            Choice("edit", say(f"meeting_change.{name}.add"), (name,)) for name in ("day", "begins", "place")
        )
    button = say("meetings.tell_nobody.button")
    if told.persons:
        persons = say("meetings.persons", told.persons)
        members = say("meetings.organisations", told.organisations)
        lines.append(say("meetings.sure.told", persons=persons, organisations=members))
        button = say("meetings.tell.button", told.persons)
    tell = Choice("meetings.tell", button, role=Role.DANGER if then == CANCEL else Role.PRIMARY)
    leave = Choice("back", say("meetings.leave.button"), role=Role.NAV)
    return Screen("meetings.sure", tuple(lines), choices=(tell, *more, leave))


def _doubts(context: Context, meeting: Meeting, values: Mapping[str, Any]) -> tuple[Said, ...]:
    day = values.get("held_on")
    if day is None:
        return ()
    others = meetings.coming(context.connection, day, day)
    return clashes(day, calendar.load(context.connection), others, meeting.id)


def tell(context: Context) -> list[Reply]:
    """The secretary is sure: change it and tell them; the same tap again shows the meeting."""
    draft = papers.in_hand(context)
    if draft.form != MEETING_CHANGE.name:
        raise NotAllowed
    facts = PAPER.facts(context, draft)
    here = walk(MEETING_CHANGE, desk.state_of(PAPER, draft), facts)
    if here.open is not None:
        return papers.show(context, draft)
    meeting = _unchanged(context, draft)
    if draft.subject["then"] == CANCEL:
        reason = here.standing.get("reason")
        return _apply(context, draft, meeting, {"state": CANCELLED}, reason)
    return _apply(context, draft, meeting, values_of(here.standing, facts.today), None)


def _apply(
    context: Context, draft: Draft, meeting: Meeting, values: Mapping[str, Any], reason: str | None
) -> list[Reply]:
    told = change.apply(context, meeting, values, reason)
    aside.close(context, draft, drafts.SUBMITTED)
    said = say("meetings.done.told", told) if told else say("meetings.done")
    return _back_to(context, meeting.id, said)


def _confirmed(context: Context, meeting: Meeting, values: Mapping[str, Any]) -> list[Reply]:
    """The date stands; nobody knows of it yet."""
    meetings.change(context.connection, context.now, meeting.id, state=CONFIRMED, **values)
    audit.append(context.connection, context.now, context.person, "meeting.confirm", meeting.subject)
    return _back_to(context, meeting.id, say("meetings.confirmed"))


def _planned_anew(context: Context, meeting: Meeting, values: Mapping[str, Any]) -> list[Reply]:
    """Another meeting in place of a cancelled one, to be confirmed and invited to like any."""
    if _is_replaced(context, meeting):
        return _back_to(context, meeting.id, say("meetings.done"))
    content = meetings.Content(
        meeting.kind,
        meeting.title,
        values["held_on"],
        values.get("begins", meeting.begins),
        meeting.place,
        meeting.title_ru,
        meeting.ends,
        meeting.link,
        meeting.period,
    )
    added = meetings.add(context.connection, context.now, content, state=CONFIRMED, by=context.person)
    audit.append(context.connection, context.now, context.person, "meeting.again", added.subject)
    return _back_to(context, added.id, say("meetings.confirmed"))


def _back_to(context: Context, meeting: int, said: Said) -> list[Reply]:
    """The meeting; over a draft that waited beneath, only what was done."""
    return card(context, meeting, said) if context.draft is None else home.again(context, said)


def _receipt(context: Context, draft: Draft) -> list[Reply]:
    return card(context, draft.subject["meeting"])


PAPER = Paper(MEETING_CHANGE, ChangeFacts, _finish, _hint, aside.leave, receipt=_receipt)
