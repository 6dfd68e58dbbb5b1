"""Words as a QR code on disk: drawn when a message is sent, so that no row holds a picture.

Where the words lead is decided elsewhere.
"""

import hashlib
import os
from pathlib import Path

NAME = "cod-qr.png"
SCALE, BORDER = 12, 4
"""Pixels of a module, and modules of white around: sharp on a poster, quiet enough for any camera."""


def drawn(words: str, folder: Path) -> Path:
    """The PNG for ``words`` in a folder of its own inside ``folder``; the same words are drawn once."""
    import segno

    home = folder / f"qr-{hashlib.sha256(words.encode()).hexdigest()[:16]}"
    path = home / NAME
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(f".{os.getpid()}.png")
        segno.make_qr(words, error="m").save(str(aside), scale=SCALE, border=BORDER)
        aside.replace(path)
    return path
