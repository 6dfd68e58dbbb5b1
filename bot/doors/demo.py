"""``python -m bot demo``: the whole product in the browser, with fictional data, without a token."""

import argparse

from bot import lock
from bot.doors import database
from bot.settings import Settings

HELP = "the whole product on this machine, with fictional data and no token"
FOLDER = "demo"
"""Inside the data folder: fictional data never comes near the real one."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """It has none: everything is a setting."""


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Run until it is told to stop."""
    apart = settings.model_copy(
        update={
            "data_dir": settings.data_dir / FOLDER,
            "database_url": None,
            "telegram_token": None,
            "operator_chat": None,
            "http_host": "127.0.0.1",
        }
    )
    database.bring_up(apart)
    with lock.held(apart.data_dir):
        from bot import demo

        return demo.demo(apart)
