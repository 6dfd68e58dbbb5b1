"""What a JPEG carries besides its pixels, read from its bytes: no decoder is asked. Pure."""

from collections.abc import Iterator

PIXELS_ONLY = frozenset({0xC0, 0xC2, 0xC4, 0xDB, 0xDD, 0xDA})
"""Frames, tables, the restart interval and scans: what a decoder needs."""

STANDS_ALONE = frozenset({*range(0xD0, 0xDA), 0x01})
JFIF = b"JFIF\x00"
JFIF_SIZE = 14
"""Bytes of a JFIF header without a thumbnail."""


class NotBare(Exception):
    """A public picture would have carried more than pixels: a fault of ours, the picture is not kept."""


def foreign(content: bytes) -> tuple[str, ...]:
    """Names of the segments that are no pixels, and of bytes after the end; empty for a bare picture.

    Raises ``ValueError`` when the bytes are no JPEG from beginning to end.
    """
    if not content.startswith(b"\xff\xd8"):
        raise ValueError("not a JPEG")
    found = [name for name in _segments(content) if name]
    return tuple(found)


def _segments(content: bytes) -> Iterator[str]:
    """The name of each segment that does not belong, "" for one that does."""
    at = 2
    while True:
        at = _marker_at(content, at)
        marker = content[at + 1]
        if marker == 0xD9:
            yield "bytes after the end" if content[at + 2 :] else ""
            return
        if marker in STANDS_ALONE:
            at += 2
            continue
        size = int.from_bytes(content[at + 2 : at + 4], "big")
        yield _name(marker, content[at + 4 : at + 2 + size])
        at += 2 + size


def _marker_at(content: bytes, at: int) -> int:
    """The next marker; the bytes of a scan before it are skipped."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise ValueError("a JPEG without an end")
        if content[at + 1] not in (0x00, 0xFF):
            return at
        at += 1 if content[at + 1] == 0xFF else 2


def _name(marker: int, body: bytes) -> str:
    if marker in PIXELS_ONLY:
        return ""
    if marker == 0xE0 and body.startswith(JFIF) and len(body) == JFIF_SIZE:
        return ""
    if marker == 0xFE:
        return "a comment"
    return f"APP{marker - 0xE0}" if 0xE0 <= marker <= 0xEF else f"segment {marker:02X}"
