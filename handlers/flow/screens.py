"""The screens of a form: one question, or the review of all answers. Keys only, no sentences."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers.flow.form import Ask, Facts, Form, Option, Problem, Question
from handlers.flow.hear import answer
from handlers.flow.shown import PARTS, shown
from handlers.flow.walk import State, Walk, problem_of
from handlers.messages import Choice, Input, Listed, Role, Said, Screen, say

INPUTS: dict[Ask, str] = {
    Ask.PERIOD: "date",
    Ask.COUNT: "integer",
    Ask.BREAKDOWN: "integers",
    Ask.MEDIA: "media",
    Ask.PLACE: "place",
    Ask.TEXT: "text",
    Ask.PARTIES: "text",
    Ask.MONEY: "text",
    Ask.SPAN: "text",
    Ask.MOMENT: "text",
    Ask.LIST: "text",
}


def progress(form: Form, step: int, title: Said) -> Said:
    """The progress line: step x of n, n fixed; a form without steps shows its title alone."""
    if not form.steps:
        return title
    return say("ask.progress", step=step, steps=form.steps, title=title)


def question_screen(
    form: Form,
    question: Question,
    state: State,
    here: Walk,
    facts: Facts,
    view: str = "",
    hint: Said | None = None,
) -> Screen:
    """The open question with its likely answers, and always a way back and a way out.

    An answer that stood before and cannot any more (the total is smaller now) is asked with the reason.
    """
    key = form.key(question.name)
    total = _total(here.standing)
    body: list[Said] = [] if hint is None else [hint]
    part = bool(view) and not view.startswith(("month:", PAGE))
    body.append(say("ask.from_list") if part else say(f"{key}.label", total=total))
    choices = _choices(form, question, state, here, facts, view)
    screen = Screen(
        key=key,
        head=question_head(form, question, here),
        body=tuple(body),
        choices=(*choices, *_ways(form, question, state, here, view, choices)),
        input=Input(INPUTS.get(question.ask, "choice"), _fields(question)),  # type: ignore[arg-type]
        grid=7 if view.startswith("month:") else 0,
    )
    problem = _fallen(question, state, here, facts)
    return screen if view or problem is None else with_problem(screen, problem)


def question_head(form: Form, question: Question, here: Walk) -> Said:
    """The progress line of a question."""
    title = say(f"{form.key(question.name)}.title", total=_total(here.standing))
    return progress(form, question.step, title)


def _fallen(question: Question, state: State, here: Walk, facts: Facts) -> Problem | None:
    if question.name not in state.answers:
        return None
    problem = problem_of(question, state.answers[question.name], here.standing, facts)
    return problem if problem is not None and problem.message else None


def with_problem(screen: Screen, problem: Problem) -> Screen:
    """The same screen saying first what is wrong, with the likely ways out on top."""
    likely = [(way.action, way.args) for way in problem.ways]
    rest = tuple(choice for choice in screen.choices if (choice.action, choice.args) not in likely)
    return replace(screen, error=problem.message, choices=(*problem.ways, *rest))


def with_ways(screen: Screen, ways: tuple[Choice, ...]) -> Screen:
    """The same screen with more ways out, above the usual ones; a primary one stands first."""
    usual = tuple(choice for choice in screen.choices if choice.role is Role.NAV)
    answers = tuple(choice for choice in screen.choices if choice.role is not Role.NAV)
    first = tuple(way for way in ways if way.role is Role.PRIMARY)
    rest = tuple(way for way in ways if way.role is not Role.PRIMARY)
    return replace(screen, choices=(*first, *answers, *rest, *usual)) if ways else screen


def review_screen(
    form: Form, here: Walk, facts: Facts, save: Sequence[Choice], hints: Sequence[Said] = ()
) -> Screen:
    """All answers, numbered; one question is one tap away; ``save`` are the form's own endings."""
    lines = numbered(form, here, facts)
    missing = [
        Choice("edit", say(f"{form.key(question.name)}.add"), (question.name,))
        for question in form.questions
        if question.on_request is not None
        and question.name not in here.standing
        and question.relevant(here.standing, facts)
    ]
    return Screen(
        key=f"{form.name}.review",
        head=progress(form, form.steps, say("ask.review.title")),
        body=(*lines, *hints),
        choices=(
            *save,
            Choice("correct", say("ask.correct.button")),
            *missing,
            Choice("park", say("ask.park.button"), role=Role.NAV),
            Choice("discard", say("ask.discard.button"), role=Role.NAV),
        ),
        input=Input("choice"),
    )


def correct_screen(form: Form, here: Walk) -> Screen:
    """Which answer to change: the names of the fields, numbered as on the review screen."""
    fields = [
        Choice("edit", say(f"{form.key(name)}.title", total=_total(here.standing)), (name,))
        for name in here.standing
    ]
    back = Choice("look", say("ask.back.button"), role=Role.NAV)
    head = progress(form, form.steps, say("ask.review.title"))
    return Screen(f"{form.name}.correct", (say("ask.correct.label"),), head, None, (*fields, back))


def numbered(form: Form, here: Walk, facts: Facts) -> tuple[Said, ...]:
    """The standing answers as numbered lines."""
    return tuple(
        say(
            "ask.review.line",
            number=index,
            title=say(f"{form.key(name)}.title", total=_total(here.standing)),
            value=brief(shown(form, form.question(name), value, here.standing, facts), LONGEST_LINE),
        )
        for index, (name, value) in enumerate(here.standing.items(), 1)
    )


def summary(form: Form, question: Question, value: Any, here: Walk, facts: Facts) -> Said:
    """The one line that an answered screen collapses to."""
    title = say(f"{form.key(question.name)}.title", total=_total(here.standing))
    short = brief(shown(form, question, value, here.standing, facts), LONGEST_SUMMARY)
    return say("ask.summary", title=title, value=short)


def _choices(
    form: Form, question: Question, state: State, here: Walk, facts: Facts, view: str
) -> tuple[Choice, ...]:
    if question.ask is Ask.SELECT_MULTIPLE:
        return _ticks(question, state, here, facts, view)
    if view:
        return tuple(facts.browse(question.name, view, here.standing) or ())
    kept = _kept(form, question, state, here, facts)
    said = [choice.args for choice in kept]
    offered = tuple(one for one in facts.suggest(question.name, here.standing) if one.args not in said)
    options = () if offered or question.ask is not Ask.SELECT_ONE else _options(question, here, facts)
    return (*kept, *offered, *options)


def _options(question: Question, here: Walk, facts: Facts) -> tuple[Choice, ...]:
    return tuple(
        Choice("answer", option.label, (question.name, option.id), option.full, aliases=option.aliases)
        for option in facts.options(question.source, here.standing)
    )


def _ticks(question: Question, state: State, here: Walk, facts: Facts, view: str) -> tuple[Choice, ...]:
    options = facts.options(question.source, here.standing)
    wished = state.former.get(question.name) or []
    ticked = [option.id for option in options if option.id in wished]
    pages = _pages(options)
    page = min(int(view.removeprefix(PAGE) or 0), len(pages) - 1) if view.startswith(PAGE) else 0
    place = (f"{PAGE}{page}",) if len(pages) > 1 else ()
    boxes = tuple(
        Choice("tick", one.label, (question.name, one.id, *place), one.full, checked=one.id in ticked)
        for one in pages[page]
    )
    ready = answer(question, ticked, say("ask.ready", len(ticked)))
    turning = _turning(question, page, len(pages))
    return (*boxes, ready, *turning, *facts.suggest(question.name, here.standing))


PAGE = "page:"
"""A part of a long list of boxes: this and its number, from 0."""

MOST_BOXES, BOXES = 20, 10
"""A list that is longer than the first is shown in pages of the second."""


def _pages(options: Sequence[Option]) -> list[Sequence[Option]]:
    if len(options) <= MOST_BOXES:
        return [options]
    return [options[start : start + BOXES] for start in range(0, len(options), BOXES)]


def _turning(question: Question, page: int, pages: int) -> tuple[Choice, ...]:
    ways = []
    if page + 1 < pages:
        ways.append(Choice("view", say("list.next.button"), (question.name, f"{PAGE}{page + 1}")))
    if page > 0:
        ways.append(Choice("view", say("list.previous.button"), (question.name, f"{PAGE}{page - 1}")))
    return tuple(ways)


def _kept(form: Form, question: Question, state: State, here: Walk, facts: Facts) -> tuple[Choice, ...]:
    """The value at hand as a button, unless it cannot stand any more."""
    value = state.former.get(question.name)
    if value is None or problem_of(question, value, here.standing, facts) is not None:
        return ()
    short = brief(shown(form, question, value, here.standing, facts), LONGEST_KEPT)
    return (answer(question, value, say("ask.keep.button", value=short)),)


LONGEST_KEPT, LONGEST_SUMMARY, LONGEST_LINE = 20, 60, 200
"""Letters of somebody's own words that a button, a summary or a line of the review repeats: the words
themselves stand above, in the person's own message."""


def brief(said: Said, most: int) -> Said:
    """The same text with long words of somebody's own cut short."""
    match said:
        case str():
            line = " ".join(said.split())
            return line if len(line) <= most else f"{line[:most].rstrip()}…"
        case Listed():
            return Listed(tuple(brief(item, most) for item in said.items), said.separator)
        case _:
            return said


def _ways(
    form: Form, question: Question, state: State, here: Walk, view: str, offered: Sequence[Choice]
) -> tuple[Choice, ...]:
    """Back (out of a part of a long list: to the question), skip where it may be, save and leave.

    A suggestion that already skips ("no photos") has no second button beside it.
    """
    ways = []
    if view and not view.startswith(PAGE):
        ways.append(Choice("look", say("ask.back.button"), role=Role.NAV))
    elif here.standing or question.name in state.wanted:
        ways.append(Choice("back", say("ask.back.button"), role=Role.NAV))
    if not question.required and all(one.action != "skip" for one in offered):
        ways.append(Choice("skip", say("ask.skip.button"), (question.name,), role=Role.NAV))
    if form.can_wait:
        ways.append(Choice("park", say("ask.park.button"), role=Role.NAV))
    return tuple(ways)


def _fields(question: Question) -> tuple[Said, ...]:
    if question.ask is not Ask.BREAKDOWN:
        return ()
    return tuple(say(f"ask.breakdown.field.{part}") for part in PARTS if part != "men")


def _total(standing: dict[str, Any]) -> Said:
    count = standing.get("participants")
    return count["total"] if count else 0
