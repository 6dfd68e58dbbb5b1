"""What became of a report: its versions, who sent them when, and what changed from one to the next."""

from typing import Any

from handlers import access
from handlers.context import Context
from handlers.flow.form import Form, Question
from handlers.flow.screens import brief
from handlers.flow.shown import NOTHING, shown
from handlers.forms.records import RECORD_FORMS
from handlers.member.facts import RecordFacts
from handlers.messages import Choice, Day, Listed, Reply, Role, Said, Screen, say
from storage import versions
from storage.heads import Head
from storage.versions import Version

SHOWN = 5
"""Versions on one screen, the newest first."""

LONGEST_VALUE = 60
COUNTS = ("participants", "groups", "groups_women", "groups_young", "groups_vulnerable")


def history(context: Context, record: int) -> list[Reply]:
    """The last versions of a report, each with who sent it, when, and what it changed."""
    head = access.record_of(context, record)
    known = versions.of_record(context.connection, record)
    lines: list[Said] = [say("history.label", number=head.number, title=head.title[:LONGEST_VALUE])]
    pairs = list(zip((None, *known[:-1]), known, strict=True))[-SHOWN:]
    for before, after in reversed(pairs):
        lines.append(_who(context, after))
        if before is not None:
            lines += changes(context, head, before, after) or [say("history.same")]
    if len(known) > SHOWN:
        lines.append(say("history.older", len(known) - SHOWN))
    back = Choice("record.card", say("ask.back.button"), (record,), role=Role.NAV)
    return [Reply(Screen("record.history", tuple(lines), choices=(back,)))]


def _who(context: Context, one: Version) -> Said:
    name: Said = one.author or say("record.former_author")
    day = Day(context.world.local_date(one.created_at), "short")
    first = one.version == 1
    return say("history.first" if first else "history.version", number=one.version, day=day, name=name)


def changes(context: Context, head: Head, before: Version, after: Version) -> list[Said]:
    """What differs between two versions, a line a field: "Participanți: 18 → 25"."""
    form = RECORD_FORMS[head.type]
    facts = RecordFacts(context, head.organisation_id, form)
    names = [one for one in form.questions if _value(before, one) != _value(after, one)]
    return [
        say(
            "history.change",
            title=say(
                f"{form.key(one.name)}.title", total=(after.answers.get("participants") or {}).get("total", 0)
            ),
            before=_said(form, one, before, facts),
            after=_said(form, one, after, facts),
        )
        for one in names
    ]


def _value(version: Version, question: Question) -> Any:
    return version.answers.get(question.name)


def _said(form: Form, question: Question, version: Version, facts: RecordFacts) -> Said:
    value = _value(version, question)
    said = NOTHING if value is None else shown(form, question, value, version.answers, facts)
    return brief(said, LONGEST_VALUE)


def for_review(context: Context, head: Head) -> list[Said]:
    """What a version that was sent again changed since the secretariat last decided or asked."""
    if head.version == 1:
        return []
    known = {one.version: one for one in versions.of_record(context.connection, head.id)}
    asked = versions.last_asked(context.connection, head.id, head.version)
    base = max(head.approved_version or 0, asked or 0) or head.version - 1
    if base not in known or base == head.version:
        return []
    changed = changes(context, head, known[base], known[head.version])
    return [say("history.since"), *changed, *_additions(context, known, base)] if changed else []


def _additions(context: Context, known: dict[int, Version], base: int) -> list[Said]:
    """Each later addition of people with its day: "+7, mi, 14 oct."."""
    added: list[Said] = []
    for number in range(base + 1, max(known) + 1):
        before, after = known[number - 1], known[number]
        more = _total(after) - _total(before)
        if more > 0 and _besides_counts(before) == _besides_counts(after):
            day = Day(context.world.local_date(after.created_at), "short")
            added.append(say("history.added_one", more=more, day=day))
    return [say("history.added", additions=Listed(tuple(added), "; "))] if added else []


def _total(version: Version) -> int:
    return int((version.answers.get("participants") or {}).get("total", 0))


def _besides_counts(version: Version) -> dict[str, Any]:
    return {name: value for name, value in version.answers.items() if name not in COUNTS}
