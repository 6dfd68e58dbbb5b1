"""What a secretary writes about a missing report: that they spoke on the telephone, why it is excused."""

from handlers import aside
from handlers.context import Context
from handlers.desk import Paper
from handlers.flow.form import Facts, Question
from handlers.flow.walk import Walk
from handlers.forms.missing import EXCUSED, PHONED
from handlers.messages import Reply, Said, say
from handlers.missing import card
from handlers.plain_facts import PlainFacts
from storage import drafts, obligations
from storage.drafts import Draft


def phoned(context: Context, obligation: int) -> list[Reply]:
    """Begin the note about a call; a word about it may be left out."""
    return aside.begin(context, PHONED, {"obligation": card.of(context, obligation).owed.id})


def excuse(context: Context, obligation: int) -> list[Reply]:
    """Begin to excuse; the reason is asked."""
    return aside.begin(context, EXCUSED, {"obligation": card.of(context, obligation).owed.id})


def _hint(context: Context, draft: Draft, question: Question) -> Said | None:
    line = card.of(context, draft.subject["obligation"])
    return say("missing.card", organisation=line.name, year=line.owed.period)


def _back(context: Context, draft: Draft) -> list[Reply]:
    """To the card that it was begun from."""
    aside.close(context, draft, drafts.DISCARDED)
    return card.show(context, draft.subject["obligation"])


def _phoned(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    obligation, word = draft.subject["obligation"], here.standing.get("word") or ""
    obligations.note(context.connection, context.now, obligation, "phone", word, context.person)
    return _kept(context, draft, "missing.phone", word)


def _excused(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    owed, reason = card.of(context, draft.subject["obligation"]).owed, here.standing["reason"]
    if not owed.is_settled:
        obligations.excuse(context.connection, context.now, owed, context.person, reason)
    return _kept(context, draft, "missing.excuse", reason)


def _kept(context: Context, draft: Draft, action: str, words: str) -> list[Reply]:
    """Audited; the card says so."""
    obligation = draft.subject["obligation"]
    aside.close(context, draft, drafts.SUBMITTED)
    card.record(context, action, card.of(context, obligation).owed, content=words)
    said = say("missing.phone.done") if action == "missing.phone" else say("missing.excuse.done")
    return card.show(context, obligation, said)


PAPERS = (
    Paper(PHONED, PlainFacts, _phoned, _hint, _back),
    Paper(EXCUSED, PlainFacts, _excused, _hint, _back),
)
