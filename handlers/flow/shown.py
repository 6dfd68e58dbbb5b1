"""Answers as people see them: one value → one short text, used by reviews, summaries and receipts."""

from datetime import date
from typing import Any

from handlers.flow.form import Answers, Ask, Facts, Form, Question
from handlers.messages import Day, Listed, Said, say

NOTHING = say("ask.nothing")


def shown(form: Form, question: Question, value: Any, answers: Answers, facts: Facts) -> Said:
    """``value`` as a short text; a skipped or empty answer is a dash in words."""
    if value is None:
        return NOTHING
    match question.ask:
        case Ask.SELECT_ONE:
            return _labels(question, [value], answers, facts)
        case Ask.SELECT_MULTIPLE:
            return _labels(question, value, answers, facts)
        case Ask.PERIOD:
            return day_of(value, "long")
        case Ask.COUNT:
            return say("ask.count.about" if value["estimated"] else "ask.count.exact", value["total"])
        case Ask.BREAKDOWN:
            return groups_of(_filled_in(value, answers))
        case Ask.MEDIA:
            return _media(value)
        case Ask.PARTIES:
            return _parties(value, facts)
        case Ask.TEXT:
            return _words(question, value, answers, facts)
        case _:
            return str(value)


def day_of(value: dict[str, str], style: Any = "short") -> Day:
    """A period answer as a day or a range."""
    return Day(date.fromisoformat(value["first"]), style, date.fromisoformat(value["last"]))


def _labels(question: Question, ids: list[str], answers: Answers, facts: Facts) -> Said:
    found = {option.id: option.label for option in facts.options(question.source, answers)}
    labels: tuple[Said, ...] = tuple(found.get(one, one) for one in ids)
    return labels[0] if len(labels) == 1 else Listed(labels) if labels else NOTHING


def _words(question: Question, value: str, answers: Answers, facts: Facts) -> Said:
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


def _media(value: dict[str, Any]) -> Said:
    files = say("ask.media.files", len(value["files"]))
    if not value.get("text"):
        return files if value["files"] else NOTHING
    return Listed((files, value["text"]), " · ") if value["files"] else value["text"]


def _parties(value: dict[str, Any], facts: Facts) -> Said:
    known = {option.id: option.label for option in facts.members()}
    names: list[Said] = [known.get(str(one), str(one)) for one in value["members"]] + list(value["names"])
    if value.get("lpa"):
        names.append(say("ask.parties.lpa"))
    return Listed(tuple(names)) if names else say("ask.parties.none")
