"""A project goes on: three taps from the list, today's date, what the stage demands, another day."""

from datetime import date

import pytest

from handlers.flow.hear import period
from handlers.member.stages import moved
from storage import counted, heads
from storage.schema import RecordVersion
from tests.handlers.reporting import opens_review
from tests.handlers.test_lists import project
from tests.support.chat import Chat, Town


def facts(town: Town, record: int = 1) -> dict[str, object]:
    with town.work() as connection:
        head = heads.known(connection, record)
        version = RecordVersion.version == head.version
        rows = connection.execute(
            RecordVersion.__table__.select().where(RecordVersion.record_id == record, version)
        )
        return dict(rows.mappings().one()["facts"])


@pytest.fixture
def applied(ana: Chat) -> Chat:
    """Ana's project was submitted for money."""
    project(ana)
    ana.says("/proiecte")
    ana.acts = 0
    return ana


def test_three_taps_from_the_list_save_a_new_version(town: Town, maria: Chat, applied: Chat) -> None:
    applied.taps("BLT").taps("Schimbă stadiul").offers("Finanțat azi", "Respins azi", "Finalizat azi")
    applied.taps("Finanțat azi").is_asked("record.moved").sees("Depus → Finanțat, miercuri, 14 octombrie.")
    assert applied.acts == 3
    assert facts(town)["funded"] == "2026-10-14"
    maria.is_told("stage.arrived").taps_first().sees("Stadiul: Depus → Finanțat")


def test_another_day_is_a_tap_away(town: Town, applied: Chat) -> None:
    applied.taps("BLT").taps("Schimbă stadiul").taps("Finanțat azi").taps("Altă dată")
    applied.is_asked("project.funded").says("04.05.2026").is_asked("event.receipt")
    assert facts(town)["funded"] == "2026-05-04"


def test_the_day_of_the_award_is_asked_where_it_was_never_told(town: Town, applied: Chat) -> None:
    applied.taps("BLT").taps("Schimbă stadiul").taps("În derulare").is_asked("project.funded")
    applied.says("04.05.2026").is_asked("event.receipt")
    assert facts(town)["in_implementation"] == "2026-10-14"
    assert facts(town)["funded"] == "2026-05-04"


def test_a_completed_project_for_nature_tells_what_it_changed(town: Town, ana: Chat) -> None:
    project(ana, "7.1", "în derulare")
    ana.says("/proiecte").taps("BLT").taps("Schimbă stadiul").taps("Finalizat azi").is_asked("project.impact")
    ana.says("Am plantat 150 de copaci.").is_asked("event.receipt").sees("Am plantat 150 de copaci")
    assert facts(town)["completed"] == "2026-10-14"
    ana.says("/proiecte").taps("BLT").misses("Schimbă stadiul")


def test_figures_keep_the_accepted_stage_until_the_new_one_is_accepted(
    town: Town, maria: Chat, applied: Chat
) -> None:
    opens_review(maria).taps("Acceptă")
    applied.taps("BLT").taps("Schimbă stadiul").taps("Finanțat azi").is_told("revision.counts_later")
    assert stages(town) == ["submitted"]
    maria.taps_first().taps("Acceptă")
    assert stages(town) == ["funded"]


def stages(town: Town) -> list[object]:
    with town.work() as connection:
        return [one.facts["stage"] for one in counted.approved_in(connection, 2026)]


def test_the_second_of_two_taps_changes_nothing(town: Town, applied: Chat) -> None:
    applied.taps("BLT").taps("Schimbă stadiul").taps("Finanțat azi", times=2)
    with town.work() as connection:
        assert heads.known(connection, 1).version == 2


def test_a_rejected_project_that_is_submitted_again_keeps_both_days() -> None:
    first = {"stage": "submitted", "submitted": period(date(2026, 3, 2))}
    rejected = moved(first, "rejected", date(2026, 5, 4))
    again = moved(rejected, "submitted", date(2026, 9, 1))
    assert again["earlier"] == [["submitted", "2026-03-02"], ["rejected", "2026-05-04"]]
    assert again["submitted"]["first"] == "2026-09-01"
    assert "rejected" not in again


def test_the_days_of_earlier_rounds_reach_the_facts_and_stay_there(town: Town, ana: Chat) -> None:
    project(ana, "4.2")
    ana.says("/proiecte").taps("BLT").taps("Schimbă stadiul").taps("Respins azi").taps("Deschide")
    ana.taps("Schimbă stadiul").taps("Depus din nou azi")
    assert facts(town)["submitted"] == ["2026-03-16", "2026-10-14"]
    ana.taps("Altă dată").says("10.10.2026").is_asked("event.receipt")
    assert facts(town)["submitted"] == ["2026-03-16", "2026-10-10"]
    assert facts(town)["rejected"] == "2026-10-14"
