"""The card of one member: its data, who serves it in which language, and what can be done about it."""

from handlers.context import Context
from handlers.errors import NotAllowed
from handlers.messages import Choice, Day, InEach, Kind, Reply, Role, Said, Screen, say
from handlers.secretariat import others
from handlers.understand.languages import LANGUAGES
from storage import audit, members, organisations, people
from storage.members import Coordinator, Member

LISTED = 8
"""People whose lines and buttons a card shows."""


def known(context: Context, organisation: int) -> Member:
    """A member of the register, present or former; raises ``NotAllowed``."""
    found = members.get(context.connection, organisation)
    if found is None:
        raise NotAllowed
    return found


def name_of(member: Member) -> Said:
    """Its name in the language of who reads."""
    return InEach(member.name, member.name_ru or member.name, member.name)


def card(context: Context, organisation: int, said: Said | None = None) -> list[Reply]:
    """All that is known of a member and the ways on; ``said`` is what has just been done."""
    member = known(context, organisation)
    serving = members.coordinators(context.connection, organisation)
    waiting = members.waiting(context.connection, context.now, organisation)
    lines = (
        *((said,) if said is not None else ()),
        say("members.card", organisation=name_of(member)),
        *_data(member),
        *_people(context, serving),
        *_life(context, member, waiting),
    )
    return [Reply(Screen("members.card", lines, choices=_choices(member, serving, waiting)))]


def _data(member: Member) -> list[Said]:
    """Only what is filled in; a missing telephone is said, for nobody can be called without one."""
    lines: list[Said] = [say("members.card.russian", name=member.name_ru)] if member.name_ru else []
    lines += [say("members.card.idno", idno=member.idno)] if member.idno else []
    phone: Said = member.phone or say("members.card.none")
    lines.append(say("members.card.phone", phone=phone))
    lines += [say("members.card.email", email=member.email)] if member.email else []
    joined = Day(member.joined_on, "numeric")
    if member.left_on is None:
        return [*lines, say("members.card.since", day=joined)]
    return [*lines, say("members.card.until", day=joined, last=Day(member.left_on, "numeric"))]


def _people(context: Context, serving: tuple[Coordinator, ...]) -> list[Said]:
    more = [say("members.more", len(serving) - LISTED)] if len(serving) > LISTED else []
    return [
        say("members.people", len(serving)),
        *(_person(context, one) for one in serving[:LISTED]),
        *more,
    ]


def _person(context: Context, one: Coordinator) -> Said:
    role = say("colleagues.head" if one.role == people.HEAD else "colleagues.coordinator")
    used = Day(context.world.local_date(one.used_at)) if one.used_at else say("members.never_wrote")
    return say("members.person", name=one.name, role=role, language=_language(one.language), day=used)


def _language(code: str | None) -> str:
    return dict(LANGUAGES).get(code or "", "—")


def _life(context: Context, member: Member, waiting: int) -> list[Said]:
    last = organisations.last_report(context.connection, member.id)
    when: Said = Day(context.world.local_date(last), "long") if last else say("members.never")
    return [say("members.last", day=when), *([say("members.waiting", waiting)] if waiting else [])]


def _choices(member: Member, serving: tuple[Coordinator, ...], waiting: int) -> tuple[Choice, ...]:
    own = (member.id,)
    edit = Choice("members.data", say("members.data.button"), own)
    back = Choice("members.list", say("list.all.button"), role=Role.NAV)
    if member.left_on is not None:
        return (Choice("members.return", say("members.return.button"), own, role=Role.PRIMARY), edit, back)
    renew = (Choice("members.renew", say("members.renew.button"), own),) if waiting else ()
    speak = (Choice("members.speak", say("members.speak.button"), own),) if serving else ()
    return (
        Choice("members.invite", say("members.invite.button"), own, role=Role.PRIMARY),
        *renew,
        Choice("sheets.ask", say("sheets.one.button"), ([[member.id, 1]],)),
        edit,
        *speak,
        Choice("members.archive", say("members.archive.button"), own, role=Role.DANGER),
        back,
    )


def speak(context: Context, organisation: int, person: int = 0, language: str = "") -> list[Reply]:
    """Change the language in which a coordinator is written to: who, then which."""
    serving = members.coordinators(context.connection, known(context, organisation).id)
    if not person and len(serving) == 1:
        person = serving[0].person_id
    one = next((each for each in serving if each.person_id == person), None)
    if person and one is None:
        raise NotAllowed
    back = Choice("members.card", say("members.back.button"), (organisation,), role=Role.NAV)
    if one is None:
        choices = [Choice("members.speak", each.name, (organisation, each.person_id)) for each in serving]
        return [
            Reply(Screen("members.speak", (say("members.speak.who"),), choices=(*choices[:LISTED], back)))
        ]
    if language not in dict(LANGUAGES):
        asked = say("members.speak.which", name=one.name, language=_language(one.language))
        ways = [Choice("members.speak", name, (organisation, person, code)) for code, name in LANGUAGES]
        return [Reply(Screen("members.speak", (asked,), choices=(*ways, back)))]
    return _speaks(context, organisation, one, language)


def _speaks(context: Context, organisation: int, one: Coordinator, language: str) -> list[Reply]:
    connection, now = context.connection, context.now
    people.update_person(connection, one.person_id, language=language)
    audit.append(connection, now, context.person, "member.language", f"person:{one.person_id}", organisation)
    done = say("members.speak.done", name=one.name, language=_language(language))
    undo = (Choice("language", say("more.language.button")),)
    notice = Reply(
        Screen("members.spoken", (say("members.spoken"),), choices=undo),
        one.person_id,
        Kind.NOTICE,
        live=False,
    )
    look = Choice("members.card", say("members.back.button"), (organisation,))
    told = [] if one.person_id == context.person else [notice]
    return [
        *card(context, organisation, done),
        *told,
        *others.told(context, done, look),
    ]
