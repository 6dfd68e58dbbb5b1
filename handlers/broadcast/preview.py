"""The last step of the wizard: what everybody will read, word for word, to how many, when; and the proof."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers import desk
from handlers.broadcast.audience import Audience
from handlers.broadcast.card import Cards, files_of, spoken
from handlers.broadcast.content import Wish, imagined, starts_at, wish_of
from handlers.broadcast.facts import audience_of, calendar_of, warning
from handlers.broadcast.hours import STOP, goes_at, local_day, local_hour, next_morning
from handlers.context import Context
from handlers.desk import Paper
from handlers.flow.form import Facts, Problem
from handlers.flow.screens import progress
from handlers.flow.walk import Walk, edit
from handlers.forms.broadcast import nobody_reads_other, one_language
from handlers.messages import Choice, Day, Reply, Role, Said, Screen, say
from storage import people
from storage.broadcasts import Broadcast
from storage.drafts import Draft
from storage.meetings import Meeting

TRIED = "broadcast.tried"
"""What the buttons of a proof do: they say that it is one."""


def shown(context: Context, paper: Paper, draft: Draft, here: Walk, facts: Facts) -> list[Reply]:
    """The preview with everything that may follow; a time that has passed meanwhile is asked again."""
    wish = wish_of(context, draft, here.standing)
    problem = _out_of_time(context, wish)
    if problem is not None:
        return _asked_again(context, paper, draft, *problem)
    reached = audience_of(context, here.standing)
    letter = imagined(context.now, wish)
    body = (*previews(context, letter, reached), *_numbers(context, draft, wish, reached))
    head = progress(paper.form, paper.form.steps, say("ask.review.title"))
    choices = (*_sending(context, wish, reached), *_more(context, wish, here.standing, facts), *_LEAVING)
    return [desk.reply(draft, Screen("broadcast.preview", body, head, choices=choices))]


def _out_of_time(context: Context, wish: Wish) -> tuple[str, Said] | None:
    """The question that must be asked again, and why."""
    begins = None if wish.meeting is None else starts_at(wish.meeting)
    if begins is not None and begins <= context.now + STOP:
        return "when", say("invite.when.past_hour", hour=local_hour(begins))
    if wish.at is None:
        return None
    if wish.at <= context.now or not calendar_of(context).is_open(wish.at):
        return "at", say("invite.at.closed")
    if begins is not None and wish.at >= begins:
        return "at", say("invite.at.late")
    return None


def _asked_again(context: Context, paper: Paper, draft: Draft, name: str, why: Said) -> list[Reply]:
    draft = desk.keep(context, paper, draft, edit(desk.state_of(paper, draft), name))
    return desk.trouble(context, paper, draft, name, Problem(why))


Letter = tuple[Broadcast, Meeting | None]
"""A broadcast with the meeting that it invites to, written already or only imagined."""


def previews(context: Context, letter: Letter, reached: Audience) -> tuple[Said, ...]:
    """What is read in each language that somebody reads, and in both where there are both texts."""
    lines: list[Said] = []
    for language in _shown_in(letter, reached):
        number = sum((one.language == "ru") == (language == "ru") for one in reached.people)
        card = as_read(context, letter, reached, language)
        lines += [say(f"broadcast.in_{language}", number), *card.body]
    files = len(files_of(context.connection, letter[0]))
    return (*lines, say("broadcast.with_files", files)) if files else tuple(lines)


def _shown_in(letter: Letter, reached: Audience) -> tuple[str, ...]:
    has_both = letter[0].text_ru and letter[0].text_ro
    return ("ro", "ru") if has_both else reached.languages


def as_read(context: Context, letter: Letter, reached: Audience, language: str) -> Screen:
    """The card as somebody who reads this language gets it, said in that language."""
    reader = next((one for one in reached.people if (one.language == "ru") == (language == "ru")), None)
    organisations = reader.organisations if reader is not None else reached.organisations[:1]
    place = people.Place(0, "", context.inbound.channel, context.inbound.chat, language)
    card = Cards(context.connection, *letter).card(place, organisations)
    return spoken(context.world, language, card)


def _numbers(context: Context, draft: Draft, wish: Wish, reached: Audience) -> tuple[Said, ...]:
    lines: list[Said] = [counted(reached)]
    nowhere = len(reached.people) - len(reached.reached)
    if nowhere:
        lines.append(say("broadcast.nowhere", nowhere))
    if reached.unserved:
        lines.append(say("broadcast.unserved", len(reached.unserved)))
    held_on = None if wish.meeting is None else warning(context, draft, wish.meeting.held_on)
    if held_on is not None:
        lines.append(held_on)
    if needs_second(context, reached):
        lines.append(say("broadcast.second"))
    return (*lines, *_when(context, wish))


def counted(reached: Audience) -> Said:
    """How many organisations and people it is for."""
    organisations = say("count.organisations", len(reached.organisations))
    return say("broadcast.numbers", organisations=organisations, people=people_of(len(reached.people)))


def people_of(number: int) -> Said:
    """So many people, with the right plural."""
    return say("count.people", number)


def needs_second(context: Context, reached: Audience) -> bool:
    """Whether another person of the secretariat must approve: many recipients, and there is another one."""
    desk_people = people.with_role(context.connection, people.SECRETARIAT)
    return len(reached.people) > context.world.approve_above and len(desk_people) > 1


def _when(context: Context, wish: Wish) -> tuple[Said, ...]:
    """Outside the hours: when it goes instead."""
    goes = goes_at(calendar_of(context), context.now, wish.at)
    if wish.at is not None:
        return (say("broadcast.at", day=Day(local_day(goes), "long"), hour=local_hour(goes)),)
    if goes - context.now <= STOP:
        return ()
    now = local_hour(context.now)
    day = Day(local_day(goes), "long")
    return (say("broadcast.closed", now=now, day=day, hour=local_hour(goes)),)


def _sending(context: Context, wish: Wish, reached: Audience) -> tuple[Choice, ...]:
    calendar, now = calendar_of(context), context.now
    goes = goes_at(calendar, now, wish.at)
    number = len(reached.organisations)
    if goes - now > STOP:
        label = say("broadcast.send_at.button", day=Day(local_day(goes)), hour=local_hour(goes))
        stamp = "" if wish.at is not None else _stamp(goes)
        return (Choice("broadcast.sure", label, (len(reached.people), stamp), role=Role.PRIMARY),)
    morning = next_morning(calendar, now)
    tomorrow = say("broadcast.send_at.button", day=Day(local_day(morning)), hour=local_hour(morning))
    return (
        Choice(
            "broadcast.sure",
            say("broadcast.send.button", number),
            (len(reached.people), ""),
            role=Role.PRIMARY,
        ),
        Choice("broadcast.sure", tomorrow, (len(reached.people), _stamp(morning))),
    )


def _stamp(moment: datetime) -> str:
    return moment.isoformat()


def _more(context: Context, wish: Wish, standing: dict[str, Any], facts: Facts) -> tuple[Choice, ...]:
    choices = [Choice("broadcast.proof", say("broadcast.proof.button"))]
    if one_language(standing, facts) and not standing.get("other") and nobody_reads_other(standing, facts):
        choices.append(Choice("edit", say("invite.other.add"), ("other",)))
    if wish.broadcast.files:
        choices.append(Choice("broadcast.bare", say("broadcast.bare.button")))
    if wish.at is None:
        choices.append(Choice("edit", say("invite.at.add"), ("at",)))
    return (*choices, Choice("correct", say("ask.correct.button")))


_LEAVING = (
    Choice("park", say("ask.park.button"), role=Role.NAV),
    Choice("discard", say("ask.discard.button"), role=Role.NAV),
)


def proof(context: Context, wish: Wish, reached: Audience) -> list[Reply]:
    """The very cards, sent to who asks; their buttons only say that this is a proof."""
    letter = imagined(context.now, wish)
    files = Cards(context.connection, *letter).files()
    sent = [] if files is None else [Reply(files, live=False, new=True)]
    for language in _shown_in(letter, reached):
        card = as_read(context, letter, reached, language)
        tried = tuple(one if one.url else replace(one, action=TRIED, args=()) for one in card.choices)
        shown_card = replace(card, head=say("broadcast.proof"), choices=tried)
        sent.append(Reply(shown_card, live=False, new=True))
    return sent
