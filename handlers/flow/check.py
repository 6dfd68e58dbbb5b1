"""The static check of a form, run at start and in the house test: a wrong form never reaches a person."""

from handlers.flow.form import Ask, Form, Question
from handlers.flow.hear import Every
from handlers.messages import say

NEEDS_SOURCE = (Ask.SELECT_ONE, Ask.SELECT_MULTIPLE)


def problems(form: Form) -> list[str]:
    """What is wrong with ``form``, one line a problem; empty when it is whole."""
    names = [question.name for question in form.questions]
    steps = [question.step for question in form.questions]
    found = [
        f"{form.name}: the question {name} stands twice"
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
    if steps != sorted(steps):
        found.append(f"{form.name}: the steps do not rise")
    if steps and max(steps) > form.steps:
        found.append(f"{form.name}: a question lies behind the last step {form.steps}")
    if not form.questions:
        found.append(f"{form.name}: there is no question")
    for question in form.questions:
        found += [f"{form.name}.{question.name}: {problem}" for problem in _problems_of(question)]
    versions = set(range(2, form.version + 1))
    found += [
        f"{form.name}: no migration to version {one}" for one in sorted(versions - set(form.migrations))
    ]
    found += [f"{form.name}: a migration to version {one}" for one in sorted(set(form.migrations) - versions)]
    return found


def _problems_of(question: Question) -> list[str]:
    found = []
    if not question.name.isidentifier():
        found.append("the name is no identifier")
    if question.ask in NEEDS_SOURCE and not question.source:
        found.append("a select question needs a source of options")
    if question.minimum > question.maximum or question.max_length < 1:
        found.append("no answer fits its limits")
    return found


def keys(form: Form) -> list[str]:
    """All catalogue keys that the form derives from its names."""
    derived = []
    for question in form.questions:
        parts = ["title", "label", "constraint"]
        parts += ["add"] if question.on_request is not None else []
        derived += [f"{form.key(question.name)}.{part}" for part in parts]
    return list(dict.fromkeys(derived))


def missing_keys(form: Form, every: Every) -> list[str]:
    """Derived keys that some language lacks."""
    lacking = []
    for key in keys(form):
        try:
            every(say(key, total=0, text=""))
        except KeyError:
            lacking.append(f"{form.name}: the catalogues lack {key}")
    return lacking
