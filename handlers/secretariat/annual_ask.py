"""Asking back about an annual report: blocks, a question for each, a look at it, sending it back."""

from collections.abc import Sequence

from handlers import desk, papers
from handlers.annual import answering
from handlers.annual.status import line, name_of
from handlers.context import Context
from handlers.desk import Paper
from handlers.errors import Leave, NotAllowed
from handlers.flow.form import Answers, Facts, Option
from handlers.flow.walk import Walk, walk
from handlers.forms.annual_ask import ANNUAL_ASK, BLOCKS
from handlers.messages import Choice, Kind, Reply, Role, Said, Screen, say
from handlers.plain_facts import PlainFacts
from handlers.wire import pack_said
from storage import annual, audit, drafts, obligations, people
from storage.drafts import Draft

CANNED = {
    "figures": ("missing",),
    "results": ("more",),
    "practices": ("one",),
    "problems": ("which",),
    "measures": ("how",),
    "plans": ("which",),
}
"""Questions that are ready in every language, so that a Russian reader gets Russian."""


class AnnualAskFacts(PlainFacts):
    """The ``Facts`` of asking back about one annual report."""

    def options(self, source: str, answers: Answers) -> Sequence[Option]:
        """The blocks that can be asked back."""
        return [Option(name, say(f"annual_ask.block.{name}.button")) for name in BLOCKS]

    def suggest(self, question: str, answers: Answers) -> Sequence[Choice]:
        """Ready questions for a block."""
        block = question.removeprefix("about_")
        return tuple(
            Choice("answer", say(f"annual_ask.{block}.{name}.button"), (question, f"{block}.{name}"))
            for name in CANNED.get(block, ())
        )


def begin(context: Context, report: int, version: int) -> list[Reply]:
    """Begin to ask back about the version that waits."""
    found = answering.visible_report(context, report)
    if found.status != annual.SUBMITTED or found.version != version:
        raise Leave(say("annual.list.line", organisation=name_of(found), state=line(found)))
    context.draft = drafts.start(
        context.connection,
        context.now,
        ANNUAL_ASK.name,
        ANNUAL_ASK.version,
        context.person,
        None,
        subject={"annual": report, "version": version},
    )
    return papers.show(context, context.draft)


def _hint(context: Context, draft: Draft, question: object) -> Said | None:
    """Which block the open question is for."""
    name = getattr(question, "name", "").removeprefix("about_")
    return say(f"annual_ask.block.{name}.button") if name in BLOCKS else None


def question_of(block: str, value: str) -> Said:
    """A ready question by its id, or the secretary's own words."""
    name = value.partition(".")[2]
    ready = name in CANNED.get(block, ()) and value.startswith(f"{block}.")
    return say(f"annual_ask.{value}") if ready else value


def returned_screen(report: annual.Report, questions: Sequence[tuple[str, Said]]) -> Screen:
    """What the member gets: the first question; the rest follows when it is answered."""
    lines: list[Said] = [say("annual.returned", year=str(report.year), question=questions[0][1])]
    if len(questions) > 1:
        lines.append(say("returned.more", len(questions) - 1))
    button = say("returned.now.button")
    choice = Choice("annual.answer", button, (report.id,), role=Role.PRIMARY)
    return Screen("annual.returned", tuple(lines), choices=(choice,))


def _finish(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    """The preview, word for word and in the language that the member will read."""
    report = answering.visible_report(context, draft.subject["annual"])
    screen = returned_screen(report, _questions(here.standing))
    reader = answering.answerer(context, report)
    place = people.reach(context.connection, reader) if reader is not None else None
    language = place.language if place is not None else context.language
    words: list[Said] = [context.world.in_language(language, one) for one in screen.body]
    choices = (
        Choice("annual.send_back", say("ask_back.send.button"), role=Role.PRIMARY),
        Choice("back", say("ask.back.button"), role=Role.NAV),
        Choice("park", say("ask.park.button"), role=Role.NAV),
    )
    body = (say("ask_back.preview"), *words)
    return [desk.reply(draft, Screen("annual_ask.preview", body, choices=choices))]


def _questions(answers: Answers) -> list[tuple[str, Said]]:
    return [(block, question_of(block, answers[f"about_{block}"])) for block in answers["fields"]]


def send(context: Context) -> list[Reply]:
    """Return the report with the questions; the member can answer at once."""
    draft = papers.in_hand(context)
    if draft.form != ANNUAL_ASK.name:
        raise NotAllowed
    here = walk(ANNUAL_ASK, desk.state_of(PAPER, draft), AnnualAskFacts(context, draft))
    if here.open is not None:
        return papers.show(context, draft)
    report, version = draft.subject["annual"], draft.subject["version"]
    found = answering.visible_report(context, report)
    drafts.set_status(context.connection, context.now, draft, drafts.SUBMITTED)
    context.draft = None
    if not annual.decide(context.connection, context.now, report, version, context.person, annual.RETURNED):
        raise Leave(say("annual.list.line", organisation=name_of(found), state=line(found)))
    return _return(context, found, _questions(here.standing))


def _return(context: Context, report: annual.Report, questions: list[tuple[str, Said]]) -> list[Reply]:
    packed = [(block, pack_said(question)) for block, question in questions]
    annual.ask(context.connection, context.now, report.id, report.version, context.person, packed)
    obligations.settle_reports(context.connection, context.now, report.organisation_id)
    audit.append(
        context.connection,
        context.now,
        context.person,
        "annual.return",
        f"annual:{report.id}",
        report.organisation_id,
    )
    to_list = Choice("annual.list", say("list.all.button"), (report.year,), role=Role.NAV)
    done = Reply(
        Screen(
            "annual_ask.sent",
            (say("annual_ask.sent", year=str(report.year), organisation=name_of(report)),),
            choices=(to_list,),
        )
    )
    reader = answering.answerer(context, report)
    if reader is None:
        return [done]
    dedupe = f"annual-returned:{report.id}:{report.version}"
    told = Reply(returned_screen(report, questions), reader, Kind.NOTICE, dedupe=dedupe, live=False)
    return [done, told]


PAPER = Paper(ANNUAL_ASK, AnnualAskFacts, _finish, _hint)
