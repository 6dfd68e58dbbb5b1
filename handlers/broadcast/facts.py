"""What the wizard must know about the world: who can be written to, what was usual, which days are free."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from handlers.broadcast import audience
from handlers.broadcast.audience import Audience
from handlers.context import Context
from handlers.flow.form import Answers, Option
from handlers.flow.hear import moment
from handlers.forms import broadcast as forms
from handlers.forms.broadcast import ONLINE, WHO, day_of
from handlers.member.facts import in_each
from handlers.messages import Choice, Day, InEach, Listed, Said, say
from handlers.plain_facts import PlainFacts
from handlers.understand.bilingual import RO, RU
from handlers.understand.languages import LANGUAGES as ALL_LANGUAGES
from storage import audience as rows
from storage import meetings
from storage.calendar import Calendar, load
from storage.drafts import Draft
from storage.people import COORDINATOR, HEAD

USUAL = (meetings.NETWORK, meetings.THEMATIC, meetings.DIALOGUE)
"""Kinds whose titles are ready in both languages."""

TITLES, PLACES = 3, 3
DAYS = 7
HOURS = ("10:00", "14:00", "15:00", "17:00")
BEFORE = (2, 7)
"""Days before the meeting until when answers are usually waited for."""

LANGUAGES = tuple(one for one in ALL_LANGUAGES if one[0] in (RO, RU))


class BroadcastFacts(PlainFacts):
    """The ``Facts`` of an invitation or a message."""

    def options(self, source: str, answers: Answers) -> Sequence[Option]:
        """Ways to choose who is written to, and who that is."""
        match source:
            case "who":
                return [Option(one, say(f"invite.who.{one}.button")) for one in WHO]
            case "objectives":
                listed = self.context.plan.objectives
                return [Option(one.code, in_each(one.short), in_each(one.title)) for one in listed]
            case "members":
                return [Option(str(one.id), _name(one)) for one in self.context.members]
            case "languages":
                return [Option(code, name) for code, name in LANGUAGES]
            case "roles":
                return [Option(one, say(f"invite.role.{one}.button")) for one in (HEAD, COORDINATOR)]
            case forms.RECIPIENTS:
                reached = audience_of(self.context, answers)
                return [Option(str(one), str(one)) for one in (*reached.organisations, *reached.unserved)]
            case forms.READERS:
                return [Option(one, one) for one in audience_of(self.context, answers).languages]
        return ()

    def suggest(self, question: str, answers: Answers) -> Sequence[Choice]:
        """Likely answers as buttons."""
        match question:
            case "title":
                return tuple(_titles(self.context))
            case "when":
                days = (self.today + timedelta(days=ahead) for ahead in range(1, DAYS + 1))
                return tuple(Choice("answer", Day(day), ("when", moment(day))) for day in days)
            case "hour":
                return tuple(Choice("answer", hour, ("hour", hour)) for hour in HOURS)
            case "place":
                return tuple(_places(self.context))
            case "text":
                return (
                    (Choice("skip", say("invite.text.none.button"), ("text",)),) if "when" in answers else ()
                )
            case "words" if "when" in answers:
                return (Choice("skip", say("invite.text.none.button"), ("words",)),)
            case "other":
                return (Choice("skip", say("invite.other.none.button"), ("other",)),)
            case "answer_by":
                return tuple(_answer_days(self.today, day_of(answers["when"])))
        return ()


def audience_of(context: Context, answers: Mapping[str, Any]) -> Audience:
    """Who the answers so far lead to; each choice is looked up once a step."""
    if answers.get("who") is None:
        return Audience((), ())
    chosen = audience.kept({**dict.fromkeys(audience.PARTS.values()), **answers})
    key = (Audience, repr(chosen))
    if key not in context.looked_up:
        reported = _reported(context, chosen.get("objectives") or ())
        speakers = rows.speakers(context.connection)
        context.looked_up[key] = audience.of(chosen, context.members, speakers, reported)
    found: Audience = context.looked_up[key]
    return found


def _reported(context: Context, objectives: Sequence[str]) -> frozenset[int]:
    if not objectives:
        return frozenset()
    codes = [one.code for one in context.plan.activities if one.code.partition(".")[0] in objectives]
    return rows.reported(context.connection, codes)


def _name(one: Any) -> Said:
    return InEach(one.name, one.name_ru or one.name, one.name)


def _titles(context: Context) -> Iterator[Choice]:
    """What was invited to last, then the meetings that the plan knows, in both languages."""
    last = meetings.last_titles(context.connection, TITLES)
    for ro, ru in last:
        yield Choice("answer", InEach(ro, ru or ro, ro), ("title", f"{ro} / {ru}" if ru else ro))
    for kind in USUAL[: max(0, TITLES - len(last))]:
        words = ready_title(context, kind)
        if all(not words.startswith(ro) for ro, _ in last):
            yield Choice("answer", say(f"invite.ready.{kind}"), ("title", words))


def ready_title(context: Context, kind: str) -> str:
    """A ready title as one types it: Romanian, a stroke, Russian."""
    title = say(f"invite.ready.{kind}")
    return " / ".join(context.world.in_language(language, title) for language, _ in LANGUAGES)


def _places(context: Context) -> Iterator[Choice]:
    for place in meetings.last_places(context.connection, PLACES):
        yield Choice("answer", place, ("place", place))
    yield Choice("answer", say("invite.place.online.button"), ("place", ONLINE))


def _answer_days(today: date, held_on: date) -> Iterator[Choice]:
    """Two days and a week before; a meeting that is nearer is answered until its day."""
    coming = [number for number in BEFORE if held_on - timedelta(days=number) >= today]
    for number in coming:
        label = say("invite.answer_by.days.button" if number < DAYS else "invite.answer_by.week.button")
        yield Choice("answer", label, ("answer_by", moment(held_on - timedelta(days=number))))
    if not coming:
        yield Choice("answer", Day(held_on), ("answer_by", moment(held_on)))


def calendar_of(context: Context) -> Calendar:
    """The calendar of the town hall, read once a step."""
    if Calendar not in context.looked_up:
        context.looked_up[Calendar] = load(context.connection)
    found: Calendar = context.looked_up[Calendar]
    return found


def warning(context: Context, draft: Draft, day: date) -> Said | None:
    """What speaks against a day: it is today, it is free, something else is held then; None when nothing."""
    found: list[Said] = []
    if day == context.today:
        found.append(say("invite.warn.today"))
    holiday = calendar_of(context).holiday(day)
    if holiday is not None:
        found.append(say("invite.warn.holiday", day=Day(day, "long"), name=in_each(holiday)))
    elif not calendar_of(context).is_working(day):
        found.append(say("invite.warn.free", day=Day(day, "long")))
    found += [
        say("invite.warn.other", title=one.title_in(context.language), hour=one.begins)
        for one in meetings.coming(context.connection, day, day)
        if one.id != draft.subject.get("meeting")
    ]
    return Listed(tuple(found), " ") if found else None
