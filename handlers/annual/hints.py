"""What stands above each question of the annual report: the figures, the proposed texts, the problem asked
about, and the question of the secretariat when the report came back.
"""

from handlers import desk, papers
from handlers.annual.facts import OFFERED, AnnualFacts
from handlers.annual.spoken import in_a_row, shortened
from handlers.context import Context
from handlers.flow.form import Answers, Question
from handlers.flow.walk import walk
from handlers.forms.annual import ANNUAL, OWN, PAGES
from handlers.forms.annual_ask import BLOCKS
from handlers.member.facts import in_each
from handlers.messages import Listed, Said, say
from handlers.wire import read_said
from reports.member_year import figures
from reports.phrases import in_figures
from storage import annual
from storage.drafts import Draft

LONGEST_TEXT = 330
"""Letters of one objective's text on a screen of three."""


def block_of(name: str) -> str:
    """The block that a question belongs to."""
    step = ANNUAL.question(name).step
    return BLOCKS[step - 1]


def hint(context: Context, draft: Draft, question: Question) -> Said | None:
    """The lines above a question; None when there are none."""
    facts = AnnualFacts(context, draft)
    answers = walk(ANNUAL, desk.state_of(papers.paper_of(draft), draft), facts).standing
    lines = [*_asked(context, draft, question), *_whose(context, draft)]
    lines += _lines(context, facts, question, answers)
    return Listed(tuple(lines), "\n") if lines else None


def _asked(context: Context, draft: Draft, question: Question) -> list[Said]:
    """What the secretariat asked about this block."""
    if not draft.subject.get("asked"):
        return []
    open_ones = annual.questions(context.connection, draft.subject["report"])
    mine = [one for one in open_ones if one.block == block_of(question.name)]
    return [say("returned.question", question=read_said(one.question)) for one in mine]


def _whose(context: Context, draft: Draft) -> list[Said]:
    if len(context.organisations) < 2 or draft.organisation_id is None:
        return []
    return [say("report.for", organisation=context.organisation_name(draft.organisation_id))]


def _lines(context: Context, facts: AnnualFacts, question: Question, answers: Answers) -> list[Said]:
    name = question.name
    if name == "figures":
        return _figures(facts)
    if name in PAGES:
        return [Listed(tuple(_result(context, facts, code, answers) for code in facts.page(name)), "\n\n")]
    if name.startswith("result_"):
        return [_result(context, facts, name.removeprefix("result_"), answers)]
    if name.startswith("measure_"):
        return _trouble(facts, int(name.removeprefix("measure_")), answers)
    if name in ("practices", "problems", "plans"):
        return [*_added(name.removesuffix("s"), answers), *_more(facts, name)]
    return []


def _figures(facts: AnnualFacts) -> list[Said]:
    if not facts.found.records:
        return [say("annual.figures.none", year=str(facts.year))]
    shown = figures(facts.found)
    lines: list[Said] = [
        say("annual.figures.text", year=str(facts.year), figures=in_a_row(in_figures(shown)))
    ]
    if shown.waiting:
        lines.append(say("annual.figures.waiting", shown.waiting))
    return lines


def _result(context: Context, facts: AnnualFacts, code: str, answers: Answers) -> Said:
    """An objective with its text, cut to what a screen of three holds."""
    text = shortened(context, facts.proposal(code, answers.get(f"result_{code}")), LONGEST_TEXT)
    title = in_each(facts.context.plan.objective(code).short)
    return say("annual.result.block", title=title, text=text)


def _trouble(facts: AnnualFacts, slot: int, answers: Answers) -> list[Said]:
    """The problem that a measure is asked for: which one of how many."""
    all_of_them = list(facts.troubles(answers))
    place = next((at for at, (one, _) in enumerate(all_of_them, 1) if one == slot), 0)
    words = next((text for one, text in all_of_them if one == slot), "")
    return [say("annual.measure.of", number=place, whole=len(all_of_them), text=words)]


def _added(kind: str, answers: Answers) -> list[Said]:
    words = [answers.get(f"{kind}_own_{number}") for number in OWN]
    return [say("annual.added", text=one) for one in words if one]


def _more(facts: AnnualFacts, name: str) -> list[Said]:
    """That more was told than is listed: it stays in its record."""
    told = {"practices": len(facts.practices) - OFFERED, "problems": len(facts.problems) - len(facts.slots)}
    rest = told.get(name, 0)
    return [say("annual.more", rest)] if rest > 0 else []
