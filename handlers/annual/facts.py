"""What the annual form must know: the records of the year, and what they propose for each block.

A problem keeps its place (its slot) for the whole life of the report, so that a measure never moves to
another problem. Which record has which slot is noted when the figures are confirmed.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property

from handlers.annual.spoken import in_a_row
from handlers.flow.form import Answers, Option
from handlers.flow.hear import answer
from handlers.forms.annual import (
    ACTIVE,
    ANNUAL,
    FROM_RECORDS,
    INACTIVE,
    NO_MEASURE,
    ON_A_SCREEN,
    OWN,
    PAGES,
    TOWN_HALL,
)
from handlers.member.facts import in_each
from handlers.messages import Choice, Listed, Said, say
from handlers.plain_facts import PlainFacts
from reports.member_year import MemberYear, figures, member_year, result
from reports.phrases import in_figures, in_result
from storage import annual, own
from storage.counted import CountedRecord

OFFERED = 8
"""Practices of records that are offered, the latest first; three of them can be chosen."""

LONGEST = 90
"""Letters of a practice or a problem in a list; the whole of it is in its record and in the document."""

DECEMBER = 12


class AnnualFacts(PlainFacts):
    """The ``Facts`` of one member's annual draft."""

    @property
    def year(self) -> int:
        """The year that is reported."""
        return int(self.draft.subject["year"])

    @property
    def organisation(self) -> int:
        """The organisation that reports."""
        return self.draft.organisation_id or 0

    @cached_property
    def report(self) -> annual.Report:
        """The report that the draft is of."""
        return annual.begin(self.context.connection, self.context.now, self.organisation, self.year)

    @cached_property
    def found(self) -> MemberYear:
        """The records of the year."""
        records = own.of_organisation(self.context.connection, self.organisation)
        return member_year(self.organisation, self.year, records)

    @property
    def over(self) -> bool:
        """Whether it can be said that nothing happens any more: from December on."""
        return self.today.year > self.year or self.today.month == DECEMBER

    @cached_property
    def practices(self) -> tuple[CountedRecord, ...]:
        """Records that tell a good practice, the latest first."""
        return tuple(one for one in reversed(self.found.led) if one.good_practice)

    @cached_property
    def problems(self) -> tuple[CountedRecord, ...]:
        """Records that tell a problem, oldest first."""
        return tuple(one for one in self.found.led if one.problem)

    @cached_property
    def slots(self) -> dict[int, CountedRecord]:
        """Slot → record, of the problems that records tell."""
        known = self.report.seen.get("slots", ())
        places = {slot: self.found.find(record) for slot, record in enumerate(known, len(OWN) + 1)}
        return {slot: record for slot, record in places.items() if record is not None and record.problem}

    @property
    def activities(self) -> tuple[str, ...]:
        """Codes of the activities of the year, in the order of the plan."""
        mine = {record.activity for record in self.found.records}
        return tuple(one.code for one in self.context.plan.activities if one.code in mine)

    def page(self, page: str) -> tuple[str, ...]:
        """The objectives of one page of results."""
        start = PAGES.index(page) * ON_A_SCREEN
        return self.found.objectives[start : start + ON_A_SCREEN]

    def options(self, source: str, answers: Answers) -> Sequence[Option]:
        """What can be ticked or kept."""
        if source in PAGES:
            return self._kept(source, answers)
        match source:
            case "figures":
                return (self._figures(),)
            case "practices":
                return [Option(str(one.id), _brief(one.good_practice)) for one in self.practices[:OFFERED]]
            case "problems":
                return [Option(str(one.id), _brief(one.problem)) for one in self.slots.values()]
            case "troubles":
                return [Option(str(slot), text) for slot, text in self.troubles(answers)]
            case "plans":
                return [self._activity(code) for code in self.activities]
        return ()

    def troubles(self, answers: Answers) -> Iterator[tuple[int, str]]:
        """The problems that the report names, by slot: one's own, then those kept from records."""
        for number in OWN:
            if words := answers.get(f"problem_own_{number}"):
                yield number, words
        kept = answers.get("problems") or ()
        for slot, record in self.slots.items():
            if str(record.id) in kept:
                yield slot, record.problem or ""

    def suggest(self, question: str, answers: Answers) -> Sequence[Choice]:
        """Likely answers and ways on, as buttons."""
        if question in PAGES:
            return tuple(self._ways_of_page(question))
        if question.startswith("measure_"):
            return tuple(self._measures(question))
        match question:
            case "figures":
                return tuple(self._ways_of_figures())
            case "practices" | "problems" | "plans":
                return tuple(self._additions(question, answers))
        return ()

    def proposal(self, objective: str, own: str | None = None) -> Said:
        """The text about one objective: the member's own words, or what the records say."""
        return own or in_a_row(in_result(result(self.found, objective), self.year), " ")

    def free_place(self, kind: str, answers: Answers) -> str | None:
        """The next question for something of one's own; None when all three are used."""
        names = (f"{kind}_own_{number}" for number in OWN)
        return next((name for name in names if not answers.get(name)), None)

    def _figures(self) -> Option:
        if not self.found.records:
            return Option(INACTIVE, say("annual.none", year=str(self.year)))
        return Option(ACTIVE, in_a_row(in_figures(figures(self.found))))

    def _kept(self, page: str, answers: Answers) -> Sequence[Option]:
        codes = self.page(page)
        if not codes:
            return ()
        proposed = [code for code in codes if not answers.get(f"result_{code}")]
        lines = tuple(
            say("annual.result.line", code=code, text=self.proposal(code, answers.get(f"result_{code}")))
            for code in proposed or codes
        )
        return (Option(",".join(codes), Listed(lines, " ")),)

    def _activity(self, code: str) -> Option:
        return Option(code, in_each(self.context.plan.activity(code).short))

    def _ways_of_figures(self) -> Iterator[Choice]:
        if self.found.records:
            yield Choice("annual.confirm", say("annual.figures.yes.button"), (ACTIVE,))
        elif self.over:
            yield Choice("annual.confirm", say("annual.none.button", year=str(self.year)), (INACTIVE,))
        yield Choice("annual.missing", say("annual.missing.button"))
        if self.found.records:
            yield Choice("annual.records", say("annual.records.button"))

    def _ways_of_page(self, page: str) -> Iterator[Choice]:
        codes = self.page(page)
        last = codes[-1:] == self.found.objectives[-1:]
        keep = say("annual.keep.button") if last else say("annual.keep_next.button")
        yield answer(ANNUAL.question(page), ",".join(codes), keep)
        for code in codes:
            yield Choice("edit", say("annual.result.write.button", code=code), (f"result_{code}",))
        if not last:
            yield Choice("annual.keep_all", say("annual.keep_all.button"))

    def _measures(self, name: str) -> Iterator[Choice]:
        question = ANNUAL.question(name)
        record = self.slots.get(int(name.rpartition("_")[2]))
        if record is not None and record.measure:
            yield answer(question, record.measure, record.measure)
        yield answer(question, NO_MEASURE, say("annual.measure.none.button"))
        yield answer(question, TOWN_HALL, say("annual.measure.town_hall.button"))

    def _additions(self, question: str, answers: Answers) -> Iterator[Choice]:
        place = self.free_place(question.removesuffix("s"), answers)
        if place is not None:
            yield Choice("edit", say(f"{ANNUAL.key(place)}.add"), (place,))
        if question == "problems" and not any(answers.get(f"problem_own_{one}") for one in OWN):
            yield answer(ANNUAL.question("problems"), [], say("annual.problems.none.button"))


def more_slots(facts: AnnualFacts) -> list[int]:
    """The records with a slot, and those that get one now: a place once given is never given again."""
    known = list(facts.report.seen.get("slots", ()))
    fresh = [record.id for record in facts.problems if record.id not in known]
    return [*known, *fresh][:FROM_RECORDS]


def _brief(words: str | None) -> str:
    line = " ".join((words or "").split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()}…"
