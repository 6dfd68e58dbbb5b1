"""Somebody wanders through the event form in every way there is: no move raises, no answer is lost."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from handlers.flow import screens
from handlers.flow.form import Ask, Form, Problem, Question, renamed
from handlers.flow.hear import Value, hear, period
from handlers.flow.walk import (
    BEFORE,
    State,
    Walk,
    answer,
    back,
    edit,
    problem_of,
    propose,
    renewed,
    skip,
    walk,
)
from handlers.forms.event import EVENT
from handlers.messages import Said, Screen
from handlers.wire import pack_screen, read_screen
from tests.support.facts import ACTIVITIES, ASKS, TODAY, FakeFacts, answers_of, every, spoken

RENAMES = {"place": "venue", "photos": "pictures", "heading": "headline", "held": "days"}
WORDS = (
    "1", "25", "~30", "20-25", "15 10 3", "15 10", "m 10 v 3", "toate femei", "ieri", "12.10", "12-14.10",
    "32.13", "copii, adulți", "1, 9", "primăria, Casa Mare, ACR", "sperantza", "fără parteneri", "-", "🙂",
    "", "8", "3.2", "festival", "х" * 2000,
)  # fmt: skip


def values(question: Question, facts: FakeFacts, standing: dict[str, Any]) -> some.SearchStrategy[Any]:
    """Good and bad values of the right shape for ``question``."""
    numbers = some.sampled_from([0, 1, 4, 10, 25, 26, 6_000, 100_001])
    maybe = some.none() | numbers
    match question.ask:
        case Ask.SELECT_ONE | Ask.SELECT_MULTIPLE:
            ids = some.sampled_from([*(one.id for one in facts.options(question.source, standing)), "gone"])
            return ids if question.ask is Ask.SELECT_ONE else some.lists(ids, unique=True, max_size=2)
        case Ask.PERIOD:
            days = some.dates(TODAY - timedelta(9), TODAY + timedelta(2))
            return some.builds(period, days, days)
        case Ask.COUNT:
            return some.fixed_dictionaries({"total": numbers, "estimated": some.booleans()})
        case Ask.BREAKDOWN:
            parts = dict.fromkeys(("women", "men", "young", "vulnerable"), maybe)
            return some.just({"each": True}) | some.fixed_dictionaries(parts)
        case Ask.MEDIA:
            return some.sampled_from([{"files": [1, 2], "text": None}, {"files": [], "text": "Bine"}])
        case Ask.PARTIES:
            return some.sampled_from([{"members": [3], "names": ["ACR"], "lpa": True}])
        case _:
            return some.sampled_from(["Biblioteca", "Sala", "B"])


class Wandering(RuleBasedStateMachine):
    """One draft, every move, and a ledger of the answers that were accepted and must still be at hand."""

    def __init__(self) -> None:
        super().__init__()
        self.facts = FakeFacts()
        self.form: Form = EVENT
        self.state = State()
        self.ledger: dict[str, Any] = {}

    @initialize(activity=some.none() | some.sampled_from(sorted(ACTIVITIES)))
    def begins(self, activity: str | None) -> None:
        """With an empty form, or with one that is ready to be sent."""
        self.state = State(answers_of(activity) if activity else {})
        self.ledger = dict(self.state.answers)
        assert (self.here.open is None) is (activity is not None)

    @property
    def here(self) -> Walk:
        return walk(self.form, self.state, self.facts)

    def give(self, value: Any) -> None:
        """As the desk does it: a value with a problem is shown, not kept; the step never goes back."""
        here = self.here
        assert here.open is not None
        if (problem := problem_of(here.open, value, here.standing, self.facts)) is not None:
            assert problem.message or value is None or here.open.source
            return
        spoken(screens.summary(self.form, here.open, value, here, self.facts), "ru")
        self.state = answer(self.state, here.open.name, value)
        self.ledger[here.open.name] = value
        following = self.here.open
        assert here.open.name in self.here.standing
        assert following is None or following.step >= here.open.step

    @precondition(lambda self: self.here.open)
    @rule(data=some.data())
    def answers(self, data: some.DataObject) -> None:
        here = self.here
        assert here.open is not None
        self.give(data.draw(values(here.open, self.facts, here.standing)))

    @precondition(lambda self: self.here.open)
    @rule(words=some.sampled_from(WORDS))
    def types(self, words: str) -> None:
        here = self.here
        assert here.open is not None
        heard = hear(here.open, words, here.standing, self.facts, every)
        if isinstance(heard, Value):
            self.give(heard.value)
        elif isinstance(heard, Problem):
            self.sees(screens.with_problem(self.question_screen(), heard))

    @precondition(lambda self: self.here.open)
    @rule(data=some.data())
    def taps(self, data: some.DataObject) -> None:
        choices = [one for one in self.question_screen().choices if one.action == "answer"]
        if choices:
            self.give(data.draw(some.sampled_from(choices)).args[1])

    @precondition(lambda self: self.here.open and not self.here.open.required)
    @rule()
    def skips(self) -> None:
        question = self.here.open
        assert question is not None
        self.state = skip(self.state, question)
        self.ledger[question.name] = None

    @rule(data=some.data())
    def changes(self, data: some.DataObject) -> None:
        asked = [one.name for one in self.form.questions if one.on_request is not None]
        self.state = edit(self.state, data.draw(some.sampled_from([*self.here.standing, *asked])))

    @rule()
    def goes_back(self) -> None:
        self.state = back(self.form, self.state, self.facts)

    @precondition(lambda self: self.here.open and self.here.open.ask is Ask.SELECT_MULTIPLE)
    @rule(ticked=some.lists(some.sampled_from(["children", "adults", "older", "gone"]), unique=True))
    def ticks(self, ticked: list[str]) -> None:
        assert self.here.open is not None
        name = self.here.open.name
        self.state = propose(self.state, name, ticked)
        given_up = self.state.former.get(BEFORE + name)
        if name in self.ledger and given_up != [self.ledger[name]]:
            del self.ledger[name]

    @rule()
    def restarts(self) -> None:
        kept = json.loads(json.dumps([self.state.answers, self.state.wanted, self.state.former]))
        again = State(kept[0], tuple(kept[1]), kept[2])
        assert again == self.state
        self.state = again

    @rule(old=some.sampled_from(sorted(RENAMES)))
    def meets_a_release_that_renames(self, old: str) -> None:
        if old not in [question.name for question in self.form.questions]:
            return
        new, version = RENAMES[old], self.form.version + 1
        questions = tuple(replace(one, name=new) if one.name == old else one for one in self.form.questions)
        before = [RENAMES[name] if name == old else name for name in self.here.standing]
        migrations = {**self.form.migrations, version: renamed(old, new)}
        self.form = replace(self.form, version=version, questions=questions, migrations=migrations)
        self.state = renewed(self.form, self.state, version - 1)
        self.ledger = {new if name == old else name: value for name, value in self.ledger.items()}
        assert list(self.here.standing) == before

    @precondition(lambda self: self.form.version < 4)
    @rule(at=some.integers(0, 10), required=some.booleans())
    def meets_a_release_that_inserts(self, at: int, required: bool) -> None:
        version = self.form.version + 1
        asked = Question(f"new_{version}", Ask.TEXT, self.form.questions[at].step, required)
        questions = (*self.form.questions[:at], asked, *self.form.questions[at:])
        self.form = replace(self.form, version=version, questions=questions)
        self.state = renewed(self.form, self.state, version - 1)

    @rule(
        activity=some.sampled_from(["3.2", "9.1"]), facts=some.sets(some.sampled_from(sorted(ASKS.values())))
    )
    def sees_the_plan_change(self, activity: str, facts: set[tuple[str, ...]]) -> None:
        self.facts.asked[activity] = tuple(name for names in facts for name in names)

    @rule(days=some.integers(1, 40))
    def waits(self, days: int) -> None:
        self.facts.today = min(self.facts.today + timedelta(days), date(2027, 12, 31))

    @invariant()
    def stands_at_the_first_gap(self) -> None:
        here = self.here
        for question in self.form.questions:
            if question == here.open:
                assert question.name not in here.standing
                return
            waits = question.on_request is not None and question.name not in here.standing
            assert question.name in here.standing or waits or not question.relevant(here.standing, self.facts)
        assert here.open is None

    @invariant()
    def loses_no_answer(self) -> None:
        for name, value in self.ledger.items():
            kept = [self.state.answers.get(name, "?"), self.state.former.get(name, "?")]
            assert value in kept or self.state.former.get(BEFORE + name) == [value]

    @invariant()
    def can_always_leave(self) -> None:
        here = self.here
        if here.open is None:
            self.sees(screens.review_screen(self.form, here, self.facts, ()))
            self.sees(screens.correct_screen(self.form, here))
            return
        screen = self.question_screen()
        self.sees(screen)
        actions = [choice.action for choice in screen.choices]
        assert "park" in actions
        assert "back" in actions or not here.standing
        assert ("skip" in actions) >= (not here.open.required)

    def teardown(self) -> None:
        """Wherever the walk ended, going back again and again leads to the first question."""
        state = self.state
        for _ in range(3 * len(self.form.questions)):
            state = back(self.form, state, self.facts)
        here = walk(self.form, state, self.facts)
        assert here.open is self.form.questions[0]
        assert not here.standing

    def question_screen(self) -> Screen:
        here = self.here
        assert here.open is not None
        return screens.question_screen(self.form, here.open, self.state, here, self.facts)

    def sees(self, screen: Screen) -> None:
        """Every screen can be said, kept and read back, and names the same number of steps."""
        assert read_screen(json.loads(json.dumps(pack_screen(screen)))) == screen
        shown: list[Said] = [*screen.body, *(choice.label for choice in screen.choices)]
        assert all(spoken(one, "ro") for one in shown)
        assert getattr(screen.head, "args", {})["steps"] == self.form.steps


TestWandering = Wandering.TestCase
TestWandering.settings = settings(max_examples=60, stateful_step_count=40)
