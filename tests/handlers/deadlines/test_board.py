"""The board of what is owed together: how much came, until when, what counts, what is done."""

from sqlalchemy import select

from handlers.proactive.sources import prepare
from storage.schema import Audit
from tests.handlers.reporting import opens_review
from tests.support.chat import Chat, Town


def test_the_board_shows_what_came_of_how_much_and_the_oldest_deadline_first(maria: Chat) -> None:
    maria.says("/termene").is_asked("deadlines").sees("Termene comune, anul acesta")
    maria.sees("3.2 ", "(trim. 1 2026): 0 din 1 · lipsește · 31.03.2026")
    maria.taps("Trimestrul").sees("trimestrul acesta").taps("Următoarele").sees("31.12.2026")


def lines_with(maria: Chat, words: str) -> str:
    """The line of the board with these words, on whatever page; its number can be tapped."""
    maria.says("/termene")
    while words not in maria.last.text:
        maria.taps("Următoarele")
    (line,) = [one for one in maria.last.text.split("\n") if words in one]
    return line


def test_russian_and_english_aliases_lead_there(maria: Chat) -> None:
    for command in ("/sroki", "/deadlines", "/сроки"):
        maria.says(command).is_asked("deadlines")


def test_a_card_names_the_records_that_count(town: Town, maria: Chat) -> None:
    ana = town.chat("Ana")
    ana.says("Ieri instruire pentru ONG-uri la Casa de cultură, 18 pers, 12 femei, 10 tineri").taps_first()
    opens_review(maria).taps("Acceptă")
    with town.work() as connection:
        prepare(connection, town.now)
    line = lines_with(maria, ". 1.1 ")
    assert "1 din 4 · în termen · 31.12.2026" in line
    maria.taps(line.split(".")[0]).is_asked("deadlines.card").sees(
        "Rapoarte care contează: 1", "BLT-2026-0001"
    )
    maria.offers("BLT-2026-0001", "Regula și pașii")


def test_a_step_of_the_secretariat_is_done_and_taken_back(town: Town, maria: Chat) -> None:
    town.later(days=80)
    with town.work() as connection:
        prepare(connection, town.now)
    line = lines_with(maria, "Proiectul raportului 2026")
    maria.taps(line.split(".")[0]).is_asked("deadlines.card").taps("Este gata").is_told("owed.done")
    assert "Proiectul raportului 2026 · îndeplinit · 26.02.2027" in lines_with(
        maria, "Proiectul raportului 2026"
    )
    maria.taps(line.split(".")[0]).taps("Încă nu")
    assert "Proiectul raportului 2026 · în termen" in lines_with(maria, "Proiectul raportului 2026")
    with town.work() as connection:
        actions = list(connection.execute(select(Audit.action)).scalars())
    assert actions[-2:] == ["owed.done", "owed.undo"]
