"""Short ways to make what the channel is given."""

from typing import Any

from handlers.messages import Button, Rendered


def screen(*lines: str, **fields: Any) -> Rendered:
    """A rendered screen with these lines; other fields as given."""
    known: dict[str, Any] = {"head": None, "error": None, "rows": ()}
    return Rendered(key="test", lines=lines, **known | fields)


def buttons(*labels: str) -> tuple[tuple[Button, ...], ...]:
    """One button a row; data counts from ``s1:0``."""
    return tuple((Button(label, f"s1:{number}"),) for number, label in enumerate(labels))
