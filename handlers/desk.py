"""One form in somebody's hands: showing it, hearing an answer, moving in it, leaving it.

The engine in ``handlers.flow`` decides; this module keeps the draft and chooses the screen. What
happens when all answers stand belongs to each form (``Paper.finish``).
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from handlers import access
from handlers.context import Context
from handlers.errors import Invalid
from handlers.flow import privacy, screens
from handlers.flow.form import Answers, Ask, Facts, Form, Problem, Question
from handlers.flow.hear import Value, hear
from handlers.flow.trouble import eased, guesses
from handlers.flow.walk import State, Walk, answer, back, edit, problem_of, propose, renewed, skip, walk
from handlers.messages import Choice, Kind, Reply, Said, Screen, say
from storage import audit, drafts
from storage.drafts import Draft

Finish = Callable[[Context, Draft, Walk, Facts], list[Reply]]
Hint = Callable[[Context, Draft, Question], Said | None]
Ways = Callable[[Context, Draft, Question], tuple[Choice, ...]]
Back = Callable[[Context, Draft], "list[Reply] | None"]
First = Callable[[Context, Draft], "list[Reply] | None"]
Turn = Callable[[Context, Draft, Answers], "Paper"]
Unheard = Callable[[Context, Draft, Question, str], "list[Reply] | None"]


@dataclass(frozen=True)
class Paper:
    """A form with what belongs to it: its facts, its end, a hint shown above a question.

    ``back`` is a step back of the form's own, ``unheard`` what it does with words that are no answer,
    ``first`` a screen that comes before any question; where they give None, the usual is done. ``turn`` is
    the paper that goes on with new answers: another activity may be reported by another form. ``receipt``
    shows again what a sent draft led to. ``ways`` are buttons of the form's own, above the usual ways.
    """

    form: Form
    facts: Callable[[Context, Draft], Facts]
    finish: Finish
    hint: Hint = lambda context, draft, question: None
    back: Back = lambda context, draft: None
    turn: Turn | None = None
    ways: Ways = lambda context, draft, question: ()
    unheard: Unheard = lambda context, draft, question, text: None
    receipt: Back | None = None
    first: First = lambda context, draft: None


def state_of(paper: Paper, draft: Draft) -> State:
    """The answers of a draft in the present version of its form."""
    return renewed(paper.form, State(draft.answers, draft.wanted, draft.former), draft.version)


def show(context: Context, paper: Paper, draft: Draft, view: str = "") -> list[Reply]:
    """The open question, or the end of the form when all answers stand."""
    before = None if view else paper.first(context, draft)
    if before is not None:
        return before
    facts = paper.facts(context, draft)
    state = state_of(paper, draft)
    here = walk(paper.form, state, facts)
    if here.open is None:
        return paper.finish(context, draft, here, facts)
    return [reply(draft, _question(context, paper, draft, here.open, state, here, facts, view))]


def reply(draft: Draft, screen: Screen, kind: Kind = Kind.REPLY) -> Reply:
    """A screen whose buttons belong to this state of the draft."""
    return Reply(screen, kind=kind, draft=(draft.id, draft.revision))


def hear_text(context: Context, paper: Paper, draft: Draft, text: str) -> list[Reply]:
    """Typed words for the open question; words that make no sense repeat it with an example."""
    facts = paper.facts(context, draft)
    here = walk(paper.form, state_of(paper, draft), facts)
    if here.open is None:
        return show(context, paper, draft)
    heard = hear(here.open, text, here.standing, facts, context.world.every)
    if isinstance(heard, Value) and here.open.ask is Ask.MEDIA:
        heard = Value(with_former(state_of(paper, draft), here.open, heard.value))
    doubt = privacy.doubt(here.open, text, heard)
    if doubt is not None:
        return question_words(context, paper, draft, here.open, doubt)
    if isinstance(heard, Value):
        return give(context, paper, draft, here.open.name, heard.value)
    if heard is None:
        own = paper.unheard(context, draft, here.open, text)
        return own if own is not None else hear_nothing(context, paper, draft, here.open, text)
    return trouble(context, paper, draft, here.open.name, heard, text)


def question_words(
    context: Context, paper: Paper, draft: Draft, question: Question, doubt: Problem
) -> list[Reply]:
    """The words look personal: what is asked keeps them no longer than until the next screen."""
    facts, state = paper.facts(context, draft), state_of(paper, draft)
    here = walk(paper.form, state, facts)
    screen = screens.with_problem(_question(context, paper, draft, question, state, here, facts), doubt)
    asked = reply(draft, replace(screen, key=screen.key + privacy.PERSONAL))
    return [replace(asked, secret=True)]


def hear_nothing(context: Context, paper: Paper, draft: Draft, question: Question, text: str) -> list[Reply]:
    """The words make no sense here: they are repeated, with an example."""
    problem = Problem(_not_understood(paper.form, question, text))
    return trouble(context, paper, draft, question.name, problem, text)


def give(context: Context, paper: Paper, draft: Draft, name: str, value: Any) -> list[Reply]:
    """Take a value for the open question; one that cannot stand is explained and not kept."""
    facts = paper.facts(context, draft)
    state = state_of(paper, draft)
    here = walk(paper.form, state, facts)
    if here.open is None or here.open.name != name:
        return show(context, paper, draft)
    problem = problem_of(here.open, value, here.standing, facts)
    if problem is not None:
        return trouble(context, paper, draft, name, problem)
    line = screens.summary(paper.form, here.open, value, here, facts)
    state = answer(state, name, value)
    going_on = paper.turn(context, draft, state.answers) if paper.turn is not None else paper
    draft = keep(context, going_on, draft, state, heard=name)
    return _summed(show(context, going_on, draft), line)


def trouble(
    context: Context, paper: Paper, draft: Draft, name: str, problem: Problem, words: str = ""
) -> list[Reply]:
    """The same question saying what is wrong; the place and the other answers stay.

    From the second time on it offers what ``words`` may have meant, from the third a way out.
    """
    facts = paper.facts(context, draft)
    state = state_of(paper, draft)
    here = walk(paper.form, state, facts)
    if here.open is None or here.open.name != name:
        return show(context, paper, draft)
    draft = drafts.note_trouble(context.connection, draft, name)
    context.draft = draft
    likely = guesses(here.open, words, here.standing, facts, context.world.every)
    letters = access.may(context, access.WRITER)
    eased_problem = eased(paper.form, here.open, problem, draft.troubles[name], likely, letters)
    screen = _question(context, paper, draft, here.open, state, here, facts)
    return [reply(draft, screens.with_problem(screen, eased_problem))]


def tick(context: Context, paper: Paper, draft: Draft, name: str, option: str, view: str = "") -> list[Reply]:
    """Tick or untick one option of a multiple choice, on the page of it that is shown."""
    state = state_of(paper, draft)
    ticked = list(state.former.get(name) or [])
    ticked = [one for one in ticked if one != option] if option in ticked else [*ticked, option]
    return show(context, paper, keep(context, paper, draft, propose(state, name, ticked)), view)


def step_back(context: Context, paper: Paper, draft: Draft) -> list[Reply]:
    """The previous question with its value at hand."""
    own = paper.back(context, draft)
    if own is not None:
        return own
    facts = paper.facts(context, draft)
    return show(context, paper, keep(context, paper, draft, back(paper.form, state_of(paper, draft), facts)))


def step_over(context: Context, paper: Paper, draft: Draft, name: str) -> list[Reply]:
    """Leave an optional question out."""
    question = paper.form.question(name)
    facts = paper.facts(context, draft)
    state = state_of(paper, draft)
    here = walk(paper.form, state, facts)
    if here.open is not question or (question.required and question.on_request is None):
        return show(context, paper, draft)
    return show(context, paper, keep(context, paper, draft, skip(state, question)))


def change(context: Context, paper: Paper, draft: Draft, name: str) -> list[Reply]:
    """Ask one question again and come back to where the rest stands."""
    return show(context, paper, keep(context, paper, draft, edit(state_of(paper, draft), name)))


def change_fields(context: Context, paper: Paper, draft: Draft) -> list[Reply]:
    """Which answer to change."""
    here = walk(paper.form, state_of(paper, draft), paper.facts(context, draft))
    return [reply(draft, screens.correct_screen(paper.form, here))]


def keep(context: Context, paper: Paper, draft: Draft, state: State, heard: str = "") -> Draft:
    """Store a new state of the draft, with the message that brought the answer, and audit it."""
    remembered = dict(draft.heard)
    if heard and context.inbound.message:
        remembered[context.inbound.message] = heard
    changed = replace(
        draft,
        answers=state.answers,
        wanted=state.wanted,
        former=state.former,
        heard=remembered,
        form=paper.form.name,
        troubles={one: times for one, times in draft.troubles.items() if one not in state.answers},
        version=paper.form.version,
    )
    saved = drafts.save(context.connection, context.now, changed)
    audit.append(
        context.connection,
        context.now,
        context.person,
        "draft.change",
        f"draft:{saved.id}",
        saved.organisation_id,
    )
    context.draft = saved
    return saved


def amend(context: Context, paper: Paper, draft: Draft, message: str, text: str) -> list[Reply] | None:
    """An edited message changes the answer it gave; None when it gave none that stands."""
    name = draft.heard.get(message)
    facts = paper.facts(context, draft)
    state = state_of(paper, draft)
    here = walk(paper.form, state, facts)
    if name is None or name not in here.standing:
        return None
    question = paper.form.question(name)
    heard = hear(question, text, here.standing, facts, context.world.every)
    if isinstance(heard, Value) and question.ask is Ask.MEDIA:
        heard = Value({**here.standing[name], "text": heard.value["text"]})
    if privacy.doubt(question, text, heard) is not None:
        raise Invalid(say("personal.edited"))
    if not isinstance(heard, Value):
        return None
    if problem_of(question, heard.value, here.standing, facts) is not None:
        return None
    return show(context, paper, keep(context, paper, draft, answer(state, name, heard.value)))


def with_former(
    state: State, question: Question, value: dict[str, Any], gone: Collection[int] = ()
) -> dict[str, Any]:
    """New files join those at hand and new words replace the old ones: answering again loses nothing.

    ``gone`` are files that could not be kept after all.
    """
    before = state.answers.get(question.name) or state.former.get(question.name) or NO_MEDIA
    kept = [one for one in before["files"] if one not in gone]
    files = list(dict.fromkeys([*kept, *value["files"]]))
    link = value.get("link") or before.get("link")
    named = {"link": link} if link else {}
    return {"files": files[: question.maximum], "text": value["text"] or before["text"], **named}


NO_MEDIA: dict[str, Any] = {"files": [], "text": None}


def named_field(here: Walk, number: int) -> str | None:
    """The question behind a number of the review screen."""
    names = list(here.standing)
    return names[number - 1] if 0 < number <= len(names) else None


def _question(
    context: Context,
    paper: Paper,
    draft: Draft,
    question: Question,
    state: State,
    here: Walk,
    facts: Facts,
    view: str = "",
) -> Screen:
    hint = paper.hint(context, draft, question)
    screen = screens.question_screen(paper.form, question, state, here, facts, view, hint)
    return screen if view else screens.with_ways(screen, paper.ways(context, draft, question))


def _not_understood(form: Form, question: Question, text: str) -> Said:
    return say(f"{form.key(question.name)}.constraint", text=text[:60])


def _summed(replies: Sequence[Reply], line: Said) -> list[Reply]:
    """The answered screen collapses to one line when the next one is sent below."""
    return [replace(one, screen=replace(one.screen, summary=line)) for one in replies]
