"""Joining the Network's assistant: until somebody has a role and saw the notice, they are only here.

Before consent the id and the time are all that is kept. An invitation is bound to an organisation and
a role, works once, and is the only way in.
"""

from collections.abc import Sequence
from dataclasses import replace

from handlers import asking_in, colleagues, commands, desk, handover, help, invited
from handlers.context import Context
from handlers.desk import Paper
from handlers.errors import Invalid, Leave
from handlers.flow.form import Answers, Facts, Option, Problem, Question
from handlers.flow.hear import named
from handlers.flow.walk import State, Walk, walk
from handlers.forms.asking_in import ASKING_IN
from handlers.forms.join import JOIN
from handlers.messages import Choice, In, Inbound, InEach, Reply, Said, Screen, say
from handlers.plain_facts import PlainFacts
from handlers.understand.choices import read_choice
from handlers.understand.fold import fold
from handlers.understand.languages import CODES, LANGUAGES
from handlers.understand.result import Understood
from handlers.wire import read_choice as unpack_choice
from storage import audit, drafts, invitations, organisations, people, screens
from storage.drafts import Draft

PRIVACY = "2026-11"
"""Version of the privacy notice; a new one is asked about once (``notice.changed``)."""


def guess(inbound: Inbound, usual: str) -> str:
    """The language before one was chosen: what the person's app says, else the installation's usual one."""
    hint = inbound.hint[:2].lower()
    return hint if hint in CODES else usual


def is_member(context: Context) -> bool:
    """Whether the person has a role, a language and has agreed to the present notice."""
    session = context.session
    return bool(session.language and session.privacy_version == PRIVACY and context.roles)


class JoinFacts(PlainFacts):
    """The ``Facts`` of joining."""

    def options(self, source: str, answers: Answers) -> Sequence[Option]:
        """Languages, yes or no, consent."""
        match source:
            case "languages":
                return [Option(code, name) for code, name in LANGUAGES]
            case "yes_no":
                return [Option("yes", say("join.yes.button")), Option("no", say("join.no.button"))]
            case "consent":
                return [Option("yes", say("join.agree.button")), Option("no", say("join.disagree.button"))]
        return ()


def respond(context: Context) -> list[Reply]:
    """Whatever somebody without a role sends: the next question of joining."""
    inbound = context.inbound
    if inbound.kind is In.TEXT and inbound.text.startswith("/"):
        command, argument = commands.typed(inbound.text)
        if command is not None and command.name == "start":
            return begin(context, argument)
    known = context.draft is not None and context.draft.form in (JOIN.name, ASKING_IN.name)
    draft = context.draft if context.draft and known else _start(context)
    if inbound.kind is In.TAP:
        return _tapped(context, draft)
    if inbound.kind is In.TEXT and help.is_call(context, inbound.text):
        return help.help_now(context)
    if inbound.kind is not In.TEXT or inbound.text.startswith("/"):
        return desk.show(context, _paper(draft), draft)
    return _typed(context, draft, inbound.text)


def _paper(draft: Draft) -> Paper:
    return ASKING if draft.form == ASKING_IN.name else PAPER


def begin(context: Context, payload: str = "") -> list[Reply]:
    """/start, with the token of a deep link or without."""
    if is_member(context):
        return _another_role(context, payload)
    draft = context.draft if context.draft and context.draft.form == JOIN.name else _start(context)
    if payload:
        return _try_code(context, draft, payload)
    return desk.show(context, PAPER, draft)


def _another_role(context: Context, payload: str) -> list[Reply]:
    """Somebody known is invited again; a code that opens nothing leaves them where they were."""
    found = invited.opened(context, payload)
    if not isinstance(found, invitations.Offer):
        raise Invalid(found)
    if found.draft_id is not None and found.organisation_id in context.organisations:
        return handover.redeem(context, found)
    draft = _start(context)
    state = desk.state_of(PAPER, draft)
    return desk.show(context, PAPER, desk.keep(context, PAPER, draft, _with_code(state, found)))


def _start(context: Context) -> Draft:
    """What is known already is not asked: the language, the present notice."""
    session = context.session
    known: dict[str, str | None] = {"language": session.language} if session.language else {}
    if session.privacy_version == PRIVACY:
        known["privacy"] = "yes"
    context.draft = drafts.start(
        context.connection, context.now, JOIN.name, JOIN.version, context.person, None, answers=known
    )
    return context.draft


def _tapped(context: Context, draft: Draft) -> list[Reply]:
    screen = screens.find(context.connection, context.inbound.handle or "")
    mine = screen is not None and screen.person_id == context.person and screen.draft_id == draft.id
    if screen is None or not mine or screen.revision != draft.revision:
        return desk.show(context, _paper(draft), draft)
    if not 0 <= context.inbound.index < len(screen.choices):
        return desk.show(context, _paper(draft), draft)
    choice = unpack_choice(screen.choices[context.inbound.index])
    if choice.action == "answer":
        return _given(context, draft, str(choice.args[0]), choice.args[1])
    if choice.action == "access.ask":
        return ask_in(context)
    if choice.action == "back" and draft.form == ASKING_IN.name and "which" not in draft.answers:
        return desk.show(context, PAPER, _start(context))
    if choice.action == "back":
        return desk.step_back(context, _paper(draft), draft)
    return desk.show(context, _paper(draft), draft)


def ask_in(context: Context) -> list[Reply]:
    """Without a code: ask the secretariat for access; somebody with a role has no need of it."""
    if context.roles:
        raise Leave
    begun = asking_in.begin(context, PRIVACY)
    if isinstance(begun, Draft):
        return desk.show(context, ASKING, begun)
    return desk.trouble(context, PAPER, _start(context), "code", Problem(begun))


def _typed(context: Context, draft: Draft, text: str) -> list[Reply]:
    if draft.form == ASKING_IN.name:
        return desk.hear_text(context, ASKING, draft, text)
    facts = JoinFacts(context, draft)
    here = walk(JOIN, desk.state_of(PAPER, draft), facts)
    if here.open is None:
        return desk.show(context, PAPER, draft)
    if here.open.name == "code":
        if fold(text) in map(fold, context.world.every(say("asking_in.button"))):
            return ask_in(context)
        if invited.code_in(text) is None:
            return desk.hear_nothing(context, PAPER, draft, here.open, text)
        return _try_code(context, draft, text)
    options = named(facts.options(here.open.source, here.standing), context.world.every)
    read = read_choice(text, options)
    if isinstance(read, Understood):
        return _given(context, draft, here.open.name, read.value)
    return desk.hear_text(context, PAPER, draft, text)


def _given(context: Context, draft: Draft, name: str, value: str) -> list[Reply]:
    if name == "language":
        people.update_person(context.connection, context.person, language=value)
        context.language = value
    return desk.give(context, _paper(draft), draft, name, value)


def _try_code(context: Context, draft: Draft, typed: str) -> list[Reply]:
    """Keep the id of the invitation, never the code."""
    found = invited.opened(context, typed)
    if not isinstance(found, invitations.Offer):
        return desk.trouble(context, PAPER, draft, "code", Problem(found))
    kept = desk.keep(context, PAPER, draft, _with_code(desk.state_of(PAPER, draft), found))
    return desk.show(context, PAPER, kept)


def _with_code(state: State, offer: invitations.Offer) -> State:
    answers = {name: value for name, value in state.answers.items() if name != "organisation"}
    return State({**answers, "code": str(offer.id)})


def _offer(context: Context, draft: Draft) -> invitations.Offer | None:
    code = draft.answers.get("code")
    return invitations.offer(context.connection, context.now, int(code)) if code else None


def _hint(context: Context, draft: Draft, question: Question) -> Said | None:
    """Above the questions: the greeting, the organisation that invites, the notice."""
    if question.name == "language":
        return say("join.greeting")
    if question.name == "code":
        return asking_in.waits(context)
    if question.name == "organisation":
        offer = _offer(context, draft)
        if offer is None or offer.organisation_id is None:
            viewer = offer is not None and offer.role == people.VIEWER
            return say("join.as_viewer" if viewer else "join.as_desk")
        organisation = organisations.get(context.connection, offer.organisation_id)
        return None if organisation is None else say("join.as_member", organisation=_name(organisation))
    return None


def _name(organisation: organisations.Organisation) -> Said:
    russian = organisation.name_ru or organisation.name
    return InEach(organisation.name, russian, organisation.name)


def _finish(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    """All is answered: redeem the invitation, give the role, show Home."""
    connection, now = context.connection, context.now
    if here.standing.get("organisation") == "no":
        return _again(context, draft, say("join.other_organisation"))
    if here.standing.get("privacy") == "no":
        return _refused(context, draft)
    offer = _offer(context, draft)
    if offer is None or not invitations.redeem(connection, now, offer.id, context.person):
        return _again(context, draft, invited.wrong(context))
    people.update_person(
        connection, context.person, name=context.inbound.name, privacy_version=PRIVACY, privacy_at=now
    )
    role = invited.role_of(context, offer)
    membership = people.join(connection, now, context.person, role, offer.organisation_id)
    people.update_person(connection, context.person, acting_as=membership)
    drafts.set_status(connection, now, draft, drafts.SUBMITTED)
    audit.append(connection, now, context.person, "join", f"invitation:{offer.id}", offer.organisation_id)
    _refresh(context)
    told = colleagues.joined(context, offer.organisation_id, membership) if offer.organisation_id else []
    if offer.draft_id is not None:
        return [_home(context, say("handover.joined")), *told, *_handed_over(context, offer)]
    return [replace(_home(context, invited.done(offer)), live=True), *told]


def _home(context: Context, said: Said) -> Reply:
    return Reply(Screen("home", (said,), home=commands.home_labels(context)), live=False)


def _handed_over(context: Context, offer: invitations.Offer) -> list[Reply]:
    """The report that came with the invitation; when it was sent meanwhile, that is said."""
    try:
        return [replace(one, new=True) for one in handover.accepted(context, offer)]
    except Leave as end:
        return [Reply(Screen("handover.ended", (end.message or "",)))]


def _refused(context: Context, draft: Draft) -> list[Reply]:
    """Without consent nothing that was answered is kept, the language neither."""
    empty = replace(draft, answers={}, former={}, heard={}, wanted=())
    emptied = drafts.save(context.connection, context.now, empty)
    drafts.set_status(context.connection, context.now, emptied, drafts.DISCARDED)
    if not context.roles:
        people.update_person(context.connection, context.person, language=None)
    context.draft = None
    again = Choice("start", say("join.again.button"))
    body = say("join.refused", phone=context.world.phone or "—")
    return [Reply(Screen("join.refused", (body,), choices=(again,)))]


def _again(context: Context, draft: Draft, problem: Said) -> list[Reply]:
    """Back to the code: another invitation is needed; somebody with a role goes on where they were."""
    if context.roles:
        drafts.set_status(context.connection, context.now, draft, drafts.DISCARDED)
        context.draft = None
        raise Invalid(problem)
    state = State({"language": draft.answers.get("language")})
    kept = desk.keep(context, PAPER, draft, state)
    return desk.trouble(context, PAPER, kept, "code", Problem(problem))


def _refresh(context: Context) -> None:
    """The roles changed in this very step."""
    for name in ("roles", "hat", "members"):
        context.__dict__.pop(name, None)
    context.session = people.known(context.connection, context.inbound.channel, context.inbound.chat)
    context.draft = None


def _back(context: Context, draft: Draft) -> list[Reply] | None:
    """Somebody with a role does not go back to a code: they leave the invitation."""
    if not is_member(context):
        return None
    drafts.set_status(context.connection, context.now, draft, drafts.DISCARDED)
    context.draft = None
    raise Leave


def _ways(context: Context, draft: Draft, question: Question) -> tuple[Choice, ...]:
    """Who has no code asks for access."""
    return (Choice("access.ask", say("asking_in.button")),) if question.name == "code" else ()


PAPER = Paper(JOIN, JoinFacts, _finish, _hint, _back, ways=_ways)
ASKING = asking_in.paper(_refused, lambda: PRIVACY)
