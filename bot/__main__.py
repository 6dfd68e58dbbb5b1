"""``python -m bot``: the doors of the product. 0 done, 1 failed, 2 wrongly called; one line per problem."""

import argparse
import logging
import os
import sys
from collections.abc import Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path
from types import ModuleType

from bot import logs
from bot.clock import use_packaged_zones
from bot.lock import Busy
from bot.settings import Settings, SettingsError, read

DOORS = {
    "run": "run",
    "demo": "demo",
    "check": "check",
    "migrate": "migrate",
    "invite": "invite",
    "report": "report",
    "upcoming": "upcoming",
    "mydata": "mydata",
    "import": "import_records",
    "export": "export_records",
    "table": "table",
}
"""What is typed → the module in ``bot.doors``."""

log = logging.getLogger(__name__)

LOUD = ("run", "demo")
"""Doors that stay open: they write a log."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Open one door."""
    use_packaged_zones()
    _print_anything()
    doors = {name: _door(name) for name in DOORS}
    parser, parsers = _parsers(doors)
    asked = parser.parse_args(arguments)
    door = doors[asked.door]
    usage = getattr(door, "usage", None)
    if usage is not None and (wrong := usage(asked)):
        parsers[asked.door].error(wrong)
    return _open(door, asked)


def _open(door: ModuleType, asked: argparse.Namespace) -> int:
    """A fault goes to the log, where secrets are taken out, and never as it is to the terminal."""
    from bot.doors.problem import Problem

    try:
        settings: Settings = read(environment())
        logs.configure(settings.log_level if asked.door in LOUD else "WARNING", settings.secrets)
        return int(door.run(asked, settings))
    except (SettingsError, Problem) as error:
        return _tell(error.lines)
    except Busy as error:
        return _tell([str(error)])
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        return _tell([error.strerror or str(error)])
    except Exception:
        log.critical("%s failed; this is a fault of the program", asked.door, exc_info=True)
        return 1


def _print_anything() -> None:
    """A terminal that knows no ț gets an escape for it instead of a crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def environment(file: Path = Path(".env")) -> Mapping[str, str]:
    """The variables of the process, and of the file ``.env`` where the process has none."""
    if not file.is_file():
        return os.environ
    from dotenv import dotenv_values

    return {**{key: value or "" for key, value in dotenv_values(file).items()}, **os.environ}


def _door(name: str) -> ModuleType:
    from importlib import import_module

    return import_module(f"bot.doors.{DOORS[name]}")


def _parsers(
    doors: Mapping[str, ModuleType],
) -> tuple[argparse.ArgumentParser, dict[str, argparse.ArgumentParser]]:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Rețea, the reporting assistant.")
    choices = parser.add_subparsers(dest="door", required=True)
    parsers = {}
    for name, door in doors.items():
        parsers[name] = choices.add_parser(name, help=door.HELP, description=door.HELP)
        door.arguments(parsers[name])
    return parser, parsers


def _tell(lines: Sequence[str]) -> int:
    for line in lines:
        print(line, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
