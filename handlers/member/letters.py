"""Writing to the secretariat: the next words or photos are relayed, with who writes and about what.

The report in hand waits at its step. Answers come from ``handlers.secretariat.letters``.
"""

from typing import Any

from handlers import access, aside, desk, papers
from handlers.context import Context
from handlers.desk import Paper
from handlers.errors import NotAllowed
from handlers.flow.form import Facts, Question
from handlers.flow.walk import Walk, walk
from handlers.forms.letter import LETTER
from handlers.messages import Choice, Kind, Listed, Reply, Role, Said, Screen, say
from handlers.plain_facts import PlainFacts
from storage import audit, heads, letters, people
from storage.drafts import Draft


def write(context: Context, record: int = 0, follows: int = 0) -> list[Reply]:
    """Begin a letter: about a report, after an earlier letter, or about the step in hand."""
    if follows:
        before = letters.get(context.connection, follows)
        if before is None or before.person_id != context.person:
            raise NotAllowed
        begun: dict[str, Any] = {"step": before.about, "re": before.record_id, "follows": follows}
        return aside.begin(context, LETTER, begun)
    if record:
        return aside.begin(context, LETTER, {"re": access.own_record(context, record).id, "step": {}})
    return aside.begin(context, LETTER, _at_step(context))


def _at_step(context: Context) -> dict[str, Any]:
    """The step of the draft in hand, or the report that it completes."""
    draft = context.draft
    if draft is None or aside.BENEATH in draft.subject or not papers.is_own(context, draft):
        return {"step": {}}
    if draft.subject.get("record") is not None:
        return {"re": draft.subject["record"], "step": {}}
    paper = papers.paper_of(draft)
    here = walk(paper.form, desk.state_of(paper, draft), paper.facts(context, draft))
    return {"step": {"form": paper.form.name, "question": here.open.name if here.open else None}}


def about(context: Context, where: dict[str, Any], record: int | None) -> Said | None:
    """What a letter is about, in a few words; None when it is about nothing in particular."""
    if record is not None:
        head = heads.known(context.connection, record)
        return say("letters.about.record", number=head.number, title=head.title)
    paper = papers.PAPERS.get(where.get("form", ""))
    if paper is None:
        return None
    title = say(f"{paper.form.name}.form.title")
    known = {question.name for question in paper.form.questions}
    if where.get("question") not in known:
        return say("letters.about.form", form=title)
    step = say(f"{paper.form.name}.{where['question']}.title", total=0)
    return say("letters.about.step", form=title, step=step)


def _hint(context: Context, draft: Draft, question: Question) -> Said | None:
    return about(context, draft.subject.get("step") or {}, draft.subject.get("re"))


def _finish(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    """Keep the letter and show it to the secretariat; nobody has to be there for it to be kept."""
    sent = here.standing["text"]
    hat = context.hat
    letter = letters.write(
        context.connection,
        context.now,
        context.person,
        hat.organisation_id if hat is not None else None,
        text=sent["text"] or "",
        media=tuple(sent["files"]),
        about=draft.subject.get("step"),
        record=draft.subject.get("re"),
        follows=draft.subject.get("follows"),
    )
    audit.append(context.connection, context.now, context.person, "letter.write", f"letter:{letter}")
    kept = letters.get(context.connection, letter)
    return [*aside.end(context, draft, say("letters.sent")), *_relayed(context, kept)]


def _relayed(context: Context, letter: letters.Letter | None) -> list[Reply]:
    if letter is None:
        return []
    answer = Choice("letters.answer", say("letters.answer.button"), (letter.id,), role=Role.PRIMARY)
    card = Choice("letters.card", say("letters.card.button"), (letter.id,))
    screen = Screen("letters.arrived", lines(context, letter), choices=(answer, card))
    return [
        Reply(screen, person, Kind.NOTICE, dedupe=f"letter:{letter.id}:{person}", live=False)
        for person in people.with_role(context.connection, people.SECRETARIAT)
        if person != context.person
    ]


def lines(context: Context, letter: letters.Letter) -> tuple[Said, ...]:
    """A letter as the secretariat reads it: who, about what, the words, how many files."""
    written = say("letters.arrived", name=author(context, letter))
    regarding = about(context, letter.about, letter.record_id)
    words = say("letters.words", text=letter.text) if letter.text else None
    files = say("ask.media.files", len(letter.media)) if letter.media else None
    return tuple(one for one in (written, regarding, words, files) if one is not None)


def author(context: Context, letter: letters.Letter) -> Said:
    """Who wrote, with the organisation."""
    name = people.name_of(context.connection, letter.person_id)
    organisation = context.organisation_name(letter.organisation_id)
    parts = tuple(one for one in (name, organisation) if one)
    return Listed(parts) if parts else say("letters.somebody")


PAPER = Paper(LETTER, PlainFacts, _finish, _hint, aside.leave)
