"""The QR code of a message: drawn when it is sent, once for the same words, large enough to be printed."""

from pathlib import Path

import segno
from PIL import Image

from bot import qr
from bot.deliver import Delivery
from handlers.messages import Capabilities, MediaRef, Rendered, Screen
from handlers.wire import pack_screen, read_screen
from storage import outbox
from storage.database import Connection
from storage.outbox import Message, Row
from tests.support.traffic import START, database_in
from tests.support.words import LenientTexts

LINK = "https://retea.example.md/p/AbCdEfGhIjKlMnOp"


def modules(path: Path) -> list[list[bool]]:
    """The picture as dark and light squares, without the border."""
    with Image.open(path) as picture:
        image = picture.convert("1")
    side = image.width // qr.SCALE
    inside = range(qr.BORDER, side - qr.BORDER)
    return [[image.getpixel((x * qr.SCALE + 1, y * qr.SCALE + 1)) == 0 for x in inside] for y in inside]


def test_the_picture_holds_exactly_the_link(tmp_path: Path) -> None:
    expected = [[bool(one) for one in row] for row in segno.make_qr(LINK, error="m").matrix]
    path = qr.drawn(LINK, tmp_path)
    assert modules(path) == expected
    assert len(expected) * qr.SCALE >= 300


def test_the_same_words_are_drawn_once_and_others_stand_apart(tmp_path: Path) -> None:
    first = qr.drawn(LINK, tmp_path)
    at = first.stat().st_mtime_ns
    assert qr.drawn(LINK, tmp_path).stat().st_mtime_ns == at
    assert qr.drawn(LINK + "x", tmp_path) != first


def test_a_screen_keeps_the_words_and_not_a_picture() -> None:
    screen = Screen("presence.ready", media=(MediaRef("photo", name="cod-qr.png", alt="QR", qr=LINK),))
    assert read_screen(pack_screen(screen)) == screen


async def test_the_code_is_drawn_on_the_way_out(tmp_path: Path) -> None:
    class Channel:
        name = "fake"
        capabilities = Capabilities(edit=True)
        sent: Rendered

        async def send(self, chat: str, message: Rendered, edits: str | None) -> str:
            self.sent = message
            return "1"

    def written(connection: Connection) -> Row | None:
        screen = Screen("presence.ready", ("Gata",), media=(MediaRef("photo", qr=LINK),))
        content = {"screen": pack_screen(screen)}
        return outbox.add(connection, Message("fake", "ana", "receipt", content), START, claimed=True)

    channel = Channel()
    async with database_in(tmp_path) as database:
        row = await database.transaction(written)
        assert row is not None
        texts = LenientTexts(START.date)
        await Delivery(database, texts, {"fake": channel}, tmp_path).deliver(row)  # type: ignore[dict-item]
    path = Path(channel.sent.media[0].path or "")
    assert path.read_bytes().startswith(b"\x89PNG")
    assert path.is_relative_to(tmp_path / "made")
