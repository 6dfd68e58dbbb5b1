"""Files that people send on the web: known by their first bytes, kept under our names, within limits."""

from pathlib import Path

import pytest

from bot.channels.web_files import LARGEST, FileRefused, Upload, Uploads
from scheduler.magic import extension

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
PDF = b"%PDF-1.7 " + b"0" * 20
ZIP = b"PK\x03\x04" + b"[Content_Types].xml"


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (b"\xff\xd8\xff\xe0", "jpg"),
        (PNG, "png"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (b"\0\0\0\x18ftypheic", "heic"),
        (PDF, "pdf"),
        (ZIP + b"word/document.xml", "docx"),
        (ZIP + b"xl/workbook.xml", "xlsx"),
        (ZIP, None),
        (b"PK\x03\x04word/document.xml", None),
        (b"\0\0\0\x18ftypisom", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", None),
        (b"MZ\x90\0", None),
        (b"RIFF\0\0\0\0WAVE", None),
        (b"", None),
    ],
)
def test_a_file_is_known_by_its_first_bytes(content: bytes, ending: str | None) -> None:
    assert extension(content) == ending


def test_a_file_gets_our_name_and_all_are_kept_or_none(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads")
    with pytest.raises(FileRefused) as refused:
        uploads.keep("coordinator", [Upload("a.png", PNG), Upload("virus.png", b"MZ")])
    assert (refused.value.why, refused.value.name) == ("type", "virus.png")
    assert not uploads.folder.exists()
    (name,) = uploads.keep("coordinator", [Upload("../../a.png", PNG)])
    assert [path.name for path in uploads.folder.iterdir()] == [name]


def test_too_many_too_large_and_empty_files_are_refused(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path)
    for why, files in (
        ("count", [Upload("a.png", PNG)] * 11),
        ("size", [Upload("a.png", PNG.ljust(LARGEST + 1, b"0"))]),
        ("empty", [Upload("a.png", b"")]),
        ("empty", []),
    ):
        with pytest.raises(FileRefused) as refused:
            uploads.keep("coordinator", files)
        assert refused.value.why == why


def test_the_hourly_number_of_files_is_limited_per_chat(tmp_path: Path) -> None:
    seconds = 0.0
    uploads = Uploads(tmp_path, per_hour=2, seconds=lambda: seconds)
    uploads.keep("coordinator", [Upload("a.png", PNG)] * 2)
    with pytest.raises(FileRefused, match="rate"):
        uploads.keep("coordinator", [Upload("a.png", PNG)])
    uploads.keep("secretary", [Upload("a.png", PNG)])
    seconds = 3600.0
    uploads.keep("coordinator", [Upload("a.png", PNG)])
