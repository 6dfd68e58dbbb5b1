"""The title that a record gets when nobody gave one: its kind with its theme or place, in words."""

from handlers.context import Context
from handlers.flow.form import Answers, Facts, Form
from handlers.member.content import kind_of
from handlers.messages import Said, say


def proposed(context: Context, form: Form, answers: Answers, facts: Facts) -> str:
    """The proposed title in the language of who writes."""
    if form.name == "newsletter":
        return _spoken(context, say("newsletter.proposed", issue=answers["issue"]["total"]))
    kind = kind_of(answers, facts)
    name = _spoken(context, say(f"kind.{kind}") if kind else say(f"record.type.{form.name}"))
    more = answers.get("theme") or answers.get("place")
    return f"{name}: {more}" if more else name


def _spoken(context: Context, said: Said) -> str:
    return context.world.in_language(context.language, said)
