"""Errors as values that know what comes next. Nothing here is shown to people as it stands."""

from typing import Literal

from handlers.messages import Said

After = Literal["retry", "wait", "ambiguous", "blocked", "migrated", "plain", "refused", "token", "gone"]


class Invalid(Exception):
    """What the person sent cannot be taken; ``message`` says what was understood and what to do."""

    def __init__(self, message: Said) -> None:
        super().__init__()
        self.message = message


class Leave(Exception):
    """There is nothing more to do here: Home is shown and says ``message`` (None: the usual line)."""

    def __init__(self, message: Said | None = None) -> None:
        super().__init__()
        self.message = message


class NotAllowed(Exception):
    """The person has no right to this action, or the thing is not theirs; the same answer for both."""


class SendError(Exception):
    """A send that failed. ``after`` says what follows; ``code`` is short and safe for logs.

    ``seconds`` is set for "wait" (a pause that the channel asks for), ``chat`` for "migrated".
    """

    def __init__(
        self, after: After, code: str, seconds: float | None = None, chat: str | None = None
    ) -> None:
        super().__init__(code)
        self.after: After = after
        self.code = code
        self.seconds = seconds
        self.chat = chat
