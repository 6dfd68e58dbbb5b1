"""Letters at the secretariat: the list of those that wait, one letter, and its answer."""

from handlers import aside
from handlers.context import Context
from handlers.desk import Paper
from handlers.errors import NotAllowed
from handlers.flow.form import Facts, Question
from handlers.flow.walk import Walk
from handlers.forms.letter import LETTER_ANSWER
from handlers.member.letters import author, lines
from handlers.messages import Choice, Day, Kind, MediaRef, Reply, Role, Said, Screen, say
from handlers.plain_facts import PlainFacts
from storage import audit, letters, media, people
from storage.drafts import Draft

PAGE = 5
LONGEST_QUOTED = 200
"""Letters of a letter that a list, a hint or an answer repeats."""


def listed(context: Context, page: int = 0) -> list[Reply]:
    """The letters that nobody has answered, oldest first."""
    waiting = letters.waiting(context.connection)
    if not waiting:
        return [Reply(Screen("letters.list", (say("letters.none"),)))]
    last = (len(waiting) - 1) // PAGE
    page = min(max(page, 0), last)
    now_shown = waiting[page * PAGE : (page + 1) * PAGE]
    first = page * PAGE + 1
    body = tuple(_line(context, at, letter) for at, letter in enumerate(now_shown, first))
    choices = [Choice("letters.card", at, (letter.id,)) for at, letter in enumerate(now_shown, first)]
    if page < last:
        choices.append(Choice("letters.list", say("list.next.button"), (page + 1,), role=Role.NAV))
    if page > 0:
        choices.append(Choice("letters.list", say("list.previous.button"), (page - 1,), role=Role.NAV))
    label = say("letters.label", len(waiting))
    return [Reply(Screen("letters.list", (label, *body), choices=tuple(choices)))]


def _line(context: Context, number: int, letter: letters.Letter) -> Said:
    day = Day(context.world.local_date(letter.created_at))
    words = _brief(letter.text) or say("ask.media.files", len(letter.media))
    return say("letters.line", number=number, day=day, name=author(context, letter), text=words)


def _brief(text: str, most: int = 80) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rstrip()}…"


def card(context: Context, letter: int) -> list[Reply]:
    """One letter with its photos and what was answered, by whom."""
    found = _letter(context, letter)
    given = [
        say(
            "letters.given",
            name=people.name_of(context.connection, one.author_id),
            text=_brief(one.text, LONGEST_QUOTED),
        )
        for one in letters.answers(context.connection, letter)
    ]
    answer = Choice("letters.answer", say("letters.answer.button"), (letter, True), role=Role.PRIMARY)
    back = Choice("letters.list", say("list.all.button"), role=Role.NAV)
    screen = Screen("letters.card", (*lines(context, found), *given), choices=(answer, back))
    album = _album(context, found)
    return [*album, Reply(screen, new=bool(album))]


def _letter(context: Context, letter: int) -> letters.Letter:
    found = letters.get(context.connection, letter)
    if found is None:
        raise NotAllowed
    return found


def _album(context: Context, letter: letters.Letter) -> list[Reply]:
    alt = say("letters.photo", name=author(context, letter))
    shown = tuple(
        MediaRef(one.kind, one.channel, one.file, one.path, alt=alt)  # type: ignore[arg-type]
        for one in media.get(context.connection, letter.media)
        if one.state != media.REFUSED
    )
    return [Reply(Screen("letters.photos", (alt,), media=shown), live=False)] if shown else []


def answer(context: Context, letter: int, again: bool = False) -> list[Reply]:
    """Begin the answer; a letter that a colleague has answered meanwhile is shown with that answer first."""
    found = _letter(context, letter)
    if found.state == letters.ANSWERED and not again:
        return card(context, letter)
    return aside.begin(context, LETTER_ANSWER, {"letter": letter})


def _hint(context: Context, draft: Draft, question: Question) -> Said | None:
    found = _letter(context, draft.subject["letter"])
    words = _brief(found.text, LONGEST_QUOTED) or say("ask.media.files", len(found.media))
    return say("letters.answering", name=author(context, found), text=words)


def _finish(context: Context, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    """Send the answer to the author, quoted; the other secretaries see that it was answered, and by whom."""
    found = _letter(context, draft.subject["letter"])
    text = here.standing["text"]
    letters.answer(context.connection, context.now, found.id, context.person, text)
    audit.append(context.connection, context.now, context.person, "letter.answer", f"letter:{found.id}")
    number = len(letters.answers(context.connection, found.id))
    said = say("letters.answered", name=author(context, found))
    return [
        *aside.end(context, draft, said),
        _to_author(found, text, number),
        *_to_colleagues(context, found, text, number),
    ]


def _to_author(letter: letters.Letter, text: str, number: int) -> Reply:
    asked: Said = _brief(letter.text, LONGEST_QUOTED) or say("ask.media.files", len(letter.media))
    more = Choice("letter.write", say("letters.more.button"), (0, letter.id))
    body = (say("letters.reply.asked", text=asked), say("letters.reply.answer", text=text))
    screen = Screen("letters.reply", body, choices=(more,))
    return Reply(
        screen, letter.person_id, Kind.NOTICE, dedupe=f"letter:{letter.id}:answer:{number}", live=False
    )


def _to_colleagues(context: Context, letter: letters.Letter, text: str, number: int) -> list[Reply]:
    mine = people.name_of(context.connection, context.person)
    body = say(
        "letters.answered_by", name=mine, author=author(context, letter), text=_brief(text, LONGEST_QUOTED)
    )
    return [
        Reply(
            Screen("letters.answered_by", (body,)),
            person,
            Kind.NOTICE,
            dedupe=f"letter:{letter.id}:told:{number}:{person}",
            live=False,
        )
        for person in people.with_role(context.connection, people.SECRETARIAT)
        if person not in (context.person, letter.person_id)
    ]


PAPER = Paper(LETTER_ANSWER, PlainFacts, _finish, _hint, aside.leave)
