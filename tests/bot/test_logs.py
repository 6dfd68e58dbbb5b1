"""The log: one line an entry, and nothing in it that must not be there."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from bot import logs

TOKEN = "123456789:AAFakeTokenForTestsOnly-0123456789abcdef"
SECRET = "k3Jx-9fQ_z7LmW2pRt"


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """Where the log of the process goes; the loggers are put back afterwards."""
    root = logging.getLogger()
    before = root.handlers[:], root.level, {name: logging.getLogger(name).level for name in logs.TALKATIVE}
    stream = io.StringIO()
    logs.configure("INFO", [TOKEN, SECRET], stream=stream)
    yield stream
    root.handlers[:], root.level = before[0], before[1]
    for name, level in before[2].items():
        logging.getLogger(name).setLevel(level)


def line(out: io.StringIO) -> dict[str, Any]:
    """The last line of the log."""
    read: dict[str, Any] = json.loads(out.getvalue().splitlines()[-1])
    return read


log = logging.getLogger("bot.test")


def test_an_entry_is_one_line_of_json(out: io.StringIO) -> None:
    log.info("started with %d lanes\nand a second line", 3)
    assert len(out.getvalue().splitlines()) == 1
    entry = line(out)
    assert (entry["level"], entry["logger"]) == ("INFO", "bot.test")
    assert entry["message"] == "started with 3 lanes\nand a second line"
    assert entry["at"].endswith("+00:00")


def test_a_secret_in_the_message_or_its_arguments_is_hidden(out: io.StringIO) -> None:
    log.warning("calling https://api.telegram.org/bot%s/getMe with " + SECRET, TOKEN)
    assert TOKEN not in out.getvalue()
    assert SECRET not in out.getvalue()
    assert line(out)["message"].count(logs.HIDDEN) == 2


def test_a_token_that_is_not_ours_is_hidden_too(out: io.StringIO) -> None:
    log.warning("token 987654321:BBOtherTokenThatNobodyTold-us_about")
    assert "BBOther" not in out.getvalue()


def test_a_secret_in_an_error_and_its_causes_is_hidden(out: io.StringIO) -> None:
    try:
        try:
            raise OSError(f"cannot reach /bot{TOKEN}/sendMessage")
        except OSError as error:
            raise RuntimeError(f"send failed for +373 69 123 456 with {SECRET}") from error
    except RuntimeError:
        log.exception("a send failed")
    assert TOKEN not in out.getvalue()
    assert SECRET not in out.getvalue()
    assert "123 456" not in out.getvalue()
    assert "RuntimeError" in line(out)["error"]
    assert "OSError" in line(out)["error"]


@pytest.mark.parametrize(
    "phone", ["+37369123456", "+373 (69) 12-34-56", "0037369123456", "069123456", "069 123 456", "0231 23456"]
)
def test_a_telephone_number_is_hidden(out: io.StringIO, phone: str) -> None:
    log.info("contact %s asked", phone)
    assert line(out)["message"] == f"contact {logs.PHONE_HIDDEN} asked"


@pytest.mark.parametrize(
    "text", ["row 1234567890", "2026-10-25T01:00:00", "BLT-2026-0042", "port 8080", "0.05 s"]
)
def test_other_figures_stay(out: io.StringIO, text: str) -> None:
    log.info("%s", text)
    assert line(out)["message"] == text


def test_arguments_that_do_not_fit_are_no_reason_to_fail(out: io.StringIO) -> None:
    log.info("%d %s", "x")  # noqa: PLE1206
    assert line(out)["message"] == "%d %s"


@pytest.mark.parametrize("name", ["httpx", "httpcore", "aiohttp.access", "apscheduler.scheduler"])
def test_libraries_that_write_addresses_are_quiet(out: io.StringIO, name: str) -> None:
    logging.getLogger(name).info("POST /bot/sendMessage")
    assert out.getvalue() == ""


def test_a_terminal_gets_plain_lines(out: io.StringIO) -> None:
    plain = io.StringIO()
    logs.configure("INFO", [TOKEN], stream=plain, as_json=False)
    log.info("hello %s", TOKEN)
    assert plain.getvalue().endswith(f"INFO    bot.test: hello {logs.HIDDEN}\n")
