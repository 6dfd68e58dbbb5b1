"""A report → the cells of its row, in words that ``rows`` reads back to the same answers. Pure."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from handlers.exchange.columns import BREAKDOWN, asked
from handlers.flow.form import Ask, Facts, Form, Question
from handlers.messages import Said, say

Spoken = Callable[[Said], str]
"""A text in the language of the table."""


def cells_of(form: Form, answers: Mapping[str, Any], facts: Facts, spoken: Spoken) -> dict[str, str]:
    """Column name → cell, for the answers of one record; what was not said has no cell."""
    cells: dict[str, str] = {}
    for question in asked(form):
        value = answers.get(question.name)
        if value is None:
            continue
        if question.ask is Ask.BREAKDOWN:
            cells |= _groups(value, answers)
        else:
            cells[question.name] = _cell(question, value, answers, facts, spoken)
    return {name: cell for name, cell in cells.items() if cell}


def _cell(question: Question, value: Any, answers: Mapping[str, Any], facts: Facts, spoken: Spoken) -> str:
    match question.ask:
        case Ask.SELECT_ONE:
            return _labels(question, [value], answers, facts, spoken)
        case Ask.SELECT_MULTIPLE:
            return _labels(question, value, answers, facts, spoken)
        case Ask.PARTIES:
            return _names(value, facts, spoken)
        case _:
            return PLAIN[question.ask](value)


def _labels(
    question: Question, ids: list[str], answers: Mapping[str, Any], facts: Facts, spoken: Spoken
) -> str:
    """An activity by its code; anything else by its label."""
    if question.source == "activities":
        return ids[0]
    labels = {option.id: spoken(option.label) for option in facts.options(question.source, answers)}
    return ", ".join(labels.get(one, one) for one in ids)


def _names(value: Mapping[str, Any], facts: Facts, spoken: Spoken) -> str:
    members = {option.id: spoken(option.label) for option in facts.members()}
    names = [members.get(str(one), str(one)) for one in value["members"]] + list(value["names"])
    if value["lpa"]:
        names.append(spoken(say("ask.parties.lpa")))
    return ", ".join(names) if names else spoken(say("ask.parties.nobody"))


def _groups(value: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, str]:
    if value.get("each"):
        told = {part: (answers.get(f"groups_{part}") or {}).get("total") for part in BREAKDOWN}
    else:
        told = {part: value.get(part) for part in BREAKDOWN}
    return {BREAKDOWN[part]: str(number) for part, number in told.items() if number is not None}


def _days(value: Mapping[str, Any]) -> str:
    first = f"{date.fromisoformat(value['first']):%d.%m.%Y}"
    return first if value["first"] == value["last"] else f"{first} - {_numeric(value['last'])}"


def _span(value: Mapping[str, Any]) -> str:
    first = _numeric(value["first"])
    return f"{first}, permanent" if value["last"] is None else f"{first} - {_numeric(value['last'])}"


def _numeric(day: str) -> str:
    return f"{date.fromisoformat(day):%d.%m.%Y}"


PLAIN: dict[Ask, Callable[[Any], str]] = {
    Ask.PERIOD: _days,
    Ask.SPAN: _span,
    Ask.COUNT: lambda value: f"{'~' if value['estimated'] else ''}{value['total']}",
    Ask.MONEY: lambda value: f"{value['amount']} {value['currency']}",
    Ask.LIST: lambda value: "\n".join(value["items"]) or "0",
    Ask.MEDIA: lambda value: value.get("text") or "",
    Ask.TEXT: str,
    Ask.PLACE: str,
}
