"""The container's promises without a container: no root, a read-only tree, a Dockerfile that keeps them."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "scheduler", "handlers", "reports", "storage")
USER = ("--reuid=10001", "--regid=10001", "--clear-groups", "--no-new-privs")
# When Python itself lies in a closed home folder, the user may read everywhere (and still write nowhere).
READER = ("--reuid=10001", "--regid=10001", "--clear-groups")
READER_RIGHTS = ("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")
# Where even that right is not to be had: root's number without any of root's rights.
POWERLESS = ("--inh-caps=-all", "--bounding-set=-all")


@cache
def without_rights() -> tuple[str, ...]:
    """The beginning of a command line that runs the rest as somebody who may not write to the tree."""
    if os.geteuid() != 0:
        return ()
    for rights in (USER, (*READER, *READER_RIGHTS), POWERLESS):
        prefix = ("setpriv", *rights, "--")
        trial = subprocess.run(
            [*prefix, sys.executable, "-c", "import pydantic"], capture_output=True, check=False
        )
        if trial.returncode == 0:
            return prefix
    raise AssertionError("setpriv cannot run Python without root's rights: install util-linux")


@pytest.fixture
def tree() -> Iterator[Path]:
    """A read-only copy of the product beside a folder that the user may write to."""
    base = Path(tempfile.mkdtemp(prefix="retea-tree-"))
    base.chmod(0o755)
    for room in ROOMS:
        shutil.copytree(ROOT / room, base / "app" / room, ignore=shutil.ignore_patterns("__pycache__"))
    (base / "data").mkdir()
    (base / "data").chmod(0o777)
    for path in [base / "app", *(base / "app").rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield base
    for path in [base / "app", *(base / "app").rglob("*")]:
        if path.is_dir():
            path.chmod(0o755)
    shutil.rmtree(base, ignore_errors=True)


def run(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONTZPATH": "",
        "PYTHONDONTWRITEBYTECODE": "1",
        "RETEA_DATA_DIR": str(tree / "data"),
    }
    command = [*without_rights(), sys.executable, *arguments]
    return subprocess.run(
        command, cwd=tree / "app", env=environment, capture_output=True, text=True, check=False, timeout=60
    )


def test_the_tree_cannot_be_written_to(tree: Path) -> None:
    written = run(tree, "-c", "open('bot/x.py', 'w')")
    assert "PermissionError" in written.stderr


def test_the_bot_checks_itself_without_root_on_a_read_only_tree(tree: Path) -> None:
    checked = run(tree, "-m", "bot", "check")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "Traceback" not in checked.stderr


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile as pairs of instruction and value, continued lines joined."""
    content = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in content.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in joined.splitlines() if line.strip()]


def last_stage() -> list[tuple[str, str]]:
    steps = instructions()
    start = max(index for index, (name, _) in enumerate(steps) if name == "FROM")
    return steps[start:]


def test_base_images_are_pinned_to_a_full_version() -> None:
    images = [value.split()[0] for name, value in instructions() if name == "FROM"]
    assert images
    assert [image for image in images if not re.fullmatch(r"python:3\.\d+\.\d+-slim-\w+", image)] == []


def test_the_image_never_runs_as_root() -> None:
    users = [value for name, value in last_stage() if name == "USER"]
    assert users[-1:] == ["10001:10001"]


def test_the_image_holds_no_tool_that_installs_or_builds() -> None:
    runs = " ".join(value for name, value in last_stage() if name == "RUN")
    assert "pip uninstall --yes pip" in runs
    assert not re.search(r"apt-get|pip install|gcc|curl|wget", runs)


def test_dependencies_are_installed_by_hash() -> None:
    installs = [value for name, value in instructions() if name == "RUN" and " install " in value]
    assert any("--require-hashes -r requirements.lock" in value for value in installs)


def test_the_image_tells_its_health_and_takes_signals_itself() -> None:
    steps = dict(last_stage())
    assert "/health" in steps["HEALTHCHECK"]
    assert steps["ENTRYPOINT"].startswith("[")
    assert steps["CMD"].startswith("[")
    assert steps["VOLUME"] == "/data"


def test_nothing_is_added_from_an_address() -> None:
    assert [
        value for name, value in instructions() if name == "ADD" or (name == "COPY" and "://" in value)
    ] == []


def test_compose_takes_every_right_away() -> None:
    bot = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]["bot"]
    assert bot["read_only"] is True
    assert bot["cap_drop"] == ["ALL"]
    assert bot["security_opt"] == ["no-new-privileges:true"]
    assert (bot["pids_limit"], bot["mem_limit"]) == (128, "512m")
    assert "privileged" not in bot
    assert "ports" not in bot
