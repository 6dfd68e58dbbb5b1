"""A small Network to write to, the usual invitation, and the clockwork that sends what is due."""

from datetime import datetime, timedelta

from handlers.broadcast.board import due, show_boards
from storage import outbox, results
from storage.outbox import Row
from storage.results import Again, Blocked, Result, Uncertain
from tests.support.chat import Chat, Town

RO = "Vă așteptăm cu propuneri pentru anul viitor."
RU = "Ждём ваших предложений на следующий год."


def network(town: Town, number: int = 3, russian: int = 0) -> list[Chat]:
    """So many members with a coordinator each; the last ``russian`` of them read Russian."""
    languages = ["ro"] * (number - russian) + ["ru"] * russian
    return [town.member(f"Om{at}", f"Exemplu {at:02}", language) for at, language in enumerate(languages, 1)]


def invites(maria: Chat, text: str = RO, when: str = "21.10 15:00") -> Chat:
    """Up to the preview of an invitation of everybody."""
    maria.says("/invitatie").is_asked("invite.title").taps("Reuniunea Rețelei").is_asked("invite.when")
    maria.says(when).is_asked("invite.place").says("Primăria, sala 210").is_asked("invite.who")
    maria.taps("Toate").is_asked("invite.text").says(text)
    if maria.last.message.key == "invite.other":
        maria.taps("Trimite așa")
    return maria.is_asked("invite.answer_by").taps("Cu 2 zile").is_asked("broadcast.preview")


def sends(maria: Chat, text: str = RO) -> Chat:
    """The usual invitation, sent."""
    return invites(maria, text).taps("Trimite la").taps("Da, trimite").is_asked("broadcast.board")


def goes(town: Town, fails: dict[str, str] | None = None) -> int:
    """The dispatcher takes what is due; ``fails`` says what becomes of a chat's: blocked, uncertain, held.

    Returns how many messages arrived.
    """
    given, arrived = fails or {}, 0
    while True:
        with town.work() as connection:
            rows = outbox.claim_due(connection, town.now, 50, ())
            rows += outbox.claim_due(connection, town.now, 50, (), others=True)
        if not rows:
            return arrived
        for row in rows:
            if row.chat not in given:
                town.deliver((row,))
                arrived += 1
                continue
            with town.work() as connection:
                results.record(connection, [_ended(row, given[row.chat], town.now)], town.now)


def _ended(row: Row, how: str, now: datetime) -> Result:
    match how:
        case "blocked":
            return Blocked(row.id, "blocked")
        case "held":
            return Again(row.id, now + timedelta(days=1), "busy")
        case _:
            return Uncertain(row.id, None, "timeout")


def boards(town: Town) -> int:
    """The clockwork looks at the boards; how many it changed."""
    with town.work() as connection:
        rows = show_boards(connection, town.now) if due(connection, town.now) else ()
    town.deliver(rows)
    return len(rows)
