"""The rules in the chat: their list, one with its deadline and steps, and what can be changed of it.

Nothing is changed here: every choice leads to the effect, which is shown first (``saving``).
"""

from datetime import date

from handlers.context import Context
from handlers.deadlines import saving
from handlers.deadlines.edits import MOST_DAYS, in_force
from handlers.deadlines.words import due_days, hour, name, period_said, readers, step_line, when
from handlers.errors import NotAllowed
from handlers.messages import Choice, Day, Reply, Role, Said, Screen, say
from handlers.proactive.generate import periods
from handlers.understand.ahead import read_ahead
from handlers.understand.moves import read_days_apart, read_hour
from handlers.understand.result import Understood
from storage import calendar, rules
from storage.rules import MeetingRule, Rule, Rules, Step

RULE, STEP = "deadlines.rule", "deadlines.step"
"""Screens that hear: a new deadline, a new day or hour of a step. Their keys end with what they are of."""

NEXT = 2
TO = {"members": ("lead", "coordinators", "everyone", "secretariat"), "secretariat": ("secretariat",)}


def listed(context: Context) -> list[Reply]:
    """Every rule, a button each."""
    known = rules.load(context.connection)
    codes = (*known.rules, *known.meetings)
    choices = [Choice(RULE, name(code), (code,)) for code in codes]
    back = Choice("deadlines", say("ask.back.button"), role=Role.NAV)
    return [Reply(Screen("deadlines.rules", (say("deadlines.rules.label"),), choices=(*choices, back)))]


def show(context: Context, code: str, problem: Said | None = None) -> list[Reply]:
    """A rule: its next deadlines and its steps; a typed day is a new deadline."""
    known = rules.load(context.connection)
    rule = _rule(known, code)
    body: list[Said] = [name(code)]
    typed = _has_own_day(rule)
    if isinstance(rule, Rule) and rule.period != "once":
        body.append(say("deadlines.due", days=due_days(next_due(context, known, rule)[:NEXT])))
    body += [step_line(rule, at, step) for at, step in enumerate(rule.steps, 1)]
    body.append(say("deadlines.rule.hint" if typed else "deadlines.rule.hint.steps"))
    choices = [Choice(STEP, at, (code, step.name)) for at, step in enumerate(rule.steps, 1)]
    back = Choice("deadlines.rules", say("list.all.button"), role=Role.NAV)
    screen = Screen(f"{RULE}.{code}", tuple(body), error=problem, choices=(*choices, back))
    return [Reply(screen)]


def next_due(context: Context, known: Rules, rule: Rule) -> list[tuple[str, date]]:
    """The deadlines of a rule that are still to come, each with the name of its period."""
    days = calendar.load(context.connection)
    found = []
    for year in range(context.today.year - 1, context.today.year + 2):
        for period, part in periods(rule.period, year):
            due = saving.due_of(known, known.of(rule.code, period), period, part, days)
            if due >= context.today:
                found.append((period, due))
    return sorted(found, key=lambda one: one[1])


def due_typed(context: Context, key: str, text: str) -> list[Reply]:
    """A day typed at a rule: for the nearest period, alone or from now on always."""
    code = key.removeprefix(f"{RULE}.")
    known = rules.load(context.connection)
    rule = _rule(known, code)
    read = read_ahead(text, context.today)
    if not isinstance(read, Understood) or not isinstance(rule, Rule) or not _has_own_day(rule):
        return show(context, code, problem=say("deadlines.due.constraint", text=text.strip()[:60]))
    day = read.value
    coming = next_due(context, known, rule)
    if day < context.today or not coming:
        return show(context, code, say("deadlines.due.past", day=Day(day, "long")))
    period, usual = min(coming, key=lambda one: abs((one[1] - day).days))
    if abs((usual - day).days) > MOST_DAYS:
        return show(context, code, say("deadlines.due.far", day=Day(day, "long")))
    edit = ("due", day.isoformat(), period)
    once = Choice(
        "deadlines.preview", say("deadlines.only.button", period=period_said(period)), (code, *edit, True)
    )
    always = Choice("deadlines.preview", say("deadlines.always.button"), (code, *edit, False))
    back = Choice(RULE, say("ask.back.button"), (code,), role=Role.NAV)
    body = say("deadlines.due.which", what=name(code), period=period_said(period), day=Day(day, "long"))
    return [Reply(Screen("deadlines.which", (body,), choices=(once, always, back)))]


def _has_own_day(rule: Rule | MeetingRule) -> bool:
    """Whether its deadline is a day that can be set: not one of the plan, nor one after another rule."""
    return isinstance(rule, Rule) and rule.due.after is None and rule.period != "once"


def step(context: Context, code: str, step_name: str, problem: Said | None = None) -> list[Reply]:
    """One step, with what can be changed of it."""
    rule = _rule(rules.load(context.connection), code)
    one = _step(rule, step_name)
    body = (
        name(code),
        say("deadlines.step.line", when=when(rule, one), hour=hour(one), to=readers(one)),
        say("deadlines.step.hint" if one.minutes is None else "deadlines.step.hint.hours"),
    )
    choices = [_change(code, ("on", step_name, not one.on), say(_switch(one)))]
    if isinstance(rule, Rule):
        others = [to for to in TO[rule.owes] if to != one.to]
        choices += [_change(code, ("to", step_name, to), say(f"deadlines.to.{to}.button")) for to in others]
    choices.append(Choice(RULE, say("ask.back.button"), (code,), role=Role.NAV))
    screen = Screen(f"{STEP}.{code}/{step_name}", body, error=problem, choices=tuple(choices))
    return [Reply(screen)]


def step_typed(context: Context, key: str, text: str) -> list[Reply]:
    """A new hour ("11:00") or a new distance ("10 zile înainte", "+3") of a step."""
    code, _, step_name = key.removeprefix(f"{STEP}.").partition("/")
    one = _step(_rule(rules.load(context.connection), code), step_name)
    edit = None if one.minutes is not None else _read(text, one, step_name)
    if edit is None:
        return step(context, code, step_name, say("deadlines.step.constraint", text=text.strip()[:60]))
    return saving.preview(context, code, *edit)


def _read(text: str, one: Step, step_name: str) -> tuple[str, str, str | int] | None:
    clock = read_hour(text)
    if clock is not None:
        return ("at", step_name, clock)
    days = read_days_apart(text, one.days)
    fits = days is not None and abs(days) <= MOST_DAYS
    return ("days", step_name, days or 0) if fits else None


def _change(code: str, edit: tuple[str, str, str | bool], label: Said) -> Choice:
    return Choice("deadlines.preview", label, (code, *edit))


def _switch(one: Step) -> str:
    return "deadlines.off.button" if one.on else "deadlines.on.button"


def _rule(known: Rules, code: str) -> Rule | MeetingRule:
    if code not in known.rules and code not in known.meetings:
        raise NotAllowed
    return in_force(known, code)


def _step(rule: Rule | MeetingRule, step_name: str) -> Step:
    found = next((one for one in rule.steps if one.name == step_name), None)
    if found is None:
        raise NotAllowed
    return found
