"""``python -m bot invite``: a single-use invitation; how the first secretary gets in."""

import argparse
import re
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from bot.clock import Clock
from bot.doors import database
from bot.doors.problem import Problem
from bot.secret import server_key
from bot.settings import Settings
from handlers.understand.fold import fold
from storage import audit, invitations, organisations
from storage.database import Connection, tool_connection
from storage.invitations import Fresh
from storage.organisations import Organisation

HELP = "print a single-use invitation: a code and, once the bot has run, a link"
USERNAME = "bot-username"
"""The file in the data folder into which the running bot writes its name on Telegram."""

IDNO = re.compile(r"[0-9]{13}")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The role, and for a coordinator the organisation."""
    parser.add_argument("--role", required=True, choices=("secretariat", "coordinator", "viewer"))
    parser.add_argument("--org", metavar="NAME|IDNO", help="the organisation of a coordinator")
    parser.add_argument(
        "--create", action="store_true", help="add the organisation when it is not a member yet"
    )
    parser.add_argument("--name", help="its name, when --org is the IDNO of one to add")


def usage(arguments: argparse.Namespace) -> str | None:
    """What is wrong with the arguments together."""
    if (arguments.role == "coordinator") != bool(arguments.org):
        return "a coordinator, and nobody else, needs --org"
    if arguments.create and IDNO.fullmatch(arguments.org or "") and not arguments.name:
        return "an organisation that is added by its IDNO needs --name"
    return None


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Make the invitation beside a bot that may be running."""
    database.must_be_current(settings)
    try:
        key = server_key(settings.data_dir)
    except ValueError as error:
        raise Problem(str(error)) from None
    clock = Clock()
    with tool_connection(settings.database) as connection:
        now = clock.now()
        member = _organisation(connection, now, clock, arguments) if arguments.org else None
        organisation = None if member is None else member.id
        fresh = invitations.create(connection, now, key, arguments.role, organisation, None)
        audit.append(connection, now, None, "member.invite", f"invitation:{fresh.id}", organisation)
    print(f"invitation for: {arguments.role}{f' of {member.name}' if member else ''}")
    _show(fresh, settings.data_dir)
    return 0


def _show(fresh: Fresh, folder: Path) -> None:
    print(f"code: {fresh.code[:4]} {fresh.code[4:]}")
    username = bot_username(folder)
    if username:
        print(f"link: https://t.me/{username}?start={fresh.token}")
    print(f"good for one person until {fresh.expires_at:%d.%m.%Y}; it is not shown again")


def bot_username(folder: Path) -> str | None:
    """The bot's name on Telegram, known once it has run."""
    try:
        name = (folder / USERNAME).read_text(encoding="ascii").strip().removeprefix("@")
    except (OSError, UnicodeDecodeError):
        return None
    return name if re.fullmatch(r"[A-Za-z0-9_]{3,40}", name) else None


def _organisation(
    connection: Connection, now: datetime, clock: Clock, arguments: argparse.Namespace
) -> Organisation:
    wanted: str = arguments.org.strip()
    found = organisations.find(connection, wanted if IDNO.fullmatch(wanted) else fold(wanted))
    if found is not None:
        return found
    if not arguments.create:
        names = [member.name for member in organisations.members(connection)]
        near = get_close_matches(wanted, names, 3)
        meant = f"; did you mean {', '.join(near)}?" if near else ""
        raise Problem(f"no member organisation is called {wanted}{meant} (--create adds it)")
    name = arguments.name or wanted
    idno = wanted if IDNO.fullmatch(wanted) else None
    added = organisations.add(connection, now, clock.local_date(), name, fold(name), idno=idno)
    audit.append(connection, now, None, "member.add", f"organisation:{added.id}", added.id)
    return added
