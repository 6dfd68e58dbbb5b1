"""Records of a year in one call, and the way through an annual report, for tests of what comes after."""

from datetime import UTC, date, datetime
from typing import Any

from storage import heads, people, records
from tests.support.chat import Chat, Town

DECEMBER = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
JANUARY = datetime(2027, 1, 12, 9, 0, tzinfo=UTC)
LISTS = ("annual.practices", "annual.problems", "annual.plans")


def in_december(town: Town) -> Town:
    """The annual report of this year may be written."""
    town.now = DECEMBER
    return town


def has_record(
    town: Town,
    chat: Chat,
    activity: str = "1.1",
    people_came: int = 25,
    on: date = date(2026, 5, 20),
    approved: bool = True,
    **said: Any,
) -> str:
    """A record that somebody sent, accepted unless it is told otherwise. Returns its number."""
    with town.work() as connection:
        person = people.known(connection, "test", chat.name).person_id
        organisation = people.roles(connection, person)[0].organisation_id
        title = said.pop("title", f"Întâlnirea {activity}")
        kind = said.pop("kind", "event")
        values: dict[str, Any] = {"summary": None, "counts": records.Counts(people_came, women=15, young=10)}
        content = records.Content(
            activity,
            "training",
            title,
            "ro",
            on,
            on,
            "Biblioteca",
            **{**values, **said},
            answers={"activity": activity, "held": {"first": on.isoformat(), "last": on.isoformat()}},
            form_version=1,
        )
        key = f"{person}:{title}:{on}"
        record = records.submit(connection, town.now, 2026, kind, organisation, person, key, content)
        if approved:
            records.decide(connection, town.now, record, 1, person, records.APPROVED)
        return heads.known(connection, record).number


def usual_year(town: Town, chat: Chat) -> None:
    """Three records of two objectives: a problem with its measure, a good practice, one that waits."""
    has_record(
        town,
        chat,
        title="Instruire pentru ONG-uri",
        problem="Puțini voluntari la instruire.",
        measure="Căutăm voluntari la liceu.",
    )
    practice = "I-am invitat pe bunici să citească."
    has_record(town, chat, "4.1", 30, title="Scriem proiecte", good_practice=practice)
    has_record(town, chat, "4.1", 40, title="Scriem din nou", on=date(2026, 9, 2), approved=False)


def approves_all(chat: Chat, until: str = "annual.review") -> Chat:
    """Keep everything that is proposed, up to the screen called ``until``."""
    while chat.last.message.key != until:
        before = chat.last.message
        if chat.last.message.key in LISTS:
            chat.taps(next(one for one in chat.last.buttons if one.startswith(("Gata", "Готово", "Done"))))
        else:
            chat.taps_first()
        assert chat.last.message != before, chat.last.text
    return chat


def sends_annual(chat: Chat) -> Chat:
    """The annual report, sent as it is proposed."""
    return approves_all(chat.says("/anual")).taps_first().is_asked("annual.receipt")
