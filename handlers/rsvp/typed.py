"""Answers to an invitation in words: on its own message, or anywhere when only one invitation waits.

While a form is open, words belong to the form.
"""

from handlers.context import Context
from handlers.messages import Reply, say
from handlers.rsvp import answering, listing
from handlers.understand.rsvp import Heard, read_rsvp
from handlers.wire import read_choice
from storage.rsvp import YES

_COUNTED = ("rsvp.persons", "rsvp.many")
_ANSWERED = (*_COUNTED, "rsvp.answer", "rsvp.change")


def heard(context: Context, text: str) -> list[Reply] | None:
    """The replies to a typed answer; None when the words are none, or mean no invitation."""
    if context.draft is not None or not context.organisations:
        return None
    said = read_rsvp(text)
    if said is None:
        return None
    about = _at_hand(context, said)
    if about is not None:
        return _noted(context, *about, said)
    if said.answer is None:
        return None
    waiting = listing.open_for(context)
    if not waiting:
        return None
    if len(waiting) > 1:
        return listing.listed(context, say("rsvp.which_invitation"))
    return _noted(context, waiting[0], 0, said)


def _noted(context: Context, meeting: int, organisation: int, said: Heard) -> list[Reply]:
    if said.persons == 0:
        said = Heard(said.answer, -1)
    return answering.answer(context, meeting, organisation, said.answer or YES, said.persons or 0)


def _at_hand(context: Context, said: Heard) -> tuple[int, int] | None:
    """The invitation and organisation that the live screen is about; a bare number needs its numbers."""
    screen = context.session.screen
    if screen is None or screen.chat != context.inbound.chat or not screen.key.startswith("rsvp."):
        return None
    wanted = _COUNTED if said.answer is None else _ANSWERED
    for packed in screen.choices:
        choice = read_choice(packed)
        if choice.action in wanted:
            return int(choice.args[0]), int(choice.args[1])
    return None
