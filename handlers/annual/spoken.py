"""Phrases of the member's report as texts of messages, and texts as words of the reader's language."""

from handlers.context import Context
from handlers.messages import Listed, Said, Text
from reports.phrases import Phrase


def said(phrase: Phrase) -> Text:
    """A phrase as a text; phrases inside it stand in a row."""
    return Text(phrase.key, {name: _part(value) for name, value in phrase.args.items()}, phrase.n)


def in_a_row(phrases: tuple[Phrase, ...], separator: str = ", ") -> Said:
    """Several phrases as one text."""
    return Listed(tuple(said(one) for one in phrases), separator)


def shortened(context: Context, words: Said, most: int) -> str:
    """A text in the reader's language, on one line, cut after ``most`` letters."""
    line = " ".join(context.world.in_language(context.language, words).split(" "))
    line = " ".join(line.split("\n"))
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _part(value: str | int | tuple[Phrase, ...]) -> Said:
    return in_a_row(value) if isinstance(value, tuple) else value
