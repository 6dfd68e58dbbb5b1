"""``python -m bot run``: the real bot."""

import argparse

from bot import lock
from bot.doors import database, folder
from bot.doors.problem import Problem
from bot.settings import Settings, required_token

HELP = "the bot itself; needs RETEA_TELEGRAM_TOKEN"


def arguments(parser: argparse.ArgumentParser) -> None:
    """It has none: everything is a setting."""


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Run until it is told to stop; 0 after an orderly end."""
    required_token(settings)
    if problem := folder.network_problem(settings.data_dir):
        raise Problem(problem)
    database.bring_up(settings)
    with lock.held(settings.data_dir):
        from bot import app

        return app.run(settings)
