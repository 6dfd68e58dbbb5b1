"""Words without an open form: a record number, an activity, a member; otherwise what can be done."""

import re

from rapidfuzz.fuzz import ratio

from handlers import commands, invited, joining
from handlers.context import Context
from handlers.member import quick
from handlers.member.facts import in_each
from handlers.messages import Choice, InEach, Reply, Role, Said, Screen, say
from handlers.understand.choices import Option, rank
from handlers.understand.fold import fold
from storage import heads, members, records

NUMBER = re.compile(r"^(?:blt\s*)?(?:(20\d\d)\s+)?0*(\d{1,4})$")
LONGEST = 60
MOST_MEMBERS = 5
SHORTEST = 4
"""Letters of a word that is looked for; shorter ones join the others."""

ALIKE = 75
"""Likeness (0-100) of a word that was misspelt or bent."""


def search(context: Context, text: str) -> list[Reply]:
    """What the words name within what this person may see; a message that is a whole report begins one."""
    if invited.code_in(text) is not None:
        return joining.begin(context, text)
    by_number = _record(context, text)
    if by_number is not None:
        return [_found(context, text, [by_number])]
    found = _members(context, text)
    told = None if found else quick.heard(context, text)
    if told is not None:
        return told
    choices = [*found, *_activities(context, text)]
    if choices:
        return [_found(context, text, choices)]
    shown: Said = text.strip()[:LONGEST] or "…"
    keys = [key for row in commands.keyboard(context) for key in row]
    ways = tuple(Choice(key.action, key.label) for key in keys)
    return [Reply(Screen("not_understood", (say("problem.not_understood", text=shown),), choices=ways))]


def _found(context: Context, text: str, choices: list[Choice]) -> Reply:
    home = Choice("home", say("ask.menu.button"), role=Role.NAV)
    return Reply(
        Screen("found", (say("search.found", text=text.strip()[:LONGEST]),), choices=(*choices, home))
    )


def _record(context: Context, text: str) -> Choice | None:
    match = NUMBER.match(fold(text))
    if match is None:
        return None
    year = match[1] or str(context.today.year)
    head = heads.by_number(context.connection, f"BLT-{year}-{int(match[2]):04d}", context.scope)
    if head is None:
        return None
    waits = context.is_secretariat and head.status == records.SUBMITTED
    return Choice("review.card" if waits else "record.card", head.number, (head.id,), head.title)


def _members(context: Context, text: str) -> list[Choice]:
    if not context.is_secretariat or len(fold(text)) < 3:
        return []
    words = fold(text).split()
    return [
        Choice("members.card", InEach(one.name, one.name_ru or one.name, one.name), (one.id,))
        for one in members.everyone(context.connection)
        if all(word in fold(f"{one.name} {one.name_ru or ''} {one.idno or ''}") for word in words)
    ][:MOST_MEMBERS]


def _activities(context: Context, text: str) -> list[Choice]:
    if not context.organisations:
        return []
    known = {one.code: one for one in context.plan.activities}
    options = [
        Option(
            one.code,
            (one.code, one.text.ro, one.text.ru, one.text.en, *one.words.ro, *one.words.ru, *one.words.en),
        )
        for one in known.values()
    ]
    near = {one.id for one in options if _near(text, one)}
    ranked = [code for code in rank(text, options, 4) if code in near]
    named = tuple(one.id for one in options if one.id in ranked and _named(text, one))
    return [
        Choice("report.activity", in_each(known[code].short), (code,), in_each(known[code].text))
        for code in ranked
        if not named or code in named
    ]


def _named(text: str, option: Option) -> bool:
    """Whether every typed word begins a word of the activity: near spellings only count without such."""
    words = _words(option)
    return all(any(word.startswith(typed) for word in words) for typed in fold(text).split())


def _near(text: str, option: Option) -> bool:
    """Whether at least half of the typed words look like words of the activity: a sentence is no search."""
    typed, words = fold(text).split(), _words(option)
    long = [word for word in typed if len(word) >= SHORTEST] or typed
    alike = [one for one in long if any(w.startswith(one) or ratio(one, w) >= ALIKE for w in words)]
    return 2 * len(alike) >= len(long)


def _words(option: Option) -> set[str]:
    return {word for label in option.labels for word in fold(label).split()}
