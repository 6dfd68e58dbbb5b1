"""The reports of an organisation as lists: events, projects, everything; filters, pages, typed words.

What one report shows stands in ``records``. Words typed while a list is shown look through all years.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from handlers.context import Context
from handlers.forms.project import STAGES
from handlers.member import beside, co_organisers, records
from handlers.member.facts import in_each
from handlers.messages import Choice, Day, Listed, Reply, Role, Said, Screen, say
from handlers.understand.alike import mentions
from handlers.understand.fold import fold
from storage import heads
from storage.heads import Head
from storage.records import RETURNED

PAGE = 5
EVENT, PROJECT, ALL = "event", "project", "all"
KINDS = (EVENT, PROJECT, ALL)
SCREEN = "records."
"""A list's screen is called after its kind: typed words then know what they look through."""

LONGEST_WORDS = 60
MOST_YEARS = 3


@dataclass(frozen=True)
class View:
    """What a list shows; the fields, in this order, are the arguments of its buttons."""

    kind: str = ALL
    page: int = 0
    year: int = 0
    objective: str = ""
    returned: bool = False
    words: str = ""

    @property
    def args(self) -> tuple[Any, ...]:
        """The view as arguments of ``records.list``."""
        return (self.kind, self.page, self.year, self.objective, self.returned, self.words)


def events(context: Context) -> list[Reply]:
    """The events of the organisation."""
    return show(context, View(EVENT))


def projects(context: Context) -> list[Reply]:
    """The projects of the organisation."""
    return show(context, View(PROJECT))


def listed(context: Context, kind: str = ALL, *rest: Any) -> list[Reply]:
    """A list as its buttons ask for it; a button of an older release shows everything."""
    return show(context, View(kind, *rest) if kind in KINDS else View())


def typed(context: Context, key: str, text: str) -> list[Reply]:
    """Words typed while a list is shown: what has them; a single report opens at once."""
    view = View(key.removeprefix(SCREEN), words=text.strip()[:LONGEST_WORDS])
    found = _chosen(context, _everything(context, view.kind), view)
    if len(found) == 1:
        return _open(context, found[0])
    return show(context, view)


def _open(context: Context, head: Head) -> list[Reply]:
    if head.organisation_id in context.organisations:
        return records.card(context, head.id)
    return co_organisers.card(context, head.id)


def show(context: Context, view: View) -> list[Reply]:
    """One page, newest first, with the ways on from it."""
    everything = _everything(context, view.kind)
    if not everything:
        begin = Choice("report.start", say("home.report.button"), role=Role.PRIMARY)
        return [Reply(Screen(f"{SCREEN}none", (say(f"lists.none.{view.kind}"),), choices=(begin,)))]
    found = _chosen(context, everything, view)
    last = max(0, (len(found) - 1) // PAGE)
    view = replace(view, page=min(max(view.page, 0), last))
    page = found[view.page * PAGE : (view.page + 1) * PAGE]
    lines = [*_label(context, view, found), *(_line(context, head) for head in page), say("lists.type")]
    choices = [_card(context, head) for head in page]
    choices += [*_pages(view, last), *_filters(context, everything, view)]
    return [Reply(Screen(f"{SCREEN}{view.kind}", tuple(lines), choices=tuple(choices)))]


def _everything(context: Context, kind: str) -> list[Head]:
    own = heads.of_organisations(context.connection, context.organisations)
    shared = heads.co_organised(context.connection, context.organisations, date.min, date.max)
    both = sorted((*own, *shared), key=lambda head: (head.date_to, head.id), reverse=True)
    return [head for head in both if kind in (ALL, head.type)]


def _chosen(context: Context, everything: Sequence[Head], view: View) -> list[Head]:
    """What the filters and the words leave; a number that was given names one report."""
    found = [
        head
        for head in everything
        if (not view.year or head.date_from.year <= view.year <= head.date_to.year)
        and (not view.objective or _objective(head) == view.objective)
        and (not view.returned or head.status == RETURNED)
    ]
    if not view.words:
        return found
    numbered = [head for head in found if _is_number(view.words, head)]
    return numbered or [head for head in found if mentions(_told(context, head), view.words)]


def _is_number(words: str, head: Head) -> bool:
    typed_now, number = fold(words), fold(head.number)
    return typed_now == number or (typed_now.isdigit() and int(typed_now) == int(number.split()[-1]))


def _told(context: Context, head: Head) -> str:
    """All that a report can be found by, in all languages."""
    every = context.world.every
    short = {one.code: one.short for one in context.plan.activities}.get(head.activity or "")
    said: list[Said] = [
        *(Day(day, "long") for day in (head.date_from, head.date_to)),
        *(Day(day, "month") for day in (head.date_from, head.date_to)),
    ]
    said += [say(f"record.status.{head.status}"), say(f"record.type.{head.type}")]
    said += [in_each(short)] if short is not None else []
    words = [head.number, head.title, head.place or "", head.activity or "", str(head.date_to.year)]
    return " ".join([*words, *(text for one in said for text in every(one))])


def _objective(head: Head) -> str:
    return (head.activity or "").partition(".")[0]


def _label(context: Context, view: View, found: Sequence[Head]) -> list[Said]:
    if view.words and not found:
        return [say("lists.nothing", text=view.words)]
    lines: list[Said] = [say("lists.found", len(found), text=view.words)] if view.words else []
    if not view.words:
        lines.append(_count(view.kind, len(found)))
    if view.kind == PROJECT and found:
        stages = Counter(str(head.answers.get("stage")) for head in found)
        known = [one for one in STAGES if stages[one]]
        lines.append(Listed(tuple(_stage(one, stages[one]) for one in known)))
    return lines


def _stage(stage: str, number: int) -> Said:
    return say("lists.stage", stage=say(f"project.stage.{stage}"), number=number)


def _count(kind: str, number: int) -> Said:
    match kind:
        case "event":
            return say("lists.count.event", number)
        case "project":
            return say("lists.count.project", number)
    return say("lists.count.all", number)


def _line(context: Context, head: Head) -> Said:
    if head.organisation_id in context.organisations:
        return records.line(head)
    return beside.listed_line(context, head)


def _card(context: Context, head: Head) -> Choice:
    own = head.organisation_id in context.organisations
    return Choice("record.card" if own else "joint.card", head.number, (head.id,))


def _to(view: View, label: Said, checked: bool | None = None, role: Role = Role.NORMAL) -> Choice:
    return Choice("records.list", label, view.args, role=role, checked=checked)


def _pages(view: View, last: int) -> list[Choice]:
    """The pages before and after this one; hidden at the ends."""
    before, after = replace(view, page=view.page - 1), replace(view, page=view.page + 1)
    ways = [_to(before, say("list.previous.button"), role=Role.NAV)] if view.page > 0 else []
    return [*ways, _to(after, say("list.next.button"), role=Role.NAV)] if view.page < last else ways


def _filters(context: Context, everything: Sequence[Head], view: View) -> list[Choice]:
    """The years, the objectives, what waits for an answer: each only where it leaves something out."""
    first = replace(view, page=0)
    ways = []
    years = sorted({head.date_to.year for head in everything}, reverse=True)
    for year in years[:MOST_YEARS] if len(years) > 1 else ():
        on = year == view.year
        ways.append(_to(replace(first, year=0 if on else year), str(year), on))
    if view.objective:
        label = say("lists.objective.on.button", code=view.objective)
        ways.append(_to(replace(first, objective=""), label, True))
    elif len({_objective(head) for head in everything}) > 1:
        ways.append(Choice("records.objectives", say("lists.objective.button"), first.args))
    waiting = sum(head.status == RETURNED for head in everything)
    if view.returned or 0 < waiting < len(everything):
        other = replace(first, returned=not view.returned)
        ways.append(_to(other, say("lists.returned.button"), view.returned))
    if view.words:
        ways.append(_to(View(view.kind), say("list.all.button"), role=Role.NAV))
    if view.kind != ALL:
        ways.append(_to(View(ALL), say("lists.all.button"), role=Role.NAV))
    return ways


def objectives(context: Context, *args: Any) -> list[Reply]:
    """The objectives that something was reported for, to choose one."""
    view = View(*args) if args and args[0] in KINDS else View()
    there = {_objective(head) for head in _everything(context, view.kind)}
    choices = [
        Choice("records.list", in_each(one.short), replace(view, objective=one.code).args, in_each(one.title))
        for one in context.plan.objectives
        if one.code in there
    ]
    choices.append(_to(view, say("ask.back.button"), role=Role.NAV))
    return [Reply(Screen("records.objectives", (say("lists.objective.label"),), choices=tuple(choices)))]
