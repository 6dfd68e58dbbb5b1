"""Help for the very step a person is at: three short lines, a filled example, a human, and the way back.

The draft is not touched, so the next words answer the question that was open. The words of a question
are ``<form>.<question>.help``; a question without them has those of its kind, ``ask.help.<kind>``.
"""

from handlers import access, commands, desk, papers
from handlers.context import Context
from handlers.flow import screens
from handlers.flow.example import example
from handlers.flow.form import Form, Question
from handlers.flow.walk import Walk, walk
from handlers.messages import Choice, Reply, Role, Said, Screen, say
from handlers.understand.fold import fold
from storage.drafts import Draft


def is_call(context: Context, text: str) -> bool:
    """Whether these words, in any language or as a command, ask for help instead of answering."""
    if text.startswith("/"):
        command, _ = commands.typed(text)
        return command is not None and command.action == "help"
    return len(text) < LONGEST_CALL and fold(text) in {
        fold(one) for one in context.world.every(say("help.words"))
    }


LONGEST_CALL = 12


def help_now(context: Context) -> list[Reply]:
    """Help for the open question, the review or Home."""
    draft = context.draft
    if draft is None or not papers.is_own(context, draft):
        ways = (*_letters(context), _back(None))
        return [Reply(Screen("help", (say("help.home"), contact(context)), choices=ways))]
    form, here = _where(context, draft)
    examples = (Choice("help.example", say("help.example.button")),) if form.steps else ()
    body = (_lines(context, form, here.open), contact(context))
    head = say("help.head", title=_step(form, here))
    return [
        desk.reply(draft, Screen("help", body, head, choices=(*examples, *_letters(context), _back(draft))))
    ]


def filled_example(context: Context) -> list[Reply]:
    """A believable filled form of the kind in hand, and the way back to the step."""
    draft = papers.in_hand(context)
    paper = papers.paper_of(draft)
    facts = paper.facts(context, draft)

    def spoken(name: str) -> str:
        return context.world.in_language(context.language, say(f"help.example.{name}"))

    here = example(paper.form, facts, spoken)
    title = say(f"{paper.form.name}.form.title")
    screen = Screen(
        "help.example",
        (say("help.example.whose"), *screens.numbered(paper.form, here, facts)),
        say("help.example.head", title=title),
        choices=(_back(draft),),
    )
    return [desk.reply(draft, screen)]


def contact(context: Context) -> Said:
    """The human to call, and when."""
    world = context.world
    if world.phone:
        return say("help.contact", phone=world.phone, hours=world.hours)
    return say("help.hours", hours=world.hours)


def _where(context: Context, draft: Draft) -> tuple[Form, Walk]:
    paper = papers.paper_of(draft)
    return paper.form, walk(paper.form, desk.state_of(paper, draft), paper.facts(context, draft))


def _step(form: Form, here: Walk) -> Said:
    if here.open is None:
        return screens.progress(form, form.steps, say("ask.review.title"))
    return screens.question_head(form, here.open, here)


def _lines(context: Context, form: Form, question: Question | None) -> Said:
    if question is None:
        return say("help.review")
    own = say(f"{form.key(question.name)}.help")
    try:
        context.world.every(own)
    except KeyError:
        return say(f"ask.help.{question.ask}")
    return own


def _letters(context: Context) -> tuple[Choice, ...]:
    """A letter to the secretariat, for whoever is not it."""
    allowed = access.may(context, access.WRITER)
    return (Choice("letter.write", say("letters.write.button")),) if allowed else ()


def _back(draft: Draft | None) -> Choice:
    label = say("help.return.button") if draft is not None else say("help.home.button")
    return Choice("look", label, role=Role.PRIMARY)
