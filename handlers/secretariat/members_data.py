"""Changing what the register keeps of a member, one field at a time with the old value in sight."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from handlers import aside, desk, home
from handlers.context import Context
from handlers.desk import Paper
from handlers.flow.form import Answers, Facts, Option, Question
from handlers.flow.walk import State, Walk
from handlers.forms.member_data import FIELDS, MEMBER_DATA
from handlers.messages import Choice, Day, Reply, Said, say
from handlers.plain_facts import PlainFacts
from handlers.secretariat import others
from handlers.secretariat.members_card import card, known, name_of
from handlers.understand.contacts import read_email, read_idno, read_phones
from handlers.understand.fold import fold, tidy
from storage import audit, drafts, members
from storage.drafts import Draft
from storage.members import Member

LETTERS = ("ro", "ru", "both")
"""The language of what a member gets on paper."""

STORED: dict[str, Callable[[Any], Any]] = {
    "name": tidy,
    "name_ru": tidy,
    "idno": read_idno,
    "phone": read_phones,
    "email": read_email,
    "joined_on": lambda value: date.fromisoformat(value["first"]),
    "language": lambda value: value,
}
"""Field → what is kept for an answer."""


class DataFacts(PlainFacts):
    """The ``Facts`` of a member's data."""

    def options(self, source: str, answers: Answers) -> Sequence[Option]:
        """Fields, languages of letters, and the member that has a name or code already."""
        match source:
            case "fields":
                return [Option(one, say(f"member_data.{one}.title")) for one in FIELDS]
            case "letters":
                return [Option(one, say(f"member_data.language.{one}")) for one in LETTERS]
            case "taken":
                return [Option(str(one.id), name_of(one)) for one in self._same(answers)]
        return ()

    def suggest(self, question: str, answers: Answers) -> Sequence[Choice]:
        """What is there can be taken away."""
        optional = question in FIELDS and not MEMBER_DATA.question(question).required
        if not optional or getattr(self._member(), question) is None:
            return ()
        clear = Choice("skip", say("member_data.clear.button"), (question,))
        if question != "language":
            return (clear,)
        return (
            *(Choice("answer", one.label, ("language", one.id)) for one in self.options("letters", {})),
            clear,
        )

    def _member(self) -> Member:
        return known(self.context, self.draft.subject["organisation"])

    def _same(self, answers: Answers) -> list[Member]:
        mine = self.draft.subject["organisation"]
        everyone = [one for one in members.everyone(self.context.connection) if one.id != mine]
        match answers.get("field"):
            case "idno":
                return [one for one in everyone if one.idno == read_idno(answers["idno"])]
            case "name":
                return [one for one in everyone if one.folded == fold(answers["name"])]
        return []


def begin(context: Context, organisation: int) -> list[Reply]:
    """Which field."""
    return aside.begin(context, MEMBER_DATA, {"organisation": known(context, organisation).id})


def value_of(member: Member, field: str) -> Said:
    """A field as people read it."""
    value = getattr(member, field)
    if isinstance(value, date):
        return Day(value, "numeric")
    if field == "language" and value in LETTERS:
        return say(f"member_data.language.{value}")
    return value or say("members.card.none")


def _hint(context: Context, draft: Draft, question: Question) -> Said | None:
    member = known(context, draft.subject["organisation"])
    if question.name == "field":
        return say("members.card", organisation=name_of(member))
    return say("member_data.now", value=value_of(member, question.name))


def _back(context: Context, draft: Draft) -> list[Reply] | None:
    """From a field to the list of fields, from there to where the person was."""
    if "field" not in draft.answers:
        return _end(context, draft, drafts.DISCARDED, None)
    return desk.show(context, PAPER, desk.keep(context, PAPER, draft, State({}, ("field",))))


def _end(context: Context, draft: Draft, status: str, said: Said | None) -> list[Reply]:
    """The card again, or the report that waited beneath."""
    aside.close(context, draft, status)
    if context.draft is not None:
        return home.again(context, said)
    return card(context, draft.subject["organisation"], said)


def _finish(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    """Keep the new value; the same as before changes nothing and tells nobody."""
    member, field = known(context, draft.subject["organisation"]), here.standing["field"]
    answered = here.standing[field]
    value = None if answered is None else STORED[field](answered)
    if value == getattr(member, field):
        return _end(context, draft, drafts.DISCARDED, say("member_data.same"))
    named = {"folded": fold(value)} if field == "name" else {}
    members.change(context.connection, member.id, {field: value, **named})
    audit.append(
        context.connection,
        context.now,
        context.person,
        f"member.change.{field}",
        f"organisation:{member.id}",
        member.id,
        str(value),
    )
    context.__dict__.pop("members", None)
    changed = known(context, member.id)
    done = say(
        "member_data.done",
        field=say(f"member_data.{field}.title"),
        before=value_of(member, field),
        value=value_of(changed, field),
    )
    look = Choice("members.card", say("members.back.button"), (member.id,))
    news = say("member_data.told", organisation=name_of(member), done=done)
    return [*_end(context, draft, drafts.SUBMITTED, done), *others.told(context, news, look)]


PAPER = Paper(MEMBER_DATA, DataFacts, _finish, _hint, _back)
