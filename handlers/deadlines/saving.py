"""A change of a rule: its effect first, then saved or dropped; the other secretaries are told."""

from datetime import date
from typing import Any

from handlers.context import Context
from handlers.deadlines.edits import changed, seal
from handlers.deadlines.effect import trial
from handlers.deadlines.words import effect_lines, name, period_said
from handlers.errors import NotAllowed
from handlers.messages import Choice, Kind, Reply, Role, Said, Screen, say
from handlers.proactive.generate import generate
from reports.period import Period
from storage import audit, people, rules
from storage.calendar import Calendar
from storage.rules import Rule, Rules


def due_of(known: Rules, rule: Rule, period: str, part: Period, days: Calendar) -> date:
    """The deadline of a period by a rule; one that comes after another counts from that one's."""
    if rule.due.after is None:
        return rule.due.of(part.first, part.last, days)
    before = due_of(known, known.of(rule.due.after, period), period, part, days)
    return days.add_working(before, rule.due.working_days)


def preview(context: Context, code: str, *edit: Any) -> list[Reply]:
    """What would move and who would be told what when; nothing is changed."""
    known = rules.load(context.connection)
    changes = _changes(known, code, edit)

    def change() -> None:
        for rule_name, rule in changes.items():
            rules.change(context.connection, context.now, rule_name, rule, context.person)

    found = trial(context.connection, context.now, change)
    args = (code, seal(known, code), *edit)
    choices = (
        Choice("deadlines.save", say("deadlines.save.button"), args, role=Role.PRIMARY),
        Choice("deadlines.rule", say("deadlines.drop.button"), (code,), role=Role.NAV),
    )
    body = (say("deadlines.change", what=name(code), edit=_said(edit)), *effect_lines(known, found))
    return [Reply(Screen("deadlines.effect", body, choices=choices))]


def save(context: Context, code: str, shown: str, *edit: Any) -> list[Reply]:
    """Put it in force and bring what is owed to it; a rule changed meanwhile is shown again first."""
    known = rules.load(context.connection)
    if seal(known, code) != shown:
        return preview(context, code, *edit)
    for rule_name, rule in _changes(known, code, edit).items():
        rules.change(context.connection, context.now, rule_name, rule, context.person)
    generate(context.connection, context.now)
    note(context, "rule.change", f"rule:{code}", repr(edit))
    said = say("deadlines.change", what=name(code), edit=_said(edit))
    back = Choice("deadlines.rule", say("ask.back.button"), (code,), role=Role.NAV)
    done = Screen("deadlines.saved", (say("deadlines.saved"), said), choices=(back,))
    return [Reply(done, kind=Kind.RECEIPT), *told(context, said, f"rule:{code}:{shown}")]


def _changes(known: Rules, code: str, edit: tuple[Any, ...]) -> dict[str, Any]:
    try:
        return dict(changed(known, code, edit))
    except (ValueError, LookupError):
        raise NotAllowed from None


def _said(edit: tuple[Any, ...]) -> Said:
    """The change itself in words."""
    field, first, *rest = edit
    if field == "due":
        day = f"{date.fromisoformat(first):%d.%m.%Y}"
        return say(
            "deadlines.edit.due.only" if rest[-1] else "deadlines.edit.due",
            day=day,
            period=period_said(rest[0]),
        )
    value = rest[-1]
    if field == "days":
        return say("deadlines.edit.before" if value < 0 else "deadlines.edit.after", abs(value))
    if field == "at":
        return say("deadlines.edit.at", hour=value)
    if field == "to":
        return say("deadlines.edit.to", to=say(f"deadlines.to.{value}"))
    return say("deadlines.edit.on" if value else "deadlines.edit.off")


def note(context: Context, action: str, target: str, content: str) -> None:
    """Audit a change of the calendar or of a rule."""
    audit.append(context.connection, context.now, context.person, action, target, content=content)


def told(context: Context, said: Said, key: str) -> list[Reply]:
    """The other secretaries hear what was changed, and by whom."""
    body = (say("deadlines.changed_by", name=people.name_of(context.connection, context.person)), said)
    return [
        Reply(
            Screen("deadlines.changed", body),
            person,
            Kind.NOTICE,
            dedupe=f"{key}:{int(context.now.timestamp())}:{person}",
            live=False,
        )
        for person in people.with_role(context.connection, people.SECRETARIAT)
        if person != context.person
    ]
