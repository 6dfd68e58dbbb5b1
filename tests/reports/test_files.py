"""The child that looks into files: nothing breaks it, nothing of it is public but pixels."""

import io
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from reports.files import OPENED, PICTURES, VERDICTS, bare, pictures
from scheduler.magic import extension
from tests.support import hostile
from tests.support.hostile import CORPUS, MARK, Sent

WHY = {code: why for why, code in VERDICTS.items()}
MEMORY = 256 * 1024
"""Kilobytes that a child may ever hold; the hard limit is twice that."""

SECONDS = 10
PROBE = """
import atexit, re, runpy, sys
def tell():
    print(re.search(r"VmHWM:\\s+(\\d+)", status.read())[1])
status = open("/proc/self/status")
atexit.register(tell)
sys.argv = ["reports.files", *sys.argv[1:]]
runpy.run_module("reports.files", run_name="__main__", alter_sys=True)
"""
"""The real child, which says at its end how much memory it held at most."""


@dataclass(frozen=True)
class Ended:
    """How a child ended, and what it took: kilobytes, seconds."""

    code: int
    memory: int
    seconds: float
    said: str


def child(*arguments: str) -> Ended:
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments], capture_output=True, text=True, check=False
    )
    return Ended(done.returncode, int(done.stdout or 0), time.monotonic() - begun, done.stderr)


def file_of(folder: Path, sent: Sent) -> Path | None:
    """The file as fetching would keep it; None when its first bytes are refused."""
    content = sent.make()
    ending = extension(content)
    if ending is None:
        return None
    path = folder / f"file.{ending}"
    path.write_bytes(content)
    return path


def public_copy(folder: Path, content: bytes, ending: str = "jpg") -> bytes:
    source, target = folder / f"source.{ending}", folder / "public" / "copy.jpg"
    source.write_bytes(content)
    ended = child("copy", str(source), str(target))
    assert ended.code == 0, ended.said
    assert [one.name for one in target.parent.iterdir()] == ["copy.jpg"]
    return target.read_bytes()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content), formats=("JPEG",))


def colours(content: bytes) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """A point of the upper and of the lower half."""
    image = opened(content).convert("RGB")
    middle = image.width // 2
    above, below = ((middle, image.height * part // 8) for part in (2, 6))
    return tuple(image.getpixel(above)), tuple(image.getpixel(below))  # type: ignore[arg-type]


def test_the_corpus_is_large_and_hides_a_secret() -> None:
    assert len(CORPUS) >= 60
    assert sum(MARK in sent.make() for name, sent in CORPUS.items() if "bomb" not in name) >= 20


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_file_is_kept_or_refused_and_harms_nobody(tmp_path: Path, name: str) -> None:
    sent = CORPUS[name]
    path = file_of(tmp_path, sent)
    if path is None:
        assert sent.fate == "kind"
        return
    content, ending = path.read_bytes(), path.suffix[1:]
    ends = [Ended(0, 0, 0, "")]
    if ending in OPENED:
        ends = [child("check", str(path))]
    if ending in PICTURES:
        ends.append(child("copy", str(path), str(tmp_path / "public" / "copy.jpg")))
    assert all(one.code in (0, *WHY) for one in ends), [one.said for one in ends]
    assert len({one.code for one in ends}) == 1
    assert WHY.get(ends[0].code, ending) in sent.fate.split(" or ")
    assert max(one.memory for one in ends) <= MEMORY
    assert path.read_bytes() == content
    made = list((tmp_path / "public").glob("*")) if (tmp_path / "public").exists() else []
    assert len(made) == (ends[0].code == 0 and ending in PICTURES)
    for one in made:
        is_bare(one.read_bytes())
        if sent.upright:
            stands_upright(one.read_bytes())


def is_bare(content: bytes) -> None:
    """Pixels and nothing else, looked for in three ways."""
    assert bare.foreign(content) == ()
    for word in (
        MARK,
        b"Exif",
        b"xmpmeta",
        b"8BIM",
        b"Photoshop",
        b"ICC_PROFILE",
        b"<?php",
        b"PK\x03\x04",
    ):
        assert word not in content
    assert set(opened(content).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}
    assert not opened(content).getexif()


def stands_upright(content: bytes) -> None:
    above, below = colours(content)
    assert above[0] > 150 > above[2], above
    assert below[2] > 150 > below[0], below


def random_photo(dice: random.Random) -> tuple[bytes, str]:
    """A picture of any kind that is taken, with metadata wherever its kind has room for it."""
    size = (dice.randint(1, 90), dice.randint(1, 90))
    noise = Image.frombytes("RGB", size, dice.randbytes(3 * size[0] * size[1]))
    held = hostile.exif(dice.randint(1, 8), thumbnail=MARK * dice.randint(0, 9))
    ending, modes = dice.choice(
        [
            ("jpg", ("RGB", "L", "CMYK")),
            ("png", ("RGB", "L", "P", "RGBA", "LA", "1")),
            ("webp", ("RGB", "RGBA")),
        ]
    )
    form = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}[ending]
    more = {"xmp": hostile.xmp()} if ending != "png" else {}
    return hostile.saved(noise.convert(dice.choice(modes)), form, exif=held, **more), ending


@pytest.mark.parametrize("seed", range(20))
def test_of_any_photo_only_pixels_are_public(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(50):
        content, ending = random_photo(dice)
        assert MARK in content
        is_bare(pictures.renewed(io.BytesIO(content), ending))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_public_picture_stands_as_it_was_seen(tmp_path: Path, orientation: int) -> None:
    copy = public_copy(tmp_path, hostile.turned(orientation))
    assert opened(copy).size == hostile.SMALL
    stands_upright(copy)


def test_a_public_picture_fits_a_page(tmp_path: Path) -> None:
    large = hostile.saved(hostile.picture((6_000, 3_000)), "JPEG", exif=hostile.exif(6))
    assert opened(public_copy(tmp_path, large)).size == (1_000, 2_000)


def test_a_small_picture_is_not_made_larger(tmp_path: Path) -> None:
    assert opened(public_copy(tmp_path, hostile.jpeg())).size == hostile.SMALL


def test_a_deep_picture_keeps_its_greys(tmp_path: Path) -> None:
    above, below = colours(public_copy(tmp_path, hostile.deep(), "png"))
    assert above[0] == pytest.approx(5_000 / 256, abs=3)
    assert below[0] == pytest.approx(60_000 / 256, abs=3)


def test_what_is_see_through_lies_on_white(tmp_path: Path) -> None:
    nothing = hostile.saved(Image.new("RGBA", hostile.SMALL, (0, 0, 0, 0)), "PNG")
    assert colours(public_copy(tmp_path, nothing, "png")) == ((255, 255, 255), (255, 255, 255))


def test_the_same_picture_gives_the_same_copy(tmp_path: Path) -> None:
    assert public_copy(tmp_path, hostile.jpeg()) == public_copy(tmp_path, hostile.jpeg())


@pytest.mark.parametrize(
    ("segment", "found"),
    [
        (hostile.segment(0xE1, b"Exif\x00\x00"), "APP1"),
        (hostile.segment(0xED, b"Photoshop 3.0\x00"), "APP13"),
        (hostile.segment(0xE2, b"ICC_PROFILE\x00"), "APP2"),
        (hostile.segment(0xFE, b"hello"), "a comment"),
        (hostile.segment(0xE0, b"JFXX\x00thumbnail"), "APP0"),
    ],
)
def test_every_kind_of_metadata_is_seen_in_the_bytes(segment: bytes, found: str) -> None:
    assert bare.foreign(hostile.with_segments(segment)) == (found,)


def test_bytes_behind_a_picture_are_seen() -> None:
    assert bare.foreign(hostile.jpeg() + b"PK\x03\x04") == ("bytes after the end",)


@pytest.mark.parametrize("content", [b"", b"\xff\xd8", b"GIF89a", hostile.jpeg()[:-2]])
def test_what_is_no_whole_jpeg_is_never_called_bare(content: bytes) -> None:
    with pytest.raises(ValueError, match="JPEG"):
        bare.foreign(content)


INSIDE = """
import socket, subprocess
import reports.files.__main__ as main, sys
file = open(sys.argv[1], "rb")
main.limit()
main.close_doors()
{tries}
"""


def inside(tries: str, path: Path) -> subprocess.CompletedProcess[str]:
    """What happens in the child once its doors are closed."""
    code = INSIDE.format(tries=tries)
    return subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("tries", "error"),
    [
        ("socket.socket()", "Too many open files"),
        ("open('/etc/passwd')", "Too many open files"),
        ("subprocess.run(['true'])", "Too many open files"),
        ("b'x' * 700_000_000", "MemoryError"),
    ],
)
def test_a_decoder_that_went_mad_reaches_nothing(tmp_path: Path, tries: str, error: str) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(hostile.jpeg())
    done = inside(tries, path)
    assert done.returncode == 1
    assert error in done.stderr


def test_a_decoder_that_never_ends_is_ended() -> None:
    code = "import resource, reports.files.__main__ as main; main.limit(); print(resource.getrlimit(0))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"({SECONDS}, {SECONDS})"


def test_a_full_disk_is_a_fault_and_no_verdict(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(hostile.jpeg())
    ended = child("copy", str(path), "/proc/none/copy.jpg")
    assert ended.code == 1
    assert ended.code not in WHY


def test_a_missing_file_is_a_fault_and_no_verdict(tmp_path: Path) -> None:
    assert child("check", str(tmp_path / "none.jpg")).code == 1


def test_the_bot_never_loads_a_decoder() -> None:
    code = "import sys, bot.app, bot.demo; print('PIL' in sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert loaded.stdout.strip() == "False"
