"""What a message is about: the activity of the plan and the kind of event. More than one is asked.

Event nouns stand in ``quick_words``; which activity they belong to, the plan says: by its own words for an
activity and by the kinds of event that the activity accepts.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlers.understand import quick_words as lexicon
from handlers.understand.fold import fold
from handlers.understand.quick_text import Writing, sentences
from handlers.understand.quick_words import Noun
from handlers.understand.result import Doubt, Reading, Understood

_SHAPES = {noun: re.compile(lexicon.any_word(noun.spelt)) for noun in lexicon.NOUNS}
_CODE = re.compile(r"(?<![\d.,:/])\d{1,2}\.\d(?![\d.,:/]|\s?(?:km|км|ore|час|m\b|м\b|lei|лей|kg|кг|mii|%))")

Meant = frozenset[tuple[str, str | None]]
"""Codes of activities with the kind of event, None where the noun does not say it."""


@dataclass(frozen=True)
class Activity:
    """An activity as the plan knows it: its code, the words people use for it, the kinds of its events."""

    code: str
    words: tuple[str, ...]
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Subject:
    """What was understood; ``told`` is whether any event is named at all."""

    activity: Reading[str]
    kind: Reading[str]
    told: bool
    discipline: str | None = None
    """The sport as a list says it, where one is named."""


def read_subject(writing: Writing, activities: Sequence[Activity]) -> Subject:
    """The first sentence that names an event decides; a topic named anywhere narrows it."""
    code = _written_code(writing, activities)
    meant = _meant(writing, activities)
    told = bool(meant) or code is not None or lexicon.SOME_EVENT.search(writing.plain) is not None
    sport = lexicon.sport_in(writing.plain)
    codes = {code} if code is not None else {one for one, _ in meant}
    if len(codes) != 1:
        return Subject(Doubt(_in_order(codes, activities)) if codes else None, None, told, sport)
    only = codes.pop()
    return Subject(Understood(only), _kind(only, meant, activities), told, sport)


def _written_code(writing: Writing, activities: Sequence[Activity]) -> str | None:
    known = {one.code for one in activities}
    found = {match.group() for match in _CODE.finditer(writing.plain)} & known
    return found.pop() if len(found) == 1 else None


def _meant(writing: Writing, activities: Sequence[Activity]) -> Meant:
    topics = [noun for noun in lexicon.NOUNS if noun.topic and _SHAPES[noun].search(writing.plain)]
    nouns = _nouns(writing)
    if not nouns:
        alone = [_belonging(topic, activities) for topic in topics if topic.usual]
        return _together(alone)
    about = frozenset(code for topic in topics for code, _ in _belonging(topic, activities))
    return _together([_narrowed(noun, about, writing, activities) for noun in nouns])


def _nouns(writing: Writing) -> list[Noun]:
    for start, end in sentences(writing.plain):
        sentence = writing.plain[start:end]
        found = [noun for noun in lexicon.NOUNS if not noun.topic and _SHAPES[noun].search(sentence)]
        if found:
            return found
    return []


def _belonging(noun: Noun, activities: Sequence[Activity]) -> Meant:
    spelt = {fold(word) for word in noun.plan}
    pairs: set[tuple[str, str | None]] = set()
    for one in activities:
        kinds = [kind for kind in one.kinds if kind in noun.kinds]
        pairs |= {(one.code, kind) for kind in kinds}
        if not kinds and spelt & {fold(word) for word in one.words}:
            pairs.add((one.code, None))
    return frozenset(pairs)


def _narrowed(noun: Noun, about: frozenset[str], writing: Writing, activities: Sequence[Activity]) -> Meant:
    """By the topic, else by what organisations learn, else to what the noun usually means."""
    meant = _belonging(noun, activities)
    by_topic = frozenset(pair for pair in meant if pair[0] in about)
    if by_topic:
        return by_topic
    network = _network(meant, writing, activities)
    usual = frozenset(pair for pair in meant if pair[1] is not None and pair[1] == noun.usual)
    if network:
        return network | usual
    if usual and lexicon.LOOSE_VOLUNTEERS.search(writing.plain):
        return usual | frozenset(pair for pair in meant if pair[1] == "volunteering_workshop")
    return usual or meant


def _network(meant: Meant, writing: Writing, activities: Sequence[Activity]) -> Meant:
    if not lexicon.NETWORK_TOPIC.search(writing.plain):
        return frozenset()
    codes = {
        one.code for one in activities if set(lexicon.NETWORK_WORDS) <= {fold(word) for word in one.words}
    }
    return frozenset(pair for pair in meant if pair[0] in codes)


def _together(several: Iterable[Meant]) -> Meant:
    """What all nouns may mean; where they have nothing in common, what any of them means."""
    sets = [one for one in several if one]
    if not sets:
        return frozenset()
    common = set.intersection(*({code for code, _ in one} for one in sets))
    return frozenset(pair for one in sets for pair in one if not common or pair[0] in common)


def _kind(code: str, meant: Meant, activities: Sequence[Activity]) -> Reading[str]:
    """Asked only where the activity has several kinds."""
    offered = next((one.kinds for one in activities if one.code == code), ())
    kinds = tuple(kind for kind in offered if (code, kind) in meant)
    if len(offered) < 2 or not kinds:
        return None
    return Understood(kinds[0]) if len(kinds) == 1 else Doubt(kinds)


def _in_order(codes: set[str], activities: Sequence[Activity]) -> tuple[str, ...]:
    return tuple(one.code for one in activities if one.code in codes)
