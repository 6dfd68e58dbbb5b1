"""Sentences that the chat and the documents share: a key with its arguments, said by whoever shows it.

The member's report is read first in the chat and then on paper; both must say the same. Not here: words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reports.wording import Words
from storage.annual_models import Figures, Result


@dataclass(frozen=True)
class Phrase:
    """A catalogue key; ``n`` chooses the plural form. An argument may be phrases, shown in a row."""

    key: str
    n: int | None = None
    args: Mapping[str, "str | int | tuple[Phrase, ...]"] = field(default_factory=dict)


def spoken(phrase: Phrase, words: Words) -> str:
    """A phrase in the language of a document."""
    args = {
        name: ", ".join(spoken(one, words) for one in value) if isinstance(value, tuple) else value
        for name, value in phrase.args.items()
    }
    return words.say(phrase.key, phrase.n, **args)


def in_figures(figures: Figures) -> tuple[Phrase, ...]:
    """The year in numbers, only those that say something."""
    found = [Phrase("count.events", figures.events), Phrase("count.participations", figures.participations)]
    shares = (("women", figures.women), ("young", figures.young))
    found += [Phrase(f"annual.count.{name}", number) for name, number in shares if number is not None]
    counts = (
        ("objectives", len(figures.objectives)),
        ("projects", figures.projects),
        ("others", figures.others),
        ("joint", figures.joint),
    )
    found += [Phrase(f"annual.count.{name}", number) for name, number in counts if number]
    return (*found, Phrase("money.lei", figures.amount_mdl)) if figures.amount_mdl else tuple(found)


def in_result(result: Result, year: int) -> tuple[Phrase, ...]:
    """The proposed text of an objective: its numbers, then the titles behind them."""
    counts = [Phrase("count.events", result.events), Phrase("count.participations", result.participations)]
    shown = counts if result.events else []
    for name, number in (("others", result.others), ("joint", result.joint)):
        shown = [*shown, Phrase(f"annual.count.{name}", number)] if number else shown
    titles = tuple(
        Phrase("annual.quoted", None, {"title": one.title, "number": one.number}) for one in result.named
    )
    told: dict[str, str | int | tuple[Phrase, ...]] = {"year": str(year), "counts": tuple(shown)}
    if len(result.named) == len(result.numbers):
        return (Phrase("annual.result.whole", None, {**told, "titles": titles}),)
    return Phrase("annual.result.counts", None, told), Phrase(
        "annual.result.titles", None, {"titles": titles}
    )
