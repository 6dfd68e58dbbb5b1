"""How buttons are packed into rows, for every channel that shows rows. Pure; no channel's markup here."""

from collections.abc import Sequence

from handlers.messages import Button, Role

Rows = tuple[tuple[Button, ...], ...]

WIDTHS = {1: 28, 2: 13, 3: 8}
"""Longest label, in characters, that a phone shows whole when a row holds that many buttons."""


def pack(buttons: Sequence[Button], columns: int) -> Rows:
    """Rows of at most ``columns`` buttons in the given order; the NAV buttons share the last rows.

    A row holds several buttons only when all of their labels fit (``WIDTHS``). As few rows as
    possible, as even as possible: four short labels make two rows of two, never three and one.
    """
    nav = [button for button in buttons if button.role is Role.NAV]
    rest = [button for button in buttons if button.role is not Role.NAV]
    return _rows(rest, columns) + _rows(nav, columns)


def _rows(buttons: Sequence[Button], columns: int) -> Rows:
    best: list[tuple[tuple[int, int], Rows]] = [((0, 0), ())]
    for start in reversed(range(len(buttons))):
        options = []
        for size in range(1, _room(buttons[start:], columns) + 1):
            (count, unevenness), rows = best[-size]
            cost = (count + 1, unevenness + size * size)
            options.append((cost, (tuple(buttons[start : start + size]), *rows)))
        best.append(min(reversed(options), key=lambda option: option[0]))
    return best[-1][1]


def _room(buttons: Sequence[Button], columns: int) -> int:
    """How many of the first buttons can share one row; at least one."""
    most = min(columns, max(WIDTHS), len(buttons))
    fitting = (n for n in range(most, 1, -1) if all(len(b.label) <= WIDTHS[n] for b in buttons[:n]))
    return next(fitting, 1)
