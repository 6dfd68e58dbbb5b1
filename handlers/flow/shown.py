"""Answers as people see them: one value → one short text, used by reviews, summaries and receipts."""

from collections.abc import Callable
from datetime import date
from typing import Any

from handlers.flow.form import Answers, Ask, Facts, Form, Question
from handlers.messages import Day, Listed, Said, say

NOTHING = say("ask.nothing")


def shown(form: Form, question: Question, value: Any, answers: Answers, facts: Facts) -> Said:
    """``value`` as a short text; a skipped or empty answer is a dash in words."""
    if value is None:
        return NOTHING
    show = SHOWN.get(question.ask)
    return show(question, value, answers, facts) if show is not None else str(value)


def day_of(value: dict[str, str], style: Any = "short") -> Day:
    """A period answer as a day or a range."""
    return Day(date.fromisoformat(value["first"]), style, date.fromisoformat(value["last"]))


def money_of(value: dict[str, str]) -> Said:
    """A money answer: lei by their plural, other currencies by their code."""
    whole, _, cents = value["amount"].partition(".")
    if value["currency"] == "MDL" and not cents:
        return say("money.lei", int(whole))
    amount = Listed((int(whole), cents.ljust(2, "0")), ",") if cents else int(whole)
    unit: Said = say("ask.money.lei") if value["currency"] == "MDL" else value["currency"]
    return Listed((amount, unit), "\N{NO-BREAK SPACE}")


def moment_of(value: dict[str, str | None]) -> Said:
    """A moment answer: its day in words and its hour, if it has one."""
    day = Day(date.fromisoformat(value["day"] or ""), "long")
    return day if value["hour"] is None else Listed((day, say("ask.moment.hour", hour=value["hour"])))


def span_of(value: dict[str, str | None]) -> Said:
    """A span answer: its days, or the first one of an open end."""
    first = date.fromisoformat(value["first"] or "")
    if value["last"] is None:
        return say("ask.span.open", first=Day(first, "numeric"))
    return say(
        "ask.span", first=Day(first, "numeric"), last=Day(date.fromisoformat(value["last"]), "numeric")
    )


def _labels(question: Question, ids: list[str], answers: Answers, facts: Facts) -> Said:
    found = {option.id: option.label for option in facts.options(question.source, answers)}
    labels: tuple[Said, ...] = tuple(found.get(one, one) for one in ids)
    return labels[0] if len(labels) == 1 else Listed(labels) if labels else NOTHING


def _words_of(question: Question, value: str, answers: Answers, facts: Facts) -> Said:
    """Somebody's own words, or the label of the ready answer whose id they are."""
    offered = facts.suggest(question.name, answers)
    return next((choice.label for choice in offered if choice.args == (question.name, value)), value)


def _filled_in(value: dict[str, Any], answers: Answers) -> dict[str, Any]:
    """The groups that were asked one by one, where that was chosen."""
    if not value.get("each"):
        return value
    return {part: (answers.get(f"groups_{part}") or {}).get("total") for part in PARTS}


def groups_of(value: dict[str, Any]) -> Said:
    """The groups that were told, each with its name."""
    parts = tuple(say(f"ask.breakdown.{part}", number=value[part]) for part in PARTS if _told(value, part))
    return Listed(parts) if parts else say("ask.breakdown.none")


PARTS = ("women", "men", "young", "vulnerable")


def _told(value: dict[str, Any], part: str) -> bool:
    return value.get(part) is not None


def _items(value: dict[str, Any]) -> Said:
    return Listed(tuple(value["items"]), "; ") if value["items"] else NOTHING


def _count(value: dict[str, Any]) -> Said:
    if value.get("counted"):
        return say("ask.count.counted", value["total"])
    return say("ask.count.about" if value["estimated"] else "ask.count.exact", value["total"])


def _media(value: dict[str, Any]) -> Said:
    files = say("ask.media.files", len(value["files"]))
    if not value.get("text"):
        return files if value["files"] else NOTHING
    return Listed((files, value["text"]), " · ") if value["files"] else value["text"]


def _parties(value: dict[str, Any], facts: Facts) -> Said:
    known = {option.id: option.label for option in facts.members()} if value["members"] else {}
    names: list[Said] = [known.get(str(one), str(one)) for one in value["members"]] + list(value["names"])
    if value.get("lpa"):
        names.append(say("ask.parties.lpa"))
    return Listed(tuple(names)) if names else say("ask.parties.none")


SHOWN: dict[Ask, Callable[[Question, Any, Answers, Facts], Said]] = {
    Ask.SELECT_ONE: lambda question, value, answers, facts: _labels(question, [value], answers, facts),
    Ask.SELECT_MULTIPLE: _labels,
    Ask.PERIOD: lambda question, value, answers, facts: day_of(value, "long"),
    Ask.COUNT: lambda question, value, answers, facts: _count(value),
    Ask.BREAKDOWN: lambda question, value, answers, facts: groups_of(_filled_in(value, answers)),
    Ask.MEDIA: lambda question, value, answers, facts: _media(value),
    Ask.PARTIES: lambda question, value, answers, facts: _parties(value, facts),
    Ask.MONEY: lambda question, value, answers, facts: money_of(value),
    Ask.SPAN: lambda question, value, answers, facts: span_of(value),
    Ask.MOMENT: lambda question, value, answers, facts: moment_of(value),
    Ask.LIST: lambda question, value, answers, facts: _items(value),
    Ask.TEXT: _words_of,
}
"""How the answer to each kind of question is shown; the others are words already."""
