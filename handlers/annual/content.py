"""The answers of an annual draft → what the report says. Pure but for the facts it is given."""

from collections.abc import Iterator

from handlers.annual.facts import AnnualFacts
from handlers.flow.form import Answers
from handlers.forms.annual import ACTIVE, NO_MEASURE, OWN, TOWN_HALL
from reports.member_year import figures, result, source
from storage.annual_models import Content, Planned, Practice, Result, Trouble


def content_of(answers: Answers, facts: AnnualFacts) -> Content:
    """What the report says with these answers and the records as they are now."""
    found = facts.found
    active = answers.get("figures", ACTIVE) == ACTIVE
    return Content(
        active=active and bool(found.records),
        figures=figures(found),
        sources=tuple(source(one) for one in found.own),
        results=tuple(_results(answers, facts)),
        practices=tuple(_practices(answers, facts)),
        troubles=tuple(_troubles(answers, facts)),
        plans=tuple(_plans(answers)),
    )


def _results(answers: Answers, facts: AnnualFacts) -> Iterator[Result]:
    for code in facts.found.objectives:
        yield result(facts.found, code, answers.get(f"result_{code}"))


def _practices(answers: Answers, facts: AnnualFacts) -> Iterator[Practice]:
    chosen = answers.get("practices") or ()
    for record in facts.practices:
        if str(record.id) in chosen and record.good_practice:
            yield Practice(text=record.good_practice, number=record.number, title=record.title)
    yield from (Practice(text=words) for words in _own("practice", answers))


def _troubles(answers: Answers, facts: AnnualFacts) -> Iterator[Trouble]:
    for slot, words in facts.troubles(answers):
        said = answers.get(f"measure_{slot}")
        record = facts.slots.get(slot)
        yield Trouble(
            text=words,
            answer="town_hall" if said == TOWN_HALL else "none" if said in (None, NO_MEASURE) else "text",
            measure=None if said in (None, NO_MEASURE, TOWN_HALL) else said,
            number=record.number if record else None,
            activity=record.activity if record else None,
        )


def _plans(answers: Answers) -> Iterator[Planned]:
    yield from (Planned(activity=code) for code in answers.get("plans") or ())
    yield from (Planned(text=words) for words in _own("plan", answers))


def _own(kind: str, answers: Answers) -> list[str]:
    return [answers[name] for name in (f"{kind}_own_{number}" for number in OWN) if answers.get(name)]
