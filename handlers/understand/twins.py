"""Whether two reports tell of one event. Pure: what is compared comes in, yes or no goes out.

One event reported by two organisations is of one kind, on the same days or a day beside, and has something
more in common: the place, what the titles tell, or an organisation. One organisation's own reports are
twins only on the same day at the same place: what repeats every week is not one event.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from handlers.understand.alike import same_place, same_title
from handlers.understand.fold import fold

BESIDE = timedelta(days=1)
"""Two organisations may remember one event with neighbouring days."""

_TOWN_HALL = ("primari", "примэр")
"""Beginnings of the town hall's name: it is beside many events and makes none of them one."""


@dataclass(frozen=True)
class Happening:
    """What a report says, as far as it is compared.

    ``title`` is empty when nobody wrote one. ``organisations`` are the lead, co-organisers and partners:
    members by id, others by name. ``lead`` None is the secretariat.
    """

    type: str
    activity: str | None
    kind: str | None
    first: date
    last: date
    place: str
    title: str
    lead: int | None
    organisations: frozenset[int | str]


def likeness(one: Happening, other: Happening) -> int:
    """How many signs say that the two are one event; 0 when they are not."""
    if not _of_one_kind(one, other):
        return 0
    if one.lead == other.lead:
        return int(_near(one, other, timedelta()) and _at_one_place(one, other))
    if not _near(one, other, BESIDE):
        return 0
    signs = (same_place(one.place, other.place), same_title(one.title, other.title), _share(one, other))
    return sum(signs)


def _of_one_kind(one: Happening, other: Happening) -> bool:
    if one.type != other.type:
        return False
    same_activity = one.activity is not None and one.activity == other.activity
    return same_activity or (one.kind is not None and one.kind == other.kind)


def _near(one: Happening, other: Happening, within: timedelta) -> bool:
    return one.first <= other.last + within and other.first <= one.last + within


def _at_one_place(one: Happening, other: Happening) -> bool:
    places = fold(one.place), fold(other.place)
    return bool(places[0]) and (places[0] == places[1] or same_place(one.place, other.place))


def _share(one: Happening, other: Happening) -> bool:
    return bool(_named(one) & _named(other))


def _named(one: Happening) -> frozenset[int | str]:
    names = (fold(each) if isinstance(each, str) else each for each in one.organisations)
    return frozenset(
        each for each in names if each and not (isinstance(each, str) and each.startswith(_TOWN_HALL))
    )
