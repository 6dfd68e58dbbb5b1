"""Errors as a log may keep them: type and lines, never the message, which may quote a person."""

from traceback import format_tb


def where(error: BaseException) -> str:
    """The type of an error and the lines it passed."""
    return f"{type(error).__name__}\n{''.join(format_tb(error.__traceback__))}"
