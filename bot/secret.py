"""The server's own key: made once, kept in the data folder, readable by the bot's user only."""

import os
import secrets
from pathlib import Path

NAME = "secret.key"
LENGTH = 32


def server_key(folder: Path) -> bytes:
    """The key of this installation: 32 random bytes, made at the first call, whoever makes it.

    Without it codes of invitations cannot be guessed from a stolen database. Raises ``ValueError`` for a
    file of another length: a new key would make every open invitation unusable.
    """
    path = folder / NAME
    if not path.exists():
        _make(path)
    key = path.read_bytes()
    if len(key) != LENGTH:
        raise ValueError(f"{path} is damaged: restore it from a backup, or remove it and invite again")
    return key


def _make(path: Path) -> None:
    """Write a key aside and link it into place: of two processes at once the first one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{NAME}.{secrets.token_hex(8)}")
    file = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(file, "wb") as out:
            out.write(secrets.token_bytes(LENGTH))
            out.flush()
            os.fsync(out.fileno())
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
