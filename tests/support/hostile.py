"""Files that somebody might send to do harm, or by bad luck, made anew for each run.

``CORPUS`` maps a name to how the file is made and what must become of it: "jpg" … "ogg" it is kept as that,
or why it is refused ("kind" mostly by its first bytes, the others by the child). None of them is in git.
"""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageCms, TiffImagePlugin

MARK = b"GPSMARK-47.7615N-27.9290E"
"""A secret that hides in all kinds of metadata and must be in no public copy."""

SMALL = (64, 48)
JFIF_END = 20
"""Where the first segment of a JPEG by Pillow ends: after SOI and JFIF."""


@dataclass(frozen=True)
class Sent:
    """One file: its bytes, made when asked for, and its fate. ``upright`` has its red half on top."""

    make: Callable[[], bytes]
    fate: str
    upright: bool = False


def picture(size: tuple[int, int] = SMALL, mode: str = "RGB") -> Image.Image:
    """Red above, blue below: what is up is known afterwards."""
    whole = Image.new("RGB", size, (20, 40, 220))
    whole.paste((220, 30, 20), (0, 0, size[0], size[1] // 2))
    return whole.convert(mode)


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    """The bytes of an image."""
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def noise() -> Image.Image:
    """A picture that no encoder can make small."""
    return Image.frombytes("RGB", SMALL, random.Random(7).randbytes(SMALL[0] * SMALL[1] * 3))


@cache
def jpeg() -> bytes:
    """An ordinary photo."""
    return saved(picture(), "JPEG", quality=90)


def segment(marker: int, body: bytes) -> bytes:
    """A JPEG segment."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def with_segments(*segments: bytes) -> bytes:
    """A JPEG with these segments after its header."""
    plain = jpeg()
    return plain[:JFIF_END] + b"".join(segments) + plain[JFIF_END:]


def exif(orientation: int = 1, thumbnail: bytes = b"") -> bytes:
    """EXIF with a place, a maker's note and an owner; ``thumbnail`` hangs behind it."""
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010F] = MARK.decode()
    made[0x8298] = MARK.decode()
    gps = made.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (47.0, 45.0, 41.0), "E", (27.0, 55.0, 44.0)
    gps[29] = MARK.decode()
    made.get_ifd(0x8769)[0x927C] = MARK * 20
    return made.tobytes() + thumbnail


def xmp() -> bytes:
    """An XMP packet with the secret."""
    return b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF>" + MARK + b"</rdf:RDF></x:xmpmeta>"


def iptc() -> bytes:
    """A Photoshop block with an IPTC caption."""
    caption = b"\x1c\x02\x78" + struct.pack(">H", len(MARK)) + MARK
    return b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(caption)) + caption


def turned(orientation: int) -> bytes:
    """A photo whose pixels lie as a camera held that way writes them: shown right, red is above."""
    undo = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    lying = picture() if undo is None else picture().transpose(undo)
    return saved(lying, "JPEG", exif=exif(orientation), quality=95)


def chunk(kind: bytes, body: bytes) -> bytes:
    """A PNG chunk."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_of(width: int, height: int, data: bytes, *before: bytes, depth: int = 1, color: int = 0) -> bytes:
    """A PNG that claims a size, whatever its data is."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0))
    body = b"".join(before) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + body


def png_with(*chunks: bytes) -> bytes:
    """A small PNG with more chunks after its header."""
    plain = saved(picture(), "PNG")
    return plain[:33] + b"".join(chunks) + plain[33:]


def png_bomb() -> bytes:
    """Half a gigabyte of pixels in half a megabyte."""
    row = b"\x00" * (20_000 // 8 + 1)
    return png_of(20_000, 20_000, zlib.compress(row * 20_000, 9))


def text_bomb() -> bytes:
    """A comment that unpacks to 200 MB."""
    return png_with(chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(b"a" * 200_000_000, 9)))


def profile_bomb() -> bytes:
    """A colour profile that unpacks to 200 MB."""
    return png_with(chunk(b"iCCP", b"p\x00\x00" + zlib.compress(b"\x00" * 200_000_000, 9)))


def jpeg_claiming(width: int, height: int) -> bytes:
    """A JPEG whose frame says another size than its data has."""
    plain = bytearray(jpeg())
    at = plain.find(b"\xff\xc0")
    plain[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(plain)


def webp_claiming() -> bytes:
    """An extended WEBP whose canvas is 16384 a side."""
    side = (16_383).to_bytes(3, "little")
    extended = b"VP8X" + struct.pack("<I", 10) + b"\x00" * 4 + side + side
    inner = b"WEBP" + extended + saved(picture(), "WEBP")[12:]
    return b"RIFF" + struct.pack("<I", len(inner)) + inner


def frames(form: str, count: int = 40) -> bytes:
    """A moving picture."""
    more = [Image.new("RGB", SMALL, (number * 6, 0, 0)) for number in range(count)]
    return saved(picture(), form, save_all=True, append_images=more, duration=20)


def archive(*parts: tuple[str, bytes], stored: bool = False) -> bytes:
    """A ZIP of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts:
            packed.writestr(name, content)
    return out.getvalue()


TYPES = ("[Content_Types].xml", b"<Types/>")
WORD, SHEET = ("word/document.xml", b"<w:document/>"), ("xl/workbook.xml", b"<workbook/>")


def lying_directory() -> bytes:
    """A document whose directory claims four gigabytes."""
    whole = bytearray(archive(TYPES, WORD))
    at = whole.rfind(b"PK\x01\x02")
    whole[at + 24 : at + 28] = struct.pack("<I", 4_000_000_000)
    return bytes(whole)


def nested() -> bytes:
    """Archives in archives in a document."""
    inner = archive(("zeros", b"\x00" * 10_000_000))
    for _ in range(4):
        inner = archive(*((f"{number}.zip", inner) for number in range(8)))
    return archive(TYPES, WORD, ("word/embeddings/a.zip", inner))


def damaged(content: bytes, seed: int) -> bytes:
    """A file with 40 of its bytes changed, its first 32 left alone."""
    dice = random.Random(seed)
    broken = bytearray(content)
    for _ in range(40):
        broken[dice.randrange(32, len(broken))] = dice.randrange(256)
    return bytes(broken)


def with_profile() -> bytes:
    """A photo with a whole colour profile that also names its owner."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return saved(picture(), "JPEG", icc_profile=profile + MARK)


def cmyk() -> bytes:
    """A photo for print."""
    return saved(picture(mode="CMYK"), "JPEG", exif=exif())


def deep() -> bytes:
    """A grey picture with 16 bits a point: dark above, light below."""
    half = SMALL[0] * SMALL[1] // 2
    pixels = struct.pack("<H", 5_000) * half + struct.pack("<H", 60_000) * half
    return saved(Image.frombytes("I;16", SMALL, pixels), "PNG")


def palette() -> bytes:
    """Few colours, one of them see-through."""
    few = picture().quantize(8)
    return saved(few, "PNG", transparency=0)


def see_through() -> bytes:
    """A logo whose ground is see-through."""
    logo = picture(mode="RGBA")
    logo.putalpha(Image.new("L", SMALL, 200))
    return saved(logo, "WEBP", exif=exif(), xmp=xmp())


def many_pictures() -> bytes:
    """An MPO: two photos in one file, as 3D cameras make them."""
    return saved(picture(), "MPO", save_all=True, append_images=[picture()], exif=exif())


def tiff() -> bytes:
    """A TIFF with a place."""
    info = TiffImagePlugin.ImageFileDirectory_v2()
    info[270] = MARK.decode()
    return saved(picture(), "TIFF", tiffinfo=info)


def mp4(brand: bytes) -> bytes:
    """The beginning of a file of the MP4 family."""
    return b"\x00\x00\x00\x18ftyp" + brand + b"\x00\x00\x00\x00" + MARK


PAGE = b"<!doctype html><script>alert(document.cookie)</script>"
SVG = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
PDF = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF"

CORPUS: dict[str, Sent] = {
    "an ordinary photo": Sent(jpeg, "jpg", upright=True),
    "a photo with EXIF and GPS": Sent(lambda: saved(picture(), "JPEG", exif=exif()), "jpg", upright=True),
    "a photo with XMP": Sent(
        lambda: with_segments(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + xmp())), "jpg", True
    ),
    "a photo with a long XMP in parts": Sent(
        lambda: with_segments(segment(0xE1, b"http://ns.adobe.com/xmp/extension/\x00" + MARK * 900)), "jpg"
    ),
    "a photo with IPTC": Sent(lambda: with_segments(segment(0xED, iptc())), "jpg", True),
    "a photo with comments": Sent(lambda: with_segments(*[segment(0xFE, MARK)] * 50), "jpg", True),
    "a photo with a thumbnail of itself": Sent(
        lambda: saved(picture(), "JPEG", exif=exif(thumbnail=jpeg())), "jpg", True
    ),
    "a photo with every application segment": Sent(
        lambda: with_segments(*(segment(0xE0 + number, MARK) for number in range(1, 14))), "jpg"
    ),
    "a photo with words behind its end": Sent(lambda: jpeg() + MARK * 100, "jpg", True),
    "a photo with a colour profile": Sent(with_profile, "jpg", True),
    "a photo with a damaged colour profile": Sent(
        lambda: saved(picture(), "JPEG", icc_profile=b"\x00\x00\x10\x00" + MARK * 50), "jpg", True
    ),
    "a photo with damaged EXIF": Sent(
        lambda: with_segments(segment(0xE1, b"Exif\x00\x00II*\x00\xff\xff\xff\x7f" + MARK)), "jpg", True
    ),
    "a photo with EXIF that points to itself": Sent(
        lambda: with_segments(
            segment(
                0xE1, b"Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x69\x87\x04\x00\x01\x00\x00\x00\x08\x00"
            )
        ),
        "jpg",
        True,
    ),
    **{
        f"a photo held the way {number}": Sent(lambda number=number: turned(number), "jpg", upright=True)  # type: ignore[misc]
        for number in range(1, 9)
    },
    "a photo held a way that does not exist": Sent(
        lambda: saved(picture(), "JPEG", exif=exif(99)), "jpg", upright=True
    ),
    "a photo for print": Sent(cmyk, "jpg", True),
    "a grey photo": Sent(lambda: saved(picture(mode="L"), "JPEG", exif=exif()), "jpg"),
    "a photo that comes in waves": Sent(
        lambda: saved(picture((800, 600)), "JPEG", progressive=True, exif=exif()), "jpg", True
    ),
    "two photos in one": Sent(many_pictures, "jpg", True),
    "one long line": Sent(lambda: saved(picture((60_000, 2)), "JPEG"), "jpg"),
    "a large photo": Sent(lambda: saved(picture((6_000, 4_000)), "JPEG", exif=exif()), "jpg", True),
    "a PNG as large as may be": Sent(
        lambda: saved(Image.new("RGBA", (8_000, 5_000), (9, 9, 9, 99)), "PNG", compress_level=1), "png"
    ),
    "a PNG with words": Sent(lambda: png_with(chunk(b"tEXt", b"Location\x00" + MARK)), "png", True),
    "a PNG with XMP": Sent(
        lambda: png_with(chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00" + xmp())), "png", True
    ),
    "a PNG with EXIF": Sent(lambda: saved(picture(), "PNG", exif=exif(3)), "png"),
    "a PNG with a chunk of its own": Sent(lambda: png_with(chunk(b"prVt", MARK * 100)), "png", True),
    "a picture of 16 bits": Sent(deep, "png"),
    "a picture with a palette and a hole": Sent(palette, "png"),
    "a black and white picture": Sent(lambda: saved(picture(mode="1"), "PNG"), "png"),
    "a picture of one point": Sent(lambda: saved(picture((1, 1)), "PNG"), "png"),
    "a moving PNG": Sent(lambda: frames("PNG"), "png", True),
    "a WEBP with metadata": Sent(
        lambda: saved(picture(), "WEBP", exif=exif(), xmp=xmp()), "webp", upright=True
    ),
    "a see-through logo": Sent(see_through, "webp", True),
    "a moving WEBP": Sent(lambda: frames("WEBP"), "webp", True),
    "a photo that is also an archive": Sent(
        lambda: jpeg() + archive(("run.sh", MARK), TYPES, WORD), "jpg", True
    ),
    "a photo with a program in its comment": Sent(
        lambda: with_segments(segment(0xFE, b"<?php system($_GET['c']); ?>" + MARK)), "jpg", True
    ),
    "a PDF with a photo behind it": Sent(lambda: PDF + jpeg(), "pdf"),
    "a PDF with a program": Sent(lambda: PDF, "pdf"),
    "a HEIC photo": Sent(lambda: mp4(b"heic"), "heic"),
    "a document": Sent(lambda: archive(TYPES, WORD), "docx"),
    "a table": Sent(lambda: archive(TYPES, SHEET), "xlsx"),
    "a spoken message": Sent(lambda: b"OggS\x00\x02" + b"\x00" * 22 + b"OpusHead" + MARK, "ogg"),
    "archives in archives in a document": Sent(nested, "docx"),
    "a PNG bomb": Sent(png_bomb, "pixels"),
    "a PNG of two thousand million points": Sent(lambda: png_of(50_000, 50_000, b""), "pixels"),
    "a PNG with sides of 32 bits": Sent(lambda: png_of(2**31 - 1, 2**31 - 1, b""), "pixels"),
    "a PNG whose words are a bomb": Sent(text_bomb, "broken"),
    "a PNG whose colours are a bomb": Sent(profile_bomb, "png or broken"),
    "a JPEG that claims 65500 a side": Sent(lambda: jpeg_claiming(65_500, 65_500), "pixels"),
    "a JPEG a little too large": Sent(lambda: jpeg_claiming(8_001, 5_000), "pixels"),
    "a WEBP that claims 16384 a side": Sent(webp_claiming, "pixels"),
    "half a photo": Sent(lambda: jpeg()[: len(jpeg()) // 2], "broken"),
    "the head of a photo": Sent(lambda: jpeg()[:24], "broken"),
    "three bytes of a photo": Sent(lambda: jpeg()[:3], "broken"),
    "a PNG cut in its pixels": Sent(lambda: saved(picture((300, 300)), "PNG")[:120], "broken"),
    "a PNG with nothing in it": Sent(lambda: png_of(64, 48, b""), "broken"),
    "a PNG with sides of nothing": Sent(lambda: png_of(0, 0, zlib.compress(b"")), "broken"),
    "a WEBP cut short": Sent(lambda: saved(noise(), "WEBP", lossless=True)[:9_000], "broken"),
    "a text that begins as a photo": Sent(lambda: b"\xff\xd8\xff" + PAGE * 10, "broken"),
    "noise that begins as a PNG": Sent(
        lambda: b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(5_000), "broken"
    ),
    "a document bomb": Sent(
        lambda: archive(TYPES, WORD, ("word/media/a.bin", b"\x00" * 310_000_000)), "unsafe"
    ),
    "a document that claims four gigabytes": Sent(lying_directory, "unsafe"),
    "a document of ten thousand parts": Sent(
        lambda: archive(TYPES, WORD, *((f"word/{number}.xml", b"") for number in range(10_000))), "unsafe"
    ),
    "a document that leaves its folder": Sent(
        lambda: archive(TYPES, WORD, ("../../etc/cron.d/x", b"* * * * *")), "unsafe"
    ),
    "a document with a program": Sent(lambda: archive(TYPES, WORD, ("word/media/run.exe", b"MZ")), "unsafe"),
    "a document without its directory": Sent(lambda: archive(TYPES, WORD)[:-30], "broken"),
    "a document in name only": Sent(lambda: archive(TYPES, ("a", b"word/document.xml"), stored=True), "kind"),
    "nothing": Sent(lambda: b"", "kind"),
    "one byte": Sent(lambda: b"\xff", "kind"),
    "a page": Sent(lambda: PAGE, "kind"),
    "a drawing with a program": Sent(lambda: SVG, "kind"),
    "a GIF": Sent(lambda: saved(picture(), "GIF"), "kind"),
    "a GIF that is also a program": Sent(lambda: b"GIF89a/*" + b"\x00" * 20 + b"*/=1;alert(1)", "kind"),
    "a TIFF": Sent(tiff, "kind"),
    "a BMP": Sent(lambda: saved(picture(), "BMP"), "kind"),
    "an ICO": Sent(lambda: saved(picture(), "ICO"), "kind"),
    "a JPEG 2000": Sent(lambda: saved(picture(), "JPEG2000"), "kind"),
    "an AVIF": Sent(lambda: mp4(b"avif"), "kind"),
    "a video": Sent(lambda: mp4(b"isom"), "kind"),
    "a program": Sent(lambda: b"MZ" + b"\x00" * 100, "kind"),
    "another program": Sent(lambda: b"\x7fELF" + b"\x00" * 100, "kind"),
    "an archive": Sent(lambda: archive(("a.txt", b"a")), "kind"),
    "a document with macros": Sent(lambda: archive(TYPES, WORD, ("word/vbaProject.bin", b"x")), "kind"),
    "an old document": Sent(lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, "kind"),
    "postscript": Sent(lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n(%stdin) (r) file", "kind"),
    "a blank before a photo": Sent(lambda: b" " + jpeg(), "kind"),
    **{
        f"a damaged photo {seed}": Sent(lambda seed=seed: damaged(jpeg(), seed), "jpg or broken")  # type: ignore[misc]
        for seed in range(6)
    },
    **{
        f"a damaged PNG {seed}": Sent(  # type: ignore[misc]
            lambda seed=seed: damaged(saved(picture((200, 200)), "PNG"), seed), "png or broken"
        )
        for seed in range(3)
    },
}

NAMES = (
    "../../x.jpg",
    "CON.jpg",
    "n" * 300 + ".jpg",
    "\N{RIGHT-TO-LEFT OVERRIDE}gpj.jpg",
    "a\nb.jpg",
    "\N{PARTY POPPER}.jpg",
    "/etc/passwd.jpg",
    "..\\..\\x.jpg",
    "a.jpg\x00.png",
    "$(reboot).jpg",
)
"""What people's devices, or somebody with bad intentions, may call a photo."""
