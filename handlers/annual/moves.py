"""What a person does inside the annual report beyond answering: confirming figures, looking at records,
reporting what is missing, keeping all texts, adding something of one's own by just writing it.
"""

from collections.abc import Sequence

from handlers import desk, papers
from handlers.annual.facts import OFFERED, AnnualFacts, more_slots
from handlers.context import Context
from handlers.desk import Paper
from handlers.errors import NotAllowed
from handlers.flow.form import Question
from handlers.flow.walk import State, answer, edit, propose, walk
from handlers.forms.annual import ANNUAL, MOST_PRACTICES, PAGES, SHORTEST
from handlers.member import report as event
from handlers.messages import Choice, Day, Reply, Role, Screen, say
from handlers.understand.fold import fold
from storage import annual
from storage.drafts import Draft

PAGE = 8
LISTS = {"practices": "practice", "problems": "problem", "plans": "plan"}


def in_hand(context: Context) -> tuple[Paper, Draft, AnnualFacts]:
    """The annual draft in hand; raises ``NotAllowed`` for another one."""
    draft = papers.in_hand(context)
    if draft.form != ANNUAL.name:
        raise NotAllowed
    return papers.paper_of(draft), draft, AnnualFacts(context, draft)


def confirm(context: Context, said: str) -> list[Reply]:
    """The figures are right: what is new in them is proposed in the blocks that follow."""
    paper, draft, facts = in_hand(context)
    state = desk.state_of(paper, draft)
    here = walk(ANNUAL, state, facts)
    if here.open is None or here.open.name != "figures":
        return papers.show(context, draft)
    before = facts.report.seen.get("records", {})
    seen = {"records": facts.found.stamp, "slots": more_slots(facts)}
    annual.see(context.connection, facts.report.id, seen)
    facts = AnnualFacts(context, draft)
    draft = desk.keep(context, paper, draft, _proposed(state, facts, before))
    return desk.give(context, paper, draft, "figures", said)


def _proposed(state: State, facts: AnnualFacts, before: dict[str, str]) -> State:
    """Everything that came since ``before`` is ticked; practices only as long as there is room."""
    fresh = {record.id for record in facts.found.records if str(record.id) not in before}
    practices = [str(one.id) for one in facts.practices[:OFFERED] if one.id in fresh]
    problems = [str(one.id) for one in facts.slots.values() if one.id in fresh]
    codes = {record.activity for record in facts.found.records if record.id in fresh}
    state = _ticked(state, "practices", practices, MOST_PRACTICES)
    state = _ticked(state, "problems", problems, len(problems) + len(facts.slots))
    plans = [code for code in facts.activities if code in codes]
    return _ticked(state, "plans", plans, len(facts.activities))


def _ticked(state: State, name: str, more: Sequence[str], most: int) -> State:
    before = state.answers.get(name, state.former.get(name)) or []
    joined = list(dict.fromkeys([*before, *more]))[: max(most, len(before))]
    if joined == before:
        return state
    return answer(state, name, joined) if name in state.answers else propose(state, name, joined)


def keep_all(context: Context) -> list[Reply]:
    """All proposed texts stay as they are; they can be read on the last screen and in the document."""
    paper, draft, facts = in_hand(context)
    state = desk.state_of(paper, draft)
    here = walk(ANNUAL, state, facts)
    if here.open is None or here.open.name not in PAGES:
        return papers.show(context, draft)
    for page in PAGES:
        for option in facts.options(page, here.standing):
            state = answer(state, page, option.id)
    return papers.show(context, desk.keep(context, paper, draft, state))


def missing(context: Context) -> list[Reply]:
    """Report the event that is missing; the receipt leads back to the annual report."""
    _, draft, _ = in_hand(context)
    return event.start(context, draft.organisation_id)


def listed(context: Context, page: int = 0) -> list[Reply]:
    """The records behind the figures, the latest first."""
    _, _, facts = in_hand(context)
    own = facts.found.own[::-1]
    last = max(0, (len(own) - 1) // PAGE)
    page = min(max(page, 0), last)
    lines = [
        say(
            "annual.record.line",
            number=one.record.number,
            day=Day(one.record.date_from, "short", one.record.date_to),
            title=one.record.title,
            status=say(f"record.status.{one.status}"),
        )
        for one in own[page * PAGE : (page + 1) * PAGE]
    ]
    choices = [Choice("look", say("ask.back.button"), role=Role.PRIMARY)]
    if page > 0:
        choices.append(Choice("annual.records", say("list.newer.button"), (page - 1,), role=Role.NAV))
    if page < last:
        choices.append(Choice("annual.records", say("list.older.button"), (page + 1,), role=Role.NAV))
    body = (say("annual.records.label", len(own), year=str(facts.year)), *lines)
    return [Reply(Screen("annual.records", body, choices=tuple(choices)))]


def unheard(context: Context, draft: Draft, question: Question, text: str) -> list[Reply] | None:
    """Words that are no choice: something to add, the text of the one objective shown, or what is missing."""
    facts = AnnualFacts(context, draft)
    paper = papers.paper_of(draft)
    if question.name == "figures":
        return missing(context) if _says_missing(context, text) else None
    answers = desk.state_of(paper, draft).answers
    if question.name in PAGES:
        code, words = _meant(facts, question.name, text)
        return _tell(context, paper, draft, f"result_{code}", words) if code else None
    if question.name in LISTS and len(text.strip()) >= SHORTEST:
        place = facts.free_place(LISTS[question.name], answers)
        return _tell(context, paper, draft, place, text) if place else None
    return None


def _tell(context: Context, paper: Paper, draft: Draft, name: str, words: str) -> list[Reply]:
    asked = desk.keep(context, paper, draft, edit(desk.state_of(paper, draft), name))
    return desk.hear_text(context, paper, asked, words)


def _meant(facts: AnnualFacts, page: str, text: str) -> tuple[str, str]:
    """Which objective a text is about: "3: …" names one of the year, else the only one on the screen."""
    number, colon, rest = text.partition(":")
    if colon and number.strip() in facts.found.objectives and rest.strip():
        return number.strip(), rest.strip()
    codes = facts.page(page)
    return (codes[0], text) if len(codes) == 1 else ("", text)


def _says_missing(context: Context, text: str) -> bool:
    """Whether the words begin like the button "something is missing", in any language."""
    labels = context.world.every(say("annual.missing.button"))
    return fold(text).partition(" ")[0] in {fold(label).partition(" ")[0] for label in labels}
