"""Who may do what: every action of the table for every role, on one's own things, another's and none.

What is expected is written down here a second time, so that a slip in the product's table is seen.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from sqlalchemy import Connection, select

from handlers import actions, dispatch
from handlers.errors import Invalid, Leave, NotAllowed
from handlers.messages import In, Inbound
from handlers.wire import pack_screen
from storage import (
    access_requests,
    annual,
    broadcasts,
    drafts,
    groups,
    joint,
    letters,
    meetings,
    nothing,
    obligations,
    organisations,
    people,
    presence,
    records,
    reviews,
    rhythm,
)
from storage.annual_models import Content
from storage.schema import Base, Draft
from tests.fuzz.walker import QuickTown

MEMBER = {"coordinator", "head"}
DESK = {"secretary"}
WRITER = MEMBER | DESK
EVERYBODY = WRITER | {"viewer"}
ANYBODY = EVERYBODY | {"stranger"}
ROLES = sorted(ANYBODY)

MISSING = 999_999
GIVEN: dict[str, Any] = {"answers": {}, "doubts": {}, "personal": False}
EXPECTED: dict[str, tuple[set[str], tuple[Any, ...], set[str]]] = {
    "answer": (WRITER, ("activity", "1.1"), set()),
    "back": (WRITER, (), set()),
    "skip": (WRITER, ("groups",), set()),
    "edit": (WRITER, ("place",), set()),
    "correct": (WRITER, (), set()),
    "tick": (WRITER, ("vulnerable_kinds", "older"), set()),
    "look": (ANYBODY, (), set()),
    "view": (WRITER, ("activity", "objectives"), set()),
    "wait": (WRITER, ("2026-12-01", "2026-12-01"), set()),
    "save": (WRITER, (None,), set()),
    "park": (ANYBODY, (), set()),
    "discard": (WRITER, ("parked:",), EVERYBODY),
    "draft.undo": (EVERYBODY, ("discarded:",), EVERYBODY),
    "draft.resume": (WRITER, ("parked:",), EVERYBODY),
    "draft.give": (MEMBER, ("parked:",), MEMBER),
    "draft.give_to": (MEMBER, ("parked:", "colleague:"), MEMBER),
    "draft.link": (MEMBER, ("parked:",), MEMBER),
    "draft.take": (MEMBER, ("parked:",), MEMBER),
    "drafts.list": (EVERYBODY, (), set()),
    "drafts.archive": (EVERYBODY, (), set()),
    "report.start": (WRITER, ("organisation:",), MEMBER),
    "report.anew": (WRITER, ("organisation:",), MEMBER),
    "report.activity": (WRITER, ("1.1",), set()),
    "quick.for": (MEMBER, ("organisation:",), MEMBER),
    "quick.complete": (WRITER, (), set()),
    "quick.drop": (WRITER, (), set()),
    "quick.wait": (WRITER, (GIVEN, "2026-12-01", "2026-12-01"), set()),
    "quick.held": (WRITER, (GIVEN,), set()),
    "photos.new": (WRITER, (), set()),
    "photos.to_draft": (WRITER, ("parked:",), WRITER),
    "photos.to_record": (MEMBER, ("submitted:",), MEMBER),
    "owed.promise": (MEMBER, ("owed:", "2027-01-22"), MEMBER),
    "owed.colleague": (MEMBER, ("owed:",), MEMBER),
    "owed.done": (DESK, ("owed.desk:",), set()),
    "standing": (MEMBER, (), set()),
    "records.list": (MEMBER, (), set()),
    "records.events": (MEMBER, (), set()),
    "records.projects": (MEMBER, (), set()),
    "records.objectives": (MEMBER, ("event",), set()),
    "records.typed": (MEMBER, ("records.all", "seminar"), set()),
    "record.card": (EVERYBODY, ("submitted:",), MEMBER),
    "nothing.tell": (MEMBER, ("organisation:",), MEMBER),
    "nothing.instead": (MEMBER, ("nothing:", "organisation:", "2026-01-01", "2026-03-31"), MEMBER),
    "nothing.undo": (MEMBER, ("nothing:",), MEMBER),
    "repeat.begin": (MEMBER, ("submitted:",), MEMBER),
    "repeat.save": (MEMBER, (), set()),
    "repeat.more": (MEMBER, ("numbers",), set()),
    "rhythm.on": (MEMBER, ("rhythm:",), MEMBER),
    "rhythm.off": (MEMBER, ("rhythm:",), MEMBER),
    "rhythm.held": (MEMBER, ("rhythm:", "2026-10-05", "same"), MEMBER),
    "rhythm.not_held": (MEMBER, ("rhythm:", "2026-10-05"), MEMBER),
    "project.stage": (MEMBER, ("submitted:",), MEMBER),
    "project.move": (MEMBER, ("submitted:", "completed", 1), MEMBER),
    "project.other_day": (MEMBER, ("submitted:",), MEMBER),
    "record.history": (EVERYBODY, ("submitted:",), MEMBER),
    "addition.people": (MEMBER, ("submitted:",), MEMBER),
    "addition.photos": (MEMBER, ("approved:",), MEMBER),
    "addition.save": (MEMBER, (True,), set()),
    "returned.answer": (MEMBER, ("returned:",), MEMBER),
    "returned.unknown": (MEMBER, ("returned:",), MEMBER),
    "correction.ask": (MEMBER, ("approved:",), MEMBER),
    "correction.card": (DESK, ("request:",), set()),
    "correction.grant": (DESK, ("request:",), set()),
    "correction.decline": (DESK, ("request:",), set()),
    "letter.write": (MEMBER, ("submitted:",), MEMBER),
    "broadcast.go_on": (DESK, (MISSING,), set()),
    "letters.list": (DESK, (), set()),
    "letters.card": (DESK, ("letter:",), set()),
    "letters.answer": (DESK, ("letter:",), set()),
    "annual": (MEMBER, (2026, "organisation:", True), MEMBER),
    "annual.confirm": (MEMBER, ("yes",), set()),
    "annual.missing": (MEMBER, (), set()),
    "annual.records": (MEMBER, (), set()),
    "annual.keep_all": (MEMBER, (), set()),
    "annual.correct": (MEMBER, (), set()),
    "annual.send": (MEMBER, (), set()),
    "annual.status": (MEMBER, ("annual:",), MEMBER),
    "annual.document": (WRITER, ("annual:", "ro"), MEMBER),
    "annual.answer": (MEMBER, ("annual_returned:",), MEMBER),
    "annual.again": (MEMBER, ("annual:",), MEMBER),
    "annual.list": (DESK, (), set()),
    "annual.card": (DESK, ("annual:",), set()),
    "annual.accept": (DESK, ("annual:", 1), set()),
    "annual.ask": (DESK, ("annual:", 1), set()),
    "annual.send_back": (DESK, (), set()),
    "review.queue": (DESK, (), set()),
    "review.card": (DESK, ("submitted:",), set()),
    "review.next": (DESK, ("submitted:",), set()),
    "review.accept": (DESK, ("submitted:", 1), set()),
    "review.activity": (DESK, ("submitted:", 1, "1.1"), set()),
    "review.ask": (DESK, ("submitted:", 1), set()),
    "review.send_back": (DESK, (), set()),
    "joint.same": (MEMBER, ("submitted:",), MEMBER),
    "joint.apart": (MEMBER, ("submitted:",), MEMBER),
    "joint.keep": (MEMBER, ("parked:",), MEMBER),
    "joint.drop": (MEMBER, ("parked:",), MEMBER),
    "joint.confirm": (MEMBER, ("joint:", "organisation:"), MEMBER),
    "joint.refuse": (MEMBER, ("joint:", "organisation:"), MEMBER),
    "joint.wish": (MEMBER, ("joint:", "organisation:"), MEMBER),
    "joint.card": (MEMBER, ("joint:",), MEMBER),
    "joint.files": (DESK, ("submitted:",), set()),
    "merge.preview": (DESK, ("submitted:", "returned:"), set()),
    "merge.confirm": (DESK, ("submitted:", 1, "returned:", 1), set()),
    "merge.undo": (DESK, ("approved:",), set()),
    "members.list": (DESK, (), set()),
    "members.card": (DESK, ("organisation:",), set()),
    "members.add": (DESK, (), set()),
    "members.invite": (DESK, ("organisation:",), set()),
    "members.renew": (DESK, ("organisation:",), set()),
    "members.data": (DESK, ("organisation:",), set()),
    "members.speak": (DESK, ("organisation:",), set()),
    "members.archive": (DESK, ("organisation:",), set()),
    "members.return": (DESK, ("organisation:",), set()),
    "members.former": (DESK, (), set()),
    "meetings.list": (WRITER, (), set()),
    "meetings.card": (DESK, ("meeting:",), set()),
    "meetings.confirm": (DESK, ("meeting:",), set()),
    "meetings.invite": (DESK, ("meeting:",), set()),
    "meetings.results": (DESK, ("meeting:",), set()),
    "meetings.edit": (DESK, ("meeting:", "day"), set()),
    "meetings.cancel": (DESK, ("meeting:",), set()),
    "meetings.not_held": (DESK, ("meeting:",), set()),
    "meetings.again": (DESK, ("meeting:",), set()),
    "meetings.tell": (DESK, (), set()),
    "meetings.arrivals": (DESK, ("meeting:",), set()),
    "meetings.arrived": (DESK, ("meeting:", "organisation:", True), set()),
    "meetings.minutes": (DESK, ("meeting:",), set()),
    "meetings.held": (DESK, ("meeting:",), set()),
    "access.ask": (ANYBODY, (), set()),
    "access.list": (DESK, (), set()),
    "access.card": (DESK, ("access:",), set()),
    "access.choose": (DESK, ("access:",), set()),
    "access.grant": (DESK, ("access:", "organisation:"), set()),
    "access.create": (DESK, ("access:", True), set()),
    "access.refuse": (DESK, ("access:", True), set()),
    "sheets.ask": (DESK, (), set()),
    "sheets.choose": (DESK, (), set()),
    "sheets.make": (DESK, ([],), set()),
    "import.members": (DESK, (), set()),
    "import.members.template": (DESK, ("ro",), set()),
    "import.members.export": (DESK, (), set()),
    "import.members.save": (DESK, ("check:", 2, "seal"), set()),
    "colleagues.list": (MEMBER, ("organisation:",), MEMBER),
    "colleagues.card": ({"head"}, ("organisation:", "colleague:"), {"head"}),
    "colleagues.invite": (MEMBER, ("organisation:",), MEMBER),
    "colleagues.remove": ({"head"}, ("organisation:", "colleague:", True), {"head"}),
    "colleagues.undo": ({"head"}, ("beside:",), {"head"}),
    "role.pass": (MEMBER, ("organisation:",), MEMBER),
    "role.give": (MEMBER, ("organisation:", "colleague:", 2), MEMBER),
    "documents": (DESK | {"viewer"}, (), set()),
    "documents.make": (DESK | {"viewer"}, (2026, "ro", "docx"), set()),
    "charts": (EVERYBODY, (), set()),
    "import": (DESK, (), set()),
    "import.template": (DESK, ("ro",), set()),
    "import.export": (DESK, (2026,), set()),
    "import.save": (DESK, ("check:", 2, "seal"), set()),
    "import.drop": (DESK, (), set()),
    "presence": (WRITER, (), set()),
    "presence.stop": (WRITER, ("presence:",), WRITER),
    "presence.reopen": (WRITER, ("presence:",), WRITER),
    "group.decide": (DESK, ("group:", True), set()),
    "upcoming": (DESK, (), set()),
    "rsvp.list": (MEMBER, (), set()),
    "rsvp.show": (MEMBER, ("invited:",), MEMBER),
    "rsvp.answer": (MEMBER, ("invited:", "organisation:", "yes"), MEMBER),
    "rsvp.persons": (MEMBER, ("invited:", "organisation:", 3), MEMBER),
    "rsvp.many": (MEMBER, ("invited:", "organisation:"), MEMBER),
    "rsvp.change": (MEMBER, ("invited:", "organisation:"), MEMBER),
    "rsvp.delegate": (MEMBER, ("invited:", "organisation:", "colleague:"), MEMBER),
    "rsvp.reason": (MEMBER, ("invited:", "organisation:"), MEMBER),
    "rsvp.calendar": (MEMBER, ("invited:",), MEMBER),
    "rsvp.arrived": (MEMBER, ("invited:", "organisation:"), MEMBER),
    "privacy.notice": (ANYBODY, (0,), set()),
    "privacy.agree": (ANYBODY, (), set()),
    "privacy.decline": (ANYBODY, (), set()),
    "mydata": (ANYBODY, (), set()),
    "forget": (ANYBODY, (2,), set()),
    "forget.undo": (ANYBODY, (), set()),
    "home": (ANYBODY, (), set()),
    "more": (ANYBODY, (), set()),
    "start": (ANYBODY, (), set()),
    "hats": (EVERYBODY, ("membership:",), EVERYBODY),
    "language": (ANYBODY, ("ru",), set()),
    "plain": (EVERYBODY, (True,), set()),
    "missing": (DESK, (2026,), set()),
    "missing.find": (DESK, ("missing.list.2026", "lumina"), set()),
    "missing.card": (DESK, ("owed:",), set()),
    "missing.phone": (DESK, ("owed:",), set()),
    "missing.excuse": (DESK, ("owed:",), set()),
    "missing.unexcuse": (DESK, ("owed:",), set()),
    "missing.until": (DESK, ("owed:", "2026-12-01"), set()),
    "missing.until_typed": (DESK, ("missing.until.1", "20.12"), set()),
    "missing.nothing": (DESK, ("owed:",), set()),
    "missing.something": (DESK, ("owed:", 1), set()),
    "deadlines": (DESK, (), set()),
    "deadlines.card": (DESK, ("owed.desk:",), set()),
    "deadlines.rules": (DESK, (), set()),
    "deadlines.rule": (DESK, ("council",), set()),
    "deadlines.due_typed": (DESK, ("deadlines.rule.council", "20.03"), set()),
    "deadlines.step": (DESK, ("council", "m14"), set()),
    "deadlines.step_typed": (DESK, ("deadlines.step.council/m14", "11:00"), set()),
    "deadlines.preview": (DESK, ("council", "on", "m14", False), set()),
    "deadlines.save": (DESK, ("council", "seal", "on", "m14", False), set()),
    "deadlines.days": (DESK, (), set()),
    "deadlines.day_typed": (DESK, ("deadlines.days", "24.12 liberă, hotărârea nr. 900"), set()),
    "deadlines.day.preview": (DESK, ("2026-12-24", False, "hotărârea nr. 900"), set()),
    "deadlines.day.save": (DESK, ("2026-12-24", False, "hotărârea nr. 900"), set()),
    "missing.remind": (DESK, (2026,), set()),
    "missing.words": (DESK, (2026,), set()),
    "missing.why": (DESK, (2026,), set()),
    "missing.send": (DESK, (2026, "now"), set()),
    "missing.calls": (DESK, (2026,), set()),
    "missing.sheet": (DESK, (2026,), set()),
    "notices": (EVERYBODY, (), set()),
    "notices.choose": (EVERYBODY, ("digest",), set()),
    "notices.pause": (EVERYBODY, ("2026-12-01",), set()),
    "notices.resume": (EVERYBODY, (), set()),
    "notices.typed": (EVERYBODY, ("notices", "20.12"), set()),
    "broadcast.invite": (DESK, (), set()),
    "broadcast.write": (DESK, (), set()),
    "broadcast.anew": (DESK, ("parked:",), set()),
    "broadcast.proof": (DESK, (), set()),
    "broadcast.tried": (DESK, (), set()),
    "broadcast.bare": (DESK, (), set()),
    "broadcast.sure": (DESK, (1,), set()),
    "broadcast.send": (DESK, (1,), set()),
    "broadcast.approve": (DESK, ("broadcast:",), set()),
    "broadcast.refuse": (DESK, ("broadcast:",), set()),
    "broadcast.withdraw": (DESK, ("broadcast:",), set()),
    "broadcast.list": (DESK, (), set()),
    "broadcast.typed": (DESK, ("broadcast.list", "1"), set()),
    "broadcast.board": (DESK, ("broadcast:",), set()),
    "broadcast.stop": (DESK, ("broadcast:",), set()),
    "broadcast.answers": (DESK, ("broadcast:",), set()),
    "broadcast.remind": (DESK, ("broadcast:",), set()),
    "broadcast.remind_them": (DESK, ("broadcast:", 1), set()),
    "broadcast.calls": (DESK, ("broadcast:",), set()),
    "broadcast.call_sheet": (DESK, ("broadcast:",), set()),
    "broadcast.doubts": (DESK, ("broadcast:",), set()),
    "broadcast.resend": (DESK, ("broadcast:", 0), set()),
    "broadcast.leave": (DESK, ("broadcast:", 0), set()),
    "help": (ANYBODY, (), set()),
    "help.example": (WRITER, (), set()),
}
"""Action → who may; its arguments ("name:" is a thing that belongs to somebody); who is held to their own."""

Ids = dict[str, int]


@dataclass
class World:
    """A town with two organisations and, for each person, the ids of what is theirs."""

    town: QuickTown
    ids: dict[str, Ids]


@cache
def world() -> World:
    """Everybody with everything they may have; only read from, every attempt is rolled back."""
    town = QuickTown()
    town.member("head", "Exemplu Lumina")
    town.member("coordinator", "Exemplu Lumina")
    town.member("other", "Exemplu Nord")
    town.secretary("secretary")
    town.viewer("viewer")
    town.chat("stranger").says("/start")
    with town.work() as connection:
        letter = letters.write(connection, town.now, 1, None, text="Cum adaug un partener?")
        asked = access_requests.ask(connection, town.now, 1, None, "Exemplu Sud")
        content = meetings.Content("network", "Spații verzi", date(2026, 10, 14), "15:00", "Sala 210")
        meeting = meetings.add(connection, town.now, content).id
    for name in ("head", "coordinator", "other", "secretary"):
        chat = town.chat(name)
        for _ in range(3):
            chat.says("/raport")
            if chat.last.message.key == "draft.offer":
                chat.taps(chat.last.buttons[1])
            chat.says("1.1")
    ids = {name: _belongings(town, name) for name in ("head", "coordinator", "other", "secretary", "viewer")}
    for one, another in (("head", "coordinator"), ("coordinator", "head")):
        ids[one] |= {"colleague": ids[another]["person"], "beside": ids[another]["membership"]}
    ids["other"] |= {"colleague": ids["other"]["person"], "beside": ids["other"]["membership"]}
    with town.work() as connection:
        ids["secretary"]["owed.desk"] = _owed(connection, None)
        ids["secretary"]["group"] = groups.add(connection, town.now, "test", "-100", "Rețeaua ONG").id
    ids["secretary"] |= {"letter": letter, "meeting": meeting, "access": asked}
    ids["secretary"]["broadcast"] = _broadcast(town, ids["secretary"]["person"])
    ids["stranger"] = ids["secretary"] = ids["secretary"] | {
        name: ids["coordinator"][name]
        for name in ("organisation", "submitted", "returned", "approved", "request", "annual", "owed")
    }
    ids["viewer"] |= {"submitted": ids["coordinator"]["submitted"]}
    return World(town, ids)


def _broadcast(town: QuickTown, author: int) -> int:
    """A message that waits for the second person."""
    with town.work() as connection:
        content = broadcasts.Content(broadcasts.MESSAGE, "Știre", "Știre", audience={"who": "all"})
        return broadcasts.add(connection, town.now, content, author).id


def _belongings(town: QuickTown, name: str) -> Ids:
    with town.work() as connection:
        session = people.known(connection, "test", name)
        (role,) = people.roles(connection, session.person_id)
        found: Ids = {
            "membership": role.id,
            "person": session.person_id,
            "parked": MISSING,
            "discarded": MISSING,
        }
        for status, draft in zip(
            ("parked", "discarded"), drafts.parked(connection, session.person_id), strict=False
        ):
            found[status] = draft.id
            if status == "discarded":
                drafts.set_status(connection, town.now, draft, drafts.DISCARDED)
        if name != "viewer":
            found["presence"] = _presence(town, connection, session.person_id, role.organisation_id)
        if role.organisation_id is not None:
            found |= _reports(town, connection, session.person_id, role.organisation_id)
        return found


def _presence(town: QuickTown, connection: Connection, person: int, organisation: int | None) -> int:
    now = town.now
    event: dict[str, Any] = {"draft": None, "title": "Club", "day": date(2026, 10, 14)}
    times = {"opens_at": now, "closes_at": now + timedelta(hours=3)}
    return presence.create(connection, now, person, organisation, **event, **times)[0].id


def _reports(town: QuickTown, connection: Connection, person: int, organisation: int) -> Ids:
    day, now = date(2026, 10, 12), town.now
    made: Ids = {"organisation": organisation}
    for status in ("submitted", "returned", "approved"):
        answers = {
            "activity": "1.1",
            "held": {"first": day.isoformat(), "last": day.isoformat()},
            "place": "Biblioteca",
            "participants": {"total": 25, "estimated": False},
            "groups": None,
            "photos": None,
        }
        content = records.Content(
            "1.1", "training", "Seminar", "ro", day, day, "Biblioteca", None, records.Counts(25), answers, 1
        )
        key = f"{person}:{status}"
        made[status] = records.submit(connection, now, 2026, "event", organisation, person, key, content)
        if status != "submitted":
            records.decide(connection, now, made[status], 1, person, status)
    made["nothing"] = nothing.tell(connection, now, organisation, date(2026, 1, 1), date(2026, 3, 31), person)
    weekly = rhythm.offer(connection, person, organisation, "1.1", "Biblioteca", date(2026, 10, 19))
    made |= {"rhythm": weekly.id} if weekly is not None else {}
    made["owed"] = _owed(connection, organisation)
    made["joint"] = _named_by_the_desk(connection, now, person, organisation)
    for name, year in (("annual", 2026), ("annual_returned", 2027)):
        made[name] = _annual(connection, town, person, organisation, year)
    made["invited"] = _invited(connection, town, organisation)
    made["request"] = reviews.request_correction(connection, now, made["approved"], person, "Greșeală")
    return made


def _invited(connection: Connection, town: QuickTown, organisation: int) -> int:
    """A meeting that the organisation was invited to."""
    what = meetings.Content(
        meetings.NETWORK, "Reuniunea", town.today + timedelta(days=9), "15:00", "sala 210"
    )
    meeting = meetings.add(connection, town.now, what)
    content = broadcasts.Content(broadcasts.INVITATION, meeting.title, meeting_id=meeting.id)
    sent = broadcasts.add(connection, town.now, content, None)
    broadcasts.change(connection, sent.id, state=broadcasts.APPROVED)
    broadcasts.add_recipient(connection, sent.id, organisations=[organisation])
    return meeting.id


def _owed(connection: Connection, organisation: int | None) -> int:
    """Something owed for this year by an organisation, or by the secretariat."""
    rule = obligations.MEMBERS if organisation else "council"
    days = date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 11), date(2027, 2, 1)
    obligations.ensure(connection, [obligations.Wanted(rule, "", organisation, "2026", *days)])
    found = obligations.find(connection, rule, "2026", organisation)
    assert found is not None
    return found.id


def _named_by_the_desk(connection: Connection, now: datetime, person: int, organisation: int) -> int:
    """A record of the secretariat that names the organisation beside itself."""
    day = date(2026, 10, 12)
    content = records.Content(
        "4.1", "workshop_funding", "Workshop", "ro", day, day, "Primăria", None, records.Counts(19), {}, 1
    )
    record = records.submit(connection, now, 2026, "event", None, person, f"{person}:joint", content)
    joint.name(connection, now, record, [organisation])
    return record


def _annual(connection: Connection, town: QuickTown, person: int, organisation: int, year: int) -> int:
    """An annual report that was sent; that of the later year came back."""
    report = annual.begin(connection, town.now, organisation, year)
    if not report.version:
        annual.submit(
            connection, town.now, report, person, Content(active=False), {"figures": "none"}, form_version=1
        )
        if year == 2027:
            annual.decide(connection, town.now, report.id, 1, person, annual.RETURNED)
    return report.id


def arguments(action: str, ids: Ids) -> tuple[Any, ...]:
    """The arguments of an action, things filled in."""
    wanted = EXPECTED[action][1]
    return tuple(
        ids.get(one[:-1], MISSING) if isinstance(one, str) and one.endswith(":") else one for one in wanted
    )


@dataclass
class Outcome:
    """What came of an attempt: refused or not, what was said, and the tables afterwards."""

    refused: bool
    said: Any
    tables: dict[str, list[Any]]


def attempt(role: str, action: str, args: tuple[Any, ...]) -> Outcome:
    """Run an action as somebody and take it back."""
    town = world().town
    inbound = Inbound("test", role, In.TEXT, town.now)
    with town._engine.connect() as connection, connection.begin() as transaction:
        context = dispatch.open_context(connection, town.world, inbound, town.now)
        if action == "review.send_back" and role == "secretary":
            _prepared(context)
        if action == "annual.send_back" and role == "secretary":
            _asked(context)
        if action == "meetings.tell" and role == "secretary":
            actions.run(context, "meetings.cancel", (world().ids[role]["meeting"],))
            actions.run(context, "skip", ("reason",))
        if action in IN_HAND and role in MEMBER:
            actions.run(context, "annual.again", (world().ids[role]["annual"],))
        before = tables(connection, context.person)
        refused = False
        said: Any = None
        try:
            replies = actions.run(context, action, args)
            said = [(reply.person, pack_screen(reply.screen)) for reply in replies]
        except NotAllowed:
            refused = True
        except (Leave, Invalid) as end:
            said = repr(end.message)
        after = tables(connection, context.person)
        transaction.rollback()
    changed = {name: rows for name, rows in after.items() if rows != before[name]}
    return Outcome(refused, said, changed)


def _prepared(context: Any) -> None:
    """The secretary has written the questions."""
    record = world().ids["coordinator"]["submitted"]
    actions.run(context, "review.ask", (record, 1))
    actions.run(context, "answer", ("fields", ["place"]))
    actions.run(context, "answer", ("about_place", "place.where"))


IN_HAND = (
    "annual.confirm",
    "annual.missing",
    "annual.records",
    "annual.keep_all",
    "annual.correct",
    "annual.send",
)
"""What is done with an annual report that is being written."""


def _asked(context: Any) -> None:
    """The secretary has written the question about an annual report."""
    actions.run(context, "annual.ask", (world().ids["coordinator"]["annual"], 1))
    actions.run(context, "answer", ("fields", ["plans"]))
    actions.run(context, "answer", ("about_plans", "plans.which"))


def tables(connection: Connection, person: int) -> dict[str, list[Any]]:
    """All rows but the person's own drafts."""
    names = ["record", "record_version", "organisation", "membership", "invitation", "correction_request"]
    names += ["nothing_to_report", "co_organiser", "joint_evidence", "twin_question", "merge"]
    names += ["rsvp", "attendance", "member_report", "member_report_version", "member_report_question"]
    names += ["obligation", "obligation_note"]
    names += ["broadcast", "recipient", "meeting"]
    found: dict[str, list[Any]] = {
        name: list(map(tuple, connection.execute(select(Base.metadata.tables[name])).all())) for name in names
    }
    others = select(Draft.id, Draft.status, Draft.answers).where(Draft.person_id != person)
    return found | {"draft": list(map(tuple, connection.execute(others).all()))}


def test_every_action_is_expected_somewhere() -> None:
    assert set(EXPECTED) == set(actions.ACTIONS)


@pytest.mark.parametrize("action", EXPECTED)
@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_what_is_expected_and_nothing_else(role: str, action: str) -> None:
    allowed = EXPECTED[action][0]
    done = attempt(role, action, arguments(action, world().ids[role]))
    assert done.refused is (role not in allowed), done.said
    if done.refused:
        assert done.tables == {}


@pytest.mark.parametrize("action", [action for action, (_, _, held) in EXPECTED.items() if held])
@pytest.mark.parametrize("role", ROLES)
def test_what_belongs_to_somebody_else_looks_like_what_does_not_exist(role: str, action: str) -> None:
    if role not in EXPECTED[action][2]:
        return
    others = attempt(role, action, arguments(action, world().ids["other"]))
    missing = attempt(role, action, arguments(action, {}))
    assert (others.refused, others.said) == (missing.refused, missing.said)
    assert others.tables == {}


@pytest.mark.parametrize("role", ["coordinator", "other", "viewer"])
def test_a_letter_of_somebody_else_cannot_be_continued(role: str) -> None:
    letter = world().ids["secretary"]["letter"]
    assert not attempt("head", "letter.write", (0, letter)).refused
    assert attempt(role, "letter.write", (0, letter)).refused
    assert not attempt(role, "letter.write", ()).refused


@pytest.mark.parametrize("role", sorted(MEMBER))
def test_the_number_of_anothers_report_is_as_unknown_as_one_that_was_never_given(role: str) -> None:
    own_world = world.__wrapped__()
    town, ids = own_world.town, own_world.ids
    with town.work() as connection:
        found = connection.exec_driver_sql("SELECT id, number FROM record").all()
    numbers = {row[0]: row[1] for row in found}
    chat = town.chat(role)
    chat.says("/anuleaza")
    own, others = numbers[ids[role]["submitted"]], numbers[ids["other"]["submitted"]]
    seen = [(chat.says(text).last.message.key, chat.last.buttons) for text in (others, "BLT-2026-0999")]
    assert seen[0] == seen[1]
    assert chat.says(own).last.message.key != seen[0][0]


def test_organisations_are_two() -> None:
    with world().town.work() as connection:
        assert len(organisations.members(connection)) == 2
