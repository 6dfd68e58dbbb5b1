"""``python -m bot check``: says what is wrong and how to mend it; ``--health`` asks a running bot."""

import argparse
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.doors import folder
from bot.settings import Settings

HELP = "say what is wrong with settings, folder, database, forms and texts, and how to mend it"
ENV_FILE = Path(".env")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to ask a running bot instead."""
    parser.add_argument("--health", action="store_true", help="only ask the running bot whether it is well")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """0 when nothing is wrong."""
    if arguments.health:
        return health(settings)
    wrong = 0
    for name, look in CHECKS.items():
        problems = list(look(settings))
        for problem in problems:
            print(f"{name}: {problem}", file=sys.stderr)
        if not problems:
            print(f"{name}: fine")
        wrong += len(problems)
    for note in notes(settings):
        print(f"note: {note}")
    return 1 if wrong else 0


def health(settings: Settings) -> int:
    """Ask the bot on this machine; one line when it does not answer well."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.http_host, settings.http_host)  # noqa: S104
    host = f"[{host}]" if ":" in host else host
    address = f"http://{host}:{settings.http_port}/health"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=4):
            return 0
    except urllib.error.HTTPError as error:
        print(f"{address}: the bot answers {error.code}, it is not well", file=sys.stderr)
    except OSError:
        print(f"{address}: nobody answers; is the bot running?", file=sys.stderr)
    return 1


def of_folder(settings: Settings) -> Iterator[str]:
    """What is wrong with the data folder."""
    for problem in (folder.network_problem(settings.data_dir), folder.room_problem(settings.data_dir)):
        if problem:
            yield problem


def of_database(settings: Settings) -> Iterator[str]:
    """A database that a later release has changed."""
    from bot.doors.database import newer
    from storage import migrate

    try:
        migrate.is_current(settings.database)
    except migrate.Newer as error:
        yield from newer(error.revision).lines


def of_forms(settings: Settings) -> Iterator[str]:
    """The static check of every form, and the texts that forms derive."""
    from bot.clock import Clock
    from bot.texts import Texts
    from handlers import actions as actions
    from handlers.flow import check
    from handlers.papers import PAPERS

    texts = Texts(Clock().local_date)
    for paper in PAPERS.values():
        yield from check.problems(paper.form)
        yield from check.missing_keys(paper.form, texts.every)


def of_texts(settings: Settings) -> Iterator[str]:
    """Texts that some language lacks."""
    from babel.messages.pofile import read_po

    from bot.texts import LANGUAGES, LOCALES

    keys: dict[str, set[object]] = {}
    for language in LANGUAGES:
        keys[language] = set()
        for path in sorted((LOCALES / language).glob("*.po")):
            with path.open("rb") as file:
                keys[language] |= {_key(message.id) for message in read_po(file) if message.id}
    every = set().union(*keys.values())
    if not every:
        yield f"no catalogue in {LOCALES}: install the release again"
    for language, known in keys.items():
        yield from (f"{language} lacks {key}" for key in sorted(map(str, every - known)))


def _key(id: object) -> object:
    return id[0] if isinstance(id, list | tuple) else id


def of_zone(settings: Settings) -> Iterator[str]:
    """Zone rules that do not know when Moldova changes its clocks."""
    from bot.clock import use_packaged_zones

    try:
        use_packaged_zones()
    except (RuntimeError, KeyError) as error:
        yield str(error)


CHECKS: dict[str, Callable[[Settings], Iterator[str]]] = {
    "settings": lambda settings: iter(()),
    "time zone": of_zone,
    "data folder": of_folder,
    "database": of_database,
    "forms": of_forms,
    "texts": of_texts,
}
"""Settings that are wrong stop every command before this one begins."""


def notes(settings: Settings) -> Iterator[str]:
    """What is not wrong but should be known."""
    from storage import migrate

    if settings.telegram_token is None:
        yield "RETEA_TELEGRAM_TOKEN is empty: `run` needs it, `demo` does not"
    if settings.operator_chat is None:
        yield "RETEA_OPERATOR_CHAT is empty: nobody is told when something breaks"
    if os.geteuid() == 0:
        yield "this is root: give the bot a user of its own"
    revision = migrate.revision_of(settings.database)
    if revision is None:
        yield "there is no database yet: `run` makes it"
    elif revision in migrate.REVISIONS[:-1]:
        yield f"the database has revision {revision}: `run` brings it to {migrate.head()} after a copy"
    if ENV_FILE.exists() and ENV_FILE.stat().st_mode & 0o077:
        yield f"{ENV_FILE} can be read by others on this machine: chmod 600 {ENV_FILE}"
