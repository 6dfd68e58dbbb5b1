"""The browser tests get a Chromium that starts, or one line that says how to get one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import chromium


def browser(path: Path, says: str = "Chromium 1.0", code: int = 0) -> Path:
    path.write_text(f"#!/bin/sh\necho '{says}'\nexit {code}\n")
    path.chmod(0o755)
    return path


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")


def test_the_chosen_chromium_wins_over_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    browser(tmp_path / "chromium")
    chosen = browser(tmp_path / "mine")
    monkeypatch.setenv("CHROMIUM", str(chosen))
    assert chromium.find((chromium.on_path,)) == chosen


def test_a_wrong_choice_is_said_and_not_replaced(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    browser(tmp_path / "chromium")
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "nothing"))
    assert chromium.find((chromium.on_path,)) is None


def test_a_stub_that_does_not_start_is_passed_over(tmp_path: Path) -> None:
    browser(tmp_path / "chromium", says="install the snap", code=1)
    real = browser(tmp_path / "google-chrome", says="Google Chrome 1.0")
    assert chromium.find((chromium.on_path,)) == real


def test_later_sources_are_not_asked_once_one_answers(tmp_path: Path) -> None:
    browser(tmp_path / "chromium")

    def never() -> Iterator[Path]:
        raise AssertionError("a Chromium was on PATH")

    assert chromium.find((chromium.on_path, never)) == tmp_path / "chromium"


def test_nothing_to_be_had_is_one_line_that_fixes_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chromium, "find", lambda: None)
    assert chromium.main() == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == chromium.ADVICE + "\n"
