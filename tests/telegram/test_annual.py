"""The annual report of a member over real HTTP: how many taps and messages it takes on a phone."""

from datetime import date

from bot.clock import Clock
from storage import organisations, people, records
from storage.database import Connection, tool_connection
from tests.telegram.conftest import ANA, Line
from tests.telegram.test_interactions import Hand

YEAR = Clock().local_date().year


def member(connection: Connection) -> int:
    """An organisation that joined this year: no other year is due."""
    return organisations.add(connection, Clock().now(), date(YEAR, 1, 1), "Exemplu Punte", "exemplu punte").id


def has_a_year(connection: Connection, organisation: int) -> None:
    """Three events of two objectives, with a problem, its measure and a good practice."""
    person = people.known(connection, "telegram", str(ANA)).person_id
    problem = {"problem": "Puțini voluntari la instruire.", "measure": "Căutăm voluntari la liceu."}
    practice = {"good_practice": "I-am invitat pe bunici să citească."}
    day = date(YEAR, 1, 2)
    for activity, said in (("1.1", problem), ("4.1", practice), ("4.1", {})):
        counts = records.Counts(25)
        content = records.Content(
            activity,
            "training",
            f"Întâlnirea {activity}",
            "ro",
            day,
            day,
            "Online",
            None,
            counts,
            {},
            1,
            good_practice=said.get("good_practice"),
            problem=said.get("problem"),
            measure=said.get("measure"),
        )
        key = f"{activity}:{sorted(said)}"
        records.submit(connection, Clock().now(), YEAR, "event", organisation, person, key, content)


async def test_a_year_is_approved_in_at_most_nine_interactions_and_two_messages(line: Line) -> None:
    with tool_connection(line.url) as connection:
        organisation = member(connection)
    await line.joined(ANA, "coordinator", "Exemplu Punte")
    with tool_connection(line.url) as connection:
        has_a_year(connection, organisation)
    hand = Hand(line)
    await hand.writes("Altele")
    for label in ("Raportul nostru anual", "Da, corecte", "Păstrez așa", "Gata (1)", "Gata (1)"):
        await hand.taps(label)
    for label in ("Căutăm voluntari", "Gata (2)", "Trimite"):
        await hand.taps(label)
    await line.asked(ANA, "Am trimis raportul anual")
    assert hand.acts == 9
    assert hand.messages <= 2
