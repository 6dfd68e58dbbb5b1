"""The chat's catalogues: every sentence the handlers say exists, agrees with its number and fits its place.

How they are worded is judged in ``test_wording``; what holds for all catalogues in ``tests/test_house.py``.
"""

import ast
import re
import string
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
import yaml

from bot.texts import LANGUAGES, Texts
from handlers import forms
from handlers.broadcast import board, call_sheet, facts, following, silent, unreached
from handlers.commands import COMMANDS
from handlers.flow.check import keys, missing_keys
from handlers.flow.example import WORDS
from handlers.flow.form import Ask, Form
from handlers.forms.broadcast import WHO
from handlers.forms.event import EVENT
from handlers.forms.records import RECORD_FORMS
from handlers.member.lists import LISTS
from handlers.messages import Day, Text
from handlers.secretariat import annual_ask
from handlers.secretariat.ask_back import CANNED
from tests.support.chat_texts import chat, sentences, spoken

ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "storage/data/plan-2026-2030.yaml"
OPTIONS = [f"{prefix}.{one}" for prefix, ids in LISTS.values() for one in ids]
NUMBERS = (0, 1, 2, 5, 19, 20, 21, 101, 120)
PLACES = {"ro": (1, 0, 1, 1, 1, 2, 2, 1, 2), "ru": (2, 0, 1, 2, 2, 2, 0, 0, 2)}
"""Which form of a noun each of the numbers takes."""

NOUNS = (
    ("ro", "count.participants", "participant, participanți, de participanți"),
    ("ro", "count.events", "eveniment, evenimente, de evenimente"),
    ("ro", "count.participations", "participare, participări, de participări"),
    ("ro", "money.lei", "leu, lei, de lei"),
    ("ru", "count.participants", "участник, участника, участников"),
    ("ru", "count.events", "мероприятие, мероприятия, мероприятий"),
    ("ru", "count.participations", "посещение, посещения, посещений"),
    ("ru", "money.lei", "лей, лея, леев"),
)
LONGEST_LABEL = 28
STATUSES = ("draft", "submitted", "returned", "approved", "merged", "withdrawn")
ELSEWHERE = """
owed.open owed.before owed.last owed.overdue owed.promised owed.done owed.undone
owed.next.coordinators owed.next.everyone owed.next.secretariat
owed.own.network_draft owed.own.council owed.own.publication
stage.submitted.button stage.funded.button stage.rejected.button stage.in_implementation.button
stage.completed.button
why.annual_report why.network_draft why.council why.publication why.yearly why.edition why.resources
why.meeting_record why.newsletter why.by_date why.meeting why.ask-after why.old why.together
why.rhythm why.broadcast why.step.opening why.step.calls why.step.day75 why.step.confirm
why.step.invitation why.step.silent why.step.tomorrow why.step.today why.step.minutes
upcoming.role.coordinator upcoming.role.head upcoming.role.secretariat upcoming.role.viewer
lists.none.event lists.none.project lists.none.all
rhythm.offer.evening rhythm.offer.morning rhythm.not_held rhythm.not_held.seldom
rhythm.day.monday rhythm.day.tuesday rhythm.day.wednesday rhythm.day.thursday rhythm.day.friday
meetings.state.proposed meetings.state.confirmed meetings.state.planned meetings.state.invited
meetings.state.today meetings.state.over meetings.state.held meetings.state.cancelled
meetings.next.proposed meetings.next.confirmed meetings.next.today meetings.next.over
meetings.clash.meeting meetings.clash.unnamed meetings.results.decided meetings.results.none
bot.name bot.description bot.short_description safe_mode.reply day.weekdays
money.lei money.table
operator.parked operator.job_failed operator.token operator.conflict operator.safe_mode operator.started
operator.audit_broken operator.disk_low operator.files_not_kept
media.refused.kind media.refused.size media.refused.pixels media.refused.broken media.refused.unsafe
media.refused.gone review.arrived review.arrived_again
problem.crash problem.group documents.queued documents.ready documents.failed charts.queued charts.failed
effect.with_target effect.without_target
joint.own joint.own.yes.button joint.own.no.button joint.other joint.other.yes.button joint.other.no.button
joint.list_line joint.card joint.named joint.exact joint.estimated joint.confirmed joint.wish_sent
joint.was_confirmed joint.was_refused joint.kept joint.dropped joint.extra.good_practice joint.extra.problem
joint.extra.measure joint.said.summary joint.said.good_practice joint.said.problem joint.said.measure
joint.said.wish merge.stays merge.goes merge.told merge.told_own merge.told_undone
merge.why.same merge.why.list merge.why.lead merge.why.highest
event.held.today.button event.held.yesterday.button standing.complete.button standing.draft.button
standing.invitation.button event.photos.none.button record.papers.none.button
exchange.women exchange.men exchange.young exchange.vulnerable
exchange.file.big exchange.file.broken
exchange.file.locked exchange.file.programs exchange.file.links exchange.file.strange exchange.file.quotes
sheets.ready sheets.failed sheets.document sheets.qr sheets.title sheets.until sheets.phone
sheets.link.1 sheets.link.2 sheets.link.3 sheets.code.1 sheets.code.2 sheets.code.3
exchange.members.template.ready exchange.members.template.failed exchange.members.export.ready
exchange.members.export.failed exchange.members.check.failed exchange.members.save.failed
exchange.template.ro.button exchange.template.ru.button exchange.template.ready exchange.template.failed
exchange.export.ready exchange.export.failed exchange.check.failed exchange.save.failed
event.groups.women event.groups.men event.groups.young event.groups.vulnerable event.groups.sexes
ask.breakdown.women ask.breakdown.men ask.breakdown.young ask.breakdown.vulnerable
ask.breakdown.field.women ask.breakdown.field.young ask.breakdown.field.vulnerable
role.yes.button role.yes_again.button forget.yes.button forget.confirm.button mydata.failed mydata.ready
documents.language.ro documents.language.ru documents.in_ro.button documents.in_ru.button
personal.idnp personal.phone personal.email plain.on.button plain.off.button
presence.page.heading presence.page.languages presence.page.ask presence.page.only_counts
presence.page.confirm presence.page.footer presence.page.again
presence.page.gender presence.page.gender.woman presence.page.gender.man presence.page.gender.unsaid
presence.page.age presence.page.age.child presence.page.age.young presence.page.age.older
presence.page.age.unsaid presence.page.noted presence.page.already presence.page.early presence.page.over
presence.page.paused presence.page.unknown presence.page.strange
annual.document.ready annual.document.failed annual.document.in_ro.button annual.document.in_ru.button
annual.arrived annual.arrived_again annual.quoted
annual.result.whole annual.result.counts annual.result.titles
annual.count.women annual.count.young annual.count.objectives annual.count.projects annual.count.others
annual.count.joint
annual.measure.none annual.measure.town_hall annual.todo.do annual.todo annual.todo.late
annual.changed.new annual.changed.changed annual.changed.accepted annual.changed.gone
notices.all.button notices.important.button notices.digest.button
deadlines.span.quarter deadlines.span.half_year deadlines.span.year deadlines.quarter.button
deadlines.half_year.button deadlines.year.button deadlines.state.not_due deadlines.state.due
deadlines.state.promised deadlines.state.overdue deadlines.state.fulfilled deadlines.state.nothing
deadlines.state.excused deadlines.name.annual_report deadlines.name.network_draft deadlines.name.council
deadlines.name.publication deadlines.name.yearly deadlines.name.edition deadlines.name.resources
deadlines.name.meeting_record deadlines.name.newsletter deadlines.name.by_date deadlines.name.thematic
deadlines.name.dialogue deadlines.name.network deadlines.name.other deadlines.when.due.on
deadlines.when.due.before deadlines.when.due.after deadlines.when.opens.on deadlines.when.opens.before
deadlines.when.opens.after deadlines.when.first.on deadlines.when.first.before deadlines.when.first.after
deadlines.when.meeting.on deadlines.when.meeting.before deadlines.when.meeting.after deadlines.to.lead
deadlines.to.coordinators deadlines.to.everyone deadlines.to.secretariat deadlines.to.invited
deadlines.to.silent deadlines.to.coming deadlines.to.lead.button deadlines.to.coordinators.button
deadlines.to.everyone.button deadlines.to.secretariat.button deadlines.edit.due deadlines.edit.due.only
deadlines.edit.before deadlines.edit.after deadlines.edit.on deadlines.edit.off deadlines.rule.hint
deadlines.period.quarter deadlines.period.half_year
deadlines.rule.hint.steps deadlines.day.working deadlines.day.free deadlines.on.button
deadlines.off.button deadlines.days.undo.button
missing.state.not_due missing.state.due missing.state.overdue missing.state.promised missing.state.excused
missing.state.fulfilled missing.state.nothing missing.note.phone missing.note.excused missing.note.unexcused
missing.note.postponed missing.note.reminded
missing.not.promised missing.not.nobody missing.not.unreachable missing.not.paused missing.not.important
missing.not.recent missing.calls.nobody missing.calls.unreached missing.calls.silent
broadcast.sheet.ready broadcast.sheet.failed
missing.sent missing.sent.later missing.sheet.ready missing.sheet.failed
missing.column.organisation missing.column.state missing.column.sent missing.column.due
missing.column.promised missing.column.contact missing.column.phone missing.column.people
missing.column.reminded missing.column.notes missing.column.why missing.column.answer
notices.all.done notices.important.done notices.digest.done
documents.docx.button documents.pdf.button documents.xlsx.button documents.all.button
access.was_granted access.was_refused access.was_replaced
exchange.members.number exchange.members.name exchange.members.name_ru exchange.members.idno
exchange.members.phone exchange.members.email exchange.members.language exchange.members.joined_on
exchange.members.left_on exchange.members.invitations
exchange.members.number.also exchange.members.name.also exchange.members.name_ru.also
exchange.members.idno.also exchange.members.phone.also exchange.members.email.also
exchange.members.language.also exchange.members.joined_on.also exchange.members.left_on.also
exchange.members.invitations.also exchange.members.language.ro.also exchange.members.language.ru.also
exchange.members.language.both.also
member_data.language.ro member_data.language.ru member_data.language.both
""".split()
"""Keys that other rooms say, or that the handlers choose or put together outside ``say``."""

SAMPLES = {
    "title": "Club de lectură",
    "value": "mi, 14 oct.",
    "day": "mi, 14 oct.",
    "number": "BLT-2026-0012",
}
SAMPLES |= {
    "more": "120",
    "total": "250",
    "weekday": "в понедельник",
    "hour": "10:00",
    "at": "5",
    "n": "12",
    "rate": "19,70",
    "quarter": "1",
    "year": "2026",
    "code": "10",
    "period": "2026-Q3",
}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def said() -> Iterator[tuple[ast.expr, ast.Call, str]]:
    """Every ``say(key, …)`` of the handlers; a key chosen between two counts as both."""
    for path in sorted((ROOT / "handlers").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "say" and node.args:
                key = node.args[0]
                keys = (key.body, key.orelse) if isinstance(key, ast.IfExp) else (key,)
                for one in keys:
                    yield one, node, f"{path.relative_to(ROOT)}:{node.lineno}"


def literal() -> Iterator[tuple[str, ast.Call, str]]:
    for key, call, place in said():
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value, call, place


def all_forms() -> list[Form]:
    modules = [import_module(f"{forms.__name__}.{module.name}") for module in iter_modules(forms.__path__)]
    return [value for module in modules for value in vars(module).values() if isinstance(value, Form)]


@cache
def kinds_of_the_plan() -> set[str]:
    objectives = yaml.safe_load(PLAN.read_text(encoding="utf-8"))["objectives"]
    activities = [one for objective in objectives for one in objective["activities"]]
    asked = [asks for one in activities for asks in one["reports"].values()]
    return {kind for asks in asked for kind in asks.get("kinds", ())}


def derived() -> Iterator[str]:
    """Keys that are put together from the names of other things."""
    yield from (f"command.{command.name}" for command in COMMANDS)
    yield from (f"kind.{kind}" for kind in (*kinds_of_the_plan(), "other"))
    yield from (f"record.type.{one}" for one in RECORD_FORMS)
    yield from OPTIONS
    yield from (f"record.status.{one}" for one in STATUSES)
    yield from (f"{form.name}.form.title" for form in all_forms())
    yield from (f"ask.help.{kind}" for kind in Ask)
    yield from (f"help.example.{name}" for name in (*WORDS, "text"))
    for field, names in CANNED.items():
        for name in names:
            yield from (f"ask_back.{field}.{name}", f"ask_back.{field}.{name}.button")
    for block, names in annual_ask.CANNED.items():
        yield f"annual_ask.block.{block}.button"
        for name in names:
            yield from (f"annual_ask.{block}.{name}", f"annual_ask.{block}.{name}.button")
    yield from (f"annual.status.{one}" for one in STATUSES[:4])
    yield from of_broadcasts()


def of_broadcasts() -> Iterator[str]:
    yield from (f"board.rung.{one}" for one in board.RUNGS)
    yield from (f"broadcast.how.{one}" for one in board.RUNGS if one != "answered")
    yield from (f"broadcast.column.{one}" for one in call_sheet.COLUMNS)
    yield from (f"broadcast.why.{one}" for one in (*board.UNREACHED, unreached.NOBODY))
    yield from (f"broadcast.left_out.{one}" for one in silent.WHY)
    yield from (f"broadcast.in_{one}" for one in ("ro", "ru"))
    yield from (f"broadcast.answer.{one}" for one in following.KINDS)
    yield from (f"broadcast.state.{one}" for one in ("waits", "stopped", "refused"))
    for one in (following.ALL_KINDS, *following.KINDS):
        yield from (f"broadcast.only.{one}.button", f"broadcast.only.{one}.head")
    yield from (f"invite.ready.{one}" for one in facts.USUAL)
    yield from (f"invite.who.{one}.button" for one in WHO)
    yield from (f"invite.role.{one}.button" for one in ("head", "coordinator"))


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts(lambda: date(2026, 10, 14))


@pytest.mark.parametrize(("language", "key", "forms_of_noun"), NOUNS)
def test_a_counted_noun_agrees_with_its_number(
    texts: Texts, language: str, key: str, forms_of_noun: str
) -> None:
    forms_known = forms_of_noun.split(", ")
    rendered = [texts.render(language, Text(key, {}, n)) for n in NUMBERS]
    assert rendered == [
        f"{n} {forms_known[place]}" for n, place in zip(NUMBERS, PLACES[language], strict=True)
    ]


def test_a_quoted_name_with_quotation_marks_gets_the_inner_ones(texts: Texts) -> None:
    for language, name, shown in (
        ("ro", "AO „Verde”", "„AO «Verde»”"),
        ("ru", "ОО «Верде»", "«ОО „Верде“»"),
        ("en", "NGO “Verde”", "“NGO ‘Verde’”"),
    ):
        assert shown in texts.render(language, Text("report.for", {"organisation": name}))


def test_a_span_over_new_year_names_both_years(texts: Texts) -> None:
    over = Day(date(2026, 3, 1), "short", date(2027, 6, 30))
    within = Day(date(2026, 3, 1), "short", date(2026, 6, 30))
    assert texts.render("ro", over) == "1 mar. 2026 – 30 iun. 2027"
    assert texts.render("ro", within) == "1 mar. – 30 iun."


def test_money_in_a_table_has_no_preposition(texts: Texts) -> None:
    shown = texts.render("ro", Text("money.table", {}, 125_000))
    assert shown.replace("\N{NO-BREAK SPACE}", " ") == "125 000 MDL"


def test_every_sentence_of_the_handlers_exists_in_every_language(texts: Texts) -> None:
    wanted = {key: place for key, _, place in literal()}
    assert wanted
    assert {key: place for key, place in wanted.items() if not texts.has(key)} == {}


def test_every_key_that_is_put_together_exists_in_every_language(texts: Texts) -> None:
    assert [key for key in (*derived(), *ELSEWHERE) if not texts.has(key)] == []


def test_every_pattern_of_keys_has_at_least_one_text() -> None:
    patterns = {
        "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z_.]+"
            for part in key.values
        ): place
        for key, _, place in said()
        if isinstance(key, ast.JoinedStr)
    }
    assert patterns
    present = chat("ro")
    assert {
        pattern: place
        for pattern, place in patterns.items()
        if not any(re.fullmatch(pattern, k) for k in present)
    } == {}


def test_every_question_of_every_form_has_its_texts(texts: Texts) -> None:
    found = all_forms()
    assert {"event", "join", "ask_back", "member", "correction"} <= {form.name for form in found}
    assert [line for form in found for line in missing_keys(form, texts.every)] == []


def test_every_question_of_the_event_report_has_its_own_help(texts: Texts) -> None:
    wanted = [f"event.{question.name}.help" for question in EVENT.questions]
    assert [key for key in wanted if not texts.has(key)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_is_three_short_lines(language: str) -> None:
    helps = {key: text for key, text in spoken(language) if re.search(r"^ask\.help\.|\.help$", key)}
    assert helps
    wrong = {key: text for key, text in helps.items() if text.count("\n") != 2 or len(text) > 320}
    assert wrong == {}


def test_a_sentence_with_a_count_has_plural_forms_and_the_others_have_none() -> None:
    wrong = [
        (key, place)
        for key, call, place in literal()
        if key in chat("ro") and chat("ro")[key].pluralizable != (len(call.args) > 1)
    ]
    assert wrong == []


def test_every_placeholder_is_filled_by_who_says_the_sentence() -> None:
    wrong = [
        (key, place)
        for key, call, place in literal()
        if key in chat("ro") and all(word.arg for word in call.keywords)
        for text in sentences(chat("ro")[key])
        if placeholders(text) - {str(word.arg) for word in call.keywords} - {"n"}
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_forms_of_a_sentence_have_the_placeholders_of_the_romanian_one(language: str) -> None:
    romanian = {key: placeholders(sentences(message)[0]) for key, message in chat("ro").items()}
    assert [key for key, text in spoken(language) if placeholders(text) != romanian.get(key)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_count_always_shows_its_number(language: str) -> None:
    plural = {key: sentences(message) for key, message in chat(language).items() if message.pluralizable}
    assert [key for key, forms_of in plural.items() if not all("{n}" in text for text in forms_of)] == []


@cache
def labels() -> set[str]:
    """Keys of texts that stand on a button: by their name, or by how the forms use them."""
    kinds = (f"kind.{kind}" for kind in kinds_of_the_plan())
    titles = {form.key(one.name) for form in RECORD_FORMS.values() for one in form.questions}
    fields = (f"{key}.title" for key in titles)
    named = (key for key in chat("ro") if key.endswith((".button", ".key", ".add")))
    return {*OPTIONS, *kinds, *fields, *named, "ask.ready", "ask.parties.lpa", "ask.parties.nobody"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_fits_a_button(language: str) -> None:
    filled = {key: text.format_map(SAMPLES) for key, text in spoken(language) if key in labels()}
    assert {key: text for key, text in filled.items() if len(text) > LONGEST_LABEL} == {}


def test_no_text_of_the_chat_is_left_over() -> None:
    known = {
        *(key for key, _, _ in literal()),
        *derived(),
        *ELSEWHERE,
        *(k for f in all_forms() for k in keys(f)),
        *(f"{f.name}.{question.name}.help" for f in all_forms() for question in f.questions),
    }
    assert set(chat("ro")) - known == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_introduction_fits_the_platform(language: str) -> None:
    limits = {"bot.name": 64, "bot.short_description": 120, "bot.description": 512}
    assert [key for key, most in limits.items() if len(sentences(chat(language)[key])[0]) > most] == []
