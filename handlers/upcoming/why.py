"""Why a message goes out, in words: from the steps that it carries, or from what it asks."""

from collections.abc import Sequence

from handlers.messages import Said, say

BY_SCREEN = {
    "draft.ask_after": say("why.draft_ask"),
    "draft.old": say("why.draft_old"),
    "rhythm.ask": say("why.rhythm"),
    "joint.named": say("why.joint"),
    "job.ended": say("why.job"),
    "documents.file": say("why.job"),
}
"""Screens of messages that no step of a rule stands behind."""


def why(keys: Sequence[str], screen: str) -> Said:
    """The reason of a message with these step keys (``storage.sent.News.keys``) and this screen."""
    return BY_SCREEN.get(screen, say("why.other"))
