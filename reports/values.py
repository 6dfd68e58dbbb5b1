"""Figures → cells: how a value, a target, a degree or a status is printed everywhere in the report.

Not here: how a figure comes about (``figures``), the tables it stands in (``chapters``).
"""

from datetime import date

from reports.document import Cell
from reports.figures import IndicatorFigure
from reports.status import Light
from reports.wording import Words
from storage.counted import CountedRecord
from storage.plan_models import Activity, Plan

SPAN = "\N{EN DASH}"
NOTHING = "\N{EM DASH}"
NAMED = 4
"""Records named in a cell: more would make the row longer than its page."""

MINUS = "\N{MINUS SIGN}"


def value(figure: IndicatorFigure, words: Words) -> Cell:
    """The value of the year: a number, lei, or yes and no for a milestone."""
    if figure.indicator.kind == "milestone_bool":
        return Cell(words.say("report.yes" if figure.value else "report.no"))
    if figure.indicator.kind == "narrative":
        return Cell(words.say("report.effects", figure.value), figure.value, "number")
    if figure.indicator.kind == "sum_mdl":
        return Cell(words.money(figure.value, "table"), figure.value, "money")
    return Cell(words.number(figure.value), figure.value, "number")


def target(figure: IndicatorFigure, words: Words) -> Cell:
    """What the plan promises, with its term; a dash where it asks no number."""
    promised = figure.indicator.target
    if promised is None:
        return Cell(NOTHING)
    milestone = figure.indicator.kind == "milestone_bool"
    amount = words.say("report.yes") if milestone else words.number(promised.value)
    if promised.period == "by_date" and promised.date:
        return Cell(
            words.say("report.target.by_date", amount=amount, date=words.day(promised.date, "numeric"))
        )
    return Cell(words.say(f"report.target.{promised.period}", amount=amount))


def degree(figure: IndicatorFigure, words: Words) -> Cell:
    """The true degree of achievement, also above 100 %; a dash where there is none."""
    return share(figure.degree, words)


def share(part: float | None, words: Words) -> Cell:
    """A share of one as a percent; a dash for None."""
    return Cell(NOTHING) if part is None else Cell(words.percent(part), part, "percent")


def rhythm(figure: IndicatorFigure, words: Words) -> Cell:
    """How many parts of the year have a record: "1 of 4"."""
    if figure.rhythm is None:
        return Cell(NOTHING)
    return Cell(words.say("report.of", part=figure.rhythm.covered, whole=figure.rhythm.due))


def status(word: str, light: Light, words: Words) -> Cell:
    """A status word on the colour of its light."""
    return Cell(words.say(f"status.{word}"), tone=light)


def achieved(figure: IndicatorFigure, words: Words) -> str:
    """The value against its target in a few words: "1 of 4", "yes", "24"; money as in a sentence."""
    if figure.indicator.kind == "sum_mdl":
        return words.money(figure.value, "text")
    said = value(figure, words).text
    if figure.target is None or figure.indicator.kind == "milestone_bool":
        return said
    return words.say("report.of", part=said, whole=figure.target)


def count(number: int, words: Words) -> Cell:
    """A whole number."""
    return Cell(words.number(number), number, "number")


def day(on: date, words: Words) -> Cell:
    """A date in digits."""
    return Cell(words.day(on, "numeric"), on, "date")


def days(record: CountedRecord, words: Words) -> str:
    """The day of a record, or its first and last day."""
    first, last = words.day(record.date_from, "numeric"), words.day(record.date_to, "numeric")
    return first if first == last else f"{first}{SPAN}{last}"


def activity_text(activity: Activity, words: Words) -> str:
    """The official text, in the corrected reading where it has a slip."""
    if words.language == "ro" and activity.corrected_ro:
        return activity.corrected_ro
    return words.pick(activity.text)


def responsible(activity: Activity, plan: Plan, words: Words) -> str:
    """Who answers for an activity; the first named leads."""
    if words.language == "ro":
        return activity.responsible_ro
    return ", ".join(words.pick(plan.header.parties[party]) for party in activity.responsible)


def organisation(record: CountedRecord, words: Words) -> str:
    """Who made the record; the secretariat for its own."""
    return record.organisation or words.say("report.secretariat")


def numbers(records: tuple[CountedRecord, ...], words: Words) -> str:
    """The numbers of the records behind a figure: the first few, and how many more there are.

    The whole list stands under the activity and in the register.
    """
    shown = ", ".join(record.number for record in records[:NAMED])
    rest = len(records) - NAMED
    return words.say("report.more", rest, shown=shown) if rest > 0 else shown or NOTHING


def reached(figure: IndicatorFigure) -> bool:
    """Whether a target is met: its whole degree, and its rhythm kept where it has one."""
    return figure.light == "green" and (figure.degree or 0) >= 1


def change(figure: IndicatorFigure, before: IndicatorFigure | None, words: Words) -> Cell:
    """The difference against the year before, with its sign; a dash where the plan had no such line."""
    if before is None or figure.indicator.kind == "milestone_bool":
        return Cell(NOTHING)
    difference = figure.value - before.value
    sign = "+" if difference > 0 else MINUS if difference < 0 else ""
    return Cell(f"{sign}{words.number(abs(difference))}", difference, "number")
