"""What a file really is, by its first bytes; names and types that people's apps give are not believed.

Only what may be evidence is known: pictures, PDF, spoken messages, documents of an office suite without
programs in them.
"""

EVIDENCE = ("jpg", "png", "webp", "heic", "pdf", "docx", "xlsx", "ogg")

_STARTS = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"%PDF-", "pdf"),
    (b"OggS", "ogg"),
)
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_OFFICE = ((b"word/document.xml", "docx"), (b"xl/workbook.xml", "xlsx"))
_PROGRAM = (b"vbaProject.bin", b"activeX")


def extension(content: bytes) -> str | None:
    """The ending of one of ``EVIDENCE``; None for anything else, also for an office file with macros."""
    for start, ending in _STARTS:
        if content.startswith(start):
            return ending
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        return "heic"
    return _office(content)


def _office(content: bytes) -> str | None:
    """Names inside an archive stand in the clear, so nothing hostile needs to be unpacked."""
    if not content.startswith(b"PK\x03\x04") or b"[Content_Types].xml" not in content:
        return None
    if any(part in content for part in _PROGRAM):
        return None
    return next((ending for part, ending in _OFFICE if part in content), None)
