"""The commands: what they print, how they end, and that they stand beside a running bot."""

import json
import logging
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from sqlalchemy import text

from bot import lock
from bot.__main__ import DOORS, environment, main
from bot.clock import Clock
from bot.doors import check, folder, invite
from bot.secret import server_key
from bot.settings import Settings, read
from storage import invitations, migrate, organisations, people, plan
from storage.database import tool_connection

ROOT = Path(__file__).resolve().parent.parent.parent
TOKEN = "123456789:AAFakeTokenForTestsOnly-0123456789abcdef"
SHORT_OF_A_PLAN = "no plan was in force in 2020: choose another year"


@dataclass
class Shown:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


Door = Callable[..., Shown]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty data folder, and an environment that has no other setting."""
    for key in [key for key in os.environ if key.startswith("RETEA_")]:
        monkeypatch.delenv(key)
    monkeypatch.setenv("RETEA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield tmp_path / "data"
    root.handlers[:], root.level = before


@pytest.fixture
def door(data: Path, capsys: pytest.CaptureFixture[str]) -> Door:
    """Open a door: ``door("invite", "--role", "viewer")``."""

    def open_door(*arguments: str) -> Shown:
        capsys.readouterr()
        try:
            code = main(arguments)
        except SystemExit as end:
            code = int(end.code or 0)
        printed = capsys.readouterr()
        return Shown(code, printed.out, printed.err)

    return open_door


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the plan, made once by the command itself."""
    home = tmp_path_factory.mktemp("made")
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "RETEA_DATA_DIR": str(home)}
    subprocess.run(
        [sys.executable, "-m", "bot", "migrate"], cwd=home, env=environ, check=True, capture_output=True
    )
    return home / "retea.sqlite"


@pytest.fixture
def ready(made: Path, data: Path) -> Path:
    """A data folder with a database that is up to date."""
    data.mkdir()
    shutil.copy(made, data)
    return data


def url(data: Path) -> str:
    return f"sqlite:///{data / 'retea.sqlite'}"


@pytest.mark.parametrize("name", DOORS)
def test_every_door_helps(door: Door, name: str) -> None:
    shown = door(name, "--help")
    assert (shown.code, shown.err) == (0, "")
    assert f"python -m bot {name}" in shown.out


@pytest.mark.parametrize(
    "arguments", [(), ("dance",), ("invite",), ("report", "--year", "soon", "--out", "x")]
)
def test_a_wrong_call_ends_with_two(door: Door, arguments: tuple[str, ...]) -> None:
    assert door(*arguments).code == 2


@pytest.mark.parametrize("name", ["check", "run", "migrate", "demo"])
def test_wrong_settings_stop_every_door_with_a_line_each(
    door: Door, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("RETEA_HTTP_PORT", "http")
    monkeypatch.setenv("RETEA_LANGUAGE", "fr")
    shown = door(name)
    assert (shown.code, shown.out) == (1, "")
    assert [line.split("=")[0] for line in shown.err.splitlines()] == ["RETEA_HTTP_PORT", "RETEA_LANGUAGE"]


def test_run_without_a_token_is_one_line(door: Door) -> None:
    shown = door("run")
    assert (shown.code, shown.out) == (1, "")
    assert shown.err.startswith("RETEA_TELEGRAM_TOKEN is missing")
    assert len(shown.err.splitlines()) == 1


def test_a_wrong_token_is_never_printed(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETEA_TELEGRAM_TOKEN", f"'{TOKEN}'")
    shown = door("run")
    assert shown.code == 1
    assert "AAFake" not in shown.out + shown.err


def test_a_fault_of_the_program_shows_no_secret(
    door: Door, ready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> int:
        raise RuntimeError(f"https://api.telegram.org/bot{TOKEN}/getMe")

    monkeypatch.setenv("RETEA_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setattr("bot.app.run", fail)
    shown = door("run")
    assert shown.code == 1
    assert "RuntimeError" in shown.err
    assert TOKEN not in shown.err


def test_a_port_that_is_taken_is_one_line(door: Door, ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> int:
        raise OSError(98, "port 8080 on 127.0.0.1 is used by another program; choose another port")

    monkeypatch.setenv("RETEA_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setattr("bot.app.run", fail)
    shown = door("run")
    assert (shown.code, len(shown.err.splitlines())) == (1, 1)


def test_the_demo_never_comes_near_the_real_data(
    door: Door, ready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Settings] = []

    def remember(settings: Settings) -> int:
        given.append(settings)
        return 0

    monkeypatch.setattr("bot.demo.demo", remember)
    monkeypatch.setenv("RETEA_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("RETEA_DATABASE_URL", url(ready))
    monkeypatch.setenv("RETEA_HTTP_HOST", "0.0.0.0")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    assert door("demo").code == 0
    (settings,) = given
    assert settings.database == url(ready / "demo")
    assert (settings.telegram_token, settings.http_host) == (None, "127.0.0.1")
    assert migrate.is_current(settings.database)


def test_a_poor_terminal_gets_every_line() -> None:
    environ = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], cwd=ROOT, env=environ, capture_output=True, check=True
    )
    assert b"Re\\u021bea" in done.stdout


def test_settings_may_stand_in_a_file_and_the_environment_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("# ours\nRETEA_HTTP_PORT=81\nRETEA_LANGUAGE=ru\nRETEA_PUBLIC_URL=\n")
    monkeypatch.setenv("RETEA_LANGUAGE", "en")
    settings = read({k: v for k, v in environment(tmp_path / ".env").items() if k != "RETEA_DATA_DIR"})
    assert (settings.http_port, settings.language, settings.public_url) == (81, "en", None)


def test_migrate_makes_the_database_and_loads_the_plan(door: Door, data: Path) -> None:
    shown = door("migrate")
    assert (shown.code, shown.err) == (0, "")
    assert f"revision {migrate.head()} (was empty)" in shown.out
    with tool_connection(url(data)) as connection:
        assert len(plan.in_force(connection, Clock().local_date()).objectives) == 10


def test_migrate_twice_changes_nothing(door: Door, ready: Path) -> None:
    shown = door("migrate")
    assert shown.code == 0
    assert "0 items added, 0 changed" in shown.out
    assert "was there already" in shown.out


@pytest.mark.parametrize(
    "arguments", [("migrate",), ("run",), ("check",), ("invite", "--role", "secretariat")]
)
def test_a_newer_database_is_refused_with_one_line(
    door: Door, ready: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("RETEA_TELEGRAM_TOKEN", TOKEN)
    with tool_connection(url(ready)) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    shown = door(*arguments)
    assert shown.code == 1
    assert len(shown.err.splitlines()) == 1
    assert "0999" in shown.err
    assert "newer" in shown.err


def test_two_processes_cannot_own_one_folder(
    door: Door, ready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETEA_TELEGRAM_TOKEN", TOKEN)
    hold = f"with lock.held(Path({str(ready)!r})): print('held', flush=True); sys.stdin.read()"
    code = f"import sys\nfrom pathlib import Path\nfrom bot import lock\n{hold}"
    holder = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        for name in ("run", "migrate"):
            shown = door(name)
            assert shown.code == 1
            assert shown.err == f"the data folder {ready} is in use by another process: stop it first\n"
        assert door("invite", "--role", "secretariat").code == 0
    finally:
        holder.kill()
        holder.communicate()
    assert door("migrate").code == 0


def test_a_folder_is_free_again_after_its_process(tmp_path: Path) -> None:
    for _ in range(2):
        with lock.held(tmp_path), pytest.raises(lock.Busy), lock.held(tmp_path):
            pytest.fail("held twice")


def test_a_folder_that_cannot_be_written_to_is_one_line(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETEA_DATA_DIR", "/proc/self/status/data")
    shown = door("migrate")
    assert (shown.code, len(shown.err.splitlines())) == (1, 1)
    assert shown.err.startswith("RETEA_DATA_DIR=/proc/self/status/data: expected a folder")


def code_in(shown: Shown) -> str:
    return next(line for line in shown.out.splitlines() if line.startswith("code: ")).removeprefix("code: ")


@pytest.mark.parametrize("role", ["secretariat", "viewer"])
def test_an_invitation_opens_the_door_it_names(door: Door, ready: Path, role: str) -> None:
    shown = door("invite", "--role", role)
    assert (shown.code, shown.err) == (0, "")
    assert "link:" not in shown.out
    with tool_connection(url(ready)) as connection:
        offer = invitations.find(connection, datetime.now(UTC), server_key(ready), code_in(shown))
        assert offer is not None
        assert (offer.role, offer.organisation_id) == (role, None)
        later = datetime.now(UTC) + timedelta(days=15)
        assert invitations.find(connection, later, server_key(ready), code_in(shown)) is None


def test_the_link_is_printed_once_the_bot_has_told_its_name(door: Door, ready: Path) -> None:
    (ready / invite.USERNAME).write_text("@retea_balti_bot\n")
    shown = door("invite", "--role", "secretariat")
    link = next(line for line in shown.out.splitlines() if line.startswith("link: "))
    address, _, token = link.removeprefix("link: ").partition("?start=")
    assert address == "https://t.me/retea_balti_bot"
    with tool_connection(url(ready)) as connection:
        assert invitations.find(connection, datetime.now(UTC), server_key(ready), token) is not None


def test_a_coordinator_is_invited_into_an_organisation(door: Door, ready: Path) -> None:
    unknown = door("invite", "--role", "coordinator", "--org", "Asociația «Împreună»")
    assert (unknown.code, len(unknown.err.splitlines())) == (1, 1)
    added = door("invite", "--role", "coordinator", "--org", "Asociația «Împreună»", "--create")
    again = door("invite", "--role", "coordinator", "--org", "asociatia impreuna")
    assert (added.code, again.code) == (0, 0)
    with tool_connection(url(ready)) as connection:
        (member,) = organisations.members(connection)
        offers = [
            invitations.find(connection, datetime.now(UTC), server_key(ready), code_in(one))
            for one in (added, again)
        ]
    assert [(one.role, one.organisation_id) for one in offers if one] == [(people.COORDINATOR, member.id)] * 2


def test_a_misspelt_organisation_is_asked_back(door: Door, ready: Path) -> None:
    door("invite", "--role", "coordinator", "--org", "Casa Speranței", "--create")
    assert (
        "did you mean Casa Speranței?"
        in door("invite", "--role", "coordinator", "--org", "Casa Speranta").err
    )


def test_an_organisation_is_found_by_its_idno(door: Door, ready: Path) -> None:
    idno = ("--org", "1010620001234")
    assert door("invite", "--role", "coordinator", *idno, "--create").code == 2
    assert door("invite", "--role", "coordinator", *idno, "--create", "--name", "Casa Speranței").code == 0
    assert "of Casa Speranței" in door("invite", "--role", "coordinator", *idno).out


@pytest.mark.parametrize("arguments", [("--role", "coordinator"), ("--role", "viewer", "--org", "X")])
def test_an_organisation_belongs_to_coordinators_only(door: Door, arguments: tuple[str, ...]) -> None:
    assert door("invite", *arguments).code == 2


def test_tools_do_not_make_a_database(door: Door, data: Path) -> None:
    shown = door("invite", "--role", "secretariat")
    assert (shown.code, shown.err) == (1, "the database is not ready: run `python -m bot migrate` first\n")
    assert not (data / "retea.sqlite").exists()


def test_a_report_is_written_with_its_list(door: Door, ready: Path, tmp_path: Path) -> None:
    shown = door("report", "--year", "2026", "--format", "xlsx", "--out", str(tmp_path / "out"))
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("figures ...\n")
    listed = json.loads((tmp_path / "out" / "manifest.json").read_text())["files"]
    assert [one["name"] for one in listed] == ["raport-2026-ro.xlsx"]
    assert (tmp_path / "out" / "raport-2026-ro.xlsx").is_file()


def test_a_year_without_a_plan_is_one_line(door: Door, ready: Path, tmp_path: Path) -> None:
    shown = door("report", "--year", "2020", "--format", "xlsx", "--out", str(tmp_path / "out"))
    assert (shown.code, shown.err) == (1, f"{SHORT_OF_A_PLAN}\n")


def test_check_tells_what_it_looked_at(door: Door, ready: Path) -> None:
    shown = door("check")
    looked = [line.partition(":")[0] for line in (shown.out + shown.err).splitlines()]
    assert set(check.CHECKS) <= set(looked)
    for name in ("settings", "time zone", "data folder", "database"):
        assert f"{name}: fine" in shown.out


def test_check_warns_of_settings_that_everybody_may_read(door: Door, ready: Path, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("")
    (tmp_path / ".env").chmod(0o644)
    assert "chmod 600 .env" in door("check").out


def test_a_network_file_system_is_refused(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        f"/dev/sda / ext4 rw 0 0\nhost:/x {tmp_path} nfs4 rw 0 0\n/dev/sdb {tmp_path}/local xfs rw 0 0\n"
    )
    assert "network file system (nfs4)" in (folder.network_problem(tmp_path / "data", mounts) or "")
    assert folder.network_problem(tmp_path / "local" / "data", mounts) is None
    assert folder.network_problem(tmp_path, tmp_path / "none") is None


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    assert "MB are free" in (folder.room_problem(tmp_path / "new", least=10**18) or "")
    assert folder.room_problem(tmp_path / "new", least=1) is None


class Answers(BaseHTTPRequestHandler):
    """Answers /health with the status that its server has."""

    def do_GET(self) -> None:
        self.send_response(self.server.status if self.path == "/health" else 404)  # type: ignore[attr-defined]
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """A test does not print."""


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_health_is_asked_from_the_running_bot(
    door: Door, monkeypatch: pytest.MonkeyPatch, status: int, code: int
) -> None:
    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        server.status = status  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        monkeypatch.setenv("RETEA_HTTP_HOST", "0.0.0.0")
        monkeypatch.setenv("RETEA_HTTP_PORT", str(server.server_port))
        assert door("check", "--health").code == code
        thread.join()


def test_health_without_a_bot_is_one_line(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("RETEA_HTTP_PORT", str(free.getsockname()[1]))
        shown = door("check", "--health")
    assert shown.code == 1
    assert "is the bot running?" in shown.err


def test_the_servers_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    key = server_key(tmp_path)
    assert len(key) == 32
    assert server_key(tmp_path) == key
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_threads_that_come_at_once_get_one_key(tmp_path: Path) -> None:
    keys: list[bytes] = []
    threads = [threading.Thread(target=lambda: keys.append(server_key(tmp_path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1


def test_a_damaged_key_is_not_replaced(door: Door, ready: Path) -> None:
    (ready / "secret.key").write_bytes(b"short")
    shown = door("invite", "--role", "secretariat")
    assert (shown.code, len(shown.err.splitlines())) == (1, 1)
    assert "damaged" in shown.err
    assert (ready / "secret.key").read_bytes() == b"short"
