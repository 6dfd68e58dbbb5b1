"""The import in the chat: a table is sent, the answer is one screen, one tap adds all or nothing."""

from pathlib import Path

import pytest
from sqlalchemy import select

from handlers.exchange.table import Table
from storage import jobs, media, people
from storage.schema import Audit, Job, Record
from tests.handlers.exchange.test_tables import TRAINING, row
from tests.support.chat import Chat, Town
from tests.support.transcripts import reads_exactly
from tests.support.workshop import Workshop


@pytest.fixture
def shop(town: Town, tmp_path: Path) -> Workshop:
    """The slow work of the town."""
    town.organisation("Exemplu Punte")
    return Workshop(town, tmp_path)


def trainings(number: int, **cells: str) -> Table:
    """One event a day from the first of October on."""
    rows = [row("event", {**TRAINING, "held": f"{day:02}.10.2026", **cells}) for day in range(1, number + 1)]
    return Table(rows[0].name, rows[0].heading, tuple(one.rows[0] for one in rows))


def sends(shop: Workshop, chat: Chat, *tables: Table) -> Chat:
    """Open the import, send a workbook, wait for the answer."""
    chat.says("/import").is_asked("exchange")
    chat.sends(1, kind="document", name="Rapoarte 2026.xlsx").is_asked("exchange.checking")
    shop.arrives(*tables)
    shop.works()
    return chat


def records_of(town: Town) -> list[tuple[str, str, int | None]]:
    with town.work() as connection:
        found = connection.execute(select(Record.number, Record.status, Record.author_id).order_by(Record.id))
        return [(one.number, one.status, one.author_id) for one in found]


def test_a_table_is_checked_shown_and_added_with_one_tap(town: Town, maria: Chat, shop: Workshop) -> None:
    olga = town.secretary("Olga", "ru")
    sends(shop, maria, trainings(3)).is_asked("exchange.ready").sees("3 rapoarte", "Eveniment: 3")
    assert records_of(town) == []
    maria.taps("Adaugă 3 rapoarte").is_told("exchange.saving")
    shop.works()
    maria.is_asked("exchange.saved").sees("BLT-2026-0001–BLT-2026-0003")
    assert not maria.sends().last.message.key.startswith("exchange"), "the import is over"
    olga.is_asked("exchange.told").sees("Maria", "BLT-2026-0001–BLT-2026-0003")
    with town.work() as connection:
        author = people.known(connection, "test", "Maria").person_id
        lines = [
            one.actor for one in connection.execute(select(Audit).where(Audit.action == "record.import"))
        ]
        saved = list(connection.execute(select(Audit.actor).where(Audit.action == "table.save")).scalars())
    assert (lines, saved) == ([author] * 3, [author])
    assert [one[1:] for one in records_of(town)] == [("approved", author)] * 3


def test_the_same_tap_twice_and_the_same_table_again_add_nothing(
    town: Town, maria: Chat, shop: Workshop
) -> None:
    ready = sends(shop, maria, trainings(2)).last
    data = str(ready.message.rows[0][0].data)
    maria.taps_data(data, ready, times=2).taps_data(data, ready)
    shop.works()
    maria.taps_data(data, ready)
    shop.works()
    assert len(records_of(town)) == 2
    sends(shop, maria, trainings(2)).is_asked("exchange.nothing").sees("BLT-2026-0001, BLT-2026-0002")
    sends(shop, maria, trainings(3)).sees("Gata de adăugat: 1 raport", "BLT-2026-0001").taps(
        "Adaugă 1 raport"
    )
    shop.works()
    maria.sees("BLT-2026-0003.")
    assert len(records_of(town)) == 3


def test_problems_are_told_with_their_place_and_nothing_is_written(
    town: Town, maria: Chat, shop: Workshop
) -> None:
    wrong = row("event", {**TRAINING, "participants": "mulți"})
    sends(shop, maria, wrong).is_asked("exchange.troubles").sees("Eveniment, rândul 2, Participanți")
    assert records_of(town) == []
    maria.sends(1, kind="document", name="corectat.xlsx").is_asked("exchange.checking")
    shop.arrives(trainings(1))
    shop.works()
    maria.is_asked("exchange.ready")


def test_many_problems_are_ten_lines_and_all_of_them_in_a_file(
    town: Town, maria: Chat, shop: Workshop
) -> None:
    sends(shop, maria, trainings(13, participants="mulți")).is_asked("exchange.list")
    told = next(one for one in reversed(maria.messages) if one.message.key == "exchange.troubles")
    assert 5 <= sum(line.startswith("•") for line in told.text.split("\n")) <= 10
    (listed,) = shop.got(maria)
    assert [line[:3] for line in listed.rows] == [("Eveniment", str(n), "Participanți") for n in range(2, 15)]


def test_renunciation_adds_nothing(town: Town, maria: Chat, shop: Workshop) -> None:
    sends(shop, maria, trainings(1)).taps("Renunță").is_told("exchange.dropped")
    shop.works()
    assert records_of(town) == []


def test_a_role_that_ended_meanwhile_adds_nothing(town: Town, maria: Chat, shop: Workshop) -> None:
    sends(shop, maria, trainings(1)).taps("Adaugă")
    with town.work() as connection:
        (role,) = people.roles(connection, people.known(connection, "test", "Maria").person_id)
        people.leave(connection, town.now, role.id)
    shop.works()
    maria.is_told("problem.not_allowed")
    assert records_of(town) == []


def test_when_the_records_are_not_those_that_were_shown_the_new_state_is_shown(
    town: Town, maria: Chat, shop: Workshop
) -> None:
    olga = town.secretary("Olga")
    sends(shop, maria, trainings(2))
    sends(shop, olga, trainings(1)).taps("Adaugă 1 raport")
    shop.works()
    shop.arrives(trainings(2))
    maria.taps("Adaugă 2 rapoarte")
    shop.works()
    maria.is_asked("exchange.ready").sees("1 raport", "BLT-2026-0001").taps("Adaugă 1 raport")
    shop.works()
    assert len(records_of(town)) == 2


def test_a_job_waits_until_its_file_was_looked_into(town: Town, maria: Chat, shop: Workshop) -> None:
    maria.says("/import").sends(1, kind="document", name="a.xlsx")
    shop.works()
    maria.is_asked("exchange.checking")
    with town.work() as connection:
        assert jobs.claim(connection, town.now) is None
        (one,) = media.to_fetch(connection, town.now, 9)
        media.refused(connection, one.id, "kind")
    shop.works()
    maria.is_asked("exchange.checking")
    with town.work() as connection:
        assert connection.execute(select(Job.state)).scalars().all() == ["done"]


def test_a_child_that_dies_is_tried_again_and_the_third_time_told(
    town: Town, maria: Chat, shop: Workshop
) -> None:
    shop.ends = ["signal:9", "timeout"]
    sends(shop, maria, trainings(1)).is_asked("exchange.ready")
    shop.ends = ["signal:9"] * 3
    maria.taps("Adaugă 1 raport")
    shop.works()
    maria.is_told("exchange.save.failed")
    assert records_of(town) == []
    sends(shop, maria, trainings(1)).taps("Adaugă 1 raport")
    shop.works()
    assert len(records_of(town)) == 1


def test_a_child_that_dies_while_it_saves_leaves_nothing_behind(
    town: Town, maria: Chat, shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object) -> None:
        raise MemoryError

    sends(shop, maria, trainings(2)).taps("Adaugă")
    with monkeypatch.context() as patch:
        patch.setattr("handlers.exchange.answers.saved_screen", dies)
        shop.works()
    assert records_of(town) == []
    maria.is_told("exchange.save.failed")


def test_a_job_that_its_child_ended_is_not_done_again(town: Town, maria: Chat, shop: Workshop) -> None:
    """The child committed and the bot died before it knew: whoever takes the job up finds it done."""
    sends(shop, maria, trainings(1)).taps("Adaugă 1 raport")
    shop.works()
    said = len(maria.messages)
    with town.work() as connection:
        last = connection.execute(select(Job.id).order_by(Job.id.desc())).scalars().first()
        job = jobs.known(connection, int(last or 0))
        assert not jobs.fail(connection, town.now, job, "exit:1")
    shop.does(job.id)
    shop.works()
    assert (len(records_of(town)), len(maria.messages)) == (1, said)


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        ("document", "date.csv", "exchange.file.save_as"),
        ("document", "raport.pdf", "exchange.file.kind"),
        ("photo", None, "exchange.file.kind"),
    ],
)
def test_what_is_no_table_is_answered_with_what_to_send(
    maria: Chat, shop: Workshop, kind: str, name: str | None, said: str
) -> None:
    maria.says("/import").sends(1, kind=kind, name=name).is_asked("exchange").is_told(said)  # type: ignore[arg-type]


def test_a_file_that_is_no_workbook_is_said_to_be_none(town: Town, maria: Chat, shop: Workshop) -> None:
    maria.says("/import").sends(1, kind="document", name="a.xlsx")
    shop.arrives(trainings(1))
    (shop.folder / "media" / "sent.xlsx").write_bytes(b"PK\x03\x04")
    shop.works()
    maria.is_asked("exchange.unreadable").is_told("exchange.file.broken")


def test_a_file_elsewhere_is_no_import(maria: Chat, ana: Chat, shop: Workshop) -> None:
    maria.says("/import").says("/ong").sends(1, kind="document", name="a.xlsx")
    assert not maria.last.message.key.startswith("exchange")
    ana.says("/import").is_told("problem.not_allowed")


def test_the_template_and_the_year_arrive_as_files_that_are_read_again(
    town: Town, maria: Chat, shop: Workshop
) -> None:
    maria.presses("Altele").taps("Import").taps("Model în rusă").is_told("exchange.making")
    shop.works()
    assert shop.got(maria)[0].name == "Мероприятие"
    sends(shop, maria, trainings(2)).taps("Adaugă")
    shop.works()
    maria.says("/import").taps("Export 2026")
    shop.works()
    written = {one.name: len(one.rows) for one in shop.got(maria)}
    assert written["Eveniment"] == 2
    sends(shop, maria, *shop.got(maria)).is_asked("exchange.nothing")


@pytest.mark.parametrize("language", ["ro", "ru"])
def test_the_import_reads_exactly(town: Town, shop: Workshop, language: str) -> None:
    said = {"ro": ("Adaugă", "Model"), "ru": ("Добавить", "Образец")}[language]
    maria = town.secretary("Maria", language)
    colleague = town.secretary("Olga", language)
    maria.log.clear()
    colleague.log.clear()
    maria.says("/import").taps(said[1])
    shop.works()
    maria.sends(1, kind="document", name="rapoarte.xlsx")
    shop.arrives(row("event", {**TRAINING, "participants": "mulți", "place": ""}))
    shop.works()
    maria.sends(1, kind="document", name="rapoarte.xlsx")
    shop.arrives(trainings(3))
    shop.works()
    maria.taps(said[0])
    shop.works()
    sends(shop, maria, trainings(3))
    reads_exactly(maria.transcript + "\n" + colleague.transcript, language, "import")
