"""Documents and charts: asked for in the chat, queued at once, the chat stays free."""

import pytest
from sqlalchemy import select

from storage.schema import Job
from tests.support.chat import Chat, Town


def queued(town: Town) -> list[tuple[str, dict[str, object]]]:
    """Kind and arguments of the jobs, in order."""
    with town.work() as connection:
        rows = connection.execute(select(Job.kind, Job.arguments).order_by(Job.id))
        return [(row.kind, row.arguments) for row in rows]


@pytest.mark.parametrize("label", ["Word", "PDF", "Excel"])
def test_one_format_is_two_taps_away(town: Town, maria: Chat, label: str) -> None:
    ending = {"Word": "docx", "PDF": "pdf", "Excel": "xlsx"}[label]
    maria.presses("Raportul anual").is_asked("documents").taps(label).is_told("documents.queued")
    assert queued(town) == [("report", {"year": 2026, "language": "ro", "formats": [ending]})]


def test_all_formats_in_the_other_language(town: Town, maria: Chat) -> None:
    maria.presses("Raportul anual").taps("În rusă").taps("Toate trei")
    assert queued(town) == [
        ("report", {"year": 2026, "language": "ru", "formats": ["docx", "pdf", "xlsx"]}),
    ]


def test_a_russian_reader_gets_the_russian_report_first(town: Town) -> None:
    town.secretary("Olga", "ru").presses("Годовой отчёт").taps("PDF")
    assert queued(town)[0][1]["language"] == "ru"


def test_years_of_the_plan_can_be_chosen_and_no_others(town: Town, maria: Chat) -> None:
    town.later(days=365)
    maria.presses("Raportul anual").sees("2027").misses("2028").taps("2026").sees("2026").misses("2025")
    maria.taps("2027").sees("2027")


def test_charts_are_asked_for_by_everybody(town: Town, ana: Chat, maria: Chat) -> None:
    vera = town.viewer()
    for chat in (ana, maria, vera):
        chat.presses("Altele").taps("Grafice").is_told("charts.queued")
    assert [kind for kind, _ in queued(town)] == ["charts"] * 3


def test_a_coordinator_does_not_get_the_report_of_the_network(town: Town, ana: Chat) -> None:
    ana.says("/raport_anual").is_told("problem.not_allowed")
    assert queued(town) == []


def test_the_chat_is_free_while_the_files_are_made(maria: Chat) -> None:
    maria.presses("Raportul anual").taps("Word").says("/ong").is_asked("members")
