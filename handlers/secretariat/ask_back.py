"""Asking back: the secretariat ticks fields, gives each a question, sees it as it will be read, sends it."""

from collections.abc import Sequence

from handlers import access, desk, papers
from handlers.context import Context
from handlers.desk import Paper
from handlers.errors import Leave
from handlers.flow.form import Answers, Facts, Form, Option, Question
from handlers.flow.walk import Walk, walk
from handlers.forms.ask_back import ASK_BACK, FIELDS, USUAL
from handlers.forms.records import RECORD_FORMS
from handlers.member import returns, unknown
from handlers.messages import Choice, Day, Kind, Reply, Role, Said, Screen, say
from handlers.plain_facts import PlainFacts
from handlers.wire import pack_said
from storage import audit, drafts, people, records, reviews
from storage.drafts import Draft
from storage.heads import Head

CANNED = {
    "activity": ("which",),
    "held": ("check",),
    "place": ("where",),
    "participants": ("check",),
    "groups": ("how_many", "check"),
    "photos": ("send", "describe"),
    "parties": ("who",),
}
"""Questions that are ready in every language, so that a Russian reader gets Russian."""


class AskBackFacts(PlainFacts):
    """The ``Facts`` of asking back about one record."""

    def options(self, source: str, answers: Answers) -> Sequence[Option]:
        """The fields of the record that can be asked back: the usual ones, and what else was answered."""
        head = access.record_of(self.context, self.draft.subject["about"])
        form = RECORD_FORMS[head.type]
        names = [one.name for one in form.questions if one.name in USUAL or head.answers.get(one.name)]
        return [Option(name, _title(form, name)) for name in FIELDS if name in names]

    def suggest(self, question: str, answers: Answers) -> Sequence[Choice]:
        """Ready questions for a field."""
        field = question.removeprefix("about_")
        return tuple(
            Choice("answer", say(f"ask_back.{field}.{name}.button"), (question, f"{field}.{name}"))
            for name in CANNED.get(field, ())
        )


def _form(context: Context, draft: Draft) -> Form:
    return RECORD_FORMS[access.record_of(context, draft.subject["about"]).type]


def _title(form: Form, field: str) -> Said:
    return say(f"{form.key(field)}.title", total=0)


def _about(context: Context, draft: Draft, question: Question) -> Said | None:
    """Which field the question is about, where its own words do not say it."""
    field = question.name.removeprefix("about_")
    if not question.words or field not in FIELDS:
        return None
    return _title(_form(context, draft), field)


def begin(context: Context, record: int, version: int) -> list[Reply]:
    """Begin to ask back about the submitted version of a record."""
    head = access.record_of(context, record)
    if head.status != records.SUBMITTED or head.version != version:
        raise Leave(
            say("review.decided_before", number=head.number, status=say(f"record.status.{head.status}"))
        )
    context.draft = drafts.start(
        context.connection,
        context.now,
        ASK_BACK.name,
        ASK_BACK.version,
        context.person,
        None,
        subject={"about": record, "version": version},
    )
    return papers.show(context, context.draft)


def question_of(field: str, value: str) -> Said:
    """A ready question by its id, or the secretary's own words."""
    name = value.partition(".")[2]
    return (
        say(f"ask_back.{value}") if name in CANNED.get(field, ()) and value.startswith(f"{field}.") else value
    )


def returned_screen(head: Head, questions: Sequence[tuple[str, Said]], opened: bool) -> Screen:
    """What the coordinator gets: the first question; the rest follows when it is answered."""
    day = Day(head.date_from, "long", head.date_to)
    lines: list[Said] = [say("returned.label", title=head.title, day=day, question=questions[0][1])]
    if len(questions) > 1:
        lines.append(say("returned.more", len(questions) - 1))
    lines.append(say("returned.here" if opened else "returned.later"))
    button = say("returned.now.button")
    choice = Choice("returned.answer", button, (head.id,), role=Role.PRIMARY)
    return Screen("returned", tuple(lines), choices=(choice, *unknown.choices(head.id)))


def _finish(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    """The preview, word for word and in the language that the coordinator will read."""
    head = access.record_of(context, draft.subject["about"])
    screen = returned_screen(head, _questions(here.standing), opened=True)
    reader = returns.answerer(context, head)
    place = people.reach(context.connection, reader) if reader is not None else None
    language = place.language if place is not None else context.language
    words: list[Said] = [context.world.in_language(language, line) for line in screen.body[:-1]]
    choices = (
        Choice("review.send_back", say("ask_back.send.button"), role=Role.PRIMARY),
        Choice("back", say("ask.back.button"), role=Role.NAV),
        Choice("park", say("ask.park.button"), role=Role.NAV),
    )
    body = (say("ask_back.preview"), *words)
    return [desk.reply(draft, Screen("ask_back.preview", body, choices=choices))]


def _questions(answers: Answers) -> list[tuple[str, Said]]:
    return [(field, question_of(field, answers[f"about_{field}"])) for field in answers["fields"]]


def send(context: Context) -> list[Reply]:
    """Return the record with the questions; the coordinator can answer at once."""
    draft = papers.in_hand(context)
    here = walk(ASK_BACK, desk.state_of(PAPER, draft), AskBackFacts(context, draft))
    if here.open is not None or draft.form != ASK_BACK.name:
        return papers.show(context, draft)
    record, version = draft.subject["about"], draft.subject["version"]
    head = access.record_of(context, record)
    drafts.set_status(context.connection, context.now, draft, drafts.SUBMITTED)
    context.draft = None
    if not records.decide(context.connection, context.now, record, version, context.person, records.RETURNED):
        raise Leave(
            say("review.decided_before", number=head.number, status=say(f"record.status.{head.status}"))
        )
    return _return(context, head, _questions(here.standing))


def _return(context: Context, head: Head, questions: list[tuple[str, Said]]) -> list[Reply]:
    packed = [(field, pack_said(question)) for field, question in questions]
    reviews.ask(context.connection, context.now, head.id, head.version, context.person, packed)
    audit.append(
        context.connection,
        context.now,
        context.person,
        "record.return",
        f"record:{head.id}",
        head.organisation_id,
    )
    done = Reply(Screen("ask_back.sent", (say("ask_back.sent", number=head.number),)))
    reader = returns.answerer(context, head)
    if reader is None:
        return [done]
    fields = tuple(field for field, _ in questions)
    opened = returns.open_for(context, reader, head, fields, free=False)
    screen = returned_screen(head, questions, opened is not None)
    told = Reply(screen, reader, Kind.NOTICE, dedupe=f"returned:{head.id}:{head.version}", live=False)
    return [done, told]


PAPER = Paper(ASK_BACK, AskBackFacts, _finish, _about)
