"""Rules and their steps in words: when, at which hour, to whom; and what a change would do."""

from datetime import date, datetime

from handlers.deadlines.edits import in_force
from handlers.deadlines.effect import Effect, Moved, Told
from handlers.messages import Day, Listed, Said, say
from storage.plan import TOWN
from storage.rules import MeetingRule, Rule, Rules, Step

SHOWN = 8
"""Lines of an effect; the rest is a number."""

HOUR = 60


def name(code: str) -> Said:
    """What a rule is about."""
    return say(f"deadlines.name.{code}")


def period_said(period: str) -> Said:
    """The name of a period as people say it; what is due once has none."""
    year, _, part = period.partition("-")
    if part:
        unit = "quarter" if part.startswith("Q") else "half_year"
        return say(f"deadlines.period.{unit}", number=part[1:], year=year)
    return "" if period == "once" else period


def step_line(rule: Rule | MeetingRule, number: int, step: Step) -> Said:
    """A step of the list, with its number."""
    text = say("deadlines.step.line", when=when(rule, step), hour=hour(step), to=readers(step))
    shown: Said = text if step.on else Listed((text, say("deadlines.step.off")), " · ")
    return say("list.line", number=number, text=shown)


def when(rule: Rule | MeetingRule, step: Step) -> Said:
    """How far it lies from its day."""
    if step.minutes is not None:
        return say("deadlines.when.hours", -step.minutes // HOUR)
    anchor = "meeting" if isinstance(rule, MeetingRule) else step.anchor
    if step.days == 0:
        return say(f"deadlines.when.{anchor}.on")
    return say(f"deadlines.when.{anchor}.{'before' if step.days < 0 else 'after'}", abs(step.days))


def hour(step: Step) -> Said:
    """The hour at which it goes; one that counts hours has none."""
    return say("deadlines.hour.none") if step.minutes is not None else step.at


def readers(step: Step) -> Said:
    """To whom."""
    return say(f"deadlines.to.{step.to}")


def effect_lines(known: Rules, found: Effect) -> list[Said]:
    """What would move, and who would hear what when; or that nothing to come changes."""
    lines = [*(_moved(one) for one in found.moved), *(_told(known, one) for one in found.told)]
    if not lines:
        return [say("deadlines.effect.none")]
    more = [say("deadlines.effect.more", len(lines) - SHOWN)] if len(lines) > SHOWN else []
    return [say("deadlines.effect"), *lines[:SHOWN], *more]


def _moved(one: Moved) -> Said:
    before, after = Day(one.before, "numeric"), Day(one.after, "numeric")
    return say(
        "deadlines.effect.due",
        one.number,
        what=name(one.rule),
        period=period_said(one.period),
        before=before,
        after=after,
    )


def _told(known: Rules, one: Told) -> Said:
    what = Listed((_subject(known, one), _step(known, one)), ", ")
    if one.after is None and one.before is not None:
        return say("deadlines.effect.gone", one.readers_before, what=what, before=_moment(one.before))
    if one.before is None and one.after is not None:
        return say("deadlines.effect.new", one.readers_after, what=what, after=_moment(one.after))
    before, after = (_moment(each) if each else "" for each in (one.before, one.after))
    if before == after:
        return say(
            "deadlines.effect.readers", one.readers_after, what=what, was=one.readers_before, after=after
        )
    return say("deadlines.effect.step", one.readers_after, what=what, before=before, after=after)


def _subject(known: Rules, one: Told) -> Said:
    if one.rule in known.rules:
        return say("deadlines.of", what=name(one.rule), period=period_said(one.period))
    return say("deadlines.of.other")


def _step(known: Rules, one: Told) -> Said:
    rule = in_force(known, one.rule, one.period) if one.rule in known.rules else None
    step = next((each for each in rule.steps if each.name == one.step), None) if rule is not None else None
    return when(rule, step) if rule is not None and step is not None else say("deadlines.step.other")


def _moment(moment: datetime) -> Said:
    local = moment.astimezone(TOWN)
    return Listed((Day(local.date()), f"{local:%H:%M}"))


def due_days(pairs: list[tuple[str, date]]) -> Said:
    """The next deadlines of a rule, each with its period."""
    return Listed(
        tuple(
            say("deadlines.due.of", period=period_said(period), day=Day(day, "numeric"))
            for period, day in pairs
        )
    )
