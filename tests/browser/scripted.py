"""A small bot with a fixed script behind the real server and the real web channel, for tests of the page."""

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image, ImageDraw
from prometheus_client.metrics_core import Metric

from bot.channels.web import Web
from bot.channels.web_files import Uploads
from bot.server import Server, application
from bot.web.demo import Demo, Phone
from handlers.messages import Button, In, Inbound, Input, MediaRef, Rendered, Role
from storage.inbox import Received

NOW = datetime(2026, 10, 14, 9, 30, tzinfo=UTC)
PHONES = (Phone("coordinator", "web.phone.coordinator"), Phone("secretary", "web.phone.secretary"))
HOME = (
    ("Raportează un eveniment",),
    ("Situația noastră", "Evenimente"),
    ("Invitații", "Ajutor"),
)
NAV = (
    Button("Înapoi", "nav:0", role=Role.NAV),
    Button("Salvează și ieși", "nav:1", role=Role.NAV),
)


def picture(path: Path, colour: str, words: str) -> Path:
    """A photo-like file."""
    image = Image.new("RGB", (800, 600), colour)
    draw = ImageDraw.Draw(image)
    draw.ellipse((460, -120, 900, 320), fill="#ffffff40")
    draw.text((60, 500), words, fill="white", font_size=48)
    image.save(path)
    return path


def screen(
    key: str, head: str | None, *lines: str, rows: Sequence[Sequence[Button]] = (), kind: str = "choice"
) -> Rendered:
    return Rendered(key, head, None, lines, tuple(tuple(row) for row in rows), input=Input(kind))  # type: ignore[arg-type]


def welcome() -> Rendered:
    rows = [
        [Button("Raportează un eveniment", "w:0", role=Role.PRIMARY)],
        [Button("Nu am avut evenimente", "w:1")],
    ]
    shown = screen(
        "home",
        "Bună ziua, Ana!",
        "De la „Exemplu Speranța” lipsește raportul pentru septembrie. Termenul este vineri, 9 octombrie.",
        rows=rows,
    )
    return Rendered(shown.key, shown.head, None, shown.lines, shown.rows, home=HOME)


def activity() -> Rendered:
    rows = [
        [Button("La fel: Club de lectură", "a:0")],
        [Button("10.2 Sănătate prin sport", "a:1")],
        [Button("Toate obiectivele", "a:2")],
        NAV,
    ]
    return screen(
        "event.activity",
        "Pasul 1 din 7 · Activitatea",
        "Ce ați organizat? Alegeți sau scrieți un cuvânt.",
        rows=rows,
    )


def day() -> Rendered:
    rows = [
        [Button("Azi, mi 14", "d:0"), Button("Ieri, ma 13", "d:1")],
        [Button("Sâmbătă 10", "d:2"), Button("Duminică 11", "d:3")],
        NAV,
    ]
    return screen("event.held_on", "Pasul 2 din 7 · Data", "Când a avut loc?", rows=rows, kind="date")


def participants(error: str | None = None) -> Rendered:
    numbers = [Button(text, f"p:{at}") for at, text in enumerate(("15", "18", "20", "25"))]
    shown = screen(
        "event.participants",
        "Pasul 4 din 7 · Participanți",
        "Câți oameni au participat în total?",
        rows=[numbers, NAV],
        kind="integer",
    )
    return Rendered(shown.key, shown.head, error, shown.lines, shown.rows, input=shown.input)


def groups() -> Rendered:
    rows = [[Button("Nu am numărat", "g:0")], NAV]
    shown = screen(
        "event.groups",
        "Pasul 5 din 7 · Dintre cei 25",
        "Câte femei, câți tineri (14–35 de ani), câte persoane din grupuri vulnerabile?",
        rows=rows,
        kind="integers",
    )
    parts = ("Femei", "Tineri", "Vulnerabili")
    return Rendered(shown.key, shown.head, None, shown.lines, shown.rows, input=shown.input, parts=parts)


def photos() -> Rendered:
    rows = [[Button("Fără poze", "f:0"), Button("Doar text", "f:1")], NAV]
    return screen(
        "event.photos",
        "Pasul 6 din 7 · Poze și descriere",
        "Trimiteți 1–10 poze. Sub poză scrieți pe scurt ce s-a schimbat pentru oameni.",
        rows=rows,
        kind="media",
    )


def review(folder: Path) -> Rendered:
    rows = [
        [Button("Da, salvează", "r:0", role=Role.PRIMARY)],
        [Button("Nu, doar uz intern", "r:1")],
        [Button("Corectează", "r:2"), Button("Parteneri", "r:3"), Button("Titlu", "r:4")],
        [Button("Șterge ciorna", "r:5", role=Role.DANGER), NAV[1]],
    ]
    shown = screen(
        "event.review",
        "Pasul 7 din 7 · Verificare",
        "1. Club de lectură\n2. mi, 14 oct.\n3. Biblioteca „Eugeniu Coșeriu”\n4. 25 de participanți",
        "5. 15 femei, 10 tineri, 3 din grupuri vulnerabile\n6. Poze: 3",
        "Oamenii din poze sunt de acord să apară public?",
        rows=rows,
    )
    document = MediaRef(
        "document", path=str(folder / "raport.docx"), name="Raport 2026 Exemplu Speranța.docx"
    )
    return Rendered(
        shown.key, shown.head, None, shown.lines, shown.rows, media=(document,), alts=("Raportul",)
    )


class ScriptedBot:
    """Answers each thing with the next screen; ``seen`` is what arrived. ``down`` makes the inbox refuse."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "raport.docx").write_bytes(b"PK\x03\x04 an example")
        self.folder = folder
        self.seen: list[Inbound] = []
        self.down = False
        self.live: dict[str, str] = {}
        people = {"coordinator": "Ana Exemplu", "secretary": "Maria Exemplu"}
        self.web = Web(people, self.receive, Uploads(folder / "uploads"), lambda: NOW)
        self.app = application(self.health, self.metrics, Demo(self.web, PHONES).routes())
        self.server = Server(self.app, "127.0.0.1", 0)
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    async def back(self) -> None:
        """Serve again on the same port after a stop."""
        self.server = Server(self.app, "127.0.0.1", self.server.port)
        await self.server.start()

    async def health(self) -> tuple[bool, Mapping[str, object]]:
        return True, {}

    async def metrics(self) -> Iterable[Metric]:
        return []

    async def receive(self, rows: Sequence[Received]) -> None:
        if self.down:
            raise OSError("down")
        for row in rows:
            inbound = self.web.inbound(json.loads(row.payload), NOW)
            self.seen.append(inbound)
            task = asyncio.create_task(self.answer(inbound))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def answer(self, inbound: Inbound) -> None:
        """A tap edits the live screen; typed words shorten it and bring a new one."""
        live = self.live.get(inbound.chat)
        said, shown = self.next(inbound)
        if inbound.kind is not In.TAP and live is not None:
            await self.web.collapse(inbound.chat, live, said)
            live = None
        self.live[inbound.chat] = await self.web.send(inbound.chat, shown, live)

    def next(self, inbound: Inbound) -> tuple[str, Rendered]:
        """The line that stays of the answered screen, and the screen that follows."""
        by_handle: dict[str | None, Callable[[], Rendered]] = {
            "w": activity,
            "a": day,
            "d": participants,
            "p": groups,
            "g": photos,
            "f": lambda: review(self.folder),
        }
        if inbound.kind is In.TAP:
            return "", by_handle.get(inbound.handle, welcome)()
        if inbound.kind is In.MEDIA:
            return f"Poze: {len(inbound.media)}", review(self.folder)
        if inbound.text == "250":
            return "Participanți: ?", participants(
                "Am notat 250 de participanți, de zece ori mai mulți ca de obicei. Scrieți încă o dată."
            )
        if inbound.text.isdigit():
            return f"Participanți: {inbound.text}", groups()
        if inbound.text.count(" ") == 2 and inbound.text.replace(" ", "").isdigit():
            return f"Dintre ei: {inbound.text}", photos()
        if inbound.text.count(".") == 2:
            return f"Data: {inbound.text}", participants()
        return "Meniu", welcome()
