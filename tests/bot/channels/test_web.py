"""The web channel by itself: accepting, showing, sending files; its routes are tested in ``test_server``."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.channels.web import Web
from bot.channels.web_actions import page_action
from bot.channels.web_files import LARGEST, Upload, Uploads
from bot.channels.web_transcript import KEPT
from handlers.errors import SendError
from handlers.messages import Button, In, MediaRef, Rendered
from storage.inbox import Received

NOW = datetime(2026, 10, 14, 9, 30, tzinfo=UTC)
ACTION = "a" * 32
QUESTION = Rendered(
    key="event.participants",
    head="Pasul 4 din 7 · Participanți",
    error=None,
    lines=("Câți oameni au participat în total?",),
    rows=((Button("18", "h4nd1e:0"), Button("25", "h4nd1e:1")),),
)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
PDF = b"%PDF-1.7 " + b"0" * 20


class Inbox:
    """Stands for the commit: keeps what came, or refuses when ``broken``."""

    def __init__(self) -> None:
        self.rows: list[Received] = []
        self.broken = False

    async def receive(self, rows: Sequence[Received]) -> None:
        if self.broken:
            raise OSError("disk full")
        self.rows += rows

    @property
    def payload(self) -> dict[str, Any]:
        return dict(json.loads(self.rows[-1].payload))


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def web(inbox: Inbox, tmp_path: Path) -> Web:
    people = {"coordinator": "Ana Exemplu", "secretary": "Maria Exemplu"}
    return Web(people, inbox.receive, Uploads(tmp_path / "uploads"), lambda: NOW, first=100)


def shown(web: Web, chat: str = "coordinator") -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = []
    with web.watch(chat, events.append):
        return list(events[0]["messages"])


async def act(web: Web, chat: str = "coordinator", number: str = ACTION, **action: Any) -> dict[str, Any]:
    return await web.act(chat, page_action(json.dumps({"id": number, **action})))


async def test_what_a_person_writes_is_committed_with_chat_and_name(web: Web, inbox: Inbox) -> None:
    await act(web, kind="text", text="25 de persoane")
    read = web.inbound(inbox.payload, NOW)
    assert inbox.rows[0].external == f"coordinator:{ACTION}"
    assert (read.kind, read.chat, read.text, read.name) == (
        In.TEXT,
        "coordinator",
        "25 de persoane",
        "Ana Exemplu",
    )
    assert read.message == shown(web)[0]["id"]


async def test_the_acknowledgement_comes_only_after_the_commit(web: Web, inbox: Inbox) -> None:
    inbox.broken = True
    with pytest.raises(OSError, match="disk full"):
        await act(web, kind="text", text="25")
    assert shown(web) == []
    inbox.broken = False
    assert await act(web, kind="text", text="25") == {"type": "ack", "id": ACTION}
    assert len(shown(web)) == 1


async def test_the_same_action_sent_again_has_one_effect(web: Web, inbox: Inbox) -> None:
    first = await act(web, kind="text", text="25")
    again = await act(web, kind="text", text="25")
    assert again == first
    assert len(inbox.rows) == len(shown(web)) == 1


async def test_a_tap_tells_the_screen_and_leaves_no_bubble(web: Web, inbox: Inbox) -> None:
    number = await web.send("coordinator", QUESTION, None)
    await act(web, kind="tap", handle="h4nd1e", index=1, message=number)
    read = web.inbound(inbox.payload, NOW)
    assert (read.kind, read.handle, read.index, read.message) == (In.TAP, "h4nd1e", 1, number)
    assert [entry["id"] for entry in shown(web)] == [number]


async def test_several_photos_chosen_at_once_are_one_inbound(web: Web, inbox: Inbox) -> None:
    files = web.uploads.keep("coordinator", [Upload("a.png", PNG), Upload("b.pdf", PDF)])
    media = [{"file": file, "name": f"poza {at}"} for at, file in enumerate(files)]
    await act(web, kind="media", text="La bibliotecă", media=media)
    read = web.inbound(inbox.payload, NOW)
    assert (read.kind, read.text) == (In.MEDIA, "La bibliotecă")
    assert [(file.kind, file.size, file.name) for file in read.media] == [
        ("photo", len(PNG), "poza 0"),
        ("document", len(PDF), "poza 1"),
    ]
    assert await web.fetch(read.media[0].file, LARGEST) == PNG


async def test_the_address_of_a_photo_survives_a_change_that_could_not_be_stored(
    web: Web, inbox: Inbox
) -> None:
    (file,) = web.uploads.keep("coordinator", [Upload("a.png", PNG)])
    await act(web, kind="media", text="Poza", media=[{"file": file, "name": "a.png"}])
    (own,) = shown(web)
    inbox.broken = True
    with pytest.raises(OSError, match="disk full"):
        await act(web, number="b" * 32, kind="edit", text="Poza noastră", message=own["id"])
    assert web.shared(own["media"][0]["url"].removeprefix("/files/")) is not None


async def test_a_file_that_was_never_uploaded_is_refused(web: Web, inbox: Inbox) -> None:
    with pytest.raises(ValueError, match="no such upload"):
        await act(web, kind="media", media=[{"file": "0" * 64 + ".png", "name": "x"}])
    assert inbox.rows == []


async def test_an_own_message_can_be_changed_and_the_bots_cannot(web: Web, inbox: Inbox) -> None:
    await act(web, kind="text", text="25")
    own = shown(web)[0]["id"]
    await act(web, number="b" * 32, kind="edit", text="27", message=own)
    assert web.inbound(inbox.payload, NOW).kind is In.EDIT
    assert [entry["lines"] for entry in shown(web)] == [("27",)]
    theirs = await web.send("coordinator", QUESTION, None)
    with pytest.raises(ValueError, match="own message"):
        await act(web, number="c" * 32, kind="edit", text="30", message=theirs)


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"kind": "text", "chat": "coordinator"},
        {"kind": "text", "chat": "coordinator", "text": "   "},
        {"kind": "tap", "chat": "coordinator", "handle": "x", "index": "1"},
        {"kind": "tap", "chat": "coordinator", "index": 1},
        {"kind": "media", "chat": "coordinator", "media": []},
        {"kind": "media", "chat": "coordinator", "media": [{"file": "../../etc/passwd", "name": ""}]},
        {"kind": "edit", "chat": "coordinator", "text": "27"},
        {"kind": "dance", "chat": "coordinator", "text": "27"},
        {"kind": "text", "chat": "coordinator", "text": "27", "extra": 1},
    ],
)
def test_an_unknown_shape_in_the_inbox_is_nothing(web: Web, payload: dict[str, Any]) -> None:
    assert web.inbound(payload, NOW).kind is In.NOTHING


@pytest.mark.parametrize("raw", ["", "[]", "{}", '{"id": "short", "kind": "text", "text": "x"}'])
def test_the_page_cannot_send_anything_but_an_action(raw: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        page_action(raw)


async def test_message_ids_grow_and_an_edit_keeps_its_place(web: Web) -> None:
    first = await web.send("coordinator", QUESTION, None)
    second = await web.send("coordinator", QUESTION, None)
    edited = await web.send("coordinator", replace(QUESTION, lines=("Altceva",)), first)
    assert (first, second, edited) == ("100", "101", "100")
    assert [entry["lines"] for entry in shown(web)] == [("Altceva",), QUESTION.lines]


async def test_a_message_that_is_gone_is_sent_anew(web: Web) -> None:
    assert await web.send("coordinator", QUESTION, "7") == "100"


async def test_a_collapsed_question_is_one_line_without_buttons(web: Web) -> None:
    number = await web.send("coordinator", QUESTION, None)
    await web.collapse("coordinator", number, "Participanți: 25")
    (entry,) = shown(web)
    assert (entry["line"], entry["rows"]) == ("Participanți: 25", ())


async def test_a_reload_shows_the_last_messages_and_the_menu(web: Web) -> None:
    await web.send("coordinator", replace(QUESTION, home=(("Raportează",),)), None)
    for at in range(KEPT):
        await web.send("coordinator", replace(QUESTION, lines=(str(at),), language="ru"), None)
    events: list[dict[str, Any]] = []
    with web.watch("coordinator", events.append):
        whole = events[0]
    assert (whole["home"], whole["language"]) == ((("Raportează",),), "ru")
    assert [entry["lines"] for entry in whole["messages"]] == [(str(at),) for at in range(KEPT)]


async def test_the_menu_is_shown_at_once_and_after_a_reload(web: Web) -> None:
    events: list[dict[str, Any]] = []
    with web.watch("coordinator", events.append):
        await web.menu("coordinator", [("raport", "Raportează un eveniment")])
    assert events[1] == {"type": "menu", "commands": (("raport", "Raportează un eveniment"),)}
    with web.watch("coordinator", events.append):
        assert events[2]["commands"] == events[1]["commands"]


async def test_phones_see_only_their_own_chat(web: Web) -> None:
    events: list[dict[str, Any]] = []
    with web.watch("secretary", events.append):
        await web.send("coordinator", QUESTION, None)
    assert [event["type"] for event in events] == ["whole"]


async def test_an_unknown_chat_is_refused(web: Web) -> None:
    with pytest.raises(SendError) as raised:
        await web.send("mayor", QUESTION, None)
    assert raised.value.after == "refused"


async def test_a_sent_file_has_an_address_until_its_message_leaves(web: Web, tmp_path: Path) -> None:
    report = tmp_path / "raport.pdf"
    report.write_bytes(PDF)
    media = (MediaRef("document", path=str(report), name="Raport 2026.pdf"),)
    number = await web.send("coordinator", replace(QUESTION, media=media, alts=("Raportul",)), None)
    (file,) = shown(web)[0]["media"]
    token = file["url"].removeprefix("/files/")
    shared = web.shared(token)
    assert shared is not None
    assert (shared.path, shared.name, file["alt"]) == (report, "Raport 2026.pdf", "Raportul")
    await web.collapse("coordinator", number, "Trimis")
    assert web.shared(token) is not None
    await web.send("coordinator", QUESTION, number)
    assert web.shared(token) is None


async def test_a_file_that_is_not_there_cannot_be_sent(web: Web, tmp_path: Path) -> None:
    media = (MediaRef("photo", path=str(tmp_path / "none.png")),)
    with pytest.raises(SendError, match="file-missing"):
        await web.send("coordinator", replace(QUESTION, media=media), None)


async def test_a_file_over_the_limit_or_outside_the_folder_is_not_fetched(web: Web, tmp_path: Path) -> None:
    (name,) = web.uploads.keep("coordinator", [Upload("a.png", PNG)])
    (tmp_path / "secret.png").write_bytes(PNG)
    for file, limit in ((name, 5), ("../secret.png", LARGEST), ("0" * 64 + ".png", LARGEST)):
        with pytest.raises(SendError) as raised:
            await web.fetch(file, limit)
        assert raised.value.after == "refused"
