"""How the process writes its log: one line an entry, for people on a terminal, as JSON everywhere else.

Secrets and telephone numbers are taken out at the handler, errors included, whoever logged them. Not
here: what is logged.
"""

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TextIO

HIDDEN = "[hidden]"
PHONE_HIDDEN = "[phone]"
TALKATIVE = ("httpx", "httpcore", "aiohttp", "apscheduler", "telegram", "uvicorn", "asyncio", "aiosqlite")
"""Libraries that would write addresses (with the token in them) or a line a second."""

_TOKEN = re.compile(r"\b\d{3,}:[A-Za-z0-9_-]{20,}")
_PHONE = re.compile(
    r"(?<![\w.:/-])(?:\+|00)\d(?:[ ()-]{0,2}\d){7,13}(?!\w)"
    r"|(?<![\w.:/+-])0\d{2}(?:[ -]?\d){5,6}(?![\w.:-])"
)


class Redaction(logging.Filter):
    """Takes secrets and telephone numbers out of a record: message, error and stack."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = sorted((secret for secret in secrets if secret), key=len, reverse=True)
        self._formatter = logging.Formatter()

    def clean(self, text: str) -> str:
        """``text`` without what no log may show."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return _PHONE.sub(PHONE_HIDDEN, _TOKEN.sub(HIDDEN, text))

    def filter(self, record: logging.LogRecord) -> bool:
        """Clean the record in place; every record passes."""
        record.msg, record.args = self.clean(_message(record)), None
        if record.exc_info and not record.exc_text:
            record.exc_text = self._formatter.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self.clean(record.exc_text)
        if record.stack_info:
            record.stack_info = self.clean(record.stack_info)
        return True


class JsonLines(logging.Formatter):
    """One JSON object a line: at (UTC), level, logger, message, and error when there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        error = "\n".join(text for text in (record.exc_text, record.stack_info) if text)
        return json.dumps(line | ({"error": error} if error else {}), ensure_ascii=False)


def configure(
    level: str, secrets: Iterable[str] = (), *, stream: TextIO | None = None, as_json: bool | None = None
) -> None:
    """Send the log of the whole process to ``stream`` (standard error), redacted.

    ``as_json`` None: plain lines on a terminal, JSON elsewhere.
    """
    out = stream or sys.stderr
    handler = logging.StreamHandler(out)
    handler.addFilter(Redaction(secrets))
    plain = out.isatty() if as_json is None else not as_json
    handler.setFormatter(
        logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s") if plain else JsonLines()
    )
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:
        return str(record.msg)
