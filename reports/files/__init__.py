"""Files that people sent, looked into and copied for the public by a child process.

The child is ``python -m reports.files``. Here is what its parent needs to know: what may be found, and with
which exit code the child says so. The running bot imports nothing else of this package, so it never loads
a decoder. Not here: which file is looked into when (``scheduler.checking``).
"""

from collections.abc import Mapping

VERDICTS: Mapping[str, int] = {"pixels": 10, "broken": 11, "unsafe": 12, "kind": 13}
"""Why a file is refused → exit code: more than 40 Mpx or more memory than allowed, unreadable, a document
with programs or that unpacks to too much, another type than its ending says."""

PICTURES = ("jpg", "png", "webp")
"""Endings of what has a public copy; everything else is evidence only, never public."""

OPENED = (*PICTURES, "docx", "xlsx")
"""Endings of what the child looks into; PDF, HEIC and voice are kept as they are and never opened."""


class Unfit(Exception):
    """A file that is refused; ``why`` is one of ``VERDICTS``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
