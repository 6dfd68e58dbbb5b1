"""Pictures: whether they can be decoded, and their new pixels for the public. The only import of Pillow.

A public picture is never the old file with parts removed: it is decoded, turned upright, copied pixel by
pixel and encoded anew (docs/media.md). Runs in a child process only.
"""

from contextlib import suppress
from io import BytesIO
from typing import BinaryIO

from PIL import (
    Image,
    ImageCms,
    ImageFile,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
)

from reports.files import Unfit
from reports.files.bare import NotBare, foreign

DECODERS = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin)
"""Loaded at once: after its file is open, the child can open nothing more, modules neither."""

FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
MOST_PIXELS = 40_000_000
MANY_PIXELS = 10_000_000
"""A picture with fewer has no right to more memory than we give: it is broken, not large."""

LONGEST = 2000
"""Pixels of the longer side of a public picture: enough for a page of paper."""

BAND = 64
"""Rows of a public picture that are made at a time."""

QUALITY = 85
ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
DEEP = ("I;16", "I;16L", "I;16B", "I;16N", "I")
"""Modes with 16 bits a point, which a plain conversion would turn white."""

SEE_THROUGH = ("RGBA", "LA", "PA", "P", "La", "RGBa")

Image.preinit()
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
ImageFile.LOAD_TRUNCATED_IMAGES = False


def check(file: BinaryIO, ending: str) -> None:
    """Decode a picture whole; raises ``Unfit``."""
    _loaded(file, ending)


def renewed(file: BinaryIO, ending: str) -> bytes:
    """The first frame as a JPEG of new pixels, upright, without any metadata; raises ``Unfit``."""
    picture = _loaded(file, ending)
    turn = TURNS.get(_orientation(picture))
    plain = _plain(_small(picture), picture.info.get("icc_profile"))
    if turn is not None:
        plain = plain.transpose(turn)
    pixels = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    out = BytesIO()
    pixels.save(out, "JPEG", quality=QUALITY, optimize=True)
    if found := foreign(out.getvalue()):
        raise NotBare(", ".join(found))
    return out.getvalue()


def _loaded(file: BinaryIO, ending: str) -> Image.Image:
    """The first frame, decoded; a large JPEG at a half, a quarter or an eighth, which saves its memory."""
    try:
        picture = Image.open(file, formats=(FORMATS[ending],))
    except Image.DecompressionBombError:
        raise Unfit("pixels") from None
    size = picture.width * picture.height
    if size > MOST_PIXELS:
        raise Unfit("pixels")
    picture.draft(None, (LONGEST, LONGEST))
    try:
        picture.load()
    except MemoryError:
        raise Unfit("pixels" if size > MANY_PIXELS else "broken") from None
    return picture


def _orientation(picture: Image.Image) -> int:
    """As the camera noted it; a damaged note is none, the picture itself may be whole."""
    with suppress(Exception):
        return int(picture.getexif().get(ORIENTATION, 1))
    return 1


def _small(picture: Image.Image) -> Image.Image:
    """At most ``LONGEST``. A large picture is made smaller band by band: two whole ones would not fit."""
    factor = max(1, max(picture.size) // LONGEST)
    width, height = picture.size
    bands = [
        _mixed(picture.crop((0, top, width, min(top + factor * BAND, height)))).reduce(factor)
        for top in range(0, height, factor * BAND)
    ]
    small = Image.new(bands[0].mode, (bands[0].width, sum(band.height for band in bands)))
    top = 0
    for band in bands:
        small.paste(band, (0, top))
        top += band.height
    small.thumbnail((LONGEST, LONGEST))
    return small


def _mixed(picture: Image.Image) -> Image.Image:
    """Grey, RGB or CMYK, whose points can be mixed: no palette, no hole, no deep greys."""
    if picture.mode in DEEP:
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode not in SEE_THROUGH:
        return picture
    picture = picture.convert("RGBA")
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _plain(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Grey or RGB, with the colours that the profile meant."""
    if picture.mode == "L":
        return picture
    if profile and picture.mode in ("RGB", "CMYK"):
        with suppress(Exception):
            return _in_srgb(picture, profile)
    return picture.convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    meant = ImageCms.ImageCmsProfile(BytesIO(profile))
    turned = ImageCms.profileToProfile(picture, meant, ImageCms.createProfile("sRGB"), outputMode="RGB")
    if turned is None:
        raise ValueError("no colours came back")
    return turned
