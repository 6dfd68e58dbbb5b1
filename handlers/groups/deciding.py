"""The secretariat says which group is the Network's; the first answer counts for all, and can be changed."""

from handlers.context import Context
from handlers.errors import NotAllowed
from handlers.messages import Choice, Reply, Screen, say
from storage import audit, groups
from storage.groups import LEFT, NETWORK, REFUSED


def decide(context: Context, group: int, is_network: bool) -> list[Reply]:
    """From now on the group hears of invitations and results, or of nothing."""
    found = groups.get(context.connection, group)
    if found is None:
        raise NotAllowed
    if found.state == LEFT:
        gone = Screen("groups.decided", (say("groups.left", title=found.title),))
        return [Reply(gone, here=True, live=False)]
    state = NETWORK if is_network else REFUSED
    if found.state != state:
        by = context.person
        groups.change(context.connection, context.now, group, state=state, changed_by=by)
        audit.append(context.connection, context.now, by, f"group.{state}", f"group:{group}")
    other = Choice("group.decide", say("groups.change.button"), (group, not is_network))
    title = found.title
    body = say("groups.is_network", title=title) if is_network else say("groups.refused", title=title)
    return [Reply(Screen("groups.decided", (body,), choices=(other,)), here=True, live=False)]
