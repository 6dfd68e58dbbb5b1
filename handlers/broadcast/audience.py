"""Who a broadcast goes to: answers of the wizard and the rows of who speaks for whom → people. Pure.

One person is written to once, for all of the chosen organisations that they speak for.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.forms.broadcast import ALL, CHOSEN, LANGUAGE, OBJECTIVE, ROLE
from handlers.understand.bilingual import RO, RU
from storage.audience import Speaker
from storage.organisations import Organisation

PARTS = {OBJECTIVE: "objectives", CHOSEN: "members", LANGUAGE: "language", ROLE: "role"}
"""The answer that says which, for each way to choose."""


@dataclass(frozen=True)
class Addressee:
    """A person with the chosen organisations that they speak for."""

    person: int
    name: str
    language: str
    organisations: tuple[int, ...]
    reachable: bool


@dataclass(frozen=True)
class Audience:
    """Whom a broadcast goes to, and the chosen organisations for which there is nobody to write to."""

    people: tuple[Addressee, ...]
    unserved: tuple[int, ...]

    @property
    def organisations(self) -> tuple[int, ...]:
        """The organisations that somebody is written to for."""
        return tuple(dict.fromkeys(one for person in self.people for one in person.organisations))

    @property
    def reached(self) -> tuple[Addressee, ...]:
        """Those whose chat works."""
        return tuple(one for one in self.people if one.reachable)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the two that somebody among them reads; whoever reads neither gets Romanian."""
        read = {RU if one.language == RU else RO for one in self.people}
        return tuple(one for one in (RO, RU) if one in read)


def kept(answers: Mapping[str, Any]) -> dict[str, Any]:
    """What was chosen, as it is kept with the broadcast: ``{"who": "role", "role": "head"}``."""
    who = answers["who"]
    part = PARTS.get(who)
    return {"who": who} | ({part: answers[part]} if part is not None else {})


def of(
    chosen: Mapping[str, Any],
    members: Sequence[Organisation],
    speakers: Sequence[Speaker],
    reported: Collection[int] = (),
) -> Audience:
    """Everybody who is written to; ``reported`` are the members that reported what was chosen."""
    wanted = {one.id for one in members}
    match chosen.get("who"):
        case "objective":
            wanted &= set(reported)
        case "chosen":
            wanted &= {int(one) for one in chosen.get("members") or ()}
        case None:
            wanted = set()
    spoken = [one for one in speakers if one.organisation in wanted and _is_meant(one, chosen)]
    whole = chosen.get("who") in (ALL, OBJECTIVE, CHOSEN)
    unserved = wanted - {one.organisation for one in spoken} if whole else set()
    return Audience(_people(spoken), tuple(sorted(unserved)))


def _is_meant(one: Speaker, chosen: Mapping[str, Any]) -> bool:
    match chosen.get("who"):
        case "language":
            return (one.language == RU) == (chosen.get("language") == RU)
        case "role":
            return one.role == chosen.get("role")
        case _:
            return True


def _people(spoken: Sequence[Speaker]) -> tuple[Addressee, ...]:
    mine: dict[int, list[Speaker]] = {}
    for one in spoken:
        mine.setdefault(one.person, []).append(one)
    return tuple(
        Addressee(
            person,
            roles[0].name,
            roles[0].language,
            tuple(dict.fromkeys(one.organisation for one in roles)),
            roles[0].reachable,
        )
        for person, roles in mine.items()
    )
