"""A new version of a report outside a return: something was added, or a project went on.

Figures keep the accepted version until the new one is accepted; what an earlier version said stays in the
history. Two people at once both count: each change is made upon the version that is there at that moment.
"""

from dataclasses import replace
from typing import Any

from handlers.context import Context
from handlers.errors import Leave
from handlers.forms.project import COMPLETED, PROJECT
from handlers.forms.records import RECORD_FORMS
from handlers.member import beside
from handlers.member.content import UNKNOWN, content_of
from handlers.member.facts import RecordFacts
from handlers.messages import Choice, Kind, Reply, Role, Said, Screen, say
from storage import audit, heads, people, records
from storage.heads import Head

OPEN = (records.SUBMITTED, records.APPROVED)
"""What may grow: a returned report is completed first, a merged one lives on in another."""


def ways(context: Context, head: Head) -> tuple[Choice, ...]:
    """What can be added to a report of one's own from its card."""
    if head.status not in OPEN or head.organisation_id not in context.organisations:
        return ()
    asked = {question.name for question in RECORD_FORMS[head.type].questions}
    people = Choice("addition.people", say("addition.people.button"), (head.id,))
    photos = Choice("addition.photos", say("addition.photos.button"), (head.id,))
    stage = Choice("project.stage", say("stage.button"), (head.id,))
    goes_on = (stage,) if head.type == PROJECT.name and head.answers.get("stage") != COMPLETED else ()
    added = (("participants", people), ("photos", photos))
    return (*goes_on, *(one for name, one in added if name in asked))


def open_to_change(context: Context, head: Head) -> None:
    """Raise ``Leave`` with the reason when nothing can be added to this report now."""
    if head.status not in OPEN:
        status = say(f"record.status.{head.status}")
        raise Leave(beside.gone(context, head) or say("revision.not_now", number=head.number, status=status))


def make(
    context: Context,
    head: Head,
    answers: dict[str, Any],
    public: bool | None = None,
    withheld: frozenset[int] = frozenset(),
) -> int:
    """Store ``answers`` as the next version of ``head``; raises ``Leave`` when it changed meanwhile.

    ``public`` is the consent for its photos, None as before; ``withheld`` are those it does not cover.
    """
    form = RECORD_FORMS[head.type]
    if answers.get("activity") == UNKNOWN and head.activity is not None:
        answers = {**answers, "activity": head.activity}
    facts = RecordFacts(context, head.organisation_id, form)
    consent = head.photos_public if public is None else public
    content = content_of(form, answers, facts, head.title, head.language, consent)
    before = (
        records.withheld(context.connection, head.id, head.version) if head.photos_public else frozenset()
    )
    content = replace(content, withheld=before | withheld)
    version = records.resubmit(
        context.connection, context.now, head.id, context.person, content, head.version
    )
    if version is None:
        raise Leave(say("revision.changed", number=head.number))
    beside.note(context, head.id, head.organisation_id, content)
    audit.append(
        context.connection,
        context.now,
        context.person,
        "record.revise",
        f"record:{head.id}",
        head.organisation_id,
    )
    return version


def tell_desk(context: Context, record: int, news: Said) -> list[Reply]:
    """The secretariat reads what is new and finds the rest on the card."""
    head = heads.known(context.connection, record)
    card = Choice("review.card", say("review.look.button"), (record,), role=Role.PRIMARY)
    screen = Screen("review.arrived", (news,), choices=(card,))
    return [
        Reply(screen, person, Kind.NOTICE, dedupe=f"arrived:{record}:{head.version}:{person}", live=False)
        for person in people.with_role(context.connection, people.SECRETARIAT)
        if person != context.person
    ]
