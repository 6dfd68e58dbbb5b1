"""A link to the map for a place that has an address. Pure; no network is asked."""

import re
from urllib.parse import quote

MAP = "https://www.google.com/maps/search/?api=1&query="
_STREET = re.compile(
    r"\b(str|strada|bd|bul|bulevardul|piața|piata|șoseaua|stradela|ул|улица|пр|проспект|бульвар|площадь|переулок)\b"
    r".*\d|\b(primăria|primaria|примэрия)\b",
    re.IGNORECASE,
)
_TOWN = re.compile(r"bălți|balti|бэлць|бельцы", re.IGNORECASE)


def map_of(place: str) -> str | None:
    """The https address of a map that shows the place; None when it names no address."""
    if not _STREET.search(place):
        return None
    whole = place if _TOWN.search(place) else f"{place}, Bălți"
    return MAP + quote(f"{whole}, Moldova")
