"""Settings: right ones are read, every wrong one gets one clear line, secrets are never shown."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import EXPECTED, Settings, SettingsError, read, required_token

TOKEN = "123456789:AAFakeTokenForTestsOnly-0123456789abcdef"
SECRET = "k3Jx-9fQ_z7LmW2pRt"


def refused(**environ: str) -> list[str]:
    """The lines that an environment is refused with."""
    with pytest.raises(SettingsError) as error:
        read({f"RETEA_{key}": value for key, value in environ.items()})
    return list(error.value.lines)


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = read({})
    assert (settings.http_port, settings.language, settings.pace_overall) == (8080, "ro", 25)
    assert settings.database == "sqlite:///data/retea.sqlite"
    assert (settings.files_hour, settings.files_month_mb) == (30, 200)
    assert settings.operator is None


def test_an_empty_value_means_the_default() -> None:
    assert read({"RETEA_HTTP_PORT": "", "RETEA_LANGUAGE": " "}) == read({})


def test_variables_of_others_are_left_alone() -> None:
    assert read({"HOME": "/root", "TELEGRAM_TOKEN": "x"}) == read({})


def test_settings_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValueError, match="frozen"):
        read({}).http_port = 1


def test_only_the_given_environment_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETEA_HTTP_PORT", "9999")
    assert read({}).http_port == 8080


WRONG = {
    "TELEGRAM_BASE_URL": ["127.0.0.1:8081", "http://127.0.0.1:8081", "ftp://127.0.0.1/bot"],
    "WEBHOOK_URL": ["http://bot.example.md", "bot.example.md", "https://"],
    "OPERATOR_CHAT": ["viber:12", "@ana", "telegram:", "12x"],
    "DATABASE_URL": ["postgresql://localhost/retea", "retea.sqlite"],
    "HTTP_HOST": ["http://localhost", "a b"],
    "HTTP_PORT": ["-1", "65536", "http", "80.5"],
    "SECRETARIAT_PHONE": ["call us", "12"],
    "PUBLIC_URL": ["http://retea.example.md", "retea"],
    "PACE_OVERALL": ["0", "-1", "fast", "nan", "inf", "26", "1000"],
    "PACE_CHAT": ["0", "1.5"],
    "PACE_GROUP": ["0", "19"],
    "RATE_BURST": ["0", "many", "5000"],
    "FILES_HOUR": ["0", "-1", "many", "10001"],
    "FILES_MONTH_MB": ["0", "1.5", "200 MB"],
    "LOG_LEVEL": ["LOUD"],
    "LANGUAGE": ["fr", "RO!"],
    "DATA_DIR": ["/proc/self/status/data", "/dev/null"],
    "TELEGRAM_TOKEN_FILE": ["/nowhere/token"],
    "WEBHOOK_SECRET_FILE": ["/nowhere/secret"],
}


@pytest.mark.parametrize(("key", "value"), [(key, value) for key in WRONG for value in WRONG[key]])
def test_a_wrong_value_is_named_with_what_is_expected(key: str, value: str) -> None:
    lines = refused(**{key: value})
    about = [line for line in lines if line.startswith(f"RETEA_{key}=")]
    expected, example = EXPECTED[key.lower()]
    assert len(about) == 1
    assert f": expected {expected}, for example {example}" in about[0]


@pytest.mark.parametrize(
    "token", [f'"{TOKEN}"', f"{TOKEN} x", f"{TOKEN}\nx", "555666777", f"bot{TOKEN}", "123:short", TOKEN + "é"]
)
def test_a_wrong_token_is_refused_and_never_shown(token: str) -> None:
    lines = refused(TELEGRAM_TOKEN=token)
    assert [line.partition(":")[0] for line in lines] == ["RETEA_TELEGRAM_TOKEN (value not shown)"]
    assert token not in "".join(lines)
    assert "AAFake" not in "".join(lines)


def test_a_wrong_webhook_secret_is_refused_and_never_shown() -> None:
    lines = refused(WEBHOOK_SECRET="hunter two")
    assert len(lines) == 1
    assert "hunter" not in lines[0]


def test_several_wrong_settings_are_told_at_once() -> None:
    lines = refused(HTTP_PORT="x", LANGUAGE="fr", TELEGRAM_TOKEN="x")
    assert len(lines) == 3


@pytest.mark.parametrize(
    ("key", "near"),
    [("TELEGRM_TOKEN", "RETEA_TELEGRAM_TOKEN"), ("TIMEZONE", None), ("PORT", "RETEA_HTTP_PORT")],
)
def test_an_unknown_setting_is_named_with_the_nearest_known(key: str, near: str | None) -> None:
    lines = refused(**{key: TOKEN})
    assert len(lines) == 1
    assert lines[0].startswith(f"RETEA_{key}: no such setting")
    assert near is None or near in lines[0]
    assert TOKEN not in lines[0]


def test_another_bot_api_server_may_be_faster() -> None:
    settings = read(
        {
            "RETEA_TELEGRAM_BASE_URL": "http://127.0.0.1:8081/bot",
            "RETEA_PACE_OVERALL": "1000",
            "RETEA_PACE_CHAT": "50",
        }
    )
    assert (settings.pace_overall, settings.pace_chat) == (1000, 50)


def test_telegrams_own_server_with_a_slash_is_still_telegrams() -> None:
    assert refused(TELEGRAM_BASE_URL="https://API.telegram.org/bot/", PACE_OVERALL="30")


def test_a_webhook_needs_its_secret() -> None:
    assert "RETEA_WEBHOOK_SECRET is missing" in refused(WEBHOOK_URL="https://bot.example.md/tg")[0]
    given = {"RETEA_WEBHOOK_URL": "https://bot.example.md/tg", "RETEA_WEBHOOK_SECRET": SECRET}
    assert read(given).webhook_url == "https://bot.example.md/tg"


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    settings = read({"RETEA_TELEGRAM_TOKEN_FILE": str(tmp_path / "token")})
    assert required_token(settings) == TOKEN


def test_a_wrong_token_in_a_file_is_never_shown(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("AAFake nonsense")
    lines = refused(TELEGRAM_TOKEN_FILE=str(tmp_path / "token"))
    assert len(lines) == 1
    assert "AAFake" not in lines[0]


def test_a_secret_given_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(TOKEN)
    lines = refused(TELEGRAM_TOKEN=TOKEN, TELEGRAM_TOKEN_FILE=str(tmp_path / "token"))
    assert len(lines) == 1
    assert "both given" in lines[0]


def test_a_missing_token_is_one_line() -> None:
    with pytest.raises(SettingsError, match=r"^RETEA_TELEGRAM_TOKEN is missing: .*@BotFather"):
        required_token(read({}))


def test_secrets_are_not_in_the_representation() -> None:
    settings = read({"RETEA_TELEGRAM_TOKEN": TOKEN, "RETEA_WEBHOOK_SECRET": SECRET})
    assert TOKEN not in repr(settings)
    assert SECRET not in repr(settings)
    assert set(settings.secrets) == {TOKEN, SECRET}


@pytest.mark.parametrize("chat", ["123", "telegram:123"])
def test_the_operator_is_a_chat_on_telegram(chat: str) -> None:
    assert read({"RETEA_OPERATOR_CHAT": chat}).operator == ("telegram", "123")


def test_every_setting_says_what_it_expects() -> None:
    assert set(EXPECTED) == set(Settings.model_fields)


def test_reading_settings_loads_nothing_heavy() -> None:
    heavy = "{'sqlalchemy', 'babel', 'aiohttp', 'telegram', 'starlette', 'alembic'}"
    code = f"import sys, bot.settings; print(sorted({heavy} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"
