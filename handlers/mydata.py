"""A copy of everything held on a person: asked for in the chat, made by a child process, sent there."""

from handlers.context import Context
from handlers.messages import Listed, Reply, Said, Screen, say
from storage import audit, jobs, personal, shelf

KIND = "mydata"


def ask(context: Context) -> list[Reply]:
    """Say what will be in the file and queue it; asked twice at once, it is made once."""
    connection, person = context.connection, context.person
    if jobs.waits(connection, KIND, person):
        return [Reply(Screen("mydata", (say("mydata.waits"),)))]
    inbound = context.inbound
    inside = _inside(context)
    job = jobs.add(connection, context.now, KIND, {"person": person}, person, inbound.channel, inbound.chat)
    audit.append(connection, context.now, person, "mydata.ask", f"job:{job}")
    return [Reply(Screen("mydata", (say("mydata.queued"), say("mydata.inside", what=inside))))]


def _inside(context: Context) -> Said:
    """What of it a person would look for, with numbers; the rest is in the file all the same."""
    held = personal.counted(context.connection, context.person)
    received, sent = held.get("inbox", 0), held.get("outbox", 0)
    parts = (
        say("count.reports", held.get("record", 0)),
        say("count.drafts", shelf.count_open(context.connection, context.person)),
        say("count.files", held.get("media", 0)),
        say("count.messages", received + sent),
    )
    return Listed(parts)
