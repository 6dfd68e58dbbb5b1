"""Where a person is in a form, and what each move does to the answers. Pure.

Position is derived: the open question is the first relevant one without a standing answer. Answers
behind it are parked, not judged, and judged again when the gap closes.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from handlers.flow.form import Answers, Ask, Facts, Form, Problem, Question

BEFORE = "="
"""Prefix of the names in ``State.former`` under which the answer that an edit gives up is kept: ``[value]``,
or ``[]`` for none. Only there when it is not the value at hand."""


@dataclass(frozen=True)
class State:
    """What is kept of a form in progress.

    ``wanted`` are questions the person asked to answer (again); ``former`` keeps the value that back or
    edit took away, so that it can be offered again (None: it was skipped), and the ticks of an open question.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    wanted: tuple[str, ...] = ()
    former: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Walk:
    """The standing answers in order, and the open question (None: everything stands, review)."""

    standing: dict[str, Any]
    open: Question | None


def walk(form: Form, state: State, facts: Facts) -> Walk:
    """Find the open question of ``state``."""
    standing: dict[str, Any] = {}
    for question in form.questions:
        if not question.relevant(standing, facts):
            continue
        name = question.name
        if name in state.answers:
            if problem_of(question, state.answers[name], standing, facts) is not None:
                return Walk(standing, question)
            standing[name] = state.answers[name]
        elif name in state.wanted or not waits_for_request(question, standing, facts):
            return Walk(standing, question)
    return Walk(standing, None)


def problem_of(question: Question, value: Any, standing: Answers, facts: Facts) -> Problem | None:
    """Why ``value`` does not stand after what stands before it; None when it does.

    A required question that was skipped, or an option that is offered no more, is asked again without a word.
    """
    if value is None:
        demanded = question.required and not waits_for_request(question, standing, facts)
        return Problem("") if demanded else None
    if not _offered(question, value, standing, facts):
        return Problem("")
    return question.constraint(value, standing, facts) if question.constraint else None


def answer(state: State, name: str, value: Any) -> State:
    """Give an answer; it is judged by the next ``walk``."""
    former = _without_former(state.former, name)
    return State({**state.answers, name: value}, _without(state.wanted, name), former)


def skip(state: State, question: Question) -> State:
    """Leave an optional question out; raises ``ValueError`` for a required one."""
    if question.required and question.on_request is None:
        raise ValueError(question.name)
    return answer(state, question.name, None)


def edit(state: State, name: str) -> State:
    """Ask one question again; its value stays at hand and the rest is parked untouched."""
    asked = _forget(state, name)
    if name not in state.answers and name not in state.wanted:
        asked = replace(asked, former={**state.former, BEFORE + name: []})
    return replace(asked, wanted=(*_without(state.wanted, name), name))


def back(form: Form, state: State, facts: Facts) -> State:
    """One step back: out of an edit with the old value restored, else forget the last standing answer.

    An answer that nobody demanded is asked again too, and left without an answer by one more step back.
    """
    here = walk(form, state, facts)
    if here.open is not None and here.open.name in state.wanted:
        return _leave_edit(state, here.open.name)
    if not here.standing:
        return state
    last = list(here.standing)[-1]
    forgotten = _forget(state, last)
    if not waits_for_request(form.question(last), here.standing, facts):
        return forgotten
    wanted = (*_without(state.wanted, last), last)
    return replace(forgotten, wanted=wanted, former={**forgotten.former, BEFORE + last: []})


def propose(state: State, name: str, value: Any) -> State:
    """Keep a value at hand for an open question without answering it (ticks of a multiple choice)."""
    former = {**state.former, name: value}
    if name in state.wanted and BEFORE + name not in former:
        former[BEFORE + name] = [state.former[name]] if name in state.former else []
    return replace(state, former=former)


def renewed(form: Form, state: State, version: int) -> State:
    """A state of an older version of the form as one of this version: nothing in it loses its place."""
    if version == form.version:
        return state
    former = {key: old for key, old in state.former.items() if not key.startswith(BEFORE)}
    before = {key.removeprefix(BEFORE): old for key, old in state.former.items() if key.startswith(BEFORE)}
    return State(
        form.upgrade(state.answers, version),
        tuple(form.upgrade(dict.fromkeys(state.wanted), version)),
        form.upgrade(former, version)
        | {BEFORE + name: old for name, old in form.upgrade(before, version).items()},
    )


def _leave_edit(state: State, name: str) -> State:
    """The answer that the edit gave up stands again; without one, the value stays at hand."""
    if BEFORE + name not in state.former:
        restored = [state.former[name]] if name in state.former else []
    else:
        restored = state.former[BEFORE + name]
    if restored:
        return answer(state, name, restored[0])
    former = {key: old for key, old in state.former.items() if key != BEFORE + name}
    return State(dict(state.answers), _without(state.wanted, name), former)


def _forget(state: State, name: str) -> State:
    if name not in state.answers:
        return state
    answers = {key: value for key, value in state.answers.items() if key != name}
    former = {**_without_former(state.former, name), name: state.answers[name]}
    return State(answers, state.wanted, former)


def _offered(question: Question, value: Any, standing: Answers, facts: Facts) -> bool:
    """Whether a choice is still among the options: a plan changes, and so does the activity before it."""
    if question.ask not in (Ask.SELECT_ONE, Ask.SELECT_MULTIPLE):
        return True
    chosen = [value] if question.ask is Ask.SELECT_ONE else value
    known = {option.id for option in facts.options(question.source, standing)} if chosen else set()
    return all(one in known for one in chosen)


def waits_for_request(question: Question, standing: Answers, facts: Facts) -> bool:
    """Whether the question is asked only when somebody wants it, as things stand."""
    return question.on_request is not None and question.on_request(standing, facts)


def _without_former(former: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: old for key, old in former.items() if key not in (name, BEFORE + name)}


def _without(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(other for other in names if other != name)
