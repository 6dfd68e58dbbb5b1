"""Golden transcripts: what people read, word for word, kept in ``tests/transcripts`` for a reviewer.

``RETEA_WRITE_TRANSCRIPTS=1`` writes them anew. Signs: ``»`` typed, ``[…]`` tapped, ``<`` a new message,
``~`` the same one edited.
"""

import os
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "transcripts"


def reads_exactly(said: str, language: str, name: str) -> None:
    """The conversation is the kept one of this name."""
    plain = said.replace("\N{NO-BREAK SPACE}", " ")
    kept = FOLDER / language / f"{name}.txt"
    if os.environ.get("RETEA_WRITE_TRANSCRIPTS") == "1":
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(plain, encoding="utf-8")
    assert plain == kept.read_text(encoding="utf-8")
