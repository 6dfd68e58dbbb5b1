"""The settings of the process, read once from its environment; every wrong one is told in one clear line.

The time zone is no setting: the Network lives in Bălți (``bot.clock``). Not here: what a setting is for
(docs/settings.md).
"""

import os
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

PREFIX = "RETEA_"
HOURS = "9:00–17:00"
TELEGRAM = "https://api.telegram.org/bot"
FASTEST_OVERALL, FASTEST_CHAT, FASTEST_GROUP = 25.0, 1.0, 18.0
"""What Telegram's own servers take for good; more is for other servers only."""


class SettingsError(Exception):
    """Settings that cannot be used; ``lines`` say for each what is expected, with an example."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))


def _secret(shape: str) -> AfterValidator:
    def check(secret: SecretStr) -> SecretStr:
        if not re.fullmatch(shape, secret.get_secret_value()):
            raise ValueError
        return secret

    return AfterValidator(check)


def _operator(text: str) -> str:
    """``telegram:123`` or ``123``; groups have a minus."""
    channel, colon, chat = text.rpartition(":")
    if not chat.removeprefix("-").isdecimal() or (channel + colon) not in ("", "telegram:"):
        raise ValueError
    return f"telegram:{chat}"


def _address(*schemes: str) -> AfterValidator:
    def check(text: str) -> str:
        parts = urlsplit(text)
        if parts.scheme not in schemes or not parts.hostname or parts.query or parts.fragment:
            raise ValueError
        return text.rstrip("/")

    return AfterValidator(check)


def _capitals(text: object) -> object:
    return text.upper() if isinstance(text, str) else text


Https = Annotated[str, _address("https")]
Rate = Annotated[float, Field(gt=0, le=100_000, allow_inf_nan=False)]


class Settings(BaseSettings):
    """All settings, checked; ``read`` makes them. A secret's ``*_FILE`` was read into the secret."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid")

    telegram_token: Annotated[SecretStr, _secret(r"[0-9]{3,}:[A-Za-z0-9_-]{20,}")] | None = None
    telegram_token_file: Path | None = None
    telegram_base_url: Annotated[str, _address("http", "https"), Field(pattern=r"/bot/?$")] = TELEGRAM
    webhook_url: Https | None = None
    webhook_secret: Annotated[SecretStr, _secret(r"[A-Za-z0-9_-]{16,256}")] | None = None
    webhook_secret_file: Path | None = None
    operator_chat: Annotated[str, AfterValidator(_operator)] | None = None
    data_dir: Path = Path("data")
    database_url: Annotated[str, Field(pattern=r"^sqlite:///.+")] | None = None
    http_host: Annotated[str, Field(pattern=r"^[0-9A-Za-z.:-]+$")] = "127.0.0.1"
    http_port: Annotated[int, Field(ge=0, le=65_535)] = 8080
    secretariat_phone: Annotated[str, Field(pattern=r"^\+?[0-9][0-9 ()-]{4,20}$")] | None = None
    secretariat_hours: Annotated[str, Field(pattern=r"^[0-2]?\d[:.][0-5]\d ?[-–] ?[0-2]?\d[:.][0-5]\d$")] = (
        HOURS
    )
    public_url: Https | None = None
    pace_overall: Rate = FASTEST_OVERALL
    pace_chat: Rate = FASTEST_CHAT
    pace_group: Rate = FASTEST_GROUP
    rate_burst: Annotated[int, Field(ge=1, le=1000)] = 20
    files_hour: Annotated[int, Field(ge=1, le=10_000)] = 30
    approve_above: Annotated[int, Field(ge=0, le=100_000)] = 20
    files_month_mb: Annotated[int, Field(ge=1, le=1_000_000)] = 200
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_capitals)] = "INFO"
    language: Literal["ro", "ru", "en"] = "ro"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the library calls it with these names
        init_settings: PydanticBaseSettingsSource,
        *_: Any,
        **__: Any,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Nothing but what ``read`` found: a forgotten variable must not change a test."""
        return (init_settings,)

    @property
    def database(self) -> str:
        """The address of the database: SQLite in the data folder unless another is given."""
        return self.database_url or f"sqlite:///{self.data_dir / 'retea.sqlite'}"

    @property
    def operator(self) -> tuple[str, str] | None:
        """The channel and the chat of technical alerts."""
        return None if self.operator_chat is None else ("telegram", self.operator_chat.partition(":")[2])

    @property
    def secrets(self) -> tuple[str, ...]:
        """Everything that no log may show."""
        given = (self.telegram_token, self.webhook_secret)
        return tuple(one.get_secret_value() for one in given if one is not None)


SECRETS = ("telegram_token", "webhook_secret")
EXPECTED: Mapping[str, tuple[str, str]] = {
    "telegram_token": (
        "the token as @BotFather gave it, without quotes or blanks",
        "123456789:AAE-letters-digits-and-dashes",
    ),
    "telegram_token_file": ("a file that can be read and holds the token", "/run/secrets/telegram_token"),
    "telegram_base_url": ("an address that ends in /bot", "http://127.0.0.1:8081/bot"),
    "webhook_url": ("a public https address", "https://bot.example.md/telegram"),
    "webhook_secret": ("16 to 256 letters, digits, - or _", "k3Jx-9fQ_z7LmW2pRt"),
    "webhook_secret_file": ("a file that can be read and holds the secret", "/run/secrets/webhook_secret"),
    "operator_chat": ("a chat id, alone or after telegram:", "telegram:123456789"),
    "data_dir": ("a folder that can be written to", "./data"),
    "database_url": ("an SQLite address", "sqlite:////srv/retea/retea.sqlite"),
    "http_host": ("an IP address or a host name", "127.0.0.1"),
    "http_port": ("a whole number from 0 (any free port) to 65535", "8080"),
    "secretariat_phone": ("a telephone number", "+373 231 00 000"),
    "secretariat_hours": ("the first and the last hour of a working day", "9:00–17:00"),
    "public_url": ("a public https address", "https://retea.example.md"),
    "pace_overall": ("a number above 0, at most 25 with Telegram's own servers", "25"),
    "pace_chat": ("a number above 0, at most 1 with Telegram's own servers", "1"),
    "pace_group": ("a number above 0, at most 18 with Telegram's own servers", "18"),
    "rate_burst": ("a whole number from 1 to 1000", "20"),
    "files_hour": ("a whole number from 1 to 10000", "30"),
    "approve_above": ("a whole number of people from 0 to 100000", "20"),
    "files_month_mb": ("a whole number of megabytes from 1 to 1000000", "200"),
    "log_level": ("DEBUG, INFO, WARNING or ERROR", "INFO"),
    "language": ("ro, ru or en", "ro"),
}


class _Given(EnvSettingsSource):
    """The settings among the variables of a given environment."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = {key.lower(): value.strip() for key, value in environ.items()}
        super().__init__(Settings)

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return {key: value for key, value in self._environ.items() if value}


def read(environ: Mapping[str, str]) -> Settings:
    """The settings that an environment gives; raises ``SettingsError`` with a line for each wrong one."""
    problems = _unknown(environ)
    values = _Given(environ)()
    problems += _files(values)
    settings = None
    try:
        settings = Settings(**values)
    except ValidationError as error:
        wrong = dict.fromkeys(str(problem["loc"][0]) for problem in error.errors())
        problems += [_wrong(name, values) for name in wrong]
    if settings is not None:
        problems += _contradictions(settings)
    if problems or settings is None:
        raise SettingsError(problems)
    return settings


def required_token(settings: Settings) -> str:
    """The bot's token; raises ``SettingsError`` when none was given."""
    if settings.telegram_token is None:
        expected, example = EXPECTED["telegram_token"]
        raise SettingsError([f"RETEA_TELEGRAM_TOKEN is missing: expected {expected}, for example {example}"])
    return settings.telegram_token.get_secret_value()


def _unknown(environ: Mapping[str, str]) -> list[str]:
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    lines = []
    for key in sorted(environ):
        if key.startswith(PREFIX) and key not in known:
            near = get_close_matches(key, known, 1)
            lines.append(f"{key}: no such setting; {f'did you mean {near[0]}?' if near else 'remove it'}")
    return lines


def _files(values: dict[str, object]) -> list[str]:
    """Read secrets from their files into ``values``."""
    problems = []
    for name in SECRETS:
        file = values.get(f"{name}_file")
        if file is None:
            continue
        if name in values:
            problems.append(f"{_key(name)} and {_key(name)}_FILE are both given: keep one of them")
            continue
        try:
            values[name] = Path(str(file)).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            problems.append(_wrong(f"{name}_file", values))
    return problems


def _contradictions(settings: Settings) -> list[str]:
    """What single settings cannot see."""
    most = {"pace_overall": FASTEST_OVERALL, "pace_chat": FASTEST_CHAT, "pace_group": FASTEST_GROUP}
    values = {name: getattr(settings, name) for name in most}
    problems = []
    if urlsplit(settings.telegram_base_url).hostname == urlsplit(TELEGRAM).hostname:
        problems += [_wrong(name, values) for name in most if values[name] > most[name]]
    if settings.webhook_url is not None and settings.webhook_secret is None:
        expected, example = EXPECTED["webhook_secret"]
        problems.append(
            f"RETEA_WEBHOOK_SECRET is missing: RETEA_WEBHOOK_URL needs it; expected {expected}, "
            f"for example {example}"
        )
    if not _writable(settings.data_dir):
        problems.append(_wrong("data_dir", {"data_dir": settings.data_dir}))
    return problems


def _writable(folder: Path) -> bool:
    """Whether the folder can be written to, or made where it does not exist yet."""
    try:
        nearest = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    except OSError:
        return False
    return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)


def _wrong(name: str, values: Mapping[str, object]) -> str:
    expected, example = EXPECTED[name]
    shown = " (value not shown)" if name in SECRETS else f"={values.get(name)}"
    return f"{_key(name)}{shown}: expected {expected}, for example {example}"


def _key(name: str) -> str:
    return PREFIX + name.upper()
