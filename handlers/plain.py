"""Plain mode: every screen says in words all that it shows, and each option has a mark that can be typed.

It is applied once, where screens become rows (``handlers.post``): no channel and no form knows of it.
"""

from collections.abc import Callable
from dataclasses import replace

from handlers.messages import Choice, InEach, Listed, Said, Screen, say
from handlers.understand.fold import fold
from handlers.understand.marks import letter, number

Every = Callable[[Said], tuple[str, ...]]

NUMBERS_ANSWER = ("integer", "integers")
"""Kinds of input where a typed number is an answer: options have letters there."""


def called(every: Every, text: str) -> bool | None:
    """Whether these words switch plain mode on or off; None for other words."""
    folded = fold(text) if len(text) < LONGEST_CALL else ""
    for on, label in ((True, "plain.on.button"), (False, "plain.off.button")):
        if folded in {fold(one) for one in every(say(label))}:
            return on
    return None


LONGEST_CALL = 24


def of(screen: Screen) -> Screen:
    """The same screen for plain mode: options as lines, no ticks, nothing that only a picture says."""
    mark = letter if _numbers_mean_answers(screen) else number
    lines: list[Said] = []
    choices: list[Choice] = []
    place = 0
    for choice in screen.choices:
        if choice.url is not None:
            lines.append(say("plain.link", label=choice.label, link=choice.url))
            choices.append(choice)
        elif _is_its_own_mark(choice, screen):
            choices.append(choice)
        else:
            place += 1
            latin, cyrillic = mark(place)
            marked = InEach(latin, cyrillic, latin)
            lines.append(_line(choice, marked))
            aliases = (*choice.aliases, latin, cyrillic)
            choices.append(replace(choice, checked=None, full=None, aliases=aliases))
    pictures = tuple(ref.alt for ref in screen.media if ref.alt and ref.alt not in screen.body)
    body = (*screen.body, *pictures, *lines, *_keys(screen))
    return replace(screen, body=body, choices=tuple(choices), summary=None)


def _line(choice: Choice, mark: Said) -> Said:
    label: Said = say("plain.chosen", label=choice.label) if choice.checked else choice.label
    if choice.full is not None:
        return say("plain.option.full", mark=mark, label=label, full=choice.full)
    return say("plain.option", mark=mark, label=label)


def _numbers_mean_answers(screen: Screen) -> bool:
    """Where a number is counted, names a line of the list above, or a field of the review."""
    listed = screen.key.endswith((".review", ".correct")) or any(map(_is_number, screen.choices))
    return screen.input.kind in NUMBERS_ANSWER or listed


def _is_number(choice: Choice) -> bool:
    return isinstance(choice.label, int) or (isinstance(choice.label, str) and choice.label.isdecimal())


def _is_its_own_mark(choice: Choice, screen: Screen) -> bool:
    """A line's number, a day of the calendar, or an empty cell of it; a proposed count is said in words."""
    listed = _is_number(choice) and screen.input.kind not in NUMBERS_ANSWER
    return listed or choice.label == "·"


def _keys(screen: Screen) -> tuple[Said, ...]:
    """What can be chosen at Home, in words."""
    keys = tuple(key for row in screen.home or () for key in row)
    return (say("plain.home", keys=Listed(keys)),) if keys else ()
