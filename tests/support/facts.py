"""A small world without a database for the event form, and a stand-in for the texts of all languages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from handlers.flow.form import Answers, Option
from handlers.flow.hear import answer, period
from handlers.forms.event import EVENT
from handlers.messages import Choice, Day, InEach, Listed, Said, Text, say

TODAY = date(2026, 10, 14)

KINDS = {"3.2": ("training",), "9.1": ("festival", "fair"), "7.1": ("training", "debate")}
ASKS = {"5.1": ("volunteers",), "8.1": ("audience",), "9.1": ("partners",), "10.1": ("discipline",)}
ACTIVITIES = {
    "3.2": ("3.2 Mentorat", "3.2 Наставничество"),
    "5.1": ("5.1 Voluntariat", "5.1 Волонтёрство"),
    "7.1": ("7.1 Dezbateri", "7.1 Дебаты"),
    "8.1": ("8.1 Educație", "8.1 Обучение"),
    "9.1": ("9.1 Festivaluri", "9.1 Фестивали"),
    "10.1": ("10.1 Sport", "10.1 Спорт"),
}
GROUPS = {
    "audiences": {"children": ("Copii", "Дети"), "adults": ("Adulți", "Взрослые")},
    "vulnerable_kinds": {"older": ("Vârstnici", "Пожилые"), "refugees": ("Refugiați", "Беженцы")},
    "kinds": {
        "festival": ("Festival", "Фестиваль"),
        "fair": ("Târg", "Ярмарка"),
        "training": ("Instruire", "Обучающий семинар"),
        "debate": ("Dezbatere", "Дебаты"),
    },
}
MEMBERS = {"3": ("Casa Mare", "Каса Маре"), "4": ("Speranța", "Надежда")}


def each(pair: tuple[str, str]) -> InEach:
    """Romanian and Russian; English is the Romanian word."""
    return InEach(pair[0], pair[1], pair[0])


def options_of(known: dict[str, tuple[str, str]]) -> list[Option]:
    """Options out of a table of labels."""
    return [Option(name, each(pair)) for name, pair in known.items()]


@dataclass
class FakeFacts:
    """``Facts`` out of tables; a test changes ``asked``, ``usual`` or ``today`` to change the world."""

    today: date = TODAY
    usual: int = 0
    asked: dict[str, tuple[str, ...]] = field(default_factory=lambda: dict(ASKS))
    recent: tuple[str, ...] = ("8.1", "9.1")

    def options(self, source: str, answers: Answers) -> Sequence[Option]:
        """Options of the event form; the kinds follow the activity."""
        if source == "activities":
            known = [Option(code, each(pair), each(pair), (code,)) for code, pair in ACTIVITIES.items()]
            return [*known, Option("?", say("event.activity.unknown.button"))]
        if source == "kinds":
            kinds = KINDS.get(answers.get("activity", ""), ())
            return options_of({kind: GROUPS["kinds"][kind] for kind in kinds})
        return options_of(GROUPS.get(source, {}))

    def suggest(self, question: str, answers: Answers) -> Sequence[Choice]:
        """The likely answers that the event form has."""
        likely = SUGGESTED.get(question)
        return likely(self) if likely else ()

    def browse(self, question: str, view: str, answers: Answers) -> Sequence[Choice] | None:
        """One part of a long list: the activities of an objective."""
        if question != "activity" or not view.startswith("objective:"):
            return None
        return [_pick(code) for code in ACTIVITIES if code.startswith(f"{view.removeprefix('objective:')}.")]

    def asks(self, fact: str, answers: Answers) -> bool:
        """Whether the plan asks this fact of the chosen activity."""
        return fact in self.asked.get(answers.get("activity", ""), ())

    def usual_maximum(self) -> int:
        """The largest head-count so far."""
        return self.usual

    def members(self) -> Sequence[Option]:
        """Two other members."""
        return options_of(MEMBERS)


def _pick(code: str) -> Choice:
    return answer(EVENT.question("activity"), code, each(ACTIVITIES[code]))


def _activities(facts: FakeFacts) -> Sequence[Choice]:
    unknown = answer(EVENT.question("activity"), "?", say("event.activity.unknown.button"))
    return [*map(_pick, facts.recent), unknown] if facts.recent else []


def _days(facts: FakeFacts) -> Sequence[Choice]:
    question, yesterday = EVENT.question("held"), facts.today - timedelta(1)
    saturday = facts.today - timedelta(4)
    return [
        answer(question, period(facts.today), say("event.held.today.button", day=Day(facts.today))),
        answer(question, period(yesterday), say("event.held.yesterday.button", day=Day(yesterday))),
        answer(question, period(saturday), Day(saturday)),
    ]


def _places(facts: FakeFacts) -> Sequence[Choice]:
    return [answer(EVENT.question("place"), place, place) for place in ("Biblioteca Coșeriu", "Online")]


def _totals(facts: FakeFacts) -> Sequence[Choice]:
    question = EVENT.question("participants")
    return [answer(question, {"total": total, "estimated": False}, total) for total in (18, 1200)]


def _partners(facts: FakeFacts) -> Sequence[Choice]:
    question = EVENT.question("parties")
    lpa: dict[str, Any] = {"members": [], "names": [], "lpa": True}
    return [
        answer(question, {"members": [3], "names": [], "lpa": False}, each(MEMBERS["3"])),
        answer(question, lpa, say("ask.parties.lpa")),
        answer(question, {**lpa, "lpa": False}, say("ask.parties.nobody")),
    ]


SUGGESTED: dict[str, Callable[[FakeFacts], Sequence[Choice]]] = {
    "activity": _activities,
    "discipline": lambda facts: [answer(EVENT.question("discipline"), "Șah", "Șah")],
    "held": _days,
    "place": _places,
    "participants": _totals,
    "groups": lambda facts: [
        answer(EVENT.question("groups"), {"each": True}, say("event.groups.each.button"))
    ],
    "photos": lambda facts: [Choice("skip", say("event.photos.none.button"), ("photos",))],
    "parties": _partners,
}


def every(said: Said) -> tuple[str, ...]:
    """``said`` in Romanian and in Russian, without any catalogue."""
    return tuple(dict.fromkeys(spoken(said, language) for language in ("ro", "ru")))


def spoken(said: Said, language: str) -> str:
    """A text in one language; a key stands for its own sentence, so two keys never read the same."""
    match said:
        case Text():
            parts = [WORDS.get((language, said.key), f"{language} {said.key}")]
            parts += [str(said.n)] if said.n is not None else []
            return " ".join([*parts, *(spoken(one, language) for one in said.args.values())])
        case Day():
            return f"{said.value:%d.%m.%Y}" + (f"-{said.until:%d.%m.%Y}" if said.until else "")
        case InEach():
            return str(getattr(said, language))
        case Listed():
            return said.separator.join(spoken(item, language) for item in said.items)
        case int():
            return f"{said:,}".replace(",", "\N{NO-BREAK SPACE}")
        case str():
            return said


WORDS = {
    ("ro", "ask.parties.lpa"): "Primăria",
    ("ru", "ask.parties.lpa"): "Примэрия",
    ("ro", "ask.parties.nobody"): "Fără parteneri",
    ("ru", "ask.parties.nobody"): "Без партнёров",
}


def answers_of(activity: str = "3.2", **others: Any) -> dict[str, Any]:
    """All that the review of an event needs; ``others`` replace or add answers."""
    asked: dict[str, dict[str, Any]] = {
        "5.1": {"volunteers": {"total": 4, "estimated": False}},
        "7.1": {"kind": "debate"},
        "8.1": {"audience": ["children"]},
        "9.1": {"kind": "fair", "parties": {"members": [], "names": [], "lpa": False}},
        "10.1": {"discipline": "Șah"},
    }
    return {
        "activity": activity,
        "held": period(date(2026, 10, 12)),
        "place": "Biblioteca",
        "participants": {"total": 25, "estimated": False},
        "groups": {"women": 15, "men": None, "young": 10, "vulnerable": 3},
        "photos": None,
        **asked.get(activity, {}),
        **others,
    }
