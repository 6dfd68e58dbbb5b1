"""The rules of the house that no linter knows: where things may stand, and that nothing is forgotten.

Imports of rooms and libraries are judged by the contracts in `pyproject.toml`, documents by `test_docs.py`.
"""

import ast
import re
import string
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "scheduler", "handlers", "reports", "storage")
BESIDES = ("tests", "benchmarks", "tools")
LANGUAGES = ("ro", "ru", "en")
LONGEST_FILE = 300
LONGEST_BUTTON = 28
LETTERS = re.compile(r"[А-Яа-яЁёĂÂÎȘȚăâîșțŞŢşţ]")
SQL = re.compile(
    r"\s*(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE|PRAGMA)\b", re.S
)
CLOCKS = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns")
ENGINE_MAY_IMPORT = ("handlers.flow", "handlers.messages", "handlers.errors", "handlers.understand")
FORMS_MAY_IMPORT = ("handlers.forms", "handlers.flow", "handlers.messages", "handlers.understand")


def modules(*folders: str) -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for folder in folders for path in (ROOT / folder).rglob("*.py"))


def source(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def tree(path: str) -> ast.Module:
    return ast.parse(source(path))


def literals(path: str) -> Iterator[tuple[int, str]]:
    """Every string in a module that is not a docstring."""
    nodes = list(ast.walk(tree(path)))
    docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def imported(path: str) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def test_every_module_says_what_lives_in_it() -> None:
    assert [
        path for path in modules(*ROOMS, *BESIDES) if source(path) and not ast.get_docstring(tree(path))
    ] == []


def test_every_file_can_be_read_in_one_sitting() -> None:
    lengths = {path: source(path).count("\n") for path in modules(*ROOMS, "benchmarks", "tools")}
    assert {path: length for path, length in lengths.items() if length >= LONGEST_FILE} == {}


def test_only_the_clock_reads_the_time() -> None:
    calls = [
        (path, node.lineno, ast.unparse(node.func))
        for path in modules(*ROOMS)
        if path != "bot/clock.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
    ]
    assert [call for call in calls if call[2].endswith(CLOCKS)] == []


def test_only_the_telegram_channel_knows_its_markup() -> None:
    others = [path for path in modules(*ROOMS) if not fnmatch(path, "bot/channels/telegram*.py")]
    assert [path for path in others if "parse_mode" in source(path)] == []


def test_no_sql_outside_storage() -> None:
    others = [path for path in modules(*ROOMS) if not path.startswith("storage/")]
    assert [(path, line, text) for path in others for line, text in literals(path) if SQL.match(text)] == []


def test_handlers_hold_no_sentence_for_a_person() -> None:
    others = [path for path in modules("handlers") if not path.startswith("handlers/understand/")]
    assert [
        (path, line, text) for path in others for line, text in literals(path) if LETTERS.search(text)
    ] == []


@pytest.mark.parametrize(
    ("room", "may_import"), [("handlers/flow", ENGINE_MAY_IMPORT), ("handlers/forms", FORMS_MAY_IMPORT)]
)
def test_the_form_engine_and_the_forms_know_only_the_vocabulary(
    room: str, may_import: tuple[str, ...]
) -> None:
    ours = [(path, name) for path in modules(room) for name in imported(path) if within(name, ROOMS)]
    assert [(path, name) for path, name in ours if not within(name, may_import)] == []


def test_the_form_engine_never_waits() -> None:
    waiting = (ast.Await, ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith)
    nodes = [
        (path, node) for path in modules("handlers/flow", "handlers/forms") for node in ast.walk(tree(path))
    ]
    assert [(path, node.lineno) for path, node in nodes if isinstance(node, waiting)] == []


def settings() -> list[str]:
    from bot.settings import Settings

    return sorted(f"RETEA_{name.upper()}" for name in Settings.model_fields)


def test_settings_and_their_example_name_the_same_things() -> None:
    example = source(".env.example")
    assert sorted(re.findall(r"^(RETEA_\w+)=", example, re.M)) == settings()


def test_every_setting_is_explained() -> None:
    explained = source("docs/settings.md")
    assert [name for name in settings() if f"`{name}`" not in explained] == []


def test_every_door_is_in_the_readme() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    doors = re.search(r"\{([a-z,-]+)\}", shown)
    assert doors, shown
    readme = source("README.md")
    missing = [
        door for door in doors[1].split(",") if not re.search(rf"(python -m bot|make) {door}\b", readme)
    ]
    assert missing == []


@cache
def catalogues(language: str) -> list[Catalog]:
    read = []
    for path in sorted((ROOT / "bot/locales" / language).glob("*.po")):
        with path.open("rb") as file:
            read.append(read_po(file, locale=language, abort_invalid=True))
    return read


def key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def texts(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def messages(language: str) -> list[Message]:
    return [message for catalogue in catalogues(language) for message in catalogue if message.id]


def placeholders(message: Message) -> set[str]:
    return {name for text in texts(message) for _, name, _, _ in string.Formatter().parse(text) if name}


def bare(text: str) -> str:
    """The text without its placeholders and addresses."""
    return re.sub(r"\{[^{}]*\}|https?://\S+|/\w+|@\w+", "", text)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_text_exists_in_every_language(language: str) -> None:
    assert {key(m) for m in messages(language)} ^ {key(m) for m in messages("ro")} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_stands_once(language: str) -> None:
    keys = [key(m) for m in messages(language)]
    assert keys
    assert {name for name in keys if keys.count(name) > 1} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_unsure(language: str) -> None:
    assert [key(m) for m in messages(language) if m.fuzzy or not texts(m) or not all(texts(m))] == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_language_fills_the_same_placeholders(language: str) -> None:
    romanian = {key(m): placeholders(m) for m in messages("ro")}
    assert {key(m) for m in messages(language) if placeholders(m) != romanian.get(key(m))} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_all_the_forms_of_its_language(language: str) -> None:
    wrong = [
        (key(message), len(texts(message)))
        for catalogue in catalogues(language)
        for message in catalogue
        if message.pluralizable and len(texts(message)) != catalogue.num_plurals
    ]
    assert wrong == []


def test_romanian_has_a_comma_below_and_never_a_cedilla() -> None:
    assert [key(m) for m in messages("ro") if re.search("[ŞŢşţ]", "".join(texts(m)))] == []


def test_russian_is_written_in_russian() -> None:
    """A letterhead that is the same in all three languages is a name, not a forgotten translation."""
    two_words, cyrillic = re.compile(r"[^\W\d_]{3,}\W+[^\W\d_]{3,}"), re.compile("[А-Яа-яЁё]")
    others = [{key(m): texts(m) for m in messages(language)} for language in ("ro", "en")]
    forgotten = [
        key(m)
        for m in messages("ru")
        if any(two_words.search(bare(text)) and not cyrillic.search(text) for text in texts(m))
        and any(texts(m) != other.get(key(m)) for other in others)
    ]
    assert forgotten == []


def test_russian_names_the_town_as_the_town_does() -> None:
    assert [
        key(m) for m in messages("ru") if re.search(r"Бельц|\b[Мм]эри|\b[Пп]римари", " ".join(texts(m)))
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_fit_a_small_phone(language: str) -> None:
    buttons = [m for m in messages(language) if key(m).endswith(".button")]
    long = {key(m): t for m in buttons for t in texts(m) if len(bare(t)) > LONGEST_BUTTON}
    assert long == {}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_carry_hashes_and_name_no_address(lock: str) -> None:
    content = source(lock)
    assert not re.search(r"://|--(extra-)?index-url|--find-links", content)
    pins = re.split(r"^(?=[A-Za-z0-9])", content, flags=re.M)[1:]
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads(source("pyproject.toml"))
    wanted = {*project["project"]["dependencies"], *project["dependency-groups"]["dev"]}
    names = {re.split(r"[<>=\[; ]", line)[0].lower() for line in wanted}
    content = source("requirements-dev.lock")
    assert names - set(re.findall(r"^([a-z0-9._-]+)(?:\[|==)", content, re.M)) == set()


def test_the_version_has_its_release_note() -> None:
    project = tomllib.loads(source("pyproject.toml"))
    changelog = source("CHANGELOG.md")
    assert f"## [{project['project']['version']}]" in changelog
