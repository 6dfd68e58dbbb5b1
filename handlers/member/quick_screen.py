"""What was understood of one message, on one screen: fields, what is missing, and the taps that go on.

It stands in place of the open question for as long as the draft says so (``Draft.subject["quick"]``); an
answer tapped or typed brings it again. How a draft comes to be of this kind: ``quick``, ``photo_first``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from handlers import desk
from handlers.context import Context
from handlers.flow.form import Ask, Facts, Form, Problem, Question, always
from handlers.flow.hear import answer
from handlers.flow.screens import brief
from handlers.flow.shown import shown
from handlers.flow.walk import State, problem_of, waits_for_request, walk
from handlers.forms.records import RECORD_FORMS
from handlers.member.facts import RecordFacts
from handlers.messages import Choice, Day, Listed, Reply, Role, Said, Screen, say
from storage import habits
from storage.drafts import Draft

QUICK = "quick"
"""In ``Draft.subject``: what is still asked of the whole draft, doubts to offer, what was only proposed."""

NEW = "new"
"""Of photos it is asked first whether their event is a new one."""

OFFERED = 4
LONGEST_BUTTON, LONGEST_LINE = 24, 120
LAST_TIME = ("kind", "audience", "discipline")
"""Facts of an activity that are proposed as they were the last time."""


def first(context: Context, draft: Draft) -> list[Reply] | None:
    """The screen of a quick report; None for every other draft."""
    quick = draft.subject.get(QUICK)
    if not quick:
        return None
    if "organisation" in asks(draft):
        return [desk.reply(draft, _which_organisation(context))]
    return [desk.reply(draft, _understood(context, draft, quick))]


def facts_of(context: Context, draft: Draft) -> RecordFacts:
    """The world of the draft's form."""
    return RecordFacts(context, draft.organisation_id, RECORD_FORMS[draft.form])


def asks(draft: Draft) -> list[str]:
    """What is asked of the whole draft before its fields: "organisation", "new"."""
    return list((draft.subject.get(QUICK) or {}).get("asks", ()))


def _which_organisation(context: Context) -> Screen:
    choices = tuple(
        Choice("quick.for", context.organisation_name(one), (one,)) for one in context.organisations
    )
    return Screen("report.organisation", (say("report.organisation.label"),), choices=choices)


def _understood(context: Context, draft: Draft, quick: Mapping[str, Any]) -> Screen:
    facts = facts_of(context, draft)
    missing = missing_in(draft, facts)
    lines = [*whose(context, draft), *lines_of(draft, facts, quick)]
    if quick.get("personal"):
        lines.append(say("quick.personal"))
    if missing:
        lines.append(_asked(missing[0], draft))
        choices = (*_candidates(missing[0], draft, facts, quick), _complete(Role.PRIMARY))
    else:
        files = (draft.answers.get("photos") or {}).get("files")
        lines += [say("event.save.consent")] if files else []
        choices = (*_endings(bool(files)), _complete(Role.NORMAL))
    no = Choice("quick.drop", say("quick.no.button"), role=Role.NAV)
    return Screen("quick.understood", tuple(lines), head=say("quick.understood"), choices=(*choices, no))


def _asked(question: Question, draft: Draft) -> Said:
    """The question of a missing field, which a tap or typed words answer; of a list one may be tapped."""
    total, key = _total(draft), RECORD_FORMS[draft.form].key(question.name)
    if question.ask is Ask.SELECT_MULTIPLE:
        return say("quick.which", title=say(f"{key}.title", total=total))
    return say(f"{key}.label", total=total)


def _complete(role: Role) -> Choice:
    label = say("quick.complete.button") if role is Role.PRIMARY else say("quick.more.button")
    return Choice("quick.complete", label, role=role)


def _endings(files: bool) -> tuple[Choice, ...]:
    """With photos the save button carries the consent, as on the review screen."""
    if not files:
        return (Choice("save", say("quick.save.button"), (None,), role=Role.PRIMARY),)
    return (
        Choice("save", say("event.save.public.button"), (True,), role=Role.PRIMARY),
        Choice("save", say("event.save.internal.button"), (False,), role=Role.PRIMARY),
    )


def whose(context: Context, draft: Draft) -> Iterator[Said]:
    """Which organisation the draft is for, where the person has several."""
    if len(context.organisations) > 1 and draft.organisation_id is not None:
        yield say("report.for", organisation=context.organisation_name(draft.organisation_id))


def missing_in(draft: Draft, facts: Facts) -> list[Question]:
    """Required questions without an answer that stands, in the order of the form; else what it asks next."""
    missing = [question for question, value in _fields(draft, facts) if value is None]
    form = RECORD_FORMS[draft.form]
    going_on = None if missing else walk(form, State(draft.answers, draft.wanted), facts).open
    return missing if going_on is None else [going_on]


def lines_of(draft: Draft, facts: Facts, quick: Mapping[str, Any], *, only_told: bool = False) -> list[Said]:
    """A line for each field: understood, proposed, doubtful or missing (left out with ``only_told``)."""
    lines: list[Said] = []
    for question, value in _fields(draft, facts):
        title = say(f"{RECORD_FORMS[draft.form].key(question.name)}.title", total=_total(draft))
        if value is not None:
            text = brief(_shown(question, value, draft, facts), LONGEST_LINE)
            proposed = question.name in quick.get("proposed", ())
            lines.append(say("quick.proposed" if proposed else "quick.line", title=title, value=text))
            continue
        if only_told:
            continue
        doubts = [_label(question, one, draft, facts) for one in quick["doubts"].get(question.name, ())]
        either = Listed(tuple(doubts), " / ")
        lines.append(
            say("quick.doubt", title=title, values=either)
            if len(doubts) > 1
            else say("quick.missing", title=title)
        )
    return lines


def _fields(draft: Draft, facts: Facts) -> Iterator[tuple[Question, Any]]:
    """Each required question, and each other that is answered; None for an answer that is not there.

    Behind a gap nothing is judged, and what may depend on the missing answer is not asked for yet.
    """
    standing: dict[str, Any] = {}
    gap = False
    for question in RECORD_FORMS[draft.form].questions:
        value = draft.answers.get(question.name)
        if gap:
            if value is not None or (question.required and _unconditional(question)):
                yield question, value
        elif question.relevant(standing, facts):
            if value is not None and problem_of(question, value, standing, facts) is None:
                standing[question.name] = value
                yield question, value
            elif question.required and not waits_for_request(question, standing, facts):
                gap = True
                yield question, None


def _unconditional(question: Question) -> bool:
    return question.relevant is always and question.on_request is None


def _candidates(
    question: Question, draft: Draft, facts: Facts, quick: Mapping[str, Any]
) -> tuple[Choice, ...]:
    """Likely answers of the first missing field: its doubts, else what the form itself would offer."""
    value = draft.answers.get(question.name)
    problem = problem_of(question, value, draft.answers, facts) if value is not None else None
    if isinstance(problem, Problem) and problem.ways:
        return problem.ways
    kept = draft.former.get(question.name)
    doubts = [*([kept] if kept is not None else []), *quick["doubts"].get(question.name, ())]
    ways = [answer(question, one, _label(question, one, draft, facts)) for one in doubts]
    ways += [one for one in facts.suggest(question.name, draft.answers) if one.action == "answer"]
    if question.ask in (Ask.SELECT_ONE, Ask.SELECT_MULTIPLE) and not ways:
        ways = [_option(question, one.id, one.label) for one in facts.options(question.source, draft.answers)]
    return tuple({str(one.args): one for one in ways}.values())[:OFFERED]


def _option(question: Question, option: str, label: Said) -> Choice:
    value = option if question.ask is Ask.SELECT_ONE else [option]
    return answer(question, value, label)


def _label(question: Question, value: Any, draft: Draft, facts: Facts) -> Said:
    match question.ask:
        case Ask.COUNT:
            return int(value["total"])
        case Ask.PERIOD:
            days = _shown(question, value, draft, facts)
            return replace(days, style="short") if isinstance(days, Day) else days
        case _:
            return brief(_shown(question, value, draft, facts), LONGEST_BUTTON)


def _shown(question: Question, value: Any, draft: Draft, facts: Facts) -> Said:
    return shown(RECORD_FORMS[draft.form], question, value, draft.answers, facts)


def _total(draft: Draft) -> Said:
    count = draft.answers.get("participants")
    return count["total"] if count else "…"


def as_last_time(
    context: Context, organisation: int | None, answers: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """The answers with the facts of the activity as they were last reported, and which those are."""
    filled = dict(answers)
    if organisation is None or "activity" not in filled:
        return filled, []
    before = habits.last_answers(context.connection, organisation, filled["activity"])
    proposed = [name for name in LAST_TIME if before.get(name) and name not in filled]
    return filled | {name: before[name] for name in proposed}, proposed


def without_gaps(answers: Mapping[str, Any], form: Form) -> dict[str, Any]:
    """The answers with what is always optional skipped, so that one tap can save what is there."""
    optional = [one.name for one in form.questions if not one.required and _unconditional(one)]
    return {**dict.fromkeys(optional), **answers}
